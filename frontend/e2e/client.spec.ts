// A typed client, generated from the API document, used as another system would.
import createClient from 'openapi-fetch';
import { describe, expect, inject, it } from 'vitest';
import type { paths } from '../src/api/schema';
import { PASSWORD } from './support/browser';

const client = (token?: string) =>
  createClient<paths>({
    baseUrl: inject('baseUrl'),
    headers: token ? { Authorization: `Bearer ${token}` } : {},
  });

describe('a generated client', () => {
  it('asks for a token, reads a list, is refused with a code, and follows the changes', async () => {
    const login = await client().POST('/api/v1/auth/login', {
      body: { username: 'admin', password: PASSWORD },
    });
    const made = await client(login.data?.access_token).POST('/api/v1/service-accounts', {
      body: { name: '生成的客户端', scopes: ['organisation:read', 'changes:read'], secret_days: 1 },
    });
    const secret = made.data?.secret;
    const given = await client().POST('/oauth/token', {
      body: {
        grant_type: 'client_credentials',
        client_id: secret?.client_id ?? '',
        client_secret: secret?.client_secret ?? '',
      },
      bodySerializer: (body) =>
        new URLSearchParams(Object.entries(body).map(([key, value]) => [key, `${value}`])),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    const system = client(given.data?.access_token);

    const units = await system.GET('/api/v1/org-units', {
      params: { query: { kind: ['village_school'], sort: 'code', limit: 2 } },
    });
    expect(units.data?.items.map(({ kind }) => kind)).toEqual(['village_school', 'village_school']);
    const refused = await system.GET('/api/v1/ledger-entries');
    expect([refused.response.status, refused.error?.code]).toEqual([403, 'forbidden']);
    const changes = await system.GET('/api/v1/changes', { params: { query: { after: 'now' } } });
    expect(changes.data?.caught_up).toBe(true);
  });
});
