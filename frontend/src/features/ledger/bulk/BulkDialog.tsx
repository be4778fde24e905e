import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, asProblem, client, fieldErrors, idempotent, listQuery, useIdempotencyKey } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, type Option, Picker } from '#/ui';
import { refreshLedger } from '../moves/MoveFrame';
import { UnitChoice } from '../moves/UnitChoice';
import { Options } from '../Options';
import { ledger } from '../texts';
import { findTopics } from '../topics/find';
import type { EntryRow, MoveBody } from '../words';
import { BulkResults, type Result } from './BulkResults';

const AT_ONCE = 200;

/** The moves that make sense for many entries together. */
const MOVES = ['accept', 'route', 'sign', 'join_topic', 'note'] as const;

type Values = {
  move: (typeof MOVES)[number];
  which: 'selected' | 'matching';
  to_unit_id: string;
  topic_id: Option[];
  note: string;
};

type Props = {
  rows: EntryRow[];
  /** The list as it is filtered now, and how many it has. */
  query: Record<string, string | number | undefined>;
  total: number;
  mayGroup: boolean;
  onClose: () => void;
};

function bodyOf({ move, to_unit_id, topic_id, note }: Values): MoveBody {
  const said = note.trim();
  switch (move) {
    case 'route':
      return { move, to_unit_id, note: said || null };
    case 'join_topic':
      return { move, topic_id: topic_id[0]?.id ?? '' };
    case 'note':
      return { move, note: said };
    default:
      return { move, note: said || null };
  }
}

/** The same move for many entries: the selected ones, or all that match; each with its own result. */
export function BulkDialog({ rows, query, total, mayGroup, onClose }: Props) {
  const t = useT(ledger);
  const intention = useIdempotencyKey();
  const post = api.useMutation('post', '/api/v1/ledger-entries/bulk');
  const [results, setResults] = useState<Result[] | null>(null);
  const form = useForm<Values>({
    initialValues: { move: 'accept', which: 'selected', to_unit_id: '', topic_id: [], note: '' },
    validate: {
      to_unit_id: (value, { move }) => (move !== 'route' || value ? null : t('ledger.to_unit_choose')),
      topic_id: (value, { move }) =>
        move !== 'join_topic' || value.length > 0 ? null : t('ledger.topic_choose'),
      note: (value, { move }) => (move !== 'note' || value.trim() ? null : t('common.required')),
    },
  });
  const { values, errors } = form;
  const more = total > rows.length;
  const count = values.which === 'matching' ? Math.min(total, AT_ONCE) : rows.length;

  async function chosen() {
    if (values.which === 'selected') return rows;
    const { cursor: _cursor, limit: _limit, ...filter } = query;
    const { data } = await client.GET('/api/v1/ledger-entries', {
      params: { query: listQuery('/api/v1/ledger-entries', { ...filter, limit: AT_ONCE }) },
    });
    return data?.items ?? [];
  }

  async function send() {
    if (form.validate().hasErrors) return false;
    try {
      const moved = await chosen();
      const answer = await post.mutateAsync({
        params: { header: idempotent(intention.key()) },
        body: { entry_ids: moved.map((row) => row.id), step: bodyOf(form.getValues()) },
      });
      setResults(
        answer.results.map(({ index, problem }) => ({
          id: moved[index]?.id ?? String(index),
          number: moved[index]?.number ?? '',
          title: moved[index]?.title ?? '',
          refusal: problem ? [problem.detail, ...(problem.errors ?? []).map((one) => one.detail)] : [],
        })),
      );
      await refreshLedger();
      return false;
    } catch (error) {
      if (asProblem(error).status > 0) intention.renew();
      form.setErrors(fieldErrors(error));
      throw error;
    }
  }

  if (results) return <BulkResults results={results} onClose={onClose} />;
  return (
    <ConfirmMove
      title={t('ledger.bulk')}
      text={t('ledger.bulk_text')}
      confirmLabel={t('ledger.bulk_send', { count })}
      onConfirm={send}
      onClose={onClose}
    >
      {more && (
        <Options
          short
          label={t('ledger.bulk_which')}
          choices={[
            { value: 'selected', label: t('ledger.bulk_selected', { count: rows.length }) },
            {
              value: 'matching',
              label: t('ledger.bulk_matching', { count: total }),
              ...(total > AT_ONCE ? { hint: t('ledger.bulk_most') } : {}),
            },
          ]}
          value={values.which}
          onChange={(value) => form.setFieldValue('which', value)}
        />
      )}
      <Options
        label={t('ledger.bulk_what')}
        choices={MOVES.filter((move) => move !== 'join_topic' || mayGroup).map((value) => ({
          value,
          label: t(`ledger.move_${value}`),
          hint: t(`ledger.bulk_hint_${value}`),
        }))}
        value={values.move}
        onChange={(value) => form.setFieldValue('move', value)}
      />
      {values.move === 'route' && (
        <UnitChoice
          label={t('ledger.to_unit')}
          of={rows[0]?.unit_id ?? ''}
          value={values.to_unit_id}
          onChange={(value) => form.setFieldValue('to_unit_id', value)}
          error={errors.to_unit_id}
        />
      )}
      {values.move === 'join_topic' ? (
        <Picker
          label={t('ledger.topic')}
          description={t('ledger.topic_choose_hint')}
          required
          source={['ledger-topics']}
          load={findTopics}
          value={values.topic_id}
          onChange={(value) => form.setFieldValue('topic_id', value)}
          error={errors.topic_id}
        />
      ) : (
        <Textarea
          size="md"
          label={t(values.move === 'note' ? 'ledger.note' : 'ledger.note_optional')}
          required={values.move === 'note'}
          rows={2}
          maxLength={1000}
          {...form.getInputProps('note')}
        />
      )}
    </ConfirmMove>
  );
}
