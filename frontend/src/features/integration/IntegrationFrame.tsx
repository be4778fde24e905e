import type { ReactNode } from 'react';
import { useT } from '#/i18n';
import { PageHeader, SectionTabs } from '#/ui';
import { integration } from './texts';

const tabs = [
  { to: '/integration', word: 'tab_systems', below: false },
  { to: '/integration/webhooks', word: 'tab_webhooks', below: false },
  { to: '/integration/guide', word: 'tab_guide', below: false },
] as const;

/** Title and tabs of the pages about other systems. */
export function IntegrationFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const t = useT(integration);
  return (
    <>
      <PageHeader title={t('integration.title')} note={t('integration.note')} actions={actions} />
      <SectionTabs
        label={t('integration.tabs')}
        tabs={tabs.map((tab) => ({ to: tab.to, text: t(`integration.${tab.word}`), below: tab.below }))}
      />
      {children}
    </>
  );
}
