import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFormat, useT } from '#/i18n';
import { copy, Icon, notify, PageHeader } from '#/ui';
import css from './Slips.module.css';
import { accounts } from './texts';

export type Slip = {
  username: string;
  display_name: string;
  setup_code: string;
  setup_url: string;
  setup_expires_at: string;
};

type Props = {
  slips: readonly Slip[];
  /** What else there is to say, such as who was left out. */
  note?: ReactNode;
  onDone: () => void;
};

/** The one-time codes, shown once: to print and cut, or to send one by one. */
export function Slips({ slips, note, onDone }: Props) {
  const t = useT(accounts);
  const format = useFormat();
  return (
    <>
      <div className="no-print">
        <PageHeader
          title={t('accounts.slips')}
          note={t('accounts.slips_text')}
          actions={
            <>
              <Button variant="default" onClick={onDone}>
                {t('accounts.slips_done')}
              </Button>
              {slips.length > 0 && (
                <Button leftSection={<Icon name="print" size={18} />} onClick={() => window.print()}>
                  {t('common.print')}
                </Button>
              )}
            </>
          }
        />
        {note}
      </div>
      <ul className={css.slips} aria-label={t('accounts.slips')}>
        {slips.map((slip) => (
          <li key={slip.username} className={`sheet ${css.slip}`}>
            <p className={css.title}>{t('accounts.slip_title')}</p>
            <p className={css.who}>
              <b>{slip.display_name}</b>
              <span>
                {t('accounts.username')} <code>{slip.username}</code>
              </span>
            </p>
            <p className="muted">{t('accounts.slip_how')}</p>
            <p className={css.url}>{slip.setup_url.split('#')[0]}</p>
            <p className={css.code}>
              <span className="muted">{t('accounts.slip_code')}</span>
              <code>{slip.setup_code}</code>
            </p>
            <p className={css.end}>
              <span className="muted">
                {t('accounts.slip_until', { date: format.date(slip.setup_expires_at) })}
              </span>
              <Button
                className="no-print"
                size="sm"
                variant="default"
                leftSection={<Icon name="link" size={16} />}
                onClick={() =>
                  copy(slip.setup_url).then(
                    () => notify.done(t('accounts.copied')),
                    (error: unknown) => notify.problem(error),
                  )
                }
              >
                {t('accounts.copy')}
              </Button>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
