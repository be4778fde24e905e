import { Button, TextInput } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '#/api';
import { useT } from '#/i18n';
import { EmptyState, ErrorState, PageHeader, Skeleton, Tag, type Tone } from '#/ui';
import css from '../Ballots.module.css';
import type { PaperEntries } from '../model';
import { ballots } from '../texts';
import { nextNumber } from './keys';
import { PaperForm } from './PaperForm';
import sheet from './Papers.module.css';

const route = getRouteApi('/_in/ballot-boxes/$id_/papers');

const tones: Record<'waiting' | 'agreed' | 'differing', Tone> = {
  waiting: 'grey',
  agreed: 'green',
  differing: 'amber',
};

/** A teller keys in papers, by the keyboard alone when he likes. */
export function PapersPage() {
  const { id } = route.useParams();
  const t = useT(ballots);
  const path = { params: { path: { id } } };
  const found = api.useQuery('get', '/api/v1/ballot-boxes/{id}/paper-entries', path);
  const entries = found.data;
  return (
    <>
      <PageHeader
        back={
          <Link to="/ballot-boxes/$id" params={{ id }}>
            ← {entries?.form.group_name ?? t('ballots.one')}
          </Link>
        }
        title={t('ballots.keying')}
        note={t('ballots.keying_note')}
      />
      {entries ? (
        entries.may_enter && entries.papers_made > 0 ? (
          <Keying box={id} entries={entries} />
        ) : (
          <div className="sheet">
            <EmptyState
              icon="edit"
              text={t(entries.may_enter ? 'ballots.no_papers' : 'ballots.not_teller')}
            />
          </div>
        )
      ) : (
        <div className="sheet">
          {found.error ? (
            <ErrorState error={found.error} onRetry={() => void found.refetch()} />
          ) : (
            <Skeleton lines={8} />
          )}
        </div>
      )}
    </>
  );
}

function Keying({ box, entries }: { box: string; entries: PaperEntries }) {
  const t = useT(ballots);
  const own = entries.items.filter((one) => one.is_own);
  const [number, setNumber] = useState(() => nextNumber(own.map((one) => one.number)));
  const [said, setSaid] = useState('');
  const isOwn = own.some((one) => one.number === number);
  return (
    <div className={css.page}>
      <div className={css.column}>
        <section className={`sheet ${css.section} stack`} aria-label={t('ballots.keying')}>
          <div className={sheet.head}>
            <NumberField key={number} number={number} most={entries.papers_made} onNumber={setNumber} />
            <p role="status" className="muted">
              {said || t(isOwn ? 'ballots.entry_changing' : 'ballots.entry_new', { number })}
            </p>
          </div>
          {number <= entries.papers_made ? (
            <PaperForm
              key={number}
              box={box}
              form={entries.form}
              number={number}
              isOwn={isOwn}
              onSaved={() => {
                setSaid(t('ballots.entered_ok', { number }));
                setNumber(nextNumber([...own.map((one) => one.number), number]));
              }}
            />
          ) : (
            <p>{t('ballots.all_entered')}</p>
          )}
        </section>
      </div>
      <section className={`sheet ${css.section}`} aria-label={t('ballots.own_entries')}>
        <h2>{t('ballots.own_entries')}</h2>
        {own.length === 0 && <p className="muted">{t('ballots.own_entries_none')}</p>}
        <ul className={sheet.entries}>
          {own.map((one) => (
            <li key={one.number}>
              <Button
                variant={one.number === number ? 'light' : 'subtle'}
                size="compact-md"
                onClick={() => {
                  setSaid('');
                  setNumber(one.number);
                }}
              >
                {one.number}
              </Button>
              <Tag tone={tones[one.state]} dot>
                {t(`ballots.entry_${one.state}`)}
              </Tag>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

/** The number written on the paper; Enter goes to it. */
function NumberField(props: { number: number; most: number; onNumber: (number: number) => void }) {
  const { number, most, onNumber } = props;
  const t = useT(ballots);
  const [typed, setTyped] = useState(String(number));
  const [error, setError] = useState<string | null>(null);
  const go = () => {
    const value = /^\d{1,5}$/.test(typed.trim()) ? Number(typed) : 0;
    const right = value >= 1 && value <= most;
    setError(right ? null : t('ballots.number_wrong', { most }));
    if (right) onNumber(value);
  };
  return (
    <TextInput
      size="md"
      inputMode="numeric"
      label={t('ballots.number')}
      value={typed}
      error={error}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={go}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        event.currentTarget.blur();
      }}
    />
  );
}
