import { getRouteApi } from '@tanstack/react-router';
import { api, type components, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, PageHeader, Tag, useList } from '#/ui';
import { type AuditAction, actions, actionWords } from './actions';
import { audit } from './texts';

type AuditEvent = components['schemas']['AuditEvent'];

const route = getRouteApi('/_in/audit');
const PATH = '/api/v1/audit-events';

export function AuditPage() {
  const t = useT(audit);
  const format = useFormat();
  const search = route.useSearch();
  const list = useList(search);
  const { from, to, ...asked } = list.query;
  const query = api.useQuery(
    'get',
    PATH,
    {
      params: {
        query: listQuery(PATH, {
          ...asked,
          // Days on the school's clock.
          ...(from ? { 'at[gte]': `${from}T00:00:00+08:00` } : {}),
          ...(to ? { 'at[lte]': `${to}T23:59:59.999999+08:00` } : {}),
          include_total: true,
        }),
      },
    },
    { placeholderData: (previous) => previous },
  );
  const words = useWords();
  const moment = (at: string) => `${format.shortDate(at)} ${format.time(at)}`;

  return (
    <>
      <PageHeader title={t('audit.title')} note={t('audit.note')} />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'action',
            label: t('audit.what'),
            multiple: true,
            choices: actions.map((value) => ({ value, label: words.action(value) })),
          },
          { kind: 'date', name: 'from', label: t('audit.from') },
          { kind: 'date', name: 'to', label: t('audit.to') },
        ]}
      />
      <DataTable
        exported={{ of: 'audit_events' }}
        id="audit"
        label={t('audit.title')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        columns={[
          { id: 'at', header: t('audit.when'), sort: 'at', width: 140, cell: (row) => moment(row.at) },
          {
            id: 'what',
            header: t('audit.what'),
            main: true,
            width: 180,
            cell: (row) => <What row={row} />,
          },
          { id: 'who', header: t('audit.who'), width: 150, cell: (row) => words.who(row) },
          { id: 'object', header: t('audit.object'), width: 200, cell: (row) => words.object(row) },
          { id: 'details', header: t('audit.details'), cell: (row) => words.details(row) },
          { id: 'seq', header: t('audit.seq'), align: 'right', hidden: true, cell: (row) => row.seq },
        ]}
        card={(row) => (
          <Card
            tag={<What row={row} />}
            corner={moment(row.at)}
            title={words.who(row)}
            facts={[words.object(row), words.details(row)]}
          />
        )}
        empty={{ icon: 'shield', text: t('audit.empty') }}
      />
    </>
  );
}

function What({ row }: { row: AuditEvent }) {
  const words = useWords();
  const { reason } = row.details;
  const unusual = row.action === 'login.failed' || reason === 'token_reuse';
  return <Tag tone={unusual ? 'amber' : 'grey'}>{words.action(row.action)}</Tag>;
}

/** The log's stable names in the language of the page; one that is new here is shown as it is. */
function useWords() {
  const t = useT(audit);
  const word = (key: string, otherwise: string) =>
    key in audit.zh ? t(`audit.${key}` as 'audit.title') : otherwise;
  return {
    action: (action: AuditAction) => t(actionWords[action]),
    object: (row: AuditEvent) =>
      [word(`kind_${row.object_kind}`, row.object_kind), row.object_name].filter(Boolean).join(' · '),
    who: (row: AuditEvent) => row.account_name ?? t('audit.nobody'),
    details: (row: AuditEvent) => {
      const { reason, role, roles, ...others } = row.details;
      const parts = [
        row.reason,
        row.unit_name,
        typeof reason === 'string' && word(`ended_${reason}`, reason),
        ...[role, roles]
          .flat()
          .map((one) => typeof one === 'string' && t(`terms.role_${one}` as 'terms.role_admin')),
        Object.keys(others).length > 0 && JSON.stringify(others),
      ];
      return parts.filter(Boolean).join(' · ');
    },
  };
}
