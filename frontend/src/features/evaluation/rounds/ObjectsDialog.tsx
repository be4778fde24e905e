import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, client, type components, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { EditDialog, Icon, IconButton, notify, Picker } from '#/ui';
import css from '../Evaluation.module.css';
import { type Objects, type Round, refreshRounds, staff } from '../model';
import { evaluation } from '../texts';

type Proposed = components['schemas']['ProposedObject'];
type Chosen = Pick<Proposed, 'kind' | 'person_id' | 'unit_id' | 'name' | 'post'>;

/** One key for a person, another for the team of a unit. */
const keyOf = (one: Chosen) => one.person_id ?? one.unit_id;

/** Chooses who is evaluated, in which order; as a whole, while the round is a draft. */
export function ObjectsDialog(props: { round: Round; objects: Objects; onClose: () => void }) {
  const { round, objects, onClose } = props;
  const t = useT(evaluation);
  const replace = api.useMutation('put', '/api/v1/evaluation-rounds/{id}/objects');
  const form = useForm<{ items: Chosen[] }>({ initialValues: { items: objects.items } });
  const { items } = form.values;

  async function propose() {
    const { data } = await client.GET('/api/v1/evaluation-rounds/{id}/proposed-objects', {
      params: { path: { id: round.id } },
    });
    const known = new Set(items.map(keyOf));
    const added = (data?.items ?? []).filter((one) => !known.has(keyOf(one)));
    form.setFieldValue('items', [...items, ...added]);
    notify.done(t(added.length > 0 ? 'evaluation.objects_proposed' : 'evaluation.objects_proposed_none'));
  }

  return (
    <EditDialog
      title={t('evaluation.objects_edit')}
      text={t('evaluation.objects_text')}
      form={form}
      version={objects.version}
      labels={{ items: t('evaluation.objects') }}
      format={(_, value) => (Array.isArray(value) ? String(value.length) : '—')}
      onClose={onClose}
      save={async (values, version) => {
        await replace.mutateAsync({
          params: { path: { id: round.id }, header: ifMatch(version) },
          body: { items: values.items.map(written) },
        });
        await refreshRounds();
        notify.done(t('evaluation.objects_saved'));
      }}
    >
      <div className="row">
        <Button
          variant="default"
          leftSection={<Icon name="people" size={18} />}
          onClick={() => void propose().catch(notify.problem)}
        >
          {t('evaluation.objects_propose')}
        </Button>
      </div>
      <ol className="stack">
        {items.map((item, index) => (
          <li key={keyOf(item)} className={css.edited}>
            <div className={css.head}>
              <b>
                {index + 1}. {item.name}
              </b>
              <span className={css.actions}>
                <IconButton
                  icon="up"
                  label={t('evaluation.object_up', { name: item.name })}
                  disabled={index === 0}
                  onClick={() => form.reorderListItem('items', { from: index, to: index - 1 })}
                />
                <IconButton
                  icon="down"
                  label={t('evaluation.object_down', { name: item.name })}
                  disabled={index === items.length - 1}
                  onClick={() => form.reorderListItem('items', { from: index, to: index + 1 })}
                />
                <IconButton
                  icon="trash"
                  label={t('evaluation.object_remove', { name: item.name })}
                  onClick={() => form.removeListItem('items', index)}
                />
              </span>
            </div>
            {item.kind === 'cadre' && (
              <TextInput
                size="md"
                maxLength={60}
                aria-label={t('evaluation.object_post', { name: item.name })}
                placeholder={t('evaluation.object_post_hint')}
                {...form.getInputProps(`items.${index}.post`)}
                error={
                  form.errors[`items.${index}.post`] ??
                  form.errors[`items.${index}.person_id`] ??
                  form.errors[`items.${index}.unit_id`]
                }
              />
            )}
          </li>
        ))}
      </ol>
      <Picker
        label={t('evaluation.object_add')}
        source={['evaluation-objects']}
        people
        load={staff}
        value={[]}
        onChange={([person]) => {
          if (!person || items.some((one) => one.person_id === person.id)) return;
          const added: Chosen = {
            kind: 'cadre',
            person_id: person.id,
            unit_id: round.unit_id,
            name: person.label,
            post: '',
          };
          form.insertListItem('items', added);
        }}
      />
    </EditDialog>
  );
}

/** An object as it is sent: a post that is left empty is taken from the staff directory. */
function written(one: Chosen): components['schemas']['NewEvaluationObject'] {
  if (one.kind === 'leadership_team') return { kind: one.kind, unit_id: one.unit_id, name: one.name };
  const post = one.post.trim();
  return { kind: one.kind, person_id: one.person_id, ...(post ? { post } : {}) };
}
