import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { api, listQuery, useCan, useMe } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ButtonLink, DataTable, FilterBar, Icon, PageHeader, useList } from '#/ui';
import css from './Activities.module.css';
import { DiaryCard } from './DiaryCard';
import { StatusTags } from './StatusTags';
import { activities } from './texts';
import { Unsent } from './Unsent';
import { useActivityFilters } from './useActivityFilters';
import { useViewPills } from './useViewPills';
import { viewOf, withViews } from './views';
import { type Activity, aboutOf } from './words';

const route = getRouteApi('/_in/activities/');

/** What was done, by date: one's own diary, and for those who answer for others theirs. */
export function ActivitiesPage() {
  const t = useT(activities);
  const format = useFormat();
  const me = useMe();
  const mayRecord = useCan('activities:record');
  const search = route.useSearch();
  const list = withViews(useList(search));
  const query = api.useQuery(
    'get',
    '/api/v1/activities',
    { params: { query: listQuery('/api/v1/activities', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const filters = useActivityFilters(list, query.data?.items);
  const pills = useViewPills(viewOf(search));
  const isMine = (row: Activity) => row.person_id === me.person?.id;
  const record = mayRecord && (
    <ButtonLink to="/record" leftSection={<Icon name="plus" size={18} />}>
      {t('activities.record')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t('activities.title')} note={t('activities.note')} actions={record} />
      <Unsent />
      <FilterBar list={list} placeholder={t('activities.search')} filters={filters} pills={pills} />
      <DataTable
        id="activities"
        label={t('activities.title')}
        list={list}
        query={query}
        exported={{ of: 'activities' }}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/activities/$id', params: { id: row.id } })}
        columns={[
          {
            id: 'date',
            header: t('activities.date'),
            sort: 'happened_on',
            width: 96,
            cell: (row) => format.shortDate(row.happened_on),
          },
          {
            id: 'kind',
            header: t('activities.kind'),
            width: 110,
            cell: (row) => t(`terms.kind_${row.kind}`),
          },
          {
            id: 'about',
            header: t('activities.about'),
            main: true,
            cell: (row) => (
              <>
                <span className={css.about}>{aboutOf(row)}</span>
                <span className={`muted ${css.about}`}>{row.text}</span>
              </>
            ),
          },
          {
            id: 'who',
            header: t('activities.who'),
            cell: (row) => [row.person_name, ...row.companion_names].join('、'),
          },
          { id: 'unit', header: t('activities.unit'), hidden: true, cell: (row) => row.unit_name },
          {
            id: 'status',
            header: t('activities.status'),
            cell: (row) => (
              <span className={css.tags}>
                <StatusTags activity={row} />
              </span>
            ),
          },
          {
            id: 'follow',
            header: t('activities.follow_open'),
            hidden: true,
            cell: (row) =>
              row.follow_up_on && !row.followed_up_at ? format.shortDate(row.follow_up_on) : null,
          },
          {
            id: 'recorded_at',
            header: t('activities.recorded_at'),
            sort: 'recorded_at',
            hidden: true,
            cell: (row) => format.dateTime(row.recorded_at),
          },
        ]}
        card={(row) => <DiaryCard activity={row} mine={isMine(row)} />}
        empty={{ text: t('activities.empty'), icon: 'route', action: record }}
      />
    </>
  );
}
