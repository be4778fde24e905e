import { Link } from '@tanstack/react-router';
import { useCan } from '#/api';
import { useT } from '#/i18n';
import { figures } from './figures/texts';
import css from './Tabs.module.css';

const tabs = [
  { to: '/ledger', word: 'tab_list' },
  { to: '/ledger/stats', word: 'tab_stats' },
  { to: '/ledger/checks', word: 'tab_checks', needs: 'ledger:checks' },
  { to: '/ledger/looks', word: 'tab_looks', needs: 'ledger:identity' },
] as const;

/** From the list to what it says in numbers, and to what the office watches. */
export function Tabs() {
  const t = useT(figures);
  const checks = useCan('ledger:checks');
  const looks = useCan('ledger:identity');
  const may = { 'ledger:checks': checks, 'ledger:identity': looks };
  const shown = tabs.filter((tab) => !('needs' in tab) || may[tab.needs]);
  return (
    <nav className={`${css.tabs} no-print`} aria-label={t('figures.tabs')}>
      {shown.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          className={css.tab}
          activeOptions={{ exact: tab.to === '/ledger', includeSearch: false }}
        >
          {t(`figures.${tab.word}`)}
        </Link>
      ))}
    </nav>
  );
}
