import { useState } from 'react';
import { api, type components } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ChoiceField, ConfirmMove, ErrorState, notify, Skeleton } from '#/ui';
import { refreshLiaison } from './dialogs';
import css from './Families.module.css';
import { liaison } from './texts';
import { useUnits } from './useSchemes';

type Derived = components['schemas']['LiaisonDerived'];

/** Shows what deriving would do, then does it. */
export function DeriveDialog({ onClose }: { onClose: () => void }) {
  const t = useT(liaison);
  const format = useFormat();
  const units = useUnits();
  const [chosen, setChosen] = useState('');
  const unit = chosen || units[0]?.value || '';
  const derive = api.useMutation('post', '/api/v1/liaison-links/derive');
  const preview = api.useQuery(
    'post',
    '/api/v1/liaison-links/derive',
    { body: { unit_id: unit, dry_run: true } },
    { enabled: unit !== '', gcTime: 0, staleTime: 0 },
  );
  const found = preview.data;
  const nothing = found !== undefined && found.created + found.ended === 0;
  return (
    <ConfirmMove
      title={t('liaison.derive_title')}
      confirmLabel={t('liaison.derive_confirm')}
      disabledReason={found ? (nothing ? t('liaison.derive_nothing') : undefined) : t('common.loading')}
      onClose={onClose}
      onConfirm={async () => {
        const done = await derive.mutateAsync({ body: { unit_id: unit } });
        notify.done(t('liaison.derive_done', { created: done.created, ended: done.ended }));
        await refreshLiaison();
      }}
    >
      <ChoiceField
        label={t('liaison.derive_unit')}
        choices={units}
        value={unit}
        onChange={(value) => setChosen(value)}
      />
      {preview.error && <ErrorState error={preview.error} />}
      {!found && !preview.error && <Skeleton lines={3} height={20} />}
      {found && (
        <div className="stack" role="status">
          <p className="muted">{t('liaison.derive_preview', { day: format.date(found.on) })}</p>
          <dl className={css.counts}>
            {(['created', 'ended', 'kept'] as const).map((count) => (
              <div key={count}>
                <dt>{t(`liaison.derive_${count}`)}</dt>
                <dd>{format.number(found[count])}</dd>
              </div>
            ))}
          </dl>
          <Examples title={t('liaison.derive_examples_new')} pairs={found.created_examples} />
          <Examples title={t('liaison.derive_examples_end')} pairs={found.ended_examples} />
        </div>
      )}
    </ConfirmMove>
  );
}

function Examples({ title, pairs }: { title: string; pairs: Derived['created_examples'] }) {
  const t = useT(liaison);
  if (pairs.length === 0) return null;
  return (
    <div className={css.examples}>
      <b>{title}</b>
      <ul>
        {pairs.map((pair) => (
          <li key={pair.person_id + pair.household_id}>
            {t('liaison.derive_pair', { person: pair.person_name, household: pair.household_label })}
          </li>
        ))}
      </ul>
    </div>
  );
}
