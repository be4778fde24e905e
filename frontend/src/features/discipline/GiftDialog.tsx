import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, ifMatch, newId, useCan } from '#/api';
import { today, useT } from '#/i18n';
import { ChoiceField, DateField, EditDialog, notify, type Option, Picker } from '#/ui';
import { DISPOSALS, type GiftRecord, refreshGifts, staff } from './model';
import { cents, yuan } from './money';
import { discipline } from './texts';

/** Enters a gift, or changes an entry. */
export function GiftDialog({ of, onClose }: { of?: GiftRecord; onClose: () => void }) {
  const t = useT(discipline);
  const keeps = useCan('plan:write');
  const [id] = useState(newId);
  const [person, setPerson] = useState<Option[]>([]);
  const [handler, setHandler] = useState<Option[]>(
    of?.handled_by_id ? [{ id: of.handled_by_id, label: of.handled_by_name ?? '' }] : [],
  );
  const create = api.useMutation('post', '/api/v1/gift-records');
  const update = api.useMutation('patch', '/api/v1/gift-records/{id}');
  const form = useForm({
    initialValues: {
      happened_on: of?.happened_on ?? today(),
      giver: of?.giver ?? '',
      what: of?.what ?? '',
      value_cents: of?.value_cents == null ? '' : yuan(of.value_cents),
      disposal: of?.disposal ?? DISPOSALS[0],
      remark: of?.remark ?? '',
    },
    validate: {
      happened_on: (value) => (value ? null : t('common.required')),
      giver: (value) => (value.trim() ? null : t('common.required')),
      what: (value) => (value.trim() ? null : t('common.required')),
      value_cents: (value) => (cents(value) === undefined ? t('discipline.value_wrong') : null),
    },
  });
  return (
    <EditDialog
      title={t(of ? 'discipline.gift_edit' : 'discipline.gift_add')}
      form={form}
      version={of?.version ?? 0}
      labels={{
        happened_on: t('discipline.happened_on'),
        giver: t('discipline.giver'),
        what: t('discipline.what'),
        value_cents: t('discipline.value'),
        disposal: t('discipline.disposal'),
        remark: t('discipline.remark'),
      }}
      onClose={onClose}
      save={async ({ happened_on, giver, what, value_cents, disposal, remark }, version) => {
        const body = {
          happened_on,
          giver,
          what,
          disposal,
          value_cents: cents(value_cents) ?? null,
          remark: remark.trim() || null,
          handled_by_id: handler[0]?.id ?? null,
        };
        if (of) {
          await update.mutateAsync({ params: { path: { id: of.id }, header: ifMatch(version) }, body });
        } else {
          const whose = person[0] ? { person_id: person[0].id } : {};
          await create.mutateAsync({ body: { id, ...body, ...whose } });
        }
        await refreshGifts();
        notify.done(t(of ? 'discipline.gift_saved' : 'discipline.gift_recorded'));
      }}
    >
      {keeps && !of && (
        <Picker
          label={t('discipline.person')}
          description={t('discipline.person_hint')}
          source={['gift-person']}
          people
          value={person}
          onChange={setPerson}
          error={form.errors.person_id}
          load={staff}
        />
      )}
      <DateField
        label={t('discipline.happened_on')}
        required
        max={today()}
        value={form.values.happened_on}
        onChange={(value) => form.setFieldValue('happened_on', value)}
        error={form.errors.happened_on}
      />
      <TextInput
        size="md"
        required
        maxLength={100}
        label={t('discipline.giver')}
        description={t('discipline.giver_hint')}
        {...form.getInputProps('giver')}
      />
      <TextInput
        size="md"
        required
        maxLength={200}
        label={t('discipline.what')}
        description={t('discipline.what_hint')}
        {...form.getInputProps('what')}
      />
      <TextInput
        size="md"
        inputMode="decimal"
        label={t('discipline.value')}
        {...form.getInputProps('value_cents')}
      />
      <ChoiceField
        label={t('discipline.disposal')}
        choices={DISPOSALS.map((value) => ({ value, label: t(`discipline.disposal_${value}`) }))}
        value={form.values.disposal}
        onChange={(value) => value && form.setFieldValue('disposal', value)}
      />
      {form.values.disposal !== 'declined' && (
        <Picker
          label={t('discipline.handled_by')}
          description={t('discipline.handled_by_hint')}
          source={['gift-handler']}
          people
          value={handler}
          onChange={setHandler}
          error={form.errors.handled_by_id}
          load={staff}
        />
      )}
      <Textarea
        size="md"
        autosize
        minRows={2}
        maxLength={500}
        label={t('discipline.remark')}
        {...form.getInputProps('remark')}
      />
    </EditDialog>
  );
}

/** Makes an entry void; it stays in the register with the reason. */
export function VoidDialog({ of, onClose }: { of: GiftRecord; onClose: () => void }) {
  const t = useT(discipline);
  const update = api.useMutation('patch', '/api/v1/gift-records/{id}');
  const form = useForm({
    initialValues: { void_reason: '' },
    validate: { void_reason: (value) => (value.trim() ? null : t('common.required')) },
  });
  return (
    <EditDialog
      title={t('discipline.gift_void')}
      text={t('discipline.void_text')}
      form={form}
      version={of.version}
      labels={{ void_reason: t('discipline.void_reason') }}
      confirmLabel={t('discipline.gift_void')}
      onClose={onClose}
      save={async ({ void_reason }, version) => {
        await update.mutateAsync({
          params: { path: { id: of.id }, header: ifMatch(version) },
          body: { void_reason },
        });
        await refreshGifts();
        notify.done(t('discipline.gift_voided'));
      }}
    >
      <TextInput
        size="md"
        required
        maxLength={200}
        data-autofocus
        label={t('discipline.void_reason')}
        {...form.getInputProps('void_reason')}
      />
    </EditDialog>
  );
}
