import { getRouteApi, Link, Navigate, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { api, newId, useMe } from '#/api';
import { useT } from '#/i18n';
import { listDrafts, type StoredDraft, useDraft } from '#/offline';
import { ErrorState, PageHeader, Skeleton } from '#/ui';
import { aboutOfValues } from './about';
import { type Family, FamilyStep, familyOf } from './FamilyStep';
import { placeOf } from './forms';
import { KindStep } from './KindStep';
import { kinds } from './kindTexts';
import { useOwnBranch } from './own';
import css from './Record.module.css';
import { activities } from './texts';
import { NEW, Unsent } from './Unsent';
import { blank, restore, type Values } from './values';
import type { Kind } from './words';

const route = getRouteApi('/_in/record');

/** With the form comes what is shown after it: there may be no network then. */
const late = () => Promise.all([import('./NewRecord'), import('./Waiting'), import('./Done')]);
const NewRecord = lazy(async () => (await late())[0]);
const Waiting = lazy(async () => (await late())[1]);
const Done = lazy(async () => (await late())[2]);

/** The form comes while the family is chosen, after what is chosen from. */
const CHOOSING = 1_000;

function useFormSoon(): void {
  useEffect(() => {
    const timer = setTimeout(() => void late().catch(() => undefined), CHOOSING);
    return () => clearTimeout(timer);
  }, []);
}

/** A visit in under a minute: what, whom, two sentences. Each step is an address, so that "back" goes one back. */
export function RecordPage() {
  const t = useT(activities);
  const k = useT(kinds);
  const navigate = useNavigate();
  const { kind, household_id, draft, done, waiting } = route.useSearch();
  const [family, setFamily] = useState<Family | null>(null);
  useFormSoon();
  if (done || waiting) {
    return (
      <Suspense fallback={<Skeleton lines={6} height={30} />}>
        {done ? <Done id={done} /> : <Waiting id={waiting ?? ''} />}
      </Suspense>
    );
  }
  if (!kind) {
    return (
      <div className={css.page}>
        <PageHeader title={t('activities.choose_kind')} />
        <Unsent />
        <KindStep />
      </div>
    );
  }
  const back = <Link to="/record">← {t('activities.other_kind')}</Link>;
  const family_first = placeOf(kind) === 'household';
  if (family_first && !household_id && !draft) {
    return (
      <div className={css.page}>
        <PageHeader
          title={kind === 'phone_contact' ? k('kinds.choose_called') : t('activities.choose_family')}
          back={back}
        />
        <FamilyStep
          onChoose={(chosen) => {
            setFamily(chosen);
            void navigate({ to: '/record', search: { kind, household_id: chosen.household_id } });
          }}
        />
      </div>
    );
  }
  return (
    <div className={css.page}>
      <PageHeader title={t(`terms.kind_${kind}`)} back={back} />
      {draft ? (
        <Writing
          key={draft}
          id={draft}
          kind={kind}
          family={family?.household_id === household_id ? family : null}
        />
      ) : (
        <Begin kind={kind} />
      )}
    </div>
  );
}

/** Gives the record its id; words begun for the same family go on where they stopped. */
function Begin({ kind }: { kind: Kind }) {
  const me = useMe();
  const navigate = useNavigate();
  const search = route.useSearch();
  const { household_id } = search;
  const user = me.account.id;
  useEffect(() => {
    let current = true;
    const same = (values: unknown) => {
      const kept = restore(values);
      return kept?.kind === kind && Boolean(household_id) && kept.household_id === household_id;
    };
    void listDrafts(user, NEW)
      .catch((): StoredDraft[] => [])
      .then((drafts) => drafts.find((one) => one.way.state === 'writing' && same(one.values))?.id ?? newId())
      .then((draft) => {
        if (current) void navigate({ to: '/record', search: { ...search, draft }, replace: true });
      });
    return () => {
      current = false;
    };
  }, [user, kind, household_id, search, navigate]);
  return <Skeleton lines={6} height={30} />;
}

/** Reads what is on the device, or what the address says, before the form is built. */
function Writing({ id, kind, family }: { id: string; kind: Kind; family: Family | null }) {
  const me = useMe();
  const { household_id, unit_id, class_id } = route.useSearch();
  const t = useT(activities);
  const draft = useDraft<Values>({
    user: me.account.id,
    form: NEW,
    id,
    about: (values) => aboutOfValues(values, t, `/record?kind=${values.kind}&draft=${id}`),
  });
  const restored = draft.restored === undefined ? undefined : restore(draft.restored);
  const fresh = restored === null;
  const place = placeOf(kind);
  const own = useOwnBranch(fresh && place === 'branch' && !unit_id);
  const household = api.useQuery(
    'get',
    '/api/v1/households/{id}',
    { params: { path: { id: household_id ?? '' } } },
    { enabled: fresh && place === 'household' && !family && Boolean(household_id) },
  );
  const lesson = api.useQuery(
    'get',
    '/api/v1/classes/{id}',
    { params: { path: { id: class_id ?? '' } } },
    { enabled: fresh && Boolean(class_id) },
  );
  if (household.error) {
    return (
      <div className="sheet">
        <ErrorState error={household.error} onRetry={() => void household.refetch()} />
      </div>
    );
  }
  if (draft.stored?.way.state === 'sent') return <Navigate to="/record" search={{ done: id }} replace />;
  // The draft was discarded meanwhile, on this page or another.
  if (fresh && place === 'household' && !household_id)
    return <Navigate to="/record" search={{ kind }} replace />;
  const initial = restored ?? begun();
  if (!initial || draft.restored === undefined) return <Skeleton lines={6} height={30} />;
  return (
    <Suspense fallback={<Skeleton lines={6} height={30} />}>
      <NewRecord id={id} initial={initial} draft={draft} />
    </Suspense>
  );

  function begun(): Values | null {
    if (place === 'household') {
      const chosen = family ?? (household.data && familyOf(household.data));
      return chosen ? blank(kind, chosen) : null;
    }
    if (place === 'branch') {
      if (unit_id) return blank(kind, { unit_id });
      return own === undefined ? null : blank(kind, { unit_id: own ?? '' });
    }
    const school_id = unit_id ?? me.person?.unit_id ?? me.roles[0]?.unit_id ?? '';
    if (class_id && !lesson.error) {
      if (!lesson.data) return null;
      const { unit_id: school, name } = lesson.data;
      return blank(kind, { school_id: school, unit_id: school, class_id, class_name: name });
    }
    const at = place === 'school' || place === 'any' ? school_id : '';
    return blank(kind, { school_id, unit_id: at });
  }
}
