import { Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useT } from '#/i18n';
import { textLabel } from './fieldNames';
import type { RecordForm } from './fields';
import { withPhrase } from './phrases';
import css from './Record.module.css';
import { activities } from './texts';
import { usePhrases } from './usePhrases';

const MAX = 4000;

/** The heart of every record: two sentences, with what is often said one tap away. */
export function TextBlock({ form }: { form: RecordForm }) {
  const t = useT(activities);
  const field = useRef<HTMLTextAreaElement>(null);
  const { kind, text } = form.values;
  const phrases = usePhrases(kind);
  const count = [...text].length;
  return (
    <section className={`sheet ${css.sheet}`}>
      <h2 className={css.legend}>{t('activities.section_heard')}</h2>
      <Textarea
        ref={field}
        className={css.words}
        label={t(textLabel(kind))}
        placeholder={t('activities.text_hint')}
        required
        rows={4}
        maxLength={MAX}
        {...form.getInputProps('text')}
      />
      <fieldset className={css.phrases} aria-label={t('activities.phrases')}>
        {phrases.map((phrase) => (
          <button
            key={phrase}
            type="button"
            className={css.phrase}
            onClick={() => {
              const next = withPhrase(form.values.text, phrase);
              if (next.length <= MAX) form.setFieldValue('text', next);
            }}
          >
            + {phrase}
          </button>
        ))}
        <Link to="/phrases" search={{ kind }} className={css.manage}>
          {t('activities.phrases_keep')}
        </Link>
        <span className={css.count}>
          {count > MAX * 0.8
            ? t('activities.chars_of', { count, max: MAX })
            : t('activities.chars', { count })}
        </span>
      </fieldset>
    </section>
  );
}
