import type { ReactNode } from 'react';
import { useCan } from '#/api';
import { useT } from '#/i18n';
import { PageHeader, SectionTabs } from '#/ui';
import { liaison } from './texts';

const tabs = [
  { to: '/liaison', word: 'tab_matrix' },
  { to: '/liaison/families', word: 'tab_families' },
  { to: '/liaison/coverage', word: 'tab_coverage' },
  { to: '/liaison/links', word: 'tab_links' },
  { to: '/liaison/proposals', word: 'tab_proposals', write: true },
  { to: '/liaison/handovers', word: 'tab_handovers', write: true },
  { to: '/liaison/cards', word: 'tab_cards', write: true },
  { to: '/liaison/schemes', word: 'tab_schemes' },
] as const;

/** Title and tabs of the liaison pages; without an overview there is only one's own list. */
export function LiaisonFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const t = useT(liaison);
  const overview = useCan('liaison:coverage');
  const writes = useCan('liaison:write');
  const shown = tabs.filter((tab) => writes || !('write' in tab));
  return (
    <>
      <PageHeader
        title={t(overview ? 'liaison.title' : 'liaison.mine_title')}
        note={t('liaison.note')}
        actions={actions}
      />
      {overview && (
        <SectionTabs
          label={t('liaison.tabs')}
          tabs={shown.map((tab) => ({ to: tab.to, text: t(`liaison.${tab.word}`) }))}
        />
      )}
      {children}
    </>
  );
}
