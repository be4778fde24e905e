import { TextInput } from '@mantine/core';
import { useT } from '#/i18n';
import { Chips, ChoiceField } from '#/ui';
import { HYGIENE, type Scheme } from '../model';
import { evaluation } from '../texts';
import { RulesDialog, useRulesForm } from './RulesDialog';
import { schemes } from './texts';

const TIES = ['none', 'all'] as const;

/** The cap of the best grade, what is pointed out, and the days for objections. */
export function RestDialog({ scheme, onClose }: { scheme: Scheme; onClose: () => void }) {
  const t = useT(schemes);
  const shared = useT(evaluation);
  const form = useRulesForm(scheme);
  const { cap, hygiene, objection_days } = form.values.rules;
  return (
    <RulesDialog scheme={scheme} title={t('schemes.edit_rest')} form={form} onClose={onClose}>
      <TextInput
        size="md"
        inputMode="decimal"
        label={t('schemes.cap')}
        description={t('schemes.cap_hint')}
        value={cap?.percent ?? ''}
        error={form.errors['rules.cap.percent']}
        onChange={({ currentTarget: { value } }) =>
          form.setFieldValue('rules.cap', value.trim() ? { percent: value, ties: cap?.ties ?? 'none' } : null)
        }
      />
      {cap && (
        <ChoiceField
          label={t('schemes.ties')}
          choices={TIES.map((value) => ({ value, label: shared(`evaluation.ties_${value}`) }))}
          value={cap.ties}
          onChange={(value) => value && form.setFieldValue('rules.cap', { ...cap, ties: value })}
        />
      )}
      <TextInput
        size="md"
        inputMode="numeric"
        label={t('schemes.objection_days')}
        value={objection_days || ''}
        error={form.errors['rules.objection_days']}
        onChange={({ currentTarget: { value } }) =>
          form.setFieldValue('rules.objection_days', Number(value.replaceAll(/\D/g, '').slice(0, 3)))
        }
      />
      <Chips
        label={`${t('schemes.hygiene')} · ${shared('evaluation.hygiene_note')}`}
        choices={HYGIENE.map((value) => ({ value, label: shared(`evaluation.hygiene_${value}`) }))}
        value={hygiene}
        onChange={(value) => form.setFieldValue('rules.hygiene', value)}
      />
    </RulesDialog>
  );
}
