import { useT } from '#/i18n';
import { Tag } from '#/ui';
import type { Scheme } from '../model';
import { evaluation } from '../texts';
import { schemes } from './texts';

const tones = { draft: 'amber', in_force: 'green', retired: 'grey' } as const;

/** Where a scheme stands, and whether its numbers are only an example. */
export function SchemeTags({ of }: { of: Pick<Scheme, 'state' | 'is_example'> }) {
  const t = useT(schemes);
  const shared = useT(evaluation);
  return (
    <span className="row">
      <Tag tone={tones[of.state]} dot>
        {t(`schemes.state_${of.state}`)}
      </Tag>
      {of.is_example && <Tag tone="violet">{shared('evaluation.example')}</Tag>}
    </span>
  );
}
