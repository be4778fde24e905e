import { Button, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api, type components } from '#/api';
import { useT } from '#/i18n';
import { EditDialog, notify, Tag } from '#/ui';
import css from './Disclosure.module.css';
import { isName, type PersonalData, type Publication, refreshPublications } from './model';
import { disclosure } from './texts';

type Props = { of: Publication; check: components['schemas']['PersonalDataCheck'] };

/** What of personal data stands in a publication, with its place. */
export function Check({ of, check }: Props) {
  const t = useT(disclosure);
  const [asked, setAsked] = useState<PersonalData | null>(null);
  const open = check.items.filter((one) => one.intended === null);
  return (
    <section className={`sheet ${css.section}`} aria-label={t('disclosure.check')}>
      <h2>{t('disclosure.check')}</h2>
      {open.length === 0 ? (
        <Tag tone="green" dot>
          {t('disclosure.check_clear')}
        </Tag>
      ) : (
        <>
          <Tag tone="amber" dot>
            {t('disclosure.check_found', { count: open.length })}
          </Tag>
          <p className="muted">{t('disclosure.check_numbers')}</p>
        </>
      )}
      <ul className={css.found}>
        {check.items.map((one) => (
          <li key={`${one.field}-${one.at}`}>
            <span className="row">
              <Tag tone={one.intended === null ? 'amber' : 'grey'}>{t(`disclosure.kind_${one.kind}`)}</Tag>
              <b>{one.found}</b>
            </span>
            <span className={css.around}>
              {t('disclosure.check_place', { field: fieldWord(t, one.field), at: one.at + 1 })}
              {one.before}
              <b>{one.found}</b>
              {one.after}
            </span>
            {one.intended !== null && (
              <span className="muted">{t('disclosure.intended', { reason: one.intended })}</span>
            )}
            {one.intended === null && of.editable && isName(one.kind) && (
              <span>
                <Button variant="default" size="sm" onClick={() => setAsked(one)}>
                  {t('disclosure.intend')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {asked && <IntendDialog of={of} name={asked.found} onClose={() => setAsked(null)} />}
    </section>
  );
}

function fieldWord(t: ReturnType<typeof useT<typeof disclosure>>, field: string): string {
  return t(
    field === 'title'
      ? 'disclosure.field_title'
      : field === 'period'
        ? 'disclosure.field_period'
        : 'disclosure.field_text',
  );
}

/** Says why a name is meant to be published. */
function IntendDialog({ of, name, onClose }: { of: Publication; name: string; onClose: () => void }) {
  const t = useT(disclosure);
  const intend = api.useMutation('post', '/api/v1/publications/{id}/intended-names');
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => ([...value.trim()].length > 1 ? null : t('common.required')) },
  });
  return (
    <EditDialog
      title={t('disclosure.intend_title', { name })}
      text={t('disclosure.intend_text')}
      form={form}
      onClose={onClose}
      save={async ({ reason }) => {
        await intend.mutateAsync({ params: { path: { id: of.id } }, body: { name, reason } });
        await refreshPublications();
        notify.done(t('disclosure.intend_done'));
      }}
    >
      <Textarea
        size="md"
        autosize
        minRows={3}
        required
        maxLength={200}
        data-autofocus
        label={t('disclosure.intend_reason')}
        {...form.getInputProps('reason')}
      />
    </EditDialog>
  );
}
