import { Button, NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, changed, type components, ifMatch, useCan } from '#/api';
import { useT } from '#/i18n';
import {
  ChoiceField,
  DateField,
  EditDialog,
  ErrorState,
  IconButton,
  notify,
  Skeleton,
  Tag,
  useUnits,
} from '#/ui';
import css from './Organisation.module.css';
import { organisation } from './texts';

type Node = components['schemas']['OrgUnitNode'];

const KINDS = ['village_school', 'kindergarten', 'department', 'central_school'] as const;
const FUNCTIONS = [
  'general_affairs',
  'teaching_research',
  'young_pioneers',
  'finance',
  'office',
  'other',
] as const;

/** The tree of units. */
export function Units() {
  const t = useT(organisation);
  const mayWrite = useCan('organisation:write');
  const [open, setOpen] = useState<{ edit?: Node } | null>(null);
  const query = api.useQuery('get', '/api/v1/org-units/tree');
  const branch = (nodes: Node[]) => (
    <ul>
      {nodes.map((node) => (
        <li key={node.id}>
          <div className={css.unit}>
            <span className={node.closed_on ? css.closed : undefined}>
              {node.name} <span className="muted">{node.code}</span>
            </span>
            <Tag>{t(`terms.unit_${node.kind}`)}</Tag>
            {node.closed_on && <Tag>{t('organisation.closed')}</Tag>}
            {mayWrite && node.kind !== 'bureau' && (
              <IconButton
                icon="edit"
                label={`${t('organisation.edit_unit')}：${node.name}`}
                onClick={() => setOpen({ edit: node })}
              />
            )}
          </div>
          {node.children.length > 0 && branch(node.children)}
        </li>
      ))}
    </ul>
  );
  return (
    <section className={`sheet ${css.part} ${css.tree}`} aria-label={t('organisation.units')}>
      <div className={css.head}>
        <h2>{t('organisation.units')}</h2>
        {mayWrite && (
          <Button size="sm" variant="default" onClick={() => setOpen({})}>
            {t('organisation.add_unit')}
          </Button>
        )}
      </div>
      {query.isPending && <Skeleton lines={6} />}
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <p className={css.none}>{t('organisation.no_units')}</p>}
      {query.data && branch(query.data.items)}
      {open && <UnitDialog {...(open.edit ? { of: open.edit } : {})} onClose={() => setOpen(null)} />}
    </section>
  );
}

function UnitDialog({ of, onClose }: { of?: Node; onClose: () => void }) {
  const t = useT(organisation);
  const { units } = useUnits();
  const create = api.useMutation('post', '/api/v1/org-units');
  const update = api.useMutation('patch', '/api/v1/org-units/{id}');
  const school = units.find((unit) => unit.kind === 'central_school');
  const form = useForm({
    initialValues: {
      parent_id: '',
      kind: 'village_school' as (typeof KINDS)[number],
      name: of?.name ?? '',
      short_name: of?.short_name ?? '',
      code: of?.code ?? '',
      school_code: of?.school_code ?? '',
      position: of?.position ?? 0,
      function: 'general_affairs' as (typeof FUNCTIONS)[number],
      closed_on: of?.closed_on ?? '',
    },
    validate: {
      name: (value) => (value.trim() ? null : t('common.required')),
      short_name: (value) => (value.trim() ? null : t('common.required')),
      code: (value) => (value.trim() ? null : t('common.required')),
    },
  });
  const { values } = form;
  const parent_id = values.parent_id || school?.id || '';
  return (
    <EditDialog
      title={t(of ? 'organisation.edit_unit' : 'organisation.add_unit')}
      form={form}
      version={of?.version ?? 0}
      labels={{
        name: t('organisation.name'),
        short_name: t('organisation.short_name'),
        school_code: t('organisation.school_code'),
        position: t('organisation.position'),
        closed_on: t('organisation.closed_on'),
      }}
      onClose={onClose}
      save={async (sent, version) => {
        const { name, short_name, position } = sent;
        const school_code = sent.school_code.trim() || null;
        if (of) {
          await update.mutateAsync({
            params: { path: { id: of.id }, header: ifMatch(version) },
            body: { name, short_name, school_code, position, closed_on: sent.closed_on || null },
          });
        } else {
          const { kind, code } = sent;
          await create.mutateAsync({
            body: {
              parent_id,
              kind,
              code,
              name,
              short_name,
              school_code,
              position,
              function: kind === 'department' ? sent.function : null,
            },
          });
        }
        await changed('/api/v1/org-units');
        notify.done(t('organisation.saved'));
      }}
    >
      <div className={css.fields}>
        {!of && (
          <>
            <ChoiceField
              label={t('organisation.kind')}
              choices={KINDS.map((value) => ({ value, label: t(`terms.unit_${value}`) }))}
              value={values.kind}
              onChange={(value) => value && form.setFieldValue('kind', value)}
              error={form.errors.kind}
            />
            <ChoiceField
              label={t('organisation.parent')}
              choices={units
                .filter((unit) => ['bureau', 'central_school'].includes(unit.kind))
                .map((unit) => ({ value: unit.id, label: unit.name }))}
              value={parent_id}
              onChange={(value) => form.setFieldValue('parent_id', value)}
              error={form.errors.parent_id}
            />
          </>
        )}
        <TextInput size="md" label={t('organisation.name')} required {...form.getInputProps('name')} />
        <TextInput
          size="md"
          label={t('organisation.short_name')}
          required
          {...form.getInputProps('short_name')}
        />
        {!of && (
          <TextInput
            size="md"
            label={t('organisation.code')}
            description={t('organisation.code_hint')}
            required
            {...form.getInputProps('code')}
          />
        )}
        {!of && values.kind === 'department' && (
          <ChoiceField
            label={t('organisation.function')}
            choices={FUNCTIONS.map((value) => ({ value, label: t(`organisation.function_${value}`) }))}
            value={values.function}
            onChange={(value) => value && form.setFieldValue('function', value)}
          />
        )}
        <TextInput size="md" label={t('organisation.school_code')} {...form.getInputProps('school_code')} />
        <NumberInput
          size="md"
          label={t('organisation.position')}
          hideControls
          {...form.getInputProps('position')}
        />
        {of && (
          <DateField
            label={t('organisation.closed_on')}
            value={values.closed_on}
            onChange={(value) => form.setFieldValue('closed_on', value)}
            error={form.errors.closed_on}
          />
        )}
      </div>
    </EditDialog>
  );
}
