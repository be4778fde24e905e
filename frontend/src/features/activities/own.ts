import { api, useMe } from '#/api';
import { today } from '#/i18n';
import { KINDS, type Kind } from './words';

const slow = { staleTime: 300_000 };

/** The term that contains today, null in the holidays; undefined while nobody knows. */
export function useCurrentTerm() {
  const { data, error } = api.useQuery(
    'get',
    '/api/v1/terms',
    { params: { query: { on: today(), limit: 1 } } },
    slow,
  );
  return data ? (data.items[0] ?? null) : error ? null : undefined;
}

/** The village school I am tied to, if any; undefined while nobody knows. */
export function useOwnBranch(wanted: boolean): string | null | undefined {
  const me = useMe();
  const query = api.useQuery(
    'get',
    '/api/v1/liaison-links',
    {
      params: {
        query: {
          scheme: ['leader_branch'],
          state: 'current',
          limit: 1,
          ...(me.person ? { person_id: me.person.id } : {}),
        },
      },
    },
    { ...slow, enabled: wanted && me.person !== null },
  );
  if (!wanted || !me.person || query.error) return null;
  return query.data ? (query.data.items[0]?.target_unit_id ?? null) : undefined;
}

/** My duties that are done by recording something, in words, by kind. */
export function useDutyWords(): Map<Kind, string> {
  const me = useMe();
  const { data } = api.useQuery(
    'get',
    '/api/v1/duty-progress',
    {},
    { enabled: me.person !== null && me.abilities.includes('duties:read') },
  );
  const words = new Map<Kind, string>();
  for (const item of data?.items ?? []) {
    const kind = KINDS.find((one) => one === item.duty.activity_kind);
    if (kind && !words.has(kind)) words.set(kind, item.words);
  }
  return words;
}

/** What one's duties ask for comes first, then what the role suggests. Nothing is left out. */
export function orderKinds(duties: ReadonlySet<Kind>, roles: readonly string[]): Kind[] {
  const leads = roles.some((role) => role === 'leader' || role === 'principal' || role === 'office');
  const usual: Kind[] = leads
    ? ['branch_visit', 'lesson_observation', 'heart_talk', 'staff_talk', 'stay_in', 'home_visit']
    : ['home_visit', 'parents_meeting', 'phone_contact', 'lesson_observation', 'pupil_support'];
  const all = [...usual, ...KINDS.filter((kind) => !usual.includes(kind))];
  return [...all.filter((kind) => duties.has(kind)), ...all.filter((kind) => !duties.has(kind))];
}

/** Those who answer for a unit may record for its people. */
export function useMayRecordForOthers(): boolean {
  const roles = useMe().roles.map((one) => one.role);
  return roles.some((role) => role === 'principal' || role === 'office' || role === 'branch_principal');
}
