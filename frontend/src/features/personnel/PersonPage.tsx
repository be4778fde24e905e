import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ErrorState, type Field, FieldList, PageHeader, Skeleton, Tag } from '#/ui';
import { EditPersonDialog } from './EditPersonDialog';
import { Appointments, Leaves } from './History';
import { useCodes } from './PersonFields';
import css from './Personnel.module.css';
import { Ranks } from './Ranks';
import { personnel } from './texts';

const route = getRouteApi('/_in/personnel/$id');

export function PersonPage() {
  const t = useT(personnel);
  const format = useFormat();
  const codes = useCodes();
  const { id } = route.useParams();
  const [editing, setEditing] = useState(false);
  const mayHandOver = useCan('liaison:write');
  const query = api.useQuery('get', '/api/v1/personnel/{id}', { params: { path: { id } } });
  const back = <Link to="/personnel">← {t('personnel.title')}</Link>;
  if (query.isPending) return <Skeleton lines={6} />;
  if (query.error || !query.data) {
    return <ErrorState page error={query.error} onRetry={() => void query.refetch()} />;
  }
  const person = query.data;
  const fields: Field[] = [
    { label: t('personnel.unit'), value: person.unit_name },
    { label: t('personnel.rank'), value: person.rank && t(`terms.rank_${person.rank}`) },
    {
      label: t('personnel.posts'),
      value: person.posts.map((held) => t(`personnel.post_${held.post}`)).join('、'),
    },
    { label: t('personnel.phone'), value: person.phone },
  ];
  if (person.file_shown) {
    fields.push(
      { label: t('personnel.sex'), value: person.sex && t(`personnel.sex_${person.sex}`) },
      { label: t('personnel.staff_number'), value: person.staff_number },
      { label: t('personnel.ethnic_group'), value: codes.ethnicGroup(person.ethnic_group) },
      {
        label: t('personnel.political_affiliation'),
        value: codes.politicalAffiliation(person.political_affiliation),
      },
      { label: t('personnel.id_number'), value: person.id_number_known && t('personnel.id_number_known') },
    );
    if (person.left_on) fields.push({ label: t('personnel.left_on'), value: format.date(person.left_on) });
  }
  return (
    <>
      <PageHeader
        back={back}
        title={person.name}
        note={
          <span className="row">
            <Tag tone={person.employment_status === 'active' ? 'green' : 'grey'} dot>
              {t(`personnel.status_${person.employment_status}`)}
            </Tag>
            {person.file_shown || t('personnel.directory_only')}
          </span>
        }
        actions={
          <>
            {mayHandOver && person.file_shown && (
              <Button
                component={Link}
                to="/liaison/handovers/new"
                search={{ from: person.id, name: person.name } as never}
                variant="default"
              >
                {t('personnel.hand_over')}
              </Button>
            )}
            {person.editable && (
              <Button variant="default" onClick={() => setEditing(true)}>
                {t('personnel.edit')}
              </Button>
            )}
          </>
        }
      />
      <FieldList fields={fields} />
      <div className={css.columns}>
        <Appointments person={person} />
        <Ranks person={person} />
        {(person.leaves.length > 0 || person.editable) && <Leaves person={person} />}
      </div>
      {editing && <EditPersonDialog person={person} onClose={() => setEditing(false)} />}
    </>
  );
}
