import type { useT } from '#/i18n';
import type { About } from '#/offline';
import type { activities } from './texts';
import type { Values } from './values';

type Translate = ReturnType<typeof useT<typeof activities>>;

/** What a record on the device is called, and what it says first; `href` is where it goes on. */
export function aboutOfValues(values: Values, t: Translate, href = ''): About {
  const about =
    values.household_label ||
    values.student_name ||
    values.title ||
    [values.class_name, values.subject].filter(Boolean).join(' ');
  return {
    label: [t(`terms.kind_${values.kind}`), about].filter(Boolean).join(' · '),
    note: values.text,
    href,
  };
}
