import { Textarea } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, idempotent, useIdempotencyKey, useMe } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ConfirmMove, ErrorState, FieldList, MoveBar, notify, PageHeader, Skeleton, Tag } from '#/ui';
import { useWaiverWords, type Waiver, waiverTone } from './waiver';
import { waivers } from './waiver-texts';

const route = getRouteApi('/_in/duties/waivers/$id');

type Step = Waiver['allowed_moves'][number];

/** One waiver: what was asked for, who decided what, and what can be done now. */
export function WaiverPage() {
  const t = useT(waivers);
  const { id } = route.useParams();
  const query = api.useQuery('get', '/api/v1/waivers/{id}', { params: { path: { id } } });
  if (query.isPending) return <Skeleton lines={6} height={22} />;
  if (query.error) {
    return (
      <>
        <PageHeader title={t('waivers.title')} back={<Link to="/duties/waivers">{t('waivers.back')}</Link>} />
        <div className="sheet">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      </>
    );
  }
  return <Document record={query.data} />;
}

function Document({ record }: { record: Waiver }) {
  const t = useT(waivers);
  const format = useFormat();
  const words = useWaiverWords();
  const [asked, setAsked] = useState<Step | null>(null);
  const by = (name: string, at: string) => t('waivers.by_at', { name, at: format.dateTime(at) });
  return (
    <>
      <PageHeader
        title={`${words.whose(record)} · ${words.duty(record)}`}
        back={<Link to="/duties/waivers">{t('waivers.back')}</Link>}
        note={
          <span className="row">
            <Tag tone={waiverTone[record.state]} dot>
              {t(`terms.waiver_${record.state}`)}
            </Tag>
            <span>{record.unit_name}</span>
          </span>
        }
      />
      <FieldList
        fields={[
          { label: t('waivers.kind'), value: t(`terms.waiver_kind_${record.kind}`) },
          { label: t('waivers.period'), value: words.span(record) },
          { label: t('waivers.amount'), value: words.amount(record) },
          { label: t('waivers.authority'), value: t(`waivers.authority_${record.authority}`) },
          { label: t('waivers.reason'), value: record.reason, wide: true },
          { label: t('waivers.requested'), value: by(record.requested_by_name, record.requested_at) },
          {
            label: t('waivers.decided'),
            value:
              record.decided_by_name && record.decided_at && by(record.decided_by_name, record.decided_at),
          },
          { label: t('waivers.decision_note'), value: record.decision_note, wide: true },
        ]}
      />
      <MoveBar
        sticky
        moves={record.allowed_moves.map((step) => ({
          id: step,
          label: t(`waivers.${step}`),
          primary: step === 'approve',
          onSelect: () => setAsked(step),
        }))}
      />
      {asked && <MoveDialog record={record} step={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

const done = { approve: 'approved_done', reject: 'rejected_done', withdraw: 'withdrawn_done' } as const;

function MoveDialog({ record, step, onClose }: { record: Waiver; step: Step; onClose: () => void }) {
  const t = useT(waivers);
  const me = useMe();
  const words = useWaiverWords();
  const repeat = useIdempotencyKey();
  const move = api.useMutation('post', '/api/v1/waivers/{id}/moves');
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const own = record.person_id === me.person?.id || record.requested_by_name === me.account.display_name;
  const asksWhy = step === 'reject' || (step === 'withdraw' && !own);

  async function send(): Promise<boolean> {
    if (asksWhy && note.trim().length < 2) {
      setMissing(true);
      return false;
    }
    await move.mutateAsync({
      params: { path: { id: record.id }, header: idempotent(repeat.key()) },
      body: { move: step, ...(note.trim() ? { note: note.trim() } : {}) },
    });
    repeat.renew();
    await changed('/api/v1/waivers', '/api/v1/duty-progress', '/api/v1/dashboard');
    notify.done(t(`waivers.${done[step]}`));
    return true;
  }

  return (
    <ConfirmMove
      title={t(`waivers.${step}`)}
      text={t(`waivers.${step}_text`, { name: words.whose(record), duty: words.duty(record) })}
      confirmLabel={t(`waivers.${step}`)}
      onConfirm={send}
      onClose={onClose}
    >
      {step !== 'approve' && (
        <Textarea
          size="md"
          label={t('waivers.why')}
          required={asksWhy}
          maxLength={500}
          autosize
          minRows={2}
          value={note}
          error={missing && t('waivers.why_required')}
          onChange={({ currentTarget }) => {
            setNote(currentTarget.value);
            setMissing(false);
          }}
        />
      )}
    </ConfirmMove>
  );
}
