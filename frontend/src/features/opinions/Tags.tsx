import { useFormat, useT } from '#/i18n';
import { Tag } from '#/ui';
import type { Opinion } from './model';
import { opinions } from './texts';

const states = { open: 'blue', replied: 'amber', closed: 'green' } as const;
const levels = { general: 'grey', major: 'amber', serious: 'violet' } as const;

export function StateTag({ of }: { of: Opinion }) {
  const t = useT(opinions);
  return (
    <Tag tone={states[of.state]} dot>
      {t(`opinions.state_${of.state}`)}
    </Tag>
  );
}

export function LevelTag({ of }: { of: Opinion }) {
  const t = useT(opinions);
  return <Tag tone={levels[of.level]}>{t(`opinions.level_${of.level}`)}</Tag>;
}

/** Until when it must be answered; late is said, not only coloured. */
export function Due({ of }: { of: Opinion }) {
  const t = useT(opinions);
  const format = useFormat();
  return (
    <span className="row">
      {format.dateTime(of.due_at)}
      {of.light === 'red' && <Tag tone="red">{t('opinions.late')}</Tag>}
      {of.light === 'yellow' && <Tag tone="amber">{t('opinions.soon')}</Tag>}
      {of.answered_late && <Tag>{t('opinions.answered_late')}</Tag>}
    </span>
  );
}
