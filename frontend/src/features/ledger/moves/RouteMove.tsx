import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useT } from '#/i18n';
import { type Option, Picker } from '#/ui';
import { withTemplate } from '../templates';
import { ledger } from '../texts';
import { findStaff, useSchool } from '../useSchool';
import { MoveFrame, type MoveProps } from './MoveFrame';
import { Templates } from './Templates';
import { UnitChoice } from './UnitChoice';

type Values = { to_unit_id: string; to_person_id: Option[]; note: string };

/** Route, rule: to the competent office (归口), perhaps to one of its people. */
export function RouteMove(props: MoveProps<'route' | 'rule'>) {
  const { entry, move } = props;
  const t = useT(ledger);
  const { units } = useSchool(entry.unit_id);
  const form = useForm<Values>({
    initialValues: { to_unit_id: '', to_person_id: [], note: '' },
    validate: { to_unit_id: (value) => (value ? null : t('ledger.to_unit_choose')) },
  });
  const { values, errors } = form;
  const chosen = units.find((unit) => unit.id === values.to_unit_id);
  const home = chosen?.kind === 'department' ? chosen.parent_id : chosen?.id;
  return (
    <MoveFrame
      {...props}
      form={form}
      text={t(`ledger.next_${move}`)}
      body={({ to_unit_id, to_person_id, note }) => ({
        move,
        to_unit_id,
        to_person_id: to_person_id[0]?.id ?? null,
        note: note.trim() || null,
      })}
    >
      <UnitChoice
        label={t('ledger.to_unit')}
        of={entry.unit_id}
        value={values.to_unit_id}
        onChange={(value) => {
          form.setFieldValue('to_unit_id', value);
          form.setFieldValue('to_person_id', []);
        }}
        error={errors.to_unit_id}
      />
      {chosen && (
        <Picker
          label={t('ledger.to_person')}
          description={t('ledger.to_person_hint')}
          people
          source={['ledger-staff', chosen.id]}
          load={(query, signal) => findStaff(query, signal, { school: home ?? undefined, unit: chosen.id })}
          value={values.to_person_id}
          onChange={(value) => form.setFieldValue('to_person_id', value)}
          error={errors.to_person_id}
        />
      )}
      <Templates
        purpose="route"
        entry={entry}
        onChoose={(text) => form.setFieldValue('note', withTemplate(values.note, text))}
      />
      <Textarea
        size="md"
        label={t('ledger.note_optional')}
        rows={2}
        maxLength={1000}
        {...form.getInputProps('note')}
      />
    </MoveFrame>
  );
}
