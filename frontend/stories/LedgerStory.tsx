import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { today, useFormat, useT } from '#/i18n';
import {
  Card,
  type Column,
  DataTable,
  FilterBar,
  Icon,
  type ListSearch,
  PageHeader,
  Tag,
  type Tone,
  useList,
} from '#/ui';
import { type Entry, entries } from './content';

const tones: Record<Entry['state'], Tone> = { registered: 'amber', in_progress: 'blue', closed: 'green' };

function dayAfter(days: number): string {
  return today(new Date(Date.now() + days * 86_400_000));
}

export function LedgerStory() {
  const t = useT();
  const format = useFormat();
  const list = useList(useSearch({ strict: false }) as ListSearch);
  const due = (row: Entry) => {
    const text = format.due(dayAfter(row.due));
    return row.due < 0 ? <b style={{ color: 'var(--red)' }}>{text}</b> : text;
  };
  const state = (row: Entry) => (
    <Tag tone={tones[row.state]} dot>
      {t(`terms.ledger_${row.state}`)}
    </Tag>
  );
  const columns: Column<Entry>[] = [
    { id: 'number', header: '编号', cell: (row) => row.number, sort: 'number' },
    { id: 'title', header: '民情', cell: (row) => row.title, main: true },
    { id: 'category', header: '类别', cell: (row) => row.category },
    { id: 'unit', header: '学校', cell: (row) => row.unit },
    { id: 'state', header: '状态', cell: state },
    { id: 'handler', header: '负责人', cell: (row) => row.handler },
    {
      id: 'registered',
      header: '受理',
      cell: (row) => format.shortDate(row.registered),
      sort: 'registered_at',
    },
    { id: 'due', header: '期限', cell: due, sort: 'due_at' },
  ];
  return (
    <>
      <PageHeader
        title="民情台账"
        note="共 137 条"
        actions={
          <>
            <Button variant="default" visibleFrom={undefined} leftSection={<Icon name="print" size={18} />}>
              打印
            </Button>
            <Button leftSection={<Icon name="plus" size={18} />}>登记民情</Button>
          </>
        }
      />
      <FilterBar
        list={list}
        placeholder="搜索编号、标题或负责人"
        filters={[
          {
            kind: 'choice',
            name: 'category',
            label: '类别',
            choices: [{ value: 'canteen', label: '食堂营养' }],
            multiple: true,
          },
          { kind: 'choice', name: 'unit_id', label: '学校', choices: [{ value: '1', label: '云岭完小' }] },
        ]}
        pills={{
          name: 'state',
          label: '状态',
          total: 137,
          choices: [
            { value: 'registered', label: '待受理', count: 18 },
            { value: 'in_progress', label: '办理中', count: 33 },
            { value: 'late', label: '已逾期', count: 21, late: true },
            { value: 'closed', label: '已办结', count: 65 },
          ],
        }}
      />
      <DataTable
        id="story"
        label="民情台账"
        list={list}
        query={{
          data: { items: entries, next: 'b', prev: null, total: 137 },
          error: null,
          isPending: false,
          isFetching: false,
          refetch: () => undefined,
        }}
        columns={columns}
        rowKey={(row) => row.id}
        rowLink={() => ({ to: '/' })}
        card={(row) => (
          <Card
            tag={state(row)}
            corner={row.number}
            title={row.title}
            facts={[row.unit, row.handler]}
            end={due(row)}
          />
        )}
        empty={{ text: '登记第一条民情，它会出现在这里。' }}
        bulk={() => (
          <Button size="sm" variant="default">
            转办
          </Button>
        )}
      />
    </>
  );
}
