import { client, listQuery } from '#/api';
import { useT } from '#/i18n';
import { type List, PrintButton } from '#/ui';
import { figures } from './figures/texts';

/** The official list of what the page shows, on paper and as a workbook. */
export function LedgerForms({ list }: { list: List }) {
  const t = useT(figures);
  const { cursor: _cursor, limit: _limit, sort: _sort, ...filter } = list.query;
  return (
    <>
      <PrintButton
        label={t('figures.print_list')}
        form={() =>
          client.GET('/api/v1/ledger-entries/form', {
            params: { query: listQuery('/api/v1/ledger-entries/form', filter) },
            parseAs: 'blob',
          })
        }
      />
      <PrintButton
        label={t('figures.print_book')}
        name="ledger.xlsx"
        form={() =>
          client.GET('/api/v1/ledger-entries/workbook', {
            params: { query: listQuery('/api/v1/ledger-entries/workbook', filter) },
            parseAs: 'blob',
          })
        }
      />
    </>
  );
}
