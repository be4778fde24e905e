import { useT } from '#/i18n';
import { type Filter, useUnits } from '#/ui';
import { ledger } from './texts';
import {
  CHANNELS,
  type EntryRow,
  EXTENSIONS,
  LIGHTS,
  OUTCOMES,
  SATISFACTIONS,
  STATES,
  URGENCIES,
  useCategories,
} from './words';

const ANSWERED = ['in_time', 'late'] as const;
const ONLY = {
  returned: 'ledger.only_returned',
  reopened: 'ledger.only_reopened',
  told_to_say: 'ledger.only_told',
  taken_over: 'ledger.taken_over',
} as const;

/** Everything the API's list can be asked, as filters; the first two are asked all day. */
export function useFilters(rows: readonly EntryRow[]): Filter[] {
  const t = useT(ledger);
  const categories = useCategories();
  const { units, choices } = useUnits();
  const schools = choices.filter(
    ({ value }) => units.find((unit) => unit.id === value)?.kind !== 'department',
  );
  return [
    {
      kind: 'choice',
      name: 'category_id',
      label: t('ledger.category'),
      choices: categories.map(({ id, name }) => ({ value: id, label: name })),
    },
    { kind: 'choice', name: 'unit_id', label: t('ledger.unit'), choices: schools },
    {
      kind: 'choice',
      name: 'state',
      label: t('ledger.state'),
      multiple: true,
      rare: true,
      choices: STATES.map((value) => ({ value, label: t(`terms.ledger_${value}`) })),
    },
    {
      kind: 'choice',
      name: 'light',
      label: t('ledger.light'),
      multiple: true,
      rare: true,
      choices: LIGHTS.map((value) => ({ value, label: t(`ledger.light_${value}`) })),
    },
    {
      kind: 'choice',
      name: 'urgency',
      label: t('ledger.urgency'),
      multiple: true,
      rare: true,
      choices: URGENCIES.map((value) => ({ value, label: t(`terms.urgency_${value}`) })),
    },
    {
      kind: 'choice',
      name: 'channel',
      label: t('ledger.channel'),
      multiple: true,
      rare: true,
      choices: CHANNELS.map((value) => ({ value, label: t(`ledger.channel_${value}`) })),
    },
    {
      kind: 'choice',
      name: 'outcome',
      label: t('ledger.outcome'),
      multiple: true,
      rare: true,
      choices: OUTCOMES.map((value) => ({ value, label: t(`terms.outcome_${value}`) })),
    },
    {
      kind: 'choice',
      name: 'extension',
      label: t('ledger.extension'),
      multiple: true,
      rare: true,
      choices: EXTENSIONS.map((value) => ({ value, label: t(`ledger.extension_${value}`) })),
    },
    { kind: 'choice', name: 'handler_unit_id', label: t('ledger.handler_unit'), rare: true, choices },
    {
      kind: 'choice',
      name: 'followed',
      label: t('ledger.followed'),
      rare: true,
      choices: [{ value: 'true', label: t('ledger.followed_only') }],
    },
    { kind: 'date', name: 'registered_at[gte]', label: t('ledger.registered_from'), rare: true },
    { kind: 'date', name: 'registered_at[lte]', label: t('ledger.registered_until'), rare: true },
    { kind: 'date', name: 'due_at[lte]', label: t('ledger.due_until'), rare: true },
    {
      kind: 'fixed',
      name: 'my_turn',
      label: t('ledger.view'),
      shown: (value) => t(value === 'true' ? 'ledger.view_mine' : 'ledger.view_not_mine'),
    },
    {
      kind: 'fixed',
      name: 'overdue',
      label: t('ledger.view'),
      shown: (value) => t(value === 'true' ? 'ledger.view_overdue' : 'ledger.view_not_overdue'),
    },
    {
      kind: 'choice',
      name: 'satisfaction',
      label: t('ledger.satisfaction'),
      multiple: true,
      rare: true,
      choices: SATISFACTIONS.map((value) => ({ value, label: t(`ledger.satisfaction_${value}`) })),
    },
    {
      kind: 'choice',
      name: 'answer',
      label: t('ledger.answer_by'),
      multiple: true,
      rare: true,
      choices: ANSWERED.map((value) => ({ value, label: t(`ledger.answer_${value}`) })),
    },
    ...(['returned', 'reopened', 'told_to_say', 'taken_over'] as const).map(
      (name): Filter => ({
        kind: 'choice',
        name,
        label: t(ONLY[name]),
        rare: true,
        choices: [
          { value: 'true', label: t('ledger.yes') },
          { value: 'false', label: t('ledger.no') },
        ],
      }),
    ),
    {
      kind: 'fixed',
      name: 'reported_in_unit_id',
      label: t('ledger.reported'),
      shown: (value) => units.find((unit) => unit.id === value)?.name ?? t('ledger.unit'),
    },
    {
      kind: 'fixed',
      name: 'handler_person_id',
      label: t('ledger.handler_person'),
      shown: (value) =>
        rows.find((row) => row.handler_person_id === value)?.handler_name ?? t('ledger.handler_person'),
    },
    { kind: 'fixed', name: 'topic_id', label: t('ledger.topic'), shown: () => t('ledger.of_one_topic') },
    {
      kind: 'fixed',
      name: 'origin_activity_id',
      label: t('ledger.origin'),
      shown: () => t('ledger.origin_activity'),
    },
  ];
}
