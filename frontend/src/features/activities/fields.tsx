import { Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { client, useMe } from '#/api';
import { useT } from '#/i18n';
import { type Option, Picker } from '#/ui';
import css from './Record.module.css';
import { activities } from './texts';
import type { Values } from './values';

export type RecordForm = UseFormReturnType<Values>;

type TextField = { [Name in keyof Values]: Values[Name] extends string ? Name : never }[keyof Values];

/** A few lines, growing as they are written. */
export function LongText(props: { form: RecordForm; name: TextField; label: string; max?: number }) {
  return (
    <Textarea
      className={css.long}
      label={props.label}
      rows={2}
      maxLength={props.max ?? 2000}
      {...props.form.getInputProps(props.name)}
    />
  );
}

export function TimeRange({ form }: { form: RecordForm }) {
  const t = useT(activities);
  return (
    <div className={css.times}>
      {(['started_at', 'ended_at'] as const).map((name) => (
        <TextInput key={name} type="time" label={t(`activities.${name}`)} {...form.getInputProps(name)} />
      ))}
    </div>
  );
}

type PeopleProps = {
  label: string;
  description?: ReactNode;
  value: Option[];
  onChange: (value: Option[]) => void;
  multiple?: boolean;
  required?: boolean;
  error?: ReactNode;
};

/** Colleagues: those of my own unit first. */
export function PeoplePicker(props: PeopleProps) {
  const me = useMe();
  const own = me.person;
  return (
    <Picker
      people
      source={['activities-people', own?.unit_id]}
      load={async (query, signal) => {
        const searching = [...query].length > 1;
        const { data } = await client.GET('/api/v1/personnel', {
          params: {
            query: {
              limit: 20,
              employment_status: ['active'],
              ...(searching ? { q: query } : own ? { unit_id: own.unit_id } : {}),
            },
          },
          signal,
        });
        return (data?.items ?? [])
          .filter((one) => one.id !== own?.id)
          .map((one) => ({ id: one.id, label: one.name, note: one.unit_name }));
      }}
      {...props}
    />
  );
}
