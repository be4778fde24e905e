import type { ReactNode } from 'react';
import { useT } from '#/i18n';
import { PageHeader, SectionTabs } from '#/ui';
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
      <SectionTabs
        label={t('study.tabs')}
        tabs={tabs.map((tab) => ({ to: tab.to, text: t(`study.${tab.word}`) }))}
      />
      {children}
    </>
  );
}
