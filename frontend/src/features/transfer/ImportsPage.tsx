import { Button } from '@mantine/core';
import { getRouteApi, Link, linkOptions } from '@tanstack/react-router';
import { api, client, listQuery, useMe } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, Icon, notify, PageHeader, save, Tag, useList } from '#/ui';
import css from './ImportsPage.module.css';
import { type KindAbout, kinds, stateTone } from './model';
import { Steps } from './Steps';
import { transfer } from './texts';

const route = getRouteApi('/_in/imports/');

export function ImportsPage() {
  const t = useT(transfer);
  const format = useFormat();
  const me = useMe();
  const list = useList(route.useSearch());
  const { data: known } = api.useQuery('get', '/api/v1/imports/kinds');
  const about = (known?.items ?? []).filter((one) => me.abilities.includes(one.permission));
  const query = api.useQuery(
    'get',
    '/api/v1/imports',
    { params: { query: listQuery('/api/v1/imports', list.query) } },
    { placeholderData: (previous) => previous },
  );
  return (
    <>
      <PageHeader title={t('transfer.title')} note={t('transfer.note')} />
      <Steps at="choose" />
      <div className={css.kinds}>
        {about.map((one) => (
          <KindSheet key={one.kind} about={one} />
        ))}
      </div>
      <h2 className={css.heading}>{t('transfer.history')}</h2>
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'kind',
            label: t('transfer.kind'),
            choices: kinds.map((value) => ({ value, label: t(`transfer.kind_${value}`) })),
          },
          {
            kind: 'choice',
            name: 'state',
            label: t('transfer.state'),
            choices: (['previewed', 'committing', 'committed', 'discarded', 'undone'] as const).map(
              (value) => ({
                value,
                label: t(`transfer.state_${value}`),
              }),
            ),
          },
        ]}
      />
      <DataTable
        id="imports"
        label={t('transfer.history')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/imports/$id', params: { id: row.id } })}
        columns={[
          { id: 'file', header: t('transfer.file_name'), main: true, cell: (row) => row.file_name || '—' },
          { id: 'kind', header: t('transfer.kind'), cell: (row) => t(`transfer.kind_${row.kind}`) },
          { id: 'unit', header: t('transfer.unit'), cell: (row) => row.unit_name },
          {
            id: 'state',
            header: t('transfer.state'),
            cell: (row) => (
              <Tag tone={stateTone[row.state]} dot>
                {t(`transfer.state_${row.state}`)}
              </Tag>
            ),
          },
          { id: 'result', header: t('transfer.result'), cell: (row) => t('transfer.counts', row.counts) },
          {
            id: 'created_at',
            header: t('transfer.uploaded'),
            sort: 'created_at',
            cell: (row) => format.dateTime(row.created_at),
          },
        ]}
        card={(row) => (
          <Card
            tag={
              <Tag tone={stateTone[row.state]} dot>
                {t(`transfer.state_${row.state}`)}
              </Tag>
            }
            corner={format.dateTime(row.created_at)}
            title={row.file_name || t(`transfer.kind_${row.kind}`)}
            facts={[t(`transfer.kind_${row.kind}`), row.unit_name, t('transfer.counts', row.counts)]}
          />
        )}
        empty={{ icon: 'upload', text: t('transfer.history_empty') }}
      />
    </>
  );
}

const icons = {
  personnel: 'people',
  students: 'classes',
  classes: 'classes',
  teaching_assignments: 'edit',
  liaison_links: 'links',
  activities: 'record',
  ledger_entries: 'ledger',
} as const;

/** One sheet: what it is, what is taken of it, and the way in. */
function KindSheet({ about }: { about: KindAbout }) {
  const t = useT(transfer);
  const { kind, columns } = about;
  const name = t(`transfer.kind_${kind}`);
  async function template() {
    try {
      const { data } = await client.GET('/api/v1/imports/templates/{file}', {
        params: { path: { file: `${kind}.xlsx` } },
        parseAs: 'blob',
      });
      if (data) save(data as Blob, `${name}.xlsx`);
    } catch (error) {
      notify.problem(error);
    }
  }
  return (
    <section className={`sheet ${css.kind}`} aria-label={name}>
      <div className={css.head}>
        <span className={css.picture}>
          <Icon name={icons[kind]} size={24} />
        </span>
        <div>
          <h2 className={css.name}>{name}</h2>
          <p className="muted">{t(`transfer.kind_${kind}_text`)}</p>
        </div>
      </div>
      <details className={css.used}>
        <summary>{t('transfer.used')}</summary>
        <p className={css.columns}>
          {columns
            .filter((column) => column.required)
            .map((column) => (
              <b key={column.title}>{column.title}*、</b>
            ))}
          {columns
            .filter((column) => !column.required)
            .map((column) => column.title)
            .join('、')}
        </p>
        <p className="muted">
          {t('transfer.used_note')} {t('transfer.dropped')}
        </p>
      </details>
      <div className={css.buttons}>
        <Button
          variant="default"
          leftSection={<Icon name="download" size={18} />}
          aria-label={`${t('transfer.template')}：${name}`}
          onClick={() => void template()}
        >
          {t('transfer.template')}
        </Button>
        <Button
          component={Link}
          to="/imports/new"
          search={{ kind } as never}
          leftSection={<Icon name="upload" size={18} />}
          aria-label={`${t('transfer.start')}：${name}`}
        >
          {t('transfer.start')}
        </Button>
      </div>
    </section>
  );
}
