import { useMemo } from 'react';
import { common } from './common';
import type { Texts, Translate } from './define';
import { type Language, useLanguage } from './language';
import { terms } from './terms';

type Shared = typeof common | typeof terms;

export function translator<T extends Texts>(language: Language, dictionaries: readonly T[]): Translate<T> {
  return (key, ...values) => {
    const dot = key.indexOf('.');
    const name = key.slice(0, dot);
    const dictionary = dictionaries.find((one) => one.name === name);
    const side: Record<string, string> | undefined = language === 'en' ? dictionary?.en : dictionary?.zh;
    const text = side?.[key.slice(dot + 1)] ?? key;
    const given: Record<string, string | number> | undefined = values[0];
    return given ? text.replace(/\{(\w+)\}/g, (whole, slot: string) => String(given[slot] ?? whole)) : text;
  };
}

/** `const t = useT(ledger)`: knows the keys of the named dictionaries and of `common` and `terms`. */
export function useT(): Translate<Shared>;
export function useT<T extends Texts>(texts: T): Translate<T | Shared>;
export function useT(texts?: Texts): Translate<Texts> {
  const language = useLanguage();
  return useMemo(
    () => translator<Texts>(language, texts ? [texts, common, terms] : [common, terms]),
    [language, texts],
  );
}
