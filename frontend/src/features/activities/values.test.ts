import { describe, expect, it } from 'vitest';
import { ProblemError } from '#/api';
import { blank, changesOf, contentOf, formErrors, formField, rebase, restore, valuesOf } from './values';
import type { Activity } from './words';

const visit = () =>
  blank('home_visit', {
    happened_on: '2026-11-23',
    text: ' 奶奶在家照看。 ',
    household_id: 'h1',
    household_label: '李小明家',
    pupils: [{ id: 's1', name: '李小明', class_name: '三年级' }],
    student_ids: ['s1'],
  });

describe('what is sent', () => {
  it('leaves out what is empty and what belongs to other kinds', () => {
    expect(contentOf(visit())).toEqual({
      companion_ids: [],
      happened_on: '2026-11-23',
      text: '奶奶在家照看。',
      tags: [],
      details: { home_visit: { household_id: 'h1', student_ids: ['s1'] } },
    });
  });

  it('sends a follow-up only while it is switched on, and times with seconds', () => {
    const values = { ...visit(), started_at: '14:30', follow_up: '留热饭', follow_up_on: '2026-12-01' };
    expect(contentOf(values)).not.toHaveProperty('follow_up');
    expect(contentOf({ ...values, follows: true })).toMatchObject({
      started_at: '14:30:00',
      follow_up: '留热饭',
      follow_up_on: '2026-12-01',
    });
  });

  it('sends a lesson with numbers and choices only where they were given', () => {
    const lesson = blank('lesson_observation', {
      class_id: 'c1',
      observed_person_id: 'p1',
      subject: '数学',
      period: '2',
      grade: 'good',
    });
    expect(contentOf(lesson).details).toEqual({
      lesson_observation: {
        class_id: 'c1',
        observed_person_id: 'p1',
        subject: '数学',
        period: 2,
        grade: 'good',
      },
    });
  });
});

describe('an edit', () => {
  it('says only what differs; what was emptied is null', () => {
    const before = { ...visit(), wishes: '午饭', purpose: '了解', follows: true, follow_up: '留饭' };
    const after = { ...before, wishes: '', text: '爷爷在家', follows: false };
    expect(changesOf(before, after)).toEqual({
      text: '爷爷在家',
      follow_up: null,
      details: { home_visit: { wishes: null } },
    });
    expect(changesOf(before, { ...before })).toBeNull();
  });

  it('keeps what somebody else wrote meanwhile, and of the disputed fields what was chosen', () => {
    const base = { ...visit(), wishes: '午饭', measures: '' };
    const mine = { ...base, wishes: '热饭', text: '我写的' };
    const current = { ...base, wishes: '晚饭', text: '别人写的', measures: '已商定' };
    expect(rebase(base, mine, current, ['text'])).toMatchObject({
      text: '别人写的',
      wishes: '热饭',
      measures: '已商定',
    });
    expect(rebase(base, mine, current, ['details.home_visit.wishes'])).toMatchObject({
      text: '我写的',
      wishes: '晚饭',
    });
  });

  it('starts from the record', () => {
    const record = {
      companion_ids: ['p2'],
      companion_names: ['普老师'],
      happened_on: '2026-11-23',
      started_at: '14:30:00',
      ended_at: null,
      text: '听《分数》一课。',
      follow_up: null,
      follow_up_on: null,
      tags: ['school_research'],
      kind: 'lesson_observation',
      unit_id: 'u1',
      class_name: '三年级',
      observed_person_name: '余老师',
      students: [],
      details: {
        lesson_observation: { class_id: 'c1', observed_person_id: 'p1', subject: '数学', period: 2 },
      },
    } as unknown as Activity;
    const values = valuesOf(record);
    expect(values).toMatchObject({ kind: 'lesson_observation', period: '2', school_id: 'u1' });
    expect(contentOf(values)).toMatchObject({ started_at: '14:30:00', details: record.details });
  });
});

describe('the other kinds', () => {
  it('send a meeting with its list, and decisions that say something', () => {
    const met = blank('parents_meeting', {
      unit_id: 'u1',
      class_id: 'c1',
      due: '40',
      agenda: '期中情况',
      decisions: [
        { text: '公布菜谱', owner: '', due_on: '2026-12-01' },
        { text: ' ', owner: '王', due_on: '' },
      ],
      attendance: [{ student_id: 's1', name: '李小明', came: false }],
    });
    expect(contentOf(met).details).toEqual({
      parents_meeting: {
        unit_id: 'u1',
        class_id: 'c1',
        meeting: { agenda: '期中情况', decisions: [{ text: '公布菜谱', due_on: '2026-12-01' }] },
        attendance: [{ student_id: 's1', came: false }],
      },
    });
  });

  it('send yuan as cents, and a receipt only of what was paid', () => {
    const stay = blank('stay_in', {
      unit_id: 'u1',
      nights: '2',
      meals: '5',
      amount: '40.5',
      receipt_number: '17',
    });
    expect(contentOf(stay).details).toEqual({
      stay_in: { unit_id: 'u1', nights: 2, meals: 5, amount_cents: 4050, paid: false },
    });
  });

  it('come back from the record as they were sent', () => {
    const record = {
      kind: 'stay_in',
      companion_ids: [],
      companion_names: [],
      happened_on: '2026-11-23',
      started_at: null,
      ended_at: null,
      text: '住校两夜。',
      tags: [],
      students: [],
      attendance: [],
      unit_id: 'u1',
      details: {
        stay_in: { unit_id: 'u1', nights: 2, meals: 5, amount_cents: 4050, paid: true, receipt_number: '7' },
      },
    } as unknown as Activity;
    expect(contentOf(valuesOf(record)).details).toEqual(record.details);
  });

  it('show a refusal at the field of the form', () => {
    const at = (pointer: string) => formField(pointer.slice(2).replaceAll('/', '.'));
    expect(at('#/details/staff_talk/person_id')).toBe('observed_person_id');
    expect(at('#/details/grade_meeting/grade')).toBe('grade_no');
    expect(at('#/details/parents_meeting/meeting/decisions/0/due_on')).toBe('decisions');
    expect(at('#/changes/details/stay_in/amount_cents')).toBe('amount');
    expect(at('#/person_id')).toBe('person_id');
  });
});

describe('a draft of an older page', () => {
  it('keeps what fits and drops the rest', () => {
    const kept = restore({ kind: 'home_visit', text: '写了一半', tags: 'none', gone: 1 });
    expect(kept).toMatchObject({ text: '写了一半', tags: [] });
    expect(kept).not.toHaveProperty('gone');
    expect(restore({ text: 'x' })).toBeNull();
    expect(restore(null)).toBeNull();
  });
});

describe('a refusal', () => {
  it('is shown at the field of the form', () => {
    const error = new ProblemError(422, {
      errors: [
        { pointer: '#/details/home_visit/student_ids/0', code: 'x', detail: '学生' },
        { pointer: '#/changes/follow_up_on', code: 'x', detail: '日期' },
        { pointer: '#/companion_ids/1', code: 'x', detail: '同行人' },
      ],
    });
    expect(formErrors(error)).toEqual({ student_ids: '学生', follow_up_on: '日期', companion_ids: '同行人' });
  });
});
