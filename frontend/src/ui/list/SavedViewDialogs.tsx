import { Button, Checkbox, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { changed, client, type components, ifMatch, useMe } from '#/api';
import { useT } from '#/i18n';
import { Dialog } from '../dialog/Dialog';
import { EditDialog } from '../dialog/EditDialog';
import { ProblemNote } from '../display/states';
import { IconButton } from '../form/IconButton';
import { notify } from '../notify';
import css from './SavedViews.module.css';

type View = components['schemas']['SavedView'];

/** Whose views a whole school sees. */
const SHARERS: readonly string[] = ['principal', 'office'];

/** Gives the present filters a name; the office may share them. */
export function SaveView({ page, query, onClose }: { page: string; query: string; onClose: () => void }) {
  const t = useT();
  const me = useMe();
  const school = me.roles.find((grant) => SHARERS.includes(grant.role) && grant.unit_id);
  const form = useForm({
    initialValues: { name: '', shared: false },
    validate: { name: (name) => (name.trim() ? null : t('common.required')) },
  });
  return (
    <EditDialog
      title={t('common.view_save')}
      form={form}
      onClose={onClose}
      save={async ({ name, shared }) => {
        const unit_id = shared ? school?.unit_id : undefined;
        await client.POST('/api/v1/saved-views', {
          body: { page, query, name: name.trim(), ...(unit_id ? { unit_id } : {}) },
        });
        await changed('/api/v1/saved-views');
        notify.done(t('common.view_saved'));
      }}
    >
      <TextInput
        size="md"
        label={t('common.view_name')}
        placeholder={t('common.view_name_hint')}
        required
        maxLength={30}
        data-autofocus
        {...form.getInputProps('name')}
      />
      {school && (
        <Checkbox
          size="md"
          label={t('common.view_share', { unit: school.unit_name ?? '' })}
          {...form.getInputProps('shared', { type: 'checkbox' })}
        />
      )}
    </EditDialog>
  );
}

/** Removes views, or gives them the present filters. */
export function ManageViews({
  views,
  query,
  onClose,
}: {
  views: View[];
  query: string;
  onClose: () => void;
}) {
  const t = useT();
  const [error, setError] = useState<unknown>(null);
  const write = (request: Promise<unknown>, done: string) => {
    setError(null);
    request
      .then(() => notify.done(done))
      .catch(setError)
      .finally(() => void changed('/api/v1/saved-views'));
  };
  const params = (view: View) => ({ path: { id: view.id }, header: ifMatch(view.version) });
  return (
    <Dialog
      title={t('common.view_manage')}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      <ProblemNote error={error} />
      <ul>
        {views
          .filter((view) => view.editable)
          .map((view) => (
            <li key={view.id} className={css.kept}>
              <span>
                {view.name}
                {view.unit_name && (
                  <span className="muted"> {t('common.view_shared', { unit: view.unit_name })}</span>
                )}
              </span>
              {query !== '' && query !== view.query && (
                <Button
                  size="sm"
                  variant="default"
                  onClick={() =>
                    write(
                      client.PATCH('/api/v1/saved-views/{id}', { params: params(view), body: { query } }),
                      t('common.view_saved'),
                    )
                  }
                >
                  {t('common.view_update')}
                </Button>
              )}
              <IconButton
                icon="trash"
                label={`${t('common.remove')} ${view.name}`}
                onClick={() =>
                  write(
                    client.DELETE('/api/v1/saved-views/{id}', { params: params(view) }),
                    t('common.view_removed'),
                  )
                }
              />
            </li>
          ))}
      </ul>
    </Dialog>
  );
}
