import { useT } from '#/i18n';
import { IntegrationFrame } from './IntegrationFrame';
import { CodeBlock } from './systems/CodeBlock';
import { tokenExample } from './systems/model';
import css from './systems/Systems.module.css';
import { integration } from './texts';

/** What the people of another system need to know to begin; the rest is in the API document. */
export function GuidePage() {
  const t = useT(integration);
  const { origin } = window.location;
  const ask = (path: string) => `curl -sS ${origin}/api/v1/${path} \\\n  -H "Authorization: Bearer $token"`;
  const parts = [
    {
      word: 'guide_token',
      code: `token=$(${tokenExample(origin, { client_id: 'svc-…', client_secret: 'lxs_…' })} |\n  jq -r .access_token)`,
    },
    { word: 'guide_read', code: ask('classes?limit=50') },
    { word: 'guide_roster', code: ask('oneroster/v1p2/classes?limit=100') },
  ] as const;
  return (
    <IntegrationFrame>
      <div className={css.page}>
        {parts.map(({ word, code }) => (
          <section key={word} className={`sheet stack ${css.box}`} aria-labelledby={word}>
            <h2 id={word}>{t(`integration.${word}`)}</h2>
            <p className="muted">{t(`integration.${word}_text`)}</p>
            <CodeBlock label={t(`integration.${word}`)} code={code} />
          </section>
        ))}
        <section className={`sheet stack ${css.box}`} aria-labelledby="document">
          <h2 id="document">{t('integration.guide_document')}</h2>
          <p className="muted">{t('integration.guide_document_text')}</p>
          <p className="row">
            <a href="/docs/" target="_blank" rel="noreferrer">
              {t('integration.guide_open')}
            </a>
            <a href="/api/v1/openapi.json" target="_blank" rel="noreferrer">
              {t('integration.guide_openapi')}
            </a>
          </p>
        </section>
      </div>
    </IntegrationFrame>
  );
}
