import { useT } from '#/i18n';
import { Tag } from '#/ui';
import type { Objection, Result } from './model';
import { results } from './texts';

const tones = { filed: 'blue', upheld: 'green', rejected: 'grey', withdrawn: 'grey' } as const;

/** Where an objection stands. */
export function ObjectionTag({ of }: { of: Pick<Objection, 'state'> }) {
  const t = useT(results);
  return (
    <Tag tone={tones[of.state]} dot>
      {t(`results.state_${of.state}`)}
    </Tag>
  );
}

/** What is to be said beside a grade: cap, ties, corrections, groups that do not count. */
export function Remarks({ of }: { of: Result }) {
  const t = useT(results);
  return (
    <>
      {of.lowered && <Tag tone="amber">{t('results.lowered')}</Tag>}
      {of.tied && <Tag tone="amber">{t('results.tied')}</Tag>}
      {of.revision > 1 && <Tag tone="violet">{t('results.corrected')}</Tag>}
      {of.hidden_groups.map((group) => (
        <Tag key={group}>{t('results.hidden_group', { group })}</Tag>
      ))}
    </>
  );
}
