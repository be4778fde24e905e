import { act, renderHook, waitFor } from '@testing-library/react';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#/api';
import { common } from '#/i18n/common';
import { terms } from '#/i18n/terms';
import { translator } from '#/i18n/useT';
import { deliver, listDrafts, useDraft } from '#/offline';
import document from '../../../../openapi/openapi.json';
import { problemsOf } from './check';
import { kinds } from './kindTexts';
import { sendRecord } from './send';
import { activities } from './texts';
import { blank, restore, type Values } from './values';
import { CANTEEN_POINTS, KINDS, type Kind } from './words';

/** What somebody fills in on a visit, of every kind; what is not named stays as the form begins. */
const written = (id: string): Record<Kind, Partial<Values>> => {
  const family = { household_id: id, student_ids: [id], pupils: [{ id, name: '李小明', class_name: '' }] };
  const meeting = { agenda: '期中情况', due: '40', present: '38' };
  return {
    home_visit: {
      ...family,
      family_present: [{ relation: '奶奶' }],
      wishes: '开放图书角',
      measures: '周三再去',
    },
    phone_contact: { ...family, spoke_with: '妈妈', matter: '请假' },
    parents_meeting: {
      unit_id: id,
      class_id: id,
      agenda: '期中情况',
      attendance: [{ student_id: id, name: '李小明', came: false }],
      decisions: [{ text: '公布菜谱', owner: '王老师', due_on: '2026-12-01' }],
    },
    pupil_support: { student_id: id, student_name: '李小明', stage_goal: '按时到校' },
    branch_visit: { unit_id: id, purpose: '看食堂', problems: '没有留样', measures: '本周补上' },
    lesson_observation: {
      class_id: id,
      observed_person_id: id,
      subject: '数学',
      period: '2',
      lesson_type: 'practice',
      grade: 'good',
      suggestions: '多给学生说的时间',
    },
    stay_in: { unit_id: id, nights: '2', meals: '5', amount: '40.5', paid: true, receipt_number: '17' },
    canteen_check: {
      unit_id: id,
      items: CANTEEN_POINTS.map((item, at) => ({ item, ok: at > 0, remark: at > 0 ? '' : '证件过期' })),
    },
    grade_meeting: { unit_id: id, grade_no: '3', ...meeting },
    shared_labour: { unit_id: id, work: '平整操场', with_whom: '五年级', minutes: '90' },
    heart_talk: { unit_id: id, participants: '村民代表', topics: '校车', answers: '下周答复' },
    reception: { unit_id: id, visitors: '张女士', matter: '转学', answer: '已说明手续' },
    staff_talk: { observed_person_id: id, topics: '住宿', support: '换一间宿舍' },
    committee_meeting: { unit_id: id, ...meeting },
    study_session: { unit_id: id, mode: 'self_study', theme: 'mass_line', material: '讲义', hours: '2' },
    other: { unit_id: id, title: '护送学生' },
  };
};

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(document, 'api');
const isNewActivity = ajv.getSchema('api#/components/schemas/NewActivity');

/** A server that has each record once, and loses its first answer of each. */
const records = new Map<string, string>();
let tries = 0;
const server = setupServer(
  http.post('*/api/v1/activities', async ({ request }) => {
    const body = (await request.json()) as { id: string; submit: boolean };
    tries += 1;
    isNewActivity?.(body);
    expect(isNewActivity?.errors ?? null, JSON.stringify(isNewActivity?.errors)).toBeNull();
    const known = records.get(body.id);
    if (known !== undefined && known !== JSON.stringify(body))
      return HttpResponse.json({ title: 'taken', status: 409, code: 'id_taken' }, { status: 409 });
    records.set(body.id, JSON.stringify(body));
    if (known === undefined) return HttpResponse.error();
    return HttpResponse.json({ ...body, version: 1, allowed_moves: [] }, { status: 200 });
  }),
);
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'error' });
  expect(isNewActivity?.({ text: 'no day' }), 'the schema refuses').toBe(false);
});
afterEach(() => {
  records.clear();
  tries = 0;
});
afterAll(() => server.close());

describe('a record written without a network', () => {
  it.each(KINDS)('of the kind %s is sent once, as the API takes it', async (kind) => {
    const user = `ann ${kind}`;
    const id = newId();
    const values = blank(kind, {
      ...written(newId())[kind],
      happened_on: '2026-11-23',
      started_at: '14:30',
      ended_at: '15:10',
      text: '没有信号，先记在手机里。',
      follows: true,
      follow_up: '再去一次',
      follow_up_on: '2026-12-01',
      tags: ['visit_people'],
    });
    const t = translator('zh-CN', [activities, kinds, common, terms]);
    expect(problemsOf(values, t, { submit: true, someone: true })).toEqual({});

    const draft = { user, form: 'activities.new', id };
    const about = () => ({ label: kind, note: '', href: '' });
    const { result } = renderHook(() => useDraft<Values>({ ...draft, about }));
    await waitFor(() => expect(result.current.restored).toBeNull());
    const delivery = await act(() =>
      result.current.handIn(values, sendRecord, { intent: 'submit', files: [] }),
    );
    expect(delivery).toMatchObject({ state: 'waiting' });
    // Nothing of it got lost on the device.
    const [kept] = await listDrafts(user);
    expect(restore(kept?.values)).toEqual(values);

    expect(await deliver(draft, sendRecord)).toEqual({ state: 'sent', href: `/activities/${id}` });
    expect(await deliver(draft, sendRecord)).toEqual({ state: 'sent', href: `/activities/${id}` });
    expect(tries).toBe(2);
    expect([...records.keys()]).toEqual([id]);
    expect(JSON.parse(records.get(id) ?? '')).toMatchObject({ submit: true, follow_up: '再去一次' });
  });
});
