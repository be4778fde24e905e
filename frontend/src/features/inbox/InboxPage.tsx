import { Button } from '@mantine/core';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { api, changed, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Icon, notify, PageHeader, Tag, useList } from '#/ui';
import css from './Inbox.module.css';
import { inbox } from './texts';
import { about, KINDS, type Notice, sentence, tones } from './words';

const route = getRouteApi('/_in/inbox');

/** Where what a notice is about is shown. */
const links = {
  ledger_entry: (id: string) => linkOptions({ to: '/ledger/$id', params: { id } }),
  evaluation_result: (id: string) => linkOptions({ to: '/evaluation/results/$id', params: { id } }),
  webhook: (id: string) => linkOptions({ to: '/integration/webhooks/$id', params: { id } }),
};

/** What I was told. Opening what a notice is about marks it as read. */
export function InboxPage() {
  const t = useT(inbox);
  const format = useFormat();
  const list = useList(route.useSearch());
  const query = api.useQuery(
    'get',
    '/api/v1/notices',
    { params: { query: listQuery('/api/v1/notices', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const unread = api.useQuery('get', '/api/v1/notices', {
    params: { query: { unread: true, limit: 1, include_total: true } },
  });
  const waiting = unread.data?.total ?? 0;
  const read = api.useMutation('post', '/api/v1/notices/read');
  const says = (row: Notice) => (
    <span className={css.says} data-unread={!row.read_at || undefined}>
      {!row.read_at && <span className="sr-only">{t('inbox.unread')} </span>}
      {sentence(row, t, format)}
    </span>
  );
  const kind = (row: Notice) => <Tag tone={tones[row.kind]}>{t(`inbox.kind_${row.kind}`)}</Tag>;
  return (
    <>
      <PageHeader
        title={t('inbox.title')}
        note={t('inbox.note')}
        actions={
          <Button
            variant="default"
            leftSection={<Icon name="check" size={18} />}
            disabled={waiting === 0}
            loading={read.isPending}
            onClick={() => {
              read
                .mutateAsync({ params: {} })
                .then(() => notify.done(t('inbox.all_read')))
                .catch(notify.problem)
                .finally(() => void changed('/api/v1/notices', '/api/v1/dashboard'));
            }}
          >
            {t('inbox.read_all')}
          </Button>
        }
      />
      <FilterBar
        list={list}
        pills={{
          name: 'unread',
          label: t('inbox.views'),
          choices: [
            {
              value: 'true',
              label: t('inbox.view_unread'),
              ...(unread.data ? { count: waiting } : {}),
            },
          ],
        }}
        filters={[
          {
            kind: 'choice',
            name: 'kind',
            label: t('inbox.kind'),
            multiple: true,
            choices: KINDS.map((value) => ({ value, label: t(`inbox.kind_${value}`) })),
          },
        ]}
      />
      <DataTable
        id="inbox"
        label={t('inbox.title')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        rowLink={({ object: { kind, id } }) => links[kind](id)}
        columns={[
          { id: 'kind', header: t('inbox.kind'), width: 130, cell: kind },
          { id: 'what', header: t('inbox.what'), main: true, cell: says },
          { id: 'about', header: t('inbox.about'), cell: about },
          {
            id: 'created_at',
            header: t('inbox.when'),
            sort: 'created_at',
            width: 150,
            cell: (row) => format.dateTime(row.created_at),
          },
        ]}
        card={(row) => (
          <Card tag={kind(row)} corner={format.ago(row.created_at)} title={says(row)} facts={[about(row)]} />
        )}
        empty={{ text: t('inbox.empty'), icon: 'bell' }}
      />
    </>
  );
}
