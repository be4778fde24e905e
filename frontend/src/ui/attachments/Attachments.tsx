import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, changed, client, type components, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove } from '../dialog/ConfirmMove';
import { Dialog } from '../dialog/Dialog';
import { IconButton } from '../form/IconButton';
import { Icon } from '../Icon';
import { notify } from '../notify';
import { saveAnswer } from '../save';
import css from './Attachments.module.css';
import { Chosen } from './Chosen';
import { FileButton } from './FileButton';
import { type ChosenFile, type Owner, sizeOf, upload } from './files';
import { attachments } from './texts';
import { useBlob } from './useBlob';
import { useFitting } from './useFitting';

type Attachment = components['schemas']['Attachment'];

type Props = {
  owner: Owner;
  className?: string | undefined;
  /** On a sheet of its own; a part of a page that has one is not. */
  framed?: boolean;
  heading?: 'h2' | 'h3';
  /** Runs after a file came or went: what else shows it. */
  onChanged?: () => Promise<unknown>;
};

/** What is attached to a record; who may adds and removes until it is settled. */
export function Attachments({ owner, className = '', framed = true, heading: H = 'h2', onChanged }: Props) {
  const t = useT(attachments);
  const [chosen, setChosen] = useState<ChosenFile[]>([]);
  const fitting = useFitting();
  const [shown, setShown] = useState<Attachment | null>(null);
  const [leaving, setLeaving] = useState<Attachment | null>(null);
  const data = useAttachments(owner);
  if (!data || (data.items.length === 0 && !data.may_change)) return null;

  const refresh = async () => {
    await changed('/api/v1/activities/{id}/attachments', '/api/v1/ledger-entries/{id}/attachments');
    await onChanged?.();
  };
  return (
    <section
      className={`${framed ? `sheet ${css.part}` : css.bare} ${className}`}
      aria-label={t('attachments.title')}
    >
      <H>{t('attachments.title')}</H>
      {data.items.length === 0 && <p className="muted">{t('attachments.none')}</p>}
      {data.items.length > 0 && (
        <ul className={css.grid}>
          {data.items.map((one) => (
            <li key={one.id}>
              <Item one={one} onShow={() => setShown(one)} />
              <span className={css.words}>
                <b>{one.caption ?? one.file_name}</b>
                <span className="muted">
                  {t('attachments.by', { name: one.uploaded_by_name, size: sizeOf(one.size) })}
                </span>
              </span>
              {data.may_change && (
                <IconButton
                  icon="trash"
                  label={`${t('attachments.remove')} ${one.file_name}`}
                  onClick={() => setLeaving(one)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {data.may_change && data.left > 0 && (
        <>
          <FileButton onChoose={(files) => setChosen(fitting(files, data.left))} />
          <p className="muted no-print">{t('attachments.hint')}</p>
        </>
      )}
      {chosen.length > 0 && (
        <ConfirmMove
          title={t('attachments.add')}
          confirmLabel={t('attachments.upload')}
          onClose={() => setChosen([])}
          onConfirm={async () => {
            // One after the other: what has got through is not sent again when the next one fails.
            for (const [at, one] of chosen.entries()) {
              await upload(owner, one).catch(async (error: unknown) => {
                setChosen(chosen.slice(at));
                await refresh();
                throw error;
              });
            }
            await refresh();
            notify.done(t('attachments.added'));
          }}
        >
          <Chosen files={chosen} onChange={setChosen} />
        </ConfirmMove>
      )}
      {shown && <Shown one={shown} onClose={() => setShown(null)} />}
      {leaving && (
        <ConfirmMove
          title={t('attachments.remove')}
          text={t('attachments.remove_text', { name: leaving.caption ?? leaving.file_name })}
          confirmLabel={t('common.remove')}
          onClose={() => setLeaving(null)}
          onConfirm={async () => {
            await client.DELETE('/api/v1/attachments/{id}', {
              params: { path: { id: leaving.id }, header: ifMatch(leaving.version) },
            });
            await refresh();
            notify.done(t('attachments.removed'));
          }}
        />
      )}
    </section>
  );
}

function useAttachments({ of, id }: Owner): components['schemas']['Attachments'] | undefined {
  const params = { params: { path: { id } } };
  const activity = api.useQuery('get', '/api/v1/activities/{id}/attachments', params, {
    enabled: of === 'activities',
  });
  const entry = api.useQuery('get', '/api/v1/ledger-entries/{id}/attachments', params, {
    enabled: of === 'ledger-entries',
  });
  return of === 'activities' ? activity.data : entry.data;
}

async function fetchFile(one: Attachment) {
  try {
    const answer = await client.GET('/api/v1/attachments/{id}', {
      params: { path: { id: one.id } },
      parseAs: 'blob',
    });
    saveAnswer(answer, one.file_name);
  } catch (error) {
    notify.problem(error);
  }
}

/** A small picture to look at, or a file to save. */
function Item({ one, onShow }: { one: Attachment; onShow: () => void }) {
  const t = useT(attachments);
  const preview = useBlob(one.id, 'preview', one.has_preview);
  const name = one.caption ?? one.file_name;
  if (!one.has_preview) {
    return (
      <button type="button" className={css.file} onClick={() => void fetchFile(one)}>
        <Icon name="download" size={22} />
        <span>{one.file_name.split('.').pop()}</span>
        <span className={css.heard}>{`${t('attachments.download')} ${name}`}</span>
      </button>
    );
  }
  return (
    <button
      type="button"
      className={css.picture}
      aria-label={t('attachments.show', { name })}
      onClick={onShow}
    >
      {preview && <img src={preview} alt={name} />}
    </button>
  );
}

function Shown({ one, onClose }: { one: Attachment; onClose: () => void }) {
  const t = useT(attachments);
  const picture = useBlob(one.id, 'file', true);
  return (
    <Dialog
      title={one.caption ?? one.file_name}
      width={1100}
      onClose={onClose}
      footer={
        <Button
          variant="default"
          leftSection={<Icon name="download" size={18} />}
          onClick={() => void fetchFile(one)}
        >
          {t('attachments.download')}
        </Button>
      }
    >
      <div className={css.large}>{picture && <img src={picture} alt={one.caption ?? one.file_name} />}</div>
    </Dialog>
  );
}
