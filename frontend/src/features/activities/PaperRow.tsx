import { TextInput } from '@mantine/core';
import { client, useMe } from '#/api';
import { today, useT } from '#/i18n';
import { DateField, type KeyingCells, Picker, useUnits } from '#/ui';
import { familyOf } from './FamilyStep';
import { PeoplePicker } from './fields';
import { placeOf } from './forms';
import { useMayRecordForOthers } from './own';
import { LINES, type PaperKind, type Row, type Target } from './paper';
import { paper } from './paperTexts';
import { fitsPlace } from './places';

type Props = KeyingCells<Row> & {
  kind: PaperKind;
  /** The unit on the paper: its families, classes and pupils are offered first. */
  unit: string | undefined;
};

/** The fields of one record; Enter in the last one goes to the next row. */
export function PaperRow({ kind, unit, row, change, onEnter }: Props) {
  const t = useT(paper);
  const me = useMe();
  const forOthers = useMayRecordForOthers();
  return (
    <>
      <DateField label={t('paper.day')} max={today()} value={row.day} onChange={(day) => change({ day })} />
      {(forOthers || !me.person) && (
        <PeoplePicker
          label={me.person ? t('paper.person') : t('paper.person_needed')}
          value={row.person}
          onChange={(person) => change({ person })}
        />
      )}
      <TargetPicker kind={kind} unit={unit} value={row.target} onChange={(target) => change({ target })} />
      {kind === 'lesson_observation' && (
        <PeoplePicker
          label={t('paper.teacher')}
          value={row.teacher}
          onChange={(teacher) => change({ teacher })}
        />
      )}
      {LINES[kind].map((line) => (
        <TextInput
          key={line.name}
          label={t(`paper.${line.name}`)}
          maxLength={line.max}
          value={row.lines[line.name] ?? ''}
          onChange={({ currentTarget }) =>
            change({ lines: { ...row.lines, [line.name]: currentTarget.value } })
          }
        />
      ))}
      <TextInput
        data-wide
        label={t('paper.text')}
        maxLength={4000}
        value={row.text}
        onChange={({ currentTarget }) => change({ text: currentTarget.value })}
        onKeyDown={onEnter}
      />
    </>
  );
}

type TargetProps = {
  kind: PaperKind;
  unit: string | undefined;
  value: Target[];
  onChange: (value: Target[]) => void;
};

const LABELS = {
  household: 'household',
  class: 'class',
  person: 'talk_person',
  pupil: 'pupil',
  branch: 'unit',
  school: 'unit',
  any: 'unit',
} as const;

function TargetPicker({ kind, unit, value, onChange }: TargetProps) {
  const t = useT(paper);
  const { units } = useUnits();
  const place = placeOf(kind);
  if (place === 'person') {
    return <PeoplePicker label={t('paper.talk_person')} value={value} onChange={onChange} />;
  }
  const load = async (query: string, signal: AbortSignal): Promise<Target[]> => {
    const searching = [...query].length > 1;
    const q = { ...(searching ? { q: query } : {}), ...(unit && !searching ? { unit_id: unit } : {}) };
    if (place === 'household') {
      const params = { query: { limit: 20, sort: 'label' as const, ...q } };
      const { data } = await client.GET('/api/v1/households', { params, signal });
      return (data?.items ?? []).map((one) => {
        const { household_id, household_label, pupils } = familyOf(one);
        const note = pupils
          .map((pupil) => [pupil.name, pupil.class_name].filter(Boolean).join(' '))
          .join('、');
        return { id: household_id, label: household_label, note, pupils };
      });
    }
    if (place === 'class') {
      const params = { query: { limit: 30, sort: 'grade' as const, on: today(), ...q } };
      const { data } = await client.GET('/api/v1/classes', { params, signal });
      return (data?.items ?? []).map((one) => ({ id: one.id, label: one.name, note: one.unit_name }));
    }
    if (place === 'pupil') {
      const params = { query: { limit: 20, status: ['enrolled' as const], ...q } };
      const { data } = await client.GET('/api/v1/students', { params, signal });
      return (data?.items ?? []).map((one) => ({
        id: one.id,
        label: one.name,
        note: one.class_name ?? '',
      }));
    }
    return units
      .filter((one) => fitsPlace(kind, one) && one.name.includes(query))
      .map((one) => ({ id: one.id, label: one.name }));
  };
  return (
    <Picker
      label={t(`paper.${LABELS[place]}`)}
      source={['activities-paper', kind, unit ?? '', units.length]}
      load={load}
      value={value}
      onChange={onChange}
    />
  );
}
