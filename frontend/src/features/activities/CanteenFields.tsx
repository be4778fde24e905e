import { TextInput } from '@mantine/core';
import { useT } from '#/i18n';
import type { RecordForm } from './fields';
import { kinds } from './kindTexts';
import css from './Record.module.css';

/** The points of a check: in order until somebody taps one, which then asks why. */
export function CanteenFields({ form }: { form: RecordForm }) {
  const t = useT(kinds);
  const { items } = form.values;
  const set = (at: number, change: Partial<(typeof items)[number]>) =>
    form.setFieldValue(
      'items',
      items.map((one, index) => (index === at ? { ...one, ...change } : one)),
    );
  return (
    <section className={`sheet ${css.sheet}`}>
      <h2 className={css.legend}>{t('kinds.items')}</h2>
      <p className="muted">{t('kinds.items_hint')}</p>
      <ul className={css.points}>
        {items.map((one, at) => {
          const name = t(`kinds.point_${one.item}`);
          return (
            <li key={one.item}>
              <button type="button" aria-pressed={one.ok} onClick={() => set(at, { ok: !one.ok })}>
                <b>{name}</b>
                <span>{t(one.ok ? 'kinds.ok' : 'kinds.not_ok')}</span>
              </button>
              {(!one.ok || one.remark) && (
                <TextInput
                  aria-label={`${name} ${t('kinds.remark')}`}
                  placeholder={t('kinds.remark')}
                  maxLength={300}
                  value={one.remark}
                  error={!one.ok && !one.remark.trim() ? form.errors.items : undefined}
                  onChange={({ currentTarget }) => set(at, { remark: currentTarget.value })}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
