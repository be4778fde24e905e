import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, ifMatch, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ConfirmMove, ErrorState, FieldList, notify, PageHeader, Skeleton } from '#/ui';
import css from './AccountPage.module.css';
import { AccountState } from './AccountState';
import { EditDialog } from './EditDialog';
import { Grants } from './Grants';
import type { Account } from './roles';
import { type Slip, Slips } from './Slips';
import { accounts } from './texts';

const route = getRouteApi('/_in/accounts/$id');

export function AccountPage() {
  const t = useT(accounts);
  const { id } = route.useParams();
  const [slip, setSlip] = useState<Slip | null>(null);
  const query = api.useQuery('get', '/api/v1/accounts/{id}', { params: { path: { id } } });

  if (slip) return <Slips slips={[slip]} onDone={() => setSlip(null)} />;
  if (query.isPending) return <Skeleton lines={6} height={22} />;
  if (query.error) return <ErrorState page error={query.error} onRetry={() => void query.refetch()} />;
  const account = query.data;
  return (
    <div className={css.page}>
      <PageHeader
        back={<Link to="/accounts">{t('accounts.back')}</Link>}
        title={account.display_name}
        note={<AccountState account={account} />}
        actions={<Moves account={account} onSlip={setSlip} />}
      />
      <Facts account={account} />
      <Grants accountId={id} />
    </div>
  );
}

function Facts({ account }: { account: Account }) {
  const t = useT(accounts);
  const format = useFormat();
  const moment = (at: string | null) => at && `${format.date(at)} ${format.time(at)}`;
  const person = account.person_name && [account.person_name, account.person_unit_name].filter(Boolean);
  return (
    <section aria-label={t('accounts.facts')}>
      <FieldList
        fields={[
          { label: t('accounts.username'), value: account.username },
          { label: t('accounts.person'), value: person ? person.join(' · ') : t('accounts.no_person') },
          {
            label: t('accounts.last_login'),
            value: moment(account.last_login_at) ?? t('accounts.never'),
          },
          { label: t('accounts.password_set'), value: moment(account.password_changed_at) },
          {
            label: t('accounts.must_change'),
            value: t(account.must_change_password ? 'accounts.yes' : 'accounts.no'),
          },
          { label: t('accounts.created'), value: moment(account.created_at) },
        ]}
      />
    </section>
  );
}

type Dialog = 'edit' | 'reset' | 'disable' | 'enable';

function Moves({ account, onSlip }: { account: Account; onSlip: (slip: Slip) => void }) {
  const t = useT(accounts);
  const mayWrite = useCan('accounts:write');
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const update = api.useMutation('patch', '/api/v1/accounts/{id}');
  const reset = api.useMutation('post', '/api/v1/accounts/{id}/setup-link');
  const close = () => setDialog(null);
  const active = account.status === 'active';
  if (!mayWrite) return null;

  async function switchTo(status: Account['status']) {
    await update.mutateAsync({
      params: { path: { id: account.id }, header: ifMatch(account.version) },
      body: { status },
    });
    await changed('/api/v1/accounts');
    notify.done(t(status === 'active' ? 'accounts.enabled_done' : 'accounts.disabled_done'));
  }

  async function makeLink() {
    const link = await reset.mutateAsync({ params: { path: { id: account.id } } });
    void changed('/api/v1/accounts');
    onSlip({ ...link, username: account.username, display_name: account.display_name });
  }

  const moves: readonly Dialog[] = active ? ['edit', 'disable', 'reset'] : ['edit', 'enable'];
  return (
    <>
      {moves.map((move) => (
        <Button key={move} variant="default" onClick={() => setDialog(move)}>
          {t(`accounts.${move}`)}
        </Button>
      ))}
      {dialog === 'edit' && <EditDialog account={account} onClose={close} />}
      {dialog === 'reset' && (
        <ConfirmMove
          title={t('accounts.reset')}
          text={t('accounts.reset_text')}
          confirmLabel={t('accounts.reset_confirm')}
          onConfirm={makeLink}
          onClose={close}
        />
      )}
      {dialog === 'disable' && (
        <ConfirmMove
          title={t('accounts.disable')}
          text={t('accounts.disable_text')}
          confirmLabel={t('accounts.disable')}
          onConfirm={() => switchTo('disabled')}
          onClose={close}
        />
      )}
      {dialog === 'enable' && (
        <ConfirmMove
          title={t('accounts.enable')}
          text={t('accounts.enable_text')}
          confirmLabel={t('accounts.enable')}
          onConfirm={() => switchTo('active')}
          onClose={close}
        />
      )}
    </>
  );
}
