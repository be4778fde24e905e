import { Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { changePassword, fieldErrors } from '#/api';
import { useT } from '#/i18n';
import { Icon, notify, PageHeader, ProblemNote } from '#/ui';
import css from './LoginPage.module.css';
import { session } from './texts';

const SHORTEST = 10;

function PasswordForm({ onDone }: { onDone: () => void }) {
  const t = useT(session);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const form = useForm({
    initialValues: { current_password: '', new_password: '', again: '' },
    validate: {
      current_password: (value) => (value ? null : t('session.password_missing')),
      new_password: (value) => ([...value].length >= SHORTEST ? null : t('session.too_short')),
      again: (value, values) => (value === values.new_password ? null : t('session.again_differs')),
    },
  });
  const submit = form.onSubmit(async (values) => {
    setBusy(true);
    setError(null);
    try {
      await changePassword(values.current_password, values.new_password);
      notify.done(t('session.changed'));
      onDone();
    } catch (refusal) {
      setError(refusal);
      form.setErrors(fieldErrors(refusal));
    } finally {
      setBusy(false);
    }
  });
  const eye = {
    visibilityToggleIcon: ({ reveal }: { reveal: boolean }) => <Icon name={reveal ? 'eye_off' : 'eye'} />,
    visibilityToggleButtonProps: { 'aria-label': t('common.password_show') },
  };
  return (
    <form className={css.fields} onSubmit={submit} noValidate>
      <ProblemNote error={error} />
      <PasswordInput
        label={t('session.current')}
        autoComplete="current-password"
        {...eye}
        {...form.getInputProps('current_password')}
      />
      <PasswordInput
        label={t('session.next')}
        description={t('session.next_hint')}
        autoComplete="new-password"
        {...eye}
        {...form.getInputProps('new_password')}
      />
      <PasswordInput
        label={t('session.again')}
        autoComplete="new-password"
        {...eye}
        {...form.getInputProps('again')}
      />
      <Button type="submit" loading={busy}>
        {t('session.submit_change')}
      </Button>
    </form>
  );
}

export function PasswordPage() {
  const t = useT(session);
  const router = useRouter();
  return (
    <>
      <PageHeader title={t('session.change_title')} />
      <PasswordForm onDone={() => router.history.back()} />
    </>
  );
}

export function FirstPasswordPage() {
  const t = useT(session);
  const router = useRouter();
  useEffect(() => {
    document.title = `${t('session.first_title')} · ${t('common.product')}`;
  }, [t]);
  return (
    <main className={css.alone}>
      <div className={`sheet ${css.box}`}>
        <h1>{t('session.first_title')}</h1>
        <p className="muted">{t('session.first_text')}</p>
        <PasswordForm onDone={() => router.history.replace('/')} />
      </div>
    </main>
  );
}
