import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, client, type components } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ErrorState, Icon, PageHeader, PrintButton, Skeleton } from '#/ui';
import css from './Handovers.module.css';
import { handovers as texts } from './texts';

type Pack = components['schemas']['HandoverPack'];

const route = getRouteApi('/_in/liaison/handovers/$id');

/** The handover list as it was on that day, to look at and to print again. */
export function HandoverPage() {
  const t = useT(texts);
  const format = useFormat();
  const { id } = route.useParams();
  const query = api.useQuery('get', '/api/v1/liaison-handovers/{id}', { params: { path: { id } } });
  if (query.error) return <ErrorState page error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton lines={8} />;
  const { handover, pack } = query.data;
  return (
    <>
      <div className="no-print">
        <PageHeader
          back={<Link to="/liaison/handovers">← {t('handovers.back')}</Link>}
          title={`${handover.from_person_name} · ${t('handovers.title')}`}
          note={[handover.created_by_name, format.dateTime(handover.created_at)].join(' · ')}
          actions={
            <>
              <PrintButton
                form={() =>
                  client.GET('/api/v1/liaison-handovers/{id}/form', {
                    params: { path: { id } },
                    parseAs: 'blob',
                  })
                }
              />
              <Button leftSection={<Icon name="print" size={18} />} onClick={() => window.print()}>
                {t('handovers.print')}
              </Button>
            </>
          }
        />
      </div>
      <article className={`sheet ${css.pack}`} aria-label={t('handovers.pack')}>
        <p className={css.heading}>
          <b>{t('handovers.pack')}</b>
        </p>
        <p className={css.about}>
          {t('handovers.pack_for', {
            unit: pack.unit_name,
            from: pack.from_person_name,
            day: format.date(handover.starts_on),
          })}
        </p>
        <p className={css.about}>{t('handovers.pack_reason', { reason: handover.reason })}</p>
        <Tables pack={pack} />
        <div className={css.signatures}>
          <p>
            {t('handovers.sign_from')}：{pack.from_person_name}
          </p>
          <p>
            {t('handovers.sign_to')}：{pack.to_person_names.join('、')}
          </p>
          <p>
            {t('handovers.sign_witness')}：{handover.witness}
          </p>
        </div>
      </article>
    </>
  );
}

function Tables({ pack }: { pack: Pack }) {
  const t = useT(texts);
  const format = useFormat();
  const day = (value: string | null) => (value ? format.shortDate(value) : t('handovers.no_day'));
  return (
    <>
      <Table
        title={t('handovers.links')}
        head={[
          t('handovers.pack_scheme'),
          t('handovers.pack_target'),
          t('handovers.pack_unit'),
          t('handovers.pack_since'),
          t('handovers.to'),
        ]}
        rows={pack.links.map((link) => [
          link.scheme_name,
          link.target_name,
          link.unit_name,
          day(link.since),
          `${link.to_person_name}${link.already_linked ? t('handovers.already') : ''}`,
        ])}
      />
      <Table
        title={t('handovers.entries')}
        head={[
          t('handovers.pack_number'),
          t('handovers.pack_title'),
          t('handovers.pack_state'),
          t('handovers.pack_due'),
          t('handovers.to'),
        ]}
        rows={pack.entries.map((entry) => [
          entry.number,
          entry.title,
          t(`terms.ledger_${entry.state}`),
          day(entry.due_at),
          entry.to_person_name,
        ])}
      />
      <Table
        title={t('handovers.promises')}
        head={[
          t('handovers.pack_what'),
          t('handovers.pack_whom'),
          t('handovers.pack_day'),
          t('handovers.pack_until'),
          t('handovers.to'),
        ]}
        rows={pack.promises.map((promise) => [
          promise.follow_up,
          promise.household_label ?? '',
          day(promise.happened_on),
          day(promise.follow_up_on),
          promise.to_person_name,
        ])}
      />
      <Table
        title={t('handovers.key_households')}
        head={[t('handovers.pack_household'), t('handovers.pack_pupils'), t('handovers.pack_why')]}
        rows={pack.key_households.map((household) => [
          household.label,
          household.pupils.join('、'),
          household.reasons.map((reason) => t(`handovers.reason_${reason}`)).join('、'),
        ])}
      />
    </>
  );
}

function Table({ title, head, rows }: { title: string; head: string[]; rows: ReactNode[][] }) {
  const t = useT(texts);
  return (
    <section>
      <h2>
        {title}{' '}
        <span className="muted">
          {rows.length === 0 ? t('handovers.none') : t('handovers.list_of', { count: rows.length })}
        </span>
      </h2>
      {rows.length > 0 && (
        <div className={css.scroll}>
          <table>
            <thead>
              <tr>
                {head.map((word) => (
                  <th key={word} scope="col">
                    {word}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
                <tr key={at}>
                  {row.map((cell, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: neither do its columns
                    <td key={column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
