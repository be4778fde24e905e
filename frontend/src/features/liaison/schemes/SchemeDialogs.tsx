import { NumberInput, Textarea, TextInput } from '@mantine/core';
import '@mantine/core/styles/NumberInput.css';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, type components, fieldErrors, idempotent, ifMatch, useIdempotencyKey } from '#/api';
import { useT } from '#/i18n';
import { today } from '#/i18n/format';
import { ChoiceField, ConfirmMove, DateField, EditDialog, notify } from '#/ui';
import { dayBefore, refreshLiaison } from '../dialogs';
import { useUnits } from '../useSchemes';
import css from './Schemes.module.css';
import { schemes as texts } from './texts';

export type OwnScheme = components['schemas']['OwnScheme'];
type Kind = OwnScheme['target_kind'];
type Holders = OwnScheme['holders'];

const KINDS: Kind[] = ['class', 'household', 'student', 'person', 'grade', 'unit'];
const HOLDERS: Holders[] = ['leaders', 'teachers', 'party_members', 'staff'];

/** A new scheme of the school's own, or a change of one. */
export function SchemeDialog({ of, onClose }: { of?: OwnScheme; onClose: () => void }) {
  const t = useT(texts);
  const units = useUnits();
  const create = api.useMutation('post', '/api/v1/own-liaison-schemes');
  const update = api.useMutation('patch', '/api/v1/own-liaison-schemes/{id}');
  const form = useForm({
    initialValues: {
      name: of?.name ?? '',
      description: of?.description ?? '',
      unit_id: of?.unit_id ?? '',
      target_kind: of?.target_kind ?? ('class' as Kind),
      holders: of?.holders ?? ('party_members' as Holders),
      max_load: (of?.max_load ?? '') as number | '',
      sort_order: (of?.sort_order ?? '') as number | '',
      starts_on: of?.starts_on ?? today(),
    },
    validate: { name: (value) => (value.trim().length > 1 ? null : t('common.required')) },
  });
  const unit_id = form.values.unit_id || units[0]?.value || '';
  return (
    <EditDialog
      title={t(of ? 'schemes.edit_title' : 'schemes.add')}
      form={form}
      version={of?.version ?? 0}
      labels={{
        name: t('schemes.name'),
        description: t('schemes.description'),
        holders: t('schemes.holders'),
        max_load: t('schemes.max_load'),
        sort_order: t('schemes.sort_order'),
        starts_on: t('schemes.starts_on'),
      }}
      onClose={onClose}
      save={async (values, version) => {
        const { name, description, holders, starts_on } = values;
        const max_load = values.max_load === '' ? null : values.max_load;
        const place = values.sort_order === '' ? {} : { sort_order: values.sort_order };
        const common = { name, description, holders, max_load, starts_on, ...place };
        if (of) {
          await update.mutateAsync({
            params: { path: { id: of.id }, header: ifMatch(version) },
            body: common,
          });
        } else {
          await create.mutateAsync({ body: { ...common, unit_id, target_kind: values.target_kind } });
        }
        await refreshLiaison();
        notify.done(t('schemes.saved'));
      }}
    >
      <TextInput
        size="md"
        label={t('schemes.name')}
        placeholder={t('schemes.name_hint')}
        required
        maxLength={40}
        {...form.getInputProps('name')}
      />
      <div className={css.fields}>
        {!of && (
          <ChoiceField<Kind>
            label={t('schemes.target_kind')}
            description={t('schemes.target_kind_hint')}
            choices={KINDS.map((value) => ({ value, label: t(`schemes.kind_${value}`) }))}
            value={form.values.target_kind}
            onChange={(value) => value && form.setFieldValue('target_kind', value)}
            error={form.errors.target_kind}
          />
        )}
        <ChoiceField<Holders>
          label={t('schemes.holders')}
          description={t('schemes.holders_hint')}
          choices={HOLDERS.map((value) => ({ value, label: t(`schemes.holders_${value}`) }))}
          value={form.values.holders}
          onChange={(value) => value && form.setFieldValue('holders', value)}
          error={form.errors.holders}
        />
      </div>
      <div className={css.fields}>
        <NumberInput
          size="md"
          label={t('schemes.max_load')}
          description={t('schemes.max_load_hint')}
          min={1}
          max={1000}
          allowDecimal={false}
          hideControls
          value={form.values.max_load}
          onChange={(value) => form.setFieldValue('max_load', typeof value === 'number' ? value : '')}
          error={form.errors.max_load}
        />
        <NumberInput
          size="md"
          label={t('schemes.sort_order')}
          description={t('schemes.sort_order_hint')}
          min={0}
          max={10_000}
          allowDecimal={false}
          hideControls
          value={form.values.sort_order}
          onChange={(value) => form.setFieldValue('sort_order', typeof value === 'number' ? value : '')}
          error={form.errors.sort_order}
        />
      </div>
      <div className={css.fields}>
        {!of && (
          <ChoiceField
            label={t('schemes.unit')}
            description={t('schemes.unit_hint')}
            choices={units}
            value={unit_id}
            onChange={(value) => form.setFieldValue('unit_id', value)}
            error={form.errors.unit_id}
          />
        )}
        <DateField
          label={t('schemes.starts_on')}
          required
          value={form.values.starts_on}
          onChange={(value) => form.setFieldValue('starts_on', value)}
          error={form.errors.starts_on}
        />
      </div>
      <Textarea
        size="md"
        label={t('schemes.description')}
        autosize
        minRows={2}
        maxLength={500}
        {...form.getInputProps('description')}
      />
    </EditDialog>
  );
}

/** Ends a scheme and its links. */
export function EndSchemeDialog({ scheme, onClose }: { scheme: OwnScheme; onClose: () => void }) {
  const t = useT(texts);
  const [endsOn, setEndsOn] = useState(dayBefore(today()));
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const intention = useIdempotencyKey();
  const end = api.useMutation('post', '/api/v1/own-liaison-schemes/{id}/end');
  return (
    <ConfirmMove
      title={t('schemes.end_title')}
      text={t('schemes.end_text', { name: scheme.name })}
      confirmLabel={t('schemes.end')}
      onClose={onClose}
      onConfirm={async () => {
        try {
          const done = await end.mutateAsync({
            params: { path: { id: scheme.id }, header: idempotent(intention.key()) },
            body: { ends_on: endsOn, reason },
          });
          notify.done(t('schemes.end_done', { count: done.ended_links }));
        } catch (error) {
          setErrors(fieldErrors(error));
          intention.renew();
          throw error;
        }
        await refreshLiaison();
        return true;
      }}
    >
      <DateField
        label={t('schemes.ends_on')}
        value={endsOn}
        onChange={setEndsOn}
        required
        error={errors.ends_on}
      />
      <TextInput
        size="md"
        label={t('schemes.end_reason')}
        placeholder={t('schemes.end_reason_hint')}
        required
        maxLength={200}
        value={reason}
        error={errors.reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </ConfirmMove>
  );
}
