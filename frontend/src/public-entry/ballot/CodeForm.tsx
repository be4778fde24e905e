/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../api';
import { LENGTH, readCode } from '../code';
import { language } from '../language';
import { Field, Problem } from '../parts';
import { shared } from '../texts';
import { KIOSK } from './kiosk';
import { words } from './texts';

type Props = { code: string; asking: boolean; failure: Failure | null; onCode: (code: string) => void };

/** The code of a slip, typed or read by a scanner, which types the whole address. */
export function CodeForm({ code, asking, failure, onCode }: Props) {
  const t = words();
  const [typed, setTyped] = useState(code);
  const [error, setError] = useState<string>();
  // The next voter at a kiosk types at once; on a phone the keyboard would hide what is said here.
  useEffect(() => {
    if (KIOSK) document.getElementById('code')?.focus();
  }, []);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const read = readCode(typed.slice(typed.lastIndexOf('#') + 1), LENGTH.ballot);
        setError(read ? undefined : t.bad_code);
        if (read) onCode(read);
        else document.getElementById('code')?.focus();
      }}
    >
      <h1>{t.title}</h1>
      <p>{t.lead}</p>
      <Problem failure={asking ? null : failure} unknown={t.unknown} />
      <Field id="code" label={t.code} hint={t.code_hint} error={error}>
        {(props) => (
          <input
            {...props}
            class="code"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={200}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        )}
      </Field>
      <button type="submit" class="main" disabled={asking}>
        {asking ? shared[language()].loading : t.start}
      </button>
    </form>
  );
}
