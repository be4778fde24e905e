import { Button, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, ConfirmMove, DateField, EditDialog, notify } from '#/ui';
import { AUDIENCES, MODES, refreshStudy, type StudyItem, THEMES } from './model';
import { study } from './texts';

/** A new study item of the plan, or a change of the given one. */
export function ItemDialog({ plan, of, onClose }: { plan: string; of?: StudyItem; onClose: () => void }) {
  const t = useT(study);
  const create = api.useMutation('post', '/api/v1/study-items');
  const update = api.useMutation('patch', '/api/v1/study-items/{id}');
  const [removing, setRemoving] = useState(false);
  const form = useForm({
    initialValues: {
      theme: of?.theme ?? THEMES[0],
      mode: of?.mode ?? MODES[0],
      question: of?.question ?? '',
      material: of?.material ?? '',
      audience: of?.audience ?? AUDIENCES[0],
      due_on: of?.due_on ?? '',
    },
  });
  if (of && removing) return <RemoveDialog of={of} onClose={onClose} />;
  return (
    <EditDialog
      title={t(of ? 'study.edit_item' : 'study.add_item')}
      form={form}
      version={of?.version ?? 0}
      labels={{
        theme: t('study.theme'),
        mode: t('study.mode'),
        question: t('study.question'),
        material: t('study.material'),
        audience: t('study.audience'),
        due_on: t('study.due_on'),
      }}
      onClose={onClose}
      save={async ({ theme, mode, audience, question, material, due_on }, version) => {
        const body = {
          theme,
          mode,
          audience,
          question: question.trim() || null,
          material: material.trim() || null,
          due_on: due_on || null,
        };
        if (of) {
          await update.mutateAsync({ params: { path: { id: of.id }, header: ifMatch(version) }, body });
        } else {
          await create.mutateAsync({ body: { plan_id: plan, ...body } });
        }
        await refreshStudy();
        notify.done(t('study.item_saved'));
      }}
    >
      <ChoiceField
        label={t('study.theme')}
        choices={THEMES.map((value) => ({ value, label: t(`terms.study_theme_${value}`) }))}
        value={form.values.theme}
        onChange={(value) => value && form.setFieldValue('theme', value)}
      />
      <ChoiceField
        label={t('study.mode')}
        choices={MODES.map((value) => ({ value, label: t(`terms.study_mode_${value}`) }))}
        value={form.values.mode}
        onChange={(value) => value && form.setFieldValue('mode', value)}
      />
      <Textarea
        size="md"
        autosize
        minRows={2}
        maxLength={500}
        label={t('study.question')}
        {...form.getInputProps('question')}
      />
      <Textarea
        size="md"
        autosize
        minRows={2}
        maxLength={500}
        label={t('study.material')}
        description={t('study.material_hint')}
        {...form.getInputProps('material')}
      />
      <ChoiceField
        label={t('study.audience')}
        choices={AUDIENCES.map((value) => ({ value, label: t(`study.audience_${value}`) }))}
        value={form.values.audience}
        onChange={(value) => value && form.setFieldValue('audience', value)}
      />
      <DateField
        label={t('study.due_on')}
        value={form.values.due_on}
        onChange={(value) => form.setFieldValue('due_on', value)}
        error={form.errors.due_on}
      />
      {of && of.accepted.value + of.handed_in.value === 0 && (
        <Button variant="default" onClick={() => setRemoving(true)}>
          {t('study.remove_item')}
        </Button>
      )}
    </EditDialog>
  );
}

function RemoveDialog({ of, onClose }: { of: StudyItem; onClose: () => void }) {
  const t = useT(study);
  const remove = api.useMutation('delete', '/api/v1/study-items/{id}');
  return (
    <ConfirmMove
      title={t('study.remove_item_title')}
      text={t('study.remove_item_text', { theme: t(`terms.study_theme_${of.theme}`) })}
      confirmLabel={t('study.remove_item')}
      onClose={onClose}
      onConfirm={async () => {
        await remove.mutateAsync({ params: { path: { id: of.id }, header: ifMatch(of.version) } });
        await refreshStudy();
        notify.done(t('study.item_removed'));
      }}
    />
  );
}
