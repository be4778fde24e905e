import type { components } from '#/api';
import type { Tone } from '#/ui';

type Schemas = components['schemas'];
export type ServiceAccount = Schemas['ServiceAccount'];
export type ServiceSecret = Schemas['ServiceSecret'];
export type FreshSecret = Schemas['FreshSecret'];
export type Scope = Schemas['ServiceScope'];

/** The words of each scope; one that is new in the API is missing here and does not compile. */
export const scopeWords = {
  'organisation:read': 'organisation_read',
  'roster:read': 'roster_read',
  'plan:read': 'plan_read',
  'liaison:read': 'liaison_read',
  'activities:read': 'activities_read',
  'ledger:read': 'ledger_read',
  'supervision:read': 'supervision_read',
  'evaluation:read': 'evaluation_read',
  'imports:run': 'imports_run',
  'exports:run': 'exports_run',
  'changes:read': 'changes_read',
  'webhooks:manage': 'webhooks_manage',
} as const satisfies Record<Scope, string>;

export const scopes = Object.keys(scopeWords) as Scope[];

export type State = 'active' | 'disabled' | 'expired' | 'no_secret';

export const stateTones: Record<State, Tone> = {
  active: 'green',
  disabled: 'grey',
  expired: 'grey',
  no_secret: 'amber',
};

/** Whether it can get a token now, and if not, why. */
export function stateOf(account: ServiceAccount, today: string): State {
  if (account.status === 'disabled') return 'disabled';
  if (account.expires_on && account.expires_on < today) return 'expired';
  return account.secrets.some((secret) => secret.state === 'valid') ? 'active' : 'no_secret';
}

/** A command for bash that gets a token. */
export function tokenExample(origin: string, { client_id, client_secret }: Credentials): string {
  return [
    `curl -sS ${origin}/oauth/token \\`,
    `  -u '${client_id}:${client_secret}' \\`,
    '  -d grant_type=client_credentials',
  ].join('\n');
}

type Credentials = Pick<FreshSecret, 'client_id' | 'client_secret'>;
