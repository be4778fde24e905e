/** @jsxImportSource preact */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { type Failure, isFailure, post, type Schemas } from '../api';
import { readCode } from '../code';
import { day, language } from '../language';
import type { PageProps } from '../main';
import { Field, Frame, Problem } from '../parts';
import { shared } from '../texts';
import { Actions } from './Actions';
import { stepWords, words } from './texts';

const codeInAddress = () => decodeURIComponent(location.hash.slice(1)).trim();

/** Following a concern by its code, which stands behind the `#` or is typed. */
export function FollowPage({ onLanguage }: PageProps) {
  const t = words();
  const [code, setCode] = useState('');
  const [concern, setConcern] = useState<Schemas['Concern'] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [loading, setLoading] = useState(false);

  const look = useCallback(async (asked: string) => {
    setCode(asked);
    setFailure(null);
    setConcern(null);
    if (!asked) return;
    setLoading(true);
    const found = await post<Schemas['Concern']>('concerns/lookup', { code: asked });
    setLoading(false);
    if (isFailure(found)) setFailure(found);
    else setConcern(found);
  }, []);
  useEffect(() => {
    const arrive = () => void look(codeInAddress());
    arrive();
    addEventListener('hashchange', arrive);
    return () => removeEventListener('hashchange', arrive);
  }, [look]);

  const lost = failure?.kind === 'busy' || failure?.kind === 'offline';
  return (
    <Frame page="follow" title={t.title} onLanguage={onLanguage}>
      {loading && <p role="status">{shared[language()].loading}</p>}
      <Problem failure={failure} unknown={t.unknown} />
      {lost && (
        <button type="button" class="main" onClick={() => void look(code)}>
          {shared[language()].again}
        </button>
      )}
      {!concern && !loading && !lost && <CodeForm typed={code} />}
      {concern && (
        <>
          <ConcernView concern={concern} />
          <Actions key={concern.state} concern={concern} code={code} onChange={setConcern} />
          <p class="no-print">
            <a href="/follow">{t.other_code}</a>
          </p>
        </>
      )}
    </Frame>
  );
}

function CodeForm({ typed }: { typed: string }) {
  const t = words();
  const [code, setCode] = useState(typed);
  const [error, setError] = useState<string>();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const read = readCode(code);
        setError(read ? undefined : t.bad_code);
        if (!read) document.getElementById('code')?.focus();
        // The same code again changes no address.
        else if (codeInAddress() === read) dispatchEvent(new Event('hashchange'));
        else location.hash = read;
      }}
    >
      <p>{t.lead}</p>
      <Field id="code" label={t.code} hint={t.code_hint} error={error}>
        {(props) => (
          <input
            {...props}
            class="code"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={60}
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        )}
      </Field>
      <button type="submit" class="main">
        {t.look}
      </button>
    </form>
  );
}

function ConcernView({ concern }: { concern: Schemas['Concern'] }) {
  const t = words();
  const { answer } = concern;
  return (
    <>
      <p class="done" role="status">
        <b>{t[`state_${concern.state}`]}</b>
        {concern.due_on && (
          <>
            <br />
            {t.due.replace('{day}', day(concern.due_on))}
          </>
        )}
      </p>
      {answer && (
        <section aria-labelledby="answer">
          <h2 id="answer">{t.answer}</h2>
          <p class="says">{answer.text}</p>
          <p class="muted">
            {day(answer.at)}
            {answer.outcome && ` · ${t[`outcome_${answer.outcome}`]}`}
          </p>
        </section>
      )}
      <section aria-labelledby="steps">
        <h2 id="steps">{t.steps}</h2>
        <ol class="steps">
          {concern.steps.map((step) => (
            <li key={step.at}>
              {stepWords(t, step)}
              <span class="muted">{day(step.at)}</span>
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="said">
        <h2 id="said">{t.content}</h2>
        <p class="says">{concern.content}</p>
        <dl>
          <dt>{t.unit}</dt>
          <dd>{concern.unit_name}</dd>
          <dt>{t.number}</dt>
          <dd>{concern.number}</dd>
          <dt>{t.category}</dt>
          <dd>{concern.category_name}</dd>
          {concern.place && (
            <>
              <dt>{t.place}</dt>
              <dd>{concern.place}</dd>
            </>
          )}
          {concern.happened_on && (
            <>
              <dt>{t.happened_on}</dt>
              <dd>{day(concern.happened_on)}</dd>
            </>
          )}
        </dl>
      </section>
      {concern.remarks.length > 0 && (
        <section aria-labelledby="remarks">
          <h2 id="remarks">{t.remarks}</h2>
          {concern.remarks.map((remark) => (
            <article key={remark.at}>
              <p class="says">{remark.text}</p>
              <p class="muted">{day(remark.at)}</p>
            </article>
          ))}
        </section>
      )}
    </>
  );
}
