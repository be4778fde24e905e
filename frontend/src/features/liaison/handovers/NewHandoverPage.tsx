import { Button, TextInput } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, idempotent, useIdempotencyKey } from '#/api';
import { useFormat, useT } from '#/i18n';
import { today } from '#/i18n/format';
import { ConfirmMove, DateField, ErrorState, notify, type Option, PageHeader, Picker, Skeleton } from '#/ui';
import { refreshLiaison } from '../dialogs';
import { loadPeople } from '../people';
import css from './Handovers.module.css';
import { handed, keysOf, type Preview, unsettled } from './model';
import { Parts } from './Parts';
import { handovers as texts } from './texts';

const route = getRouteApi('/_in/liaison/handovers/new');

/** Who hands over what to whom, on one page; done at once. */
export function NewHandoverPage() {
  const t = useT(texts);
  const { from, name } = route.useSearch();
  const [leaver, setLeaver] = useState<Option[]>(from ? [{ id: from, label: name ?? '' }] : []);
  const [on, setOn] = useState(today());
  const [successor, setSuccessor] = useState<Option[]>([]);
  const [reason, setReason] = useState('');
  const [witness, setWitness] = useState('');
  const person = leaver[0];
  const query = api.useQuery(
    'get',
    '/api/v1/liaison-links/handover',
    { params: { query: { from_person_id: person?.id ?? '', on } } },
    { enabled: Boolean(person) && on !== '', gcTime: 0 },
  );
  return (
    <>
      <PageHeader
        back={<Link to="/liaison/handovers">← {t('handovers.back')}</Link>}
        title={t('handovers.make')}
        note={t('handovers.make_note')}
      />
      <div className="stack">
        <section className={`sheet ${css.form}`}>
          <Picker
            label={t('handovers.from')}
            source={['handover-from']}
            people
            required
            value={leaver}
            onChange={setLeaver}
            load={loadPeople}
          />
          <DateField label={t('handovers.on')} value={on} onChange={setOn} required />
          <Picker
            label={t('handovers.successor')}
            description={t('handovers.successor_hint')}
            source={['handover-to']}
            people
            value={successor}
            onChange={setSuccessor}
            load={loadPeople}
          />
          <TextInput
            size="md"
            label={t('handovers.reason')}
            placeholder={t('handovers.reason_hint')}
            required
            maxLength={200}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <TextInput
            size="md"
            label={t('handovers.witness')}
            description={t('handovers.witness_hint')}
            maxLength={40}
            value={witness}
            onChange={({ currentTarget }) => setWitness(currentTarget.value)}
          />
        </section>
        {!person && <p className="muted">{t('handovers.choose_from')}</p>}
        {person && query.isPending && <Skeleton lines={8} height={26} />}
        {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {person && query.data && (
          <Items
            key={`${person.id} ${on}`}
            preview={query.data}
            usual={successor[0]}
            about={{ reason: reason.trim(), witness: witness.trim() }}
          />
        )}
      </div>
    </>
  );
}

type ItemsProps = {
  preview: Preview;
  usual: Option | undefined;
  about: { reason: string; witness: string };
};

function Items({ preview, usual, about }: ItemsProps) {
  const t = useT(texts);
  const format = useFormat();
  const navigate = useNavigate();
  // Per item: somebody, or null for "not handed over"; what is not there goes to the usual successor.
  const [chosen, setChosen] = useState<Record<string, Option | null>>({});
  const [asking, setAsking] = useState(false);
  const intention = useIdempotencyKey();
  const handOver = api.useMutation('post', '/api/v1/liaison-links/handover');
  const keys = keysOf(preview);
  if (keys.length === 0) return <p className="muted">{t('handovers.nothing')}</p>;
  const body = handed(preview, chosen, usual);
  const count = body.links.length + body.entries.length + body.promises.length;
  const missing = unsettled(keys, chosen, usual).length > 0;
  const why = () => {
    if (about.reason.length < 2) return t('handovers.need');
    if (missing) return t('handovers.missing');
    return count === 0 ? t('handovers.no_choice') : undefined;
  };
  return (
    <>
      <Parts
        preview={preview}
        usual={usual}
        chosen={chosen}
        onChoose={(key, to) => setChosen({ ...chosen, [key]: to })}
      />
      <div className={`sheet ${css.foot}`}>
        <p className="muted" role="status">
          {why() ?? t('handovers.chosen', { count })}
        </p>
        <Button disabled={Boolean(why())} onClick={() => setAsking(true)}>
          {t('handovers.submit')}
        </Button>
      </div>
      {asking && (
        <ConfirmMove
          title={t('handovers.submit_title')}
          text={t('handovers.submit_text', {
            from: preview.from_person_name,
            links: body.links.length,
            entries: body.entries.length,
            promises: body.promises.length,
            day: format.date(preview.on),
          })}
          confirmLabel={t('handovers.submit')}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            try {
              const done = await handOver.mutateAsync({
                params: { header: idempotent(intention.key()) },
                body: {
                  from_person_id: preview.from_person_id,
                  on: preview.on,
                  reason: about.reason,
                  ...(about.witness ? { witness: about.witness } : {}),
                  ...body,
                },
              });
              notify.done(t('handovers.done'));
              await refreshLiaison();
              await changed('/api/v1/liaison-handovers', '/api/v1/ledger-entries', '/api/v1/activities');
              void navigate({ to: '/liaison/handovers/$id', params: { id: done.id } });
            } catch (error) {
              intention.renew();
              throw error;
            }
          }}
        />
      )}
    </>
  );
}
