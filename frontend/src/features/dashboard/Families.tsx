import { Link } from '@tanstack/react-router';
import { useFormat, useT } from '#/i18n';
import { Avatar, FigureLink, InfoTip } from '#/ui';
import css from './MyDay.module.css';
import type { Dashboard } from './MyDayPage';
import { Sheet } from './Sheet';
import { dashboard } from './texts';

/** My families nobody has visited this term; one tap records the visit. */
export function Families({ families }: { families: NonNullable<Dashboard['families']> }) {
  const t = useT(dashboard);
  const format = useFormat();
  return (
    <Sheet
      title={t('dashboard.families')}
      info={<InfoTip label={t('dashboard.families')} rule={t('dashboard.families_rule')} />}
      aside={
        <FigureLink query={families.unvisited.query}>
          {t('dashboard.families_of', {
            count: format.number(families.unvisited.value),
            total: format.number(families.linked.value),
          })}
        </FigureLink>
      }
    >
      {families.unvisited.value === 0 ? (
        <p className={css.nothing}>{t('dashboard.families_done')}</p>
      ) : (
        <ul>
          {families.first.map((link) => (
            <li key={link.id}>
              <Link
                to="/record"
                search={{
                  kind: 'home_visit',
                  ...(link.target_household_id ? { household_id: link.target_household_id } : {}),
                }}
                className={css.line}
              >
                <Avatar name={link.target_name} size={36} />
                <span className={css.words}>
                  {link.target_name}
                  <span className="muted">{link.unit_name}</span>
                </span>
                <span className={css.action}>{t('dashboard.families_visit')}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}
