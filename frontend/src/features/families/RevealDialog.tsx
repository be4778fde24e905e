import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, type components } from '#/api';
import { useT } from '#/i18n';
import { EditDialog } from '#/ui';
import css from './Families.module.css';
import { families } from './texts';

type Revealed = Partial<components['schemas']['RevealedStudent']> &
  components['schemas']['RevealedHousehold'];

/** Asks why, shows the personal data for as long as the page is open. */
export function useReveal(of: 'students' | 'households', id: string) {
  const t = useT(families);
  const student = api.useMutation('post', '/api/v1/students/{id}/reveal');
  const household = api.useMutation('post', '/api/v1/households/{id}/reveal');
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<Revealed | null>(null);
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => ([...value.trim()].length > 1 ? null : t('common.required')) },
  });
  const dialog = asking && (
    <EditDialog
      title={t('families.reveal')}
      text={t('families.reveal_text')}
      form={form}
      confirmLabel={t('families.reveal_do')}
      onClose={() => setAsking(false)}
      save={async (body) => {
        const call = of === 'students' ? student : household;
        setShown(await call.mutateAsync({ params: { path: { id } }, body }));
        form.reset();
      }}
    >
      <TextInput
        size="md"
        label={t('families.reveal_reason')}
        placeholder={t('families.reveal_placeholder')}
        required
        data-autofocus
        {...form.getInputProps('reason')}
      />
    </EditDialog>
  );
  const sheet = shown && (
    <section className={css.revealed} aria-label={t('families.revealed')}>
      <h2>{t('families.revealed')}</h2>
      <dl>
        {'pupil_number' in shown && (
          <>
            <dt>{t('families.pupil_number')}</dt>
            <dd>{shown.pupil_number ?? t('families.none')}</dd>
          </>
        )}
        <dt>{t('families.address')}</dt>
        <dd>{shown.address ?? t('families.none')}</dd>
        {shown.guardians.map((guardian) => (
          <div key={guardian.id} style={{ display: 'contents' }}>
            <dt>
              {guardian.name}（{t(`families.relation_${guardian.relation}`)}）
            </dt>
            <dd>
              {guardian.phone ? <a href={`tel:${guardian.phone}`}>{guardian.phone}</a> : t('families.none')}
            </dd>
          </div>
        ))}
      </dl>
      <p className="muted">{t('families.revealed_note')}</p>
    </section>
  );
  return { ask: () => setAsking(true), dialog, sheet };
}
