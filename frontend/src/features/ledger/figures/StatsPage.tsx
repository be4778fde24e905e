import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { api, type components, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import {
  EmptyState,
  ErrorState,
  FigureLink,
  FilterBar,
  Icon,
  InfoTip,
  PageHeader,
  Skeleton,
  useList,
  usePhone,
  useUnits,
} from '#/ui';
import { Tabs } from '../Tabs';
import { ledger } from '../texts';
import { CHANNELS, isOneOf, useCategories } from '../words';
import { Holds } from './Holds';
import css from './Stats.module.css';
import { figures } from './texts';

type Schemas = components['schemas'];
type Row = Schemas['LedgerRatesRow'];

const route = getRouteApi('/_in/ledger/stats');
const PATH = '/api/v1/ledger-stats/rates';
export const GROUPS = ['unit', 'category', 'channel', 'month'] as const;
const RATES = [
  'response_in_time',
  'completion',
  'resolution',
  'satisfaction',
  'reopening',
  'returning',
] as const;

/** Rates of the ledger: counts of counts, each with its list; never in the order of a rate. */
export function StatsPage() {
  const t = useT(figures);
  const format = useFormat();
  const phone = usePhone();
  const list = useList(route.useSearch());
  const { cursor: _cursor, limit: _limit, ...asked } = list.query;
  const group = GROUPS.find((one) => one === list.search.group_by) ?? 'unit';
  const query = api.useQuery(
    'get',
    PATH,
    { params: { query: listQuery(PATH, { ...asked, group_by: group }) } },
    { placeholderData: (previous) => previous },
  );
  const { group_by: _group, basically_counts: _counts, ...entries } = asked;
  const categories = useCategories();
  const { units, choices } = useUnits();
  const schools = choices.filter(
    ({ value }) => units.find((unit) => unit.id === value)?.kind !== 'department',
  );
  const found = query.data;
  return (
    <>
      <PageHeader
        title={t('figures.stats_title')}
        note={
          found && t('figures.stats_note', { from: format.date(found.from), until: format.date(found.until) })
        }
        actions={
          !phone && (
            <Button
              variant="default"
              leftSection={<Icon name="print" size={18} />}
              onClick={() => window.print()}
            >
              {t('common.print')}
            </Button>
          )
        }
      />
      <Tabs />
      <FilterBar
        list={list}
        filters={[
          { kind: 'choice', name: 'unit_id', label: t('figures.unit'), choices: schools },
          {
            kind: 'choice',
            name: 'category_id',
            label: t('figures.category'),
            choices: categories.map(({ id, name }) => ({ value: id, label: name })),
          },
          { kind: 'date', name: 'registered_at[gte]', label: t('figures.from') },
          { kind: 'date', name: 'registered_at[lte]', label: t('figures.until') },
          { kind: 'choice', name: 'channel', label: t('figures.channel'), rare: true, ...useChannels() },
          {
            kind: 'choice',
            name: 'basically_counts',
            label: t('figures.basically'),
            rare: true,
            otherwise: t('figures.basically_true'),
            choices: [{ value: 'false', label: t('figures.basically_false') }],
          },
        ]}
      />
      <fieldset className={`${css.groups} no-print`}>
        <legend className="sr-only">{t('figures.group')}</legend>
        {GROUPS.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === group}
            onClick={() => list.setFilter('group_by', one === 'unit' ? [] : [one])}
          >
            {t(`figures.group_${one}`)}
          </button>
        ))}
      </fieldset>
      {found ? (
        found.total.registered.value === 0 ? (
          <div className="sheet">
            <EmptyState icon="ledger" text={t('figures.stats_empty')} />
          </div>
        ) : (
          <>
            {phone ? <RateCards found={found} group={group} /> : <RateTable found={found} group={group} />}
            <p className={css.foot}>{t('figures.stats_foot')}</p>
            <Holds query={entries} />
          </>
        )
      ) : (
        <div className="sheet">
          {query.error ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <Skeleton lines={9} />
          )}
        </div>
      )}
    </>
  );
}

function useChannels() {
  const t = useT(ledger);
  return {
    multiple: true,
    choices: CHANNELS.map((value) => ({ value, label: t(`ledger.channel_${value}`) })),
  };
}

type Shown = { found: Schemas['LedgerRates']; group: (typeof GROUPS)[number] };

function useRowName(): (row: Row) => string {
  const t = useT(figures);
  const words = useT(ledger);
  return ({ key, name }) => {
    if (key === 'all') return t('figures.all');
    if (name) return name;
    return isOneOf(CHANNELS, key) ? words(`ledger.channel_${key}`) : key;
  };
}

function useHints(found: Schemas['LedgerRates']): (rate: (typeof RATES)[number]) => string {
  const t = useT(figures);
  return (rate) =>
    rate === 'satisfaction'
      ? t(`figures.satisfaction_hint_${found.basically_counts}`)
      : t(`figures.${rate}_hint`);
}

function RateTable({ found, group }: Shown) {
  const t = useT(figures);
  const format = useFormat();
  const nameOf = useRowName();
  const hint = useHints(found);
  return (
    <div className={`sheet ${css.scroll}`}>
      <table className={css.table}>
        <caption className="sr-only">{t('figures.stats_title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`figures.${group}`)}</th>
            <th scope="col" className={css.number}>
              {t('figures.registered')}
            </th>
            {RATES.map((rate) => (
              <th key={rate} scope="col" className={css.number}>
                <span className={css.head}>
                  {t(`figures.${rate}`)}
                  <InfoTip label={t(`figures.${rate}`)}>{hint(rate)}</InfoTip>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[found.total, ...found.rows].map((row) => (
            <tr key={row.key} data-total={row.key === 'all' || undefined}>
              <th scope="row" style={{ paddingInlineStart: `${16 + row.depth * 18}px` }}>
                {nameOf(row)}
              </th>
              <td className={css.number}>
                <FigureLink query={row.registered.query}>{format.number(row.registered.value)}</FigureLink>
              </td>
              {RATES.map((rate) => (
                <td key={rate} className={css.number}>
                  <RateCell rate={row[rate]} name={t(`figures.${rate}`)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RateCards({ found }: Shown) {
  const t = useT(figures);
  const format = useFormat();
  const nameOf = useRowName();
  return (
    <ul className={css.cards}>
      {[found.total, ...found.rows].map((row) => (
        <li key={row.key} className="sheet" data-total={row.key === 'all' || undefined}>
          <h2>
            {nameOf(row)}
            <FigureLink query={row.registered.query} label={t('figures.registered')}>
              {format.number(row.registered.value)}
            </FigureLink>
          </h2>
          <dl>
            {RATES.map((rate) => (
              <div key={rate}>
                <dt>{t(`figures.${rate}`)}</dt>
                <dd>
                  <RateCell rate={row[rate]} name={t(`figures.${rate}`)} />
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

/** 83.3 % 5 / 6: each of the counts opens its list. */
function RateCell({ rate, name }: { rate: Schemas['Rate']; name: string }) {
  const t = useT(figures);
  const format = useFormat();
  return (
    <span className={css.rate}>
      <b>
        {rate.percent === null ? <span className={css.few}>{t('figures.few')}</span> : `${rate.percent}%`}
      </b>
      <span className={css.counts}>
        <FigureLink query={rate.part.query} label={t('figures.part', { name })}>
          {format.number(rate.part.value)}
        </FigureLink>
        {' / '}
        <FigureLink query={rate.of.query} label={t('figures.of', { name })}>
          {format.number(rate.of.value)}
        </FigureLink>
      </span>
    </span>
  );
}
