import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ComponentType, useState } from 'react';
import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ErrorState, FieldList, Icon, MoveBar, PageHeader, Skeleton, Timeline, usePhone } from '#/ui';
import css from '../Evaluation.module.css';
import { changedFields, ONWARD, type Round, type RoundEvent, type RoundMove } from '../model';
import { RoundTags } from '../Tags';
import { evaluation } from '../texts';
import { AssessorList } from './AssessorList';
import { Course } from './Course';
import { ObjectList } from './ObjectList';
import { RoundDialog } from './RoundDialog';
import { RoundMoveDialog } from './RoundMoveDialog';

const route = getRouteApi('/_in/evaluation/$id');

/** What other pages show of a round, each its own sheet. */
export type RoundSections = Partial<Record<'boxes' | 'sheets' | 'results', ComponentType<{ round: Round }>>>;

/** A round: where it stands, what it lacks, what may still change, and what can be done next. */
export function RoundPage({ sections = {} }: { sections?: RoundSections }) {
  const { id } = route.useParams();
  const t = useT(evaluation);
  const found = api.useQuery('get', '/api/v1/evaluation-rounds/{id}', { params: { path: { id } } });
  if (found.data) return <Loaded round={found.data} sections={sections} />;
  return (
    <>
      <PageHeader
        back={<Link to="/evaluation">{t('evaluation.back_rounds')}</Link>}
        title={t('evaluation.one')}
      />
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

function Loaded({ round, sections }: { round: Round; sections: RoundSections }) {
  const t = useT(evaluation);
  const phone = usePhone();
  const [asked, setAsked] = useState<RoundMove | 'edit' | null>(null);
  const close = () => setAsked(null);
  const { boxes: Boxes, sheets: Sheets, results: Results } = sections;
  const scored = ['scored', 'published', 'archived'].includes(round.state);
  const blocked = (move: RoundMove) =>
    move === 'open' && round.lacks.some((one) => one.pointer !== '#/closes_at')
      ? t('evaluation.lacks_first')
      : undefined;
  return (
    <>
      <PageHeader
        back={<Link to="/evaluation">{t('evaluation.back_rounds')}</Link>}
        title={round.title}
        note={<RoundTags of={round} />}
        actions={
          round.may_change.includes('title') && (
            <Button variant="default" onClick={() => setAsked('edit')}>
              {t('evaluation.edit')}
            </Button>
          )
        }
      />
      <Course state={round.state} />
      {round.is_example && round.state === 'draft' && (
        <p className={css.hint}>
          <Icon name="info" size={20} />
          {t('evaluation.example_text')}
        </p>
      )}
      <div className={css.page}>
        <div className={css.column}>
          {round.held && round.state === 'draft' && <Lacks round={round} />}
          <Facts round={round} />
          <ObjectList round={round} />
          {Results && scored && <Results round={round} />}
          {round.held && <AssessorList round={round} />}
        </div>
        <div className={css.column}>
          {Boxes && <Boxes round={round} />}
          {Sheets && round.held && round.state !== 'draft' && <Sheets round={round} />}
          {round.held && <Process round={round} />}
        </div>
        <div className={css.bar}>
          <MoveBar
            sticky={phone}
            moves={round.allowed_moves.map((move) => ({
              id: move,
              label: t(`evaluation.move_${move}`),
              primary: move === ONWARD[round.state],
              disabledReason: blocked(move),
              onSelect: () => setAsked(move),
            }))}
          />
        </div>
      </div>
      {asked === 'edit' && <RoundDialog of={round} onClose={close} />}
      {asked && asked !== 'edit' && <RoundMoveDialog of={round} move={asked} onClose={close} />}
    </>
  );
}

/** What opening it would be refused for, in the server's words. */
function Lacks({ round }: { round: Round }) {
  const t = useT(evaluation);
  return (
    <section className={`sheet ${css.section}`} aria-label={t('evaluation.lacks')}>
      <h2>{t('evaluation.lacks')}</h2>
      {round.lacks.length === 0 ? (
        <p>{t('evaluation.ready')}</p>
      ) : (
        <ul className={css.lacks}>
          {round.lacks.map((one) => (
            <li key={one.pointer + one.code}>{one.detail}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Facts({ round }: { round: Round }) {
  const t = useT(evaluation);
  const format = useFormat();
  const over = round.state === 'open' && round.closes_at && Date.parse(round.closes_at) <= Date.now();
  return (
    <section className={css.facts} aria-label={t('evaluation.one')}>
      <FieldList
        fields={[
          { label: t('evaluation.unit'), value: round.unit_name },
          {
            label: t('evaluation.scheme'),
            value: (
              <Link to="/evaluation/schemes/$id" params={{ id: round.scheme_id }}>
                {round.scheme_title}
              </Link>
            ),
          },
          {
            label: t('evaluation.period'),
            value: `${format.date(round.period_from)} – ${format.date(round.period_to)}`,
          },
          {
            label: t('evaluation.closes_at'),
            value: round.closes_at ? format.dateTime(round.closes_at) : t('evaluation.closes_unset'),
          },
          {
            label: t('evaluation.sheets'),
            value:
              round.state === 'draft'
                ? t('evaluation.sheets_none')
                : t('evaluation.sheets_of', {
                    submitted: round.sheets_submitted,
                    all: round.sheets_handed_out,
                  }),
          },
          ...(round.objections_until
            ? [{ label: t('evaluation.objections_until'), value: format.date(round.objections_until) }]
            : []),
          { label: t('evaluation.notes'), value: round.notes, wide: true },
          ...(round.held
            ? [{ label: t('evaluation.may_change'), value: <MayChange round={round} />, wide: true }]
            : []),
        ]}
      />
      {over && <p className="muted">{t('evaluation.closed')}</p>}
      {round.state !== 'draft' && <p className="muted">{t('evaluation.rules_frozen')}</p>}
    </section>
  );
}

function MayChange({ round }: { round: Round }) {
  const t = useT(evaluation);
  if (round.may_change.length === 0) return <>{t('evaluation.may_change_none')}</>;
  const words = round.may_change.map((part) =>
    part === 'closing' && round.state !== 'draft'
      ? t('evaluation.part_closing_open')
      : t(`evaluation.part_${part}`),
  );
  return <>{words.join('、')}</>;
}

function Process({ round }: { round: Round }) {
  const t = useT(evaluation);
  const steps = api.useQuery('get', '/api/v1/evaluation-rounds/{id}/events', {
    params: { path: { id: round.id } },
  });
  return (
    <section className={`sheet ${css.section}`} aria-label={t('evaluation.process')}>
      <h2>{t('evaluation.process')}</h2>
      {steps.data ? <Steps events={steps.data.items} /> : <Skeleton lines={4} />}
    </section>
  );
}

function Steps({ events }: { events: RoundEvent[] }) {
  const t = useT(evaluation);
  const format = useFormat();
  const words = {
    title: t('evaluation.name'),
    notes: t('evaluation.notes'),
    scheme_id: t('evaluation.scheme'),
    period_from: t('evaluation.period_from'),
    period_to: t('evaluation.period_to'),
    closes_at: t('evaluation.closes_at'),
    objects: t('evaluation.objects'),
    assessors: t('evaluation.assessors'),
  };
  return (
    <Timeline
      label={t('evaluation.process')}
      items={events.map((event, index) => {
        const fields = changedFields(event).map((field) => words[field]);
        return {
          id: String(event.seq),
          title: t(`evaluation.step_${event.step}`),
          who: event.account_name,
          at: format.dateTime(event.at),
          text:
            event.note ??
            (fields.length > 0 ? t('evaluation.changed', { fields: fields.join('、') }) : undefined),
          current: index === events.length - 1,
        };
      })}
    />
  );
}
