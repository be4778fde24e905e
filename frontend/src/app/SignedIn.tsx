import { Outlet, useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { logOut, type Me, useSession } from '#/api';
import { useT } from '#/i18n';
import { listDrafts } from '#/offline/store';
import { notify } from '#/ui/notify';
import { Shell } from '#/ui/shell/Shell';
import { useInReach, useNav } from './nav';
import { NothingHere } from './pages';

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

function Frame({ me }: { me: Me }) {
  const t = useT();
  const nav = useNav();
  const inReach = useInReach(useRouterState({ select: (state) => state.location.pathname }));
  const navigate = useNavigate();
  const { offline } = useSession();
  const role = me.roles[0];

  async function leave() {
    const drafts = await listDrafts(me.account.id).catch(() => []);
    await navigate({ to: '/login' });
    await logOut();
    if (drafts.length > 0) notify.done(t('common.logout_drafts', { count: drafts.length }));
  }

  return (
    <Shell
      nav={nav}
      offline={offline}
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
        { id: 'logout', label: t('common.logout'), icon: 'logout', run: () => void leave() },
      ]}
    >
      {inReach ? <Outlet /> : <NothingHere />}
    </Shell>
  );
}
