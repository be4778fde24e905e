import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { api, fieldErrors, idempotent, useIdempotencyKey } from '#/api';
import { today, useT } from '#/i18n';
import { ConfirmMove, DateField, notify } from '#/ui';
import { type Inspection, type InspectionMove, refreshInspections } from './model';
import { inspections } from './texts';

type Props = { of: Inspection; move: InspectionMove; onClose: () => void };

/** Asks what a move needs and nothing more. */
export function MoveDialog({ of, move, onClose }: Props) {
  const t = useT(inspections);
  const intention = useIdempotencyKey();
  const make = api.useMutation('post', '/api/v1/inspections/{id}/moves');
  const [day, setDay] = useState(of.notice_on ?? today());
  const [text, setText] = useState('');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const asks = move === 'finish' ? 'conclusion' : move === 'cancel' ? 'reason' : null;
  return (
    <ConfirmMove
      title={t(`inspections.move_${move}`)}
      text={t(`inspections.${move}_text`)}
      confirmLabel={t(`inspections.move_${move}`)}
      onClose={onClose}
      onConfirm={async () => {
        const said = text.trim();
        if (asks && said.length < 2) {
          setErrors({ [asks]: t('common.required') });
          return false;
        }
        const body = {
          move,
          ...(asks ? { [asks]: said } : {}),
          ...(move === 'announce' && day ? { notice_on: day } : {}),
        };
        try {
          await make.mutateAsync({
            params: { path: { id: of.id }, header: idempotent(intention.key()) },
            body,
          });
        } catch (error) {
          setErrors(fieldErrors(error));
          intention.renew();
          throw error;
        }
        notify.done(t(`inspections.done_${move}`));
        await refreshInspections();
        return true;
      }}
    >
      {move === 'announce' && (
        <DateField
          label={t('inspections.notice_on')}
          max={of.begins_on}
          value={day}
          onChange={setDay}
          error={errors.notice_on}
        />
      )}
      {asks && (
        <Textarea
          size="md"
          autosize
          minRows={4}
          required
          data-autofocus
          maxLength={move === 'finish' ? 4000 : 500}
          label={t(move === 'finish' ? 'inspections.conclusion' : 'inspections.cancel_reason')}
          value={text}
          error={errors[asks]}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      )}
    </ConfirmMove>
  );
}
