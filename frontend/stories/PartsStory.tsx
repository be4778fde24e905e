import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemError } from '#/api';
import {
  Chips,
  ChoiceField,
  ConfirmMove,
  ConflictDialog,
  DateField,
  DraftBadge,
  Drawer,
  EmptyState,
  ErrorState,
  FieldList,
  InfoTip,
  MoveBar,
  notify,
  type Option,
  PageHeader,
  Picker,
  Ring,
  StatCard,
  Tag,
  Timeline,
} from '#/ui';

const people: Option[] = [
  { id: '1', label: '周晓梅', note: '五年级 2 班' },
  { id: '2', label: '马文静', note: '青石完小' },
  { id: '3', label: '欧阳静', note: '中心小学' },
];

const conflict = new ProblemError(412, {
  title: '已被修改',
  current: { version: 8 },
  differences: [
    { pointer: '#/title', yours: '校门口拥堵，建议增设护学岗', current: '校门口早晚拥堵' },
    { pointer: '#/due_on', yours: '2026-12-01', current: '2026-12-08' },
  ],
});

export function PartsStory() {
  const [chosen, setChosen] = useState<Option[]>(people.slice(0, 1));
  const [tags, setTags] = useState<string[]>(['a']);
  const [day, setDay] = useState('2026-11-23');
  const [open, setOpen] = useState<'drawer' | 'move' | 'conflict' | null>(null);
  const moves = (
    <MoveBar
      moves={[
        { id: 'route', label: '转办', onSelect: () => setOpen('move') },
        { id: 'extend', label: '延期', onSelect: () => undefined, disabledReason: '只能延期一次' },
        { id: 'reply', label: '办结回访', primary: true, onSelect: () => notify.done('已保存') },
      ]}
    />
  );
  return (
    <>
      <PageHeader
        title="晚上好，李明德"
        note="11月23日星期一 · 第 13 周"
        actions={<Button onClick={() => setOpen('drawer')}>打开详情</Button>}
      />
      <div className="stack">
        <div className="row" style={{ gap: 16 }}>
          <StatCard
            label="本月受理民情"
            value="128"
            unit="件"
            hint="比上月多 14 件"
            link={(figure) => <a href="/x">{figure}</a>}
          />
          <StatCard
            label="已逾期"
            value="3"
            unit="件"
            late
            info={
              <InfoTip label="已逾期" rule="超过办理期限未答复" period="本学期" exclusions="已中止的条目" />
            }
          />
          <Ring value={14} target={20} label="走访" />
          <Ring value={5} target={6} label="联系班级" tone="apricot" />
          <Ring value={9} target={null} label="深入完小" tone="blue" />
        </div>
        <div className="sheet" style={{ padding: 20, display: 'grid', gap: 16, maxWidth: 640 }}>
          <Picker
            label="走访谁"
            source={['story']}
            load={async (q) => people.filter((p) => p.label.includes(q))}
            value={chosen}
            onChange={setChosen}
            multiple
            people
            required
          />
          <DateField label="时间" value={day} onChange={setDay} required />
          <ChoiceField
            label="类别"
            choices={[{ value: 'a', label: '食堂营养' }]}
            value=""
            onChange={() => undefined}
            placeholder="请选择"
          />
          <TextInput label="标题" error="请填写标题" />
          <Textarea
            label="交流记录"
            minRows={3}
            autosize={false}
            rows={3}
            defaultValue="奶奶在家照看，孩子作业能按时完成。"
          />
          <Chips
            label="家庭情况"
            choices={[
              { value: 'a', label: '父母外出务工' },
              { value: 'b', label: '祖辈照看' },
              { value: 'c', label: '单亲' },
            ]}
            value={tags}
            onChange={setTags}
          />
          <DraftBadge draft={{ state: 'here', savedAt: '2026-11-23T10:26:00Z' }} />
          {moves}
          <Button variant="default" onClick={() => setOpen('conflict')}>
            冲突
          </Button>
        </div>
        <div className="sheet">
          <EmptyState text="登记第一条民情，它会出现在这里。" action={<Button>登记民情</Button>} />
        </div>
        <div className="sheet">
          <ErrorState error={new ProblemError(500, { request_id: '0193-ab' })} onRetry={() => undefined} />
        </div>
      </div>
      {open === 'drawer' && (
        <Drawer title="民情详情" onClose={() => setOpen(null)} footer={moves}>
          <p className="row">
            MQ-2026-0410{' '}
            <Tag tone="blue" dot>
              办理中
            </Tag>
          </p>
          <h3 style={{ margin: '6px 0 14px' }}>课后服务结束时间与末班公交冲突</h3>
          <FieldList
            fields={[
              { label: '类别', value: '课后服务' },
              { label: '学校', value: '柳林完小' },
              { label: '来源', value: '电话来访' },
              { label: '反映人', value: null },
            ]}
          />
          <h3 style={{ margin: '20px 0 12px' }}>办理过程</h3>
          <Timeline
            label="办理过程"
            items={[
              {
                id: '1',
                title: '办理进展',
                who: '赵海峰',
                at: '11/24 10:01',
                text: '与村委会现场查看，先试行两周。',
                current: true,
              },
              { id: '2', title: '交办', who: '李明德', at: '11/22 11:01', text: '交由赵海峰负责。' },
              { id: '3', title: '登记受理', who: '赵海峰', at: '11/22 08:01' },
            ]}
          />
        </Drawer>
      )}
      {open === 'move' && (
        <ConfirmMove
          title="转办"
          text="转给能解决它的科室，对方两个工作日内签收。"
          confirmLabel="转办"
          onConfirm={async () => notify.done('已转办')}
          onClose={() => setOpen(null)}
        >
          <ChoiceField
            label="转给"
            choices={[{ value: 'a', label: '总务处' }]}
            value="a"
            onChange={() => undefined}
            required
          />
          <Textarea label="说明" rows={3} />
        </ConfirmMove>
      )}
      {open === 'conflict' && (
        <ConflictDialog
          problem={conflict}
          labels={{ title: '标题', due_on: '期限' }}
          onResolve={() => setOpen(null)}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
