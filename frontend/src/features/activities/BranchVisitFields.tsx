import { api } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, useUnits } from '#/ui';
import { DayField } from './DayField';
import type { RecordForm } from './fields';
import css from './Record.module.css';
import { activities } from './texts';

/** Which village school or kindergarten, when, and who will confirm it. */
export function BranchVisitFields({ form }: { form: RecordForm }) {
  const t = useT(activities);
  const { units } = useUnits();
  const branches = units.filter(
    (unit) => !unit.closed_on && (unit.kind === 'village_school' || unit.kind === 'kindergarten'),
  );
  return (
    <section className={`sheet ${css.sheet}`}>
      <h2 className={css.legend}>{t('activities.section_branch')}</h2>
      <div className={css.pair}>
        <ChoiceField
          label={t('activities.school')}
          placeholder={t('activities.school_choose')}
          required
          choices={branches.map((unit) => ({ value: unit.id, label: unit.name }))}
          value={form.values.unit_id}
          onChange={(unit) => form.setFieldValue('unit_id', unit)}
          error={form.errors.unit_id}
        />
        <DayField form={form} />
      </div>
      <Confirmer
        unit={form.values.unit_id}
        name={branches.find((unit) => unit.id === form.values.unit_id)?.name}
      />
    </section>
  );
}

function Confirmer({ unit, name }: { unit: string; name: string | undefined }) {
  const t = useT(activities);
  const { data } = api.useQuery(
    'get',
    '/api/v1/personnel',
    {
      params: {
        query: { unit_id: unit, post: ['branch_principal', 'kindergarten_principal'], limit: 5 },
      },
    },
    { enabled: Boolean(unit), staleTime: 300_000 },
  );
  const head = data?.items[0];
  if (!unit || !data || !name) return null;
  return (
    <p className={css.note} data-tone={head ? undefined : 'amber'}>
      {head
        ? t('activities.confirmer_branch', { unit: name, name: head.name })
        : t('activities.confirmer_branch_none', { unit: name })}
    </p>
  );
}
