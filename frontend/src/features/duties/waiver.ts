import type { components } from '#/api';
import { useFormat, useT } from '#/i18n';
import type { Tone } from '#/ui';
import { waivers } from './waiver-texts';

export type Waiver = components['schemas']['Waiver'];
export type WaiverKind = components['schemas']['WaiverKind'];

export const WAIVER_KINDS = ['leave', 'late_posting', 'other'] as const satisfies WaiverKind[];
export const WAIVER_STATES = [
  'requested',
  'approved',
  'rejected',
  'withdrawn',
] as const satisfies Waiver['state'][];

export const waiverTone: Record<Waiver['state'], Tone> = {
  requested: 'violet',
  approved: 'green',
  rejected: 'amber',
  withdrawn: 'grey',
};

/** A waiver in words: whose, of what, how much. */
export function useWaiverWords() {
  const t = useT(waivers);
  const format = useFormat();
  return {
    whose: (row: Waiver) => row.person_name ?? row.unit_name,
    duty: (row: Waiver) => row.duty_title ?? t('waivers.all_duties'),
    span: (row: Pick<Waiver, 'starts_on' | 'ends_on'>) =>
      t('waivers.span', { from: format.date(row.starts_on), to: format.date(row.ends_on) }),
    amount: (row: Waiver) =>
      row.amount === null ? t('waivers.by_weeks') : t('waivers.by_number', { count: row.amount }),
  };
}
