import { Button } from '@mantine/core';
import { useT } from '#/i18n';
import { Dialog, Tag } from '#/ui';
import css from '../Ledger.module.css';
import { ledger } from '../texts';

export type Result = { id: string; number: string; title: string; refusal: string[] };

/** What became of each; those that were not moved come first. */
export function BulkResults({ results, onClose }: { results: Result[]; onClose: () => void }) {
  const t = useT(ledger);
  const refused = results.filter((one) => one.refusal.length > 0);
  const done = results.length - refused.length;
  const ordered = [...refused, ...results.filter((one) => one.refusal.length === 0)];
  return (
    <Dialog
      title={t('ledger.bulk_results')}
      width={560}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      <p role="status">
        <b>{t('ledger.bulk_done', { count: done })}</b>
        {refused.length > 0 && (
          <>
            {t('ledger.comma')}
            {t('ledger.bulk_refused', { count: refused.length })}
          </>
        )}
      </p>
      <ul className={css.lines}>
        {ordered.map((one) => (
          <li key={one.id}>
            <span className={css.main}>
              <Tag tone={one.refusal.length > 0 ? 'amber' : 'green'}>
                {t(one.refusal.length > 0 ? 'ledger.bulk_not_moved' : 'ledger.bulk_moved')}
              </Tag>
              <span>
                {one.number} {one.title}
              </span>
              {one.refusal.length > 0 && <span className={css.words}>{one.refusal.join(' ')}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
