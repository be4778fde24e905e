import { useT } from '#/i18n';
import { Icon, Tag } from '#/ui';
import css from './Inspections.module.css';
import type { Inspection } from './model';
import { inspections } from './texts';

const tones = {
  planned: 'grey',
  announced: 'amber',
  running: 'blue',
  finished: 'green',
  cancelled: 'grey',
} as const;

export function StateTag({ of }: { of: Inspection }) {
  const t = useT(inspections);
  return (
    <Tag tone={tones[of.state]} dot>
      {t(`inspections.state_${of.state}`)}
    </Tag>
  );
}

/** What it lacks of the rules, in words; nothing is blocked. */
export function Warnings({ of }: { of: Inspection }) {
  const t = useT(inspections);
  if (of.warnings.length === 0) return null;
  return (
    <aside className={css.warnings} aria-label={t('inspections.warnings')}>
      <Icon name="info" size={20} />
      <div>
        <b>{t('inspections.warnings')}</b>
        <ul>
          {of.warnings.map((warning) => (
            <li key={warning}>{t(`inspections.${warning}`)}</li>
          ))}
        </ul>
      </div>
    </aside>
  );
}
