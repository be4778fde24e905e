import { TextInput } from '@mantine/core';
import { useMe } from '#/api';
import { useT } from '#/i18n';
import { Chips } from '#/ui';
import { Fold } from './Fold';
import { LongText, PeoplePicker, type RecordForm, TimeRange } from './fields';
import { useMayRecordForOthers } from './own';
import { activities } from './texts';
import { PROGRAMMES, RELATIONS, type Relation, relationOf, TASKS } from './words';

type Props = {
  form: RecordForm;
  /** A new record may be somebody else's. */
  fresh: boolean;
  open: boolean;
};

/** Everything that a visit may have and most have not. */
export function More({ form, fresh, open }: Props) {
  const t = useT(activities);
  const me = useMe();
  const forOthers = useMayRecordForOthers();
  const { values } = form;
  const home = values.kind === 'home_visit';
  return (
    <Fold
      title={t('activities.more')}
      note={t(home ? 'activities.more_home' : 'activities.more_other')}
      open={open}
    >
      {home && (
        <>
          <FamilyPresent form={form} />
          <LongText form={form} name="purpose" label={t('activities.purpose')} max={500} />
          <LongText form={form} name="at_school" label={t('activities.at_school')} />
          <LongText form={form} name="at_home" label={t('activities.at_home')} />
          <LongText form={form} name="wishes" label={t('activities.wishes')} />
          <LongText form={form} name="measures" label={t('activities.measures')} />
        </>
      )}
      <TimeRange form={form} />
      <PeoplePicker
        label={t('activities.companions')}
        description={t('activities.companions_hint')}
        multiple
        value={values.companions}
        onChange={(chosen) => form.setFieldValue('companions', chosen)}
        error={form.errors.companion_ids}
      />
      <Chips
        label={t('activities.tags_tasks')}
        choices={TASKS.map((value) => ({ value, label: t(`activities.tag_${value}`) }))}
        value={TASKS.filter((one) => values.tags.includes(one))}
        onChange={(chosen) =>
          form.setFieldValue('tags', [...chosen, ...PROGRAMMES.filter((one) => values.tags.includes(one))])
        }
      />
      <Chips
        label={t('activities.tags_programmes')}
        choices={PROGRAMMES.map((value) => ({ value, label: t(`activities.tag_${value}`) }))}
        value={PROGRAMMES.filter((one) => values.tags.includes(one))}
        onChange={(chosen) =>
          form.setFieldValue('tags', [...TASKS.filter((one) => values.tags.includes(one)), ...chosen])
        }
      />
      {fresh && forOthers && me.person && <OnBehalf form={form} />}
    </Fold>
  );
}

/** 代填; required for accounts behind which there is nobody. */
export function OnBehalf({ form, required = false }: { form: RecordForm; required?: boolean }) {
  const t = useT(activities);
  return (
    <PeoplePicker
      label={t('activities.behalf')}
      description={required ? undefined : t('activities.behalf_hint')}
      required={required}
      value={form.values.person}
      onChange={(chosen) => form.setFieldValue('person', chosen)}
      error={form.errors.person_id}
    />
  );
}

function FamilyPresent({ form }: { form: RecordForm }) {
  const t = useT(activities);
  const present = form.values.family_present;
  const others = present.filter((one) => !relationOf(one.relation));
  const known = present.flatMap((one) => relationOf(one.relation) ?? []);
  return (
    <>
      <Chips
        label={t('activities.family_present')}
        choices={(Object.keys(RELATIONS) as Relation[]).map((value) => ({
          value,
          label: t(`activities.relation_${value}`),
        }))}
        value={known}
        onChange={(chosen) =>
          form.setFieldValue('family_present', [
            ...chosen.map(
              (one) =>
                present.find((member) => member.relation === RELATIONS[one]) ?? { relation: RELATIONS[one] },
            ),
            ...others,
          ])
        }
      />
      <TextInput
        label={t('activities.relation_other')}
        placeholder={t('activities.relation_which')}
        maxLength={20}
        value={others[0]?.relation ?? ''}
        error={form.errors.family_present}
        onChange={({ currentTarget }) => {
          const relation = currentTarget.value;
          const rest = present.filter((one) => relationOf(one.relation));
          const edited = relation ? [{ ...others[0], relation }] : [];
          form.setFieldValue('family_present', [...rest, ...edited, ...others.slice(1)]);
        }}
      />
    </>
  );
}
