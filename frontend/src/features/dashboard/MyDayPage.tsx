import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { api, type components, useCan, useMe } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ErrorState, Icon, PageHeader, Skeleton, usePhone } from '#/ui';
import { Duties } from './Duties';
import { Families } from './Families';
import { FollowUps, useFollowUps } from './FollowUps';
import css from './MyDay.module.css';
import { OwnLiaison } from './OwnLiaison';
import { Recent } from './Recent';
import { Reminders } from './Reminders';
import { School } from './School';
import { SettingUp } from './SettingUp';
import { dashboard } from './texts';
import { Waiting } from './Waiting';

export type Dashboard = components['schemas']['Dashboard'];

function timeOfDay(hour: number): 'morning' | 'noon' | 'afternoon' | 'evening' {
  if (hour < 11) return 'morning';
  if (hour < 13) return 'noon';
  return hour < 18 ? 'afternoon' : 'evening';
}

/** What is due, my duties in words, my families, whom I keep in touch with; for overseers the school. */
export function MyDayPage() {
  const t = useT(dashboard);
  const format = useFormat();
  const phone = usePhone();
  const me = useMe();
  const mayRecord = useCan('activities:record');
  const query = api.useQuery('get', '/api/v1/dashboard', {}, { staleTime: 10_000 });
  const promised = useFollowUps();
  const day = query.data;
  // What is further down comes when the processor is free: first what somebody sees.
  const further = useDeferredValue(day !== undefined, false);
  if (query.isPending) return <Skeleton lines={10} height={26} />;
  if (!day) {
    return (
      <div className="sheet">
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  }
  const hour = Number(format.time(new Date().toISOString()).slice(0, 2));
  const term = day.term
    ? t('dashboard.week', { term: day.term.name, week: day.term.week })
    : me.person && t('dashboard.no_term');
  const duties = day.duties && <Duties progress={day.duties} />;
  return (
    <>
      <PageHeader
        title={t(`dashboard.${timeOfDay(hour)}`, { name: day.name })}
        note={[format.weekday(day.today), term].filter(Boolean).join(' · ')}
        actions={
          mayRecord && (
            <Button component={Link} to="/record" leftSection={<Icon name="plus" size={18} />}>
              {t('dashboard.record')}
            </Button>
          )
        }
      />
      <div className={css.page}>
        {!phone && duties}
        <div className={css.columns}>
          <div className="stack">
            <Reminders items={day.reminders} />
            {me.person ? <Waiting items={day.waiting} /> : <SettingUp />}
            {promised.isLoading ? (
              // Nothing below moves down once somebody reads it.
              <Skeleton lines={20} height={26} />
            ) : (
              <>
                {me.person && <FollowUps promised={promised.data?.items ?? []} />}
                {day.families && <Families families={day.families} />}
                {/* With one thumb: first what waits and who is to be visited. */}
                {further && phone && duties}
                {further && day.school && <School school={day.school} />}
              </>
            )}
          </div>
          {further && (
            <div className="stack">
              {day.liaison && <OwnLiaison liaison={day.liaison} />}
              {mayRecord && <Recent />}
            </div>
          )}
        </div>
      </div>
    </>
  );
}
