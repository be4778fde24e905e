import { useT } from '#/i18n';
import css from './ImportPage.module.css';
import type { Import } from './model';
import { transfer } from './texts';

/** Which columns were taken, thrown away or not there, and which classes the commit makes. */
export function SheetAbout({ one }: { one: Import }) {
  const t = useT(transfer);
  const { recognised, ignored, missing, new_classes: classes } = one.sheet;
  const units = [...new Set(classes.map((one) => one.unit_name))];
  const parts = [
    { title: t('transfer.recognised', { count: recognised.length }), names: recognised },
    { title: t('transfer.ignored', { count: ignored.length }), names: ignored },
    { title: t('transfer.missing', { count: missing.length }), names: missing },
  ].filter((part) => part.names.length > 0);
  return (
    <>
      {one.state === 'previewed' && classes.length > 0 && (
        <details className={`sheet ${css.about}`}>
          <summary className={css.classes}>{t('transfer.new_classes', { count: classes.length })}</summary>
          <dl>
            {units.map((unit) => (
              <div key={unit}>
                <dt>{unit}</dt>
                <dd>
                  {classes
                    .filter((one) => one.unit_name === unit)
                    .map((one) => one.name)
                    .join('、')}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <details className={`sheet ${css.about}`}>
        <summary>
          {t('transfer.about_sheet')}{' '}
          <span className="muted">{parts.map((part) => part.title).join(' · ')}</span>
        </summary>
        <dl>
          {parts.map((part) => (
            <div key={part.title}>
              <dt>{part.title}</dt>
              <dd>{part.names.join('、')}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}
