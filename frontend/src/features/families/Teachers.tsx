import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, client, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, ConfirmMove, EditDialog, IconButton, notify, type Option, Picker, Tag } from '#/ui';
import css from './Families.module.css';
import { Check, Line, Part } from './Part';
import { families } from './texts';
import { type ClassDetail, SUBJECTS, type TeachingAssignment, useCurrentTerm } from './words';

/** Who teaches the class, with what it takes to change that. */
export function Teachers({ of }: { of: ClassDetail }) {
  const t = useT(families);
  const [open, setOpen] = useState<{ edit?: TeachingAssignment; remove?: TeachingAssignment } | null>(null);
  const remove = api.useMutation('delete', '/api/v1/teaching-assignments/{id}');
  const current = useCurrentTerm();
  const [chosen, setChosen] = useState('');
  const terms = [...new Map(of.teachers.map((row) => [row.term_id, row.term_name]))];
  const term = chosen || (terms.find(([id]) => id === current?.id) ?? terms[0])?.[0];
  const close = () => setOpen(null);
  const removing = open?.remove;
  return (
    <>
      <Part
        title={t('families.teachers')}
        none={t('families.no_teachers')}
        action={
          <span className="row">
            {terms.length > 1 && (
              <NativeSelect
                size="sm"
                aria-label={t('families.term')}
                value={term}
                data={terms.map(([value, label]) => ({ value, label }))}
                onChange={({ currentTarget }) => setChosen(currentTarget.value)}
              />
            )}
            {of.editable && (
              <Button size="sm" variant="default" onClick={() => setOpen({})}>
                {t('families.add_teacher')}
              </Button>
            )}
          </span>
        }
      >
        {of.teachers
          .filter((row) => row.term_id === term)
          .map((row) => (
            <Line
              key={row.id}
              words={
                <>
                  <Link to="/personnel/$id" params={{ id: row.person_id }}>
                    {row.person_name}
                  </Link>{' '}
                  · {row.subject}
                </>
              }
              note={t('families.lessons_n', { count: row.weekly_lessons })}
            >
              {row.homeroom && <Tag tone="green">{t('families.homeroom')}</Tag>}
              {of.editable && (
                <span className="row">
                  <IconButton
                    icon="edit"
                    label={`${t('families.edit_teacher')}：${row.person_name} ${row.subject}`}
                    onClick={() => setOpen({ edit: row })}
                  />
                  <IconButton
                    icon="trash"
                    label={`${t('families.remove_teacher')}：${row.person_name} ${row.subject}`}
                    onClick={() => setOpen({ remove: row })}
                  />
                </span>
              )}
            </Line>
          ))}
      </Part>
      {open && !removing && (
        <AssignmentDialog of={of} {...(open.edit ? { row: open.edit } : {})} onClose={close} />
      )}
      {removing && (
        <ConfirmMove
          title={t('families.remove_teacher')}
          text={t('families.remove_teacher_text', { name: removing.person_name, subject: removing.subject })}
          confirmLabel={t('common.remove')}
          onClose={close}
          onConfirm={async () => {
            const params = { path: { id: removing.id }, header: ifMatch(removing.version) };
            await remove.mutateAsync({ params });
            await changed('/api/v1/classes', '/api/v1/teaching-assignments');
          }}
        />
      )}
    </>
  );
}

function AssignmentDialog(props: { of: ClassDetail; row?: TeachingAssignment; onClose: () => void }) {
  const { of, row, onClose } = props;
  const t = useT(families);
  const current = useCurrentTerm();
  const terms = api.useQuery('get', '/api/v1/terms', {
    params: { query: { school_year_id: of.school_year_id, limit: 10 } },
  });
  const create = api.useMutation('post', '/api/v1/teaching-assignments');
  const update = api.useMutation('patch', '/api/v1/teaching-assignments/{id}');
  const [person, setPerson] = useState<Option[]>([]);
  const form = useForm({
    initialValues: {
      person_id: row?.person_id ?? '',
      term_id: row?.term_id ?? '',
      subject: row?.subject ?? '',
      weekly_lessons: row?.weekly_lessons ?? 6,
      homeroom: row?.homeroom ?? false,
    },
    validate: {
      person_id: (value) => (value ? null : t('common.required')),
      subject: (value) => (value.trim() ? null : t('common.required')),
    },
  });
  const fallback = terms.data?.items.find((term) => term.id === current?.id) ?? terms.data?.items[0];
  const term_id = form.values.term_id || fallback?.id || '';
  return (
    <EditDialog
      title={t(row ? 'families.edit_teacher' : 'families.add_teacher')}
      form={form}
      version={row?.version ?? 0}
      labels={{
        subject: t('families.subject'),
        weekly_lessons: t('families.weekly_lessons'),
        homeroom: t('families.is_homeroom'),
      }}
      onClose={onClose}
      save={async ({ person_id, subject, weekly_lessons, homeroom }, version) => {
        const what = { subject, weekly_lessons, homeroom };
        if (row) {
          const params = { path: { id: row.id }, header: ifMatch(version) };
          await update.mutateAsync({ params, body: what });
        } else {
          await create.mutateAsync({ body: { ...what, person_id, class_id: of.id, term_id } });
        }
        await changed('/api/v1/classes', '/api/v1/teaching-assignments');
        notify.done(t('families.saved'));
      }}
    >
      {row ? (
        <TextInput size="md" label={t('families.teacher')} value={row.person_name} readOnly />
      ) : (
        <Picker
          label={t('families.teacher')}
          required
          people
          source={['personnel', of.unit_id]}
          load={async (query, signal) => {
            const { data } = await client.GET('/api/v1/personnel', {
              params: {
                query: {
                  employment_status: ['active'],
                  limit: 20,
                  ...([...query].length > 1 ? { q: query } : { unit_id: of.unit_id }),
                },
              },
              signal,
            });
            return (data?.items ?? []).map(({ id, name, unit_name }) => ({
              id,
              label: name,
              note: unit_name,
            }));
          }}
          value={person}
          onChange={(chosen) => {
            setPerson(chosen);
            form.setFieldValue('person_id', chosen[0]?.id ?? '');
          }}
          error={form.errors.person_id}
        />
      )}
      <div className={css.fields}>
        <TextInput
          size="md"
          label={t('families.subject')}
          required
          list="subjects"
          {...form.getInputProps('subject')}
        />
        <datalist id="subjects">
          {SUBJECTS.map((subject) => (
            <option key={subject} value={subject} />
          ))}
        </datalist>
        <NumberInput
          size="md"
          label={t('families.weekly_lessons')}
          min={0}
          max={40}
          hideControls
          {...form.getInputProps('weekly_lessons')}
        />
        {!row && (
          <ChoiceField
            label={t('families.term')}
            choices={(terms.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={term_id}
            onChange={(value) => form.setFieldValue('term_id', value)}
            error={form.errors.term_id}
          />
        )}
      </div>
      <Check
        label={t('families.is_homeroom')}
        checked={form.values.homeroom}
        onChange={(checked) => form.setFieldValue('homeroom', checked)}
      />
    </EditDialog>
  );
}
