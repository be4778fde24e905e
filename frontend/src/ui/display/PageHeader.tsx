import { type ReactNode, useEffect } from 'react';
import { useT } from '#/i18n';
import css from './PageHeader.module.css';

type Props = {
  title: string;
  /** One quiet line: how many, which period. */
  note?: ReactNode;
  /** Buttons; the primary one last. */
  actions?: ReactNode;
  /** A link back, above the title. */
  back?: ReactNode;
};

export function PageHeader({ title, note, actions, back }: Props) {
  const t = useT();
  useEffect(() => {
    document.title = `${title} · ${t('common.product')}`;
  }, [title, t]);
  return (
    <header className={css.header}>
      <div className={css.words}>
        {back && <div className={css.back}>{back}</div>}
        <h1 className={css.title}>{title}</h1>
        {note && <div className={css.note}>{note}</div>}
      </div>
      {actions && <div className={`${css.actions} no-print`}>{actions}</div>}
    </header>
  );
}
