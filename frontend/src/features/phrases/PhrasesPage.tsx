import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, client, ifMatch } from '#/api';
import { useT } from '#/i18n';
import {
  Chips,
  ConfirmMove,
  ErrorState,
  ExportButton,
  Icon,
  IconButton,
  notify,
  PageHeader,
  Skeleton,
  Tag,
} from '#/ui';
import { PURPOSES } from './model';
import { type Phrase, PhraseDialog } from './PhraseDialog';
import css from './Phrases.module.css';
import { phrases } from './texts';

const route = getRouteApi('/_in/phrases');

/** Mine and those of the school, kept in one place. */
export function PhrasesPage() {
  const t = useT(phrases);
  const { kind, purpose } = route.useSearch();
  const navigate = route.useNavigate();
  const shown = purpose ?? 'record';
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<Phrase | null>(null);
  const [leaving, setLeaving] = useState<Phrase | null>(null);
  const query = api.useQuery('get', '/api/v1/phrases', {
    params: { query: { purpose: [shown], limit: 200 } },
  });
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
          shown === 'record' ? (
            <Link to="/record" search={kind ? { kind } : {}}>
              ← {t('phrases.back')}
            </Link>
          ) : (
            <Link to="/ledger">← {t('phrases.back_to_ledger')}</Link>
          )
        }
        actions={
          <>
            <ExportButton of="phrases" fixed={{ purpose: shown }} below />
            <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setAdding(true)}>
              {t('phrases.add')}
            </Button>
          </>
        }
      />
      <div className={css.purposes}>
        <Chips
          single
          label={t('phrases.purpose')}
          choices={PURPOSES.map((value) => ({ value, label: t(`phrases.purpose_${value}`) }))}
          value={[shown]}
          onChange={([chosen]) =>
            chosen && void navigate({ search: (before) => ({ ...before, purpose: chosen }), replace: true })
          }
        />
      </div>
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
                        {shown === 'record' && (
                          <Tag>{one.kind ? t(`terms.kind_${one.kind}`) : t('phrases.every_kind')}</Tag>
                        )}
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
      {shown === 'record' && query.data && items.length === 0 && (
        <p className={`muted ${css.note}`}>{t('phrases.defaults')}</p>
      )}
      {adding && <PhraseDialog purpose={shown} kind={kind} onClose={() => setAdding(false)} />}
      {editing && <PhraseDialog purpose={shown} phrase={editing} onClose={() => setEditing(null)} />}
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
