import { Button, Input } from '@mantine/core';
import { useEffect, useState } from 'react';
import { api, type components, useMe } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Avatar, ErrorState, Icon, Skeleton } from '#/ui';
import { useCurrentTerm } from './own';
import css from './Record.module.css';
import { activities } from './texts';
import type { Pupil, Values } from './values';

type Household = components['schemas']['Household'];
export type Family = Pick<Values, 'household_id' | 'household_label' | 'pupils' | 'student_ids'>;

/** A family with its enrolled pupils; all of them present until somebody says otherwise. */
export function familyOf(household: Pick<Household, 'id' | 'label' | 'students'>): Family {
  const pupils: Pupil[] = household.students
    .filter((pupil) => pupil.status === 'enrolled')
    .map(({ id, name, class_name }) => ({ id, name, class_name: class_name ?? '' }));
  return {
    household_id: household.id,
    household_label: household.label,
    pupils,
    student_ids: pupils.map((pupil) => pupil.id),
  };
}

type Props = {
  onChoose: (family: Family) => void;
  /** Back to the form, where a family is chosen already. */
  onCancel?: () => void;
};

/** My own families, those nobody has visited this term first. */
export function FamilyStep({ onChoose, onCancel }: Props) {
  const t = useT(activities);
  const me = useMe();
  const term = useCurrentTerm();
  const [text, setText] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), 250);
    return () => clearTimeout(timer);
  }, [text]);
  const searching = [...q].length > 1;

  // Who answers for a school sees all of its families: his own are those he teaches.
  const oversees = me.roles.some((one) => one.role !== 'teacher' && one.role !== 'leader');
  const own = oversees && me.person ? { mine: true } : {};
  const unvisited = api.useQuery(
    'get',
    '/api/v1/households',
    { params: { query: { ...own, limit: 50, sort: 'label', unvisited_in_term: term?.id ?? '' } } },
    { enabled: Boolean(term) && !searching },
  );
  const others = api.useQuery(
    'get',
    '/api/v1/households',
    { params: { query: searching ? { q, limit: 30 } : { ...own, limit: 50, sort: 'label' } } },
    { placeholderData: (previous) => previous },
  );
  const open = new Set(unvisited.data?.items.map((one) => one.id));
  const rest = (others.data?.items ?? []).filter((one) => searching || !open.has(one.id));
  // Both groups at once: the first one must not push the other away from under a finger.
  const waiting = others.isPending || (!searching && (term === undefined || (term && unvisited.isPending)));
  const none = !searching && rest.length === 0 && open.size === 0;

  return (
    <>
      <search className="row">
        <Input
          type="search"
          size="md"
          style={{ flex: 1 }}
          aria-label={t('activities.family_search')}
          placeholder={t('activities.family_search')}
          leftSection={<Icon name="search" size={18} />}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        )}
      </search>
      {waiting && (
        <div className={`sheet ${css.sheet}`} style={{ marginTop: 16 }}>
          <Skeleton lines={6} height={30} />
        </div>
      )}
      {others.error && !others.data && (
        <div className="sheet" style={{ marginTop: 16 }}>
          <ErrorState error={others.error} onRetry={() => void others.refetch()} />
        </div>
      )}
      {!waiting && !searching && unvisited.data && open.size > 0 && (
        <Group
          title={t('activities.family_unvisited')}
          families={unvisited.data.items}
          more={Boolean(unvisited.data.next)}
          onChoose={onChoose}
        />
      )}
      {!waiting && !searching && unvisited.data && open.size === 0 && rest.length > 0 && (
        <p className={css.quiet}>{t('activities.family_all_done')}</p>
      )}
      {!waiting && rest.length > 0 && (
        <Group
          title={searching ? undefined : t('activities.family_visited')}
          families={rest}
          more={Boolean(others.data?.next)}
          onChoose={onChoose}
        />
      )}
      {others.data && searching && rest.length === 0 && (
        <p className={css.quiet}>{t('activities.family_none')}</p>
      )}
      {!waiting && others.data && none && <p className={css.quiet}>{t('activities.family_no_own')}</p>}
    </>
  );
}

function Group(props: {
  title: string | undefined;
  families: Household[];
  more: boolean;
  onChoose: (family: Family) => void;
}) {
  const t = useT(activities);
  const format = useFormat();
  return (
    <section>
      {props.title ? <h2 className={css.group}>{props.title}</h2> : <div style={{ height: 16 }} />}
      <ul className={`sheet ${css.families}`}>
        {props.families.map((one) => (
          <li key={one.id}>
            <button type="button" className={css.family} onClick={() => props.onChoose(familyOf(one))}>
              <Avatar name={one.label} size={36} />
              <span className={css.familyWords}>
                <b>{one.label}</b>
                <span className="muted">
                  {one.students
                    .map((pupil) => [pupil.name, pupil.class_name].filter(Boolean).join(' '))
                    .join('、')}
                </span>
              </span>
              <span className="muted">
                {one.last_home_visit_on
                  ? t('activities.visited_on', { day: format.shortDate(one.last_home_visit_on) })
                  : t('activities.never_visited')}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {props.more && <p className={css.quiet}>{t('activities.family_more')}</p>}
    </section>
  );
}
