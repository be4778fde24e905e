import { useCan, useMe } from '#/api';
import { useT } from '#/i18n';
import { SectionTabs } from '#/ui';
import { figures } from './figures/texts';

const tabs = [
  { to: '/ledger', word: 'tab_list' },
  { to: '/ledger/stats', word: 'tab_stats' },
  { to: '/ledger/checks', word: 'tab_checks', needs: 'ledger:checks' },
  { to: '/ledger/looks', word: 'tab_looks', needs: 'ledger:identity' },
  { to: '/ledger/hearings', word: 'tab_hearings', needs: 'person' },
] as const;

/** From the list to what it says in numbers, and to what the office watches. */
export function Tabs() {
  const t = useT(figures);
  const checks = useCan('ledger:checks');
  const looks = useCan('ledger:identity');
  // Whoever is on the staff can have been heard.
  const person = useMe().person !== null;
  const may = { 'ledger:checks': checks, 'ledger:identity': looks, person };
  const shown = tabs.filter((tab) => !('needs' in tab) || may[tab.needs]);
  return (
    <SectionTabs
      label={t('figures.tabs')}
      tabs={shown.map((tab) => ({
        to: tab.to,
        text: t(`figures.${tab.word}`),
        below: tab.to !== '/ledger',
      }))}
    />
  );
}
