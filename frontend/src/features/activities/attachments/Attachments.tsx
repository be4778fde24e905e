import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, changed, client, type components, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, Dialog, Icon, IconButton, notify, saveAnswer } from '#/ui';
import pageCss from '../Activities.module.css';
import css from './Attachments.module.css';
import { Chosen } from './Chosen';
import { FileButton } from './FileButton';
import { type ChosenFile, sizeOf, upload } from './files';
import { attachments } from './texts';
import { useBlob } from './useBlob';
import { useFitting } from './useFitting';

type Attachment = components['schemas']['Attachment'];

/** What is attached to a record; its owner adds and removes until it is confirmed. */
export function Attachments({ id, className = '' }: { id: string; className?: string }) {
  const t = useT(attachments);
  const [chosen, setChosen] = useState<ChosenFile[]>([]);
  const fitting = useFitting();
  const [shown, setShown] = useState<Attachment | null>(null);
  const [leaving, setLeaving] = useState<Attachment | null>(null);
  const { data } = api.useQuery('get', '/api/v1/activities/{id}/attachments', { params: { path: { id } } });
  if (!data || (data.items.length === 0 && !data.may_change)) return null;

  const refresh = () => changed('/api/v1/activities/{id}/attachments');
  return (
    <section className={`sheet ${pageCss.part} ${className}`} aria-label={t('attachments.title')}>
      <h2>{t('attachments.title')}</h2>
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
          <p className="muted">{t('attachments.hint')}</p>
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
              await upload(id, one).catch(async (error: unknown) => {
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
