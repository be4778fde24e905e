import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, changed, client, type components } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, ConfirmMove, type Option, Picker, Skeleton } from '#/ui';
import { findUnits, isSystemWide, type Role, roles } from './roles';
import type { Slip } from './Slips';
import { accounts } from './texts';

type Person = components['schemas']['Person'];
export type Refusal = { name: string; reason: string };

const AT_ONCE = 200;

async function staffOf(unit_id: string, signal: AbortSignal): Promise<Person[]> {
  const people: Person[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await client.GET('/api/v1/personnel', {
      params: {
        query: { unit_id, employment_status: ['active'], limit: AT_ONCE, ...(cursor ? { cursor } : {}) },
      },
      signal,
    });
    people.push(...(data?.items ?? []));
    cursor = data?.next ?? undefined;
  } while (cursor);
  return people;
}

type Props = { onMade: (slips: Slip[], refused: Refusal[]) => void; onClose: () => void };

/** Accounts for everybody of a unit who has none. */
export function BulkDialog({ onMade, onClose }: Props) {
  const t = useT(accounts);
  const [unit, setUnit] = useState<Option[]>([]);
  const [role, setRole] = useState<Role>('teacher');
  const create = api.useMutation('post', '/api/v1/accounts/bulk');
  const unitId = unit[0]?.id;
  const staff = useQuery({
    queryKey: ['accounts-bulk', unitId],
    queryFn: ({ signal }) => staffOf(unitId ?? '', signal),
    enabled: Boolean(unitId),
  });
  const people = staff.data ?? [];

  async function send() {
    const slips: Slip[] = [];
    const refused: Refusal[] = [];
    for (let from = 0; from < people.length; from += AT_ONCE) {
      const some = people.slice(from, from + AT_ONCE);
      const { results } = await create.mutateAsync({
        body: { person_ids: some.map((person) => person.id), role },
      });
      for (const { index, record, problem } of results) {
        if (record) slips.push(record);
        else refused.push({ name: some[index]?.name ?? '', reason: problem?.detail ?? '' });
      }
    }
    void changed('/api/v1/accounts');
    onMade(slips, refused);
  }

  return (
    <ConfirmMove
      title={t('accounts.bulk')}
      text={t('accounts.bulk_text')}
      confirmLabel={t('accounts.bulk_create')}
      disabledReason={people.length === 0 ? t('common.move_required') : undefined}
      onConfirm={send}
      onClose={onClose}
    >
      <Picker
        label={t('accounts.unit')}
        source={['units', 'any']}
        load={(query, signal) => findUnits(undefined, query, signal)}
        value={unit}
        onChange={setUnit}
        required
      />
      <ChoiceField
        label={t('accounts.role')}
        choices={roles
          .filter((value) => !isSystemWide(value))
          .map((value) => ({ value, label: t(`terms.role_${value}`) }))}
        value={role}
        onChange={(value) => value && setRole(value)}
      />
      {unitId && staff.isPending && <Skeleton lines={1} />}
      {staff.data && (
        <p role="status" className="muted">
          {people.length > 0 ? t('accounts.bulk_count', { count: people.length }) : t('accounts.bulk_none')}
        </p>
      )}
    </ConfirmMove>
  );
}
