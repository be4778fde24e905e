import { setLanguage, useLanguage, useT } from '#/i18n';
import { Icon } from '../Icon';
import { useTheme } from '../useTheme';
import type { ShellAction } from './model';
import css from './UserBlock.module.css';

/** Language and theme of this device, and what else the account offers. */
export function useOwnActions(): ShellAction[] {
  const t = useT();
  const language = useLanguage();
  const { dark, toggle } = useTheme();
  return [
    {
      id: 'language',
      label: t('common.language'),
      icon: 'language',
      run: () => setLanguage(language === 'en' ? 'zh-CN' : 'en'),
    },
    {
      id: 'theme',
      label: t(dark ? 'common.theme_light' : 'common.theme_dark'),
      icon: dark ? 'sun' : 'moon',
      run: toggle,
    },
  ];
}

export function ActionList({ actions, onDone }: { actions: ShellAction[]; onDone: () => void }) {
  const own = useOwnActions();
  return (
    <ul className={css.actions}>
      {[...own, ...actions].map((action) => (
        <li key={action.id}>
          <button
            type="button"
            onClick={() => {
              action.run();
              onDone();
            }}
          >
            <Icon name={action.icon} />
            {action.label}
          </button>
        </li>
      ))}
    </ul>
  );
}
