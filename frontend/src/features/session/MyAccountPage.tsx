import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, type components, useMe } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ConfirmMove, ErrorState, FieldList, Icon, notify, PageHeader, Skeleton, Tag } from '#/ui';
import { deviceOf } from './device';
import css from './MyAccountPage.module.css';
import { session } from './texts';

type Login = components['schemas']['Session'];

export function MyAccountPage() {
  const t = useT(session);
  const me = useMe();
  return (
    <div className={css.page}>
      <PageHeader
        title={t('session.mine')}
        actions={
          <Button component={Link} to="/password" variant="default">
            {t('common.password')}
          </Button>
        }
      />
      <section aria-label={t('session.mine')}>
        <FieldList
          fields={[
            { label: t('session.name'), value: me.person?.name ?? me.account.display_name },
            { label: t('session.username'), value: me.account.username },
            {
              label: t('session.roles'),
              wide: true,
              value: me.roles
                .map((one) => `${t(`terms.role_${one.role}`)} · ${one.unit_name ?? t('session.system')}`)
                .join('；'),
            },
          ]}
        />
      </section>
      <Logins />
    </div>
  );
}

function Logins() {
  const t = useT(session);
  const [ending, setEnding] = useState<Login | null>(null);
  const query = api.useQuery('get', '/api/v1/auth/sessions');
  const end = api.useMutation('delete', '/api/v1/auth/sessions/{id}');

  async function endNow(id: string) {
    await end.mutateAsync({ params: { path: { id } } });
    await changed('/api/v1/auth/sessions');
    notify.done(t('session.ended'));
  }

  return (
    <section className={`sheet ${css.box}`} aria-labelledby="logins">
      <h2 id="logins" className={css.title}>
        {t('session.logins')}
      </h2>
      <p className="muted">{t('session.logins_text')}</p>
      {query.isPending && <Skeleton lines={3} />}
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      <ul className={css.logins}>
        {query.data?.items.map((one) => (
          <LoginRow key={one.id} login={one} onEnd={() => setEnding(one)} />
        ))}
      </ul>
      {ending && (
        <ConfirmMove
          title={t('session.end')}
          text={t('session.end_text')}
          confirmLabel={t('session.end')}
          onConfirm={() => endNow(ending.id)}
          onClose={() => setEnding(null)}
        />
      )}
    </section>
  );
}

function LoginRow({ login, onEnd }: { login: Login; onEnd: () => void }) {
  const t = useT(session);
  const format = useFormat();
  const device = deviceOf(login.user_agent);
  const name = device ? `${device.browser} · ${device.system}` : (login.user_agent ?? t('session.unknown'));
  return (
    <li className={css.login}>
      <Icon name={device?.phone ? 'phone' : 'computer'} />
      <div className={css.words}>
        <p>
          <b>{name}</b> {login.current && <Tag tone="green">{t('session.this_one')}</Tag>}
        </p>
        <p className="muted">
          {t('session.used', {
            since: format.dateTime(login.created_at),
            last: format.dateTime(login.last_used_at),
          })}
        </p>
      </div>
      {!login.current && (
        <Button size="sm" variant="default" onClick={onEnd} aria-label={`${t('session.end')} ${name}`}>
          {t('session.end')}
        </Button>
      )}
    </li>
  );
}
