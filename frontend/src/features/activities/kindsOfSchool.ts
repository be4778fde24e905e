import { api, type components, useMe } from '#/api';
import type { Kind } from './words';

type ConfirmedBy = components['schemas']['ConfirmedBy'];

/** Who confirms a kind in the school of a unit, or in one's own. */
export function useConfirmation(kind: Kind, unit: string): ConfirmedBy | undefined {
  const me = useMe();
  const unit_id = unit || me.person?.unit_id || '';
  const { data } = api.useQuery(
    'get',
    '/api/v1/activity-kinds',
    { params: { query: { unit_id } } },
    { enabled: Boolean(unit_id), staleTime: 300_000 },
  );
  return data?.items.find((one) => one.kind === kind)?.confirmed_by;
}
