import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { api, fieldErrors, idempotent, useIdempotencyKey } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, notify } from '#/ui';
import { type Publication, type PublicationMove, refreshPublications } from './model';
import { disclosure } from './texts';

type Props = { of: Publication; move: PublicationMove; onClose: () => void };

/** Asks what a move needs and nothing more. */
export function MoveDialog({ of, move, onClose }: Props) {
  const t = useT(disclosure);
  const intention = useIdempotencyKey();
  const make = api.useMutation('post', '/api/v1/publications/{id}/moves');
  const [note, setNote] = useState('');
  const [wrong, setWrong] = useState<string>();
  const needed = move === 'return' || move === 'withdraw';
  return (
    <ConfirmMove
      title={t(`disclosure.move_${move}`)}
      text={t(`disclosure.${move}_text`)}
      confirmLabel={t(`disclosure.move_${move}`)}
      onClose={onClose}
      onConfirm={async () => {
        const said = note.trim();
        if (needed && said.length < 2) {
          setWrong(t('common.required'));
          return false;
        }
        try {
          await make.mutateAsync({
            params: { path: { id: of.id }, header: idempotent(intention.key()) },
            body: { move, ...(said ? { note: said } : {}) },
          });
        } catch (error) {
          setWrong(fieldErrors(error).note);
          intention.renew();
          throw error;
        }
        notify.done(t(`disclosure.done_${move}`));
        await refreshPublications();
        return true;
      }}
    >
      {move !== 'publish' && (
        <Textarea
          size="md"
          autosize
          minRows={3}
          maxLength={500}
          required={needed}
          data-autofocus
          label={t(`disclosure.note_${move}`)}
          value={note}
          error={wrong}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
      )}
    </ConfirmMove>
  );
}
