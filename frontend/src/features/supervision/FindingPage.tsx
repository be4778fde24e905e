import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import {
  ErrorState,
  FieldList,
  Icon,
  MoveBar,
  PageHeader,
  Skeleton,
  Timeline,
  type TimelineItem,
  usePhone,
} from '#/ui';
import { FindingDialog } from './FindingDialog';
import { MoveDialog } from './MoveDialog';
import { changesOf, type FindingEvent, type FindingMove } from './model';
import { Due, StateTag } from './StateTag';
import css from './Supervision.module.css';
import { supervision } from './texts';

const route = getRouteApi('/_in/findings/$id');

/** A finding with everything that was done about it. */
export function FindingPage() {
  const { id } = route.useParams();
  const t = useT(supervision);
  const format = useFormat();
  const phone = usePhone();
  const found = api.useQuery('get', '/api/v1/findings/{id}', { params: { path: { id } } });
  const steps = api.useQuery('get', '/api/v1/findings/{id}/events', { params: { path: { id } } });
  const mayInspect = useCan('inspections:read');
  const [asked, setAsked] = useState<FindingMove | 'edit' | null>(null);
  const back = <Link to="/findings">← {t('supervision.title')}</Link>;
  const row = found.data;
  if (!row) {
    return (
      <>
        <PageHeader back={back} title={t('supervision.one')} />
        <div className="sheet">
          {found.error ? (
            <ErrorState error={found.error} onRetry={() => void found.refetch()} />
          ) : (
            <Skeleton lines={9} />
          )}
        </div>
      </>
    );
  }
  const source = row.theme
    ? `${t(`supervision.source_${row.source}`)} · ${t(`terms.study_theme_${row.theme}`)}`
    : t(`supervision.source_${row.source}`);
  return (
    <>
      <PageHeader
        back={back}
        title={row.what}
        note={<StateTag of={row} />}
        actions={
          <>
            {!phone && (
              <Button
                variant="default"
                leftSection={<Icon name="print" size={18} />}
                onClick={() => window.print()}
              >
                {t('common.print')}
              </Button>
            )}
            {row.editable && (
              <Button variant="default" onClick={() => setAsked('edit')}>
                {t('supervision.edit')}
              </Button>
            )}
          </>
        }
      />
      <div className={css.page}>
        <section className={`sheet ${css.section}`} aria-label={t('supervision.one')}>
          <FieldList
            fields={[
              { label: t('supervision.source'), value: source },
              ...(row.inspection_id
                ? [
                    {
                      label: t('supervision.inspection'),
                      value: mayInspect ? (
                        <Link to="/inspections/$id" params={{ id: row.inspection_id }}>
                          {row.inspection_title}
                        </Link>
                      ) : (
                        row.inspection_title
                      ),
                    },
                  ]
                : []),
              { label: t('supervision.found_on'), value: format.date(row.found_on) },
              { label: t('supervision.unit'), value: row.unit_name },
              { label: t('supervision.owner'), value: row.owner_name },
              { label: t('supervision.due_on'), value: <Due of={row} /> },
              { label: t('supervision.person'), value: row.person_name },
              { label: t('supervision.recorded_by'), value: row.recorded_by_name },
              ...(row.reopenings > 0
                ? [
                    {
                      label: t('supervision.reopenings'),
                      value: t('supervision.reopened_times', { count: row.reopenings }),
                    },
                  ]
                : []),
              { label: t('supervision.measure'), value: row.measure, wide: true },
              { label: t('supervision.result'), value: row.result, wide: true },
            ]}
          />
        </section>
        <section className={`sheet ${css.section}`} aria-label={t('supervision.process')}>
          <h2>{t('supervision.process')}</h2>
          {steps.data ? <Steps events={steps.data.items} /> : <Skeleton lines={4} />}
        </section>
        <MoveBar
          sticky={phone}
          moves={row.allowed_moves.map((move) => ({
            id: move,
            label: t(`supervision.move_${move}`),
            primary:
              move === 'verify' || (move === 'finish' && row.state === 'in_progress') || move === 'start',
            onSelect: () => setAsked(move),
          }))}
        />
      </div>
      {asked === 'edit' && <FindingDialog of={row} onClose={() => setAsked(null)} />}
      {asked && asked !== 'edit' && <MoveDialog of={row} move={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function Steps({ events }: { events: FindingEvent[] }) {
  const t = useT(supervision);
  const format = useFormat();
  const shown = (field: string, value: string | null) =>
    value === null ? t('supervision.nothing') : field === 'due_on' ? format.date(value) : value;
  const items = events.map((event, index): TimelineItem => {
    const changes = changesOf(event).map(({ field, before, after }) => (
      <p key={field}>
        {t('supervision.changed', {
          field: t(`supervision.field_${field}`),
          before: shown(field, before),
          after: shown(field, after),
        })}
      </p>
    ));
    return {
      id: String(event.seq),
      title: t(`supervision.step_${event.step}`),
      who: event.account_name,
      at: format.dateTime(event.at),
      text: event.note ?? (changes.length > 0 ? changes : undefined),
      current: index === events.length - 1,
    };
  });
  return <Timeline label={t('supervision.process')} items={items} />;
}
