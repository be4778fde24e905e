import { Switch, TextInput } from '@mantine/core';
import { useT } from '#/i18n';
import { DateField } from '#/ui';
import type { RecordForm } from './fields';
import css from './Record.module.css';
import { activities } from './texts';

/** What was agreed and by when; asked only where something was. */
export function FollowUp({ form }: { form: RecordForm }) {
  const t = useT(activities);
  return (
    <section className={`sheet ${css.sheet}`}>
      <Switch
        classNames={{ body: css.switch ?? '', labelWrapper: css.switchLabel ?? '' }}
        labelPosition="left"
        label={t('activities.follows')}
        {...form.getInputProps('follows', { type: 'checkbox' })}
      />
      {form.values.follows && (
        <div className={css.pair}>
          <TextInput
            label={t('activities.follow_up')}
            placeholder={t('activities.follow_up_placeholder')}
            required
            maxLength={500}
            {...form.getInputProps('follow_up')}
          />
          <DateField
            label={t('activities.follow_up_on')}
            min={form.values.happened_on}
            {...form.getInputProps('follow_up_on')}
            value={form.values.follow_up_on}
          />
        </div>
      )}
    </section>
  );
}
