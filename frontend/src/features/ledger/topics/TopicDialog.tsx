import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { EditDialog, notify } from '#/ui';
import { refreshLedger } from '../moves/MoveFrame';
import { ledger } from '../texts';
import type { Topic } from './useCounted';

/** A new topic, or a change of the given one. */
export function TopicDialog({ topic, onClose }: { topic?: Topic; onClose: () => void }) {
  const t = useT(ledger);
  const create = api.useMutation('post', '/api/v1/ledger-topics');
  const update = api.useMutation('patch', '/api/v1/ledger-topics/{id}');
  const long = (value: string) => [...value.trim()].length > 1;
  const form = useForm({
    initialValues: { title: topic?.title ?? '', summary: topic?.summary ?? '' },
    validate: {
      title: (value) => (long(value) ? null : t('ledger.topic_length')),
      summary: (value) => (long(value) ? null : t('ledger.topic_summary_length')),
    },
  });
  return (
    <EditDialog
      title={t(topic ? 'ledger.topic_edit' : 'ledger.topic_new')}
      form={form}
      version={topic?.version ?? 0}
      labels={{ title: t('ledger.topic_title'), summary: t('ledger.topic_summary') }}
      onClose={onClose}
      save={async ({ title, summary }, version) => {
        const body = { title: title.trim(), summary: summary.trim() };
        if (topic)
          await update.mutateAsync({ params: { path: { id: topic.id }, header: ifMatch(version) }, body });
        else await create.mutateAsync({ body });
        await refreshLedger();
        notify.done(t('ledger.topic_saved'));
      }}
    >
      <TextInput
        size="md"
        label={t('ledger.topic_title')}
        description={t('ledger.topic_title_hint')}
        required
        maxLength={60}
        data-autofocus
        {...form.getInputProps('title')}
      />
      <Textarea
        size="md"
        label={t('ledger.topic_summary')}
        required
        rows={4}
        maxLength={2000}
        {...form.getInputProps('summary')}
      />
    </EditDialog>
  );
}
