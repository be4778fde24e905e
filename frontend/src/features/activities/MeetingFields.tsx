import { Button, TextInput } from '@mantine/core';
import { useT } from '#/i18n';
import { DateField, IconButton } from '#/ui';
import { Fold } from './Fold';
import { LongText, type RecordForm } from './fields';
import { kinds } from './kindTexts';
import css from './Record.module.css';

/** How many were due and came. */
export function NumberFields({ form }: { form: RecordForm }) {
  const t = useT(kinds);
  const [due, present] = [Number(form.values.due), Number(form.values.present)];
  const known = form.values.due !== '' && form.values.present !== '' && present <= due;
  return (
    <>
      <div className={css.pair}>
        {(['due', 'present'] as const).map((name) => (
          <TextInput
            key={name}
            label={t(`kinds.${name}`)}
            inputMode="numeric"
            maxLength={4}
            {...form.getInputProps(name)}
          />
        ))}
      </div>
      {known && (
        <p className="muted" role="status">
          {t('kinds.turnout', { due, present, absent: due - present })}
        </p>
      )}
    </>
  );
}

/** The agenda and what was decided, by whom and until when. */
export function DecisionFields({ form }: { form: RecordForm }) {
  const t = useT(kinds);
  const { decisions, agenda, happened_on } = form.values;
  const set = (at: number, change: Partial<(typeof decisions)[number]>) =>
    form.setFieldValue(
      'decisions',
      decisions.map((one, index) => (index === at ? { ...one, ...change } : one)),
    );
  return (
    <Fold
      title={`${t('kinds.agenda')}、${t('kinds.decisions')}`}
      open={Boolean(agenda || decisions.length > 0 || form.errors.decisions)}
    >
      <LongText form={form} name="agenda" label={t('kinds.agenda')} />
      {decisions.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a decision has no name of its own while it is written
        <fieldset key={at} className={css.decision}>
          <legend>{t('kinds.decision')}</legend>
          <TextInput
            aria-label={`${t('kinds.decision')} ${at + 1}`}
            maxLength={500}
            value={one.text}
            onChange={({ currentTarget }) => set(at, { text: currentTarget.value })}
          />
          <div className={css.pair}>
            <TextInput
              label={t('kinds.owner')}
              maxLength={60}
              value={one.owner}
              onChange={({ currentTarget }) => set(at, { owner: currentTarget.value })}
            />
            <DateField
              label={t('kinds.due_on')}
              min={happened_on}
              value={one.due_on}
              onChange={(due_on) => set(at, { due_on })}
            />
          </div>
          <IconButton
            icon="trash"
            label={t('kinds.remove', { n: at + 1 })}
            onClick={() =>
              form.setFieldValue(
                'decisions',
                decisions.filter((_, index) => index !== at),
              )
            }
          />
        </fieldset>
      ))}
      {form.errors.decisions && (
        <p className={css.problem} data-problem>
          {form.errors.decisions}
        </p>
      )}
      <div>
        <Button
          size="sm"
          variant="default"
          onClick={() => form.setFieldValue('decisions', [...decisions, { text: '', owner: '', due_on: '' }])}
        >
          {t('kinds.add_decision')}
        </Button>
      </div>
    </Fold>
  );
}
