/** @jsxImportSource preact */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { type Failure, get, isFailure, type Schemas } from '../api';
import { LENGTH, readCode } from '../code';
import { language } from '../language';
import { Field, LanguageButton, Problem, useTitle } from '../parts';
import { shared } from '../texts';
import { words } from './texts';

type Receipts = Schemas['BallotReceipts'];

/** The receipts of a sealed box, for everybody. */
export function ReceiptsPage({ box, onLanguage }: { box: string; onLanguage: () => void }) {
  const t = words();
  useTitle(t.receipts);
  const [found, setFound] = useState<Receipts | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(async () => {
    setFailure(null);
    const answer = await get<Receipts>(`ballot-boxes/${encodeURIComponent(box)}/receipts`);
    if (isFailure(answer)) setFailure(answer);
    else setFound(answer);
  }, [box]);
  useEffect(() => {
    void load();
  }, [load]);
  return (
    <>
      <header class="no-print">
        <span class="muted">{t.title}</span>
        <LanguageButton onLanguage={onLanguage} />
      </header>
      <main>
        <h1>{t.receipts}</h1>
        <p>{t.receipts_lead}</p>
        {!found && !failure && <p role="status">{shared[language()].loading}</p>}
        <Problem failure={failure} unknown={t.not_sealed} />
        {failure && (
          <button type="button" class="main" onClick={load}>
            {shared[language()].again}
          </button>
        )}
        {found && <List of={found} />}
      </main>
    </>
  );
}

function List({ of }: { of: Receipts }) {
  const t = words();
  const [typed, setTyped] = useState('');
  const receipt = readCode(typed, LENGTH.receipt);
  const isThere = receipt !== null && of.receipts.indexOf(receipt) >= 0;
  return (
    <>
      <section aria-labelledby="box">
        <h2 id="box">{of.round_title}</h2>
        <p class="muted">
          {of.group_name} · {t.receipts_count.replace('{count}', String(of.receipts.length))}
        </p>
        <Field id="mine" label={t.mine} hint={t.mine_hint}>
          {(props) => (
            <input
              {...props}
              class="code"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              maxLength={60}
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Field>
        <div role="status">
          {receipt && <p class={isThere ? 'done' : 'problem'}>{isThere ? t.is_there : t.is_not_there}</p>}
          {!receipt && typed.replace(/[^0-9a-z]/gi, '').length >= LENGTH.receipt && (
            <p class="problem">{t.bad_receipt}</p>
          )}
        </div>
      </section>
      <ol class="receipts">
        {of.receipts.map((one) => (
          <li key={one} aria-current={one === receipt || undefined}>
            {one}
          </li>
        ))}
      </ol>
    </>
  );
}
