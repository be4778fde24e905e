import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { today } from '#/i18n/format';
import { EmptyState, ErrorState, FigureLink, Skeleton, Tag } from '#/ui';
import { useSchemes } from '../useSchemes';
import { EndSchemeDialog, type OwnScheme, SchemeDialog } from './SchemeDialogs';
import css from './Schemes.module.css';
import { schemes as texts } from './texts';

/** The schemes of the plan, and those of the school's own. */
export function SchemesPage() {
  const t = useT(texts);
  const mayWrite = useCan('liaison:write');
  const [ended, setEnded] = useState(false);
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<OwnScheme | null>(null);
  const [ending, setEnding] = useState<OwnScheme | null>(null);
  const ofPlan = useSchemes().filter((scheme) => !scheme.own_scheme_id);
  const query = api.useQuery('get', '/api/v1/own-liaison-schemes', {
    params: { query: { limit: 200, ...(ended ? {} : { ended: false }) } },
  });
  return (
    <div className="stack">
      <section className={`sheet ${css.part}`} aria-labelledby="own-schemes">
        <header className={css.head}>
          <div>
            <h2 id="own-schemes">{t('schemes.own')}</h2>
            <p className="muted">{t('schemes.own_note')}</p>
          </div>
          <div className="row">
            <Button variant="default" onClick={() => setEnded(!ended)}>
              {t(ended ? 'schemes.hide_ended' : 'schemes.show_ended')}
            </Button>
            {mayWrite && <Button onClick={() => setAdding(true)}>{t('schemes.add')}</Button>}
          </div>
        </header>
        {query.isPending && <Skeleton lines={3} height={24} />}
        {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {query.data?.items.length === 0 && <EmptyState icon="links" text={t('schemes.empty')} />}
        <ul className={css.list}>
          {query.data?.items.map((scheme) => (
            <li key={scheme.id} className={css.scheme}>
              <Facts scheme={scheme} />
              <div className="row">
                {scheme.allowed_moves.includes('update') && (
                  <Button
                    size="sm"
                    variant="default"
                    aria-label={`${t('schemes.edit')} ${scheme.name}`}
                    onClick={() => setEditing(scheme)}
                  >
                    {t('schemes.edit')}
                  </Button>
                )}
                {scheme.allowed_moves.includes('end') && (
                  <Button
                    size="sm"
                    variant="default"
                    aria-label={`${t('schemes.end')} ${scheme.name}`}
                    onClick={() => setEnding(scheme)}
                  >
                    {t('schemes.end')}
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
      </section>
      <section className={`sheet ${css.part}`} aria-labelledby="plan-schemes">
        <header className={css.head}>
          <div>
            <h2 id="plan-schemes">{t('schemes.plan')}</h2>
            <p className="muted">{t('schemes.plan_note')}</p>
          </div>
        </header>
        <ul className={css.list}>
          {ofPlan.map((scheme) => (
            <li key={scheme.code} className={css.scheme}>
              <div>
                <b>{scheme.name}</b>
                <p className="muted">
                  {[t(`schemes.kind_${scheme.target_kind}`), limit(t, scheme.max_load), scheme.source_quote]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
            </li>
          ))}
        </ul>
      </section>
      {adding && <SchemeDialog onClose={() => setAdding(false)} />}
      {editing && <SchemeDialog of={editing} onClose={() => setEditing(null)} />}
      {ending && <EndSchemeDialog scheme={ending} onClose={() => setEnding(null)} />}
    </div>
  );
}

type Translator = ReturnType<typeof useT<typeof texts>>;

function limit(t: Translator, most: number | null): string {
  return most === null ? t('schemes.no_limit') : `≤ ${most}`;
}

function Facts({ scheme }: { scheme: OwnScheme }) {
  const t = useT(texts);
  const format = useFormat();
  const state = () => {
    if (scheme.ends_on && scheme.ends_on < today()) {
      return <Tag tone="grey">{t('schemes.state_ended', { day: format.shortDate(scheme.ends_on) })}</Tag>;
    }
    if (scheme.starts_on > today()) {
      return <Tag tone="blue">{t('schemes.state_planned', { day: format.shortDate(scheme.starts_on) })}</Tag>;
    }
    return (
      <Tag tone="green" dot>
        {t('schemes.state_current')}
      </Tag>
    );
  };
  return (
    <div>
      <p className="row">
        <b>{scheme.name}</b> {state()}
      </p>
      <p className="muted">
        {[
          scheme.unit_name,
          `${t(`schemes.holders_${scheme.holders}`)} → ${t(`schemes.kind_${scheme.target_kind}`)}`,
          limit(t, scheme.max_load),
        ].join(' · ')}
        {' · '}
        {t('schemes.links')}{' '}
        <FigureLink query={scheme.links.query}>{format.number(scheme.links.value)}</FigureLink>
      </p>
      {scheme.description && <p>{scheme.description}</p>}
    </div>
  );
}
