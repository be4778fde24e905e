import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ErrorState, FigureLink, InfoTip, Skeleton, Tag, type Tone } from '#/ui';
import type { Evidence as Told } from './model';
import css from './Sheets.module.css';
import { sheets } from './texts';

type Figure = Told['entries']['all'];

/** What came of the work in these days, each number with its list: outcomes, never traces. */
export function Evidence({ sheet: id }: { sheet: string }) {
  const t = useT(sheets);
  const format = useFormat();
  const query = api.useQuery('get', '/api/v1/evaluation-sheets/{id}/evidence', { params: { path: { id } } });
  const told = query.data;
  return (
    <aside className={`sheet ${css.evidence}`} aria-label={t('sheets.evidence')}>
      <h2>{t('sheets.evidence')}</h2>
      {told ? (
        <>
          <p className="muted">
            {t('sheets.evidence_note', { from: format.date(told.from), until: format.date(told.until) })}
          </p>
          <Entries told={told} />
          <Duties told={told} />
          <Inspected told={told} />
          {told.confirmed && <Confirmed of={told.confirmed} />}
        </>
      ) : query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton lines={9} />
      )}
    </aside>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.part} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** A number that opens its list as far as the caller may read it, and says so where it is not all. */
function Count({ name, figure }: { name: string; figure: Figure }) {
  const t = useT(sheets);
  const format = useFormat();
  const { value, listed, query } = figure;
  return (
    <li className={css.count}>
      <span>{name}</span>
      <span className={css.number}>
        {listed < value && (
          <small>{listed > 0 ? t('sheets.listed', { count: listed }) : t('sheets.unlisted')}</small>
        )}
        <FigureLink query={listed > 0 ? query : null} label={name} className={css.value}>
          {format.number(value)}
        </FigureLink>
      </span>
    </li>
  );
}

function Entries({ told }: { told: Told }) {
  const t = useT(sheets);
  const { all, open, outcomes, reopened, satisfaction } = told.entries;
  const heard = satisfaction.reduce((sum, one) => sum + one.figure.value, 0);
  const title = told.object.kind === 'cadre' ? 'sheets.evidence_entries' : 'sheets.evidence_entries_of_team';
  return (
    <Part title={t(title)}>
      {all.value === 0 ? (
        <p className="muted">{t('sheets.evidence_none')}</p>
      ) : (
        <ul>
          <Count name={t('sheets.all_entries')} figure={all} />
          {outcomes.map((one) => (
            <Count key={one.outcome} name={t(`terms.outcome_${one.outcome}`)} figure={one.figure} />
          ))}
          {open.value > 0 && <Count name={t('sheets.open_entries')} figure={open} />}
          <Count name={t('sheets.reopened')} figure={reopened} />
          {heard > 0 &&
            satisfaction.map((one) => (
              <Count
                key={one.satisfaction}
                name={`${t('sheets.called_back')} · ${t(`sheets.${one.satisfaction}`)}`}
                figure={one.figure}
              />
            ))}
        </ul>
      )}
    </Part>
  );
}

const TONES: Partial<Record<Told['duties'][number]['state'], Tone>> = {
  on_pace: 'green',
  met: 'green',
  behind: 'amber',
};

function Duties({ told }: { told: Told }) {
  const t = useT(sheets);
  const team = told.object.kind === 'leadership_team';
  return (
    <Part title={t(team ? 'sheets.evidence_duties_of_team' : 'sheets.evidence_duties')}>
      {told.duties.length === 0 ? (
        <p className="muted">{t('sheets.evidence_none')}</p>
      ) : (
        <ul>
          {told.duties.map((duty) => (
            <li key={`${duty.title} ${duty.subject_name} ${duty.starts_on}`} className={css.duty}>
              <span className={css.dutyHead}>
                <b>
                  {duty.subject_name === told.object.name ? '' : `${duty.subject_name} `}
                  {duty.title}
                  <InfoTip label={duty.title} rule={duty.rule} period={duty.period_name} />
                </b>
                {duty.state !== 'not_derived' && (
                  <Tag tone={TONES[duty.state] ?? 'grey'}>{t(`terms.duty_${duty.state}`)}</Tag>
                )}
              </span>
              <FigureLink query={duty.query?.path} className={css.words}>
                {duty.words}
              </FigureLink>
              {duty.waived > 0 && <span className="muted">{t('sheets.waived', { count: duty.waived })}</span>}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function Inspected({ told }: { told: Told }) {
  const t = useT(sheets);
  return (
    <Part title={t('sheets.evidence_inspected')}>
      {told.inspected.length === 0 ? (
        <p className="muted">{t('sheets.evidence_none')}</p>
      ) : (
        <ul>
          {told.inspected.map((one) => (
            <Count key={one.state} name={t(`terms.finding_${one.state}`)} figure={one.figure} />
          ))}
        </ul>
      )}
    </Part>
  );
}

function Confirmed({ of }: { of: NonNullable<Told['confirmed']> }) {
  const t = useT(sheets);
  return (
    <Part title={t('sheets.evidence_confirmed')}>
      {of.value === 0 ? (
        <p className="muted">{t('sheets.evidence_none')}</p>
      ) : (
        <>
          <p>
            {t('sheets.confirmed_count', { count: of.value })}
            {of.items.length < of.value && <small className="muted"> {t('sheets.unlisted')}</small>}
          </p>
          <ul>
            {of.items.map((entry) => (
              <li key={entry.id} className={css.count}>
                <Link to="/ledger/$id" params={{ id: entry.id }}>
                  {entry.number} {entry.title}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}
