import { Button } from '@mantine/core';
import { useState } from 'react';
import { api } from '#/api';
import { useT } from '#/i18n';
import { ErrorState, Skeleton, Tag } from '#/ui';
import css from '../Evaluation.module.css';
import type { Round } from '../model';
import { evaluation } from '../texts';
import { AssessorsDialog } from './AssessorsDialog';

/** Who assesses, by group; shown to those who hold the round. */
export function AssessorList({ round }: { round: Round }) {
  const t = useT(evaluation);
  const [editing, setEditing] = useState(false);
  const assessors = api.useQuery('get', '/api/v1/evaluation-rounds/{id}/assessors', {
    params: { path: { id: round.id } },
  });
  const groups = round.rules.groups.filter((group) => group.part === 'organisational');
  if (groups.length === 0) return null;
  const items = assessors.data?.items ?? [];
  return (
    <section className={`sheet ${css.section}`} aria-label={t('evaluation.assessors')}>
      <div className={css.head}>
        <h2>{t('evaluation.assessors')}</h2>
        {assessors.data && round.may_change.includes('assessors') && (
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('evaluation.assessors_edit')}
          </Button>
        )}
      </div>
      {assessors.error && <ErrorState error={assessors.error} onRetry={() => void assessors.refetch()} />}
      {assessors.isPending && <Skeleton lines={4} />}
      {assessors.data &&
        groups.map((group) => {
          const members = items.filter((one) => one.group_code === group.code);
          return (
            <div key={group.code}>
              <h3>{group.name}</h3>
              {members.length === 0 && <p className="muted">{t('evaluation.assessors_none')}</p>}
              <ul className="row">
                {members.map((one) => (
                  <li key={one.person_id} className="row">
                    <span>{one.person_name}</span>
                    {!one.has_account && <Tag tone="amber">{t('evaluation.no_account')}</Tag>}
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
      {items.some((one) => !one.has_account) && <p className="muted">{t('evaluation.no_account_text')}</p>}
      {editing && assessors.data && (
        <AssessorsDialog round={round} assessors={assessors.data} onClose={() => setEditing(false)} />
      )}
    </section>
  );
}
