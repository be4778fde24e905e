import { Button } from '@mantine/core';
import { useState } from 'react';
import { api } from '#/api';
import { useT } from '#/i18n';
import { ErrorState, Icon, IconButton, PageHeader, Skeleton, Tag, useUnits } from '#/ui';
import css from './Categories.module.css';
import { EditCategory, History, NewCategory, SetLimits } from './Dialogs';
import { type Category, LIMITS } from './model';
import { categories } from './texts';

type Open = { what: 'limits' | 'edit' | 'history'; category: Category } | { what: 'add' } | null;

/** The categories of concerns and their limits, as they hold for the caller's unit. */
export function CategoriesPage() {
  const t = useT(categories);
  const { units } = useUnits();
  const [open, setOpen] = useState<Open>(null);
  const query = api.useQuery('get', '/api/v1/ledger-categories', { params: { query: { retired: true } } });
  const unit = units.find(({ id }) => id === query.data?.unit_id);
  const mayChange = Boolean(query.data?.may_change && unit);
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        title={t('categories.title')}
        note={t('categories.note')}
        actions={
          mayChange && (
            <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setOpen({ what: 'add' })}>
              {t('categories.add')}
            </Button>
          )
        }
      />
      {query.isPending && <Skeleton lines={9} height={48} />}
      {query.error && (
        <div className="sheet">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {query.data && (
        <ul className={`sheet ${css.list}`} aria-label={t('categories.title')}>
          {query.data.items.map((category) => (
            <li key={category.id} data-retired={category.retired || undefined}>
              <div className={css.what}>
                <h2>{category.name}</h2>
                <span className="row">
                  <Tag>{t(`terms.urgency_${category.urgency}`)}</Tag>
                  {category.unit_id && <Tag tone="blue">{t('categories.own')}</Tag>}
                  {category.limits_unit_id && <Tag tone="green">{t('categories.limits_own')}</Tag>}
                  {category.retired && <Tag tone="amber">{t('categories.retired')}</Tag>}
                </span>
              </div>
              <dl className={css.days}>
                {LIMITS.map(({ name }) => (
                  <div key={name}>
                    <dt>{t(`categories.${name}`)}</dt>
                    <dd>{category.limits[name]}</dd>
                  </div>
                ))}
              </dl>
              <span className={`${css.tools} no-print`}>
                {mayChange && (
                  <IconButton
                    icon="clock"
                    label={`${t('categories.set')} ${category.name}`}
                    onClick={() => setOpen({ what: 'limits', category })}
                  />
                )}
                {category.editable && (
                  <IconButton
                    icon="edit"
                    label={`${t('categories.edit')} ${category.name}`}
                    onClick={() => setOpen({ what: 'edit', category })}
                  />
                )}
                <IconButton
                  icon="plan"
                  label={`${t('categories.history')} ${category.name}`}
                  onClick={() => setOpen({ what: 'history', category })}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
      {open?.what === 'add' && unit && <NewCategory unit={unit} onClose={close} />}
      {open?.what === 'limits' && unit && <SetLimits category={open.category} unit={unit} onClose={close} />}
      {open?.what === 'edit' && <EditCategory category={open.category} onClose={close} />}
      {open?.what === 'history' && <History category={open.category} onClose={close} />}
    </>
  );
}
