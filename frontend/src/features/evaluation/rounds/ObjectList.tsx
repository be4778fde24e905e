import { Button } from '@mantine/core';
import { useState } from 'react';
import { api } from '#/api';
import { useT } from '#/i18n';
import { ErrorState, Skeleton } from '#/ui';
import css from '../Evaluation.module.css';
import type { Round } from '../model';
import { evaluation } from '../texts';
import { ObjectsDialog } from './ObjectsDialog';

/** Who or what a round evaluates, in the order of forms and ballots. */
export function ObjectList({ round }: { round: Round }) {
  const t = useT(evaluation);
  const [editing, setEditing] = useState(false);
  const objects = api.useQuery('get', '/api/v1/evaluation-rounds/{id}/objects', {
    params: { path: { id: round.id } },
  });
  return (
    <section className={`sheet ${css.section}`} aria-label={t('evaluation.objects')}>
      <div className={css.head}>
        <h2>{t('evaluation.objects')}</h2>
        {objects.data && round.may_change.includes('objects') && (
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('evaluation.objects_edit')}
          </Button>
        )}
      </div>
      {objects.error && <ErrorState error={objects.error} onRetry={() => void objects.refetch()} />}
      {objects.isPending && <Skeleton lines={4} />}
      {objects.data?.items.length === 0 && <p className="muted">{t('evaluation.objects_none')}</p>}
      <ol className={css.rows}>
        {(objects.data?.items ?? []).map((object) => (
          <li key={object.id}>
            <span>
              <span className={css.number}>{object.position}</span>
              {object.name}
            </span>
            <span className="muted">
              {object.kind === 'cadre' ? object.post : t('evaluation.kind_leadership_team')}
            </span>
          </li>
        ))}
      </ol>
      {editing && objects.data && (
        <ObjectsDialog round={round} objects={objects.data} onClose={() => setEditing(false)} />
      )}
    </section>
  );
}
