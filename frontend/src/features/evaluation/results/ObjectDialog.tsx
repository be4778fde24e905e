import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { api, fieldErrors, newId } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ConfirmMove, notify } from '#/ui';
import { type Explained, refreshResults } from './model';
import { results } from './texts';

const LEAST = 5;

/** Objects to one's own result. */
export function ObjectDialog({ of, onClose }: { of: Explained; onClose: () => void }) {
  const t = useT(results);
  const format = useFormat();
  const file = api.useMutation('post', '/api/v1/evaluation-objections');
  const [id] = useState(newId);
  const [content, setContent] = useState('');
  const [wrong, setWrong] = useState<string>();
  const until = of.objections_until ? format.date(of.objections_until) : '';
  return (
    <ConfirmMove
      title={t('results.object_to')}
      text={t('results.object_text', { until })}
      confirmLabel={t('results.object_to')}
      onClose={onClose}
      onConfirm={async () => {
        const said = content.trim();
        if (said.length < LEAST) {
          setWrong(t('results.short_text'));
          return false;
        }
        try {
          await file.mutateAsync({ body: { id, object_id: of.object_id, content: said } });
        } catch (error) {
          setWrong(fieldErrors(error).content);
          throw error;
        }
        notify.done(t('results.object_done'));
        await refreshResults();
        return true;
      }}
    >
      <Textarea
        size="md"
        autosize
        minRows={4}
        maxLength={2000}
        required
        data-autofocus
        label={t('results.object_content')}
        description={t('results.object_hint')}
        value={content}
        error={wrong}
        onChange={({ currentTarget }) => setContent(currentTarget.value)}
      />
    </ConfirmMove>
  );
}
