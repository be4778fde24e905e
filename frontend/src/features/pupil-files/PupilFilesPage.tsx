import { getRouteApi, Link, linkOptions } from '@tanstack/react-router';
import { api, listQuery, useMe } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, PageHeader, Tag, useList, useUnits } from '#/ui';
import { type PupilFile, TONES } from './model';
import { pupilFiles } from './texts';

const route = getRouteApi('/_in/pupil-files/');

/** The files one may see: of one's own pupils, those one supports, those of one's school for teaching and research. */
export function PupilFilesPage() {
  const t = useT(pupilFiles);
  const format = useFormat();
  const me = useMe();
  const { choices } = useUnits();
  const list = useList(route.useSearch());
  const query = api.useQuery(
    'get',
    '/api/v1/pupil-files',
    { params: { query: listQuery('/api/v1/pupil-files', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const state = (row: PupilFile) => (
    <Tag tone={row.closed_on ? 'grey' : 'green'} dot>
      {t(row.closed_on ? 'pupilFiles.closed' : 'pupilFiles.open')}
    </Tag>
  );
  const result = (row: PupilFile) =>
    row.result ? (
      <Tag tone={TONES[row.result]}>{t(`pupilFiles.result_${row.result}`)}</Tag>
    ) : (
      <span className="muted">{t('pupilFiles.result_none')}</span>
    );
  const supporters = (row: PupilFile) => row.supporters.map((one) => one.name).join('、');
  return (
    <>
      <PageHeader title={t('pupilFiles.title')} note={t('pupilFiles.note')} />
      <FilterBar
        list={list}
        placeholder={t('pupilFiles.search')}
        filters={[
          {
            kind: 'choice',
            name: 'open',
            label: t('pupilFiles.state'),
            choices: [
              { value: 'true', label: t('pupilFiles.open') },
              { value: 'false', label: t('pupilFiles.closed') },
            ],
          },
          { kind: 'choice', name: 'unit_id', label: t('pupilFiles.unit'), choices },
          ...(me.person
            ? [
                {
                  kind: 'choice' as const,
                  name: 'supporter_id',
                  label: t('pupilFiles.who'),
                  choices: [{ value: me.person.id, label: t('pupilFiles.mine') }],
                },
              ]
            : []),
        ]}
      />
      <DataTable
        id="pupil-files"
        label={t('pupilFiles.title')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/pupil-files/$id', params: { id: row.id } })}
        columns={[
          {
            id: 'pupil',
            header: t('pupilFiles.pupil'),
            main: true,
            cell: (row) => row.student_name,
          },
          {
            id: 'class',
            header: t('pupilFiles.class'),
            cell: (row) => [row.unit_name, row.class_name].filter(Boolean).join(' '),
          },
          { id: 'supporters', header: t('pupilFiles.who'), cell: supporters },
          {
            id: 'opened',
            header: t('pupilFiles.opened_on'),
            sort: 'opened_on',
            cell: (row) => format.shortDate(row.opened_on),
          },
          { id: 'stages', header: t('pupilFiles.stages'), cell: (row) => format.number(row.stages_count) },
          { id: 'result', header: t('pupilFiles.result'), cell: result },
          { id: 'state', header: t('pupilFiles.state'), cell: state },
        ]}
        card={(row) => (
          <Card
            tag={state(row)}
            corner={format.shortDate(row.opened_on)}
            title={row.student_name}
            facts={[row.unit_name, row.class_name, supporters(row)]}
          />
        )}
        empty={{
          text: t('pupilFiles.empty'),
          action: <Link to="/classes">{t('pupilFiles.to_classes')}</Link>,
        }}
      />
    </>
  );
}
