import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { logIn } from '#/api';
import { setLanguage, useLanguage, useT } from '#/i18n';
import { Icon, IconButton, Logo, ProblemNote, useTheme } from '#/ui';
import { Landscape } from './Landscape';
import css from './LoginPage.module.css';
import { safeNext } from './next';
import { session } from './texts';

const route = getRouteApi('/login');

export function LoginPage() {
  const t = useT(session);
  const language = useLanguage();
  const router = useRouter();
  const { next } = route.useSearch();
  const { dark, toggle } = useTheme();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    document.title = `${t('session.submit')} · ${t('common.product')}`;
  }, [t]);

  const form = useForm({
    initialValues: { username: '', password: '' },
    validate: {
      username: (value) => (value.trim() ? null : t('session.username_missing')),
      password: (value) => (value ? null : t('session.password_missing')),
    },
  });

  const submit = form.onSubmit(async ({ username, password }) => {
    setBusy(true);
    setError(null);
    try {
      const me = await logIn(username.trim(), password);
      router.history.replace(me.must_change_password ? '/first-password' : safeNext(next));
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  });

  return (
    <div className={css.page}>
      <aside className={css.picture} aria-label={t('common.product')}>
        <p className={css.brand}>
          <Logo size={44} />
          {t('common.product')}
        </p>
        <div className={css.words}>
          <p className={css.slogan}>
            {t('session.slogan_1')}
            <br />
            {t('session.slogan_2')}
          </p>
          <dl className={css.points}>
            {([1, 2, 3] as const).map((n) => (
              <div key={n}>
                <dt>{t(`session.point_${n}`)}</dt>
                <dd>{t(`session.point_${n}_text`)}</dd>
              </div>
            ))}
          </dl>
        </div>
        <Landscape />
      </aside>
      <main className={css.side}>
        <div className={css.tools}>
          <button
            type="button"
            className={css.language}
            lang={language === 'en' ? 'zh-CN' : 'en'}
            onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}
          >
            {t('common.language')}
          </button>
          <IconButton
            icon={dark ? 'sun' : 'moon'}
            label={t(dark ? 'common.theme_light' : 'common.theme_dark')}
            onClick={toggle}
          />
        </div>
        <form className={css.form} onSubmit={submit} noValidate>
          <h1>{t('session.title')}</h1>
          <p className={css.hint}>{t('session.hint')}</p>
          {Boolean(error) && <ProblemNote error={error} />}
          <TextInput
            label={t('session.username')}
            placeholder={t('session.username_hint')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            {...form.getInputProps('username')}
          />
          <PasswordInput
            label={t('session.password')}
            placeholder={t('session.password_hint')}
            autoComplete="current-password"
            visibilityToggleIcon={({ reveal }) => <Icon name={reveal ? 'eye_off' : 'eye'} />}
            visibilityToggleButtonProps={{ 'aria-label': t('common.password_show'), tabIndex: 0 }}
            {...form.getInputProps('password')}
          />
          <Button type="submit" fullWidth loading={busy}>
            {t('session.submit')}
          </Button>
          <p className={css.forgot}>{t('session.forgot')}</p>
        </form>
        <p className={css.foot}>{t('common.product_long')}</p>
      </main>
    </div>
  );
}
