import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, client, ifMatch, newId, useCan, useSession } from '#/api';
import { today, useFormat, useT } from '#/i18n';
import { DateField, EditDialog, notify, type Option, Picker } from '#/ui';
import { refreshStudy, type StudyCompletion, staff } from './model';
import { study } from './texts';

type Props = {
  /** For what it is handed in. */
  what: { study_item_id: string } | { duty_id: string };
  name: string;
  /** What was handed in already, to be changed. */
  of?: StudyCompletion;
  onClose: () => void;
};

/** Hands something in, or changes what is not accepted yet: a title, a day, and words if one likes. */
export function HandInDialog({ what, name, of, onClose }: Props) {
  const t = useT(study);
  const format = useFormat();
  const me = useSession().me?.person?.id;
  const forOthers = useCan('exports:run') && !of;
  const deliverable = 'duty_id' in what;
  const [id] = useState(newId);
  const [person, setPerson] = useState<Option[]>([]);
  const [activity, setActivity] = useState<Option[]>([]);
  const create = api.useMutation('post', '/api/v1/study-completions');
  const update = api.useMutation('patch', '/api/v1/study-completions/{id}');
  const form = useForm({
    initialValues: { title: of?.title ?? '', happened_on: of?.happened_on ?? today(), text: of?.text ?? '' },
    validate: {
      title: (value) => (deliverable && !value.trim() ? t('common.required') : null),
      happened_on: (value) => (value ? null : t('common.required')),
    },
  });
  return (
    <EditDialog
      title={of ? t('study.edit_completion') : t('study.hand_in_title', { what: name })}
      text={t(deliverable ? 'study.hand_in_deliverable' : 'study.hand_in_text')}
      form={form}
      version={of?.version ?? 0}
      labels={{
        title: t('study.completion_title'),
        happened_on: t('study.completion_day'),
        text: t('study.completion_text'),
      }}
      confirmLabel={of ? t('common.save') : t('study.hand_in')}
      onClose={onClose}
      save={async ({ title, happened_on, text }, version) => {
        const body = { title: title.trim(), happened_on, text: text.trim() || null };
        const record = activity[0] ? { activity_id: activity[0].id } : {};
        if (of) {
          await update.mutateAsync({
            params: { path: { id: of.id }, header: ifMatch(version) },
            body: { ...body, ...record },
          });
        } else {
          const whose = person[0] ? { person_id: person[0].id } : {};
          await create.mutateAsync({ body: { id, ...what, ...body, ...record, ...whose } });
        }
        await refreshStudy();
        notify.done(t(of ? 'study.item_saved' : 'study.handed_in'));
      }}
    >
      <TextInput
        size="md"
        label={t('study.completion_title')}
        required={deliverable}
        maxLength={100}
        data-autofocus
        {...form.getInputProps('title')}
      />
      <DateField
        label={t('study.completion_day')}
        required
        max={today()}
        value={form.values.happened_on}
        onChange={(value) => form.setFieldValue('happened_on', value)}
        error={form.errors.happened_on}
      />
      <Textarea
        size="md"
        autosize
        minRows={4}
        maxRows={14}
        label={t('study.completion_text')}
        {...form.getInputProps('text')}
      />
      <Picker
        label={t('study.completion_activity')}
        description={t('study.completion_activity_hint')}
        source={['study-activity', me ?? '']}
        value={activity}
        onChange={setActivity}
        error={form.errors.activity_id}
        load={async (query, signal) => {
          const q = query.length > 1 ? { q: query } : {};
          const { data } = await client.GET('/api/v1/activities', {
            params: { query: { limit: 20, mine: true, ...q } },
            signal,
          });
          return (data?.items ?? []).map((one) => ({
            id: one.id,
            label: `${format.shortDate(one.happened_on)} ${t(`terms.kind_${one.kind}`)}`,
            note: one.text.slice(0, 30),
          }));
        }}
      />
      {forOthers && (
        <Picker
          label={t('study.completion_person')}
          description={t('study.completion_person_hint')}
          source={['study-person']}
          people
          value={person}
          onChange={setPerson}
          error={form.errors.person_id}
          load={staff}
        />
      )}
    </EditDialog>
  );
}
