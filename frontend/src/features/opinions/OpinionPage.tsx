import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ErrorState, FieldList, MoveBar, PageHeader, Skeleton, Timeline, usePhone } from '#/ui';
import { MoveDialog } from './MoveDialog';
import { changedFields, type Opinion, type OpinionEvent, type OpinionMove } from './model';
import { OpinionDialog } from './OpinionDialog';
import css from './Opinions.module.css';
import { RaiseDialog } from './RaiseDialog';
import { Due, LevelTag, StateTag } from './Tags';
import { opinions } from './texts';

const route = getRouteApi('/_in/opinions/$id');

/** What was said, who answers, and what became of it. */
export function OpinionPage() {
  const { id } = route.useParams();
  const t = useT(opinions);
  const phone = usePhone();
  const path = { params: { path: { id } } };
  const found = api.useQuery('get', '/api/v1/opinion-items/{id}', path);
  const steps = api.useQuery('get', '/api/v1/opinion-items/{id}/events', path);
  const [asked, setAsked] = useState<OpinionMove | 'edit' | 'raise' | null>(null);
  const close = () => setAsked(null);
  const back = <Link to="/opinions">← {t('opinions.title')}</Link>;
  const row = found.data;
  if (!row) {
    return (
      <>
        <PageHeader back={back} title={t('opinions.one')} />
        <div className="sheet">
          {found.error ? (
            <ErrorState error={found.error} onRetry={() => void found.refetch()} />
          ) : (
            <Skeleton lines={9} />
          )}
        </div>
      </>
    );
  }
  return (
    <>
      <PageHeader
        back={back}
        title={row.summary}
        note={
          <span className="row">
            <StateTag of={row} />
            <LevelTag of={row} />
          </span>
        }
        actions={
          <>
            {row.may_raise && (
              <Button variant="default" onClick={() => setAsked('raise')}>
                {t('opinions.raise')}
              </Button>
            )}
            {row.editable && (
              <Button variant="default" onClick={() => setAsked('edit')}>
                {t('opinions.edit')}
              </Button>
            )}
          </>
        }
      />
      <div className={css.page}>
        <Facts of={row} />
        <section className={`sheet ${css.section}`} aria-label={t('opinions.process')}>
          <h2>{t('opinions.process')}</h2>
          {steps.data ? <Steps events={steps.data.items} /> : <Skeleton lines={4} />}
        </section>
        <MoveBar
          sticky={phone}
          moves={row.allowed_moves.map((move) => ({
            id: move,
            label: t(`opinions.move_${move}`),
            primary: move === (row.state === 'open' ? 'reply' : 'close'),
            onSelect: () => setAsked(move),
          }))}
        />
      </div>
      {asked === 'edit' && <OpinionDialog of={row} onClose={close} />}
      {asked === 'raise' && <RaiseDialog of={row} onClose={close} />}
      {asked && asked !== 'edit' && asked !== 'raise' && <MoveDialog of={row} move={asked} onClose={close} />}
    </>
  );
}

function Facts({ of }: { of: Opinion }) {
  const t = useT(opinions);
  const format = useFormat();
  return (
    <section className={`sheet ${css.section}`} aria-label={t('opinions.one')}>
      <FieldList
        fields={[
          { label: t('opinions.source'), value: of.source },
          { label: t('opinions.seen_at'), value: format.dateTime(of.seen_at) },
          { label: t('opinions.due_at'), value: <Due of={of} /> },
          { label: t('opinions.unit'), value: of.unit_name },
          { label: t('opinions.responder'), value: of.responder_name ?? t('opinions.responder_none') },
          { label: t('opinions.recorded_by'), value: of.recorded_by_name },
          ...(of.raised
            ? [
                {
                  label: t('opinions.entry'),
                  value: of.ledger_entry_id ? (
                    <Link to="/ledger/$id" params={{ id: of.ledger_entry_id }}>
                      {of.ledger_entry_number}
                    </Link>
                  ) : (
                    t('opinions.entry_hidden')
                  ),
                },
              ]
            : []),
          ...(of.replied_at
            ? [{ label: t('opinions.replied_at'), value: format.dateTime(of.replied_at) }]
            : []),
          ...(of.link
            ? [
                {
                  label: t('opinions.link'),
                  value: (
                    <a href={of.link} target="_blank" rel="noopener noreferrer" className={css.link}>
                      {of.link}
                    </a>
                  ),
                  wide: true,
                },
              ]
            : []),
          { label: t('opinions.reply'), value: of.reply, wide: true },
        ]}
      />
    </section>
  );
}

function Steps({ events }: { events: OpinionEvent[] }) {
  const t = useT(opinions);
  const format = useFormat();
  const words = {
    source: t('opinions.source'),
    link: t('opinions.link'),
    summary: t('opinions.summary'),
    level: t('opinions.level'),
    due_at: t('opinions.due_at'),
    responder_name: t('opinions.responder'),
  };
  return (
    <Timeline
      label={t('opinions.process')}
      items={events.map((event, index) => {
        const fields = changedFields(event).map((field) => words[field]);
        return {
          id: String(event.seq),
          title: t(`opinions.step_${event.step}`),
          who: event.account_name,
          at: format.dateTime(event.at),
          text:
            event.note ??
            (fields.length > 0 ? t('opinions.changed', { fields: fields.join('、') }) : undefined),
          current: index === events.length - 1,
        };
      })}
    />
  );
}
