/** @jsxImportSource preact */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { type Failure, isFailure, post } from '../api';
import { LanguageButton, useTitle } from '../parts';
import { Casting } from './Casting';
import { CodeForm } from './CodeForm';
import { Done } from './Done';
import { KIOSK, StillThere, useIdle } from './kiosk';
import { words } from './texts';
import { begin, type Form, keepVote, keptVote, type Vote } from './vote';

/** The code behind the `#`, which leaves the address at once: nobody shall read it over a shoulder or in the history. */
function takeCode(): string {
  const code = decodeURIComponent(location.hash.slice(1)).trim();
  if (code) history.replaceState(null, '', location.pathname + location.search);
  return code;
}

type Cast = { receipt: string; box: string };

/** A ballot from the code to the receipt. */
export function BallotPage({ onLanguage }: { onLanguage: () => void }) {
  const t = words();
  useTitle(t.title);
  const [vote, setVote] = useState<Vote | null>(() => (KIOSK ? null : keptVote()));
  const [cast, setCast] = useState<Cast | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [code, setCode] = useState('');
  const [asking, setAsking] = useState(false);

  /** Nothing of a kiosk's voter stays on the device. */
  const set = useCallback((next: Vote | null) => {
    setVote(next);
    if (!KIOSK) keepVote(next);
  }, []);
  const look = useCallback(
    async (asked: string) => {
      setCode(asked);
      setFailure(null);
      setCast(null);
      setAsking(true);
      const form = await post<Form>('ballots/lookup', { code: asked });
      setAsking(false);
      if (isFailure(form)) setFailure(form);
      else {
        setCode('');
        set(begin({ code: asked }, form));
      }
    },
    [set],
  );
  const reset = useCallback(() => {
    set(null);
    setCast(null);
    setCode('');
    setFailure(null);
  }, [set]);

  useEffect(() => {
    const arrive = () => {
      const found = takeCode();
      if (found) void look(found);
    };
    arrive();
    addEventListener('hashchange', arrive);
    return () => removeEventListener('hashchange', arrive);
  }, [look]);

  const leaving = useIdle(KIOSK && vote !== null, reset);
  return (
    <>
      <header class="no-print">
        <span class="muted">{t.title}</span>
        <LanguageButton onLanguage={onLanguage} />
      </header>
      <main class={KIOSK ? 'kiosk' : undefined}>
        {cast ? (
          <Done {...cast} onReset={reset} />
        ) : vote ? (
          <Casting
            vote={vote}
            set={set}
            onCast={() => {
              setCast({ receipt: vote.receipt, box: vote.form.box_id });
              set(null);
            }}
            onLeave={reset}
          />
        ) : (
          <CodeForm key={code} code={code} asking={asking} failure={failure} onCode={look} />
        )}
      </main>
      {leaving > 0 && <StillThere seconds={leaving} />}
    </>
  );
}
