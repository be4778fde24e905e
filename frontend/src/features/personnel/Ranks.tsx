import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { api, type components, ifMatch } from '#/api';
import { today, useT } from '#/i18n';
import { ChoiceField, DateField, EditDialog } from '#/ui';
import { Part, useSaved } from './HistoryPart';
import { personnel } from './texts';
import { type PersonFile, RANKS } from './words';

type RankPeriod = components['schemas']['RankPeriod'];
type Rank = components['schemas']['Rank'];

/** Which rank held when: a new one follows, a wrong one is corrected. */
export function Ranks({ person }: { person: PersonFile }) {
  const t = useT(personnel);
  const [adding, setAdding] = useState(false);
  const [wrong, setWrong] = useState<RankPeriod | null>(null);
  return (
    <>
      <Part
        title={t('personnel.rank')}
        rows={person.ranks}
        words={(row) => t(`terms.rank_${row.rank}`)}
        none="—"
        add={
          person.editable && (
            <Button size="sm" variant="default" onClick={() => setAdding(true)}>
              {t('personnel.add_rank')}
            </Button>
          )
        }
        action={(row) =>
          person.editable && (
            <Button size="sm" variant="default" onClick={() => setWrong(row)}>
              {t('personnel.correct')}
            </Button>
          )
        }
      />
      {adding && <NewRankDialog person={person} onClose={() => setAdding(false)} />}
      {wrong && <CorrectDialog person={person} row={wrong} onClose={() => setWrong(null)} />}
    </>
  );
}

type DialogProps = { person: PersonFile; onClose: () => void };

function NewRankDialog({ person, onClose }: DialogProps) {
  const t = useT(personnel);
  const saved = useSaved();
  const create = api.useMutation('post', '/api/v1/personnel/{id}/ranks');
  const form = useForm({
    initialValues: { rank: person.rank ?? ('teacher' as Rank), starts_on: today() },
  });
  return (
    <EditDialog
      title={t('personnel.add_rank')}
      text={t('personnel.rank_text')}
      form={form}
      onClose={onClose}
      save={async (body) => {
        await create.mutateAsync({ params: { path: { id: person.id } }, body });
        await saved();
      }}
    >
      <RankField
        value={form.values.rank}
        onChange={(value) => form.setFieldValue('rank', value)}
        error={form.errors.rank}
      />
      <DateField
        label={t('personnel.starts_on')}
        required
        value={form.values.starts_on}
        onChange={(value) => form.setFieldValue('starts_on', value)}
        error={form.errors.starts_on}
      />
    </EditDialog>
  );
}

/** Sheets call everybody a teacher: the office says who is more, without a second period. */
function CorrectDialog({ person, row, onClose }: DialogProps & { row: RankPeriod }) {
  const t = useT(personnel);
  const saved = useSaved();
  const update = api.useMutation('patch', '/api/v1/personnel/{id}/ranks/{rank_id}');
  const form = useForm({ initialValues: { rank: row.rank } });
  return (
    <EditDialog
      title={t('personnel.correct_rank')}
      text={t('personnel.correct_rank_text')}
      form={form}
      version={row.version}
      labels={{ rank: t('personnel.rank') }}
      format={(_, value) => (isRank(value) ? t(`terms.rank_${value}`) : '')}
      onClose={onClose}
      save={async (body, version) => {
        const path = { id: person.id, rank_id: row.id };
        await update.mutateAsync({ params: { path, header: ifMatch(version) }, body });
        await saved();
      }}
    >
      <RankField
        value={form.values.rank}
        onChange={(value) => form.setFieldValue('rank', value)}
        error={form.errors.rank}
      />
    </EditDialog>
  );
}

function isRank(value: unknown): value is Rank {
  return RANKS.some((one) => one === value);
}

type FieldProps = { value: Rank; onChange: (value: Rank) => void; error: ReactNode };

function RankField({ value, onChange, error }: FieldProps) {
  const t = useT(personnel);
  return (
    <ChoiceField
      label={t('personnel.rank')}
      choices={RANKS.map((one) => ({ value: one, label: t(`terms.rank_${one}`) }))}
      value={value}
      onChange={(next) => next && onChange(next)}
      error={error}
    />
  );
}
