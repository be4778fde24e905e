import { useFormat, useT } from '#/i18n';
import { Tag } from '#/ui';
import type { Finding } from './model';
import { supervision } from './texts';

const tones = { open: 'grey', in_progress: 'blue', done: 'amber', verified: 'green' } as const;

export function StateTag({ of }: { of: Finding }) {
  const t = useT(supervision);
  return (
    <Tag tone={tones[of.state]} dot>
      {t(`terms.finding_${of.state}`)}
    </Tag>
  );
}

/** The day it is due; late is said, not only coloured. */
export function Due({ of }: { of: Finding }) {
  const t = useT(supervision);
  const format = useFormat();
  return (
    <span className="row">
      {format.shortDate(of.due_on)}
      {of.overdue && <Tag tone="red">{t('supervision.overdue')}</Tag>}
    </span>
  );
}
