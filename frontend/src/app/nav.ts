import { type Ability, api, useSession } from '#/api';
import { useT } from '#/i18n';
import type { FileRoutesByTo } from '#/routeTree.gen';
import type { ShellNav } from '#/ui/shell/model';
import { router } from './router';

/** Every page of the main navigation. An entry is shown as soon as its route file exists. */
const entries = [
  { to: '/', word: 'my_day', icon: 'home', group: 'work', tab: true },
  { to: '/inbox', word: 'inbox', icon: 'bell', group: 'work', needs: 'inbox:read' },
  {
    to: '/school-overview',
    word: 'school_overview',
    icon: 'building',
    group: 'work',
    tab: true,
    needs: 'schools:overview',
  },
  { to: '/ledger', word: 'ledger', icon: 'ledger', group: 'work', tab: true, needs: 'ledger:read' },
  { to: '/record', word: 'record', icon: 'record', group: 'work', tab: true, needs: 'activities:record' },
  {
    to: '/activities',
    word: 'activities',
    icon: 'route',
    group: 'work',
    tab: true,
    needs: 'activities:read',
  },
  { to: '/unsent', word: 'unsent', icon: 'phone', group: 'work', needs: 'activities:record' },
  { to: '/diary', word: 'diary', icon: 'calendar', group: 'work', needs: 'activities:record' },
  { to: '/liaison', word: 'liaison', icon: 'links', group: 'work', tab: true, needs: 'liaison:read' },
  { to: '/duties', word: 'duties', icon: 'duties', group: 'work', tab: true, needs: 'duties:read' },
  { to: '/reports', word: 'reports', icon: 'edit', group: 'work', needs: 'reports:read' },
  { to: '/blank-forms', word: 'blank_forms', icon: 'print', group: 'work', needs: 'activities:record' },
  { to: '/ballots', word: 'ballots', icon: 'lock', group: 'work', needs: 'ballots:cast' },
  { to: '/study', word: 'study', icon: 'plan', group: 'study', needs: 'study:read' },
  { to: '/findings', word: 'findings', icon: 'flag', group: 'study', needs: 'findings:read' },
  { to: '/stays', word: 'stays', icon: 'building', group: 'study', needs: 'activities:read' },
  { to: '/gifts', word: 'gifts', icon: 'shield', group: 'study', needs: 'gifts:read' },
  { to: '/evaluation', word: 'evaluation', icon: 'check', group: 'study', needs: 'evaluation:read' },
  { to: '/inspections', word: 'inspections', icon: 'search', group: 'public', needs: 'inspections:read' },
  {
    to: '/inspection-access',
    word: 'inspection_access',
    icon: 'eye',
    group: 'public',
    needs: 'inspection-access:manage',
  },
  {
    to: '/publications',
    word: 'publications',
    icon: 'language',
    group: 'public',
    needs: 'publications:read',
  },
  { to: '/opinions', word: 'opinions', icon: 'message', group: 'public', needs: 'opinions:read' },
  { to: '/classes', word: 'classes', icon: 'classes', group: 'people', needs: 'families:read' },
  { to: '/households', word: 'households', icon: 'household', group: 'people', needs: 'families:read' },
  { to: '/committees', word: 'committees', icon: 'people', group: 'people', needs: 'families:read' },
  { to: '/pupil-files', word: 'pupil_files', icon: 'flag', group: 'people', needs: 'pupil_files:read' },
  { to: '/personnel', word: 'personnel', icon: 'people', group: 'people', needs: 'personnel:read' },
  { to: '/plan', word: 'plan', icon: 'plan', group: 'admin', needs: 'plan:read' },
  { to: '/organisation', word: 'organisation', icon: 'building', group: 'admin', needs: 'organisation:read' },
  { to: '/categories', word: 'categories', icon: 'clock', group: 'admin', needs: 'ledger:read' },
  { to: '/imports', word: 'imports', icon: 'upload', group: 'admin', needs: 'imports:run' },
  { to: '/accounts', word: 'accounts', icon: 'key', group: 'admin', needs: 'accounts:read' },
  {
    to: '/integration',
    word: 'integration',
    icon: 'computer',
    group: 'admin',
    needs: 'service-accounts:read',
  },
  { to: '/audit', word: 'audit', icon: 'shield', group: 'admin', needs: 'audit:read' },
] as const satisfies readonly Entry[];

type Entry = Pick<ShellNav, 'to' | 'icon' | 'group' | 'tab'> & { word: string; needs?: Ability };
type ExistingPath = keyof FileRoutesByTo;

function exists(to: string): to is ExistingPath {
  return to in router.routesByPath;
}

function useAbilities(): readonly string[] {
  return useSession().me?.abilities ?? [];
}

/** Whether somebody's role has the page at this address, as the navigation would say. */
export function useInReach(pathname: string): boolean {
  const abilities = useAbilities();
  const entry = entries.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return !entry || !('needs' in entry) || abilities.includes(entry.needs);
}

/** How many notices wait to be read; asked again every minute. */
function useUnread(): number {
  const { data } = api.useQuery(
    'get',
    '/api/v1/notices',
    { params: { query: { unread: true, limit: 1, include_total: true } } },
    { enabled: useAbilities().includes('inbox:read'), refetchInterval: 60_000 },
  );
  return data?.total ?? 0;
}

/** `unsent`: how much lies on this device that the server does not have. */
export function useNav(unsent: number): ShellNav[] {
  const t = useT();
  const abilities = useAbilities();
  const unread = useUnread();
  return entries.flatMap((entry) => {
    if (!exists(entry.to)) return [];
    if ('needs' in entry && !abilities.includes(entry.needs)) return [];
    const label = t(`common.nav_${entry.word}`);
    const short = 'tab' in entry ? t(`common.tab_${entry.word}`) : label;
    const waiting = {
      '/inbox': { count: unread, label: t('common.unread', { count: unread }) },
      '/unsent': { count: unsent, label: t('common.unsent', { count: unsent }) },
    }[entry.to as string];
    const nav = { to: entry.to, label, short, icon: entry.icon, group: entry.group, tab: 'tab' in entry };
    return [waiting ? { ...nav, waiting } : nav];
  });
}
