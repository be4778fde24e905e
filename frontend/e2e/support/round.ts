import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { api, read, tokenOf } from './api';

type Person = { name: string; id: string };

/** A round of evaluation made for one test, open for a day, with its ballot boxes by group. */
export type Round = { id: string; boxes: Record<string, string>; objects: Person[] };

/** What somebody writes beside the pages. */
async function write(
  page: Page,
  who: string,
  method: 'post' | 'put' | 'patch',
  path: string,
  data: object,
  version?: number,
) {
  const answer = await page.request[method](api() + path, {
    headers: {
      Authorization: `Bearer ${await tokenOf(page, who)}`,
      ...(version === undefined ? {} : { 'If-Match': `"v${version}"` }),
      ...(path.endsWith('/moves') ? { 'Idempotency-Key': crypto.randomUUID() } : {}),
    },
    data,
  });
  expect(answer.ok(), `${method} ${path}: ${answer.ok() ? '' : await answer.text()}`).toBe(true);
  return answer.json();
}

export const moveRound = (page: Page, id: string, body: object) =>
  write(page, 'office', 'post', `/evaluation-rounds/${id}/moves`, body);

async function personOf(page: Page, username: string): Promise<Person> {
  const me = await read(page, await tokenOf(page, username), '/auth/me');
  return me.person;
}

/** Opens a round that evaluates two deputies; one box takes staff and papers, the other parents. */
export async function openRound(page: Page, title: string, tellers: string[]): Promise<Round> {
  const token = await tokenOf(page, 'office');
  const units = await read(page, token, '/org-units?kind=central_school&limit=1');
  const unit_id: string = units.items[0].id;
  const scheme = await write(page, 'office', 'post', '/evaluation-schemes', {
    unit_id,
    title: `${title}方案`,
    effective_from: '2020-01-01',
  });
  await write(page, 'office', 'post', `/evaluation-schemes/${scheme.id}/moves`, { move: 'adopt' });
  const round = await write(page, 'office', 'post', '/evaluation-rounds', {
    unit_id,
    scheme_id: scheme.id,
    title,
    period_from: '2026-02-01',
    period_to: '2026-07-31',
  });
  const objects = [await personOf(page, 'vice1'), await personOf(page, 'vice2')];
  const listed = await write(
    page,
    'office',
    'put',
    `/evaluation-rounds/${round.id}/objects`,
    { items: objects.map(({ id }) => ({ kind: 'cadre', person_id: id })) },
    round.version,
  );
  const leader = await personOf(page, 'secretary');
  const principal = await personOf(page, 'principal');
  await write(
    page,
    'office',
    'put',
    `/evaluation-rounds/${round.id}/assessors`,
    {
      items: [
        { group_code: 'leaders', person_id: leader.id },
        { group_code: 'group_office', person_id: principal.id },
      ],
    },
    listed.version,
  );
  const closes_at = new Date(Date.now() + 86_400_000).toISOString();
  await moveRound(page, round.id, { move: 'open', closes_at });
  const found: { items: { id: string; group_code: string; version: number }[] } = await read(
    page,
    token,
    `/evaluation-rounds/${round.id}/ballot-boxes`,
  );
  const counting = await Promise.all(tellers.map((who) => personOf(page, who)));
  for (const box of found.items) {
    await write(
      page,
      'office',
      'patch',
      `/ballot-boxes/${box.id}`,
      { eligible: 40, teller_ids: counting.map(({ id }) => id) },
      box.version,
    );
  }
  return {
    id: round.id,
    boxes: Object.fromEntries(found.items.map((box) => [box.group_code, box.id])),
    objects,
  };
}

/** One-time codes of a box. */
export async function codesOf(page: Page, box: string, count: number): Promise<string[]> {
  return (await write(page, 'office', 'post', `/ballot-boxes/${box}/codes`, { count })).codes;
}
