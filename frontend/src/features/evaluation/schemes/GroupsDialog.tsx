import { Button, TextInput } from '@mantine/core';
import { useT } from '#/i18n';
import { Chips, Icon, IconButton } from '#/ui';
import css from '../Evaluation.module.css';
import { freshCode, KINDS, PARTS, type Part, type RaterGroup, type Scheme, sum } from '../model';
import { evaluation } from '../texts';
import { RulesDialog, type RulesForm, useRulesForm } from './RulesDialog';
import { schemes } from './texts';

/** What both parts weigh, and who rates in each of them. */
export function GroupsDialog({ scheme, onClose }: { scheme: Scheme; onClose: () => void }) {
  const t = useT(schemes);
  const shared = useT(evaluation);
  const form = useRulesForm(scheme);
  const { groups } = form.values.rules;
  const add = (part: Part) => {
    const group: RaterGroup = {
      code: freshCode(
        'group',
        groups.map((one) => one.code),
      ),
      name: '',
      part,
      rates: [...KINDS],
      weight: '',
      minimum: part === 'mass' ? 5 : 0,
      staff: false,
    };
    form.insertListItem('rules.groups', group);
  };
  return (
    <RulesDialog scheme={scheme} title={t('schemes.edit_groups')} form={form} onClose={onClose}>
      {PARTS.map((part) => (
        <div key={part} className="stack">
          <p className={css.legend}>{shared(`evaluation.part_${part}`)}</p>
          <TextInput
            size="md"
            inputMode="decimal"
            label={t(`schemes.${part}_weight`)}
            {...form.getInputProps(`rules.${part}_weight`)}
          />
          {groups.map((group, index) =>
            group.part === part ? <Group key={group.code} form={form} index={index} /> : null,
          )}
          <p className="muted">
            {shared('evaluation.weights_sum', {
              sum: sum(groups.filter((group) => group.part === part).map((group) => group.weight)),
            })}
          </p>
          <div>
            <Button
              variant="default"
              leftSection={<Icon name="plus" size={18} />}
              disabled={groups.length >= 12}
              onClick={() => add(part)}
            >
              {t(`schemes.group_add_${part}`)}
            </Button>
          </div>
        </div>
      ))}
    </RulesDialog>
  );
}

function Group({ form, index }: { form: RulesForm; index: number }) {
  const t = useT(schemes);
  const shared = useT(evaluation);
  const path = `rules.groups.${index}`;
  const group = form.values.rules.groups[index];
  if (!group) return null;
  const number = form.values.rules.groups.slice(0, index + 1).filter((one) => one.part === group.part).length;
  return (
    <div className={css.edited}>
      <div className={css.head}>
        <b>{t('schemes.group_number', { number })}</b>
        <IconButton
          icon="trash"
          label={t('schemes.group_remove', { number })}
          onClick={() => form.removeListItem('rules.groups', index)}
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
      <Chips
        label={t('schemes.rates')}
        choices={KINDS.map((value) => ({ value, label: shared(`evaluation.kind_${value}`) }))}
        value={group.rates}
        onChange={(value) => form.setFieldValue(`${path}.rates`, value)}
      />
      {form.errors[`${path}.rates`] && <p role="alert">{form.errors[`${path}.rates`]}</p>}
      {group.part === 'mass' && (
        <>
          <TextInput
            size="md"
            inputMode="numeric"
            label={t('schemes.minimum')}
            description={t('schemes.minimum_hint')}
            value={group.minimum ?? ''}
            error={form.errors[`${path}.minimum`]}
            onChange={({ currentTarget: { value } }) =>
              form.setFieldValue(`${path}.minimum`, Number(value.replaceAll(/\D/g, '').slice(0, 4)))
            }
          />
          <Chips
            label={t('schemes.staff')}
            choices={[{ value: 'staff', label: t('schemes.staff_choice') }]}
            value={group.staff ? ['staff'] : []}
            onChange={(value) => form.setFieldValue(`${path}.staff`, value.length > 0)}
          />
          {form.errors[`${path}.staff`] && <p role="alert">{form.errors[`${path}.staff`]}</p>}
        </>
      )}
    </div>
  );
}
