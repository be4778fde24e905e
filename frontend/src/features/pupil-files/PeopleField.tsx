import type { ReactNode } from 'react';
import { client } from '#/api';
import { type Option, Picker } from '#/ui';

type Props = {
  label: string;
  description: string;
  unitId: string;
  value: Option[];
  onChange: (value: Option[]) => void;
  multiple?: boolean;
  required?: boolean;
  error?: ReactNode;
};

/** Colleagues: those of the pupil's school first. */
export function PeopleField({ unitId, ...props }: Props) {
  return (
    <Picker
      people
      source={['pupil-file-people', unitId]}
      load={async (query, signal) => {
        const searching = [...query].length > 1;
        const { data } = await client.GET('/api/v1/personnel', {
          params: {
            query: {
              limit: 20,
              employment_status: ['active'],
              ...(searching ? { q: query } : { unit_id: unitId }),
            },
          },
          signal,
        });
        return (data?.items ?? []).map((one) => ({ id: one.id, label: one.name, note: one.unit_name }));
      }}
      {...props}
    />
  );
}
