import { Button } from '@mantine/core';
import { useMe, useOffline } from '#/api';
import { useT } from '#/i18n';
import { canSeal, sendNow, useDrafts } from '#/offline';
import {
  ButtonLink,
  EmptyState,
  Icon,
  notify,
  PageHeader,
  SentList,
  Skeleton,
  UnsentList,
  useExport,
} from '#/ui';
import { unsentPage } from './texts';

/** Everything on this device that the server does not have yet, and how far it has come. */
export function UnsentPage() {
  const t = useT(unsentPage);
  const me = useMe();
  const user = me.account.id;
  const offline = useOffline();
  const drafts = useDrafts(user);
  const exported = useExport(user);
  if (!drafts) return <Skeleton lines={6} height={30} />;
  const unsent = drafts.filter(({ way }) => way.state !== 'sent');
  const waiting = unsent.filter(({ way }) => way.state === 'waiting').length;
  return (
    <>
      <PageHeader
        title={t('unsentPage.title')}
        note={t(
          waiting === 0 ? 'unsentPage.note_none' : offline ? 'unsentPage.note_offline' : 'unsentPage.note',
        )}
        actions={
          unsent.length > 0 && (
            <>
              <Button
                variant="default"
                leftSection={<Icon name="download" size={18} />}
                onClick={() => void exported().catch((error: unknown) => notify.problem(error))}
              >
                {t('unsentPage.export')}
              </Button>
              {waiting > 0 && (
                <Button leftSection={<Icon name="cloud" size={18} />} onClick={sendNow}>
                  {t('unsentPage.send')}
                </Button>
              )}
            </>
          )
        }
      />
      <UnsentList user={user} />
      {unsent.length === 0 && (
        <div className="sheet">
          <EmptyState
            icon="cloud"
            title={t('unsentPage.empty')}
            text={t('unsentPage.empty_text')}
            action={
              <ButtonLink to="/record" variant="default">
                {t('unsentPage.record')}
              </ButtonLink>
            }
          />
        </div>
      )}
      <SentList user={user} />
      <p className="muted">{t(canSeal() ? 'unsentPage.sealed' : 'unsentPage.plain')}</p>
    </>
  );
}
