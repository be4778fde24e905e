import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, ifMatch, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ConfirmMove, ErrorState, FieldList, notify, PageHeader, Skeleton } from '#/ui';
import { integration } from '../texts';
import { type FreshSecret, type ServiceAccount, scopeWords } from './model';
import { SecretShown } from './SecretShown';
import { Secrets } from './Secrets';
import { StateTag } from './StateTag';
import { SystemDialog } from './SystemDialog';
import css from './Systems.module.css';

const route = getRouteApi('/_in/integration/$id');

export function SystemPage() {
  const t = useT(integration);
  const { id } = route.useParams();
  const [fresh, setFresh] = useState<FreshSecret | null>(null);
  const query = api.useQuery('get', '/api/v1/service-accounts/{id}', { params: { path: { id } } });

  if (query.isPending) return <Skeleton lines={6} height={22} />;
  if (query.error) return <ErrorState page error={query.error} onRetry={() => void query.refetch()} />;
  const account = query.data;
  if (fresh) return <SecretShown name={account.name} secret={fresh} onDone={() => setFresh(null)} />;
  return (
    <div className={css.page}>
      <PageHeader
        back={<Link to="/integration">{t('integration.back')}</Link>}
        title={account.name}
        note={<StateTag account={account} />}
        actions={<Moves account={account} />}
      />
      <Facts account={account} />
      <Secrets account={account} onFresh={setFresh} />
    </div>
  );
}

function Facts({ account }: { account: ServiceAccount }) {
  const t = useT(integration);
  const format = useFormat();
  const used = account.last_used_at
    ? t('integration.used_from', {
        at: format.dateTime(account.last_used_at),
        address: account.last_used_from ?? '—',
      })
    : t('integration.never');
  const made = format.date(account.created_at);
  return (
    <section aria-label={t('integration.facts')}>
      <FieldList
        fields={[
          {
            label: t('integration.client_id'),
            wide: true,
            value: <code>{account.client_id}</code>,
          },
          {
            label: t('integration.scopes'),
            wide: true,
            value: account.scopes.map((scope) => t(`integration.scope_${scopeWords[scope]}`)).join('、'),
          },
          { label: t('integration.unit'), value: account.unit_name ?? t('integration.unit_all') },
          {
            label: t('integration.addresses'),
            value: account.addresses.join('、') || t('integration.anywhere'),
          },
          {
            label: t('integration.expires_on'),
            value: account.expires_on ? format.date(account.expires_on) : t('integration.no_end'),
          },
          { label: t('integration.last_used'), value: used },
          { label: t('integration.contact'), value: account.contact },
          {
            label: t('integration.created'),
            value: account.recorded_by_name
              ? t('integration.created_by', { at: made, name: account.recorded_by_name })
              : made,
          },
        ]}
      />
    </section>
  );
}

function Moves({ account }: { account: ServiceAccount }) {
  const t = useT(integration);
  const mayWrite = useCan('service-accounts:write');
  const [dialog, setDialog] = useState<'edit' | 'switch' | null>(null);
  const update = api.useMutation('patch', '/api/v1/service-accounts/{id}');
  const close = () => setDialog(null);
  if (!mayWrite) return null;
  const move = account.status === 'active' ? 'disable' : 'enable';

  async function switchOver() {
    const status = move === 'disable' ? 'disabled' : 'active';
    await update.mutateAsync({
      params: { path: { id: account.id }, header: ifMatch(account.version) },
      body: { status },
    });
    await changed('/api/v1/service-accounts');
    notify.done(t(`integration.${move}d_done`));
  }

  return (
    <>
      <Button variant="default" onClick={() => setDialog('edit')}>
        {t('integration.edit')}
      </Button>
      <Button variant="default" onClick={() => setDialog('switch')}>
        {t(`integration.${move}`)}
      </Button>
      {dialog === 'edit' && <SystemDialog account={account} onClose={close} />}
      {dialog === 'switch' && (
        <ConfirmMove
          title={t(`integration.${move}`)}
          text={t(`integration.${move}_text`)}
          confirmLabel={t(`integration.${move}`)}
          onConfirm={switchOver}
          onClose={close}
        />
      )}
    </>
  );
}
