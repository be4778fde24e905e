import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useT } from '#/i18n';
import css from './Results.module.css';
import { results } from './texts';

/** Asks why archived results of others are read, before they are. */
export function ReasonForm({ onReason }: { onReason: (reason: string) => void }) {
  const t = useT(results);
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  return (
    <form
      className={`sheet ${css.reason}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const said = reason.trim();
        if (said.length < 2) setWrong(t('results.reason_short'));
        else onReason(said);
      }}
    >
      <h2>{t('results.reason_title')}</h2>
      <p className="muted">{t('results.reason_text')}</p>
      <TextInput
        size="md"
        label={t('results.reason')}
        description={t('results.reason_hint')}
        required
        maxLength={200}
        value={reason}
        error={wrong}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <div>
        <Button type="submit">{t('results.reason_go')}</Button>
      </div>
    </form>
  );
}
