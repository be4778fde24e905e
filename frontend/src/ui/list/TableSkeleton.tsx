import { useT } from '#/i18n';
import { Skeleton } from '../display/states';
import css from './DataTable.module.css';

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** The shape of the page while it loads: nothing jumps afterwards. */
export function TableSkeleton({ columns, phone }: { columns: number; phone: boolean }) {
  const t = useT();
  if (phone) {
    return (
      <div className="stack" role="status" aria-label={t('common.loading')}>
        {rows.slice(0, 5).map((row) => (
          <div key={row} className={`sheet ${css.ghostCard}`}>
            <Skeleton lines={3} />
          </div>
        ))}
      </div>
    );
  }
  return (
    <div className={`sheet ${css.ghost}`} role="status" aria-label={t('common.loading')}>
      {['head', ...rows].map((row) => (
        <div key={row} className={css.ghostRow} style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the bars have no identity
            <span key={column} />
          ))}
        </div>
      ))}
    </div>
  );
}
