import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, changed, client, ifMatch } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ChoiceField, Dialog, EditDialog, ErrorState, notify, Skeleton } from '#/ui';
import css from './Categories.module.css';
import { LimitFields, limitErrors } from './LimitFields';
import { type Category, read, URGENCIES, USUAL, written } from './model';
import { categories } from './texts';

type Unit = { id: string; name: string };

async function refresh(done: string) {
  await changed('/api/v1/ledger-categories');
  notify.done(done);
}

/** A category of the school's own. */
export function NewCategory({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const t = useT(categories);
  const form = useForm({
    initialValues: { name: '', urgency: 'normal' as Category['urgency'], days: written(USUAL) },
    validate: (values) => ({
      ...(values.name.trim().length > 1 ? {} : { name: t('common.required') }),
      ...limitErrors(values.days, t),
    }),
  });
  return (
    <EditDialog
      title={t('categories.add')}
      form={form}
      onClose={onClose}
      save={async ({ name, urgency, days }) => {
        await client.POST('/api/v1/ledger-categories', {
          body: { unit_id: unit.id, name: name.trim(), urgency, days: read(days) },
        });
        await refresh(t('categories.saved'));
      }}
    >
      <TextInput
        size="md"
        label={t('categories.name')}
        placeholder={t('categories.name_hint')}
        required
        maxLength={20}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <ChoiceField
        label={t('categories.urgency')}
        choices={URGENCIES.map((value) => ({ value, label: t(`terms.urgency_${value}`) }))}
        value={form.values.urgency}
        onChange={(value) => value && form.setFieldValue('urgency', value)}
      />
      <LimitFields form={form} />
    </EditDialog>
  );
}

/** Name, place and use of a category of the school's own. */
export function EditCategory({ category, onClose }: { category: Category; onClose: () => void }) {
  const t = useT(categories);
  const form = useForm({
    initialValues: {
      name: category.name,
      urgency: category.urgency,
      sort_order: String(category.sort_order),
      retired: category.retired ? ('true' as const) : ('false' as const),
    },
    validate: {
      name: (name) => (name.trim().length > 1 ? null : t('common.required')),
      sort_order: (place) =>
        /^[1-9]\d{0,2}$/.test(place)
          ? null
          : t('categories.one_of', { label: t('categories.sort_order'), min: 1, max: 999 }),
    },
  });
  return (
    <EditDialog
      title={t('categories.edit')}
      text={t('categories.retire_text')}
      form={form}
      version={category.version}
      labels={{ name: t('categories.name'), urgency: t('categories.urgency') }}
      onClose={onClose}
      save={async ({ name, urgency, sort_order, retired }, version) => {
        await client.PATCH('/api/v1/ledger-categories/{id}', {
          params: { path: { id: category.id }, header: ifMatch(version) },
          body: { name: name.trim(), urgency, sort_order: Number(sort_order), retired: retired === 'true' },
        });
        await refresh(t('categories.saved'));
      }}
    >
      <TextInput
        size="md"
        label={t('categories.name')}
        required
        maxLength={20}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <ChoiceField
        label={t('categories.urgency')}
        choices={URGENCIES.map((value) => ({ value, label: t(`terms.urgency_${value}`) }))}
        value={form.values.urgency}
        onChange={(value) => value && form.setFieldValue('urgency', value)}
      />
      <TextInput
        size="md"
        inputMode="numeric"
        label={t('categories.sort_order')}
        maxLength={3}
        {...form.getInputProps('sort_order')}
      />
      <ChoiceField
        label={t('categories.state')}
        choices={[
          { value: 'false', label: t('categories.in_use') },
          { value: 'true', label: t('categories.retired') },
        ]}
        value={form.values.retired}
        onChange={(value) => value && form.setFieldValue('retired', value)}
      />
    </EditDialog>
  );
}

/** The limits of a category for the unit, from now on. */
export function SetLimits(props: { category: Category; unit: Unit; onClose: () => void }) {
  const { category, unit, onClose } = props;
  const t = useT(categories);
  const form = useForm({
    initialValues: { days: written(category.limits) },
    validate: ({ days }) => limitErrors(days, t),
  });
  return (
    <EditDialog
      title={`${t('categories.set')} · ${category.name}`}
      text={t('categories.set_for', { unit: unit.name })}
      form={form}
      onClose={onClose}
      save={async ({ days }) => {
        await client.POST('/api/v1/ledger-categories/{id}/limits', {
          params: { path: { id: category.id } },
          body: { unit_id: unit.id, days: read(days) },
        });
        await refresh(t('categories.saved'));
      }}
    >
      <LimitFields form={form} />
    </EditDialog>
  );
}

/** Every limit the category ever had, the latest first. */
export function History({ category, onClose }: { category: Category; onClose: () => void }) {
  const t = useT(categories);
  const format = useFormat();
  const query = api.useQuery('get', '/api/v1/ledger-categories/{id}/limits', {
    params: { path: { id: category.id } },
  });
  return (
    <Dialog title={t('categories.history_of', { name: category.name })} onClose={onClose} width={620}>
      {query.isPending && <Skeleton lines={4} />}
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      <ol className={css.history}>
        {query.data?.items.map((limit) => (
          <li key={limit.id}>
            <p>
              <b>
                {limit.set_by_name
                  ? t('categories.since', { day: format.date(limit.in_force_from) })
                  : t('categories.history_shipped')}
              </b>{' '}
              <span className="muted">
                {limit.unit_name ?? t('categories.history_own')}
                {limit.set_by_name && ` · ${t('categories.by', { who: limit.set_by_name })}`}
              </span>
            </p>
            <p className={css.days}>
              {(['sign_days', 'normal_days', 'complex_days', 'extension_days', 'outer_days'] as const).map(
                (name) => (
                  <span key={name}>
                    {t(`categories.${name}`)} <b>{limit.days[name]}</b>
                  </span>
                ),
              )}
            </p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
