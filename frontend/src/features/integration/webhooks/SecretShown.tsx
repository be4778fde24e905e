import { Button } from '@mantine/core';
import { useT } from '#/i18n';
import { PageHeader } from '#/ui';
import { CodeBlock } from '../systems/CodeBlock';
import { webhooks } from './texts';
import css from './Webhooks.module.css';

/** A secret, shown once, and how a receiver checks with it. */
export function SecretShown({ name, secret, onDone }: { name: string; secret: string; onDone: () => void }) {
  const t = useT(webhooks);
  const check = [
    '// npm install standardwebhooks',
    "import { Webhook } from 'standardwebhooks';",
    `const webhook = new Webhook('${secret}');`,
    'const message = webhook.verify(rawBody, headers); // throws when it is not ours',
  ].join('\n');
  return (
    <div className={css.narrow}>
      <PageHeader
        title={`${t('webhooks.secret_title')} · ${name}`}
        note={t('webhooks.secret_text')}
        actions={<Button onClick={onDone}>{t('webhooks.secret_done')}</Button>}
      />
      <section className={`sheet stack ${css.box}`} aria-label={t('webhooks.secret')}>
        <CodeBlock label={t('webhooks.secret')} code={secret} />
      </section>
      <section className={`sheet stack ${css.box}`} aria-labelledby="verify">
        <h2 id="verify">{t('webhooks.secret_verify')}</h2>
        <p className="muted">{t('webhooks.secret_verify_text')}</p>
        <CodeBlock label={t('webhooks.secret_verify')} code={check} />
      </section>
    </div>
  );
}
