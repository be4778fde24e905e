import { api } from '#/api';
import { useT } from '#/i18n';
import { activities } from './texts';
import { NAMES, type View } from './views';

function useCount(view: Exclude<View, 'mine'>): number {
  const query = {
    waiting: { waiting_for_me: true },
    returned: { mine: true, status: ['returned' as const] },
    drafts: { mine: true, status: ['draft' as const] },
  }[view];
  const params = { query: { ...query, limit: 1, include_total: true } };
  return api.useQuery('get', '/api/v1/activities', { params }).data?.total ?? 0;
}

/** What people switch between all day; what nobody waits for is left out. */
export function useViewPills(now: string) {
  const t = useT(activities);
  const counts = {
    waiting: useCount('waiting'),
    returned: useCount('returned'),
    drafts: useCount('drafts'),
  };
  return {
    name: 'view',
    label: t('activities.views'),
    choices: NAMES.filter((view) => view === 'mine' || view === now || counts[view] > 0).map((view) => ({
      value: view,
      label: t(`activities.view_${view}`),
      ...(view === 'mine' ? {} : { count: counts[view] }),
    })),
  };
}
