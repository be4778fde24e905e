import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Timeline } from '#/ui';
import css from './Activities.module.css';
import { useFieldWords } from './fieldNames';
import { changesIn, type HistoryStep, historyOf } from './history';
import { activities } from './texts';
import type { Activity, Amendment } from './words';

/** From the first word to where the record stands now. */
export function History({ activity }: { activity: Activity }) {
  const t = useT(activities);
  const format = useFormat();
  const { data } = api.useQuery(
    'get',
    '/api/v1/activities/{id}/amendments',
    { params: { path: { id: activity.id } } },
    { enabled: activity.status === 'confirmed' || activity.status === 'void' },
  );
  const steps = api.useQuery('get', '/api/v1/activities/{id}/steps', {
    params: { path: { id: activity.id } },
  });
  const about = (step: HistoryStep) => {
    if (step.what === 'returned') return t('activities.returned_note', { reason: step.reason });
    if (step.what === 'void') return t('activities.void_note', { reason: step.reason });
    if (step.what === 'waiting' && step.who) return t('activities.step_waiting_for', { name: step.who });
    if (step.what === 'amended') return <Changes of={step.amendment} activity={activity} />;
    return undefined;
  };
  return (
    <Timeline
      label={t('activities.history')}
      items={historyOf(activity, steps.data?.items ?? [], data?.items ?? []).map((step) => ({
        id: step.id,
        title: t(`activities.step_${step.what}`),
        ...('who' in step && step.who && step.what !== 'waiting'
          ? {
              who:
                step.what === 'recorded' && activity.on_behalf
                  ? t('activities.step_recorded_for', { name: step.who })
                  : step.who,
            }
          : {}),
        ...('at' in step && step.at ? { at: format.dateTime(step.at) } : {}),
        text: about(step),
        current: step.current ?? false,
      }))}
    />
  );
}

/** What stood there and what stands there now, field by field. */
function Changes({ of, activity }: { of: Amendment; activity: Activity }) {
  const t = useT(activities);
  const { label, show } = useFieldWords(activity.kind);
  const names = Object.fromEntries([
    ...activity.companion_ids.map((id, at) => [id, activity.companion_names[at] ?? '']),
    ...activity.students.map((one) => [one.id, one.name]),
    [activity.household_id ?? '', activity.household_label ?? ''],
    [activity.class_id ?? '', activity.class_name ?? ''],
    [activity.observed_person_id ?? '', activity.observed_person_name ?? ''],
    [activity.unit_id, activity.unit_name],
  ]) as Record<string, string>;
  return (
    <>
      {of.reason}
      <dl className={css.change}>
        {changesIn(of.before, of.after).map((one) => (
          <div key={one.path}>
            <dt>{label(one.path)}</dt>
            <dd>
              <del>
                <span className={css.side}>{t('activities.before')}</span>
                <Named path={one.path} value={one.before} names={names} show={show} />
              </del>
              <ins>
                <span className={css.side}>{t('activities.after')}</span>
                <Named path={one.path} value={one.after} names={names} show={show} />
              </ins>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

type NamedProps = {
  path: string;
  value: unknown;
  names: Record<string, string>;
  show: ReturnType<typeof useFieldWords>['show'];
};

/** A value; who is no longer part of the record is looked up by his id. */
function Named({ path, value, names, show }: NamedProps) {
  if (path !== 'companion_ids' || !Array.isArray(value) || value.length === 0)
    return show(path, value, names);
  return value.map((id: string, at) => (
    <span key={id}>
      {at > 0 && '、'}
      {names[id] ?? <Colleague id={id} />}
    </span>
  ));
}

function Colleague({ id }: { id: string }) {
  const t = useT(activities);
  const { data } = api.useQuery('get', '/api/v1/personnel/{id}', { params: { path: { id } } });
  return data?.name ?? t('activities.one_person');
}
