import { Link } from '@tanstack/react-router';
import { api, type components } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField } from '#/ui';
import { filled } from '../templates';
import { ledger } from '../texts';
import type { Entry } from '../words';

export type Purpose = Exclude<components['schemas']['PhrasePurpose'], 'record'>;

type Props = {
  purpose: Purpose;
  entry: Entry;
  label?: string;
  onChoose: (text: string) => void;
};

/** What is often said with a move, with the words of this entry in it. */
export function Templates({ purpose, entry, label, onChoose }: Props) {
  const t = useT(ledger);
  const { data } = api.useQuery(
    'get',
    '/api/v1/phrases',
    { params: { query: { purpose: [purpose], limit: 200 } } },
    { staleTime: 60_000 },
  );
  const kept = data?.items ?? [];
  const own = [...kept.filter((one) => !one.unit_id), ...kept.filter((one) => one.unit_id)];
  if (!data) return null;
  const keep = (
    <Link to="/phrases" search={{ purpose }}>
      {t('ledger.template_keep')}
    </Link>
  );
  if (own.length === 0) {
    return (
      <p className="muted">
        {t('ledger.template_none')} {keep}
      </p>
    );
  }
  return (
    <ChoiceField
      label={label ?? t('ledger.template')}
      placeholder={t('ledger.template_choose')}
      description={keep}
      choices={own.map((one) => ({ value: one.id, label: one.text }))}
      value=""
      onChange={(id) => {
        const template = own.find((one) => one.id === id);
        if (template) onChoose(filled(template.text, entry));
      }}
    />
  );
}
