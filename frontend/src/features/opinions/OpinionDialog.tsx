import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, ifMatch, newId, useMe } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, EditDialog, notify, type Option, Picker, useUnits } from '#/ui';
import { LEVELS, localMinute, type Opinion, refreshOpinions, staff } from './model';
import { opinions } from './texts';

const WRITERS = ['principal', 'office', 'branch_principal'];

/** Records an opinion item, or changes one that is not closed. */
export function OpinionDialog({ of, onClose }: { of?: Opinion; onClose: () => void }) {
  const t = useT(opinions);
  const me = useMe();
  const { units } = useUnits();
  const [id] = useState(newId);
  const [responder, setResponder] = useState<Option[]>(
    of?.responder_id ? [{ id: of.responder_id, label: of.responder_name ?? '' }] : [],
  );
  const create = api.useMutation('post', '/api/v1/opinion-items');
  const update = api.useMutation('patch', '/api/v1/opinion-items/{id}');
  const form = useForm({
    initialValues: {
      unit_id: me.roles.find((one) => WRITERS.includes(one.role))?.unit_id ?? '',
      source: of?.source ?? '',
      link: of?.link ?? '',
      seen_at: localMinute(of ? new Date(of.seen_at) : new Date()),
      summary: of?.summary ?? '',
      level: of?.level ?? 'general',
    },
    validate: {
      source: (value) => (value.trim() ? null : t('common.required')),
      seen_at: (value) => (value ? null : t('common.required')),
      summary: (value) => ([...value.trim()].length > 1 ? null : t('common.required')),
    },
  });
  const schools = units.filter((one) => one.kind !== 'bureau' && one.kind !== 'department' && !one.closed_on);
  return (
    <EditDialog
      title={t(of ? 'opinions.edit_title' : 'opinions.add')}
      form={form}
      version={of?.version ?? 0}
      labels={{
        source: t('opinions.source'),
        link: t('opinions.link'),
        summary: t('opinions.summary'),
        level: t('opinions.level'),
        responder_id: t('opinions.responder'),
      }}
      onClose={onClose}
      save={async ({ unit_id, source, summary, level, ...values }, version) => {
        const link = values.link.trim() || null;
        const responder_id = responder[0]?.id ?? null;
        if (of) {
          await update.mutateAsync({
            params: { path: { id: of.id }, header: ifMatch(version) },
            body: { source, link, summary, level, responder_id },
          });
        } else {
          const seen_at = new Date(values.seen_at).toISOString();
          const unit = unit_id ? { unit_id } : {};
          await create.mutateAsync({
            body: { id, source, link, seen_at, summary, level, responder_id, ...unit },
          });
        }
        await refreshOpinions();
        notify.done(t(of ? 'opinions.saved' : 'opinions.recorded'));
      }}
    >
      <Textarea
        size="md"
        autosize
        minRows={3}
        required
        maxLength={1000}
        data-autofocus
        label={t('opinions.summary')}
        description={t('opinions.summary_hint')}
        {...form.getInputProps('summary')}
      />
      <TextInput
        size="md"
        required
        maxLength={60}
        label={t('opinions.source')}
        description={t('opinions.source_hint')}
        {...form.getInputProps('source')}
      />
      <TextInput
        size="md"
        type="url"
        maxLength={500}
        label={t('opinions.link')}
        description={t('opinions.link_hint')}
        {...form.getInputProps('link')}
      />
      {!of && (
        <TextInput
          size="md"
          type="datetime-local"
          required
          label={t('opinions.seen_at')}
          {...form.getInputProps('seen_at')}
        />
      )}
      <ChoiceField
        label={t('opinions.level')}
        choices={LEVELS.map((value) => ({ value, label: t(`opinions.level_${value}`) }))}
        value={form.values.level}
        onChange={(value) => value && form.setFieldValue('level', value)}
      />
      {!of && schools.length > 1 && (
        <ChoiceField
          label={t('opinions.unit')}
          choices={schools.map((one) => ({ value: one.id, label: one.name }))}
          value={form.values.unit_id}
          onChange={(value) => form.setFieldValue('unit_id', value)}
          error={form.errors.unit_id}
        />
      )}
      <Picker
        label={t('opinions.responder')}
        source={['opinion-responder']}
        people
        value={responder}
        onChange={setResponder}
        error={form.errors.responder_id}
        load={staff}
      />
    </EditDialog>
  );
}
