import { describe, expect, it } from 'vitest';
import { answerOf, type Copies } from './answers';

const copies: Copies = {
  lists: {
    terms: [{ id: 't1', starts_on: '2026-09-01', ends_on: '2027-01-15' }],
    households: [
      { id: 'h1', label: '张小明家', last_home_visit_on: '2026-10-02', students: [{ name: '张小明' }] },
      { id: 'h2', label: '李家', last_home_visit_on: '2026-05-02', students: [{ name: '李思雨' }] },
      { id: 'h3', label: '王家', last_home_visit_on: null, students: [] },
    ],
    phrases: [
      { id: 'p1', kind: null, purpose: 'record' },
      { id: 'p2', kind: 'home_visit', purpose: 'record' },
      { id: 'p3', kind: 'other', purpose: 'record' },
      { id: 'p4', kind: null, purpose: 'ledger_answer' },
    ],
    personnel: [{ id: 'x', name: '周老师' }],
  },
  answers: { '/api/v1/dashboard': { name: '周老师' } },
};

function ids(path: string, query = ''): unknown {
  const answer = answerOf(copies, `/api/v1/${path}`, new URLSearchParams(query));
  if (typeof answer !== 'object' || answer === null || !('items' in answer)) return answer;
  return (answer.items as { id: string }[]).map((one) => one.id);
}

describe('an answer from the device', () => {
  it('finds families by the names of their pupils, as the server does', () => {
    expect(ids('households', 'q=思雨&limit=30')).toEqual(['h2']);
    expect(ids('households', 'mine=true&sort=label&limit=50')).toEqual(['h1', 'h2', 'h3']);
  });

  it('knows whom nobody has visited this term', () => {
    expect(ids('households', 'unvisited_in_term=t1&limit=50')).toEqual(['h2', 'h3']);
  });

  it('shows one family, the current term, and the phrases of a kind', () => {
    expect(ids('households/h1')).toMatchObject({ label: '张小明家', guardians: [] });
    expect(ids('terms', 'on=2026-11-26&limit=1')).toEqual(['t1']);
    expect(ids('terms', 'on=2026-08-26&limit=1')).toEqual([]);
    expect(ids('phrases', 'kind=home_visit&limit=200')).toEqual(['p1', 'p2']);
    expect(ids('phrases', 'purpose=ledger_answer')).toEqual(['p4']);
  });

  it('says that there is more where a page ends', () => {
    const page = answerOf(copies, '/api/v1/households', new URLSearchParams('limit=2'));
    expect(page).toMatchObject({ next: 'more', total: 3 });
  });

  it('gives no answer where it does not know all that was asked', () => {
    expect(ids('households', 'class_id=c1')).toBeNull();
    expect(ids('personnel', 'post=branch_principal')).toBeNull();
    expect(ids('households/h9')).toBeNull();
    expect(ids('accounts')).toBeNull();
    expect(ids('dashboard', 'day=x')).toBeNull();
  });

  it('has the last day as it was', () => {
    expect(ids('dashboard')).toEqual({ name: '周老师' });
  });

  it("has one's own records, and no list of everybody's", () => {
    const own: Copies = {
      lists: {
        activities: [
          { id: 'a1', text: '奶奶在家', follow_up_on: '2026-12-01' },
          { id: 'a2', text: '听课', follow_up_on: null },
        ],
      },
      answers: {},
    };
    const ask = (path: string, query = '') =>
      answerOf(own, `/api/v1/activities${path}`, new URLSearchParams(query));
    expect(ask('/a1')).toMatchObject({ text: '奶奶在家' });
    expect(ask('/a9')).toBeNull();
    expect(ask('', 'mine=true&limit=5')).toMatchObject({ total: 2 });
    expect(ask('', 'mine=true&follow_up_on[lte]=2026-12-03')).toMatchObject({ items: [{ id: 'a1' }] });
    expect(ask('', 'limit=5')).toBeNull();
  });
});
