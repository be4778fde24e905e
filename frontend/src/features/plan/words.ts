import type { components } from '#/api';
import { useT } from '#/i18n';
import { plan } from './texts';

export type Duty = components['schemas']['Duty'];

/** Rules of a duty in words: whom it binds, and how much. */
export function useDutyWords() {
  const t = useT(plan);
  function who(selector: Duty['subject_selector']): string {
    const kinds = (selector.unit_kinds ?? []).map((kind) => t(`terms.unit_${kind}`)).join('、');
    if (selector.subject === 'unit') return t('plan.who_unit', { kinds });
    const conditions = [
      (selector.ranks ?? []).map((rank) => t(`terms.rank_${rank}`)).join('、'),
      selector.party_member ? t('plan.who_party') : '',
      selector.homeroom ? t('plan.who_homeroom') : '',
      selector.teaches ? t('plan.who_teaches') : '',
    ].filter(Boolean);
    if (conditions.length === 0) return t('plan.who_all');
    return conditions.join(t(selector.any ? 'plan.who_or' : 'plan.who_and'));
  }
  function target(
    duty: Pick<Duty, 'metric' | 'options' | 'target' | 'target_by_rank' | 'unit_label'>,
  ): string | null {
    if (duty.metric === 'yes_no') return t('plan.yes');
    if (duty.options.everyone) return t('plan.every');
    const unit = duty.unit_label ? ` ${duty.unit_label}` : '';
    const ranks = Object.entries(duty.target_by_rank ?? {});
    if (ranks.length > 0) {
      return ranks
        .map(
          ([rank, count]) => `${t(`terms.rank_${rank as components['schemas']['Rank']}`)} ≥ ${count}${unit}`,
        )
        .join('；');
    }
    return duty.target === null ? null : `≥ ${duty.target}${unit}`;
  }
  return { who, target };
}
