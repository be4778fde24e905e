import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { api, changed, idempotent, ifMatch, useIdempotencyKey } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, notify } from '#/ui';
import type { Plan } from './PlanPage';
import { plan } from './texts';

/** Publishes a bureau's draft as a template, or its next version. */
export function PublishDialog({ record, onClose }: { record: Plan; onClose: () => void }) {
  const t = useT(plan);
  const repeat = useIdempotencyKey();
  const publish = api.useMutation('post', '/api/v1/plans/{id}/publish');
  const [note, setNote] = useState('');

  async function send() {
    await publish.mutateAsync({
      params: {
        path: { id: record.id },
        header: { ...ifMatch(record.version), ...idempotent(repeat.key()) },
      },
      body: note.trim() ? { note: note.trim() } : {},
    });
    repeat.renew();
    await changed('/api/v1/plans', '/api/v1/plan-templates');
    notify.done(t('plan.publish_done'));
  }

  return (
    <ConfirmMove
      title={t('plan.publish')}
      text={t('plan.publish_text', { version: (record.published_version ?? 0) + 1 })}
      confirmLabel={t('plan.publish')}
      onConfirm={send}
      onClose={onClose}
    >
      <Textarea
        size="md"
        label={t('plan.publish_note')}
        description={t('plan.publish_note_hint')}
        maxLength={500}
        autosize
        minRows={2}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
    </ConfirmMove>
  );
}
