import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { client } from '#/api';
import { useT } from '#/i18n';
import { type Option, Picker } from '#/ui';
import { ledger } from '../texts';
import { findTopics } from '../topics/find';
import { OPEN_STATES } from '../words';
import { MoveFrame, type MoveProps } from './MoveFrame';

/** Open entries by number or words; without words those of the same unit, the newest first. */
async function findEntries(query: string, signal: AbortSignal, of: { id: string; unit_id: string }) {
  const { data } = await client.GET('/api/v1/ledger-entries', {
    params: {
      query: {
        limit: 20,
        state: [...OPEN_STATES],
        ...([...query].length > 1 ? { q: query } : { unit_id: of.unit_id }),
      },
    },
    signal,
  });
  return (data?.items ?? [])
    .filter((row) => row.id !== of.id)
    .map((row): Option => ({ id: row.id, label: row.title, note: `${row.number} · ${row.unit_name}` }));
}

/** Merge it into another entry, which is answered for both. */
export function MergeMove(props: MoveProps<'merge'>) {
  const { entry } = props;
  const t = useT(ledger);
  const form = useForm<{ into_entry_id: Option[]; note: string }>({
    initialValues: { into_entry_id: [], note: '' },
    validate: { into_entry_id: (value) => (value.length > 0 ? null : t('ledger.merge_choose')) },
  });
  return (
    <MoveFrame
      {...props}
      form={form}
      text={t('ledger.next_merge')}
      body={({ into_entry_id, note }) => ({
        move: 'merge',
        // Never empty here: it has been validated.
        into_entry_id: into_entry_id[0]?.id ?? '',
        note: note.trim() || null,
      })}
    >
      <Picker
        label={t('ledger.merge_into')}
        description={t('ledger.merge_into_hint')}
        required
        source={['ledger-merge', entry.id]}
        load={(query, signal) => findEntries(query, signal, entry)}
        value={form.values.into_entry_id}
        onChange={(value) => form.setFieldValue('into_entry_id', value)}
        error={form.errors.into_entry_id}
      />
      <Textarea
        size="md"
        label={t('ledger.note_optional')}
        rows={2}
        maxLength={1000}
        {...form.getInputProps('note')}
      />
    </MoveFrame>
  );
}

/** Put it among those of a topic. */
export function TopicMove(props: MoveProps<'join_topic'>) {
  const t = useT(ledger);
  const form = useForm<{ topic_id: Option[] }>({
    initialValues: { topic_id: [] },
    validate: { topic_id: (value) => (value.length > 0 ? null : t('ledger.topic_choose')) },
  });
  return (
    <MoveFrame
      {...props}
      form={form}
      text={t('ledger.next_join_topic')}
      body={({ topic_id }) => ({ move: 'join_topic', topic_id: topic_id[0]?.id ?? '' })}
    >
      <Picker
        label={t('ledger.topic')}
        description={t('ledger.topic_choose_hint')}
        required
        source={['ledger-topics']}
        load={findTopics}
        value={form.values.topic_id}
        onChange={(value) => form.setFieldValue('topic_id', value)}
        error={form.errors.topic_id}
      />
    </MoveFrame>
  );
}
