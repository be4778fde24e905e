import { getRouteApi, Link } from '@tanstack/react-router';
import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { EmptyState, ErrorState, PageHeader, Skeleton, Tag } from '#/ui';
import { EvaluationTabs } from '../EvaluationTabs';
import { byRound, type RoundOfSheets, type SheetRow } from './model';
import css from './Sheets.module.css';
import { sheets } from './texts';

const route = getRouteApi('/_in/evaluation/sheets/');
const MOST = 200;

/** The sheets I fill as an assessor, by round. */
export function SheetsPage() {
  const t = useT(sheets);
  const waiting = route.useSearch().to_do === 'true';
  const query = api.useQuery(
    'get',
    '/api/v1/evaluation-sheets',
    { params: { query: { limit: MOST, ...(waiting ? { to_do: true } : {}) } } },
    { placeholderData: (previous) => previous },
  );
  const rounds = byRound(query.data?.items ?? []);
  return (
    <>
      <PageHeader title={t('sheets.title')} note={t('sheets.note')} />
      <EvaluationTabs />
      <nav className={`${css.switch} no-print`} aria-label={t('sheets.switch')}>
        <Link to="/evaluation/sheets" search={{ to_do: 'true' }} className={css.choice} activeOptions={exact}>
          {t('sheets.to_do')}
        </Link>
        <Link to="/evaluation/sheets" className={css.choice} activeOptions={exact}>
          {t('sheets.all')}
        </Link>
      </nav>
      {query.isPending ? (
        <div className="sheet">
          <Skeleton lines={6} height={40} />
        </div>
      ) : query.error ? (
        <div className="sheet">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      ) : rounds.length === 0 ? (
        <div className="sheet">
          <EmptyState icon="check" text={t(waiting ? 'sheets.none_to_do' : 'sheets.empty')} />
        </div>
      ) : (
        <div className="stack">
          {rounds.map((round) => (
            <Round key={round.id} round={round} />
          ))}
          {query.data.next && <p className="muted">{t('sheets.only_latest')}</p>}
        </div>
      )}
    </>
  );
}

const exact = { exact: true, includeSearch: true };

function Round({ round }: { round: RoundOfSheets }) {
  const t = useT(sheets);
  const format = useFormat();
  const until = !round.taken
    ? t('sheets.over')
    : round.closes_at
      ? t('sheets.closes', { time: format.dateTime(round.closes_at) })
      : '';
  const left = round.left > 0 ? t('sheets.left', { count: round.left }) : t('sheets.all_submitted');
  return (
    <section className={`sheet ${css.round}`} aria-label={round.title}>
      <header className={css.head}>
        <h2>{round.title}</h2>
        <p className="muted">{[left, until].filter(Boolean).join(' · ')}</p>
      </header>
      <ul className={css.people}>
        {round.sheets.map((row) => (
          <li key={row.id}>
            <Link to="/evaluation/sheets/$id" params={{ id: row.id }} className={css.person}>
              <span className={css.name}>
                <b>{row.object.name}</b>
                <span className="muted">{[row.object.post, row.group_name].filter(Boolean).join(' · ')}</span>
              </span>
              <StateOfSheet of={row} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function StateOfSheet({ of }: { of: SheetRow }) {
  const t = useT(sheets);
  if (of.state === 'submitted') return <Tag tone="green">{t('sheets.submitted')}</Tag>;
  if (!of.editable) return <Tag>{t('sheets.not_submitted')}</Tag>;
  if (of.answered === 0) return <Tag>{t('sheets.fresh')}</Tag>;
  return <Tag tone="blue">{t('sheets.started', { answered: of.answered, items: of.items })}</Tag>;
}
