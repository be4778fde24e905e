import type { Format, useT } from '#/i18n';
import { noteTitle } from './notes';
import type { ledger } from './texts';
import {
  CHANNELS,
  DISCLOSURES,
  FINDINGS,
  isOneOf,
  type LedgerEvent,
  METHODS,
  OUTCOMES,
  REMINDED,
  SATISFACTIONS,
  SUBMITTERS,
  URGENCIES,
  WAYS,
} from './words';

export type Translator = ReturnType<typeof useT<typeof ledger>>;

export type Words = {
  t: Translator;
  format: Pick<Format, 'date' | 'shortDate'>;
  /** The names of what an event only points at. */
  unit: (id: string) => string | undefined;
  category: (id: string) => string | undefined;
  person: (id: string) => string | undefined;
};

export type Change = { label: string; before: string; after: string };
export type Step = { title: string; lines: string[]; changes: Change[] };

const FIELDS = [
  'title',
  'content',
  'channel',
  'submitter_kind',
  'category_id',
  'urgency',
  'place',
  'happened_on',
  'persons_concerned',
] as const;
type FieldName = (typeof FIELDS)[number];

export function fieldLabel(t: Translator, field: FieldName): string {
  switch (field) {
    case 'title':
      return t('ledger.new_headline');
    case 'submitter_kind':
      return t('ledger.submitter');
    case 'category_id':
      return t('ledger.category');
    case 'persons_concerned':
      return t('ledger.persons');
    default:
      return t(`ledger.${field}`);
  }
}

/** A value of a field as people say it. */
export function fieldWords(words: Words, field: string, value: unknown): string {
  const { t } = words;
  if (value === null || value === undefined || value === '') return t('ledger.nothing');
  if (field === 'channel' && isOneOf(CHANNELS, value)) return t(`ledger.channel_${value}`);
  if (field === 'submitter_kind' && isOneOf(SUBMITTERS, value)) return t(`ledger.submitter_${value}`);
  if (field === 'urgency' && isOneOf(URGENCIES, value)) return t(`terms.urgency_${value}`);
  if (field === 'category_id') return words.category(String(value)) ?? t('ledger.category');
  if (field === 'happened_on') return words.format.date(String(value));
  if (field === 'persons_concerned' && Array.isArray(value)) {
    if (value.length === 0) return t('common.none');
    const names = value.map((one: unknown) =>
      typeof one === 'object' && one !== null && 'name' in one ? String(one.name) : words.person(String(one)),
    );
    return names.every(Boolean)
      ? names.join(t('ledger.comma'))
      : t('ledger.people_count', { count: value.length });
  }
  return String(value);
}

function changesOf(words: Words, changes: unknown): Change[] {
  if (typeof changes !== 'object' || changes === null) return [];
  const entries = Object.entries(changes);
  return FIELDS.flatMap((field) => {
    const [, change] = entries.find(([name]) => name === field) ?? [];
    if (typeof change !== 'object' || change === null) return [];
    return [
      {
        label: fieldLabel(words.t, field),
        before: fieldWords(words, field, 'before' in change ? change.before : null),
        after: fieldWords(words, field, 'after' in change ? change.after : null),
      },
    ];
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A step of an entry in words: what was done, and what it set. */
export function stepOf(event: LedgerEvent, words: Words): Step {
  const { t, format } = words;
  const { data } = event;
  const unreached = event.move === 'call_back' && !data.satisfaction;
  const asked = event.move === 'reopen' && !data.method;
  const unit = (name: string) => text(data[`${name}_name`]) ?? words.unit(String(data[`${name}_id`]));
  const lines: (string | undefined | false)[] = [];
  const facts: (string | false)[] = [];

  const to = data.to_unit_id ? unit('to_unit') : undefined;
  if (to) {
    const person =
      text(data.to_person_name) ?? (data.to_person_id ? words.person(String(data.to_person_id)) : undefined);
    lines.push(person ? t('ledger.sent_to_person', { unit: to, person }) : t('ledger.sent_to', { unit: to }));
  }
  const proposed = data.proposed_unit_id ? unit('proposed_unit') : undefined;
  lines.push(...aside(event, words));
  lines.push(text(data.reply), text(data.result), event.note ?? undefined);
  if (proposed) lines.push(t('ledger.proposed', { unit: proposed }));

  if (event.move === 'register') {
    if (isOneOf(CHANNELS, data.channel)) facts.push(t(`ledger.channel_${data.channel}`));
    facts.push(text(data.category_name) ?? false);
    if (isOneOf(URGENCIES, data.urgency)) facts.push(t(`terms.urgency_${data.urgency}`));
    if (isOneOf(DISCLOSURES, data.disclosure)) facts.push(t(`ledger.disclosure_${data.disclosure}`));
  }
  const called = data.method ?? data.checked;
  if (isOneOf(METHODS, called)) facts.push(t(`ledger.method_${called}`));
  if (isOneOf(SATISFACTIONS, data.satisfaction)) facts.push(t(`ledger.satisfaction_${data.satisfaction}`));
  if (typeof data.reasonable === 'boolean')
    facts.push(t(data.reasonable ? 'ledger.reasonable' : 'ledger.unreasonable'));
  if (isOneOf(OUTCOMES, data.outcome)) facts.push(t(`terms.outcome_${data.outcome}`));
  if (isOneOf(WAYS, data.handling_way)) facts.push(t(`ledger.way_${data.handling_way}`));
  if (isOneOf(FINDINGS, data.finding)) facts.push(t(`ledger.finding_${data.finding}`));
  lines.push(facts.filter(Boolean).join(' · '));
  if (data.told_to_say === true) lines.push(t('ledger.told_to_say'));
  if (event.move === 'remind' && isOneOf(REMINDED, data.level))
    lines.push(t(`ledger.remind_${data.level}`, { day: format.shortDate(String(data.due_at)) }));
  const due = event.move === 'remind' ? undefined : text(data.due_at);
  if (due) lines.push(t('ledger.answered_by', { day: format.shortDate(due) }));

  return {
    title:
      noteTitle(event, t) ??
      t(
        unreached
          ? 'ledger.step_call_back_unreached'
          : asked
            ? 'ledger.step_reopen_asked'
            : `ledger.step_${event.move}`,
      ),
    lines: lines.filter((line): line is string => Boolean(line)),
    changes: changesOf(words, data.changes),
  };
}

/** What the moves beside the way set: more time, who helps, where it was merged, its topic. */
function aside({ move, data }: LedgerEvent, { t }: Words): (string | undefined)[] {
  const lines: (string | undefined)[] = [];
  if (typeof data.days === 'number') lines.push(t('ledger.days_more', { count: data.days }));
  if (typeof data.stood_days === 'number') lines.push(t('ledger.stood_days', { count: data.stood_days }));
  const helper = text(data.unit_name);
  if (helper) lines.push([helper, text(data.person_name)].filter(Boolean).join(' · '));
  const into = text(data.into_entry_number);
  if (into) lines.push(t('ledger.merged_into_number', { number: into }));
  const other = text(data.entry_number);
  if (other) lines.push(t('ledger.absorbed_number', { number: other }));
  if (move === 'join_topic' || move === 'leave_topic') lines.push(text(data.topic_title));
  return lines;
}

/** How long, in words: the biggest unit that says it. */
export function lasted(t: Translator, since: string, until: string): string {
  const hours = (Date.parse(until) - Date.parse(since)) / 3_600_000;
  if (hours < 1) return t('ledger.minutes');
  if (hours < 48) return t('ledger.hours', { count: Math.floor(hours) });
  return t('ledger.days', { count: Math.floor(hours / 24) });
}
