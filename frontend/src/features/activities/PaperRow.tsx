import { TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { client, useMe } from '#/api';
import { today, useT } from '#/i18n';
import { DateField, IconButton, Picker, useUnits } from '#/ui';
import { familyOf } from './FamilyStep';
import { PeoplePicker } from './fields';
import { useMayRecordForOthers } from './own';
import css from './Paper.module.css';
import type { PaperKind, Row, Target } from './paper';
import { paper } from './paperTexts';

type Props = {
  at: number;
  kind: PaperKind;
  row: Row;
  onChange: (row: Row) => void;
  onNext: () => void;
  onRemove: () => void;
};

/** One record: Enter in its last field goes to the next row. */
export function PaperRow({ at, kind, row, onChange, onNext, onRemove }: Props) {
  const t = useT(paper);
  const me = useMe();
  const forOthers = useMayRecordForOthers();
  const set = (change: Partial<Row>) => onChange({ ...row, ...change, problem: '' });
  const next = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onNext();
  };
  const short = kind === 'lesson_observation' ? 'subject' : kind === 'other' ? 'title_of' : null;
  return (
    <li data-row={at} className={css.row} data-problem={row.problem ? true : undefined}>
      <div className={css.cells}>
        <DateField label={t('paper.day')} max={today()} value={row.day} onChange={(day) => set({ day })} />
        {(forOthers || !me.person) && (
          <PeoplePicker
            label={me.person ? t('paper.person') : t('paper.person_needed')}
            value={row.person}
            onChange={(person) => set({ person })}
          />
        )}
        <TargetPicker kind={kind} value={row.target} onChange={(target) => set({ target })} />
        {kind === 'lesson_observation' && (
          <PeoplePicker
            label={t('paper.teacher')}
            value={row.teacher}
            onChange={(teacher) => set({ teacher })}
          />
        )}
        {short && (
          <TextInput
            label={t(`paper.${short}`)}
            maxLength={short === 'subject' ? 30 : 100}
            value={row.short}
            onChange={({ currentTarget }) => set({ short: currentTarget.value })}
          />
        )}
        <TextInput
          className={css.text}
          label={t('paper.text')}
          maxLength={4000}
          value={row.text}
          onChange={({ currentTarget }) => set({ text: currentTarget.value })}
          onKeyDown={next}
        />
        <IconButton icon="trash" label={t('paper.remove', { n: at + 1 })} onClick={onRemove} />
      </div>
      {row.problem && (
        <p className={css.problem} role="alert">
          {row.problem}
        </p>
      )}
    </li>
  );
}

type TargetProps = { kind: PaperKind; value: Target[]; onChange: (value: Target[]) => void };

function TargetPicker({ kind, value, onChange }: TargetProps) {
  const t = useT(paper);
  const { units } = useUnits();
  if (kind === 'staff_talk') {
    return <PeoplePicker label={t('paper.talk_person')} value={value} onChange={onChange} />;
  }
  const families = kind === 'home_visit' || kind === 'phone_contact';
  const label = families ? 'household' : kind === 'lesson_observation' ? 'class' : 'unit';
  const load = async (query: string, signal: AbortSignal): Promise<Target[]> => {
    const q = [...query].length > 1 ? { q: query } : {};
    if (families) {
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
    if (kind === 'lesson_observation') {
      const params = { query: { limit: 30, sort: 'grade' as const, on: today(), ...q } };
      const { data } = await client.GET('/api/v1/classes', { params, signal });
      return (data?.items ?? []).map((one) => ({ id: one.id, label: one.name, note: one.unit_name }));
    }
    return units
      .filter((unit) => {
        const branch = unit.kind === 'village_school' || unit.kind === 'kindergarten';
        if (unit.closed_on || unit.kind === 'bureau') return false;
        if (kind === 'branch_visit') return branch;
        return kind === 'other' || unit.kind !== 'department';
      })
      .filter((unit) => unit.name.includes(query))
      .map((unit) => ({ id: unit.id, label: unit.name }));
  };
  return (
    <Picker
      label={t(`paper.${label}`)}
      source={['activities-paper', kind, units.length]}
      load={load}
      value={value}
      onChange={onChange}
    />
  );
}
