import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useT } from '#/i18n';
import { ballots } from '../texts';

/** How many, typed: `read` gives the number, or says what is wrong and gives null. */
export function useCount(max: number, start: number) {
  const t = useT(ballots);
  const [typed, setTyped] = useState(String(start));
  const [error, setError] = useState<string | null>(null);
  const read = (): number | null => {
    const value = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : 0;
    const right = value >= 1 && value <= max;
    setError(right ? null : t('ballots.count_wrong', { max }));
    return right ? value : null;
  };
  const field = (
    <TextInput
      size="md"
      inputMode="numeric"
      label={t('ballots.count')}
      value={typed}
      error={error}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
    />
  );
  return { read, field };
}
