import { describe, expect, it } from 'vitest';
import { type ServiceAccount, stateOf, tokenExample } from './model';

const account: ServiceAccount = {
  id: '1',
  name: '县教育数据平台',
  client_id: 'svc-7k3m',
  unit_id: null,
  unit_name: null,
  scopes: ['roster:read'],
  addresses: [],
  expires_on: null,
  status: 'active',
  contact: null,
  last_used_at: null,
  last_used_from: null,
  recorded_by_name: null,
  secrets: [],
  version: 1,
  created_at: '2026-11-23T02:00:00Z',
  updated_at: '2026-11-23T02:00:00Z',
};

const secret = {
  id: '2',
  hint: 'lxs_Zk3w',
  state: 'valid',
  created_at: '2026-11-23T02:00:00Z',
  expires_at: '2027-11-23T02:00:00Z',
  revoked_at: null,
  last_used_at: null,
} as const;

describe('a service account', () => {
  it('says why it cannot get a token', () => {
    const today = '2026-11-23';
    expect(stateOf(account, today)).toBe('no_secret');
    expect(stateOf({ ...account, secrets: [secret] }, today)).toBe('active');
    expect(stateOf({ ...account, secrets: [{ ...secret, state: 'revoked' }] }, today)).toBe('no_secret');
    expect(stateOf({ ...account, secrets: [secret], expires_on: '2026-11-22' }, today)).toBe('expired');
    expect(stateOf({ ...account, secrets: [secret], expires_on: today }, today)).toBe('active');
    expect(stateOf({ ...account, status: 'disabled' }, today)).toBe('disabled');
  });

  it('gets a token with a command that can be pasted', () => {
    expect(tokenExample('https://x', { client_id: 'svc-1', client_secret: 'lxs_2' })).toBe(
      "curl -sS https://x/oauth/token \\\n  -u 'svc-1:lxs_2' \\\n  -d grant_type=client_credentials",
    );
  });
});
