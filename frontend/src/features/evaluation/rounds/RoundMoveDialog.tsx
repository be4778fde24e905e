import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, fieldErrors, idempotent, useIdempotencyKey } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ConfirmMove, notify } from '#/ui';
import { fromSchoolClock, onSchoolClock, type Round, type RoundMove, refreshRounds } from '../model';
import { evaluation } from '../texts';

type Props = { of: Round; move: RoundMove; onClose: () => void };

/** Says what a move does before it is made; what cannot be undone is said in plain words. */
export function RoundMoveDialog({ of, move, onClose }: Props) {
  const t = useT(evaluation);
  const format = useFormat();
  const intention = useIdempotencyKey();
  const make = api.useMutation('post', '/api/v1/evaluation-rounds/{id}/moves');
  const [closes, setCloses] = useState(onSchoolClock(of.closes_at));
  const [note, setNote] = useState('');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const asksTime = move === 'open' || move === 'extend';
  const early = move === 'seal' && of.closes_at && Date.parse(of.closes_at) > Date.now();
  return (
    <ConfirmMove
      title={t(`evaluation.move_${move}`)}
      text={t(`evaluation.${move}_text`)}
      confirmLabel={t(`evaluation.move_${move}`)}
      onClose={onClose}
      onConfirm={async () => {
        if (asksTime && !closes) {
          setErrors({ closes_at: t('common.required') });
          return false;
        }
        const said = note.trim();
        try {
          await make.mutateAsync({
            params: { path: { id: of.id }, header: idempotent(intention.key()) },
            body: {
              move,
              ...(said ? { note: said } : {}),
              ...(asksTime ? { closes_at: fromSchoolClock(closes) } : {}),
            },
          });
        } catch (error) {
          setErrors(fieldErrors(error));
          intention.renew();
          throw error;
        }
        notify.done(t(`evaluation.done_${move}`));
        await refreshRounds();
        return true;
      }}
    >
      {early && of.closes_at && (
        <p>
          <b>{t('evaluation.seal_early', { at: format.dateTime(of.closes_at) })}</b>
        </p>
      )}
      {asksTime && (
        <TextInput
          size="md"
          type="datetime-local"
          required
          label={t('evaluation.closes_at')}
          description={t('evaluation.closes_hint')}
          value={closes}
          error={errors.closes_at}
          onChange={({ currentTarget }) => setCloses(currentTarget.value)}
        />
      )}
      <Textarea
        size="md"
        autosize
        minRows={2}
        maxLength={500}
        label={t('evaluation.move_note')}
        value={note}
        error={errors.note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
    </ConfirmMove>
  );
}
