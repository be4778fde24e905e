import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { components } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ChoiceField, ErrorState, Skeleton } from '#/ui';
import css from './Open.module.css';
import { read } from './read';
import { open } from './texts';

type Page = { items: components['schemas']['PublicPublication'][]; next: string | null };

/** What schools made public: without login, large, printable. */
export function OpenPage() {
  const t = useT(open);
  const format = useFormat();
  const [unit, setUnit] = useState('');
  const [kind, setKind] = useState('');
  const chosen = useQuery({
    queryKey: ['open', 'disclosure'],
    queryFn: () => read<components['schemas']['DisclosureIndex']>('disclosure'),
  });
  const list = useInfiniteQuery({
    queryKey: ['open', 'publications', unit, kind],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      read<Page>('publications', { limit: '20', unit_id: unit, class_id: kind, cursor: pageParam }),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  useEffect(() => {
    document.title = `${t('open.title')} · ${t('common.product')}`;
  }, [t]);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <main className={css.page}>
      <h1>{t('open.title')}</h1>
      <p className="muted">{t('open.text')}</p>
      <div className={`${css.filters} no-print`}>
        <ChoiceField
          label={t('open.unit')}
          placeholder={t('open.unit_all')}
          choices={(chosen.data?.units ?? []).map((one) => ({ value: one.id, label: one.name }))}
          value={unit}
          onChange={setUnit}
        />
        <ChoiceField
          label={t('open.class')}
          placeholder={t('open.class_all')}
          choices={(chosen.data?.classes ?? []).map((one) => ({ value: one.id, label: one.name }))}
          value={kind}
          onChange={setKind}
        />
      </div>
      <section className="sheet" aria-label={t('open.title')}>
        {list.isPending && <Skeleton lines={6} />}
        {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data && items.length === 0 && <p className={css.none}>{t('open.none')}</p>}
        <ul className={css.list}>
          {items.map((one) => (
            <li key={one.id}>
              <Link to="/disclosure/$id" params={{ id: one.id }}>
                <b>{one.title}</b>
                <span>
                  {one.class_name} · {one.unit_name} · {format.date(one.published_on)}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      {list.hasNextPage && (
        <Button
          mt="md"
          variant="default"
          className="no-print"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('open.more')}
        </Button>
      )}
    </main>
  );
}

const route = getRouteApi('/disclosure/$id');

/** One of them. */
export function OpenOnePage() {
  const { id } = route.useParams();
  const t = useT(open);
  const format = useFormat();
  const found = useQuery({
    queryKey: ['open', 'publication', id],
    queryFn: () => read<components['schemas']['PublicPublication']>(`publications/${encodeURIComponent(id)}`),
    retry: false,
  });
  const one = found.data;
  useEffect(() => {
    document.title = `${one?.title ?? t('open.title')} · ${t('common.product')}`;
  }, [t, one]);
  return (
    <main className={css.page}>
      <p className="no-print">
        <Link to="/disclosure">{t('open.back')}</Link>
      </p>
      <article className={`sheet ${css.article}`}>
        {found.isPending && <Skeleton lines={6} />}
        {found.error && <p role="alert">{t('open.gone')}</p>}
        {one && (
          <>
            <h1>{one.title}</h1>
            <span className="muted">
              {[one.unit_name, one.class_name, one.period].filter(Boolean).join(' · ')}
            </span>
            <p>{one.text}</p>
            <span className="muted">{t('open.published', { date: format.date(one.published_on) })}</span>
          </>
        )}
      </article>
    </main>
  );
}
