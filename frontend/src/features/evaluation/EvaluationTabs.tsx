import { useCan } from '#/api';
import { useT } from '#/i18n';
import { SectionTabs } from '#/ui';
import { evaluation } from './texts';

/** The pages of evaluation side by side. */
export function EvaluationTabs() {
  const t = useT(evaluation);
  const assesses = useCan('evaluation:assess');
  return (
    <SectionTabs
      label={t('evaluation.tabs')}
      tabs={[
        { to: '/evaluation', text: t('evaluation.tab_rounds') },
        ...(assesses
          ? [{ to: '/evaluation/sheets', text: t('evaluation.tab_sheets'), below: true } as const]
          : []),
        { to: '/evaluation/schemes', text: t('evaluation.tab_schemes'), below: true },
        { to: '/evaluation/results', text: t('evaluation.tab_results'), below: true },
        { to: '/evaluation/objections', text: t('evaluation.tab_objections'), below: true },
      ]}
    />
  );
}
