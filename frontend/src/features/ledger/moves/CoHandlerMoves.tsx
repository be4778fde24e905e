import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useT } from '#/i18n';
import { type Option, Picker } from '#/ui';
import { Options } from '../Options';
import { ledger } from '../texts';
import { findStaff, useSchool } from '../useSchool';
import { nameOf } from '../words';
import { MoveFrame, type MoveProps } from './MoveFrame';
import { UnitChoice } from './UnitChoice';

type Values = { unit_id: string; person_id: Option[]; task: string };

/** Ask a unit, or one of its people, to help. */
export function AddCoHandlerMove(props: MoveProps<'add_co_handler'>) {
  const { entry } = props;
  const t = useT(ledger);
  const { units } = useSchool(entry.unit_id);
  const form = useForm<Values>({
    initialValues: { unit_id: '', person_id: [], task: '' },
    validate: { unit_id: (value) => (value ? null : t('ledger.co_unit_choose')) },
  });
  const { values, errors } = form;
  const chosen = units.find((unit) => unit.id === values.unit_id);
  const home = chosen?.kind === 'department' ? chosen.parent_id : chosen?.id;
  return (
    <MoveFrame
      {...props}
      form={form}
      text={t('ledger.next_add_co_handler')}
      body={({ unit_id, person_id, task }) => ({
        move: 'add_co_handler',
        unit_id,
        person_id: person_id[0]?.id ?? null,
        task: task.trim() || null,
      })}
    >
      <UnitChoice
        label={t('ledger.co_unit')}
        of={entry.unit_id}
        value={values.unit_id}
        onChange={(value) => {
          form.setFieldValue('unit_id', value);
          form.setFieldValue('person_id', []);
        }}
        error={errors.unit_id}
      />
      {chosen && (
        <Picker
          label={t('ledger.co_person')}
          description={t('ledger.co_person_hint')}
          people
          source={['ledger-staff', chosen.id]}
          load={(query, signal) => findStaff(query, signal, { school: home ?? undefined, unit: chosen.id })}
          value={values.person_id}
          onChange={(value) => form.setFieldValue('person_id', value)}
          error={errors.person_id}
        />
      )}
      <Textarea
        size="md"
        label={t('ledger.co_task')}
        rows={2}
        maxLength={1000}
        {...form.getInputProps('task')}
      />
    </MoveFrame>
  );
}

/** Let one of those who help go. */
export function RemoveCoHandlerMove(props: MoveProps<'remove_co_handler'>) {
  const { co_handlers } = props.entry;
  const t = useT(ledger);
  const form = useForm({
    initialValues: { co_handler_id: co_handlers.length === 1 ? (co_handlers[0]?.id ?? '') : '', reason: '' },
    validate: {
      co_handler_id: (value) => (value ? null : t('common.required')),
      reason: (value) => ([...value.trim()].length > 1 ? null : t('ledger.length_reason')),
    },
  });
  return (
    <MoveFrame
      {...props}
      form={form}
      text={t('ledger.next_remove_co_handler')}
      body={({ co_handler_id, reason }) => ({
        move: 'remove_co_handler',
        co_handler_id,
        reason: reason.trim(),
      })}
    >
      <Options
        required
        label={t('ledger.co_who')}
        choices={co_handlers.map((helper) => ({ value: helper.id, label: nameOf(helper) }))}
        value={form.values.co_handler_id}
        onChange={(value) => form.setFieldValue('co_handler_id', value)}
        error={form.errors.co_handler_id}
      />
      <Textarea
        size="md"
        label={t('ledger.reason')}
        required
        rows={2}
        maxLength={1000}
        {...form.getInputProps('reason')}
      />
    </MoveFrame>
  );
}

/** Say what one's own part came to. */
export function CoHandlerDoneMove(props: MoveProps<'co_handler_done'>) {
  const t = useT(ledger);
  const form = useForm({
    initialValues: { result: '' },
    validate: { result: (value) => ([...value.trim()].length > 1 ? null : t('ledger.length_text')) },
  });
  return (
    <MoveFrame
      {...props}
      form={form}
      text={t('ledger.next_co_handler_done')}
      body={({ result }) => ({ move: 'co_handler_done', result: result.trim() })}
    >
      <Textarea
        size="md"
        label={t('ledger.co_result')}
        required
        rows={4}
        maxLength={4000}
        data-autofocus
        {...form.getInputProps('result')}
      />
    </MoveFrame>
  );
}
