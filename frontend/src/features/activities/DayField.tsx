import { today, useT } from '#/i18n';
import { DateField } from '#/ui';
import type { RecordForm } from './fields';
import { activities } from './texts';

/** Today, unless it was written down later. */
export function DayField({ form }: { form: RecordForm }) {
  const t = useT(activities);
  return (
    <DateField
      label={t('activities.day')}
      required
      max={today()}
      {...form.getInputProps('happened_on')}
      value={form.values.happened_on}
    />
  );
}
