import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useT } from '#/i18n';
import { PageHeader } from '#/ui';
import css from './Study.module.css';
import { study } from './texts';

const tabs = [
  { to: '/study', word: 'tab_items' },
  { to: '/study/completions', word: 'tab_completions' },
] as const;

/** Title and tabs of the study pages. */
export function StudyFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const t = useT(study);
  return (
    <>
      <PageHeader title={t('study.title')} note={t('study.note')} actions={actions} />
      <nav className={`${css.tabs} no-print`} aria-label={t('study.tabs')}>
        {tabs.map((tab) => (
          <Link
            key={tab.to}
            to={tab.to}
            className={css.tab}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {t(`study.${tab.word}`)}
          </Link>
        ))}
      </nav>
      {children}
    </>
  );
}
