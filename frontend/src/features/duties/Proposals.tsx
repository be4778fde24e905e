import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ButtonLink } from '#/ui';
import css from './duties.module.css';
import { waivers } from './waiver-texts';

/** Leaves on file without a waiver: proposed, never taken as one. */
export function Proposals() {
  const t = useT(waivers);
  const format = useFormat();
  const query = api.useQuery('get', '/api/v1/waivers/proposals');
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className={`sheet ${css.proposals}`} aria-label={t('waivers.proposals')}>
      <h2>{t('waivers.proposals')}</h2>
      <p className="muted">{t('waivers.proposals_note')}</p>
      <ul>
        {items.map((item) => (
          <li key={item.leave_id} className={css.proposal}>
            <span>
              {t('waivers.proposal', {
                name: item.person_name,
                kind: t(`waivers.leave_${item.leave_kind}`),
                from: format.date(item.starts_on),
                to: format.date(item.ends_on),
              })}
            </span>
            <ButtonLink
              variant="default"
              size="md"
              to="/duties/waivers/new"
              search={{
                person_id: item.person_id,
                leave_id: item.leave_id,
                starts_on: item.starts_on,
                ends_on: item.ends_on,
              }}
            >
              {t('waivers.new')}
              <span className="sr-only"> {item.person_name}</span>
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
