import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { api, changed, client, type components, idempotent, ifMatch, useIdempotencyKey } from '#/api';
import { useFormat, useT } from '#/i18n';
import {
  ConfirmMove,
  ErrorState,
  FieldList,
  MoveBar,
  notify,
  PageHeader,
  PrintButton,
  Skeleton,
  Tag,
} from '#/ui';
import { Conflicts } from './Conflicts';
import { Differences } from './Differences';
import { Offers } from './Offers';
import { DutyTable, GroupTable, SchemeTable } from './PlanParts';
import { Policy, TemplateParts } from './PlanRules';
import { planTone } from './PlansPage';
import { PublishDialog } from './PublishDialog';
import css from './plan.module.css';
import { plan } from './texts';

export type Plan = components['schemas']['Plan'];

const route = getRouteApi('/_in/plan/$id');

/** The plan as a document: what binds whom, in the plan's own words, and what is left blank. */
export function PlanPage() {
  const t = useT(plan);
  const { id } = route.useParams();
  const query = api.useQuery('get', '/api/v1/plans/{id}', { params: { path: { id } } });
  if (query.isPending) return <Skeleton lines={8} height={22} />;
  if (query.error) {
    return (
      <>
        <PageHeader title={t('plan.title')} back={<Link to="/plan">{t('plan.back')}</Link>} />
        <div className="sheet">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      </>
    );
  }
  return <Document record={query.data} />;
}

function Document({ record }: { record: Plan }) {
  const t = useT(plan);
  const format = useFormat();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<'adopt' | 'discard' | 'publish' | null>(null);
  const repeat = useIdempotencyKey();
  const adopt = api.useMutation('post', '/api/v1/plans/{id}/adopt');
  const discard = api.useMutation('delete', '/api/v1/plans/{id}');
  const group = api.useQuery('get', '/api/v1/leading-group-members', {
    params: { query: { plan_id: record.id, limit: 200 } },
  });
  const open = (group.data?.items ?? []).filter((one) => !one.person_id).length;
  const path = { path: { id: record.id } };
  const may = (move: Plan['allowed_moves'][number]) => record.allowed_moves.includes(move);

  async function putInForce() {
    await adopt.mutateAsync({
      params: {
        path: { id: record.id },
        header: { ...ifMatch(record.version), ...idempotent(repeat.key()) },
      },
    });
    repeat.renew();
    await changed('/api/v1/plans', '/api/v1/duty-progress', '/api/v1/duties');
    notify.done(t('plan.adopt_done'));
  }

  async function throwAway() {
    await discard.mutateAsync({ params: { path: { id: record.id }, header: ifMatch(record.version) } });
    notify.done(t('plan.discarded'));
    await navigate({ to: '/plan' });
    await changed('/api/v1/plans');
  }

  return (
    <>
      <PageHeader
        title={record.title}
        back={<Link to="/plan">{t('plan.back')}</Link>}
        note={
          <span className="row">
            <Tag tone={planTone[record.state]} dot>
              {t(`plan.state_${record.state}`)}
            </Tag>
            <span>{record.unit_name}</span>
            {record.adopted_at && record.adopted_by_name && (
              <span>
                {t('plan.adopted', { name: record.adopted_by_name, at: format.dateTime(record.adopted_at) })}
              </span>
            )}
          </span>
        }
        actions={
          <>
            <PrintButton
              form={() => client.GET('/api/v1/plans/{id}/form', { params: path, parseAs: 'blob' })}
            />
            <PrintButton
              label={t('plan.word')}
              form={() => client.GET('/api/v1/plans/{id}/document', { params: path, parseAs: 'blob' })}
            />
          </>
        }
      />
      {record.state === 'draft' && (
        <p className={css.hint}>{t(may('publish') ? 'plan.bureau_hint' : 'plan.draft_hint')}</p>
      )}
      <div className="stack">
        <Offers record={record} />
        <Conflicts id={record.id} />
        <FieldList
          fields={[
            { label: t('plan.from'), value: format.date(record.effective_from) },
            { label: t('plan.to'), value: record.effective_to && format.date(record.effective_to) },
            { label: t('plan.document_number'), value: record.document_number },
            { label: t('plan.issued_on'), value: record.issued_on && format.date(record.issued_on) },
            {
              label: t('plan.template'),
              value:
                record.template_code &&
                `${record.template_title ?? record.template_code} · ${t('plan.version', { version: record.template_version ?? 0 })}`,
            },
            {
              label: t('plan.published'),
              value: record.published_version && t('plan.version', { version: record.published_version }),
            },
            { label: t('plan.basis'), value: record.basis.join('；'), wide: true },
          ]}
        />
        {record.template_code && (
          <div className="no-print">
            <Section title={t('plan.differences')}>
              <Differences id={record.id} />
            </Section>
          </div>
        )}
        <Section
          title={t('plan.group')}
          note={
            group.data &&
            t('plan.group_note', { filled: group.data.items.length - open, all: group.data.items.length })
          }
        >
          <GroupTable query={group} editable={may('staff')} />
        </Section>
        <Section title={t('plan.schemes')}>
          <SchemeTable id={record.id} />
        </Section>
        <Section title={t('plan.duties')} note={t('plan.duties_note')}>
          <DutyTable id={record.id} editable={may('edit')} />
        </Section>
        <Section title={t('plan.policy')}>
          <Policy policy={record.ledger_policy} />
        </Section>
        {record.template_code && <TemplateParts code={record.template_code} />}
      </div>
      <MoveBar
        sticky
        moves={[
          ...(may('discard')
            ? [{ id: 'discard', label: t('plan.discard'), onSelect: () => setAsked('discard') }]
            : []),
          ...(may('publish')
            ? [
                {
                  id: 'publish',
                  label: t('plan.publish'),
                  primary: true,
                  onSelect: () => setAsked('publish'),
                },
              ]
            : []),
          ...(may('adopt')
            ? [{ id: 'adopt', label: t('plan.adopt'), primary: true, onSelect: () => setAsked('adopt') }]
            : []),
        ]}
      />
      {asked === 'adopt' && (
        <ConfirmMove
          title={t('plan.adopt')}
          text={t('plan.adopt_text', { date: format.date(record.effective_from), unit: record.unit_name })}
          confirmLabel={t('plan.adopt')}
          onConfirm={putInForce}
          onClose={() => setAsked(null)}
        >
          <h3>{t('plan.differences')}</h3>
          <Differences id={record.id} />
          {open > 0 && <p className="muted">{t('plan.adopt_open', { count: open })}</p>}
        </ConfirmMove>
      )}
      {asked === 'publish' && <PublishDialog record={record} onClose={() => setAsked(null)} />}
      {asked === 'discard' && (
        <ConfirmMove
          title={t('plan.discard')}
          text={t('plan.discard_text')}
          confirmLabel={t('plan.discard')}
          onConfirm={throwAway}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section className={`sheet ${css.section}`} aria-label={title}>
      <h2>{title}</h2>
      {note && <p className="muted">{note}</p>}
      {children}
    </section>
  );
}
