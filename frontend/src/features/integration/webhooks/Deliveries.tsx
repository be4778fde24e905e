import { getRouteApi, linkOptions, useNavigate } from '@tanstack/react-router';
import { api, listQuery } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, DataTable, FilterBar, useList } from '#/ui';
import { DeliveryDrawer } from './DeliveryDrawer';
import { DELIVERY_STATES, type Webhook } from './model';
import { Attempts, DeliveryTag, useEventWords } from './Tags';
import { webhooks } from './texts';
import css from './Webhooks.module.css';

const route = getRouteApi('/_in/integration/webhooks/$id');
const PATH = '/api/v1/webhooks/{id}/deliveries';

/** Everything that was sent to an endpoint, each with its attempts in a drawer. */
export function Deliveries({ of }: { of: Webhook }) {
  const t = useT(webhooks);
  const format = useFormat();
  const words = useEventWords();
  const navigate = useNavigate();
  const { delivery, ...search } = route.useSearch();
  const list = useList(search);
  const query = api.useQuery(
    'get',
    PATH,
    { params: { path: { id: of.id }, query: listQuery(PATH, { ...list.query, include_total: true }) } },
    { placeholderData: (previous) => previous, refetchInterval: 10_000 },
  );
  const link = (id: string) =>
    linkOptions({
      to: '/integration/webhooks/$id',
      params: { id: of.id },
      search: { ...search, delivery: id },
    });
  return (
    <div className="stack">
      <div className={css.head}>
        <h2>{t('webhooks.log')}</h2>
        <span className="muted">{t('webhooks.log_note')}</span>
      </div>
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'choice',
            name: 'state',
            label: t('webhooks.state'),
            multiple: true,
            choices: DELIVERY_STATES.map((value) => ({ value, label: t(`webhooks.delivery_${value}`) })),
          },
        ]}
      />
      <DataTable
        id="webhook-deliveries"
        label={t('webhooks.log')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        rowLink={(row) => link(row.id)}
        openKey={delivery}
        columns={[
          { id: 'event', header: t('webhooks.event'), main: true, cell: (row) => words(row.event_type) },
          {
            id: 'happened_at',
            header: t('webhooks.happened_at'),
            sort: 'created_at',
            width: 170,
            cell: (row) => format.dateTime(row.happened_at),
          },
          { id: 'state', header: t('webhooks.state'), width: 130, cell: (row) => <DeliveryTag of={row} /> },
          {
            id: 'attempts',
            header: t('webhooks.attempts'),
            width: 240,
            cell: (row) => <Attempts of={row} />,
          },
        ]}
        card={(row) => (
          <Card
            tag={<DeliveryTag of={row} />}
            corner={format.dateTime(row.happened_at)}
            title={words(row.event_type)}
            end={<Attempts of={row} />}
          />
        )}
        empty={{ icon: 'clock', text: t('webhooks.log_empty') }}
      />
      {delivery && (
        <DeliveryDrawer
          of={of}
          id={delivery}
          onClose={() =>
            void navigate({ to: '/integration/webhooks/$id', params: { id: of.id }, search, replace: true })
          }
        />
      )}
    </div>
  );
}
