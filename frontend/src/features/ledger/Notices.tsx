import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormat, useT } from '#/i18n';
import { Tag } from '#/ui';
import css from './Ledger.module.css';
import { ledger } from './texts';
import type { Entry } from './words';

/** What stands beside the state of an entry: its clock stands still, more time was asked for, it was merged. */
export function Notices({ entry }: { entry: Entry }) {
  const t = useT(ledger);
  const format = useFormat();
  const { extension, merged_into, merged } = entry;
  const paused = entry.suspensions.find((one) => !one.until);
  const past = entry.suspensions.filter((one) => one.until);
  const notices: { key: string; tag: string; text: ReactNode }[] = [];
  if (paused)
    notices.push({
      key: 'suspended',
      tag: t('ledger.suspended'),
      text: t('ledger.suspended_since', { day: format.date(paused.since), reason: paused.reason }),
    });
  for (const one of past)
    notices.push({
      key: one.since,
      tag: t('ledger.was_suspended'),
      text: t('ledger.suspended_from_to', {
        from: format.shortDate(one.since),
        to: format.shortDate(one.until ?? one.since),
        reason: one.reason,
      }),
    });
  if (extension)
    notices.push({
      key: 'extension',
      tag: t(`ledger.extension_${extension.state}`),
      text: [
        t('ledger.extension_text', { count: extension.days, reason: extension.reason }),
        extension.decision_note,
      ]
        .filter(Boolean)
        .join(' · '),
    });
  if (merged_into)
    notices.push({ key: 'into', tag: t('ledger.merged_into'), text: <EntryLink to={merged_into} /> });
  for (const one of merged)
    notices.push({ key: one.id, tag: t('ledger.merged'), text: <EntryLink to={one} /> });
  if (notices.length === 0) return null;
  return (
    <ul className={css.notices}>
      {notices.map((notice) => (
        <li key={notice.key}>
          <Tag>{notice.tag}</Tag>
          <span>{notice.text}</span>
        </li>
      ))}
    </ul>
  );
}

function EntryLink({ to }: { to: { id: string; number: string; title: string } }) {
  return (
    <Link to="/ledger/$id" params={{ id: to.id }} search>
      {to.number} {to.title}
    </Link>
  );
}
