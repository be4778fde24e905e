import { Button, Textarea, TextInput } from '@mantine/core';
import { useT } from '#/i18n';
import { Icon, IconButton } from '#/ui';
import css from '../Evaluation.module.css';
import { freshCode, type Rules, type Scheme, sum } from '../model';
import { evaluation } from '../texts';
import { RulesDialog, type RulesForm, useRulesForm } from './RulesDialog';
import { schemes } from './texts';

/** Every code a sheet is graded by: of items, and of dimensions. */
function codesOf(rules: Rules): string[] {
  return rules.dimensions.flatMap((one) => [one.code, ...(one.items ?? []).map((item) => item.code)]);
}

/** What is looked at, what it weighs, and its items. */
export function DimensionsDialog({ scheme, onClose }: { scheme: Scheme; onClose: () => void }) {
  const t = useT(schemes);
  const shared = useT(evaluation);
  const form = useRulesForm(scheme);
  const { rules } = form.values;
  return (
    <RulesDialog
      scheme={scheme}
      title={t('schemes.edit_dimensions')}
      text={t('schemes.items_hint')}
      form={form}
      onClose={onClose}
    >
      {rules.dimensions.map((dimension, index) => (
        <Dimension key={dimension.code} form={form} index={index} />
      ))}
      <p className="muted">
        {shared('evaluation.weights_sum', { sum: sum(rules.dimensions.map((one) => one.weight)) })}
      </p>
      {rules.dimensions.length < 12 && (
        <div>
          <Button
            variant="default"
            leftSection={<Icon name="plus" size={18} />}
            onClick={() =>
              form.insertListItem('rules.dimensions', {
                code: freshCode('dimension', codesOf(rules)),
                name: '',
                weight: '',
                items: [],
              })
            }
          >
            {t('schemes.dimension_add')}
          </Button>
        </div>
      )}
    </RulesDialog>
  );
}

function Dimension({ form, index }: { form: RulesForm; index: number }) {
  const t = useT(schemes);
  const number = index + 1;
  const path = `rules.dimensions.${index}`;
  const { rules } = form.values;
  const items = rules.dimensions[index]?.items ?? [];
  return (
    <div className={css.edited}>
      <div className={css.head}>
        <b>{t('schemes.dimension_number', { number })}</b>
        <IconButton
          icon="trash"
          label={t('schemes.dimension_remove', { number })}
          disabled={rules.dimensions.length === 1}
          onClick={() => form.removeListItem('rules.dimensions', index)}
        />
      </div>
      <div className={css.pair}>
        <TextInput
          size="md"
          maxLength={40}
          label={t('schemes.name_of')}
          {...form.getInputProps(`${path}.name`)}
        />
        <TextInput
          size="md"
          inputMode="decimal"
          label={t('schemes.weight')}
          {...form.getInputProps(`${path}.weight`)}
        />
      </div>
      {items.map((item, at) => (
        <div key={item.code} className={css.head}>
          <Textarea
            size="md"
            autosize
            style={{ flex: 1 }}
            maxLength={200}
            aria-label={t('schemes.item_number', { number: `${number}.${at + 1}` })}
            {...form.getInputProps(`${path}.items.${at}.text`)}
          />
          <IconButton
            icon="trash"
            label={t('schemes.item_remove', { number: `${number}.${at + 1}` })}
            onClick={() => form.removeListItem(`${path}.items`, at)}
          />
        </div>
      ))}
      {items.length < 12 && (
        <div>
          <Button
            variant="subtle"
            leftSection={<Icon name="plus" size={18} />}
            onClick={() =>
              form.insertListItem(`${path}.items`, { code: freshCode('item', codesOf(rules)), text: '' })
            }
          >
            {t('schemes.item_add')}
          </Button>
        </div>
      )}
    </div>
  );
}
