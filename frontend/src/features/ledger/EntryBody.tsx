import { type ReactNode, useId, useState } from 'react';
import { api, type components } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Attachments, Icon, Tag, Timeline } from '#/ui';
import { Callbacks } from './Callbacks';
import { CoHandlers } from './CoHandlers';
import { EntryFacts } from './EntryFacts';
import { EntryForms } from './EntryForms';
import { stepOf } from './events';
import { Hearings } from './Hearings';
import { Identity } from './Identity';
import css from './Ledger.module.css';
import { refreshLedger } from './moves/MoveFrame';
import { Notices } from './Notices';
import { BoardPart } from './outside/BoardPart';
import { FollowCode } from './outside/FollowCode';
import { Mention } from './outside/Mention';
import { Slip } from './outside/Slip';
import { Stages } from './Stages';
import { StepText } from './StepText';
import { ledger } from './texts';
import { useWords } from './useWords';
import type { Entry, LedgerEvent } from './words';

type Heading = 'h2' | 'h3';
type Props = {
  entry: Entry;
  done: string | undefined;
  heading: Heading;
  /** Buttons that are no moves. */
  tools: ReactNode;
};

/** What is known of an entry, and how it came that far. */
export function EntryBody({ entry, done, heading, tools }: Props) {
  const t = useT(ledger);
  const [slip, setSlip] = useState<components['schemas']['FollowSlip'] | null>(null);
  if (slip) return <Slip slip={slip} onDone={() => setSlip(null)} />;
  return (
    <article className={css.body}>
      <p className={`${css.done} no-print`} role="status">
        {done && (
          <>
            <Icon name="check" size={18} />
            <span>{done}</span>
          </>
        )}
      </p>
      <div className={css.headline}>
        <Turn entry={entry} />
        <div className={`${css.tools} no-print`}>{tools}</div>
      </div>
      <Notices entry={entry} />
      <p className={css.content}>{entry.content}</p>
      <EntryFacts entry={entry} />
      <Identity entry={entry} />
      <Mention entry={entry} heading={heading} />
      {entry.reply && (
        <Section title={t('ledger.answer')} heading={heading}>
          <div className={css.answer}>
            <p className={css.words}>{entry.reply}</p>
            <p className="row">
              {entry.outcome && (
                <Tag tone={entry.outcome === 'resolved' ? 'green' : 'grey'}>
                  {t(`terms.outcome_${entry.outcome}`)}
                </Tag>
              )}
              {entry.handling_way && <Tag>{t(`ledger.way_${entry.handling_way}`)}</Tag>}
              {entry.finding && <Tag>{t(`ledger.finding_${entry.finding}`)}</Tag>}
              {entry.closed_at && entry.satisfaction && (
                <Tag>{t(`ledger.satisfaction_${entry.satisfaction}`)}</Tag>
              )}
            </p>
          </div>
        </Section>
      )}
      <Attachments
        owner={{ of: 'ledger-entries', id: entry.id }}
        framed={false}
        heading={heading}
        className={css.section}
        onChanged={refreshLedger}
      />
      <Hearings entry={entry} heading={heading} />
      <CoHandlers entry={entry} heading={heading} />
      <Steps entry={entry} heading={heading} />
      <Callbacks entry={entry} heading={heading} />
      <Stages entry={entry} heading={heading} />
      <EntryForms entry={entry} heading={heading} />
      {entry.state === 'closed' && <BoardPart entry={entry} heading={heading} />}
      <div className="row no-print">
        <FollowCode entry={entry} onSlip={setSlip} />
      </div>
    </article>
  );
}

type SectionProps = { title: string; heading: Heading; children: ReactNode };

export function Section({ title, heading: H, children }: SectionProps) {
  const id = useId();
  return (
    <section className={css.section} aria-labelledby={id}>
      <H id={id}>{title}</H>
      {children}
    </section>
  );
}

/** Whose turn it is. */
function Turn({ entry }: { entry: Entry }) {
  const t = useT(ledger);
  const format = useFormat();
  const handler = entry.handler_name ?? entry.handler_unit_name ?? entry.unit_name;
  const words =
    entry.state === 'closed'
      ? t('ledger.turn_closed', { day: format.date(entry.closed_at ?? entry.updated_at) })
      : entry.state === 'accepted' && entry.allowed_moves.length === 0 && entry.returns > 1
        ? t('ledger.turn_ruling')
        : entry.state === 'routed' || entry.state === 'in_progress'
          ? t(`ledger.turn_${entry.state}`, { unit: handler })
          : entry.state === 'replied'
            ? t('ledger.turn_replied')
            : t(`ledger.turn_${entry.state}`, { unit: entry.unit_name });
  const also = !entry.my_turn && entry.allowed_moves.length > 0;
  return (
    <p className={css.turn} data-mine={entry.my_turn || undefined}>
      {entry.my_turn ? (
        <>
          <span className="no-print">{t('ledger.my_turn')}</span>
          <span className="print-only">{words}</span>
        </>
      ) : (
        words
      )}
      {also && <span className="muted no-print"> {t('ledger.may_also')}</span>}
    </p>
  );
}

/** What happens beside the way of an entry. */
const asides: readonly LedgerEvent['move'][] = [
  'amend',
  'note',
  'remark',
  'remind',
  'absorb',
  'join_topic',
  'leave_topic',
  'read_identity',
];

function Steps({ entry, heading }: { entry: Entry; heading: Heading }) {
  const t = useT(ledger);
  const format = useFormat();
  const words = useWords(entry);
  const events = api.useQuery('get', '/api/v1/ledger-entries/{id}/events', {
    params: { path: { id: entry.id } },
  });
  const newest = (events.data?.items ?? []).toReversed();
  const current = newest.find((event) => !asides.includes(event.move));
  if (newest.length === 0) return null;
  return (
    <Section title={t('ledger.process')} heading={heading}>
      <Timeline
        label={t('ledger.process')}
        items={newest.map((event) => {
          const step = stepOf(event, words);
          return {
            id: event.id,
            title: step.title,
            who: event.by === 'account' ? event.actor_name : t(`ledger.by_${event.by}`),
            at: format.dateTime(event.at),
            text: <StepText step={step} />,
            current: event === current,
          };
        })}
      />
    </Section>
  );
}
