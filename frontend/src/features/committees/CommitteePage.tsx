import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, type components, useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ButtonLink, EditDialog, ErrorState, FigureLink, Icon, PageHeader, Skeleton, Tag } from '#/ui';

import { CommitteeDialog } from './CommitteeDialog';
import css from './Committees.module.css';
import { MemberDialog, RemoveDialog } from './MemberDialogs';
import type { CommitteeMember, FamilyCommittee } from './model';
import { committees } from './texts';

const route = getRouteApi('/_in/committees/$id');

/** A family committee: its term of office, members and meetings. */
export function CommitteePage() {
  const { id } = route.useParams();
  const t = useT(committees);
  const format = useFormat();
  const mayReveal = useCan('families:reveal');
  const found = api.useQuery('get', '/api/v1/family-committees/{id}', { params: { path: { id } } });
  const [asked, setAsked] = useState<'edit' | 'reveal' | null>(null);
  const [revealed, setRevealed] = useState<components['schemas']['RevealedCommittee'] | null>(null);
  const back = <Link to="/committees">← {t('committees.title')}</Link>;
  const row = found.data;
  if (!row) {
    return (
      <>
        <PageHeader back={back} title={t('committees.title')} />
        <div className="sheet">
          {found.error ? (
            <ErrorState error={found.error} onRetry={() => void found.refetch()} />
          ) : (
            <Skeleton lines={8} />
          )}
        </div>
      </>
    );
  }
  const from = format.date(row.starts_on);
  const term = row.ends_on
    ? t('committees.span', { from, to: format.date(row.ends_on) })
    : t('committees.open_end', { from });
  return (
    <>
      <PageHeader
        back={back}
        title={row.name}
        note={[row.unit_name, term, row.remark].filter(Boolean).join(' · ')}
        actions={
          row.editable && (
            <Button variant="default" onClick={() => setAsked('edit')}>
              {t('committees.edit')}
            </Button>
          )
        }
      />
      <div className="stack">
        {revealed && (
          <section className={css.revealed} aria-label={t('committees.revealed')}>
            <h2>{t('committees.revealed')}</h2>
            <dl>
              {revealed.members.map((member) => (
                <div key={member.id} style={{ display: 'contents' }}>
                  <dt>{member.name}</dt>
                  <dd>
                    {member.phone ? (
                      <a href={`tel:${member.phone}`}>{member.phone}</a>
                    ) : (
                      t('committees.no_phone')
                    )}
                  </dd>
                </div>
              ))}
            </dl>
            <p className="muted">{t('committees.revealed_note')}</p>
          </section>
        )}
        <div className={css.columns}>
          <Members
            of={row}
            {...(mayReveal && row.members.length > 0 ? { onReveal: () => setAsked('reveal') } : {})}
          />
          <Meetings of={row} />
        </div>
      </div>
      {asked === 'edit' && <CommitteeDialog of={row} onClose={() => setAsked(null)} />}
      {asked === 'reveal' && (
        <RevealDialog id={row.id} onShown={setRevealed} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

function Members({ of, onReveal }: { of: FamilyCommittee; onReveal?: () => void }) {
  const t = useT(committees);
  const [editing, setEditing] = useState<CommitteeMember | 'new' | null>(null);
  const [removing, setRemoving] = useState<CommitteeMember | null>(null);
  return (
    <section className={`sheet ${css.part}`} aria-label={t('committees.members')}>
      <div className={css.head}>
        <h2>{t('committees.members')}</h2>
        <span className="row no-print">
          {onReveal && (
            <Button
              size="sm"
              variant="default"
              leftSection={<Icon name="eye" size={16} />}
              onClick={onReveal}
            >
              {t('committees.reveal')}
            </Button>
          )}
          {of.editable && (
            <Button size="sm" variant="default" onClick={() => setEditing('new')}>
              {t('committees.add_member')}
            </Button>
          )}
        </span>
      </div>
      {of.members.length === 0 && <p className={css.none}>{t('committees.members_empty')}</p>}
      {of.members.map((member) => (
        <div key={member.id} className={css.line}>
          <div>
            <b>{member.name}</b>{' '}
            <Tag tone={member.function === 'chair' ? 'green' : 'grey'}>
              {t(`committees.function_${member.function}`)}
            </Tag>
            <div className="muted">
              {[member.phone ?? t('committees.no_phone'), member.remark].filter(Boolean).join(' · ')}
            </div>
          </div>
          {of.editable && (
            <span className="row no-print">
              <Button
                size="sm"
                variant="default"
                aria-label={`${t('committees.edit')} ${member.name}`}
                onClick={() => setEditing(member)}
              >
                {t('committees.edit')}
              </Button>
              <Button
                size="sm"
                variant="default"
                aria-label={`${t('committees.remove_member')} ${member.name}`}
                onClick={() => setRemoving(member)}
              >
                {t('committees.remove_member')}
              </Button>
            </span>
          )}
        </div>
      ))}
      {editing && (
        <MemberDialog
          committee={of}
          {...(editing === 'new' ? {} : { of: editing })}
          onClose={() => setEditing(null)}
        />
      )}
      {removing && <RemoveDialog of={removing} onClose={() => setRemoving(null)} />}
    </section>
  );
}

function Meetings({ of }: { of: FamilyCommittee }) {
  const t = useT(committees);
  const format = useFormat();
  const mayRecord = useCan('activities:record');
  const { data } = api.useQuery('get', '/api/v1/activities', {
    params: {
      query: {
        kind: ['committee_meeting'],
        status: ['submitted', 'confirmed'],
        unit_id: of.unit_id,
        'happened_on[gte]': of.starts_on,
        ...(of.ends_on ? { 'happened_on[lte]': of.ends_on } : {}),
        limit: 10,
      },
    },
  });
  return (
    <section className={`sheet ${css.part}`} aria-label={t('committees.meetings')}>
      <div className={css.head}>
        <h2>
          {t('committees.meetings')}{' '}
          <FigureLink query={of.meetings.query} label={t('committees.meetings_all')}>
            {t('committees.meeting_count', { count: of.meetings.value })}
          </FigureLink>
        </h2>
        {mayRecord && (
          <ButtonLink
            to="/record"
            search={{ kind: 'committee_meeting', unit_id: of.unit_id }}
            size="sm"
            variant="default"
          >
            {t('committees.record_meeting')}
          </ButtonLink>
        )}
      </div>
      {data?.items.length === 0 && <p className={css.none}>{t('committees.meetings_empty')}</p>}
      {data?.items.map((meeting) => (
        <div key={meeting.id} className={css.line}>
          <div>
            <Link to="/activities/$id" params={{ id: meeting.id }}>
              {format.date(meeting.happened_on)}
            </Link>
            <div className="muted">{meeting.text}</div>
          </div>
        </div>
      ))}
    </section>
  );
}

function RevealDialog(props: {
  id: string;
  onShown: (revealed: components['schemas']['RevealedCommittee']) => void;
  onClose: () => void;
}) {
  const { id, onShown, onClose } = props;
  const t = useT(committees);
  const reveal = api.useMutation('post', '/api/v1/family-committees/{id}/reveal');
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => ([...value.trim()].length > 1 ? null : t('common.required')) },
  });
  return (
    <EditDialog
      title={t('committees.reveal')}
      text={t('committees.reveal_text')}
      form={form}
      confirmLabel={t('committees.reveal_do')}
      onClose={onClose}
      save={async (body) => onShown(await reveal.mutateAsync({ params: { path: { id } }, body }))}
    >
      <TextInput
        size="md"
        required
        data-autofocus
        label={t('committees.reveal_reason')}
        placeholder={t('committees.reveal_placeholder')}
        {...form.getInputProps('reason')}
      />
    </EditDialog>
  );
}
