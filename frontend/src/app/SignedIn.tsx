import { Navigate, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { logOut, type Me, useSession } from '#/api';
import { useT } from '#/i18n';
import { listDrafts } from '#/offline/store';
import { notify } from '#/ui/notify';
import { Shell } from '#/ui/shell/Shell';
import { useNav } from './nav';

/** Everything behind the login: the shell with the person in it. */
export function SignedIn() {
  const { me } = useSession();
  const next = useRouterState({ select: (state) => state.location.href });
  // The session may end while a page is open: drafts are on the device, the address comes back after login.
  if (!me) return <Navigate to="/login" search={{ next }} replace />;
  return <Frame me={me} />;
}

function Frame({ me }: { me: Me }) {
  const t = useT();
  const nav = useNav();
  const navigate = useNavigate();
  const { offline } = useSession();
  const role = me.roles[0];

  async function leave() {
    const drafts = await listDrafts(me.account.id).catch(() => []);
    await logOut();
    await navigate({ to: '/login' });
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
          id: 'password',
          label: t('common.password'),
          icon: 'lock',
          run: () => void navigate({ to: '/password' }),
        },
        { id: 'logout', label: t('common.logout'), icon: 'logout', run: () => void leave() },
      ]}
    >
      <Outlet />
    </Shell>
  );
}
