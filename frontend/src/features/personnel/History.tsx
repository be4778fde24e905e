import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, ifMatch, useCan, useMe } from '#/api';
import { today, useT } from '#/i18n';
import { ButtonLink, ChoiceField, DateField, EditDialog, useUnits } from '#/ui';
import { type Dated, Part, useSaved } from './HistoryPart';
import { personnel } from './texts';
import { LEAVES, type PersonFile, POSTS } from './words';

/** Asks for the last day of a post or a leave. */
function EndDialog(props: {
  title: string;
  row: Dated;
  save: (ends_on: string, version: number) => Promise<unknown>;
  onClose: () => void;
}) {
  const t = useT(personnel);
  const form = useForm({ initialValues: { ends_on: today() } });
  return (
    <EditDialog
      title={props.title}
      form={form}
      version={props.row.version}
      labels={{ ends_on: t('personnel.ends_on') }}
      save={({ ends_on }, version) => props.save(ends_on, version)}
      onClose={props.onClose}
    >
      <DateField
        label={t('personnel.ends_on')}
        required
        value={form.values.ends_on}
        onChange={(value) => form.setFieldValue('ends_on', value)}
        error={form.errors.ends_on}
      />
    </EditDialog>
  );
}

export function Appointments({ person }: { person: PersonFile }) {
  const t = useT(personnel);
  const saved = useSaved();
  const { choices } = useUnits();
  const create = api.useMutation('post', '/api/v1/personnel/{id}/appointments');
  const update = api.useMutation('patch', '/api/v1/personnel/{id}/appointments/{appointment_id}');
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Dated | null>(null);
  const form = useForm({
    initialValues: { post: 'teacher' as (typeof POSTS)[number], unit_id: person.unit_id, starts_on: today() },
  });
  return (
    <>
      <Part
        title={t('personnel.posts')}
        rows={person.appointments}
        words={(row) => `${t(`personnel.post_${row.post}`)} · ${row.unit_name}`}
        none={t('personnel.no_posts')}
        action={(row) =>
          person.editable &&
          !row.ends_on && (
            <Button size="sm" variant="default" onClick={() => setEnding(row)}>
              {t('personnel.end')}
            </Button>
          )
        }
        add={
          person.editable && (
            <Button size="sm" variant="default" onClick={() => setAdding(true)}>
              {t('personnel.add_post')}
            </Button>
          )
        }
      />
      {adding && (
        <EditDialog
          title={t('personnel.add_post')}
          form={form}
          onClose={() => setAdding(false)}
          save={async (body) => {
            await create.mutateAsync({ params: { path: { id: person.id } }, body });
            await saved();
          }}
        >
          <ChoiceField
            label={t('personnel.post')}
            choices={POSTS.map((value) => ({ value, label: t(`personnel.post_${value}`) }))}
            value={form.values.post}
            onChange={(value) => value && form.setFieldValue('post', value)}
          />
          <ChoiceField
            label={t('personnel.unit')}
            choices={choices}
            value={form.values.unit_id}
            onChange={(value) => form.setFieldValue('unit_id', value)}
            error={form.errors.unit_id}
          />
          <DateField
            label={t('personnel.starts_on')}
            required
            value={form.values.starts_on}
            onChange={(value) => form.setFieldValue('starts_on', value)}
            error={form.errors.starts_on}
          />
        </EditDialog>
      )}
      {ending && (
        <EndDialog
          title={t('personnel.end_post')}
          row={ending}
          onClose={() => setEnding(null)}
          save={async (ends_on, version) => {
            const path = { id: person.id, appointment_id: ending.id };
            await update.mutateAsync({ params: { path, header: ifMatch(version) }, body: { ends_on } });
            await saved();
          }}
        />
      )}
    </>
  );
}

export function Leaves({ person }: { person: PersonFile }) {
  const t = useT(personnel);
  const me = useMe();
  // A leave reduces no duty by itself; whoever may see it may ask for a waiver.
  const asks = useCan('waivers:request') && (person.editable || person.id === me.person?.id);
  const saved = useSaved();
  const create = api.useMutation('post', '/api/v1/personnel/{id}/leaves');
  const update = api.useMutation('patch', '/api/v1/personnel/{id}/leaves/{leave_id}');
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Dated | null>(null);
  const form = useForm({
    initialValues: {
      kind: 'sick' as (typeof LEAVES)[number],
      starts_on: today(),
      ends_on: '',
      reason: '',
    },
  });
  return (
    <>
      <Part
        title={t('personnel.leaves')}
        rows={person.leaves}
        words={(row) => [t(`personnel.leave_${row.kind}`), row.reason].filter(Boolean).join(' · ')}
        none={t('personnel.no_leaves')}
        action={(row) => (
          <>
            {person.editable && !row.ends_on && (
              <Button size="sm" variant="default" onClick={() => setEnding(row)}>
                {t('personnel.end')}
              </Button>
            )}
            {asks && (
              <ButtonLink
                size="sm"
                variant="default"
                to="/duties/waivers/new"
                search={{
                  person_id: person.id,
                  leave_id: row.id,
                  starts_on: row.starts_on,
                  ...(row.ends_on ? { ends_on: row.ends_on } : {}),
                }}
              >
                {t('personnel.ask_waiver')}
              </ButtonLink>
            )}
          </>
        )}
        add={
          person.editable && (
            <Button size="sm" variant="default" onClick={() => setAdding(true)}>
              {t('personnel.add_leave')}
            </Button>
          )
        }
      />
      {adding && (
        <EditDialog
          title={t('personnel.add_leave')}
          form={form}
          onClose={() => setAdding(false)}
          save={async ({ kind, starts_on, ends_on, reason }) => {
            const body = { kind, starts_on, ends_on: ends_on || null, reason: reason.trim() || null };
            await create.mutateAsync({ params: { path: { id: person.id } }, body });
            await saved();
          }}
        >
          <ChoiceField
            label={t('personnel.kind')}
            choices={LEAVES.map((value) => ({ value, label: t(`personnel.leave_${value}`) }))}
            value={form.values.kind}
            onChange={(value) => value && form.setFieldValue('kind', value)}
          />
          <DateField
            label={t('personnel.starts_on')}
            required
            value={form.values.starts_on}
            onChange={(value) => form.setFieldValue('starts_on', value)}
            error={form.errors.starts_on}
          />
          <DateField
            label={t('personnel.ends_on')}
            description={t('personnel.ends_on_hint')}
            value={form.values.ends_on}
            onChange={(value) => form.setFieldValue('ends_on', value)}
            error={form.errors.ends_on}
          />
          <TextInput size="md" label={t('personnel.reason')} {...form.getInputProps('reason')} />
        </EditDialog>
      )}
      {ending && (
        <EndDialog
          title={t('personnel.end_leave')}
          row={ending}
          onClose={() => setEnding(null)}
          save={async (ends_on, version) => {
            const path = { id: person.id, leave_id: ending.id };
            await update.mutateAsync({ params: { path, header: ifMatch(version) }, body: { ends_on } });
            await saved();
          }}
        />
      )}
    </>
  );
}
