/** Texts of one feature: `en` must have exactly the keys of `zh`. */
export type Texts<
  Name extends string = string,
  Zh extends Record<string, string> = Record<string, string>,
> = {
  name: Name;
  zh: Zh;
  en: Record<keyof Zh, string>;
};

export function defineTexts<const Name extends string, const Zh extends Record<string, string>>(
  name: Name,
  texts: { zh: Zh; en: { [K in keyof NoInfer<Zh>]: string } },
): Texts<Name, Zh> {
  return { name, zh: texts.zh, en: texts.en };
}

type Placeholders<S> = S extends `${string}{${infer P}}${infer Rest}` ? P | Placeholders<Rest> : never;

/** `ledger.title` for every key of every dictionary in `T`. */
export type TextKey<T extends Texts> =
  T extends Texts<infer Name, infer Zh> ? `${Name}.${keyof Zh & string}` : never;

type TextOf<T extends Texts, K extends string> =
  T extends Texts<infer Name, infer Zh>
    ? K extends `${Name}.${infer Key extends keyof Zh & string}`
      ? Zh[Key]
      : never
    : never;

export type TextArguments<T extends Texts, K extends string> = [Placeholders<TextOf<T, K>>] extends [never]
  ? []
  : [values: Record<Placeholders<TextOf<T, K>>, string | number>];

export type Translate<T extends Texts> = <K extends TextKey<T>>(
  key: K,
  ...values: TextArguments<T, K>
) => string;
