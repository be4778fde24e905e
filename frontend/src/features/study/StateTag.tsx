import { useT } from '#/i18n';
import { Tag } from '#/ui';
import type { StudyCompletion } from './model';
import { study } from './texts';

const tones = { handed_in: 'amber', accepted: 'green', returned: 'violet' } as const;

export function StateTag({ state }: { state: StudyCompletion['state'] }) {
  const t = useT(study);
  return (
    <Tag tone={tones[state]} dot>
      {t(`study.state_${state}`)}
    </Tag>
  );
}
