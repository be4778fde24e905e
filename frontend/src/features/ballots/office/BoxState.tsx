import { useT } from '#/i18n';
import { Tag, type Tone } from '#/ui';
import type { Box } from '../model';
import { ballots } from '../texts';

const tones: Record<'waiting' | 'open' | 'closed' | 'sealed', Tone> = {
  waiting: 'grey',
  open: 'green',
  closed: 'amber',
  sealed: 'blue',
};

/** What a box is in; a box that takes nothing any more waits for its sealing. */
export function stateOf(box: Box): keyof typeof tones {
  if (box.counts) return 'sealed';
  if (!box.is_open) return 'waiting';
  return box.closes_at && Date.parse(box.closes_at) <= Date.now() ? 'closed' : 'open';
}

export function BoxState({ of }: { of: Box }) {
  const t = useT(ballots);
  const state = stateOf(of);
  return (
    <Tag tone={tones[state]} dot>
      {t(`ballots.state_${state}`)}
    </Tag>
  );
}
