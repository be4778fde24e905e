import { Button, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, changed, type components, idempotent, useCan, useIdempotencyKey } from '#/api';
import { useFormat, useT } from '#/i18n';
import { EditDialog, notify, Tag } from '#/ui';
import { Section } from '../EntryBody';
import css from '../Ledger.module.css';
import type { Entry } from '../words';
import { outside } from './texts';

type Summary = components['schemas']['BoardSummary'];
type Props = { entry: Entry; heading: 'h2' | 'h3' };

const LIST = '/api/v1/ledger-entries/{id}/board-summaries';

/** What the public is told of a closed entry. */
export function BoardPart({ entry, heading }: Props) {
  const t = useT(outside);
  const format = useFormat();
  const may = useCan('board:write');
  const intention = useIdempotencyKey();
  const [writing, setWriting] = useState(false);
  const path = { id: entry.id };
  const found = api.useQuery('get', LIST, { params: { path } });
  const withdraw = api.useMutation('post', '/api/v1/ledger-entries/{id}/board-summaries/withdraw');
  const [summary] = found.data?.items ?? [];
  // An entry about a person never goes onto the board.
  const possible = may && entry.persons_concerned.length === 0;
  if (!found.data || (!summary && !possible)) return null;
  const published = summary?.state === 'published';
  return (
    <Section title={t('outside.board')} heading={heading}>
      {summary ? (
        <>
          <p className="row">
            <b>{summary.title}</b>
            <Tag tone={published ? 'green' : 'grey'}>{t(`outside.board_${summary.state}`)}</Tag>
          </p>
          <p className={css.words}>{summary.result}</p>
          <p className="muted">
            {t('outside.board_by', {
              name: summary.published_by_name,
              day: format.date(summary.published_at),
            })}
          </p>
        </>
      ) : (
        <p className="muted">{t('outside.board_none')}</p>
      )}
      {possible && (
        <p className="row no-print">
          <Button size="sm" variant="default" onClick={() => setWriting(true)}>
            {t(summary ? 'outside.board_again' : 'outside.board_publish')}
          </Button>
          {published && (
            <Button
              size="sm"
              variant="default"
              loading={withdraw.isPending}
              onClick={() =>
                withdraw.mutate(
                  { params: { path, header: idempotent(intention.key()) } },
                  {
                    onSuccess: () => {
                      intention.renew();
                      notify.done(t('outside.board_withdrawn_done'));
                      void changed(LIST);
                    },
                    onError: (error) => notify.problem(error),
                  },
                )
              }
            >
              {t('outside.board_withdraw')}
            </Button>
          )}
        </p>
      )}
      {writing && <PublishDialog entry={entry} summary={summary} onClose={() => setWriting(false)} />}
    </Section>
  );
}

type DialogProps = { entry: Entry; summary: Summary | undefined; onClose: () => void };

function PublishDialog({ entry, summary, onClose }: DialogProps) {
  const t = useT(outside);
  const intention = useIdempotencyKey();
  const publish = api.useMutation('post', LIST);
  const form = useForm({
    initialValues: { title: summary?.title ?? '', result: summary?.result ?? '', not_names: '' },
    validate: {
      title: (value) => ([...value.trim()].length > 1 ? null : t('outside.length_heading')),
      result: (value) => ([...value.trim()].length > 1 ? null : t('outside.length_result')),
    },
  });
  return (
    <EditDialog
      title={t('outside.board_publish')}
      text={t('outside.board_text')}
      form={form}
      confirmLabel={t('outside.board_confirm')}
      onClose={onClose}
      save={async ({ title, result, not_names }) => {
        const body = { title, result, not_names: not_names.split(/[、,，;；\s]+/).filter(Boolean) };
        try {
          await publish.mutateAsync({
            params: { path: { id: entry.id }, header: idempotent(intention.key()) },
            body,
          });
        } catch (error) {
          intention.renew();
          throw error;
        }
        notify.done(t('outside.board_done'));
        await changed(LIST);
      }}
    >
      <TextInput
        size="md"
        label={t('outside.board_heading')}
        required
        maxLength={60}
        data-autofocus
        {...form.getInputProps('title')}
      />
      <Textarea
        size="md"
        label={t('outside.board_result')}
        required
        autosize
        minRows={3}
        maxLength={500}
        {...form.getInputProps('result')}
      />
      <TextInput
        size="md"
        label={t('outside.board_not_names')}
        description={t('outside.board_not_names_hint')}
        {...form.getInputProps('not_names')}
      />
    </EditDialog>
  );
}
