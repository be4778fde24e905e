import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, listQuery } from '#/api';
import { today, useFormat, useT } from '#/i18n';
import {
  Card,
  ChoiceField,
  DataTable,
  DateField,
  EditDialog,
  FilterBar,
  Icon,
  notify,
  PageHeader,
  useList,
  useUnits,
} from '#/ui';
import { figures } from '../figures/texts';
import { Tabs } from '../Tabs';
import { type Draw, resultsOf } from './results';

const route = getRouteApi('/_in/ledger/checks/');
const PATH = '/api/v1/ledger-callback-draws';

/** The draws of call-backs, newest month first. */
export function ChecksPage() {
  const t = useT(figures);
  const format = useFormat();
  const list = useList(route.useSearch());
  const [drawing, setDrawing] = useState(false);
  const schools = useSchools();
  const query = api.useQuery(
    'get',
    PATH,
    { params: { query: listQuery(PATH, { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const drawn = (row: Draw) => t('figures.drawn_of', { drawn: row.drawn, closed: row.closed });
  const called = (row: Draw) => `${row.called} / ${row.drawn}`;
  const results = (row: Draw) => resultsOf(row, (name, count) => `${t(`figures.${name}`)} ${count}`);
  return (
    <>
      <PageHeader
        title={t('figures.checks_title')}
        note={t('figures.checks_note')}
        actions={
          <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setDrawing(true)}>
            {t('figures.draw')}
          </Button>
        }
      />
      <Tabs />
      <FilterBar
        list={list}
        filters={[{ kind: 'choice', name: 'unit_id', label: t('figures.unit'), choices: schools }]}
      />
      <DataTable
        exported={{ of: 'ledger_callback_draws' }}
        id="ledger-checks"
        label={t('figures.checks_title')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        rowLink={(row) => linkOptions({ to: '/ledger/checks/$id', params: { id: row.id } })}
        columns={[
          {
            id: 'month',
            header: t('figures.month'),
            sort: 'month',
            width: 120,
            cell: (row) => row.month.slice(0, 7),
          },
          { id: 'unit', header: t('figures.unit'), main: true, cell: (row) => row.unit_name },
          { id: 'drawn', header: t('figures.drawn'), cell: drawn },
          { id: 'called', header: t('figures.called'), cell: called },
          { id: 'result', header: t('figures.result'), cell: results },
          { id: 'by', header: t('figures.drawn_by'), hidden: true, cell: (row) => row.drawn_by_name },
        ]}
        card={(row) => (
          <Card
            tag={row.month.slice(0, 7)}
            corner={format.percent(row.percent / 100)}
            title={row.unit_name}
            facts={[
              `${t('figures.drawn')} ${drawn(row)}`,
              `${t('figures.called')} ${called(row)}`,
              results(row),
            ]}
          />
        )}
        empty={{ icon: 'check', text: t('figures.checks_empty') }}
      />
      {drawing && <DrawDialog onClose={() => setDrawing(false)} />}
    </>
  );
}

function useSchools() {
  const { units, choices } = useUnits();
  return choices.filter(({ value }) => units.find((unit) => unit.id === value)?.kind !== 'department');
}

/** The last day of the month before this one. */
export function lastMonth(day: string): string {
  const first = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  first.setUTCDate(0);
  return first.toISOString().slice(0, 10);
}

function DrawDialog({ onClose }: { onClose: () => void }) {
  const t = useT(figures);
  const schools = useSchools();
  const create = api.useMutation('post', PATH);
  const form = useForm({
    initialValues: { unit_id: schools[0]?.value ?? '', month: lastMonth(today()), percent: '20' },
    validate: {
      unit_id: (value) => (value ? null : t('common.required')),
      month: (value) => (value ? null : t('common.required')),
      percent: (value) => (/^(100|[1-9]\d?)$/.test(value.trim()) ? null : '1–100'),
    },
  });
  return (
    <EditDialog
      title={t('figures.draw_title')}
      text={t('figures.draw_text')}
      confirmLabel={t('figures.draw')}
      form={form}
      onClose={onClose}
      save={async ({ unit_id, month, percent }) => {
        const draw = await create.mutateAsync({ body: { unit_id, month, percent: Number(percent) } });
        await changed(PATH);
        notify.done(t('figures.draw_done', { count: draw.drawn }));
      }}
    >
      <ChoiceField
        label={t('figures.unit')}
        choices={schools}
        value={form.values.unit_id}
        onChange={(value) => value && form.setFieldValue('unit_id', value)}
        error={form.errors.unit_id}
      />
      <DateField
        label={t('figures.draw_month')}
        required
        max={lastMonth(today())}
        value={form.values.month}
        onChange={(value) => form.setFieldValue('month', value)}
        error={form.errors.month}
      />
      <TextInput
        size="md"
        required
        inputMode="numeric"
        label={t('figures.draw_percent')}
        {...form.getInputProps('percent')}
      />
    </EditDialog>
  );
}
