import { useState } from 'react';
import { useMe } from '#/api';
import { useFormat, useT } from '#/i18n';
import { type StoredDraft, useDrafts } from '#/offline';
import { ButtonLink, ConfirmMove, IconButton, useUnits } from '#/ui';
import css from './Record.module.css';
import { activities } from './texts';
import { restore } from './values';

/** The forms whose drafts are on the device: a new record, and a change of one (see `EditPage`). */
export const NEW = 'activities.new';
export const EDIT = 'activities.edit';

function valuesOf(draft: StoredDraft) {
  const { values } = draft;
  if (draft.form === NEW) return restore(values);
  return typeof values === 'object' && values !== null && 'values' in values ? restore(values.values) : null;
}

/** What was written on this device and has not reached the server. */
export function Unsent() {
  const t = useT(activities);
  const format = useFormat();
  const me = useMe();
  const { drafts, remove } = useDrafts(me.account.id);
  const { name } = useUnits();
  const [discarding, setDiscarding] = useState<{ draft: StoredDraft; label: string } | null>(null);
  const unsent = drafts.flatMap((draft) => {
    const values = draft.form === NEW || draft.form === EDIT ? valuesOf(draft) : null;
    return values ? [{ draft, values }] : [];
  });
  if (unsent.length === 0) return null;
  return (
    <section className={`sheet ${css.unsent} no-print`} aria-label={t('activities.unsent')}>
      <h2>{t('activities.unsent')}</h2>
      <p className="muted">{t('activities.unsent_note')}</p>
      <ul>
        {unsent.map(({ draft, values }) => {
          const about =
            values.household_label ||
            values.student_name ||
            values.title ||
            [values.class_name, values.subject].filter(Boolean).join(' ') ||
            (values.unit_id && name(values.unit_id));
          const label = [t(`terms.kind_${values.kind}`), about].filter(Boolean).join(' · ');
          return (
            <li key={draft.key}>
              <span className={css.unsentWords}>
                <b>
                  {label}
                  {draft.form === EDIT && ` · ${t('activities.unsent_edit')}`}
                </b>
                <span className="muted">
                  {t('activities.saved_at', { at: format.dateTime(draft.saved_at) })} ·{' '}
                  {values.text || t('activities.nothing_yet')}
                </span>
              </span>
              {draft.form === NEW ? (
                <ButtonLink
                  to="/record"
                  search={{ kind: values.kind, draft: draft.id }}
                  size="sm"
                  variant="default"
                  aria-label={`${t('activities.continue')} ${label}`}
                >
                  {t('activities.continue')}
                </ButtonLink>
              ) : (
                <ButtonLink
                  to="/activities/$id/edit"
                  params={{ id: draft.id }}
                  size="sm"
                  variant="default"
                  aria-label={`${t('activities.continue')} ${label}`}
                >
                  {t('activities.continue')}
                </ButtonLink>
              )}
              <IconButton
                icon="trash"
                label={`${t('activities.discard')} ${label}`}
                onClick={() => setDiscarding({ draft, label })}
              />
            </li>
          );
        })}
      </ul>
      {discarding && (
        <ConfirmMove
          title={t('activities.discard_title')}
          text={t('activities.discard_text', { label: discarding.label })}
          confirmLabel={t('activities.discard')}
          onConfirm={() => remove(discarding.draft)}
          onClose={() => setDiscarding(null)}
        />
      )}
    </section>
  );
}
