import { NumberInput, Textarea } from '@mantine/core';
import '@mantine/core/styles/NumberInput.css';
import { useForm } from '@mantine/form';
import { useT } from '#/i18n';
import { ledger } from '../texts';
import { MoveFrame, type MoveProps } from './MoveFrame';

const MOST_DAYS = 15;

/** Ask for more time, once: how much, and why. */
export function TimeMove(props: MoveProps<'ask_extension'>) {
  const t = useT(ledger);
  const form = useForm<{ days: number | string; reason: string }>({
    initialValues: { days: 7, reason: '' },
    validate: {
      days: (value) => (Number(value) >= 1 && Number(value) <= MOST_DAYS ? null : t('ledger.days_range')),
      reason: (value) => ([...value.trim()].length > 1 ? null : t('ledger.length_reason')),
    },
  });
  return (
    <MoveFrame
      {...props}
      form={form}
      text={t('ledger.next_ask_extension')}
      body={({ days, reason }) => ({ move: 'ask_extension', days: Number(days), reason: reason.trim() })}
    >
      <NumberInput
        size="md"
        label={t('ledger.days_asked')}
        required
        min={1}
        max={MOST_DAYS}
        clampBehavior="none"
        allowDecimal={false}
        {...form.getInputProps('days')}
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
    </MoveFrame>
  );
}
