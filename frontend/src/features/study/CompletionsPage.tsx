import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { api, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, useList, useUnits } from '#/ui';
import { STATES, type StudyCompletion } from './model';
import { StateTag } from './StateTag';
import { StudyFrame } from './StudyFrame';
import { study } from './texts';

const route = getRouteApi('/_in/study/completions/');

/** What was handed in: one's own, or that of one's staff. */
export function CompletionsPage() {
  const t = useT(study);
  const format = useFormat();
  const units = useUnits();
  const list = useList(route.useSearch());
  const query = api.useQuery(
    'get',
    '/api/v1/study-completions',
    { params: { query: listQuery('/api/v1/study-completions', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const what = (row: StudyCompletion) =>
    row.duty_title ?? (row.theme ? t(`terms.study_theme_${row.theme}`) : '');
  const first = query.data?.items[0];
  return (
    <StudyFrame>
      <div className="stack">
        <FilterBar
          list={list}
          filters={[
            {
              kind: 'choice',
              name: 'state',
              label: t('study.state'),
              multiple: true,
              choices: STATES.map((value) => ({ value, label: t(`study.state_${value}`) })),
            },
            {
              kind: 'choice',
              name: 'deliverable',
              label: t('study.kind'),
              choices: (['true', 'false'] as const).map((value) => ({
                value,
                label: t(`study.kind_${value}`),
              })),
            },
            { kind: 'choice', name: 'unit_id', label: t('study.unit'), choices: units.choices },
            {
              kind: 'choice',
              name: 'mine',
              label: t('study.view'),
              choices: (['true', 'false'] as const).map((value) => ({
                value,
                label: t(`study.mine_${value}`),
              })),
            },
            {
              kind: 'fixed',
              name: 'waiting_for_me',
              label: t('study.view'),
              shown: (value) => t(value === 'true' ? 'study.waiting_true' : 'study.waiting_false'),
            },
            {
              kind: 'fixed',
              name: 'person_id',
              label: t('study.person'),
              shown: () => first?.person_name ?? '',
            },
            {
              kind: 'fixed',
              name: 'study_item_id',
              label: t('study.only_item'),
              shown: () => (first ? what(first) : ''),
            },
            {
              kind: 'fixed',
              name: 'duty_id',
              label: t('study.only_duty'),
              shown: () => (first ? what(first) : ''),
            },
          ]}
        />
        <DataTable
          id="study-completions"
          label={t('study.tab_completions')}
          list={list}
          query={query}
          exported={{ of: 'study_completions' }}
          rowKey={(row) => row.id}
          rowLink={(row) => linkOptions({ to: '/study/completions/$id', params: { id: row.id } })}
          columns={[
            { id: 'person', header: t('study.person'), cell: (row) => row.person_name },
            {
              id: 'what',
              header: t('study.what'),
              main: true,
              cell: (row) => (row.title ? `${what(row)} · ${row.title}` : what(row)),
            },
            { id: 'unit', header: t('study.unit'), cell: (row) => row.unit_name },
            {
              id: 'happened_on',
              header: t('study.day'),
              sort: 'happened_on',
              cell: (row) => format.shortDate(row.happened_on),
            },
            { id: 'state', header: t('study.state'), cell: (row) => <StateTag state={row.state} /> },
            {
              id: 'handed_in_at',
              header: t('study.handed_in_at'),
              sort: 'handed_in_at',
              cell: (row) => format.shortDate(row.handed_in_at),
            },
            {
              id: 'reviewed_by',
              header: t('study.reviewed_by'),
              hidden: true,
              cell: (row) => row.reviewed_by_name,
            },
          ]}
          card={(row) => (
            <Card
              tag={<StateTag state={row.state} />}
              corner={format.shortDate(row.happened_on)}
              title={row.title ? `${what(row)} · ${row.title}` : what(row)}
              facts={[row.person_name, row.unit_name]}
            />
          )}
          empty={{ text: t('study.completions_empty'), icon: 'plan' }}
        />
      </div>
    </StudyFrame>
  );
}
