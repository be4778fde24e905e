import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, changed, fieldErrors, idempotent, useIdempotencyKey } from '#/api';
import { useT } from '#/i18n';
import { today } from '#/i18n/format';
import { ConfirmMove, DateField, notify, type Option, Picker } from '#/ui';
import { loadPeople } from './people';
import { liaison } from './texts';
import { type LiaisonTarget, targetFields } from './useSchemes';

export function refreshLiaison(): Promise<void> {
  return changed('/api/v1/liaison', '/api/v1/own-liaison-schemes', '/api/v1/dashboard');
}

export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

type LinkProps = {
  scheme: string;
  target: LiaisonTarget;
  /** Without one he is asked for. */
  person?: { id: string; name: string };
  onClose: () => void;
};

/** Makes a link. */
export function LinkDialog({ scheme, target, person, onClose }: LinkProps) {
  const t = useT(liaison);
  const [chosen, setChosen] = useState<Option[]>([]);
  const [startsOn, setStartsOn] = useState(today());
  const [errors, setErrors] = useState<Record<string, string>>({});
  const create = api.useMutation('post', '/api/v1/liaison-links');
  const who = person ?? (chosen[0] && { id: chosen[0].id, name: chosen[0].label });
  return (
    <ConfirmMove
      title={t('liaison.link_title')}
      text={
        who ? t('liaison.link_text', { person: who.name, target: target.target_name }) : target.target_name
      }
      confirmLabel={t('liaison.link_confirm')}
      disabledReason={who ? undefined : t('liaison.link_person')}
      onClose={onClose}
      onConfirm={async () => {
        if (!who) return false;
        try {
          await create.mutateAsync({
            body: { scheme_code: scheme, person_id: who.id, starts_on: startsOn, ...targetFields(target) },
          });
        } catch (error) {
          setErrors(fieldErrors(error));
          throw error;
        }
        notify.done(t('liaison.link_done'));
        await refreshLiaison();
        return true;
      }}
    >
      {!person && (
        <Picker
          label={t('liaison.link_person')}
          source={['liaison-person']}
          people
          autoFocus
          required
          value={chosen}
          onChange={setChosen}
          error={errors.person_id}
          load={loadPeople}
        />
      )}
      <DateField
        label={t('liaison.starts_on')}
        value={startsOn}
        onChange={setStartsOn}
        required
        error={errors.starts_on}
      />
    </ConfirmMove>
  );
}

type EndProps = {
  link: { id: string; person: string; target: string };
  onClose: () => void;
};

/** Ends a link. */
export function EndDialog({ link, onClose }: EndProps) {
  const t = useT(liaison);
  const [endsOn, setEndsOn] = useState(dayBefore(today()));
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const intention = useIdempotencyKey();
  const end = api.useMutation('post', '/api/v1/liaison-links/{id}/end');
  return (
    <ConfirmMove
      title={t('liaison.end_title')}
      text={t('liaison.end_text', { person: link.person, target: link.target })}
      confirmLabel={t('liaison.end_confirm')}
      onClose={onClose}
      onConfirm={async () => {
        try {
          await end.mutateAsync({
            params: { path: { id: link.id }, header: idempotent(intention.key()) },
            body: { ends_on: endsOn, reason },
          });
        } catch (error) {
          setErrors(fieldErrors(error));
          intention.renew();
          throw error;
        }
        notify.done(t('liaison.end_done'));
        await refreshLiaison();
        return true;
      }}
    >
      <DateField
        label={t('liaison.ends_on')}
        value={endsOn}
        onChange={setEndsOn}
        required
        error={errors.ends_on}
      />
      <TextInput
        size="md"
        label={t('liaison.end_reason')}
        placeholder={t('liaison.end_reason_hint')}
        required
        maxLength={200}
        data-autofocus
        value={reason}
        error={errors.reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </ConfirmMove>
  );
}
