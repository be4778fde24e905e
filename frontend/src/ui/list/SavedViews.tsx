import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { api, useCan } from '#/api';
import { useT } from '#/i18n';
import { IconButton } from '../form/IconButton';
import css from './SavedViews.module.css';
import { pageKey, queryOf, toView } from './savedViews';
import type { List } from './useList';

const SaveView = lazy(() => import('./SavedViewDialogs').then(({ SaveView }) => ({ default: SaveView })));
const ManageViews = lazy(() =>
  import('./SavedViewDialogs').then(({ ManageViews }) => ({ default: ManageViews })),
);

/** Views of this list kept on the server: one tap sets search, filters and order. */
export function SavedViews({ list, page }: { list: List; page?: string | undefined }) {
  const t = useT();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const key = page ?? pageKey(path);
  const [open, setOpen] = useState<'save' | 'manage' | null>(null);
  const mayKeep = useCan('views:keep');
  const { data } = api.useQuery(
    'get',
    '/api/v1/saved-views',
    { params: { query: { page: key, limit: 50 } } },
    { enabled: mayKeep && key !== '', staleTime: 300_000 },
  );
  const views = data?.items ?? [];
  const now = queryOf(list.search);
  const known = views.some((view) => view.query === now);
  const worthKeeping = Boolean(data) && now !== '' && !known;
  if (views.length === 0 && !worthKeeping) return null;
  return (
    <div className={css.line}>
      {views.length > 0 && (
        <ul className={css.views} aria-label={t('common.views')}>
          {views.map((view) => (
            <li key={view.id}>
              <button
                type="button"
                className={css.view}
                aria-pressed={view.query === now}
                title={view.unit_name ? t('common.view_shared', { unit: view.unit_name }) : undefined}
                onClick={() => list.set(toView(list.search, view.query))}
              >
                {view.name}
              </button>
            </li>
          ))}
        </ul>
      )}
      {worthKeeping && (
        <button type="button" className={css.save} onClick={() => setOpen('save')}>
          {t('common.view_save')}
        </button>
      )}
      {views.some((view) => view.editable) && (
        <IconButton icon="edit" label={t('common.view_manage')} onClick={() => setOpen('manage')} />
      )}
      <Suspense fallback={null}>
        {open === 'save' && <SaveView page={key} query={now} onClose={() => setOpen(null)} />}
        {open === 'manage' && <ManageViews views={views} query={now} onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  );
}
