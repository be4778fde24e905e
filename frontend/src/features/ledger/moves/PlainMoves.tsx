import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useT } from '#/i18n';
import { withTemplate } from '../templates';
import { ledger } from '../texts';
import { MoveFrame, type MoveProps } from './MoveFrame';
import { Templates } from './Templates';

/** Accept, sign: nothing is asked, a note is possible. */
export function NoteMove(props: MoveProps<'accept' | 'sign'>) {
  const t = useT(ledger);
  const form = useForm({ initialValues: { note: '' } });
  return (
    <MoveFrame
      {...props}
      form={form}
      text={t(`ledger.next_${props.move}`, { unit: props.entry.unit_name })}
      body={({ note }) => ({ move: props.move, note: note.trim() || null })}
    >
      <Textarea
        size="md"
        label={t('ledger.note_optional')}
        rows={2}
        maxLength={1000}
        data-autofocus
        {...form.getInputProps('note')}
      />
    </MoveFrame>
  );
}

/** Decline, withdraw, hand up: why. */
export function ReasonMove(props: MoveProps<'decline' | 'withdraw' | 'escalate'>) {
  const t = useT(ledger);
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => ([...value.trim()].length > 1 ? null : t('ledger.length_reason')) },
  });
  return (
    <MoveFrame
      {...props}
      form={form}
      text={t(`ledger.next_${props.move}`)}
      body={({ reason }) => ({ move: props.move, reason: reason.trim() })}
    >
      {props.move !== 'withdraw' && (
        <Templates
          purpose={props.move === 'decline' ? 'decline' : 'route'}
          entry={props.entry}
          onChoose={(text) => form.setFieldValue('reason', withTemplate(form.values.reason, text))}
        />
      )}
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
