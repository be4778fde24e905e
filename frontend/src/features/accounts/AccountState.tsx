import { useT } from '#/i18n';
import { Tag } from '#/ui';
import type { Account } from './roles';
import { accounts } from './texts';

export function AccountState({ account }: { account: Account }) {
  const t = useT(accounts);
  if (account.status === 'disabled') return <Tag>{t('accounts.status_disabled')}</Tag>;
  if (!account.password_changed_at)
    return (
      <Tag tone="amber" dot>
        {t('accounts.status_waiting')}
      </Tag>
    );
  return (
    <Tag tone="green" dot>
      {t('accounts.status_active')}
    </Tag>
  );
}
