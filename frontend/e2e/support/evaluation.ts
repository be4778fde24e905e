import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { api, read, tokenOf } from './api';

type Method = 'post' | 'put' | 'patch';

/** What somebody does beside the pages. */
async function write(page: Page, token: string, method: Method, path: string, data: unknown, version = 1) {
  const answer = await page.request[method](api() + path, {
    data,
    headers: {
      Authorization: `Bearer ${token}`,
      'Idempotency-Key': randomUUID(),
      'If-Match': `"v${version}"`,
    },
  });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

/** The shipped example, put in force by the office; the title of it is `title`. */
export async function schemeInForce(page: Page, office: string, title: string) {
  const units = await read(page, office, '/org-units?kind=central_school');
  const unit_id: string = units.items[0].id;
  const scheme = await write(page, office, 'post', '/evaluation-schemes', {
    unit_id,
    title,
    effective_from: new Date().toISOString().slice(0, 10),
  });
  return write(page, office, 'post', `/evaluation-schemes/${scheme.id}/moves`, { move: 'adopt' });
}

/**
 * A published round that evaluates the principal alone: the office grades everything excellent in its group, the other
 * group hands in nothing, nobody votes. The scheme is the shipped example.
 */
export async function publishedRound(page: Page, title: string): Promise<string> {
  const office = await tokenOf(page, 'office');
  const me = await read(page, office, '/auth/me');
  const principal = await read(page, await tokenOf(page, 'principal'), '/auth/me');
  const scheme = await schemeInForce(page, office, `${title}方案`);
  const { unit_id } = scheme;
  const day = new Date().toISOString().slice(0, 10);
  const { id } = await write(page, office, 'post', '/evaluation-rounds', {
    unit_id,
    scheme_id: scheme.id,
    title,
    period_from: day,
    period_to: day,
    closes_at: new Date(Date.now() + 3_600_000).toISOString(),
  });
  const round = `/evaluation-rounds/${id}`;
  const objects = await write(page, office, 'put', `${round}/objects`, {
    items: [{ kind: 'cadre', person_id: principal.person.id, post: '校长' }],
  });
  const teacher = await read(page, await tokenOf(page, 'teacher2'), '/auth/me');
  await write(
    page,
    office,
    'put',
    `${round}/assessors`,
    {
      items: [
        { group_code: 'group_office', person_id: me.person.id },
        { group_code: 'leaders', person_id: teacher.person.id },
      ],
    },
    objects.version,
  );
  const move = (name: string) => write(page, office, 'post', `${round}/moves`, { move: name });
  await move('open');
  const sheets = await read(page, office, `/evaluation-sheets?round_id=${id}`);
  for (const sheet of sheets.items) {
    const found = await read(page, office, `/evaluation-sheets/${sheet.id}`);
    const codes = scheme.rules.dimensions.flatMap((one: { items: { code: string }[] }) =>
      one.items.map((item) => item.code),
    );
    const grades = Object.fromEntries(codes.map((code: string) => [code, 'excellent']));
    await write(page, office, 'patch', `/evaluation-sheets/${sheet.id}`, { grades }, found.version);
    await write(page, office, 'post', `/evaluation-sheets/${sheet.id}/moves`, { move: 'submit' });
  }
  for (const name of ['seal', 'score', 'publish']) await move(name);
  return id;
}
