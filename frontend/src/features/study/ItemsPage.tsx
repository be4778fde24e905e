import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, idempotent, useCan, useIdempotencyKey } from '#/api';
import { today, useT } from '#/i18n';
import { EmptyState, ErrorState, Icon, notify, Skeleton } from '#/ui';
import { FiveOnes } from './FiveOnes';
import { HandInDialog } from './HandInDialog';
import { ItemCard } from './ItemCard';
import { ItemDialog } from './ItemDialog';
import { refreshStudy, type StudyItem } from './model';
import css from './Study.module.css';
import { StudyFrame } from './StudyFrame';
import { study } from './texts';

/** What the plan in force has everybody study, and what of it is mine. */
export function ItemsPage() {
  const t = useT(study);
  const office = useCan('plan:write');
  const plans = api.useQuery('get', '/api/v1/plans', {
    params: { query: { state: ['adopted'], in_force_on: today(), limit: 1 } },
  });
  const items = api.useQuery('get', '/api/v1/study-items', {
    params: { query: { in_force_on: today(), limit: 200 } },
  });
  const [editing, setEditing] = useState<StudyItem | 'new' | null>(null);
  const [handing, setHanding] = useState<StudyItem | null>(null);
  const plan = plans.data?.items[0];
  const rows = items.data?.items ?? [];
  return (
    <StudyFrame
      actions={
        office &&
        plan &&
        rows.length > 0 && (
          <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setEditing('new')}>
            {t('study.add_item')}
          </Button>
        )
      }
    >
      <div className="stack">
        {items.isPending || plans.isPending ? (
          <Skeleton lines={9} />
        ) : items.error ? (
          <div className="sheet">
            <ErrorState error={items.error} onRetry={() => void items.refetch()} />
          </div>
        ) : rows.length === 0 ? (
          <div className="sheet">
            <EmptyState
              icon="plan"
              text={t(!plan ? 'study.no_plan' : office ? 'study.items_empty_office' : 'study.items_empty')}
              action={office && plan && <Defaults plan={plan.id} />}
            />
          </div>
        ) : (
          <>
            {office && rows.some((item) => !item.material || !item.question) && (
              <p className="muted">{t('study.items_note')}</p>
            )}
            <div className={css.items}>
              {rows.map((item) => (
                <ItemCard
                  key={item.id}
                  item={item}
                  onHandIn={() => setHanding(item)}
                  {...(office ? { onEdit: () => setEditing(item) } : {})}
                />
              ))}
            </div>
          </>
        )}
        <FiveOnes />
      </div>
      {editing && plan && (
        <ItemDialog
          plan={plan.id}
          {...(editing === 'new' ? {} : { of: editing })}
          onClose={() => setEditing(null)}
        />
      )}
      {handing && (
        <HandInDialog
          what={{ study_item_id: handing.id }}
          name={t(`terms.study_theme_${handing.theme}`)}
          onClose={() => setHanding(null)}
        />
      )}
    </StudyFrame>
  );
}

function Defaults({ plan }: { plan: string }) {
  const t = useT(study);
  const make = api.useMutation('post', '/api/v1/study-items/defaults');
  const intention = useIdempotencyKey();
  return (
    <Button
      loading={make.isPending}
      onClick={async () => {
        await make.mutateAsync({
          params: { header: idempotent(intention.key()) },
          body: { plan_id: plan },
        });
        notify.done(t('study.defaults_made'));
        await refreshStudy();
      }}
    >
      {t('study.make_defaults')}
    </Button>
  );
}
