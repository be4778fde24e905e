import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, fieldErrors, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { Dialog, notify, ProblemNote, Tag } from '#/ui';
import css from './Disclosure.module.css';
import { type DisclosureClass, refreshPublications } from './model';
import { disclosure } from './texts';

/** The classes of disclosure; a school adds its own and retires what it does not use. */
export function ClassesDialog({ onClose }: { onClose: () => void }) {
  const t = useT(disclosure);
  const classes = api.useQuery('get', '/api/v1/disclosure-classes');
  const create = api.useMutation('post', '/api/v1/disclosure-classes');
  const update = api.useMutation('patch', '/api/v1/disclosure-classes/{id}');
  const [name, setName] = useState('');
  const [error, setError] = useState<unknown>(null);

  async function attempt(work: () => Promise<unknown>) {
    setError(null);
    try {
      await work();
      await refreshPublications();
      notify.done(t('disclosure.class_saved'));
    } catch (refusal) {
      setError(refusal);
    }
  }
  const add = () =>
    attempt(async () => {
      await create.mutateAsync({ body: { name: name.trim() } });
      setName('');
    });
  const retire = (one: DisclosureClass) =>
    attempt(() =>
      update.mutateAsync({
        params: { path: { id: one.id }, header: ifMatch(one.version) },
        body: { retired: !one.retired },
      }),
    );
  return (
    <Dialog title={t('disclosure.classes')} onClose={onClose}>
      <div className="stack">
        <p className="muted">{t('disclosure.classes_note')}</p>
        <ProblemNote error={error} />
        <ul className={css.classes}>
          {(classes.data?.items ?? []).map((one) => (
            <li key={one.id}>
              <span>{one.name}</span>
              {one.retired && <Tag>{t('disclosure.class_retired')}</Tag>}
              {one.editable ? (
                <Button variant="default" size="sm" onClick={() => void retire(one)}>
                  {t(one.retired ? 'disclosure.class_restore' : 'disclosure.class_retire')}
                </Button>
              ) : (
                <span className="muted">{t('disclosure.class_shipped')}</span>
              )}
            </li>
          ))}
        </ul>
        <form
          className={css.adding}
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <TextInput
            size="md"
            maxLength={40}
            label={t('disclosure.class_name')}
            value={name}
            error={error ? fieldErrors(error).name : undefined}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Button type="submit" disabled={[...name.trim()].length < 2} loading={create.isPending}>
            {t('disclosure.class_add')}
          </Button>
        </form>
      </div>
    </Dialog>
  );
}
