import { describe, expect, it } from 'vitest';
import { valuesOf, writtenOf } from './duty-values';
import type { Duty } from './words';

const duty = {
  title: '观课议课',
  source_quote: '观课议课',
  issuing_document: null,
  target: 40,
  target_by_rank: { middle_leader: 30 },
  unit_label: '节',
  period: 'term',
  informational: false,
  metric: 'activity_count',
  activity_kind: 'lesson_observation',
  subject_selector: {
    subject: 'person',
    ranks: ['middle_leader'],
    party_member: false,
    unit_kinds: ['department'],
  },
  options: { discussed_only: true },
} as unknown as Duty;

describe('a duty in a form', () => {
  it('is written back as it was when nothing is changed', () => {
    const written = writtenOf(duty, valuesOf(duty));
    expect(written.target).toBe(40);
    expect(written.target_by_rank).toEqual({ middle_leader: 30 });
    expect(written.subject_selector).toMatchObject({ party_member: false, unit_kinds: ['department'] });
    expect(written.options).toMatchObject({ discussed_only: true, everyone: false });
  });

  it('is not set where the number is left blank', () => {
    const written = writtenOf(duty, { ...valuesOf(duty), target: '', by_rank: { middle_leader: '' } });
    expect(written.target).toBeNull();
    expect(written.target_by_rank).toBeNull();
  });
});
