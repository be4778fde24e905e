import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import {
  ButtonLink,
  ErrorState,
  FieldList,
  FigureLink,
  MoveBar,
  PageHeader,
  PrintButton,
  Skeleton,
  Timeline,
  usePhone,
} from '#/ui';
import { FindingDialog } from '../FindingDialog';
import { StateTag as FindingState } from '../StateTag';
import { InspectionDialog } from './InspectionDialog';
import css from './Inspections.module.css';
import { StateTag, Warnings } from './InspectionTags';
import { MoveDialog } from './MoveDialog';
import { changedFields, type Inspection, type InspectionEvent, type InspectionMove } from './model';
import { inspections } from './texts';

const route = getRouteApi('/_in/inspections/$id');
/** Findings that are shown of it; the list tells the rest. */
const SHOWN = 8;

/** An inspection: what was looked at, what was found, what became of it. */
export function InspectionPage() {
  const { id } = route.useParams();
  const t = useT(inspections);
  const phone = usePhone();
  const mayOpen = useCan('inspection-access:manage');
  const inspection = api.useQuery('get', '/api/v1/inspections/{id}', { params: { path: { id } } });
  const steps = api.useQuery('get', '/api/v1/inspections/{id}/events', { params: { path: { id } } });
  const [asked, setAsked] = useState<InspectionMove | 'edit' | 'finding' | null>(null);
  const close = () => setAsked(null);
  const back = <Link to="/inspections">← {t('inspections.title')}</Link>;
  const row = inspection.data;
  if (!row) {
    return (
      <>
        <PageHeader back={back} title={t('inspections.one')} />
        <div className="sheet">
          {inspection.error ? (
            <ErrorState error={inspection.error} onRetry={() => void inspection.refetch()} />
          ) : (
            <Skeleton lines={9} />
          )}
        </div>
      </>
    );
  }
  const primary: InspectionMove =
    row.state === 'planned' ? 'announce' : row.state === 'announced' ? 'start' : 'finish';
  return (
    <>
      <PageHeader
        back={back}
        title={row.title}
        note={<StateTag of={row} />}
        actions={
          <>
            {!phone && (
              <PrintButton
                form={() =>
                  client.GET('/api/v1/inspections/{id}/form', { params: { path: { id } }, parseAs: 'blob' })
                }
              />
            )}
            {mayOpen && row.state !== 'cancelled' && (
              <ButtonLink variant="default" to="/inspection-access/new" search={{ inspection: id }}>
                {t('inspections.access')}
              </ButtonLink>
            )}
            {row.editable && (
              <Button variant="default" onClick={() => setAsked('edit')}>
                {t('inspections.edit')}
              </Button>
            )}
          </>
        }
      />
      <Warnings of={row} />
      <div className={css.page}>
        <div className={css.column}>
          <Facts of={row} />
          <section className={`sheet ${css.section}`} aria-label={t('inspections.items')}>
            <h2>{t('inspections.items')}</h2>
            {row.items.length === 0 ? (
              <p className="muted">{t('inspections.items_none')}</p>
            ) : (
              <ol className={css.items}>
                {row.items.map((one, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: items have no other name than their place
                  <li key={index}>
                    <b>{one.item}</b>
                    {one.looked_at && <p>{one.looked_at}</p>}
                  </li>
                ))}
              </ol>
            )}
          </section>
        </div>
        <div className={css.column}>
          <Found of={row} onAdd={() => setAsked('finding')} />
          <section className={`sheet ${css.section}`} aria-label={t('inspections.process')}>
            <h2>{t('inspections.process')}</h2>
            {steps.data ? <Steps events={steps.data.items} /> : <Skeleton lines={4} />}
          </section>
        </div>
        <MoveBar
          sticky={phone}
          moves={row.allowed_moves.map((move) => ({
            id: move,
            label: t(`inspections.move_${move}`),
            primary: move === primary,
            onSelect: () => setAsked(move),
          }))}
        />
      </div>
      {asked === 'edit' && <InspectionDialog of={row} onClose={close} />}
      {asked === 'finding' && <FindingDialog inspection={row} onClose={close} />}
      {asked && asked !== 'edit' && asked !== 'finding' && (
        <MoveDialog of={row} move={asked} onClose={close} />
      )}
    </>
  );
}

function Facts({ of }: { of: Inspection }) {
  const t = useT(inspections);
  const format = useFormat();
  return (
    <section className={`sheet ${css.section}`} aria-label={t('inspections.one')}>
      <FieldList
        fields={[
          { label: t('inspections.unit'), value: of.unit_name },
          { label: t('inspections.body'), value: of.body },
          { label: t('inspections.level'), value: t(`inspections.level_${of.level}`) },
          { label: t('inspections.kind'), value: t(`inspections.kind_${of.kind}`) },
          { label: t('inspections.list_number'), value: of.list_number },
          { label: t('inspections.notice_on'), value: of.notice_on && format.date(of.notice_on) },
          {
            label: t('inspections.days'),
            value: `${format.date(of.begins_on)} – ${format.date(of.ends_on)}`,
          },
          { label: t('inspections.recorded_by'), value: of.recorded_by_name },
          ...(of.cancel_reason
            ? [{ label: t('inspections.cancel_reason'), value: of.cancel_reason, wide: true }]
            : []),
          { label: t('inspections.conclusion'), value: of.conclusion, wide: true },
        ]}
      />
    </section>
  );
}

/** The findings of it, the earliest due first. */
function Found({ of, onAdd }: { of: Inspection; onAdd: () => void }) {
  const t = useT(inspections);
  const found = api.useQuery('get', '/api/v1/findings', {
    params: { query: { inspection_id: of.id, limit: SHOWN } },
  });
  const rows = found.data?.items ?? [];
  return (
    <section className={`sheet ${css.section}`} aria-label={t('inspections.found')}>
      <div className={css.head}>
        <h2>{t('inspections.found')}</h2>
        {of.findings.value > 0 && (
          <FigureLink query={of.findings.query}>
            {t('inspections.found_all', { count: of.findings.value })}
          </FigureLink>
        )}
      </div>
      {rows.length === 0 && <p className="muted">{t('inspections.found_none')}</p>}
      <div className={css.found}>
        {rows.map((row) => (
          <Link key={row.id} to="/findings/$id" params={{ id: row.id }}>
            <span>{row.what}</span>
            <FindingState of={row} />
          </Link>
        ))}
      </div>
      {of.takes_findings && (
        <Button mt="md" variant="default" onClick={onAdd}>
          {t('inspections.found_add')}
        </Button>
      )}
    </section>
  );
}

function Steps({ events }: { events: InspectionEvent[] }) {
  const t = useT(inspections);
  const format = useFormat();
  const words = {
    title: t('inspections.name'),
    list_number: t('inspections.list_number'),
    level: t('inspections.level'),
    kind: t('inspections.kind'),
    body: t('inspections.body'),
    notice_on: t('inspections.notice_on'),
    begins_on: t('inspections.begins_on'),
    ends_on: t('inspections.ends_on'),
    items: t('inspections.items'),
  };
  return (
    <Timeline
      label={t('inspections.process')}
      items={events.map((event, index) => {
        const fields = changedFields(event).map((field) => words[field]);
        return {
          id: String(event.seq),
          title: t(`inspections.step_${event.step}`),
          who: event.account_name,
          at: format.dateTime(event.at),
          text:
            event.note ??
            (fields.length > 0 ? t('inspections.changed', { fields: fields.join('、') }) : undefined),
          current: index === events.length - 1,
        };
      })}
    />
  );
}
