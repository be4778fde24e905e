import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, type components, useCan } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, Icon } from '#/ui';
import type { Entry } from '../words';
import { outside } from './texts';

type Props = { entry: Entry; onSlip: (slip: components['schemas']['FollowSlip']) => void };

/** A code for whoever raised it by phone, letter or in person: made once, shown once. */
export function FollowCode({ entry, onSlip }: Props) {
  const t = useT(outside);
  const may = useCan('ledger:follow_code');
  const [asking, setAsking] = useState(false);
  const issue = api.useMutation('post', '/api/v1/ledger-entries/{id}/follow-code');
  if (!may) return null;
  return (
    <>
      <Button
        variant="default"
        size="sm"
        leftSection={<Icon name="link" size={16} />}
        onClick={() => setAsking(true)}
      >
        {t('outside.code')}
      </Button>
      {asking && (
        <ConfirmMove
          title={t('outside.code')}
          text={t('outside.code_text')}
          confirmLabel={t('outside.code_make')}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            onSlip(await issue.mutateAsync({ params: { path: { id: entry.id } } }));
            return true;
          }}
        />
      )}
    </>
  );
}
