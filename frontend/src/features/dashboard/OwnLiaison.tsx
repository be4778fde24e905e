import { useFormat, useT } from '#/i18n';
import { Avatar, FigureLink } from '#/ui';
import css from './MyDay.module.css';
import type { Dashboard } from './MyDayPage';
import { Sheet } from './Sheet';
import { dashboard } from './texts';

/** Whom I keep in touch with, and when I last was: as a fact, never as a reproach. */
export function OwnLiaison({ liaison }: { liaison: NonNullable<Dashboard['liaison']> }) {
  const t = useT(dashboard);
  const format = useFormat();
  return (
    <Sheet
      title={t('dashboard.liaison')}
      aside={
        liaison.links.value > 0 && (
          <FigureLink query={liaison.links.query}>
            {t('dashboard.liaison_all')} {format.number(liaison.links.value)}
          </FigureLink>
        )
      }
    >
      {liaison.first.length === 0 ? (
        <p className={css.nothing}>{t('dashboard.liaison_none')}</p>
      ) : (
        <ul>
          {liaison.first.map((link) => (
            <li key={link.id} className={css.line}>
              <Avatar name={link.target_name} size={36} />
              <span className={css.words}>
                {link.target_name}
                {link.target_kind !== 'unit' && <span className="muted">{link.unit_name}</span>}
              </span>
              <span className="muted">
                {link.last_contact_on
                  ? t('dashboard.contact', { ago: format.ago(link.last_contact_on) })
                  : t('dashboard.no_contact')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}
