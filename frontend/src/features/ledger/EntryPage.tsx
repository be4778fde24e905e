import { Button } from '@mantine/core';
import { getRouteApi, Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, asProblem, useMe } from '#/api';
import { useT } from '#/i18n';
import { useDrafts } from '#/offline';
import {
  Drawer,
  ErrorState,
  Icon,
  MoveBar,
  notify,
  PageHeader,
  Skeleton,
  Tag,
  usePhone,
  useReadNotices,
} from '#/ui';
import { EDIT, restoreCorrection } from './correction';
import { EditEntryDialog } from './EditEntryDialog';
import { EntryBody } from './EntryBody';
import { Follow } from './Follow';
import css from './Ledger.module.css';
import { MoreMoves } from './moves/MoreMoves';
import { MoveDialog } from './moves/MoveDialog';
import { StateTag } from './StateTag';
import { ledger } from './texts';
import { type AskedMove, type Entry, offered } from './words';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** What was just done, said on the page it leads to. */
    done?: string;
  }
}

const route = getRouteApi('/_in/ledger/_list/$id');

export function EntryPage() {
  const { id } = route.useParams();
  return <OneEntry key={id} id={id} />;
}

/** An entry: a drawer over the list, the whole page on the phone. */
function OneEntry({ id }: { id: string }) {
  const t = useT(ledger);
  const phone = usePhone();
  const navigate = useNavigate();
  const me = useMe();
  const arrived = useLocation({ select: (location) => location.state.done });
  const correcting = useLocation({ select: (location) => location.hash }) === 'edit';
  const [done, setDone] = useState(arrived);
  const [asked, setAsked] = useState<AskedMove | 'edit' | 'more' | null>(correcting ? 'edit' : null);
  const found = api.useQuery('get', '/api/v1/ledger-entries/{id}', { params: { path: { id } } });
  const entry = found.data;
  // Without a network a correction that waits on this device still opens.
  const kept = useDrafts(me.account.id)?.find((draft) => draft.form === EDIT && draft.id === id);
  const corrected = entry ?? restoreCorrection(kept?.values)?.entry;
  const close = () => void navigate({ to: '/ledger', search: true, resetScroll: false });

  // Said once: a reload must not say it again.
  useEffect(() => {
    if (arrived) void navigate({ to: '.', search: true, state: {}, replace: true, resetScroll: false });
  }, [arrived, navigate]);
  // Handed back, an entry can leave the sight of the one who did it: that is not an error.
  const gone = asProblem(found.error).status === 404;
  useEffect(() => {
    if (!gone || !done) return;
    notify.done(done);
    void navigate({ to: '/ledger', search: true, replace: true });
  }, [gone, done, navigate]);
  useEffect(() => {
    if (!entry) return;
    const before = document.title;
    document.title = `${entry.number} · ${t('common.product')}`;
    return () => {
      document.title = before;
    };
  }, [entry, t]);

  useReadNotices(id);

  const tools = entry && (
    <>
      <Follow entry={entry} />
      {entry.may_edit && (
        <Button
          variant="default"
          size="sm"
          leftSection={<Icon name="edit" size={16} />}
          onClick={() => setAsked('edit')}
        >
          {t('ledger.edit')}
        </Button>
      )}
      {!phone && (
        <Button
          variant="default"
          size="sm"
          leftSection={<Icon name="print" size={16} />}
          onClick={() => window.print()}
        >
          {t('common.print')}
        </Button>
      )}
    </>
  );
  const content = entry ? (
    <EntryBody entry={entry} done={done} heading={phone ? 'h2' : 'h3'} tools={tools} />
  ) : found.error ? (
    <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  ) : (
    <Skeleton lines={9} />
  );
  const moves = offered(entry?.allowed_moves.map(({ move }) => move) ?? []);
  const more = {
    id: 'more',
    label: t('ledger.more_moves'),
    onSelect: () => setAsked('more'),
  };
  const bar = moves.shown.length + moves.folded.length > 0 && (
    <MoveBar
      sticky={phone}
      moves={[
        ...moves.shown.map((move, index) => ({
          id: move,
          label: t(`ledger.move_${move}`),
          primary: index === 0 && Boolean(entry?.my_turn),
          onSelect: () => setAsked(move),
        })),
        ...(moves.folded.length > 0 ? [more] : []),
      ]}
    />
  );
  return (
    <>
      {phone ? (
        <>
          <PageHeader
            back={
              <Link to="/ledger" search>
                ← {t('ledger.back')}
              </Link>
            }
            title={entry?.title ?? t('ledger.entry')}
            note={entry && <Note entry={entry} />}
          />
          {content}
          {bar}
        </>
      ) : (
        <Drawer
          width={600}
          title={entry ? <Note entry={entry} /> : t('ledger.entry')}
          onClose={close}
          footer={bar}
        >
          {entry && <h3 className={css.title}>{entry.title}</h3>}
          {content}
        </Drawer>
      )}
      {corrected && asked === 'edit' && (
        <EditEntryDialog
          entry={corrected}
          onClose={() => {
            setAsked(null);
            if (correcting) void navigate({ to: '.', search: true, replace: true, resetScroll: false });
          }}
          onDone={setDone}
        />
      )}
      {asked === 'more' && (
        <MoreMoves moves={moves.folded} onChoose={setAsked} onClose={() => setAsked(null)} />
      )}
      {entry && asked && asked !== 'edit' && asked !== 'more' && (
        <MoveDialog move={asked} entry={entry} onClose={() => setAsked(null)} onDone={setDone} />
      )}
    </>
  );
}

function Note({ entry }: { entry: Entry }) {
  const t = useT(ledger);
  return (
    <span className={css.note}>
      {entry.number} <StateTag of={entry} />{' '}
      {entry.legacy_number && (
        <Tag tone="grey">{t('ledger.taken_over_number', { number: entry.legacy_number })}</Tag>
      )}
    </span>
  );
}
