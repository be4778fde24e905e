import { useForm } from '@mantine/form';
import { api, changed } from '#/api';
import { today, useT } from '#/i18n';
import { ChoiceField, DateField, EditDialog, notify } from '#/ui';
import { PersonFields, type PersonValues } from './PersonFields';
import css from './Personnel.module.css';
import { personnel } from './texts';
import { RANKS } from './words';

type Values = PersonValues & { rank: (typeof RANKS)[number]; rank_since: string };

export function NewPersonDialog({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const t = useT(personnel);
  const create = api.useMutation('post', '/api/v1/personnel');
  const form = useForm<Values>({
    initialValues: {
      name: '',
      unit_id: '',
      sex: 'female',
      staff_number: '',
      ethnic_group: '',
      political_affiliation: '',
      phone: '',
      id_number: '',
      rank: 'teacher',
      rank_since: today(),
    },
    validate: {
      name: (value) => (value.trim() ? null : t('common.required')),
      unit_id: (value) => (value ? null : t('common.required')),
    },
  });
  return (
    <EditDialog
      title={t('personnel.add')}
      form={form}
      confirmLabel={t('common.add')}
      onClose={onClose}
      save={async ({ name, unit_id, sex, rank, rank_since, ...optional }) => {
        const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value.trim() !== ''));
        const person = await create.mutateAsync({
          body: { name, unit_id, sex, rank, ...(rank_since ? { rank_since } : {}), ...given },
        });
        await changed('/api/v1/personnel');
        notify.done(t('personnel.added', { name }));
        onDone(person.id);
      }}
    >
      <PersonFields form={form as never} />
      <div className={css.fields}>
        <ChoiceField
          label={t('personnel.rank')}
          choices={RANKS.map((value) => ({ value, label: t(`terms.rank_${value}`) }))}
          value={form.values.rank}
          onChange={(value) => value && form.setFieldValue('rank', value)}
          error={form.errors.rank}
        />
        <DateField
          label={t('personnel.rank_since')}
          value={form.values.rank_since}
          onChange={(value) => form.setFieldValue('rank_since', value)}
          error={form.errors.rank_since}
        />
      </div>
    </EditDialog>
  );
}
