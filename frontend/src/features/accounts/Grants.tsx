import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, changed, ifMatch, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import {
  ConfirmMove,
  EmptyState,
  ErrorState,
  ExportButton,
  Icon,
  notify,
  Skeleton,
  Tag,
  type Tone,
} from '#/ui';
import css from './AccountPage.module.css';
import { GrantDialog } from './GrantDialog';
import type { RoleGrant } from './roles';
import { accounts } from './texts';

const tones: Record<RoleGrant['state'], Tone> = { planned: 'blue', current: 'green', ended: 'grey' };

/** The roles of an account, ended ones too. */
export function Grants({ accountId }: { accountId: string }) {
  const t = useT(accounts);
  const mayWrite = useCan('accounts:write');
  const [granting, setGranting] = useState(false);
  const [ending, setEnding] = useState<RoleGrant | null>(null);
  const end = api.useMutation('delete', '/api/v1/role-grants/{id}');
  const query = api.useQuery('get', '/api/v1/role-grants', {
    params: { query: { account_id: accountId, limit: 200 } },
  });

  async function endNow(grant: RoleGrant) {
    await end.mutateAsync({ params: { path: { id: grant.id }, header: ifMatch(grant.version) } });
    await changed('/api/v1/accounts', '/api/v1/role-grants');
    notify.done(t('accounts.grant_ended_done'));
  }

  return (
    <section className={`sheet ${css.box}`} aria-labelledby="grants">
      <div className={css.head}>
        <h2 id="grants">{t('accounts.grants')}</h2>
        <span className="row">
          <ExportButton of="role_grants" fixed={{ account_id: accountId }} below />
          {mayWrite && (
            <Button
              size="sm"
              variant="default"
              leftSection={<Icon name="plus" size={16} />}
              onClick={() => setGranting(true)}
            >
              {t('accounts.grant')}
            </Button>
          )}
        </span>
      </div>
      {query.isPending && <Skeleton lines={3} />}
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <EmptyState icon="key" text={t('accounts.grants_empty')} />}
      <ul className={css.grants}>
        {query.data?.items.map((grant) => (
          <Grant key={grant.id} grant={grant} onEnd={mayWrite ? () => setEnding(grant) : undefined} />
        ))}
      </ul>
      {granting && <GrantDialog accountId={accountId} onClose={() => setGranting(false)} />}
      {ending && (
        <ConfirmMove
          title={t('accounts.grant_end_title', { role: t(`terms.role_${ending.role}`) })}
          text={t('accounts.grant_end_text')}
          confirmLabel={t('accounts.grant_end')}
          onConfirm={() => endNow(ending)}
          onClose={() => setEnding(null)}
        />
      )}
    </section>
  );
}

function Grant({ grant, onEnd }: { grant: RoleGrant; onEnd: (() => void) | undefined }) {
  const t = useT(accounts);
  const format = useFormat();
  const from = format.date(grant.starts_on);
  let dates = t('accounts.grant_since', { from });
  if (grant.ends_on && grant.ends_on < grant.starts_on) dates = t('accounts.grant_same_day', { from });
  else if (grant.ends_on) dates = t('accounts.grant_range', { from, to: format.date(grant.ends_on) });
  return (
    <li className={css.grant} data-state={grant.state}>
      <div className={css.words}>
        <p className={css.title}>
          <b>
            {t(`terms.role_${grant.role}`)} · {grant.unit_name ?? t('accounts.system')}
          </b>
          <Tag tone={tones[grant.state]}>{t(`accounts.grant_state_${grant.state}`)}</Tag>
        </p>
        <p className="muted">
          {dates}
          {grant.granted_by_name && ` · ${t('accounts.grant_by', { name: grant.granted_by_name })}`}
        </p>
      </div>
      {onEnd && grant.state !== 'ended' && (
        <Button
          size="sm"
          variant="default"
          onClick={onEnd}
          aria-label={`${t('accounts.grant_end')} ${t(`terms.role_${grant.role}`)}`}
        >
          {t('accounts.grant_end')}
        </Button>
      )}
    </li>
  );
}
