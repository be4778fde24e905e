import { useT } from '#/i18n';
import { PageHeader } from '#/ui';
import { Shortcuts } from '#/ui/shell/ShortcutHelp';
import css from './HelpPage.module.css';
import { help } from './texts';

export function HelpPage() {
  const t = useT(help);
  return (
    <>
      <PageHeader title={t('help.title')} note={t('help.note')} />
      <div className={css.grid}>
        <section className={`sheet ${css.part}`}>
          <dl className={css.questions}>
            {([1, 7, 2, 3, 4, 5, 6] as const).map((n) => (
              <div key={n}>
                <dt>{t(`help.q${n}`)}</dt>
                <dd>{t(`help.a${n}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section className={`sheet ${css.part} ${css.keys}`}>
          <h2>{t('common.shortcuts')}</h2>
          <Shortcuts />
        </section>
      </div>
    </>
  );
}
