import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import {
  api,
  changed,
  type components,
  fieldErrors,
  idempotent,
  ifMatch,
  listQuery,
  useIdempotencyKey,
} from '#/api';
import { useFormat, useT } from '#/i18n';
import { Card, ConfirmMove, DataTable, EditDialog, FilterBar, notify, Tag, useList } from '#/ui';
import { LiaisonFrame } from '../LiaisonFrame';
import { useUnits } from '../useSchemes';
import { CardSheet } from './CardSheet';
import { PrintDialog } from './PrintDialog';
import { cards as texts } from './texts';

type ContactCard = components['schemas']['ContactCard'];
type Printed = components['schemas']['PrintedContactCards'];
type Asked = components['schemas']['ContactCardPrint'];

const route = getRouteApi('/_in/liaison/cards');

/** The contact cards of one's units; a sheet to print takes the place of the list. */
export function CardsPage() {
  const t = useT(texts);
  const [asking, setAsking] = useState(false);
  const [printed, setPrinted] = useState<{ sheet: Printed; asked: Asked } | null>(null);
  if (printed) return <CardSheet {...printed} onDone={() => setPrinted(null)} />;
  const action = <Button onClick={() => setAsking(true)}>{t('cards.print')}</Button>;
  return (
    <LiaisonFrame actions={action}>
      <CardsList action={action} />
      {asking && (
        <PrintDialog
          onClose={() => setAsking(false)}
          onPrinted={(sheet, asked) => setPrinted({ sheet, asked })}
        />
      )}
    </LiaisonFrame>
  );
}

function CardsList({ action }: { action: ReactNode }) {
  const t = useT(texts);
  const format = useFormat();
  const list = useList(route.useSearch());
  const units = useUnits();
  const [editing, setEditing] = useState<ContactCard | null>(null);
  const [revoking, setRevoking] = useState<ContactCard | null>(null);
  const query = api.useQuery(
    'get',
    '/api/v1/contact-cards',
    { params: { query: listQuery('/api/v1/contact-cards', { include_total: true, ...list.query }) } },
    { placeholderData: (previous) => previous },
  );
  const state = (row: ContactCard) => {
    if (row.revoked_at) return <Tag tone="grey">{t('cards.state_revoked')}</Tag>;
    if (row.person_left) return <Tag tone="amber">{t('cards.state_left')}</Tag>;
    return (
      <Tag tone="green" dot>
        {t('cards.state_good')}
      </Tag>
    );
  };
  const moves = (row: ContactCard) =>
    !row.revoked_at && (
      <span className="row">
        <Button
          size="sm"
          variant="default"
          aria-label={`${t('cards.edit')} ${row.person_name}`}
          onClick={() => setEditing(row)}
        >
          {t('cards.edit')}
        </Button>
        <Button
          size="sm"
          variant="default"
          aria-label={`${t('cards.revoke')} ${row.person_name}`}
          onClick={() => setRevoking(row)}
        >
          {t('cards.revoke')}
        </Button>
      </span>
    );
  return (
    <div className="stack">
      <FilterBar
        list={list}
        filters={[
          { kind: 'choice', name: 'unit_id', label: t('cards.column_unit'), choices: units },
          {
            kind: 'choice',
            name: 'revoked',
            label: t('cards.show'),
            choices: [
              { value: 'false', label: t('cards.state_good') },
              { value: 'true', label: t('cards.state_revoked') },
            ],
          },
        ]}
      />
      <DataTable
        exported={{ of: 'contact_cards' }}
        id="contact-cards"
        label={t('cards.title')}
        list={list}
        query={query}
        rowKey={(row) => row.id}
        columns={[
          {
            id: 'person',
            header: t('cards.column_person'),
            main: true,
            cell: (row) => (
              <>
                {row.person_name} {!row.has_phone && <Tag tone="amber">{t('cards.no_phone')}</Tag>}
              </>
            ),
          },
          { id: 'unit', header: t('cards.column_unit'), cell: (row) => row.unit_name },
          { id: 'reachable', header: t('cards.column_reachable'), cell: (row) => row.reachable ?? '—' },
          {
            id: 'printed',
            header: t('cards.column_printed'),
            cell: (row) => (row.printed_at ? format.shortDate(row.printed_at) : '—'),
          },
          { id: 'state', header: t('cards.column_state'), cell: state },
          { id: 'moves', header: t('common.actions'), buttons: true, align: 'right', cell: moves },
        ]}
        card={(row) => (
          <>
            <Card
              tag={state(row)}
              corner={row.printed_at ? format.shortDate(row.printed_at) : ''}
              title={row.person_name}
              facts={[row.unit_name, row.reachable, row.has_phone ? null : t('cards.no_phone')]}
            />
            {moves(row)}
          </>
        )}
        empty={{ text: t('cards.empty'), icon: 'message', action }}
      />
      {editing && <ReachableDialog card={editing} onClose={() => setEditing(null)} />}
      {revoking && <RevokeDialog card={revoking} onClose={() => setRevoking(null)} />}
    </div>
  );
}

function ReachableDialog({ card, onClose }: { card: ContactCard; onClose: () => void }) {
  const t = useT(texts);
  const update = api.useMutation('patch', '/api/v1/contact-cards/{id}');
  const form = useForm({ initialValues: { reachable: card.reachable ?? '' } });
  return (
    <EditDialog
      title={t('cards.edit_title')}
      text={t('cards.edit_note')}
      form={form}
      version={card.version}
      labels={{ reachable: t('cards.reachable') }}
      onClose={onClose}
      save={async ({ reachable }, version) => {
        await update.mutateAsync({
          params: { path: { id: card.id }, header: ifMatch(version) },
          body: { reachable: reachable.trim() || null },
        });
        await changed('/api/v1/contact-cards');
        notify.done(t('cards.saved'));
      }}
    >
      <TextInput
        size="md"
        label={t('cards.reachable')}
        placeholder={t('cards.reachable_hint')}
        maxLength={80}
        {...form.getInputProps('reachable')}
      />
    </EditDialog>
  );
}

function RevokeDialog({ card, onClose }: { card: ContactCard; onClose: () => void }) {
  const t = useT(texts);
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const intention = useIdempotencyKey();
  const revoke = api.useMutation('post', '/api/v1/contact-cards/{id}/revoke');
  return (
    <ConfirmMove
      title={t('cards.revoke_title')}
      text={t('cards.revoke_text', { person: card.person_name })}
      confirmLabel={t('cards.revoke')}
      onClose={onClose}
      onConfirm={async () => {
        try {
          await revoke.mutateAsync({
            params: { path: { id: card.id }, header: idempotent(intention.key()) },
            body: { reason },
          });
        } catch (error) {
          setErrors(fieldErrors(error));
          intention.renew();
          throw error;
        }
        await changed('/api/v1/contact-cards');
        notify.done(t('cards.revoked_done'));
        return true;
      }}
    >
      <TextInput
        size="md"
        label={t('cards.revoke_reason')}
        placeholder={t('cards.revoke_hint')}
        required
        maxLength={200}
        data-autofocus
        value={reason}
        error={errors.reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </ConfirmMove>
  );
}
