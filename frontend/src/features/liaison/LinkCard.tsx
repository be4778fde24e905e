import { useFormat, useT } from '#/i18n';
import { Card, Tag } from '#/ui';
import { liaison } from './texts';
import type { LiaisonLink } from './useSchemes';

export function StateTag({ state }: { state: LiaisonLink['state'] }) {
  const t = useT(liaison);
  return (
    <Tag tone={state === 'current' ? 'green' : state === 'planned' ? 'blue' : 'grey'} dot>
      {t(`liaison.state_${state}`)}
    </Tag>
  );
}

/** A link in a list on the phone. */
export function LinkCard({ link, scheme, contact }: { link: LiaisonLink; scheme: string; contact: string }) {
  const t = useT(liaison);
  const format = useFormat();
  return (
    <Card
      tag={<StateTag state={link.state} />}
      corner={t('liaison.since', { day: format.shortDate(link.starts_on) })}
      title={`${link.person_name} → ${link.target_name}`}
      facts={[scheme]}
      end={<span className="muted">{contact}</span>}
    />
  );
}
