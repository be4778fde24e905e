import { Button } from '@mantine/core';
import { useFormat, useT } from '#/i18n';
import { FieldList, PageHeader } from '#/ui';
import { integration } from '../texts';
import { CodeBlock, CopyButton } from './CodeBlock';
import { type FreshSecret, tokenExample } from './model';
import css from './Systems.module.css';

type Props = { name: string; secret: FreshSecret; onDone: () => void };

/** A fresh secret, shown once: to be handed over. */
export function SecretShown({ name, secret, onDone }: Props) {
  const t = useT(integration);
  const format = useFormat();
  return (
    <div className={css.page}>
      <PageHeader
        title={`${t('integration.shown')} · ${name}`}
        note={t('integration.shown_text')}
        actions={<Button onClick={onDone}>{t('integration.shown_done')}</Button>}
      />
      <section className={`sheet stack ${css.box}`} aria-label={t('integration.shown')}>
        <FieldList
          fields={[
            {
              label: t('integration.client_id'),
              wide: true,
              value: (
                <span className={css.shown}>
                  <code>{secret.client_id}</code>
                  <CopyButton text={secret.client_id} label={t('integration.copy_id')} />
                </span>
              ),
            },
            {
              label: t('integration.shown_secret'),
              wide: true,
              value: (
                <span className={css.shown}>
                  <code>{secret.client_secret}</code>
                  <CopyButton text={secret.client_secret} label={t('integration.copy_secret')} />
                </span>
              ),
            },
            { label: t('integration.shown_until'), value: format.date(secret.secret_expires_at) },
          ]}
        />
      </section>
      <section className={`sheet stack ${css.box}`} aria-labelledby="example">
        <h2 id="example">{t('integration.example')}</h2>
        <p className="muted">{t('integration.example_text')}</p>
        <CodeBlock label={t('integration.example')} code={tokenExample(window.location.origin, secret)} />
      </section>
    </div>
  );
}
