/** @jsxImportSource preact */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from './api';
import { choose, language } from './language';
import { shared } from './texts';

const PAGES = ['concern', 'follow', 'board'] as const;
export type PageName = (typeof PAGES)[number];

type FrameProps = { page: PageName; title: string; onLanguage: () => void; children: ComponentChildren };

/** What every page has: its name, the way to the others, and the other language. */
export function Frame({ page, title, onLanguage, children }: FrameProps) {
  const t = shared[language()];
  const words = { concern: t.raise, follow: t.follow, board: t.board };
  useTitle(title);
  return (
    <>
      <header class="no-print">
        <nav aria-label={t.product}>
          {PAGES.map((name) => (
            <a key={name} href={`/${name}`} aria-current={name === page ? 'page' : undefined}>
              {words[name]}
            </a>
          ))}
        </nav>
        <LanguageButton onLanguage={onLanguage} />
      </header>
      <main>
        <h1>{title}</h1>
        {children}
      </main>
    </>
  );
}

/** The way to the other language. */
export function LanguageButton({ onLanguage }: { onLanguage: () => void }) {
  return (
    <button
      type="button"
      class="quiet"
      lang={language() === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => {
        choose(language() === 'zh' ? 'en' : 'zh');
        onLanguage();
      }}
    >
      {shared[language()].other_language}
    </button>
  );
}

/** The page's name and language, as the browser and screen readers have them. */
export function useTitle(title: string) {
  useEffect(() => {
    document.documentElement.lang = language() === 'zh' ? 'zh-CN' : 'en';
    document.title = `${title} · ${shared[language()].product}`;
  });
}

type FieldProps = {
  id: string;
  label: string;
  optional?: boolean;
  hint?: string;
  error?: string | undefined;
  children: (props: { id: string; 'aria-describedby': string; 'aria-invalid': boolean }) => JSX.Element;
};

/** A field with its name above it, and what is wrong with it below. */
export function Field({ id, label, optional, hint, error, children }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>
        {label}
        {optional && <span class="hint">{shared[language()].optional}</span>}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({ id, 'aria-describedby': `${id}-hint ${id}-error`, 'aria-invalid': Boolean(error) })}
      <p class="error" id={`${id}-error`}>
        {error}
      </p>
    </div>
  );
}

type ChoiceProps<V extends string> = {
  name: string;
  label: string;
  value: V | '';
  choices: readonly { value: V; label: string; hint?: string }[];
  error?: string | undefined;
  onChange: (value: V) => void;
};

/** One of a few, each as large as a thumb. */
export function Choice<V extends string>({ name, label, value, choices, error, onChange }: ChoiceProps<V>) {
  return (
    <fieldset class="field">
      <legend>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} class="choice">
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span>
            {choice.label}
            {choice.hint && <span class="hint">{choice.hint}</span>}
          </span>
        </label>
      ))}
      <p class="error">{error}</p>
    </fieldset>
  );
}

/** Why it did not work, and what to do about it. */
export function Problem({ failure, unknown }: { failure: Failure | null; unknown?: string }) {
  const t = shared[language()];
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure) alert.current?.focus();
  }, [failure]);
  if (!failure) return null;
  const { kind, detail, fields } = failure;
  return (
    <div class="problem" role="alert" tabIndex={-1} ref={alert}>
      {kind === 'busy' && t.busy}
      {kind === 'offline' && t.offline}
      {kind === 'unknown' && unknown}
      {kind === 'refused' &&
        (fields?.length ? (
          <>
            {t.refused}
            <ul>
              {fields.map((field) => (
                <li key={field.pointer}>{field.detail}</li>
              ))}
            </ul>
          </>
        ) : (
          detail
        ))}
    </div>
  );
}

/** A number that makes the page draw itself anew. */
export function useRedraw(): () => void {
  const [, set] = useState(0);
  return () => set((drawn) => drawn + 1);
}
