import { useFormat, useT } from '#/i18n';
import type { Draft } from '#/offline';
import { Icon } from '../Icon';
import css from './DraftBadge.module.css';

/** Where the words are now: on this device, under way, or with the server. */
export function DraftBadge({ draft }: { draft: Pick<Draft<unknown>, 'state' | 'savedAt'> }) {
  const t = useT();
  const format = useFormat();
  const words = {
    clean: '',
    saving: t('common.draft_saving'),
    here: t('common.draft_here', { time: draft.savedAt ? format.time(draft.savedAt) : '' }),
    unsaved: t('common.draft_unsaved'),
    sending: t('common.draft_sending'),
    sent: t('common.draft_sent'),
    failed: t('common.draft_failed'),
  };
  return (
    <p className={css.badge} data-state={draft.state} role="status">
      {words[draft.state] && <Icon name={draft.state === 'sent' ? 'cloud' : 'phone'} size={18} />}
      {words[draft.state]}
    </p>
  );
}
