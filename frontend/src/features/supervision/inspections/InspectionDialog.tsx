import { Button, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, ifMatch, newId, useMe } from '#/api';
import { today, useFormat, useT } from '#/i18n';
import { ChoiceField, DateField, EditDialog, Icon, IconButton, notify, useUnits } from '#/ui';
import css from './Inspections.module.css';
import { type Inspection, KINDS, LEVELS, refreshInspections } from './model';
import { inspections } from './texts';

const NO_ITEM = { item: '', looked_at: '' };

/** Records an inspection, or changes one that is not over. */
export function InspectionDialog({ of, onClose }: { of?: Inspection; onClose: () => void }) {
  const t = useT(inspections);
  const format = useFormat();
  const me = useMe();
  const { units } = useUnits();
  const [id] = useState(newId);
  const create = api.useMutation('post', '/api/v1/inspections');
  const update = api.useMutation('patch', '/api/v1/inspections/{id}');
  const form = useForm({
    initialValues: {
      unit_id: me.roles.find((one) => one.role === 'office' || one.role === 'principal')?.unit_id ?? '',
      title: of?.title ?? '',
      list_number: of?.list_number ?? '',
      level: of?.level ?? 'county',
      kind: of?.kind ?? 'special',
      body: of?.body ?? '',
      notice_on: of?.notice_on ?? '',
      begins_on: of?.begins_on ?? today(),
      ends_on: of?.ends_on ?? '',
      items: of ? of.items.map((one) => ({ item: one.item, looked_at: one.looked_at ?? '' })) : [NO_ITEM],
    },
    validate: {
      unit_id: (value) => (of || value ? null : t('common.required')),
      title: (value) => ([...value.trim()].length > 1 ? null : t('common.required')),
      body: (value) => ([...value.trim()].length > 1 ? null : t('common.required')),
      begins_on: (value) => (value ? null : t('common.required')),
    },
  });
  const schools = units.filter((one) => one.kind !== 'bureau' && one.kind !== 'department' && !one.closed_on);
  return (
    <EditDialog
      title={t(of ? 'inspections.edit_title' : 'inspections.add')}
      form={form}
      version={of?.version ?? 0}
      labels={{
        title: t('inspections.name'),
        list_number: t('inspections.list_number'),
        level: t('inspections.level'),
        kind: t('inspections.kind'),
        body: t('inspections.body'),
        notice_on: t('inspections.notice_on'),
        begins_on: t('inspections.begins_on'),
        ends_on: t('inspections.ends_on'),
        items: t('inspections.items'),
      }}
      format={(field, value) =>
        field.endsWith('_on') && value ? format.date(String(value)) : String(value ?? '—')
      }
      onClose={onClose}
      save={async ({ unit_id, ...values }, version) => {
        const body = {
          ...values,
          list_number: values.list_number.trim() || null,
          notice_on: values.notice_on || null,
          ends_on: values.ends_on || values.begins_on,
          items: values.items.filter((one) => one.item.trim() || one.looked_at.trim()),
        };
        if (of) {
          await update.mutateAsync({ params: { path: { id: of.id }, header: ifMatch(version) }, body });
        } else {
          await create.mutateAsync({ body: { id, unit_id, ...body } });
        }
        await refreshInspections();
        notify.done(t(of ? 'inspections.saved' : 'inspections.recorded'));
      }}
    >
      <TextInput
        size="md"
        required
        maxLength={100}
        data-autofocus
        label={t('inspections.name')}
        {...form.getInputProps('title')}
      />
      {!of && (
        <ChoiceField
          label={t('inspections.unit')}
          required
          placeholder={t('inspections.unit_choose')}
          choices={schools.map((one) => ({ value: one.id, label: one.name }))}
          value={form.values.unit_id}
          onChange={(value) => form.setFieldValue('unit_id', value)}
          error={form.errors.unit_id}
        />
      )}
      <TextInput
        size="md"
        required
        maxLength={100}
        label={t('inspections.body')}
        {...form.getInputProps('body')}
      />
      <ChoiceField
        label={t('inspections.level')}
        choices={LEVELS.map((value) => ({ value, label: t(`inspections.level_${value}`) }))}
        value={form.values.level}
        onChange={(value) => value && form.setFieldValue('level', value)}
      />
      <ChoiceField
        label={t('inspections.kind')}
        choices={KINDS.map((value) => ({ value, label: t(`inspections.kind_${value}`) }))}
        value={form.values.kind}
        onChange={(value) => value && form.setFieldValue('kind', value)}
      />
      <TextInput
        size="md"
        maxLength={60}
        label={t('inspections.list_number')}
        description={t('inspections.list_number_hint')}
        {...form.getInputProps('list_number')}
      />
      <DateField
        label={t('inspections.notice_on')}
        description={t('inspections.notice_hint')}
        value={form.values.notice_on}
        onChange={(value) => form.setFieldValue('notice_on', value)}
        error={form.errors.notice_on}
      />
      <DateField
        label={t('inspections.begins_on')}
        required
        value={form.values.begins_on}
        onChange={(value) => form.setFieldValue('begins_on', value)}
        error={form.errors.begins_on}
      />
      <DateField
        label={t('inspections.ends_on')}
        min={form.values.begins_on}
        value={form.values.ends_on || form.values.begins_on}
        onChange={(value) => form.setFieldValue('ends_on', value)}
        error={form.errors.ends_on}
      />
      <p className={css.legend}>{t('inspections.items')}</p>
      {form.values.items.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no other name than their place
        <div key={index} className={css.edited}>
          <div className={css.head}>
            <b>{t('inspections.item', { number: index + 1 })}</b>
            <IconButton
              icon="trash"
              label={t('inspections.item_remove', { number: index + 1 })}
              onClick={() => form.removeListItem('items', index)}
            />
          </div>
          <TextInput
            size="md"
            maxLength={200}
            aria-label={t('inspections.item', { number: index + 1 })}
            {...form.getInputProps(`items.${index}.item`)}
          />
          <Textarea
            size="md"
            autosize
            minRows={2}
            maxLength={2000}
            label={t('inspections.looked_at')}
            {...form.getInputProps(`items.${index}.looked_at`)}
          />
        </div>
      ))}
      {form.values.items.length < 40 && (
        <div>
          <Button
            variant="default"
            leftSection={<Icon name="plus" size={18} />}
            onClick={() => form.insertListItem('items', NO_ITEM)}
          >
            {t('inspections.item_add')}
          </Button>
        </div>
      )}
    </EditDialog>
  );
}
