import { client } from '#/api';
import { useT } from '#/i18n';
import { PrintButton } from '#/ui';
import { Section } from './EntryBody';
import { figures } from './figures/texts';
import css from './Ledger.module.css';
import type { Entry } from './words';

const SHEETS = ['entry', 'reception', 'callback'] as const;

/** The official forms of an entry, as files. */
export function EntryForms({ entry, heading }: { entry: Entry; heading: 'h2' | 'h3' }) {
  const t = useT(figures);
  const { id } = entry;
  const wanted = SHEETS.filter(
    (sheet) =>
      sheet === 'entry' ||
      (sheet === 'reception' && entry.channel === 'reception') ||
      (sheet === 'callback' && (entry.state === 'replied' || entry.state === 'closed')),
  );
  return (
    <div className="no-print">
      <Section title={t('figures.forms')} heading={heading}>
        <div className={css.forms}>
          {wanted.map((sheet) => (
            <PrintButton
              key={sheet}
              label={t(`figures.print_${sheet}`)}
              form={() =>
                client.GET('/api/v1/ledger-entries/{id}/form', {
                  params: { path: { id }, query: { sheet } },
                  parseAs: 'blob',
                })
              }
            />
          ))}
        </div>
      </Section>
    </div>
  );
}
