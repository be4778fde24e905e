import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { api, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ErrorState, FieldList, Icon, PageHeader, Skeleton, Tag } from '#/ui';
import { EditStudentDialog } from './EditStudentDialog';
import css from './Families.module.css';
import { Line, Part } from './Part';
import { useReveal } from './RevealDialog';
import { families } from './texts';
import { FLAGS } from './words';

const route = getRouteApi('/_in/students/$id');

type Props = {
  /** The files of a pupil with potential, for those who may know of them. */
  files: (pupil: { id: string; name: string; unit_id: string }) => ReactNode;
};

export function StudentPage({ files }: Props) {
  const t = useT(families);
  const format = useFormat();
  const { id } = route.useParams();
  const mayReveal = useCan('families:reveal');
  const [editing, setEditing] = useState(false);
  const reveal = useReveal('students', id);
  const found = api.useQuery('get', '/api/v1/students/{id}', { params: { path: { id } } });
  const codes = api.useQuery('get', '/api/v1/codes', {}, { staleTime: Number.POSITIVE_INFINITY });
  if (found.isPending) return <Skeleton lines={6} />;
  if (found.error || !found.data)
    return <ErrorState page error={found.error} onRetry={() => void found.refetch()} />;
  const pupil = found.data;
  const group = codes.data?.ethnic_groups.find((one) => one.code === pupil.ethnic_group);
  const flags = pupil.flags && FLAGS.filter((flag) => pupil.flags?.[flag]);
  return (
    <>
      <PageHeader
        back={
          pupil.class_id ? (
            <Link to="/classes/$id" params={{ id: pupil.class_id }}>
              ← {pupil.class_name}
            </Link>
          ) : (
            <Link to="/classes">← {t('families.classes')}</Link>
          )
        }
        title={pupil.name}
        note={
          <span className="row">
            <Tag tone={pupil.status === 'enrolled' ? 'green' : 'grey'} dot>
              {t(`families.student_${pupil.status}`)}
            </Tag>
            {pupil.unit_name}
          </span>
        }
        actions={
          <>
            {pupil.editable && (
              <Button variant="default" onClick={() => setEditing(true)}>
                {t('families.edit_pupil')}
              </Button>
            )}
            {mayReveal && (
              <Button variant="default" leftSection={<Icon name="eye" size={18} />} onClick={reveal.ask}>
                {t('families.reveal')}
              </Button>
            )}
          </>
        }
      />
      <FieldList
        fields={[
          { label: t('families.class'), value: pupil.class_name },
          { label: t('families.sex'), value: t(`families.sex_${pupil.sex}`) },
          { label: t('families.birth_date'), value: pupil.birth_date && format.date(pupil.birth_date) },
          {
            label: t('families.ethnic_group'),
            value: group && (t('common.language') === 'English' ? group.name_zh : group.name_en),
          },
          { label: t('families.pupil_number'), value: pupil.pupil_number },
          {
            label: t('families.flags'),
            value: flags ? (
              <span className="row">
                {flags.length === 0 && t('families.flag_none')}
                {flags.map((flag) => (
                  <Tag key={flag} tone="amber">
                    {t(`families.flag_${flag}`)}
                  </Tag>
                ))}
              </span>
            ) : (
              <span className="muted">{t('families.flags_hidden')}</span>
            ),
          },
        ]}
      />
      {reveal.sheet}
      {pupil.may_open_file && files(pupil)}
      <div className={css.columns}>
        <Part
          title={t('families.household')}
          none={t('families.no_guardians')}
          action={
            <Link to="/households/$id" params={{ id: pupil.household_id }}>
              {pupil.household_label}
            </Link>
          }
        >
          {pupil.guardians.map((guardian) => (
            <Line
              key={guardian.id}
              words={`${guardian.name} · ${guardian.relation_note ?? t(`families.relation_${guardian.relation}`)}`}
              note={guardian.phone}
            >
              {guardian.is_primary && <Tag>{t('families.primary')}</Tag>}
            </Line>
          ))}
        </Part>
        {pupil.siblings.length > 0 && (
          <Part title={t('families.siblings')}>
            {pupil.siblings.map((sibling) => (
              <Line
                key={sibling.id}
                words={
                  <Link to="/students/$id" params={{ id: sibling.id }}>
                    {sibling.name}
                  </Link>
                }
                note={sibling.class_name}
              />
            ))}
          </Part>
        )}
        <Part title={t('families.enrolments')} none={t('families.none')}>
          {pupil.enrolments.map((row) => (
            <Line
              key={row.id}
              words={row.class_name}
              note={
                row.ends_on
                  ? t('families.period', { from: format.date(row.starts_on), to: format.date(row.ends_on) })
                  : t('families.since', { date: format.date(row.starts_on) })
              }
            />
          ))}
        </Part>
      </div>
      {reveal.dialog}
      {editing && <EditStudentDialog pupil={pupil} onClose={() => setEditing(false)} />}
    </>
  );
}
