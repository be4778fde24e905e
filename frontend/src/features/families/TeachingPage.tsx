import { getRouteApi, Link, linkOptions } from '@tanstack/react-router';
import { api, listQuery } from '#/api';
import { useT } from '#/i18n';
import { Card, DataTable, FilterBar, PageHeader, Tag, useList, useUnits } from '#/ui';
import { families } from './texts';
import { useCurrentTerm } from './words';

const route = getRouteApi('/_in/teaching');
const PATH = '/api/v1/teaching-assignments';

/** Who teaches what in which class; where figures of lessons lead to. */
export function TeachingPage() {
  const t = useT(families);
  const list = useList(route.useSearch());
  const { choices } = useUnits();
  const terms = api.useQuery('get', '/api/v1/terms', { params: { query: { limit: 50 } } });
  const current = useCurrentTerm();
  // Without a choice: those of now.
  const now: Record<string, string> = list.search.term_id || !current ? {} : { term_id: current.id };
  const query = api.useQuery(
    'get',
    PATH,
    { params: { query: listQuery(PATH, { ...now, ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const first = query.data?.items[0];
  return (
    <>
      <PageHeader
        back={<Link to="/classes">← {t('families.classes')}</Link>}
        title={t('families.teaching')}
        note={t('families.teaching_note')}
      />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'term_id',
            label: t('families.term'),
            otherwise: t('families.this_term'),
            choices: (terms.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          },
          { kind: 'choice', name: 'unit_id', label: t('families.unit'), choices },
          {
            kind: 'fixed',
            name: 'person_id',
            label: t('families.teacher'),
            shown: () => first?.person_name ?? t('families.teacher'),
          },
          {
            kind: 'fixed',
            name: 'class_id',
            label: t('families.class'),
            shown: () => first?.class_name ?? t('families.class'),
          },
        ]}
      />
      <DataTable
        id="teaching"
        label={t('families.teaching')}
        list={list}
        query={query}
        exported={{ of: 'teaching_assignments', fixed: now }}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/classes/$id', params: { id: row.class_id } })}
        columns={[
          { id: 'person', header: t('families.teacher'), main: true, cell: (row) => row.person_name },
          { id: 'class', header: t('families.class'), cell: (row) => row.class_name },
          { id: 'subject', header: t('families.subject'), sort: 'subject', cell: (row) => row.subject },
          {
            id: 'lessons',
            header: t('families.weekly_lessons'),
            align: 'right',
            cell: (row) => row.weekly_lessons,
          },
          {
            id: 'homeroom',
            header: t('families.homeroom'),
            cell: (row) => row.homeroom && <Tag tone="green">{t('families.homeroom')}</Tag>,
          },
          { id: 'term', header: t('families.term'), cell: (row) => row.term_name },
        ]}
        card={(row) => (
          <Card
            title={`${row.person_name} · ${row.subject}`}
            corner={t('families.lessons_n', { count: row.weekly_lessons })}
            facts={[row.class_name, row.homeroom ? t('families.homeroom') : null]}
          />
        )}
        empty={{ icon: 'classes', text: t('families.teaching_empty') }}
      />
    </>
  );
}
