import { Button } from '@mantine/core';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Icon, PageHeader, useList } from '#/ui';
import { AccountState } from './AccountState';
import { BulkDialog, type Refusal } from './BulkDialog';
import { NewAccountDialog } from './NewAccountDialog';
import { type Account, roles } from './roles';
import { type Slip, Slips } from './Slips';
import { accounts } from './texts';

const route = getRouteApi('/_in/accounts/');
const PATH = '/api/v1/accounts';

export function AccountsPage() {
  const t = useT(accounts);
  const format = useFormat();
  const list = useList(route.useSearch());
  const mayWrite = useCan('accounts:write');
  const [open, setOpen] = useState<'one' | 'many' | null>(null);
  const [made, setMade] = useState<{ slips: Slip[]; refused: Refusal[] } | null>(null);
  const query = api.useQuery(
    'get',
    PATH,
    { params: { query: listQuery(PATH, { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const close = () => setOpen(null);

  if (made) {
    return (
      <Slips
        slips={made.slips}
        note={made.refused.length > 0 && <Refused made={made.slips.length} refused={made.refused} />}
        onDone={() => setMade(null)}
      />
    );
  }

  const rolesOf = (row: Account) =>
    row.roles.length === 0
      ? t('accounts.no_role')
      : row.roles
          .map((one) => `${t(`terms.role_${one.role}`)} · ${one.unit_name ?? t('accounts.system')}`)
          .join('；');

  return (
    <>
      <PageHeader
        title={t('accounts.title')}
        note={t('accounts.note')}
        actions={
          mayWrite && (
            <>
              <Button variant="default" onClick={() => setOpen('many')}>
                {t('accounts.bulk')}
              </Button>
              <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setOpen('one')}>
                {t('accounts.new')}
              </Button>
            </>
          )
        }
      />
      <FilterBar
        list={list}
        placeholder={t('accounts.search')}
        filters={[
          {
            kind: 'choice',
            name: 'role',
            label: t('accounts.roles'),
            multiple: true,
            choices: roles.map((value) => ({ value, label: t(`terms.role_${value}`) })),
          },
          {
            kind: 'choice',
            name: 'status',
            label: t('accounts.status'),
            choices: [
              { value: 'active', label: t('accounts.status_active') },
              { value: 'disabled', label: t('accounts.status_disabled') },
            ],
          },
        ]}
      />
      <DataTable
        id="accounts"
        label={t('accounts.title')}
        list={list}
        query={query}
        exported={{ of: 'accounts' }}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/accounts/$id', params: { id: row.id } })}
        columns={[
          {
            id: 'name',
            header: t('accounts.name'),
            main: true,
            width: 150,
            cell: (row) => row.display_name,
          },
          {
            id: 'username',
            header: t('accounts.username'),
            sort: 'username',
            width: 140,
            cell: (row) => row.username,
          },
          { id: 'roles', header: t('accounts.roles'), cell: rolesOf },
          {
            id: 'status',
            header: t('accounts.status'),
            width: 130,
            cell: (row) => <AccountState account={row} />,
          },
          {
            id: 'last_login',
            header: t('accounts.last_login'),
            width: 130,
            cell: (row) => (row.last_login_at ? format.dateTime(row.last_login_at) : t('accounts.never')),
          },
          {
            id: 'created_at',
            header: t('accounts.created'),
            sort: 'created_at',
            hidden: true,
            cell: (row) => format.date(row.created_at),
          },
        ]}
        card={(row) => (
          <Card
            tag={<AccountState account={row} />}
            corner={row.username}
            title={row.display_name}
            facts={[rolesOf(row)]}
          />
        )}
        empty={{ icon: 'key', text: t('accounts.empty') }}
      />
      {open === 'one' && (
        <NewAccountDialog onMade={(slips) => setMade({ slips, refused: [] })} onClose={close} />
      )}
      {open === 'many' && (
        <BulkDialog onMade={(slips, refused) => setMade({ slips, refused })} onClose={close} />
      )}
    </>
  );
}

function Refused({ made, refused }: { made: number; refused: Refusal[] }) {
  const t = useT(accounts);
  return (
    <details className="sheet" style={{ padding: '12px 18px', marginBottom: 16 }} open={made === 0}>
      <summary>
        {t('accounts.bulk_done', { made })} · {t('accounts.bulk_skipped', { count: refused.length })}
      </summary>
      <ul>
        {refused.map(({ name, reason }) => (
          <li key={name + reason} className="muted">
            {name}：{reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
