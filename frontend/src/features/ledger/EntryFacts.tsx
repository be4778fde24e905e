import { Link } from '@tanstack/react-router';
import { useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { type Field, FieldList, Tag } from '#/ui';
import css from './Ledger.module.css';
import { OpinionSource } from './OpinionSource';
import { ledger } from './texts';
import type { Entry } from './words';

export function EntryFacts({ entry }: { entry: Entry }) {
  const t = useT(ledger);
  const format = useFormat();
  const mayReadOpinions = useCan('opinions:read');
  const limit = (at: string) => {
    const late = !entry.closed_at && entry.light !== 'grey' && new Date(at) < new Date();
    return (
      <>
        {format.shortDate(at)}
        {!entry.closed_at && (
          <span className={late ? css.late : css.quiet}>
            {entry.light === 'grey'
              ? ` ${t('ledger.suspended')}`
              : t('ledger.brackets', { text: format.due(at) })}
          </span>
        )}
      </>
    );
  };
  const counts = [
    entry.returns > 0 && t('ledger.returned', { count: entry.returns }),
    entry.reopenings > 0 && t('ledger.reopened', { count: entry.reopenings }),
  ].filter(Boolean);
  const fields: (Field | false)[] = [
    { label: t('ledger.category'), value: entry.category_name },
    { label: t('ledger.unit'), value: entry.unit_name },
    { label: t('ledger.channel'), value: t(`ledger.channel_${entry.channel}`) },
    {
      label: t('ledger.submitter'),
      value: `${t(`ledger.submitter_${entry.submitter_kind}`)} · ${t(`ledger.disclosure_${entry.disclosure}`)}`,
    },
    {
      label: t('ledger.handler'),
      value: [entry.handler_unit_name, entry.handler_name].filter(Boolean).join(' · '),
    },
    { label: t('ledger.urgency'), value: t(`terms.urgency_${entry.urgency}`) },
    {
      label: t('ledger.registered_by'),
      value: `${entry.registered_by_name} · ${format.dateTime(entry.registered_at)}`,
    },
    { label: t('ledger.due_at'), value: limit(entry.due_at) },
    Boolean(entry.stage_due_at) &&
      !entry.closed_at && {
        label: t('ledger.stage_due'),
        value: limit(entry.stage_due_at ?? entry.due_at),
      },
    !entry.closed_at && { label: t('ledger.legal_due'), value: format.date(entry.legal_due_at) },
    Boolean(entry.topic) && {
      label: t('ledger.topic'),
      value: (
        <Link to="/ledger/topics/$id" params={{ id: entry.topic?.id ?? '' }}>
          {entry.topic?.title}
        </Link>
      ),
    },
    Boolean(entry.happened_on) && {
      label: t('ledger.happened_on'),
      value: format.date(entry.happened_on ?? ''),
    },
    Boolean(entry.place) && { label: t('ledger.place'), value: entry.place },
    counts.length > 0 && { label: t('ledger.again'), value: counts.join(' · ') },
    entry.persons_concerned.length > 0 && {
      label: t('ledger.persons'),
      wide: true,
      value: (
        <>
          <span className="row">
            {entry.persons_concerned.map((person) => (
              <Tag key={person.id} tone="violet">
                {person.name}
              </Tag>
            ))}
          </span>
          <span className="muted">{t('ledger.persons_hint')}</span>
        </>
      ),
    },
    entry.channel === 'public_opinion' &&
      mayReadOpinions && { label: t('ledger.origin'), value: <OpinionSource entryId={entry.id} /> },
    Boolean(entry.origin_activity_id) && {
      label: t('ledger.origin'),
      value: (
        <Link to="/activities/$id" params={{ id: entry.origin_activity_id ?? '' }}>
          {t('ledger.origin_activity')}
        </Link>
      ),
    },
  ];
  return <FieldList fields={fields.filter((field): field is Field => Boolean(field))} />;
}
