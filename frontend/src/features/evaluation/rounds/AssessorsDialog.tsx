import { useForm } from '@mantine/form';
import { api, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { EditDialog, notify, type Option, Picker } from '#/ui';
import { type Assessors, type Round, refreshRounds, staff } from '../model';
import { evaluation } from '../texts';

/** Chooses the assessors of every group; as a whole, while the round is a draft. */
export function AssessorsDialog(props: { round: Round; assessors: Assessors; onClose: () => void }) {
  const { round, assessors, onClose } = props;
  const t = useT(evaluation);
  const replace = api.useMutation('put', '/api/v1/evaluation-rounds/{id}/assessors');
  const groups = round.rules.groups.filter((group) => group.part === 'organisational');
  const members = (code: string): Option[] =>
    assessors.items
      .filter((one) => one.group_code === code)
      .map((one) => ({ id: one.person_id, label: one.person_name, note: one.unit_name }));
  const form = useForm<Record<string, Option[]>>({
    initialValues: Object.fromEntries(groups.map((group) => [group.code, members(group.code)])),
  });
  return (
    <EditDialog
      title={t('evaluation.assessors_edit')}
      text={t('evaluation.assessors_text')}
      form={form}
      version={assessors.version}
      labels={{ items: t('evaluation.assessors') }}
      format={(_, value) => (Array.isArray(value) ? String(value.length) : '—')}
      onClose={onClose}
      save={async (values, version) => {
        const items = groups.flatMap((group) =>
          (values[group.code] ?? []).map((person) => ({ group_code: group.code, person_id: person.id })),
        );
        await replace.mutateAsync({
          params: { path: { id: round.id }, header: ifMatch(version) },
          body: { items },
        });
        await refreshRounds();
        notify.done(t('evaluation.assessors_saved'));
      }}
    >
      {groups.map((group) => (
        <Picker
          key={group.code}
          label={group.name}
          description={t('evaluation.group_rates', {
            whom: group.rates.map((kind) => t(`evaluation.kind_${kind}`)).join('、'),
          })}
          source={['evaluation-assessors']}
          people
          multiple
          load={staff}
          value={form.values[group.code] ?? []}
          onChange={(value) => form.setFieldValue(group.code, value)}
        />
      ))}
    </EditDialog>
  );
}
