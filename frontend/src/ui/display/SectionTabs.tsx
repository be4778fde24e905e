import { Link, type LinkProps } from '@tanstack/react-router';
import css from './SectionTabs.module.css';

type Tab = {
  to: LinkProps['to'];
  text: string /** Whether pages below it are its own, too. */;
  below?: boolean;
};

/** The pages of a section side by side. */
export function SectionTabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav className={`${css.tabs} no-print`} aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          className={css.tab}
          activeOptions={{ exact: !tab.below, includeSearch: false }}
        >
          {tab.text}
        </Link>
      ))}
    </nav>
  );
}
