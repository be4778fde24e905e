import { NumberInput, TextInput } from '@mantine/core';
import '@mantine/core/styles/NumberInput.css';
import { useState } from 'react';
import { api, changed, client, type components, fieldErrors } from '#/api';
import { useT } from '#/i18n';
import { today } from '#/i18n/format';
import { ChoiceField, ConfirmMove, type Option, Picker } from '#/ui';
import { loadPeople } from '../people';
import { cards as texts } from './texts';

type Printed = components['schemas']['PrintedContactCards'];
type Asked = components['schemas']['ContactCardPrint'];
const WHOM = ['class', 'person', 'unit'] as const;
type Whom = (typeof WHOM)[number];

/** Which cards to put together. */
export function PrintDialog({
  onClose,
  onPrinted,
}: {
  onClose: () => void;
  onPrinted: (sheet: Printed, asked: Asked) => void;
}) {
  const t = useT(texts);
  const [whom, setWhom] = useState<Whom>('class');
  const [chosen, setChosen] = useState<Option[]>([]);
  const [copies, setCopies] = useState<number | ''>(8);
  const [reachable, setReachable] = useState('');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const print = api.useMutation('post', '/api/v1/contact-cards/print');
  const one = chosen[0];
  return (
    <ConfirmMove
      title={t('cards.print_title')}
      text={t('cards.print_text')}
      confirmLabel={t('cards.confirm')}
      disabledReason={one ? undefined : t(`cards.${whom}`)}
      onClose={onClose}
      onConfirm={async () => {
        if (!one) return false;
        try {
          const asked: Asked = {
            [`${whom}_id`]: one.id,
            ...(whom === 'unit' && copies !== '' ? { copies } : {}),
            ...(reachable.trim() ? { reachable: reachable.trim() } : {}),
          };
          const sheet = await print.mutateAsync({ body: asked });
          await changed('/api/v1/contact-cards');
          onPrinted(sheet, asked);
          return true;
        } catch (error) {
          setErrors(fieldErrors(error));
          throw error;
        }
      }}
    >
      <ChoiceField<Whom>
        label={t('cards.for')}
        choices={WHOM.map((value) => ({ value, label: t(`cards.for_${value}`) }))}
        value={whom}
        onChange={(value) => {
          if (value) setWhom(value);
          setChosen([]);
        }}
      />
      <Picker
        key={whom}
        label={t(`cards.${whom}`)}
        source={['cards', whom]}
        people={whom === 'person'}
        required
        value={chosen}
        onChange={setChosen}
        error={errors[`${whom}_id`]}
        load={loaders[whom]}
      />
      {whom === 'unit' && (
        <NumberInput
          size="md"
          label={t('cards.copies')}
          description={t('cards.copies_hint')}
          min={1}
          max={400}
          allowDecimal={false}
          hideControls
          value={copies}
          onChange={(value) => setCopies(typeof value === 'number' ? value : '')}
          error={errors.copies}
        />
      )}
      <TextInput
        size="md"
        label={t('cards.reachable')}
        description={t('cards.reachable_note')}
        placeholder={t('cards.reachable_hint')}
        maxLength={80}
        value={reachable}
        error={errors.reachable}
        onChange={({ currentTarget }) => setReachable(currentTarget.value)}
      />
    </ConfirmMove>
  );
}

const loaders: Record<Whom, (query: string, signal: AbortSignal) => Promise<Option[]>> = {
  class: async (query, signal) => {
    const q = query.length > 1 ? { q: query } : {};
    const { data } = await client.GET('/api/v1/classes', {
      params: { query: { limit: 50, on: today(), ...q } },
      signal,
    });
    return (data?.items ?? []).map((one) => ({ id: one.id, label: one.name, note: one.unit_name }));
  },
  person: loadPeople,
  unit: async (query, signal) => {
    const { data } = await client.GET('/api/v1/org-units', {
      params: { query: { kind: ['village_school'], limit: 200 } },
      signal,
    });
    const found = (data?.items ?? []).filter((one) => one.name.includes(query));
    return found.map((one) => ({ id: one.id, label: one.name }));
  },
};
