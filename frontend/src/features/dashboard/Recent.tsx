import { Link } from '@tanstack/react-router';
import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Skeleton, Tag, Timeline } from '#/ui';
import css from './MyDay.module.css';
import { Sheet } from './Sheet';
import { dashboard } from './texts';

/** What I did last. */
export function Recent() {
  const t = useT(dashboard);
  const format = useFormat();
  const query = api.useQuery('get', '/api/v1/activities', {
    params: { query: { mine: true, limit: 5 } },
  });
  const items = query.data?.items ?? [];
  return (
    <Sheet
      title={t('dashboard.recent')}
      aside={
        items.length > 0 && (
          <Link to="/activities" search={{ mine: 'true' }}>
            {t('dashboard.recent_all')}
          </Link>
        )
      }
    >
      {query.isPending && (
        <div className={css.nothing}>
          <Skeleton lines={3} />
        </div>
      )}
      {query.data && items.length === 0 && <p className={css.nothing}>{t('dashboard.recent_none')}</p>}
      {items.length > 0 && (
        <div className={css.timeline}>
          <Timeline
            label={t('dashboard.recent')}
            items={items.map((item) => ({
              id: item.id,
              title: (
                <>
                  <Link to="/activities/$id" params={{ id: item.id }} className={css.record}>
                    {t(`terms.kind_${item.kind}`)} {item.household_label ?? item.class_name ?? item.unit_name}
                  </Link>{' '}
                  <Tag tone={item.status === 'returned' ? 'amber' : 'grey'}>
                    {t(`terms.activity_${item.status}`)}
                  </Tag>
                </>
              ),
              at: format.shortDate(item.happened_on),
              text: item.text.length > 60 ? `${item.text.slice(0, 60)}…` : item.text,
            }))}
          />
        </div>
      )}
    </Sheet>
  );
}
