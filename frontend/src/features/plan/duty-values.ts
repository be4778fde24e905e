import type { components } from '#/api';
import type { Duty } from './words';

type Schemas = components['schemas'];
type Rank = Schemas['Rank'];
type Patch = Schemas['DutyPatch'];

export const ranks = [
  'school_leader',
  'deputy_leader',
  'middle_leader',
  'branch_principal',
  'kindergarten_principal',
  'teacher',
  'staff',
] as const satisfies Rank[];

export const unitKinds = [
  'central_school',
  'village_school',
  'kindergarten',
] as const satisfies Schemas['OrgUnitKind'][];

export const periods = [
  'month',
  'teaching_month',
  'term',
  'school_year',
  'week',
  'standing',
  'plan',
] as const satisfies Schemas['DutyPeriod'][];

export const conditions = ['party_member', 'homeroom', 'teaches'] as const;

export const readings = ['discussed_only', 'village_schools_only', 'everyone'] as const;

/** A duty as a form holds it: what is on or off as a list, numbers as they are typed. */
export type DutyValues = {
  title: string;
  source_quote: string;
  issuing_document: string;
  target: number | string;
  by_rank: Partial<Record<Rank, number | string>>;
  unit_label: string;
  period: Schemas['DutyPeriod'];
  subject: Schemas['DutySubject'];
  ranks: Rank[];
  unit_kinds: (typeof unitKinds)[number][];
  conditions: (typeof conditions)[number][];
  any: 'all' | 'any';
  readings: (typeof readings)[number][];
  counting_unit: Schemas['CountingUnit'];
  coverage: Schemas['Coverage'];
  informational: 'informational'[];
};

export function valuesOf(duty: Duty): DutyValues {
  const selector = duty.subject_selector;
  return {
    title: duty.title,
    source_quote: duty.source_quote ?? '',
    issuing_document: duty.issuing_document ?? '',
    target: duty.target ?? '',
    by_rank: { ...(duty.target_by_rank as Partial<Record<Rank, number>> | null) },
    unit_label: duty.unit_label ?? '',
    period: duty.period,
    subject: selector.subject ?? 'person',
    ranks: selector.ranks ?? [],
    unit_kinds: unitKinds.filter((kind) => selector.unit_kinds?.includes(kind)),
    conditions: conditions.filter((name) => selector[name] === true),
    any: selector.any ? 'any' : 'all',
    readings: readings.filter((name) => duty.options[name] === true),
    counting_unit: duty.options.counting_unit ?? 'pupil',
    coverage: duty.options.coverage ?? 'any_teacher',
    informational: duty.informational ? ['informational'] : [],
  };
}

/** What is sent; what the form does not show (somebody who is *not* a party member) stays as it was. */
export function writtenOf(duty: Duty, values: DutyValues): Patch {
  const selector = duty.subject_selector;
  const holds = (name: (typeof conditions)[number]) =>
    values.conditions.includes(name) ? true : selector[name] === false ? false : null;
  const byRank = Object.entries(values.by_rank).flatMap(([rank, target]) =>
    target === '' || target === undefined ? [] : [[rank, Number(target)]],
  );
  const everyone = values.readings.includes('everyone');
  return {
    title: values.title,
    source_quote: values.source_quote.trim() || null,
    issuing_document: values.issuing_document.trim() || null,
    unit_label: values.unit_label.trim() || null,
    period: values.period,
    target: everyone || values.target === '' ? null : Number(values.target),
    target_by_rank: byRank.length > 0 && !everyone ? Object.fromEntries(byRank) : null,
    informational: values.informational.length > 0,
    subject_selector: {
      subject: values.subject,
      ranks: values.ranks,
      unit_kinds: [
        ...values.unit_kinds,
        ...(selector.unit_kinds ?? []).filter((kind) => !unitKinds.some((known) => known === kind)),
      ],
      party_member: holds('party_member'),
      homeroom: holds('homeroom'),
      teaches: holds('teaches'),
      any: values.any === 'any',
    },
    options: {
      counting_unit: values.counting_unit,
      coverage: values.coverage,
      everyone,
      discussed_only: values.readings.includes('discussed_only'),
      village_schools_only: values.readings.includes('village_schools_only'),
    },
  };
}
