import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client, ifMatch, listQuery, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import {
  Card,
  DataTable,
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
import { GiftDialog, VoidDialog } from './GiftDialog';
import { DISPOSALS, type GiftRecord, refreshGifts } from './model';
import { yuan } from './money';
import { discipline } from './texts';

const route = getRouteApi('/_in/gifts');
const tones = { declined: 'green', returned: 'blue', handed_in: 'violet' } as const;

/** The gift register (礼品登记). */
export function GiftsPage() {
  const t = useT(discipline);
  const format = useFormat();
  const phone = usePhone();
  const units = useUnits();
  const mayEnter = useCan('gifts:write');
  const list = useList(route.useSearch());
  const [editing, setEditing] = useState<GiftRecord | 'new' | null>(null);
  const [voiding, setVoiding] = useState<GiftRecord | null>(null);
  const query = api.useQuery(
    'get',
    '/api/v1/gift-records',
    { params: { query: listQuery('/api/v1/gift-records', { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous },
  );
  const { q: _q, sort: _sort, cursor: _cursor, limit: _limit, ...printed } = list.query;
  const state = (row: GiftRecord) =>
    row.void_reason ? (
      <Tag tone="grey">{t('discipline.gift_voided')}</Tag>
    ) : (
      <Tag tone={tones[row.disposal]}>{t(`discipline.disposal_${row.disposal}`)}</Tag>
    );
  const value = (row: GiftRecord) =>
    row.value_cents === null ? null : t('discipline.yuan', { amount: yuan(row.value_cents) });
  const actions = (row: GiftRecord) =>
    row.editable && (
      <span className="row no-print">
        {row.void_reason ? (
          <Restore of={row} />
        ) : (
          <>
            <Button
              size="sm"
              variant="default"
              aria-label={`${t('common.edit')} ${row.what}`}
              onClick={() => setEditing(row)}
            >
              {t('common.edit')}
            </Button>
            <Button
              size="sm"
              variant="default"
              aria-label={`${t('discipline.gift_void')} ${row.what}`}
              onClick={() => setVoiding(row)}
            >
              {t('discipline.gift_void')}
            </Button>
          </>
        )}
      </span>
    );
  const add = mayEnter && (
    <Button leftSection={<Icon name="plus" size={18} />} onClick={() => setEditing('new')}>
      {t('discipline.gift_add')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('discipline.gifts')}
        note={t('discipline.gifts_note')}
        actions={
          <>
            {!phone && (
              <PrintButton
                form={() =>
                  client.GET('/api/v1/gift-records/form', {
                    params: { query: listQuery('/api/v1/gift-records/form', printed) },
                    parseAs: 'blob',
                  })
                }
                label={t('discipline.gifts_print')}
              />
            )}
            {add}
          </>
        }
      />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'disposal',
            label: t('discipline.disposal'),
            multiple: true,
            choices: DISPOSALS.map((one) => ({ value: one, label: t(`discipline.disposal_${one}`) })),
          },
          { kind: 'choice', name: 'unit_id', label: t('discipline.unit'), choices: units.choices },
          { kind: 'date', name: 'happened_on[gte]', label: t('discipline.from'), rare: true },
          { kind: 'date', name: 'happened_on[lte]', label: t('discipline.until'), rare: true },
          {
            kind: 'choice',
            name: 'void',
            label: t('discipline.shown'),
            choices: (['false', 'true'] as const).map((one) => ({
              value: one,
              label: t(`discipline.shown_${one}`),
            })),
          },
        ]}
      />
      <DataTable
        id="gifts"
        label={t('discipline.gifts')}
        list={list}
        query={query}
        exported={{ of: 'gift_records' }}
        rowKey={(row) => row.id}
        columns={[
          {
            id: 'happened_on',
            header: t('discipline.happened_on'),
            sort: 'happened_on',
            cell: (row) => format.shortDate(row.happened_on),
          },
          { id: 'what', header: t('discipline.what'), main: true, cell: (row) => row.what },
          { id: 'giver', header: t('discipline.giver'), cell: (row) => row.giver },
          { id: 'person', header: t('discipline.person'), cell: (row) => row.person_name },
          { id: 'unit', header: t('discipline.unit'), cell: (row) => row.unit_name },
          { id: 'value', header: t('discipline.value'), align: 'right', cell: value },
          { id: 'disposal', header: t('discipline.disposal'), cell: state },
          { id: 'handled_by', header: t('discipline.handled_by'), cell: (row) => row.handled_by_name },
          {
            id: 'remark',
            header: t('discipline.remark'),
            hidden: true,
            cell: (row) => row.void_reason ?? row.remark,
          },
          { id: 'actions', header: t('common.actions'), buttons: true, align: 'right', cell: actions },
        ]}
        card={(row) => (
          <>
            <Card
              tag={state(row)}
              corner={format.shortDate(row.happened_on)}
              title={row.what}
              facts={[row.giver, row.person_name, value(row)]}
            />
            {actions(row)}
          </>
        )}
        empty={{ text: t('discipline.gifts_empty'), icon: 'shield', action: add }}
      />
      {editing && (
        <GiftDialog {...(editing === 'new' ? {} : { of: editing })} onClose={() => setEditing(null)} />
      )}
      {voiding && <VoidDialog of={voiding} onClose={() => setVoiding(null)} />}
    </>
  );
}

function Restore({ of }: { of: GiftRecord }) {
  const t = useT(discipline);
  const update = api.useMutation('patch', '/api/v1/gift-records/{id}');
  return (
    <Button
      size="sm"
      variant="default"
      loading={update.isPending}
      aria-label={`${t('discipline.gift_restore')} ${of.what}`}
      onClick={async () => {
        await update.mutateAsync({
          params: { path: { id: of.id }, header: ifMatch(of.version) },
          body: { void_reason: null },
        });
        await refreshGifts();
        notify.done(t('discipline.gift_saved'));
      }}
    >
      {t('discipline.gift_restore')}
    </Button>
  );
}
