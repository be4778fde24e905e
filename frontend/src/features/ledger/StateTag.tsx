import { useT } from '#/i18n';
import { Tag } from '#/ui';
import { type EntryRow, tones } from './words';

/** The state in a word; once closed, how it ended: a completion is never shown without it. */
export function StateTag({ of }: { of: Pick<EntryRow, 'state' | 'outcome'> }) {
  const t = useT();
  const ended = of.state === 'closed' && of.outcome;
  return (
    <Tag tone={ended && of.outcome !== 'resolved' ? 'grey' : tones[of.state]} dot>
      {ended ? t(`terms.outcome_${of.outcome ?? 'resolved'}`) : t(`terms.ledger_${of.state}`)}
    </Tag>
  );
}
