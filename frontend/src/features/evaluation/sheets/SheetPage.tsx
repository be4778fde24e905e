import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, asProblem, changed, client, fieldOf, idempotent, useIdempotencyKey } from '#/api';
import { useFormat, useT } from '#/i18n';
import {
  ButtonLink,
  ConfirmMove,
  ConflictDialog,
  DraftBadge,
  ErrorState,
  MoveBar,
  notify,
  PageHeader,
  PrintButton,
  ProblemNote,
  Skeleton,
  Tag,
  usePhone,
} from '#/ui';
import { Evidence } from './Evidence';
import { Items } from './Items';
import { around, type Edit, type Sheet, withEdit } from './model';
import css from './Sheets.module.css';
import { sheets } from './texts';
import { keepSheet, useAutosave } from './useAutosave';

const route = getRouteApi('/_in/evaluation/sheets/$id');

/** A sheet: to be filled in by its assessor, to be read by whoever holds the round once it is sealed. */
export function SheetPage() {
  const t = useT(sheets);
  const { id } = route.useParams();
  const query = api.useQuery('get', '/api/v1/evaluation-sheets/{id}', { params: { path: { id } } });
  if (query.data) return <Open key={id} stored={query.data} />;
  return (
    <>
      <PageHeader title={t('sheets.one')} back={<Link to="/evaluation/sheets">← {t('sheets.title')}</Link>} />
      <div className="sheet">
        {query.error ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton lines={9} />
        )}
      </div>
    </>
  );
}

function Open({ stored }: { stored: Sheet }) {
  const t = useT(sheets);
  const autosave = useAutosave(stored);
  const sheet = withEdit(stored, autosave.edit);
  const [pointing, setPointing] = useState(false);
  return (
    <>
      <Head sheet={sheet} />
      {sheet.editable && (
        <div className={css.saving}>
          <DraftBadge draft={{ state: autosave.state, savedAt: autosave.savedAt }} />
          {autosave.state === 'failed' && !autosave.error && (
            <>
              <span className="muted">{t('sheets.kept')}</span>
              <Button variant="subtle" size="compact-md" onClick={() => void autosave.flush()}>
                {t('sheets.save_now')}
              </Button>
            </>
          )}
        </div>
      )}
      <Refused sheet={sheet} autosave={autosave} />
      <div className={css.page}>
        <div className="stack">
          {sheet.notes && sheet.is_own && <p className={css.notes}>{sheet.notes}</p>}
          <Items sheet={sheet} pointing={pointing} onChange={(edit) => autosave.change(edit)} />
        </div>
        {sheet.is_own && <Foot sheet={sheet} flush={autosave.flush} onPoint={() => setPointing(true)} />}
        <Evidence sheet={sheet.id} />
      </div>
    </>
  );
}

function Head({ sheet }: { sheet: Sheet }) {
  const t = useT(sheets);
  const phone = usePhone();
  const format = useFormat();
  const { id, object } = sheet;
  const form = (blank: boolean) => () =>
    client.GET('/api/v1/evaluation-sheets/{id}/form', {
      params: { path: { id }, query: blank ? { blank } : {} },
      parseAs: 'blob',
    });
  const facts = [
    object.post,
    t('sheets.as', { group: sheet.group_name }),
    t('sheets.period', { from: format.date(sheet.period_from), until: format.date(sheet.period_to) }),
    sheet.closes_at &&
      sheet.round_state === 'open' &&
      t('sheets.closes', { time: format.dateTime(sheet.closes_at) }),
  ];
  const back = sheet.is_own ? (
    <Link to="/evaluation/sheets">← {t('sheets.title')}</Link>
  ) : (
    <Link to="/evaluation/$id" params={{ id: sheet.round_id }}>
      ← {sheet.round_title}
    </Link>
  );
  return (
    <PageHeader
      back={back}
      title={t('sheets.about', { name: object.name })}
      note={
        <span className="row">
          <Tag tone={sheet.state === 'submitted' ? 'green' : 'blue'}>
            {t(sheet.state === 'submitted' ? 'sheets.submitted' : 'sheets.not_submitted')}
          </Tag>
          {!sheet.is_own && <span>{t('sheets.by', { name: sheet.assessor_name })}</span>}
          <span>{facts.filter(Boolean).join(' · ')}</span>
        </span>
      }
      actions={
        !phone && (
          <>
            {sheet.is_own && <PrintButton form={form(true)} label={t('sheets.print_blank')} />}
            <PrintButton form={form(false)} label={t('sheets.print')} />
          </>
        )
      }
    />
  );
}

/** What the server refused: another device's grades beside these, or the reason why nothing is taken any more. */
function Refused({ sheet, autosave }: { sheet: Sheet; autosave: ReturnType<typeof useAutosave> }) {
  const t = useT(sheets);
  const { error } = autosave;
  if (sheet.set_aside_reason) {
    return <p className={css.notes}>{t('sheets.set_aside', { reason: sheet.set_aside_reason })}</p>;
  }
  if (!error) return null;
  const problem = asProblem(error);
  if (problem.status !== 412) return <ProblemNote error={error} />;
  const items = sheet.dimensions.flatMap((dimension) => dimension.items);
  const labels = Object.fromEntries(items.map((item) => [`grades.${item.code}`, item.text]));
  const named = (grade: unknown) =>
    grade === null ? t('sheets.abstain') : sheet.choices.find((one) => one.code === grade)?.name;
  return (
    <ConflictDialog
      problem={problem}
      labels={{ ...labels, remark: t('sheets.remark') }}
      format={(field, value) =>
        field === 'remark' ? String(value ?? '') || '—' : (named(value) ?? t('sheets.missing'))
      }
      onResolve={({ version, values }) => {
        autosave.resolve(chosen(problem, values), version);
        void changed('/api/v1/evaluation-sheets');
      }}
      onClose={() => void changed('/api/v1/evaluation-sheets')}
    />
  );
}

/** Of the edit what was chosen over what the other device had saved. */
function chosen(problem: ReturnType<typeof asProblem>, values: Record<string, unknown>): Edit {
  const edit: Edit = { grades: {} };
  for (const { pointer, yours } of problem.differences) {
    const field = fieldOf(pointer);
    if (values[field] !== yours) continue;
    if (field === 'remark') edit.remark = typeof yours === 'string' ? yours : '';
    else if (yours === null || typeof yours === 'string') edit.grades[field.replace('grades.', '')] = yours;
  }
  return edit;
}

type FootProps = { sheet: Sheet; flush: () => Promise<boolean>; onPoint: () => void };

/** Submitting, taking back, and on to the next one. */
function Foot({ sheet, flush, onPoint }: FootProps) {
  const t = useT(sheets);
  const [asked, setAsked] = useState(false);
  const repeat = useIdempotencyKey();
  const { data } = api.useQuery('get', '/api/v1/evaluation-sheets', {
    params: { query: { round_id: sheet.round_id, limit: 200 } },
  });
  const { place, count, left, previous, next } = around(data?.items ?? [], sheet.id);

  async function make(move: 'submit' | 'reopen') {
    if (!(await flush())) return false;
    const { data: moved } = await client.POST('/api/v1/evaluation-sheets/{id}/moves', {
      params: { path: { id: sheet.id }, header: idempotent(repeat.key()) },
      body: { move },
    });
    if (!moved) throw new TypeError('empty answer');
    repeat.renew();
    keepSheet(moved);
    notify.done(t(move === 'submit' ? 'sheets.handed_in' : 'sheets.taken_back'));
    await changed('/api/v1/evaluation-sheets', '/api/v1/dashboard');
    return true;
  }
  const lacks = sheet.missing.length;
  const submit = () => {
    if (lacks === 0) {
      setAsked(true);
      return;
    }
    onPoint();
    document.getElementById(`item-${sheet.missing[0]}`)?.scrollIntoView({ block: 'center' });
  };
  return (
    <div className={css.foot}>
      {count > 1 && (
        <nav className={css.others} aria-label={sheet.round_title}>
          {previous && (
            <Link to="/evaluation/sheets/$id" params={{ id: previous.id }}>
              {t('sheets.previous', { name: previous.object.name })}
            </Link>
          )}
          <span className="muted">
            {t('sheets.place', { place, count })} ·{' '}
            {left > 0 ? t('sheets.left', { count: left }) : t('sheets.done')}
          </span>
        </nav>
      )}
      {sheet.editable && lacks > 0 && <p className="muted">{t('sheets.lacks', { count: lacks })}</p>}
      {sheet.state === 'submitted' && next && (
        <ButtonLink to="/evaluation/sheets/$id" params={{ id: next.id }}>
          {t('sheets.next', { name: next.object.name })}
        </ButtonLink>
      )}
      <MoveBar
        moves={sheet.allowed_moves.map((move) => ({
          id: move,
          label: t(`sheets.${move}`),
          primary: move === 'submit',
          onSelect: move === 'submit' ? submit : () => void make('reopen').catch(notify.problem),
        }))}
      />
      {asked && (
        <ConfirmMove
          title={t('sheets.submit_title')}
          text={t('sheets.submit_text')}
          confirmLabel={t('sheets.submit')}
          onConfirm={() => make('submit')}
          onClose={() => setAsked(false)}
        />
      )}
    </div>
  );
}
