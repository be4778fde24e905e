import { Button } from '@mantine/core';
import { getRouteApi, Link, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, listQuery } from '#/api';
import { useT } from '#/i18n';
import { Card, DataTable, ErrorState, FilterBar, Icon, PageHeader, Skeleton, Tag, useList } from '#/ui';
import { ClassDialog } from './ClassDialog';
import css from './Families.module.css';
import { NewStudentDialog } from './NewStudentDialog';
import { Teachers } from './Teachers';
import { families } from './texts';
import { STUDENT_STATUSES } from './words';

const route = getRouteApi('/_in/classes/$id');

export function ClassPage() {
  const t = useT(families);
  const { id } = route.useParams();
  const list = useList(route.useSearch());
  const [open, setOpen] = useState<'edit' | 'pupil' | null>(null);
  const found = api.useQuery('get', '/api/v1/classes/{id}', { params: { path: { id } } });
  // Leaders see which classes there are, pupils only of those they are tied to: then this list is empty.
  const pupils = api.useQuery(
    'get',
    '/api/v1/students',
    {
      params: {
        query: listQuery('/api/v1/students', {
          status: 'enrolled',
          ...list.query,
          class_id: id,
          include_total: true,
        }),
      },
    },
    { placeholderData: (previous) => previous },
  );
  if (found.isPending) return <Skeleton lines={6} />;
  if (found.error || !found.data)
    return <ErrorState page error={found.error} onRetry={() => void found.refetch()} />;
  const row = found.data;
  const add = row.editable && (
    <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setOpen('pupil')}>
      {t('families.add_pupil')}
    </Button>
  );
  return (
    <>
      <PageHeader
        back={<Link to="/classes">← {t('families.classes')}</Link>}
        title={`${row.unit_name} ${row.name}`}
        note={[
          t('families.pupils_n', { count: row.pupils }),
          row.homeroom_person_name
            ? `${t('families.homeroom')} ${row.homeroom_person_name}`
            : t('families.no_homeroom'),
        ].join(' · ')}
        actions={
          row.editable && (
            <>
              <Button variant="default" onClick={() => setOpen('edit')}>
                {t('families.edit_class')}
              </Button>
              {add}
            </>
          )
        }
      />
      <Teachers of={row} />
      <h2 className={css.section}>{t('families.pupils')}</h2>
      <FilterBar
        list={list}
        placeholder={t('families.pupil_search')}
        filters={[
          {
            kind: 'choice',
            name: 'status',
            label: t('families.status'),
            choices: STUDENT_STATUSES.map((value) => ({ value, label: t(`families.student_${value}`) })),
          },
        ]}
      />
      <DataTable
        id="pupils"
        label={t('families.pupils')}
        list={list}
        query={pupils}
        exported={{ of: 'students', fixed: { class_id: id } }}
        rowKey={(pupil) => pupil.id}
        rowLink={(pupil) => linkOptions({ to: '/students/$id', params: { id: pupil.id } })}
        columns={[
          { id: 'name', header: t('families.name'), sort: 'name', main: true, cell: (pupil) => pupil.name },
          { id: 'sex', header: t('families.sex'), cell: (pupil) => t(`families.sex_${pupil.sex}`) },
          { id: 'household', header: t('families.household'), cell: (pupil) => pupil.household_label },
          {
            id: 'status',
            header: t('families.status'),
            cell: (pupil) => (
              <Tag tone={pupil.status === 'enrolled' ? 'green' : 'grey'}>
                {t(`families.student_${pupil.status}`)}
              </Tag>
            ),
          },
        ]}
        card={(pupil) => (
          <Card title={pupil.name} corner={t(`families.sex_${pupil.sex}`)} facts={[pupil.household_label]} />
        )}
        empty={{ text: t('families.pupils_empty'), icon: 'classes', action: add }}
      />
      {open === 'edit' && <ClassDialog of={row} onClose={() => setOpen(null)} />}
      {open === 'pupil' && <NewStudentDialog of={row} onClose={() => setOpen(null)} />}
    </>
  );
}
