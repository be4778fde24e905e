/** @jsxImportSource preact */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { type Failure, get, isFailure, type Schemas } from '../api';
import { UnitField } from '../concern/steps';
import { day, language } from '../language';
import type { PageProps } from '../main';
import { Frame, Problem } from '../parts';
import { shared } from '../texts';
import { words } from './texts';

type Board = Schemas['Board'];

const unitInAddress = () => new URLSearchParams(location.search).get('unit') ?? '';

/** What was raised and what came of it, of one central school. */
export function BoardPage({ onLanguage }: PageProps) {
  const t = words();
  const [units, setUnits] = useState<Schemas['PublicUnit'][]>([]);
  const [unit, setUnit] = useState(unitInAddress);
  const [board, setBoard] = useState<Board | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const load = useCallback(async () => {
    setFailure(null);
    const found = await get<Schemas['PublicUnits']>('units');
    if (isFailure(found)) {
      setFailure(found);
      return;
    }
    setUnits(found.items);
    // Where there is one school only, nobody has to choose it.
    const [first] = found.items;
    const only = first && found.items.every((one) => one.school_name === first.school_name);
    if (only) setUnit((chosen) => chosen || first.id);
  }, []);
  const show = useCallback(async () => {
    setBoard(null);
    if (!unit) return;
    setFailure(null);
    const found = await get<Board>(`board?unit_id=${encodeURIComponent(unit)}`);
    if (isFailure(found)) setFailure(found);
    else setBoard(found);
  }, [unit]);
  useEffect(() => {
    void load();
  }, [load]);
  useEffect(() => {
    if (unit) history.replaceState(null, '', `/board?unit=${encodeURIComponent(unit)}`);
    void show();
  }, [unit, show]);

  return (
    <Frame page="board" title={t.title} onLanguage={onLanguage}>
      <p>{t.lead}</p>
      <div class="no-print">
        {units.length > 0 && <UnitField units={units} value={unit} onChange={setUnit} />}
        <p class="hint">{t.unit_hint}</p>
      </div>
      <Problem failure={failure} unknown={t.unknown} />
      {failure && (
        <button type="button" class="main" onClick={() => void (units.length > 0 ? show() : load())}>
          {shared[language()].again}
        </button>
      )}
      {board && <Shown board={board} />}
    </Frame>
  );
}

function Shown({ board }: { board: Board }) {
  const t = words();
  const period = t.period.replace('{from}', day(board.from)).replace('{until}', day(board.until));
  return (
    <>
      <h2>{board.school_name}</h2>
      <p>
        {period}
        {Boolean(board.total) && `，${t.total.replace('{count}', String(board.total))}`}
      </p>
      {board.total === null && <p class="done">{t.few}</p>}
      {board.total === 0 && <p class="done">{t.none}</p>}
      {Boolean(board.total) && (
        <>
          <Counts title={t.categories} rows={board.categories.map(({ name, count }) => ({ name, count }))} />
          <Counts
            title={t.outcomes}
            rows={board.outcomes.map(({ outcome, count }) => ({ name: outcomeWords(outcome), count }))}
          />
          <Rates rates={board.rates} />
          <p class="muted">{t.least.replace(/\{least\}/g, String(board.least))}</p>
        </>
      )}
      <section aria-labelledby="summaries">
        <h2 id="summaries">{t.summaries}</h2>
        {board.summaries.length === 0 && <p>{t.no_summaries}</p>}
        {board.summaries.map((summary) => (
          <article key={summary.published_on + summary.title}>
            <h3>{summary.title}</h3>
            <p class="says">{summary.result}</p>
            <p class="muted">
              {[summary.unit_name, summary.category_name, day(summary.published_on)].join(' · ')}
            </p>
          </article>
        ))}
      </section>
    </>
  );
}

function outcomeWords(outcome: Board['outcomes'][number]['outcome']): string {
  const t = words();
  switch (outcome) {
    case 'resolved':
    case 'explained':
    case 'referred_up':
    case 'unsubstantiated':
    case 'declined':
      return t[`outcome_${outcome}`];
    default:
      return t.outcome_open;
  }
}

type CountsProps = { title: string; rows: { name: string; count: number | null }[] };

function Counts({ title, rows }: CountsProps) {
  const t = words();
  return (
    <section>
      <table>
        <caption>{title}</caption>
        <tbody>
          {rows.map(({ name, count }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class={count === null ? 'muted' : undefined}>{count ?? t.hidden}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Rates({ rates }: { rates: Board['rates'] }) {
  const t = words();
  const names = ['response', 'completion', 'resolution', 'satisfaction'] as const;
  return (
    <section>
      <table>
        <caption>{t.rates}</caption>
        <tbody>
          {names.map((name) => {
            const rate = rates[name];
            return (
              <tr key={name}>
                <th scope="row">{t[name]}</th>
                <td class={rate ? undefined : 'muted'}>
                  {rate ? (
                    <>
                      {Math.round((rate.part / rate.whole) * 100)}%{' '}
                      <span class="muted">
                        {t.of.replace('{part}', String(rate.part)).replace('{whole}', String(rate.whole))}
                      </span>
                    </>
                  ) : (
                    t.no_rate
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
