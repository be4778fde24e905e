import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useOffline } from '#/api';
import { today, useFormat, useT } from '#/i18n';
import { copiesMadeAt, onDeviceChange, type StoredDraft } from '#/offline';
import { Icon } from '#/ui/Icon';
import css from './DeviceBars.module.css';
import { useUpdate } from './update';

/** When the lists on the device were fetched. */
function useCopiesAt(): string | null {
  const [at, setAt] = useState<string | null>(null);
  useEffect(() => {
    const read = () => void copiesMadeAt().then(setAt, () => undefined);
    read();
    return onDeviceChange(read);
  }, []);
  return at;
}

/** Above the page: what one has to know of this device, and nothing while all is well. */
export function DeviceBars({ drafts }: { drafts: readonly StoredDraft[] }) {
  const t = useT();
  const format = useFormat();
  const offline = useOffline();
  const at = useCopiesAt();
  const update = useUpdate();
  const isToday = at !== null && today(new Date(at)) === today();
  const lists = at && (isToday ? t('common.today_at', { time: format.time(at) }) : format.dateTime(at));
  const refused = drafts.filter(({ way }) => way.state === 'refused').length;
  return (
    <>
      {offline && (
        <p className={`${css.bar} no-print`} data-tone="amber" role="status">
          <Icon name="offline" size={18} />
          <span>
            {t('common.offline')} {lists && t('common.offline_lists', { at: lists })}
          </span>
        </p>
      )}
      {refused > 0 && (
        <p className={`${css.bar} no-print`} data-tone="amber" role="status">
          <Icon name="alert" size={18} />
          <span>{t('common.refused', { count: refused })}</span>
          <Link to="/unsent">{t('common.refused_see')}</Link>
        </p>
      )}
      {update && (
        <p className={`${css.bar} no-print`} role="status">
          <Icon name="download" size={18} />
          <span>{t('common.update')}</span>
          <button type="button" onClick={update}>
            {t('common.update_now')}
          </button>
        </p>
      )}
    </>
  );
}
