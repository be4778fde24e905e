import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, type components, useCan } from '#/api';
import { today, useFormat, useT } from '#/i18n';
import { ErrorState, IconButton, Skeleton, Tag } from '#/ui';
import css from './Organisation.module.css';
import { organisation } from './texts';
import { TermDialog, YearDialog } from './YearDialogs';

type Year = components['schemas']['SchoolYear'];
type Term = components['schemas']['Term'];

/** School years with their terms, the latest first. */
export function Years() {
  const t = useT(organisation);
  const format = useFormat();
  const mayWrite = useCan('organisation:write');
  const [open, setOpen] = useState<{ year?: Year | 'new'; term?: Term; in?: Year }>({});
  const years = api.useQuery('get', '/api/v1/school-years', { params: { query: { limit: 20 } } });
  const terms = api.useQuery('get', '/api/v1/terms', {
    params: { query: { limit: 60, sort: 'starts_on' } },
  });
  const now = today();
  const close = () => setOpen({});
  const period = (row: { starts_on: string; ends_on: string }) =>
    t('organisation.period', { from: format.date(row.starts_on), to: format.date(row.ends_on) });
  const runs = (row: { starts_on: string; ends_on: string }) => row.starts_on <= now && now <= row.ends_on;
  const months = (term: Term) => term.teaching_months.map((month) => Number(month.slice(5))).join('、');
  const error = years.error ?? terms.error;
  return (
    <section className={`sheet ${css.part}`} aria-label={t('organisation.years')}>
      <div className={css.head}>
        <h2>{t('organisation.years')}</h2>
        {mayWrite && (
          <Button size="sm" variant="default" onClick={() => setOpen({ year: 'new' })}>
            {t('organisation.add_year')}
          </Button>
        )}
      </div>
      {(years.isPending || terms.isPending) && <Skeleton lines={4} />}
      {error && (
        <ErrorState error={error} onRetry={() => void Promise.all([years.refetch(), terms.refetch()])} />
      )}
      {years.data?.items.length === 0 && <p className={css.none}>{t('organisation.no_years')}</p>}
      {terms.data &&
        years.data?.items.map((year) => {
          const own = terms.data.items.filter((term) => term.school_year_id === year.id);
          return (
            <div key={year.id} className={css.year}>
              <div className="row">
                <b>{year.name}</b>
                {runs(year) && <Tag tone="green">{t('organisation.current')}</Tag>}
                <span className="muted">{period(year)}</span>
                {mayWrite && (
                  <>
                    <IconButton
                      icon="edit"
                      label={`${t('organisation.edit_year')}：${year.name}`}
                      onClick={() => setOpen({ year })}
                    />
                    <IconButton
                      icon="plus"
                      label={`${t('organisation.add_term')}：${year.name}`}
                      onClick={() => setOpen({ in: year })}
                    />
                  </>
                )}
              </div>
              {own.length === 0 && <p className="muted">{t('organisation.no_terms')}</p>}
              {own.map((term) => (
                <div key={term.id} className={css.line}>
                  <div>
                    <div className="row">
                      {term.name}
                      {runs(term) && <Tag tone="green">{t('organisation.current')}</Tag>}
                    </div>
                    <div className="muted">
                      {period(term)} · {t('organisation.teaching_months')} {months(term)}
                    </div>
                  </div>
                  {mayWrite && (
                    <IconButton
                      icon="edit"
                      label={`${t('organisation.edit_term')}：${year.name}${term.name}`}
                      onClick={() => setOpen({ term, in: year })}
                    />
                  )}
                </div>
              ))}
            </div>
          );
        })}
      {open.year && <YearDialog {...(open.year === 'new' ? {} : { of: open.year })} onClose={close} />}
      {open.in && <TermDialog year={open.in} {...(open.term ? { of: open.term } : {})} onClose={close} />}
    </section>
  );
}
