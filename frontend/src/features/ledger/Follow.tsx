import { Button } from '@mantine/core';
import { api, changed } from '#/api';
import { useT } from '#/i18n';
import { Icon, notify } from '#/ui';
import { ledger } from './texts';
import type { Entry } from './words';

/** Follow an entry, or no longer: every step of it comes into the inbox. */
export function Follow({ entry }: { entry: Entry }) {
  const t = useT(ledger);
  const follow = api.useMutation('post', '/api/v1/ledger-entries/{id}/follow');
  const unfollow = api.useMutation('delete', '/api/v1/ledger-entries/{id}/follow');
  const asked = { params: { path: { id: entry.id } } };
  return (
    <Button
      variant="default"
      size="sm"
      leftSection={<Icon name="bell" size={16} />}
      aria-pressed={entry.followed}
      loading={follow.isPending || unfollow.isPending}
      onClick={() => {
        (entry.followed ? unfollow.mutateAsync(asked) : follow.mutateAsync(asked))
          .then(() => notify.done(t(entry.followed ? 'ledger.unfollowed' : 'ledger.following')))
          .catch(notify.problem)
          .finally(() => void changed('/api/v1/ledger-entries'));
      }}
    >
      {t(entry.followed ? 'ledger.followed' : 'ledger.follow')}
    </Button>
  );
}
