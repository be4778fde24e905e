import type { Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { PASSWORD } from './browser';

type Server = 'baseUrl' | 'emptyUrl';

export const api = (server: Server = 'baseUrl') => `${inject(server)}/api/v1`;

/** A bearer token, for what somebody else does meanwhile. */
export async function tokenOf(page: Page, username: string, server?: Server): Promise<string> {
  const answer = await page.request.post(`${api(server)}/auth/login`, {
    data: { username, password: PASSWORD },
  });
  return (await answer.json()).access_token;
}

/** What the API answers to somebody, beside the pages. */
export async function read(page: Page, token: string, path: string, server?: Server) {
  const answer = await page.request.get(api(server) + path, {
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(answer.ok(), path).toBe(true);
  return answer.json();
}
