import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { today, useT } from '#/i18n';
import { Chips, ChoiceField, DateField, Icon } from '#/ui';
import css from './Ledger.module.css';
import type { NewEntry } from './new-entry';
import { Options } from './Options';
import { PersonsField } from './PersonsField';
import { ledger } from './texts';
import { DISCLOSURES, SUBMITTERS, URGENCIES, useCategories } from './words';

type Props = { form: UseFormReturnType<NewEntry>; open: boolean; onToggle: (open: boolean) => void };

/** Who raised it, when and where, whom it is about: folded, with what holds now in its heading. */
export function MoreFields({ form, open, onToggle }: Props) {
  const t = useT(ledger);
  const categories = useCategories();
  const { values, errors } = form;
  const anonymous = values.disclosure === 'anonymous';
  const ofCategory = categories.find((one) => one.id === values.category_id)?.urgency ?? 'normal';
  const now = [
    t(`ledger.submitter_${values.submitter_kind}`),
    t(`ledger.disclosure_${values.disclosure}`),
    !anonymous && (values.name.trim() || t('ledger.no_name')),
    values.place.trim(),
  ].filter(Boolean);
  return (
    <details
      className={`sheet ${css.more}`}
      open={open}
      onToggle={({ currentTarget }) => onToggle(currentTarget.open)}
    >
      <summary>
        <span>
          <b>{t('ledger.more')}</b>
          <span className="muted"> {now.join(' · ')}</span>
        </span>
        <Icon name="chevron" size={18} />
      </summary>
      <div className={css.folded}>
        <Chips
          single
          label={t('ledger.submitter')}
          choices={SUBMITTERS.map((value) => ({ value, label: t(`ledger.submitter_${value}`) }))}
          value={[values.submitter_kind]}
          onChange={([value]) => value && form.setFieldValue('submitter_kind', value)}
        />
        <Options
          label={t('ledger.disclosure')}
          choices={DISCLOSURES.map((value) => ({
            value,
            label: t(`ledger.disclosure_${value}`),
            hint: t(`ledger.disclosure_${value}_hint`),
          }))}
          value={values.disclosure}
          onChange={(value) => form.setFieldValue('disclosure', value)}
          error={errors.disclosure}
        />
        {!anonymous && (
          <div>
            <div className={css.fields}>
              <TextInput
                size="md"
                label={t('ledger.name')}
                maxLength={40}
                autoComplete="off"
                {...form.getInputProps('name')}
              />
              <TextInput
                size="md"
                type="tel"
                label={t('ledger.phone')}
                maxLength={30}
                autoComplete="off"
                {...form.getInputProps('phone')}
              />
              <TextInput
                size="md"
                label={t('ledger.address')}
                maxLength={100}
                autoComplete="off"
                {...form.getInputProps('address')}
              />
            </div>
            <p className={css.hint}>{t('ledger.identity_fields')}</p>
          </div>
        )}
        <div className={css.fields}>
          <TextInput size="md" label={t('ledger.place')} maxLength={100} {...form.getInputProps('place')} />
          <DateField
            label={t('ledger.happened_on')}
            max={today()}
            value={values.happened_on}
            onChange={(value) => form.setFieldValue('happened_on', value)}
            error={errors.happened_on}
          />
          <ChoiceField
            label={t('ledger.urgency')}
            placeholder={t('ledger.urgency_default', { urgency: t(`terms.urgency_${ofCategory}`) })}
            choices={URGENCIES.map((value) => ({ value, label: t(`terms.urgency_${value}`) }))}
            value={values.urgency}
            onChange={(value) => form.setFieldValue('urgency', value)}
            error={errors.urgency}
          />
        </div>
        <PersonsField
          unit={values.unit_id}
          value={values.persons}
          onChange={(value) => form.setFieldValue('persons', value)}
          error={errors.persons}
        />
      </div>
    </details>
  );
}
