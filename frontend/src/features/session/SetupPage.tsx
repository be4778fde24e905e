import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { fieldErrors, setUp } from '#/api';
import { useT } from '#/i18n';
import { Icon, notify, ProblemNote } from '#/ui';
import css from './LoginPage.module.css';
import { session } from './texts';

const SHORTEST = 10;

/** The page of a one-time link. The code stands behind `#`, which browsers never send; it can be typed from paper too. */
export function SetupPage() {
  const t = useT(session);
  const router = useRouter();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [code] = useState(() => decodeURIComponent(window.location.hash.slice(1)));
  useEffect(() => {
    document.title = `${t('session.setup_title')} · ${t('common.product')}`;
    // Not into the history of a shared computer.
    if (window.location.hash) window.history.replaceState(window.history.state, '', '/setup');
  }, [t]);

  const form = useForm({
    initialValues: { code, new_password: '', again: '' },
    validate: {
      code: (value) => (value.trim() ? null : t('session.setup_code_missing')),
      new_password: (value) => ([...value].length >= SHORTEST ? null : t('session.too_short')),
      again: (value, values) => (value === values.new_password ? null : t('session.again_differs')),
    },
  });
  const submit = form.onSubmit(async (values) => {
    setBusy(true);
    setError(null);
    try {
      await setUp(values.code.trim(), values.new_password);
      notify.done(t('session.setup_done'));
      router.history.replace('/');
    } catch (refusal) {
      setError(refusal);
      form.setErrors(fieldErrors(refusal));
      setBusy(false);
    }
  });
  const eye = {
    visibilityToggleIcon: ({ reveal }: { reveal: boolean }) => <Icon name={reveal ? 'eye_off' : 'eye'} />,
    visibilityToggleButtonProps: { 'aria-label': t('common.password_show') },
  };

  return (
    <main className={css.alone}>
      <div className={`sheet ${css.box}`}>
        <h1>{t('session.setup_title')}</h1>
        <p className="muted">{t('session.setup_text')}</p>
        <form className={css.fields} onSubmit={submit} noValidate>
          <ProblemNote error={error} />
          <TextInput
            label={t('session.setup_code')}
            description={code ? undefined : t('session.setup_code_hint')}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={64}
            {...form.getInputProps('code')}
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
            {t('session.setup_submit')}
          </Button>
        </form>
      </div>
    </main>
  );
}
