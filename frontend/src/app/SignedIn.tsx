import { Outlet, useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { logOut, type Me, useOffline, useSession } from '#/api';
import { useT } from '#/i18n';
import { keepSending, sendNow, useDrafts } from '#/offline';
import { Shell } from '#/ui/shell/Shell';
import { DeviceBars } from './DeviceBars';
import { useInReach, useNav } from './nav';
import { NothingHere } from './pages';
import { senderOf } from './senders';
import { watchWorker } from './update';

const LeaveDialog = lazy(() => import('./LeaveDialog'));

/** Everything behind the login: the shell with the person in it. */
export function SignedIn() {
  const { me } = useSession();
  const router = useRouter();
  // The session may end while a page is open: drafts are on the device, the address comes back after login.
  useEffect(() => {
    if (me) return;
    const { href, pathname } = router.state.location;
    if (pathname !== '/login') void router.navigate({ to: '/login', search: { next: href }, replace: true });
  }, [me, router]);
  return me ? <Frame me={me} /> : null;
}

/** Lists and pages for days without a network: after what the person came for, and not on every page turn. */
const SETTLED = 3_000;

function useReadyForOffline(me: Me): void {
  const offline = useOffline();
  useEffect(() => {
    if (offline) return;
    const refresh = async () => {
      await watchWorker();
      if (!('serviceWorker' in navigator)) return;
      await navigator.serviceWorker.ready;
      const { keepCopiesFresh } = await import('./copies');
      await keepCopiesFresh(me);
    };
    const quietly = () => void refresh().catch(() => undefined);
    const timer = setTimeout(quietly, SETTLED);
    const shown = () => document.visibilityState === 'visible' && quietly();
    document.addEventListener('visibilitychange', shown);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', shown);
    };
  }, [me, offline]);
}

function Frame({ me }: { me: Me }) {
  const t = useT();
  const user = me.account.id;
  const drafts = useDrafts(user) ?? [];
  const unsent = drafts.filter(({ way }) => way.state !== 'sent').length;
  const nav = useNav(unsent);
  const inReach = useInReach(useRouterState({ select: (state) => state.location.pathname }));
  const navigate = useNavigate();
  const [leaving, setLeaving] = useState(false);
  const role = me.roles[0];
  useEffect(() => keepSending(user, senderOf), [user]);
  useReadyForOffline(me);

  async function leave() {
    await navigate({ to: '/login' });
    await logOut();
  }

  return (
    <Shell
      nav={nav}
      notice={<DeviceBars drafts={drafts} />}
      user={{
        name: me.person?.name ?? me.account.display_name,
        role: role ? t(`terms.role_${role.role}` as 'terms.role_teacher') : '',
        unit: role?.unit_name ?? '',
      }}
      actions={[
        { id: 'help', label: t('common.help'), icon: 'help', run: () => void navigate({ to: '/help' }) },
        {
          id: 'account',
          label: t('common.my_account'),
          icon: 'person',
          run: () => void navigate({ to: '/account' }),
        },
        {
          id: 'password',
          label: t('common.password'),
          icon: 'lock',
          run: () => void navigate({ to: '/password' }),
        },
        {
          id: 'logout',
          label: t('common.logout'),
          icon: 'logout',
          run: () => (unsent > 0 ? setLeaving(true) : void leave()),
        },
      ]}
    >
      {inReach ? <Outlet /> : <NothingHere />}
      <Suspense fallback={null}>
        {leaving && (
          <LeaveDialog
            user={user}
            count={unsent}
            onSend={() => {
              setLeaving(false);
              sendNow();
              void navigate({ to: '/unsent' });
            }}
            onLeave={() => void leave()}
            onClose={() => setLeaving(false)}
          />
        )}
      </Suspense>
    </Shell>
  );
}
