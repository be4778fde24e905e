import { today, useT } from '#/i18n';
import { Tag } from '#/ui';
import { integration } from '../texts';
import { type ServiceAccount, stateOf, stateTones } from './model';

export function StateTag({ account }: { account: ServiceAccount }) {
  const t = useT(integration);
  const state = stateOf(account, today());
  return (
    <Tag tone={stateTones[state]} dot={state === 'active'}>
      {t(`integration.status_${state}`)}
    </Tag>
  );
}
