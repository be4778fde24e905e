import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client, useCan, useMe } from '#/api';
import { today, useT } from '#/i18n';
import { ButtonLink, DateField, EmptyState, ErrorState, PageHeader, PrintButton, Skeleton, Tag } from '#/ui';
import { Conflicts } from './Conflicts';
import { DutyCard } from './DutyCard';
import css from './duties.module.css';
import { Load } from './Load';
import type { DutyProgress } from './model';
import { Reminders } from './Reminders';
import { TrendDialog } from './TrendDialog';
import { duties } from './texts';

const route = getRouteApi('/_in/duties/');

/** My duties, or those of one of my staff: words first, each number opens what is behind it. */
export function DutiesPage() {
  const t = useT(duties);
  const me = useMe();
  const { person_id, on } = route.useSearch();
  const navigate = route.useNavigate();
  const oversees = me.roles.some((one) => !['leader', 'teacher'].includes(one.role));
  const mine = !person_id || person_id === me.person?.id;
  const waives = useCan('waivers:read');
  const [trend, setTrend] = useState<DutyProgress | null>(null);
  const nobody = !person_id && !me.person;
  const query = api.useQuery(
    'get',
    '/api/v1/duty-progress',
    { params: { query: { ...(person_id ? { person_id } : {}), ...(on ? { on } : {}) } } },
    { enabled: !nobody, placeholderData: (previous) => previous },
  );
  const progress = query.data;
  const items = progress?.items.filter((item) => item.state !== 'not_derived') ?? [];
  const underived = progress?.items.filter((item) => item.state === 'not_derived') ?? [];
  const header = (
    <PageHeader
      title={mine ? t('duties.title') : t('duties.title_of', { name: progress?.person_name ?? '' })}
      note={
        <>
          {progress?.plan && (
            <>
              {t('duties.plan', { title: progress.plan.title })}
              {mine ? '' : ` · ${progress.unit_name}`}
              <br />
            </>
          )}
          {t('duties.note')}
        </>
      }
      back={!mine && <Link to="/duties/staff">{t('duties.staff')}</Link>}
      actions={
        <>
          {progress?.plan && (
            <PrintButton
              form={() =>
                client.GET('/api/v1/duty-progress/form', {
                  params: { query: { person_id: progress.person_id, ...(on ? { on } : {}) } },
                  parseAs: 'blob',
                })
              }
            />
          )}
          {oversees && mine && (
            <Button component={Link} to="/duties/staff" variant="default" size="md">
              {t('duties.staff')}
            </Button>
          )}
          {oversees && mine && (
            <Button component={Link} to="/duties/grid" variant="default" size="md">
              {t('duties.grid')}
            </Button>
          )}
          {waives && (
            <ButtonLink
              to="/duties/waivers"
              search={mine || !person_id ? {} : { person_id }}
              variant="default"
              size="md"
            >
              {t('duties.waivers')}
            </ButtonLink>
          )}
        </>
      }
    />
  );
  if (nobody) {
    return (
      <>
        {header}
        <div className="sheet">
          <EmptyState
            icon="duties"
            title={t('duties.no_person')}
            text={t('duties.no_person_text')}
            action={
              <Button component={Link} to="/duties/staff" variant="default">
                {t('duties.staff')}
              </Button>
            }
          />
        </div>
      </>
    );
  }
  return (
    <>
      {header}
      <div className={css.tools}>
        <DateField
          label={t('duties.on')}
          value={on ?? progress?.on ?? today()}
          onChange={(day) =>
            void navigate({
              search: (before) => ({ ...before, on: day && day !== today() ? day : undefined }),
            })
          }
        />
      </div>
      {query.isPending && (
        <div className={`sheet ${css.card}`}>
          <Skeleton lines={6} height={22} />
        </div>
      )}
      {query.error && !progress && (
        <div className="sheet">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {progress && !progress.plan && (
        <div className="sheet">
          <EmptyState
            icon="plan"
            title={t('duties.no_plan')}
            text={t('duties.no_plan_text')}
            action={
              <Button component={Link} to="/plan" variant="default">
                {t('duties.no_plan_action')}
              </Button>
            }
          />
        </div>
      )}
      {progress?.plan && items.length === 0 && (
        <div className="sheet">
          <EmptyState icon="duties" title={t('duties.none')} text={t('duties.none_text')} />
        </div>
      )}
      {progress && progress.conflicts.length > 0 && <Conflicts items={progress.conflicts} />}
      <ul className={css.cards} aria-label={t('duties.title')} aria-busy={query.isFetching}>
        {items.map((item) => (
          <DutyCard key={item.duty.id} item={item} onTrend={() => setTrend(item)} />
        ))}
      </ul>
      {progress?.plan && items.length > 0 && (
        <div className={css.below}>
          <Load personId={progress.person_id} on={on} />
          {mine && <Reminders items={items} />}
        </div>
      )}
      {trend && (
        <TrendDialog
          title={trend.duty.title}
          code={trend.duty.code}
          whose={
            trend.subject.kind === 'unit' ? { unit_id: trend.subject.id } : { person_id: trend.subject.id }
          }
          on={on}
          onClose={() => setTrend(null)}
        />
      )}
      {underived.length > 0 && (
        <section className={`sheet ${css.underived}`}>
          <h2 className={css.name}>{t('duties.underived')}</h2>
          <p className="muted">{t('duties.underived_text')}</p>
          <ul>
            {underived.map((item) => (
              <li key={item.duty.id}>
                <Tag>{item.duty.title}</Tag>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
