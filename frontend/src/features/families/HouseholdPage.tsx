import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, ifMatch, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ConfirmMove, ErrorState, FieldList, Icon, IconButton, PageHeader, Skeleton, Tag } from '#/ui';
import css from './Families.module.css';
import { GuardianDialog, HouseholdDialog } from './HouseholdDialogs';
import { Line, Part } from './Part';
import { useReveal } from './RevealDialog';
import { families } from './texts';
import type { Guardian } from './words';

const route = getRouteApi('/_in/households/$id');

export function HouseholdPage() {
  const t = useT(families);
  const format = useFormat();
  const { id } = route.useParams();
  const mayReveal = useCan('families:reveal');
  const reveal = useReveal('households', id);
  const remove = api.useMutation('delete', '/api/v1/guardians/{id}');
  const [open, setOpen] = useState<{ household?: true; guardian?: Guardian | 'new'; remove?: Guardian }>({});
  const found = api.useQuery('get', '/api/v1/households/{id}', { params: { path: { id } } });
  if (found.isPending) return <Skeleton lines={6} />;
  if (found.error || !found.data)
    return <ErrorState page error={found.error} onRetry={() => void found.refetch()} />;
  const row = found.data;
  const close = () => setOpen({});
  const removing = open.remove;
  return (
    <>
      <PageHeader
        back={<Link to="/households">← {t('families.households')}</Link>}
        title={row.label}
        note={row.unit_name}
        actions={
          <>
            {row.editable && (
              <Button variant="default" onClick={() => setOpen({ household: true })}>
                {t('families.edit_household')}
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
          { label: t('families.village'), value: row.village },
          {
            label: t('families.address'),
            value: t(row.address_known ? 'families.address_hidden' : 'families.none'),
          },
          {
            label: t('families.last_visit'),
            value: row.last_home_visit_on ? format.date(row.last_home_visit_on) : t('families.never_visited'),
          },
        ]}
      />
      {reveal.sheet}
      <div className={css.columns}>
        <Part title={t('families.pupils')} none={t('families.none')}>
          {row.students.map((pupil) => (
            <Line
              key={pupil.id}
              words={
                <Link to="/students/$id" params={{ id: pupil.id }}>
                  {pupil.name}
                </Link>
              }
              note={pupil.class_name}
            >
              {pupil.status !== 'enrolled' && <Tag>{t(`families.student_${pupil.status}`)}</Tag>}
            </Line>
          ))}
        </Part>
        <Part
          title={t('families.guardians')}
          none={t('families.no_guardians')}
          action={
            row.editable && (
              <Button size="sm" variant="default" onClick={() => setOpen({ guardian: 'new' })}>
                {t('families.add_guardian')}
              </Button>
            )
          }
        >
          {row.guardians.map((guardian) => (
            <Line
              key={guardian.id}
              words={`${guardian.name} · ${guardian.relation_note ?? t(`families.relation_${guardian.relation}`)}`}
              note={guardian.phone ?? t('families.none')}
            >
              {guardian.is_primary && <Tag tone="green">{t('families.primary')}</Tag>}
              {row.editable && (
                <span className="row">
                  <IconButton
                    icon="edit"
                    label={`${t('families.edit_guardian')}：${guardian.name}`}
                    onClick={() => setOpen({ guardian })}
                  />
                  <IconButton
                    icon="trash"
                    label={`${t('families.remove_guardian')}：${guardian.name}`}
                    onClick={() => setOpen({ remove: guardian })}
                  />
                </span>
              )}
            </Line>
          ))}
        </Part>
      </div>
      {reveal.dialog}
      {open.household && <HouseholdDialog of={row} onClose={close} />}
      {open.guardian && (
        <GuardianDialog
          household={row.id}
          {...(open.guardian === 'new' ? {} : { of: open.guardian })}
          onClose={close}
        />
      )}
      {removing && (
        <ConfirmMove
          title={t('families.remove_guardian')}
          text={t('families.remove_guardian_text', { name: removing.name })}
          confirmLabel={t('common.remove')}
          onClose={close}
          onConfirm={async () => {
            const params = { path: { id: removing.id }, header: ifMatch(removing.version) };
            await remove.mutateAsync({ params });
            await changed('/api/v1/households', '/api/v1/students');
          }}
        />
      )}
    </>
  );
}
