import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useT } from '#/i18n';
import { withTemplate } from '../templates';
import { ledger } from '../texts';
import { MoveFrame, type MoveProps } from './MoveFrame';
import { Templates } from './Templates';

/** Accept, sign, resume, grant: nothing is asked, a note is possible. */
export function NoteMove(props: MoveProps<'accept' | 'sign' | 'resume' | 'extend'>) {
  const t = useT(ledger);
  const form = useForm({ initialValues: { note: '' } });
  return (
    <MoveFrame
      {...props}
      form={form}
      text={t(`ledger.next_${props.move}`, {
        unit: props.entry.unit_name,
        count: props.entry.extension?.days ?? 0,
        reason: props.entry.extension?.reason ?? '',
      })}
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

/** Add a note: nothing moves. */
export function RemarkMove(props: MoveProps<'note'>) {
  const t = useT(ledger);
  const form = useForm({
    initialValues: { note: '' },
    validate: { note: (value) => (value.trim() ? null : t('common.required')) },
  });
  return (
    <MoveFrame
      {...props}
      form={form}
      text={t('ledger.next_note')}
      body={({ note }) => ({ move: 'note', note: note.trim() })}
    >
      <Textarea
        size="md"
        label={t('ledger.note')}
        required
        rows={3}
        maxLength={1000}
        data-autofocus
        {...form.getInputProps('note')}
      />
    </MoveFrame>
  );
}

/** Take it out of its topic: nothing is asked. */
export function BareMove(props: MoveProps<'leave_topic'>) {
  const t = useT(ledger);
  const form = useForm({ initialValues: {} });
  return (
    <MoveFrame
      {...props}
      form={form}
      text={t('ledger.next_leave_topic', { topic: props.entry.topic?.title ?? '' })}
      body={() => ({ move: 'leave_topic' })}
    >
      {null}
    </MoveFrame>
  );
}

type Reasoned = 'decline' | 'withdraw' | 'escalate' | 'hand_back' | 'suspend' | 'refuse_extension' | 'reopen';

/** Decline, withdraw, hand up, hand back, suspend, refuse, reopen: why. */
export function ReasonMove(props: MoveProps<Reasoned>) {
  const t = useT(ledger);
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => ([...value.trim()].length > 1 ? null : t('ledger.length_reason')) },
  });
  return (
    <MoveFrame
      {...props}
      form={form}
      text={t(`ledger.next_${props.move}`, { unit: props.entry.unit_name })}
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
