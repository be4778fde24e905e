import { useState } from 'react';
import { api, changed, client, fieldErrors, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, notify, type Option, Picker } from '#/ui';
import { loadPeople } from '../people';
import type { Proposal, ProposalRow } from './model';
import { proposals as texts } from './texts';

/** Gives one target to somebody else. */
export function ChangeDialog({
  one,
  row,
  onClose,
}: {
  one: Proposal;
  row: ProposalRow;
  onClose: () => void;
}) {
  const t = useT(texts);
  const [chosen, setChosen] = useState<Option[]>([]);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const update = api.useMutation('patch', '/api/v1/liaison-proposals/{id}/rows/{row_id}');
  const person = chosen[0];
  return (
    <ConfirmMove
      title={t('proposals.change_title')}
      text={t('proposals.change_text', { target: row.target_name })}
      confirmLabel={t('common.save')}
      disabledReason={person ? undefined : t('proposals.person')}
      onClose={onClose}
      onConfirm={async () => {
        if (!person) return false;
        try {
          await update.mutateAsync({
            params: { path: { id: one.id, row_id: row.id }, header: ifMatch(row.version) },
            body: { person_id: person.id, taken: true },
          });
        } catch (error) {
          setErrors(fieldErrors(error));
          throw error;
        }
        await changed('/api/v1/liaison-proposals');
        notify.done(t('proposals.changed'));
        return true;
      }}
    >
      <Picker
        label={t('proposals.person')}
        source={['proposal-person', one.id, row.id]}
        people
        autoFocus
        required
        value={chosen}
        onChange={setChosen}
        error={errors.person_id}
        load={(query, signal) =>
          query === '' && row.target_household_id
            ? teachersOf(row.target_household_id, signal)
            : loadPeople(query, signal)
        }
      />
    </ConfirmMove>
  );
}

/** Who teaches the pupils of a household: only they may keep in touch with it. */
async function teachersOf(householdId: string, signal: AbortSignal): Promise<Option[]> {
  const { data: home } = await client.GET('/api/v1/households/{id}', {
    params: { path: { id: householdId } },
    signal,
  });
  const classes = [...new Set((home?.students ?? []).flatMap((pupil) => pupil.class_id ?? []))];
  const found = new Map<string, Option>();
  for (const classId of classes) {
    const { data } = await client.GET('/api/v1/teaching-assignments', {
      params: { query: { class_id: classId, limit: 100 } },
      signal,
    });
    for (const one of data?.items ?? []) {
      found.set(one.person_id, { id: one.person_id, label: one.person_name, note: one.subject });
    }
  }
  return [...found.values()];
}
