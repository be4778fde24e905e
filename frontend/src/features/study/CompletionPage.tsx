import { Button, Textarea } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, fieldErrors, idempotent, ifMatch, useIdempotencyKey } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ConfirmMove, ErrorState, FieldList, MoveBar, notify, PageHeader, Skeleton, usePhone } from '#/ui';
import { HandInDialog } from './HandInDialog';
import { type CompletionMove, refreshStudy, type StudyCompletion } from './model';
import { StateTag } from './StateTag';
import css from './Study.module.css';
import { study } from './texts';

const route = getRouteApi('/_in/study/completions/$id');

/** Something handed in: read, accepted or returned. */
export function CompletionPage() {
  const { id } = route.useParams();
  const t = useT(study);
  const format = useFormat();
  const phone = usePhone();
  const found = api.useQuery('get', '/api/v1/study-completions/{id}', { params: { path: { id } } });
  const [asked, setAsked] = useState<CompletionMove | 'edit' | 'take_back' | null>(null);
  const row = found.data;
  const back = <Link to="/study/completions">← {t('study.tab_completions')}</Link>;
  if (!row) {
    return (
      <>
        <PageHeader back={back} title={t('study.tab_completions')} />
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
  const name = row.duty_title ?? (row.theme ? t(`terms.study_theme_${row.theme}`) : '');
  return (
    <>
      <PageHeader
        back={back}
        title={row.title || name}
        note={<StateTag state={row.state} />}
        actions={
          row.editable && (
            <>
              <Button variant="default" onClick={() => setAsked('take_back')}>
                {t('study.take_back')}
              </Button>
              <Button variant="default" onClick={() => setAsked('edit')}>
                {t('common.edit')}
              </Button>
            </>
          )
        }
      />
      <div className="stack">
        <section className={`sheet ${css.section}`}>
          <FieldList
            fields={[
              { label: t('study.what'), value: name },
              { label: t('study.person'), value: `${row.person_name} · ${row.unit_name}` },
              { label: t('study.completion_day'), value: format.date(row.happened_on) },
              {
                label: t('study.handed_in_by'),
                value: `${row.handed_in_by_name} · ${format.dateTime(row.handed_in_at)}`,
              },
              {
                label: t('study.reviewed_by'),
                value:
                  row.reviewed_by_name &&
                  row.reviewed_at &&
                  `${row.reviewed_by_name} · ${format.dateTime(row.reviewed_at)}`,
              },
              ...(row.return_reason
                ? [{ label: t('study.return_reason'), value: row.return_reason, wide: true }]
                : []),
              ...(row.activity_id
                ? [
                    {
                      label: t('study.completion_activity'),
                      value: (
                        <Link to="/activities/$id" params={{ id: row.activity_id }}>
                          {t('study.open_record')}
                        </Link>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </section>
        <section className={`sheet ${css.section}`} aria-label={t('study.completion_text')}>
          <p className={row.text ? css.text : css.missing}>{row.text ?? t('study.no_text')}</p>
        </section>
        <MoveBar
          sticky={phone}
          moves={row.allowed_moves.map((move, index) => ({
            id: move,
            label: t(`study.move_${move}`),
            primary: index === 0 && move !== 'return',
            onSelect: () => setAsked(move),
          }))}
        />
      </div>
      {asked === 'edit' && (
        <HandInDialog
          what={row.duty_id ? { duty_id: row.duty_id } : { study_item_id: row.study_item_id ?? '' }}
          name={name}
          of={row}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === 'take_back' && <TakeBackDialog of={row} onClose={() => setAsked(null)} />}
      {asked && asked !== 'edit' && asked !== 'take_back' && (
        <MoveDialog of={row} move={asked} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

function MoveDialog(props: { of: StudyCompletion; move: CompletionMove; onClose: () => void }) {
  const { of, move, onClose } = props;
  const t = useT(study);
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const intention = useIdempotencyKey();
  const make = api.useMutation('post', '/api/v1/study-completions/{id}/moves');
  const texts = {
    accept: t(of.duty_id ? 'study.accept_text' : 'study.accept_item_text'),
    return: t('study.return_text'),
    hand_in: t('study.again_text'),
  };
  return (
    <ConfirmMove
      title={t(`study.move_${move}`)}
      text={texts[move]}
      confirmLabel={t(`study.move_${move}`)}
      onClose={onClose}
      onConfirm={async () => {
        try {
          await make.mutateAsync({
            params: { path: { id: of.id }, header: idempotent(intention.key()) },
            body: { move, ...(move === 'return' ? { reason } : {}) },
          });
        } catch (error) {
          setErrors(fieldErrors(error));
          intention.renew();
          throw error;
        }
        notify.done(t(`study.done_${move}`));
        await refreshStudy();
      }}
    >
      {move === 'return' && (
        <Textarea
          size="md"
          autosize
          minRows={2}
          required
          maxLength={500}
          data-autofocus
          label={t('study.return_reason')}
          value={reason}
          error={errors.reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      )}
    </ConfirmMove>
  );
}

function TakeBackDialog({ of, onClose }: { of: StudyCompletion; onClose: () => void }) {
  const t = useT(study);
  const navigate = useNavigate();
  const remove = api.useMutation('delete', '/api/v1/study-completions/{id}');
  return (
    <ConfirmMove
      title={t('study.take_back_title')}
      text={t('study.take_back_text')}
      confirmLabel={t('study.take_back')}
      onClose={onClose}
      onConfirm={async () => {
        await remove.mutateAsync({ params: { path: { id: of.id }, header: ifMatch(of.version) } });
        notify.done(t('study.taken_back'));
        await navigate({ to: '/study/completions' });
        await refreshStudy();
      }}
    />
  );
}
