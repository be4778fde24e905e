import { getRouteApi, Link, Navigate, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { newId, useMe } from '#/api';
import { useT } from '#/i18n';
import { listDrafts, type StoredDraft, useDraft } from '#/offline';
import { PageHeader, Skeleton } from '#/ui';
import css from './Ledger.module.css';
import { NewEntryForm } from './NewEntryForm';
import { type NewEntry, restoreEntry } from './new-entry';
import { ledger } from './texts';

const route = getRouteApi('/_in/ledger/new');

/** The form whose drafts are on the device. */
const NEW = 'ledger.new';

/** Registers a concern: what was said first, everything else folded away. */
export function NewEntryPage() {
  const t = useT(ledger);
  const { draft } = route.useSearch();
  return (
    <div className={css.page}>
      <PageHeader
        back={<Link to="/ledger">← {t('ledger.back')}</Link>}
        title={t('ledger.new_title')}
        note={t('ledger.new_note')}
      />
      {draft ? <Writing key={draft} id={draft} /> : <Begin />}
    </div>
  );
}

/** Gives the entry its id; words begun from the same record go on where they stopped. */
function Begin() {
  const me = useMe();
  const navigate = useNavigate();
  const search = route.useSearch();
  const user = me.account.id;
  useEffect(() => {
    let current = true;
    const { activity = '', text } = search;
    const same = ({ way, values }: StoredDraft) =>
      way.state === 'writing' && !text && restoreEntry(values)?.activity === activity;
    void listDrafts(user, NEW)
      .catch((): StoredDraft[] => [])
      .then((drafts) => drafts.find(same)?.id ?? newId())
      .then((draft) => {
        if (current) void navigate({ to: '/ledger/new', search: { ...search, draft }, replace: true });
      });
    return () => {
      current = false;
    };
  }, [user, search, navigate]);
  return <Skeleton lines={6} height={30} />;
}

/** Reads what is on the device before the form is built. */
function Writing({ id }: { id: string }) {
  const t = useT(ledger);
  const me = useMe();
  const draft = useDraft<NewEntry>({
    user: me.account.id,
    form: NEW,
    id,
    about: ({ title, content }) => ({
      label: [t('ledger.new_title'), title].filter(Boolean).join(' · '),
      note: content,
      href: `/ledger/new?draft=${id}`,
    }),
  });
  if (draft.stored?.way.state === 'sent') return <Navigate to="/ledger/$id" params={{ id }} replace />;
  if (draft.restored === undefined) return <Skeleton lines={6} height={30} />;
  return <NewEntryForm id={id} draft={draft} kept={restoreEntry(draft.restored)} />;
}
