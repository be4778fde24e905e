import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { api, fieldErrors, idempotent, useIdempotencyKey } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, notify } from '#/ui';
import { type Opinion, type OpinionMove, refreshOpinions } from './model';
import { opinions } from './texts';

type Props = { of: Opinion; move: OpinionMove; onClose: () => void };

/** Asks what a move needs and nothing more. */
export function MoveDialog({ of, move, onClose }: Props) {
  const t = useT(opinions);
  const intention = useIdempotencyKey();
  const make = api.useMutation('post', '/api/v1/opinion-items/{id}/moves');
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string>();
  const field = move === 'reply' ? 'reply' : 'note';
  const needed = move !== 'close' || of.state === 'open';
  return (
    <ConfirmMove
      title={t(`opinions.move_${move}`)}
      text={t(`opinions.${move}_text`)}
      confirmLabel={t(`opinions.move_${move}`)}
      onClose={onClose}
      onConfirm={async () => {
        const said = text.trim();
        if (needed && said.length < 2) {
          setWrong(t('common.required'));
          return false;
        }
        try {
          await make.mutateAsync({
            params: { path: { id: of.id }, header: idempotent(intention.key()) },
            body: { move, ...(said ? { [field]: said } : {}) },
          });
        } catch (error) {
          setWrong(fieldErrors(error)[field]);
          intention.renew();
          throw error;
        }
        notify.done(t(`opinions.done_${move}`));
        await refreshOpinions();
        return true;
      }}
    >
      <Textarea
        size="md"
        autosize
        minRows={3}
        maxLength={field === 'reply' ? 2000 : 500}
        required={needed}
        data-autofocus
        label={move === 'reply' ? t('opinions.reply') : t(`opinions.note_${move}`)}
        description={move === 'reply' ? t('opinions.reply_hint') : undefined}
        value={text}
        error={wrong}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
    </ConfirmMove>
  );
}
