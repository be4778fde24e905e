import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { asProblem, useIdempotencyKey } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, notify } from '#/ui';
import { move, refreshActivities } from './send';
import { activities } from './texts';
import { formErrors } from './values';
import type { Activity, Move } from './words';

type Props = { activity: Activity; wanted: Move; onClose: () => void };

/** Asks what the move needs: a reason to return a record or make it void, else only yes. */
export function MoveDialog({ activity, wanted, onClose }: Props) {
  const t = useT(activities);
  const intention = useIdempotencyKey();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const asksWhy = wanted === 'return' || wanted === 'void';
  const text = {
    submit: t('activities.ask_submit_text'),
    confirm: t('activities.ask_confirm_text'),
    return: t('activities.ask_return_text', { name: activity.person_name }),
    void: t('activities.ask_void_text'),
    follow_up: t('activities.ask_follow_up_text', { text: activity.follow_up ?? '' }),
  }[wanted];

  async function send() {
    const why = reason.trim();
    if (asksWhy && [...why].length < 2) {
      setProblem(t('activities.reason_needed'));
      return false;
    }
    try {
      await move(activity.id, asksWhy ? { move: wanted, reason: why } : { move: wanted }, intention.key());
    } catch (refusal) {
      intention.renew();
      setProblem(formErrors(refusal).reason ?? null);
      // Somebody was quicker: what can be done now is read anew behind the dialog.
      if (asProblem(refusal).status === 409) void refreshActivities();
      throw refusal;
    }
    notify.done(t(`activities.moved_${wanted}`));
    await refreshActivities();
    return true;
  }

  return (
    <ConfirmMove
      title={t(`activities.ask_${wanted}`)}
      text={text}
      confirmLabel={t(`activities.move_${wanted}`)}
      onConfirm={send}
      onClose={onClose}
    >
      {asksWhy && (
        <TextInput
          label={t('activities.reason')}
          placeholder={t(
            wanted === 'return'
              ? 'activities.reason_return_placeholder'
              : 'activities.reason_void_placeholder',
          )}
          required
          maxLength={500}
          data-autofocus
          value={reason}
          error={problem}
          onChange={({ currentTarget }) => {
            setReason(currentTarget.value);
            setProblem(null);
          }}
        />
      )}
    </ConfirmMove>
  );
}
