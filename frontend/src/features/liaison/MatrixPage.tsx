import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client, type components } from '#/api';
import { useFormat, useT } from '#/i18n';
import { today } from '#/i18n/format';
import {
  ChoiceField,
  DateField,
  EmptyState,
  ErrorState,
  InfoTip,
  PrintButton,
  Skeleton,
  useList,
  usePhone,
} from '#/ui';
import { EndDialog, LinkDialog } from './dialogs';
import css from './Matrix.module.css';
import { MatrixCards } from './MatrixCards';
import { MatrixTable } from './MatrixTable';
import { liaison } from './texts';
import { useSchemes, useUnits } from './useSchemes';

export type Matrix = components['schemas']['LiaisonMatrix'];
export type Place = { person: Matrix['people'][number]; target: Matrix['targets'][number]; cell?: Cell };
export type Cell = Matrix['people'][number]['cells'][number];

const route = getRouteApi('/_in/liaison/');

/** People by targets: who is linked, and with whom there was contact. */
export function MatrixPage() {
  const t = useT(liaison);
  const format = useFormat();
  const phone = usePhone();
  const list = useList(route.useSearch());
  const schemes = useSchemes().filter((scheme) => !['household', 'student'].includes(scheme.target_kind));
  const units = useUnits();
  const scheme = list.search.scheme ?? schemes[0]?.code ?? 'leader_branch';
  const on = list.search.on ?? today();
  const unit = list.search.unit_id;
  const params = { query: { scheme, on, ...(unit ? { unit_id: unit } : {}) } };
  const query = api.useQuery(
    'get',
    '/api/v1/liaison-matrix',
    { params },
    { placeholderData: (previous) => previous },
  );
  const [place, setPlace] = useState<Place | null>(null);
  const matrix = query.data;
  const close = () => setPlace(null);
  return (
    <div className="stack">
      <div className={css.choices}>
        <ChoiceField
          label={t('liaison.scheme')}
          choices={schemes.map((one) => ({ value: one.code, label: one.name }))}
          value={scheme}
          onChange={(value) => list.set({ scheme: value })}
        />
        <DateField label={t('liaison.on')} value={on} onChange={(value) => list.set({ on: value })} />
        <ChoiceField
          label={t('liaison.unit')}
          placeholder={t('liaison.all_units')}
          choices={units}
          value={unit ?? ''}
          onChange={(value) => list.set({ unit_id: value })}
        />
      </div>
      {query.isPending && <Skeleton lines={8} height={30} />}
      {query.error && !matrix && (
        <div className="sheet">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {matrix && (
        <>
          <div className={css.legend}>
            <span className={css.key}>
              <span className={css.dot} data-state="done" aria-hidden="true" /> {t('liaison.legend_done')}
            </span>
            <span className={css.key}>
              <span className={css.dot} data-state="linked" aria-hidden="true" /> {t('liaison.legend_linked')}
            </span>
            <span className={css.key}>
              <span className={css.dot} data-state="none" aria-hidden="true" /> {t('liaison.legend_blank')}
            </span>
            <InfoTip
              label={t('liaison.matrix_legend')}
              rule={t('liaison.matrix_rule', {
                from: format.date(matrix.period_from),
                to: format.date(matrix.period_to),
              })}
            />
            {!phone && (
              <span className={`${css.print} no-print`}>
                <PrintButton
                  label={t('liaison.matrix_print')}
                  form={() => client.GET('/api/v1/liaison-matrix/form', { params, parseAs: 'blob' })}
                />
              </span>
            )}
          </div>
          {matrix.truncated && (
            <p className="muted" role="status">
              {t('liaison.matrix_truncated')}
            </p>
          )}
          {matrix.people.length === 0 || matrix.targets.length === 0 ? (
            <div className="sheet">
              <EmptyState icon="links" text={t('liaison.matrix_empty')} />
            </div>
          ) : phone ? (
            <MatrixCards matrix={matrix} onOpen={setPlace} />
          ) : (
            <MatrixTable matrix={matrix} onOpen={setPlace} />
          )}
        </>
      )}
      {place &&
        (place.cell ? (
          <EndDialog
            link={{
              id: place.cell.link_id,
              person: place.person.person_name,
              target: place.target.target_name,
            }}
            onClose={close}
          />
        ) : (
          <LinkDialog
            scheme={scheme}
            target={place.target}
            person={{ id: place.person.person_id, name: place.person.person_name }}
            onClose={close}
          />
        ))}
    </div>
  );
}
