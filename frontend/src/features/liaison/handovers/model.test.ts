import { expect, it } from 'vitest';
import { handed, keysOf, type Preview, takerOf, unsettled } from './model';

const link = (id: string, scheme_code: string, teachers: Preview['links'][number]['teachers'] = []) => ({
  id,
  scheme_code,
  scheme_name: '',
  target_kind: 'household' as const,
  target_name: '',
  unit_name: '',
  starts_on: '2026-09-01',
  teachers,
});

const preview: Preview = {
  from_person_id: 'a',
  from_person_name: '杨老师',
  unit_name: '东村完小',
  on: '2026-11-26',
  links: [
    link('family', 'teacher_family', [{ person_id: 'b', person_name: '李老师', homeroom: false }]),
    link('nobody', 'teacher_family'),
    link('grade', 'leader_grade'),
  ],
  entries: [],
  promises: [],
  key_households: [],
};

const usual = { id: 'c', label: '高老师' };

it('a family goes to one of its teachers, all else to the usual successor', () => {
  expect(handed(preview, {}, usual).links).toEqual([
    { id: 'family', to_person_id: 'b' },
    { id: 'grade', to_person_id: 'c' },
  ]);
});

it('what is chosen goes before, and null keeps an item', () => {
  expect(handed(preview, { grade: null, family: usual }, usual).links).toEqual([
    { id: 'family', to_person_id: 'c' },
  ]);
});

it('without a usual successor the rest is still to be settled', () => {
  expect(unsettled(keysOf(preview), {}, undefined).map(({ key }) => key)).toEqual(['grade']);
  expect(takerOf('grade', { grade: null }, undefined)).toBeNull();
});
