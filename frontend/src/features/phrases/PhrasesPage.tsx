import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, client, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, ErrorState, Icon, IconButton, notify, PageHeader, Skeleton, Tag } from '#/ui';
import { type Phrase, PhraseDialog } from './PhraseDialog';
import css from './Phrases.module.css';
import { phrases } from './texts';

const route = getRouteApi('/_in/phrases');

/** Mine and those of the school, kept in one place. */
export function PhrasesPage() {
  const t = useT(phrases);
  const { kind } = route.useSearch();
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<Phrase | null>(null);
  const [leaving, setLeaving] = useState<Phrase | null>(null);
  const query = api.useQuery('get', '/api/v1/phrases', { params: { query: { limit: 200 } } });
  const items = query.data?.items ?? [];
  const parts = [
    { title: t('phrases.own'), none: t('phrases.own_none'), rows: items.filter((one) => !one.unit_id) },
    { title: t('phrases.school'), none: t('phrases.school_none'), rows: items.filter((one) => one.unit_id) },
  ];
  return (
    <>
      <PageHeader
        title={t('phrases.title')}
        note={t('phrases.note')}
        back={
          <Link to="/record" search={kind ? { kind } : {}}>
            ← {t('phrases.back')}
          </Link>
        }
        actions={
          <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setAdding(true)}>
            {t('phrases.add')}
          </Button>
        }
      />
      {query.isPending && <Skeleton lines={6} height={44} />}
      {query.error && (
        <div className="sheet">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {query.data && (
        <div className={css.columns}>
          {parts.map((part) => (
            <section key={part.title} className={`sheet ${css.part}`} aria-label={part.title}>
              <h2>{part.title}</h2>
              {part.rows.length === 0 && <p className="muted">{part.none}</p>}
              <ul className={css.list}>
                {part.rows.map((one) => (
                  <li key={one.id}>
                    <span className={css.words}>
                      <span>{one.text}</span>
                      <span className="row">
                        <Tag>{one.kind ? t(`terms.kind_${one.kind}`) : t('phrases.every_kind')}</Tag>
                        {one.unit_name && <span className="muted">{one.unit_name}</span>}
                      </span>
                    </span>
                    {one.editable && (
                      <>
                        <IconButton
                          icon="edit"
                          label={`${t('common.edit')} ${one.text}`}
                          onClick={() => setEditing(one)}
                        />
                        <IconButton
                          icon="trash"
                          label={`${t('common.remove')} ${one.text}`}
                          onClick={() => setLeaving(one)}
                        />
                      </>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
      {query.data && items.length === 0 && <p className={`muted ${css.note}`}>{t('phrases.defaults')}</p>}
      {adding && <PhraseDialog kind={kind} onClose={() => setAdding(false)} />}
      {editing && <PhraseDialog phrase={editing} onClose={() => setEditing(null)} />}
      {leaving && (
        <ConfirmMove
          title={t('common.remove')}
          text={t('phrases.remove_text', { text: leaving.text })}
          confirmLabel={t('common.remove')}
          onClose={() => setLeaving(null)}
          onConfirm={async () => {
            await client.DELETE('/api/v1/phrases/{id}', {
              params: { path: { id: leaving.id }, header: ifMatch(leaving.version) },
            });
            await changed('/api/v1/phrases');
            notify.done(t('phrases.removed'));
          }}
        />
      )}
    </>
  );
}
