import { useT } from '#/i18n';
import { Tag } from '#/ui';
import type { RoundState } from './model';
import { evaluation } from './texts';

const tones = {
  draft: 'grey',
  open: 'blue',
  sealed: 'amber',
  scored: 'violet',
  published: 'green',
  archived: 'grey',
} as const;

/** Where a round stands, and whether its numbers are only an example. */
export function RoundTags({ of }: { of: { state: RoundState; is_example: boolean } }) {
  const t = useT(evaluation);
  return (
    <span className="row">
      <Tag tone={tones[of.state]} dot>
        {t(`evaluation.state_${of.state}`)}
      </Tag>
      {of.is_example && <Tag tone="violet">{t('evaluation.example')}</Tag>}
    </span>
  );
}
