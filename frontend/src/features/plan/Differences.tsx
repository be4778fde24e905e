import { api, type components } from '#/api';
import { useT } from '#/i18n';
import { ErrorState, Skeleton, Tag } from '#/ui';
import css from './plan.module.css';
import { plan } from './texts';

type Difference = components['schemas']['PlanDifference'];

const named = [
  'title',
  'document_number',
  'issued_on',
  'basis',
  'name',
  'source_quote',
  'target_kind',
  'max_load',
  'target',
  'target_by_rank',
  'unit_label',
  'period',
  'metric',
  'activity_kind',
  'informational',
  'subject_selector',
  'options',
  'position',
] as const;

function isNamed(field: string): field is (typeof named)[number] {
  return named.some((one) => one === field);
}

export function show(value: unknown, blank: string): string {
  if (value === null || value === undefined || value === '') return blank;
  if (Array.isArray(value)) return value.length === 0 ? blank : value.join('、');
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([, one]) => one !== null && one !== false && !(Array.isArray(one) && one.length === 0))
      .map(([name, one]) => `${name}: ${String(one)}`)
      .join('；');
  }
  return String(value);
}

/** What a field of a plan is called. */
export function useFieldName() {
  const t = useT(plan);
  return (field: string) => (isNamed(field) ? t(`plan.field_${field}`) : field);
}

/** What the school has made different from the template, field by field. */
export function Differences({ id }: { id: string }) {
  const t = useT(plan);
  const nameOf = useFieldName();
  const query = api.useQuery('get', '/api/v1/plans/{id}/diff', { params: { path: { id } } });
  if (query.isPending) return <Skeleton lines={2} />;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const items: Difference[] = query.data.items;
  if (items.length === 0) return <p className="muted">{t('plan.differences_none')}</p>;
  return (
    <ul className={css.differences}>
      {items.map((one) => (
        <li key={`${one.part}${one.code}`}>
          <div className="row">
            <Tag tone={one.change === 'changed' ? 'amber' : 'blue'}>{t(`plan.change_${one.change}`)}</Tag>
            <span className="muted">{t(`plan.part_${one.part}`)}</span>
            <b>{one.title}</b>
          </div>
          {one.fields.map((field) => (
            <div key={field.field} className={css.difference}>
              <span>{nameOf(field.field)}</span>
              <span>
                {t('plan.in_template')} <del>{show(field.template, t('plan.blank'))}</del>
              </span>
              <span>
                {t('plan.in_plan')} <ins>{show(field.plan, t('plan.blank'))}</ins>
              </span>
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}
