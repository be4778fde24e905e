import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useT } from '#/i18n';
import { withTemplate } from '../templates';
import { ledger } from '../texts';
import { MoveFrame, type MoveProps } from './MoveFrame';
import { Templates } from './Templates';
import { UnitChoice } from './UnitChoice';

/** Send it back: why, and who should have it instead. */
export function ReturnMove(props: MoveProps<'return'>) {
  const { entry } = props;
  const t = useT(ledger);
  const form = useForm({
    initialValues: { reason: '', proposed_unit_id: '' },
    validate: {
      reason: (value) => ([...value.trim()].length > 1 ? null : t('ledger.length_reason')),
      proposed_unit_id: (value) => (value ? null : t('ledger.to_unit_choose')),
    },
  });
  return (
    <MoveFrame
      {...props}
      form={form}
      text={t('ledger.next_return', { unit: entry.unit_name })}
      body={({ reason, proposed_unit_id }) => ({ move: 'return', reason: reason.trim(), proposed_unit_id })}
    >
      <Templates
        purpose="return"
        entry={entry}
        onChoose={(text) => form.setFieldValue('reason', withTemplate(form.values.reason, text))}
      />
      <Textarea
        size="md"
        label={t('ledger.reason')}
        required
        rows={3}
        maxLength={1000}
        data-autofocus
        {...form.getInputProps('reason')}
      />
      <UnitChoice
        label={t('ledger.proposed_unit')}
        of={entry.unit_id}
        without={entry.handler_unit_id}
        value={form.values.proposed_unit_id}
        onChange={(value) => form.setFieldValue('proposed_unit_id', value)}
        error={form.errors.proposed_unit_id}
      />
    </MoveFrame>
  );
}
