import type { UseFormReturnType } from '@mantine/form';
import { api, type components } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Skeleton } from '#/ui';
import css from './Ledger.module.css';
import { type NewEntry, withContent } from './new-entry';
import { Options } from './Options';
import { sentencesOf } from './sentences';
import { ledger } from './texts';
import { useArrival } from './useArrival';

type Activity = components['schemas']['Activity'];

/** Where people's wishes are written down, besides the text itself. */
const TOLD = ['wishes', 'problems', 'suggestions'];

function told(activity: Activity): string[] {
  const details = Object.entries(activity.details).flatMap(([name, value]) =>
    TOLD.includes(name) && typeof value === 'string' ? [value] : [],
  );
  return [...new Set([...details, activity.text].flatMap(sentencesOf))];
}

function channelOf(kind: Activity['kind']): NewEntry['channel'] {
  if (kind === 'reception') return 'reception';
  return kind === 'phone_contact' ? 'phone' : 'visit';
}

/** The record an entry comes from: `lost` when it does not open, or is one that nothing is raised from. */
export function useOrigin(id: string | undefined): { activity: Activity | undefined; lost: boolean } {
  const found = api.useQuery(
    'get',
    '/api/v1/activities/{id}',
    { params: { path: { id: id ?? '' } } },
    { enabled: id !== undefined },
  );
  const status = found.data?.status;
  return { activity: found.data, lost: found.isError || status === 'void' || status === 'draft' };
}

type Props = {
  origin: ReturnType<typeof useOrigin>;
  form: UseFormReturnType<NewEntry>;
  /** Nothing was begun before: the form starts with what the activity says. */
  fresh: boolean;
};

/** "Raise as concern": one sentence of the record becomes the entry; nothing is typed twice. */
export function ActivitySource({ origin: { activity, lost }, form, fresh }: Props) {
  const t = useT(ledger);
  const format = useFormat();
  useArrival(fresh && !lost ? activity : null, ({ unit_id, kind, happened_on }) =>
    form.setValues({ unit_id, channel: channelOf(kind), happened_on, submitter_kind: 'parent' }),
  );
  if (lost) return <p className={css.hint}>{t('ledger.from_activity_lost')}</p>;
  if (!activity) return <Skeleton lines={2} />;
  const sentences = told(activity);
  return (
    <section className={`sheet ${css.sheet}`}>
      <p className="muted">
        {t('ledger.from_activity', {
          day: format.date(activity.happened_on),
          kind: t(`terms.kind_${activity.kind}`),
          unit: activity.unit_name,
        })}
      </p>
      {sentences.length > 0 && (
        <Options
          label={t('ledger.from_activity_pick')}
          choices={sentences.map((sentence) => ({ value: sentence, label: sentence }))}
          value={sentences.includes(form.values.content) ? form.values.content : ''}
          onChange={(sentence) => form.setValues(withContent(form.values, sentence))}
        />
      )}
    </section>
  );
}
