import { changed, client, type components } from '#/api';
import type { Option } from '#/ui';

export type Access = components['schemas']['InspectionAccess'];
export type AccessWithCode = components['schemas']['InspectionAccessWithCode'];

export const KINDS = ['ledger_entry', 'activity', 'finding', 'report', 'plan'] as const;
export type Kind = (typeof KINDS)[number];

export function refreshAccesses(): Promise<void> {
  return changed('/api/v1/inspection-accesses');
}

export function stateOf(one: Access): 'open' | 'ended' | 'expired' {
  return one.open ? 'open' : one.ended_at ? 'ended' : 'expired';
}

type ActivityKind = components['schemas']['ActivityKind'];
type Load = (query: string, signal: AbortSignal, words: (kind: ActivityKind) => string) => Promise<Option[]>;

/** The records of each kind that can be chosen, the newest first. */
export const loads: Record<Kind, Load> = {
  activity: async (query, signal, words) => {
    const { data } = await client.GET('/api/v1/activities', {
      params: { query: { limit: 20, status: ['submitted', 'confirmed'], ...searched(query) } },
      signal,
    });
    return (data?.items ?? [])
      .filter((one) => one.kind !== 'pupil_support')
      .map((one) => ({
        id: one.id,
        label: `${one.happened_on} ${words(one.kind)}`,
        note: `${one.person_name} · ${one.unit_name}`,
      }));
  },
  ledger_entry: async (query, signal) => {
    const { data } = await client.GET('/api/v1/ledger-entries', {
      params: { query: { limit: 20, ...searched(query) } },
      signal,
    });
    return (data?.items ?? []).map((one) => ({ id: one.id, label: one.title, note: one.number }));
  },
  report: async (query, signal) => {
    const { data } = await client.GET('/api/v1/reports', {
      params: { query: { limit: 50, state: ['frozen'] } },
      signal,
    });
    return named(query, data?.items ?? [], (one) => ({ id: one.id, label: one.title, note: one.unit_name }));
  },
  finding: async (query, signal) => {
    const { data } = await client.GET('/api/v1/findings', {
      params: { query: { limit: 100, sort: '-found_on' } },
      signal,
    });
    return named(query, data?.items ?? [], (one) => ({
      id: one.id,
      label: one.what,
      note: `${one.found_on} · ${one.owner_name}`,
    }));
  },
  plan: async (query, signal) => {
    const { data } = await client.GET('/api/v1/plans', {
      params: { query: { limit: 50, state: ['adopted', 'superseded'] } },
      signal,
    });
    return named(query, data?.items ?? [], (one) => ({ id: one.id, label: one.title, note: one.unit_name }));
  },
};

function searched(query: string): { q?: string } {
  return query.length > 1 ? { q: query } : {};
}

/** For lists that cannot be searched by the server: what their page holds. */
function named<Row>(query: string, rows: Row[], option: (row: Row) => Option): Option[] {
  return rows.map(option).filter((one) => one.label.includes(query));
}
