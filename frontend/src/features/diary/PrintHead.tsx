import { useMe } from '#/api';
import { useT } from '#/i18n';
import css from './Diary.module.css';
import { diary } from './texts';

/** The head of the printed diary: whose it is, where, and of what time. */
export function PrintHead({ period }: { period: string }) {
  const t = useT(diary);
  const me = useMe();
  return (
    <header className={`print-only ${css.head}`}>
      <h1>{t('diary.print_title')}</h1>
      <p>
        <span>
          {t('diary.head_name')}
          {me.person?.name}
        </span>
        <span>
          {t('diary.head_unit')}
          {me.person?.unit_name}
        </span>
        <span>
          {t('diary.head_period')}
          {period}
        </span>
      </p>
    </header>
  );
}
