import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { api, fieldErrors, idempotent, useIdempotencyKey } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, ConfirmMove, notify } from '#/ui';
import { type Objection, type ObjectionMove, refreshResults } from '../results/model';
import { results } from '../results/texts';
import { type Aside, SetAsideFields } from './SetAsideFields';

type Props = { of: Objection; move: ObjectionMove; onClose: () => void };
type Wrong = { decision?: string | undefined; set_aside?: string | undefined; grade?: string | undefined };

const LEAST = 5;
const LEAST_REASON = 2;

/** Asks what a decision needs: why, and with a correction what is corrected. */
export function DecideDialog({ of, move, onClose }: Props) {
  const t = useT(results);
  const intention = useIdempotencyKey();
  const make = api.useMutation('post', '/api/v1/evaluation-objections/{id}/moves');
  const [decision, setDecision] = useState('');
  const [aside, setAside] = useState<Aside>({});
  const [grade, setGrade] = useState('');
  const [wrong, setWrong] = useState<Wrong>({});
  const decides = move !== 'withdraw';
  const upholds = move === 'uphold';
  const chosen = Object.entries(aside).map(([sheet_id, reason]) => ({ sheet_id, reason: reason.trim() }));

  const lacking = (): Wrong => ({
    ...(decides && decision.trim().length < LEAST ? { decision: t('results.short_text') } : {}),
    ...(upholds && chosen.some((one) => one.reason.length < LEAST_REASON)
      ? { set_aside: t('results.short_reason') }
      : {}),
    ...(upholds && chosen.length === 0 && !grade ? { grade: t('results.uphold_needs') } : {}),
  });

  return (
    <ConfirmMove
      title={t(`results.move_${move}`)}
      text={t(`results.${move}_text`)}
      confirmLabel={t(`results.move_${move}`)}
      onClose={onClose}
      onConfirm={async () => {
        const lacks = lacking();
        setWrong(lacks);
        if (Object.keys(lacks).length > 0) return false;
        try {
          await make.mutateAsync({
            params: { path: { id: of.id }, header: idempotent(intention.key()) },
            body: {
              move,
              ...(decides ? { decision: decision.trim() } : {}),
              ...(upholds && chosen.length > 0 ? { set_aside: chosen } : {}),
              ...(upholds && grade ? { grade } : {}),
            },
          });
        } catch (error) {
          setWrong(fieldErrors(error));
          intention.renew();
          throw error;
        }
        notify.done(t(`results.done_${move}`));
        await refreshResults();
        return true;
      }}
    >
      {upholds && (
        <>
          <SetAsideFields of={of} value={aside} error={wrong.set_aside} onChange={setAside} />
          <ChoiceField
            label={t('results.grade_choice')}
            placeholder={t('results.grade_keep')}
            choices={of.grades.map((one) => ({ value: one.code, label: one.name }))}
            value={grade}
            error={wrong.grade}
            onChange={setGrade}
          />
        </>
      )}
      {decides && (
        <Textarea
          size="md"
          autosize
          minRows={3}
          maxLength={2000}
          required
          data-autofocus
          label={t('results.decision')}
          value={decision}
          error={wrong.decision}
          onChange={({ currentTarget }) => setDecision(currentTarget.value)}
        />
      )}
    </ConfirmMove>
  );
}
