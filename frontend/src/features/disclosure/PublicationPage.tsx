import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ErrorState, FieldList, MoveBar, PageHeader, Skeleton, Timeline, usePhone } from '#/ui';
import { Check } from './Check';
import css from './Disclosure.module.css';
import { MoveDialog } from './MoveDialog';
import {
  changedFields,
  type PersonalData,
  type PublicationEvent,
  type PublicationMove,
  pieces,
} from './model';
import { PublicationDialog } from './PublicationDialog';
import { StateTag } from './PublicationsPage';
import { disclosure } from './texts';

const route = getRouteApi('/_in/publications/$id');

/** A publication: its text with what was found in it, who wrote and who read it. */
export function PublicationPage() {
  const { id } = route.useParams();
  const t = useT(disclosure);
  const format = useFormat();
  const phone = usePhone();
  const path = { params: { path: { id } } };
  const found = api.useQuery('get', '/api/v1/publications/{id}', path);
  const check = api.useQuery('get', '/api/v1/publications/{id}/personal-data', path);
  const steps = api.useQuery('get', '/api/v1/publications/{id}/events', path);
  const [asked, setAsked] = useState<PublicationMove | 'edit' | null>(null);
  const back = <Link to="/publications">← {t('disclosure.title')}</Link>;
  const row = found.data;
  if (!row) {
    return (
      <>
        <PageHeader back={back} title={t('disclosure.one')} />
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
  const settled = row.state === 'published' || row.state === 'withdrawn';
  const blocked = (move: PublicationMove) =>
    (move === 'review' || move === 'publish') && check.data?.clear === false
      ? t('disclosure.blocked')
      : undefined;
  return (
    <>
      <PageHeader
        back={back}
        title={row.title}
        note={<StateTag of={row} />}
        actions={
          row.editable && (
            <Button variant="default" onClick={() => setAsked('edit')}>
              {t('disclosure.edit')}
            </Button>
          )
        }
      />
      <div className={css.page}>
        <div className={css.column}>
          <section className={`sheet ${css.section}`} aria-label={t('disclosure.text')}>
            <Body text={row.text} found={(check.data?.items ?? []).filter((one) => one.field === 'text')} />
          </section>
          <section className={`sheet ${css.section}`} aria-label={t('disclosure.one')}>
            <FieldList
              fields={[
                { label: t('disclosure.class'), value: row.class_name },
                { label: t('disclosure.unit'), value: row.unit_name },
                { label: t('disclosure.period'), value: row.period },
                { label: t('disclosure.author'), value: row.author_name },
                { label: t('disclosure.reviewer'), value: row.reviewer_name },
                {
                  label: t('disclosure.published_on'),
                  value: row.published_on && format.date(row.published_on),
                },
                ...(row.withdraw_reason
                  ? [{ label: t('disclosure.withdraw_reason'), value: row.withdraw_reason, wide: true }]
                  : []),
              ]}
            />
          </section>
        </div>
        <div className={css.column}>
          {check.data && (!settled || check.data.items.length > 0) && <Check of={row} check={check.data} />}
          <section className={`sheet ${css.section}`} aria-label={t('disclosure.process')}>
            <h2>{t('disclosure.process')}</h2>
            {steps.data ? <Steps events={steps.data.items} /> : <Skeleton lines={4} />}
          </section>
        </div>
        <div className={css.bar}>
          <MoveBar
            sticky={phone}
            moves={row.allowed_moves.map((move) => ({
              id: move,
              label: t(`disclosure.move_${move}`),
              primary: move === 'review' || move === 'publish',
              disabledReason: blocked(move),
              onSelect: () => setAsked(move),
            }))}
          />
        </div>
      </div>
      {asked === 'edit' && <PublicationDialog of={row} onClose={() => setAsked(null)} />}
      {asked && asked !== 'edit' && <MoveDialog of={row} move={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

/** The text, with personal data marked where it stands. */
function Body({ text, found }: { text: string; found: PersonalData[] }) {
  const t = useT(disclosure);
  return (
    <div className={css.text}>
      <p>
        {pieces(text, found).map((piece) =>
          piece.found ? (
            <mark
              key={piece.at}
              data-intended={piece.found.intended !== null || undefined}
              title={t(`disclosure.kind_${piece.found.kind}`)}
            >
              {piece.text}
            </mark>
          ) : (
            <span key={piece.at}>{piece.text}</span>
          ),
        )}
      </p>
    </div>
  );
}

function Steps({ events }: { events: PublicationEvent[] }) {
  const t = useT(disclosure);
  const format = useFormat();
  const words = {
    class_name: t('disclosure.class'),
    title: t('disclosure.name'),
    period: t('disclosure.period'),
    text: t('disclosure.text'),
  };
  return (
    <Timeline
      label={t('disclosure.process')}
      items={events.map((event, index) => {
        const fields = changedFields(event).map((field) => words[field]);
        return {
          id: String(event.seq),
          title: t(`disclosure.step_${event.step}`),
          who: event.account_name,
          at: format.dateTime(event.at),
          text:
            event.note ??
            (fields.length > 0 ? t('disclosure.changed', { fields: fields.join('、') }) : undefined),
          current: index === events.length - 1,
        };
      })}
    />
  );
}
