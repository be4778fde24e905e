import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client, idempotent, listQuery, useCan, useIdempotencyKey } from '#/api';
import { useFormat, useT } from '#/i18n';
import {
  ButtonLink,
  Card,
  DataTable,
  EditDialog,
  FigureLink,
  FilterBar,
  Icon,
  notify,
  PageHeader,
  PrintButton,
  Tag,
  useList,
  usePhone,
  useUnits,
} from '#/ui';
import css from './Discipline.module.css';
import { refreshStays, type Stay } from './model';
import { yuan } from './money';
import { discipline } from './texts';

const route = getRouteApi('/_in/stays');

/** The register of stays at village schools: meals are paid by the person himself. */
export function StaysPage() {
  const t = useT(discipline);
  const format = useFormat();
  const phone = usePhone();
  const units = useUnits();
  const mayRecord = useCan('activities:record');
  const list = useList(route.useSearch());
  const [settling, setSettling] = useState<Stay | null>(null);
  const query = api.useQuery(
    'get',
    '/api/v1/stay-ins',
    { params: { query: listQuery('/api/v1/stay-ins', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const { sort: _sort, cursor: _cursor, limit: _limit, q: _q, ...filters } = list.query;
  const sums = api.useQuery('get', '/api/v1/stay-ins/sums', {
    params: { query: listQuery('/api/v1/stay-ins/sums', filters) },
  });
  const money = (cents: number) => t('discipline.yuan', { amount: yuan(cents) });
  const paid = (row: Stay) =>
    row.paid ? (
      <Tag tone="green">{t('discipline.paid')}</Tag>
    ) : (
      <Tag tone="amber">{t('discipline.unpaid')}</Tag>
    );
  const settle = (row: Stay) =>
    row.may_settle && (
      <Button
        size="sm"
        variant="default"
        className="no-print"
        aria-label={`${t('discipline.settle')} ${row.person_name} ${format.shortDate(row.happened_on)}`}
        onClick={() => setSettling(row)}
      >
        {t('discipline.settle')}
      </Button>
    );
  const record = mayRecord && (
    <ButtonLink to="/record" search={{ kind: 'stay_in' }} leftSection={<Icon name="plus" size={18} />}>
      {t('discipline.record_stay')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={t('discipline.stays')}
        note={t('discipline.stays_note')}
        actions={
          <>
            {!phone && (
              <PrintButton
                form={() =>
                  client.GET('/api/v1/stay-ins/form', {
                    params: { query: listQuery('/api/v1/stay-ins/form', filters) },
                    parseAs: 'blob',
                  })
                }
                label={t('discipline.stays_print')}
              />
            )}
            {record}
          </>
        }
      />
      <div className="stack">
        {sums.data && (
          <dl className={`sheet ${css.sums}`} aria-label={t('discipline.sums')}>
            <div>
              <dt>{t('discipline.stay_count')}</dt>
              <dd>{format.number(sums.data.stays.value)}</dd>
            </div>
            <div>
              <dt>{t('discipline.nights')}</dt>
              <dd>{format.number(sums.data.nights)}</dd>
            </div>
            <div>
              <dt>{t('discipline.meals')}</dt>
              <dd>{format.number(sums.data.meals)}</dd>
            </div>
            <div>
              <dt>{t('discipline.amount')}</dt>
              <dd>{money(sums.data.amount_cents)}</dd>
            </div>
            <div>
              <dt>{t('discipline.unpaid')}</dt>
              <dd>
                <FigureLink query={sums.data.unpaid.query} label={t('discipline.unpaid')}>
                  {t('discipline.unpaid_count', {
                    count: sums.data.unpaid.value,
                    amount: money(sums.data.unpaid_cents),
                  })}
                </FigureLink>
              </dd>
            </div>
          </dl>
        )}
        <div>
          <FilterBar
            list={list}
            filters={[
              {
                kind: 'choice',
                name: 'paid',
                label: t('discipline.payment'),
                choices: [
                  { value: 'false', label: t('discipline.unpaid') },
                  { value: 'true', label: t('discipline.paid') },
                ],
              },
              { kind: 'choice', name: 'unit_id', label: t('discipline.school'), choices: units.choices },
              { kind: 'date', name: 'happened_on[gte]', label: t('discipline.from'), rare: true },
              { kind: 'date', name: 'happened_on[lte]', label: t('discipline.until'), rare: true },
              {
                kind: 'fixed',
                name: 'person_id',
                label: t('discipline.who_stayed'),
                shown: () => query.data?.items[0]?.person_name ?? '',
              },
            ]}
          />
          <DataTable
            id="stays"
            label={t('discipline.stays')}
            list={list}
            query={query}
            exported={{ of: 'stay_ins' }}
            rowKey={(row) => row.activity_id}
            columns={[
              {
                id: 'happened_on',
                header: t('discipline.happened_on'),
                sort: 'happened_on',
                cell: (row) => format.shortDate(row.happened_on),
              },
              {
                id: 'person',
                header: t('discipline.who_stayed'),
                main: true,
                cell: (row) => (
                  <Link to="/activities/$id" params={{ id: row.activity_id }}>
                    {row.person_name}
                  </Link>
                ),
              },
              { id: 'school', header: t('discipline.school'), cell: (row) => row.unit_name },
              { id: 'nights', header: t('discipline.nights'), align: 'right', cell: (row) => row.nights },
              { id: 'meals', header: t('discipline.meals'), align: 'right', cell: (row) => row.meals },
              {
                id: 'amount',
                header: t('discipline.amount'),
                align: 'right',
                cell: (row) => money(row.amount_cents),
              },
              { id: 'paid', header: t('discipline.payment'), cell: paid },
              { id: 'receipt', header: t('discipline.receipt'), cell: (row) => row.receipt_number },
              { id: 'settle', header: t('common.actions'), buttons: true, align: 'right', cell: settle },
            ]}
            card={(row) => (
              <>
                <Card
                  tag={paid(row)}
                  corner={format.shortDate(row.happened_on)}
                  title={`${row.person_name} · ${row.unit_name}`}
                  facts={[
                    t('discipline.nights_meals', { nights: row.nights, meals: row.meals }),
                    money(row.amount_cents),
                    row.receipt_number,
                  ]}
                />
                <span className="row">
                  <ButtonLink
                    to="/activities/$id"
                    params={{ id: row.activity_id }}
                    size="sm"
                    variant="default"
                    aria-label={`${t('discipline.open_stay')} ${row.person_name} ${format.shortDate(row.happened_on)}`}
                  >
                    {t('discipline.open_stay')}
                  </ButtonLink>
                  {settle(row)}
                </span>
              </>
            )}
            empty={{ text: t('discipline.stays_empty'), icon: 'building', action: record }}
          />
        </div>
      </div>
      {settling && <SettleDialog of={settling} onClose={() => setSettling(null)} />}
    </>
  );
}

/** Notes that the meals were paid, with the receipt. */
export function SettleDialog({ of, onClose }: { of: Stay; onClose: () => void }) {
  const t = useT(discipline);
  const intention = useIdempotencyKey();
  const pay = api.useMutation('post', '/api/v1/stay-ins/{id}/payment');
  const form = useForm({
    initialValues: { receipt_number: '' },
    validate: { receipt_number: (value) => (value.trim() ? null : t('common.required')) },
  });
  return (
    <EditDialog
      title={t('discipline.settle')}
      text={t('discipline.settle_text', {
        person: of.person_name,
        amount: t('discipline.yuan', { amount: yuan(of.amount_cents) }),
      })}
      form={form}
      confirmLabel={t('discipline.settle')}
      onClose={onClose}
      save={async (body) => {
        try {
          await pay.mutateAsync({
            params: { path: { id: of.activity_id }, header: idempotent(intention.key()) },
            body,
          });
        } catch (error) {
          intention.renew();
          throw error;
        }
        await refreshStays();
        notify.done(t('discipline.settled'));
      }}
    >
      <TextInput
        size="md"
        required
        maxLength={40}
        data-autofocus
        label={t('discipline.receipt')}
        {...form.getInputProps('receipt_number')}
      />
    </EditDialog>
  );
}
