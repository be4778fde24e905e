import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, type components, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { today } from '#/i18n/format';
import { ChoiceField, DateField, ErrorState, FigureLink, Icon, InfoTip, Ring, Skeleton, useList } from '#/ui';
import css from './Coverage.module.css';
import { coverage } from './coverageTexts';
import matrix from './Matrix.module.css';
import { MakeDialog } from './proposals/MakeDialog';
import { liaison } from './texts';
import { useUnits } from './useSchemes';

type SchemeCoverage = components['schemas']['SchemeCoverage'];
type Figure = components['schemas']['Figure'];

const route = getRouteApi('/_in/liaison/coverage');

/** On any day: who had a living link and who had none. */
export function CoveragePage() {
  const t = useT(liaison);
  const format = useFormat();
  const list = useList(route.useSearch());
  const units = useUnits();
  const on = list.search.on ?? today();
  const unit = list.search.unit_id;
  const query = api.useQuery(
    'get',
    '/api/v1/liaison-coverage',
    { params: { query: { on, ...(unit ? { unit_id: unit } : {}) } } },
    { placeholderData: (previous) => previous },
  );
  return (
    <div className="stack">
      <div className={matrix.choices}>
        <DateField label={t('liaison.on')} value={on} onChange={(value) => list.set({ on: value })} />
        <ChoiceField
          label={t('liaison.unit')}
          placeholder={t('liaison.all_units')}
          choices={units}
          value={unit ?? ''}
          onChange={(value) => list.set({ unit_id: value })}
        />
      </div>
      {on !== today() && (
        <p className="muted" role="status">
          {t('liaison.coverage_past', { day: format.date(on) })}
        </p>
      )}
      {query.isPending && <Skeleton lines={10} height={26} />}
      {query.error && !query.data && (
        <div className="sheet">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      <div className={css.schemes}>
        {query.data?.schemes.map((scheme) => (
          <SchemeSheet key={scheme.scheme_code} scheme={scheme} on={on} unit={unit} />
        ))}
      </div>
    </div>
  );
}

function SchemeSheet({ scheme, on, unit }: { scheme: SchemeCoverage; on: string; unit: string | undefined }) {
  const t = useT(liaison);
  const words = useT(coverage);
  const mayWrite = useCan('liaison:write');
  const [proposing, setProposing] = useState(false);
  const format = useFormat();
  const number = (figure: Figure, label: string, quiet = false) => (
    <FigureLink
      query={figure.query}
      className={quiet || figure.value === 0 ? css.quiet : css.number}
      label={`${scheme.scheme_name} ${label}`}
    >
      {format.number(figure.value)}
    </FigureLink>
  );
  return (
    <section className={`sheet ${css.scheme}`} aria-label={scheme.scheme_name}>
      <header className={css.head}>
        <Ring
          value={scheme.covered.value}
          target={scheme.total.value}
          label={`${scheme.scheme_name} ${t('liaison.coverage_covered')}`}
          size={68}
        />
        <div>
          <h2 className={css.title}>
            {scheme.scheme_name}
            <InfoTip
              label={scheme.scheme_name}
              rule={t('liaison.coverage_rule', { day: format.date(on) })}
              exclusions={t('liaison.coverage_exclusions')}
            />
          </h2>
          <p className="muted">
            {t('liaison.coverage_covered')} {number(scheme.covered, t('liaison.coverage_covered'), true)} /{' '}
            {number(scheme.total, t('liaison.coverage_total'), true)}
          </p>
        </div>
      </header>
      <dl className={css.facts}>
        <div>
          <dt>{t('liaison.coverage_uncovered')}</dt>
          <dd>{number(scheme.uncovered, t('liaison.coverage_uncovered'))}</dd>
        </div>
        {scheme.overloaded && (
          <div>
            <dt>
              {t('liaison.coverage_overloaded')}
              {scheme.max_load !== null && (
                <span className="muted"> {t('liaison.coverage_limit', { limit: scheme.max_load })}</span>
              )}
            </dt>
            <dd>{number(scheme.overloaded, t('liaison.coverage_overloaded'))}</dd>
          </div>
        )}
        <div>
          <dt>{t('liaison.coverage_departed')}</dt>
          <dd>{number(scheme.departed, t('liaison.coverage_departed'))}</dd>
        </div>
        <div>
          <dt>{words('coverage.on_leave')}</dt>
          <dd>{number(scheme.on_leave, words('coverage.on_leave'))}</dd>
        </div>
      </dl>
      <div className={`row no-print ${css.actions}`}>
        {mayWrite && scheme.uncovered.value > 0 && on >= today() && (
          <Button variant="light" onClick={() => setProposing(true)}>
            {words('coverage.propose')}
          </Button>
        )}
        <Button
          component={Link}
          to="/liaison/sheet"
          search={{ scheme: scheme.scheme_code, on, ...(unit ? { unit_id: unit } : {}) } as never}
          variant="default"
          leftSection={<Icon name="print" size={18} />}
        >
          {words('coverage.sheet')}
        </Button>
      </div>
      {proposing && <MakeDialog scheme={scheme.scheme_code} onClose={() => setProposing(false)} />}
      {scheme.units.length > 1 && (
        <details className={css.units}>
          <summary>{t('liaison.coverage_by_unit')}</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('liaison.unit')}</th>
                <th scope="col">{t('liaison.coverage_total')}</th>
                <th scope="col">{t('liaison.coverage_covered')}</th>
                <th scope="col">{t('liaison.coverage_uncovered')}</th>
              </tr>
            </thead>
            <tbody>
              {scheme.units.map((unit) => (
                <tr key={unit.unit_id}>
                  <th scope="row">{unit.unit_name}</th>
                  <td>{number(unit.total, `${unit.unit_name} ${t('liaison.coverage_total')}`, true)}</td>
                  <td>{number(unit.covered, `${unit.unit_name} ${t('liaison.coverage_covered')}`, true)}</td>
                  <td>{number(unit.uncovered, `${unit.unit_name} ${t('liaison.coverage_uncovered')}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  );
}
