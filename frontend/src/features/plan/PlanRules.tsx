import { api, type components } from '#/api';
import { useT } from '#/i18n';
import { FieldList } from '#/ui';
import css from './plan.module.css';
import { plan } from './texts';

const limits = [
  'sign_days',
  'return_days',
  'normal_days',
  'complex_days',
  'extension_days',
  'max_returns',
  'legal_days',
  'legal_extension_days',
] as const;

export function Policy({ policy }: { policy: components['schemas']['LedgerPolicy'] }) {
  const t = useT(plan);
  return (
    <FieldList
      fields={[
        ...limits.map((name) => ({ label: t(`plan.policy_${name}`), value: policy[name] })),
        {
          label: t('plan.policy_basically_satisfied_counts'),
          value: t(policy.basically_satisfied_counts === false ? 'plan.policy_no' : 'plan.policy_yes'),
        },
      ]}
    />
  );
}

/** What binds without a number, as the template has it. */
export function TemplateParts({ code }: { code: string }) {
  const t = useT(plan);
  const { data } = api.useQuery('get', '/api/v1/plan-templates/{code}', { params: { path: { code } } });
  if (!data) return null;
  return (
    <section className={`sheet ${css.section}`} aria-label={t('plan.principles')}>
      <h2>{t('plan.principles')}</h2>
      <p className="muted">{data.note}</p>
      <dl className={css.principles}>
        {data.principles.map((one) => (
          <div key={one.title}>
            <dt>{one.title}</dt>
            <dd>{one.text}</dd>
          </div>
        ))}
        <div>
          <dt>{t('plan.study')}</dt>
          <dd>
            {data.study.themes.map((theme) => t(`terms.study_theme_${theme}`)).join('、')}。{data.study.note}
          </dd>
        </div>
        <div>
          <dt>{t('plan.study_modes')}</dt>
          <dd>{data.study.modes.map((mode) => t(`terms.study_mode_${mode}`)).join('、')}</dd>
        </div>
        <div>
          <dt>{t('plan.categories')}</dt>
          <dd>{data.ledger_categories.map((one) => one.name).join('、')}</dd>
        </div>
      </dl>
    </section>
  );
}
