/** @jsxImportSource preact */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Failure, get, isFailure, post, type Schemas } from '../api';
import { language } from '../language';
import type { PageProps } from '../main';
import { Frame, Problem } from '../parts';
import { prove } from '../proof';
import { shared } from '../texts';
import { ContactCard } from './ContactCard';
import { type Draft, fresh, keepDraft, keepReceipt, keptDraft, keptReceipt, toSend } from './draft';
import { Receipt } from './Receipt';
import { check, type Errors, LookStep, WhatStep, WhoStep } from './steps';
import { words } from './texts';

type Card = { code: string; face: Schemas['PublicContactCard'] };

const codeInAddress = () => decodeURIComponent(location.hash.slice(1)).trim();

/** Raising a concern, in three steps; with the code of a contact card in the address, to whom it names. */
export function ConcernPage({ onLanguage }: PageProps) {
  const t = words();
  const [card, setCard] = useState<Card | null>(null);
  const [cardFailure, setCardFailure] = useState<Failure | null>(null);
  const [receipt, setReceipt] = useState(keptReceipt);

  useEffect(() => {
    const look = async () => {
      const code = codeInAddress();
      setCard(null);
      setCardFailure(null);
      if (!code) return;
      const face = await post<Schemas['PublicContactCard']>('contact-cards/lookup', { code });
      if (isFailure(face)) setCardFailure(face);
      else setCard({ code, face });
    };
    void look();
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);

  return (
    <Frame page="concern" title={t.title} onLanguage={onLanguage}>
      {receipt ? (
        <Receipt
          receipt={receipt}
          onAnother={() => {
            keepReceipt(null);
            setReceipt(null);
          }}
        />
      ) : (
        <>
          <p>{t.lead}</p>
          <Problem failure={cardFailure} unknown={t.card_unknown} />
          {card && <ContactCard card={card.face} />}
          <ConcernForm
            card={card}
            onSent={(sent) => {
              keepReceipt(sent);
              setReceipt(sent);
              scrollTo(0, 0);
            }}
          />
        </>
      )}
    </Frame>
  );
}

/** While the server is busy it is asked again, with the same key: the concern arrives once. */
async function sendUntilHeard(
  draft: Draft,
  card: string | null,
): Promise<Schemas['ConcernReceipt'] | Failure> {
  const waits = [2000, 5000, 10_000];
  for (;;) {
    const proof = await prove();
    if (isFailure(proof)) return proof;
    const answer = await post<Schemas['ConcernReceipt']>('concerns', toSend(draft, card, proof));
    const wait = waits.shift();
    if (!isFailure(answer) || answer.kind !== 'busy' || !wait) return answer;
    await new Promise((next) => setTimeout(next, wait));
  }
}

type FormProps = { card: Card | null; onSent: (receipt: Schemas['ConcernReceipt']) => void };

function ConcernForm({ card, onSent }: FormProps) {
  const t = words();
  const s = shared[language()];
  const [draft, setDraft] = useState(keptDraft);
  const [units, setUnits] = useState<Schemas['PublicUnits'] | null>(null);
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sending, setSending] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);

  const load = useCallback(async () => {
    setFailure(null);
    const found = await get<Schemas['PublicUnits']>('units');
    if (isFailure(found)) setFailure(found);
    else setUnits(found);
  }, []);
  useEffect(() => {
    void load();
  }, [load]);

  const set = (change: Partial<Draft>) => {
    const next = { ...draft, ...change };
    setDraft(next);
    keepDraft(next);
  };
  const go = (step: Draft['step']) => {
    set({ step });
    setErrors({});
    setFailure(null);
    requestAnimationFrame(() => heading.current?.focus());
  };
  const send = async () => {
    setSending(true);
    setFailure(null);
    const answer = await sendUntilHeard(draft, card?.code ?? null);
    setSending(false);
    if (isFailure(answer)) setFailure(answer);
    else {
      keepDraft(null);
      onSent(answer);
    }
  };

  if (!units)
    return (
      <>
        <Problem failure={failure} unknown={t.unreachable_units} />
        {failure ? (
          <button type="button" class="main" onClick={load}>
            {s.again}
          </button>
        ) : (
          <p>{s.loading}</p>
        )}
      </>
    );
  const props = { draft, errors, units, card: card?.face ?? null, set };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const found = check(draft, card !== null);
        setErrors(found);
        const [first] = Object.keys(found);
        if (first) document.getElementById(first === 'unit_id' ? 'unit' : first)?.focus();
        else if (draft.step === 3) void send();
        else go(draft.step === 1 ? 2 : 3);
      }}
    >
      <p class="muted">{t.step.replace('{step}', String(draft.step))}</p>
      <h2 tabIndex={-1} ref={heading}>
        {[t.step_1, t.step_2, t.step_3][draft.step - 1]}
      </h2>
      {draft.step === 1 && <WhatStep {...props} />}
      {draft.step === 2 && <WhoStep {...props} />}
      {draft.step === 3 && <LookStep {...props} />}
      <Problem failure={failure} />
      <button type="submit" class="main" disabled={sending}>
        {draft.step < 3 ? s.next : sending ? t.sending : t.send}
      </button>
      {draft.step > 1 && (
        <button type="button" class="wide" onClick={() => go(draft.step === 3 ? 2 : 1)}>
          {s.back}
        </button>
      )}
      <p class="muted">
        {t.kept}{' '}
        <button
          type="button"
          class="quiet"
          onClick={() => {
            keepDraft(null);
            setDraft(fresh());
            setErrors({});
          }}
        >
          {t.clear}
        </button>
      </p>
    </form>
  );
}
