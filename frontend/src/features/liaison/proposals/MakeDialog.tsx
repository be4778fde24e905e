import { Checkbox, NumberInput } from '@mantine/core';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/NumberInput.css';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, fieldErrors } from '#/api';
import { useT } from '#/i18n';
import { today } from '#/i18n/format';
import { ChoiceField, ConfirmMove, DateField } from '#/ui';
import { useSchemes, useUnits } from '../useSchemes';
import { CAUSES, type Cause } from './model';
import css from './Proposals.module.css';
import { proposals as texts } from './texts';

/** Which targets a new proposal is for; then leads to it. */
export function MakeDialog({ scheme: preset, onClose }: { scheme?: string; onClose: () => void }) {
  const t = useT(texts);
  const navigate = useNavigate();
  const schemes = useSchemes();
  const units = useUnits();
  const [scheme, setScheme] = useState(preset ?? 'teacher_family');
  const [unit, setUnit] = useState('');
  const [on, setOn] = useState(today());
  const [causes, setCauses] = useState<Cause[]>(['gap', 'left']);
  const [homeroomFirst, setHomeroomFirst] = useState(false);
  const [most, setMost] = useState<number | ''>('');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const create = api.useMutation('post', '/api/v1/liaison-proposals');
  const unitId = unit || units[0]?.value || '';
  const byTeaching = schemes.some(
    (one) => one.code === scheme && (one.code === 'teacher_family' || one.holders === 'teachers'),
  );
  return (
    <ConfirmMove
      title={t('proposals.make_title')}
      text={t('proposals.make_text')}
      confirmLabel={t('proposals.confirm')}
      onClose={onClose}
      onConfirm={async () => {
        try {
          const made = await create.mutateAsync({
            body: {
              scheme_code: scheme,
              unit_id: unitId,
              on,
              options: {
                causes,
                homeroom_first: byTeaching && homeroomFirst,
                max_load: most === '' ? null : most,
              },
            },
          });
          await changed('/api/v1/liaison-proposals');
          void navigate({ to: '/liaison/proposals/$id', params: { id: made.id } });
        } catch (error) {
          setErrors(fieldErrors(error));
          throw error;
        }
      }}
    >
      <ChoiceField
        label={t('proposals.scheme')}
        choices={schemes.map((one) => ({ value: one.code, label: one.name }))}
        value={scheme}
        onChange={(value) => value && setScheme(value)}
        error={errors.scheme_code}
      />
      <div className={css.fields}>
        <ChoiceField
          label={t('proposals.unit')}
          choices={units}
          value={unitId}
          onChange={setUnit}
          error={errors.unit_id}
        />
        <DateField label={t('proposals.on')} value={on} onChange={setOn} required error={errors.on} />
      </div>
      <fieldset className={css.causes}>
        <legend>{t('proposals.causes')}</legend>
        {CAUSES.map((cause) => (
          <Checkbox
            key={cause}
            size="md"
            label={t(`proposals.cause_${cause}`)}
            checked={causes.includes(cause)}
            onChange={({ currentTarget }) =>
              setCauses(
                currentTarget.checked ? [...causes, cause] : causes.filter((other) => other !== cause),
              )
            }
          />
        ))}
        {errors['options/causes'] && <p role="alert">{errors['options/causes']}</p>}
      </fieldset>
      {byTeaching && (
        <Checkbox
          size="md"
          label={t('proposals.homeroom_first')}
          description={t('proposals.homeroom_first_hint')}
          checked={homeroomFirst}
          onChange={({ currentTarget }) => setHomeroomFirst(currentTarget.checked)}
        />
      )}
      <NumberInput
        size="md"
        label={t('proposals.max_load')}
        description={t('proposals.max_load_hint')}
        min={1}
        allowDecimal={false}
        hideControls
        value={most}
        onChange={(value) => setMost(typeof value === 'number' ? value : '')}
        error={errors['options/max_load']}
      />
    </ConfirmMove>
  );
}
