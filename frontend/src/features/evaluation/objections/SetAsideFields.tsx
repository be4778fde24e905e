import { TextInput } from '@mantine/core';
import { api } from '#/api';
import { useT } from '#/i18n';
import { ErrorState, Skeleton } from '#/ui';
import { countingSheets, type Objection } from '../results/model';
import css from '../results/Results.module.css';
import { results } from '../results/texts';

/** The reason of each sheet that does not count, by its id. */
export type Aside = Record<string, string>;

type Props = { of: Objection; value: Aside; error: string | undefined; onChange: (value: Aside) => void };

/** Which sheets of a result do not count any more, and why. */
export function SetAsideFields({ of, value, error, onChange }: Props) {
  const t = useT(results);
  const found = api.useQuery('get', '/api/v1/evaluation-results/{id}', {
    params: { path: { id: of.result_id } },
  });
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton lines={3} />;
  const sheets = countingSheets(found.data.explanation);
  return (
    <fieldset className={css.choices}>
      <legend>{t('results.set_aside')}</legend>
      {sheets.length === 0 && <p className="muted">{t('results.set_aside_none')}</p>}
      {sheets.map(({ sheet_id: id, assessor_name }) => {
        const name = assessor_name ?? '';
        const reason = value[id];
        return (
          <div key={id}>
            <label className={css.choice}>
              <input
                type="checkbox"
                checked={reason !== undefined}
                onChange={({ currentTarget }) => {
                  const { [id]: _, ...others } = value;
                  onChange(currentTarget.checked ? { ...value, [id]: '' } : others);
                }}
              />
              {t('results.sheet_of', { name })}
            </label>
            {reason !== undefined && (
              <TextInput
                size="md"
                required
                maxLength={200}
                label={t('results.set_aside_reason', { name })}
                value={reason}
                error={reason.trim().length < 2 ? error : undefined}
                onChange={({ currentTarget }) => onChange({ ...value, [id]: currentTarget.value })}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
