import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, idempotent, useIdempotencyKey } from '#/api';
import { useFormat, useT } from '#/i18n';
import {
  ConfirmMove,
  ErrorState,
  FieldList,
  Icon,
  MoveBar,
  notify,
  PageHeader,
  Skeleton,
  usePhone,
} from '#/ui';
import css from '../Evaluation.module.css';
import { refreshSchemes, type Scheme, type SchemeMove } from '../model';
import { type RulesPart, RulesView } from '../RulesView';
import { evaluation } from '../texts';
import { DimensionsDialog } from './DimensionsDialog';
import { GradesDialog } from './GradesDialog';
import { GroupsDialog } from './GroupsDialog';
import { RestDialog } from './RestDialog';
import { SchemeDialog } from './SchemeDialog';
import { SchemeTags } from './SchemeTags';
import { schemes } from './texts';

const route = getRouteApi('/_in/evaluation/schemes/$id');

/** A scheme in words, with its versions; a draft is changed part by part. */
export function SchemePage() {
  const { id } = route.useParams();
  const t = useT(schemes);
  const found = api.useQuery('get', '/api/v1/evaluation-schemes/{id}', { params: { path: { id } } });
  if (found.data) return <Loaded scheme={found.data} />;
  return (
    <>
      <PageHeader back={<Link to="/evaluation/schemes">{t('schemes.back')}</Link>} title={t('schemes.one')} />
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

const DIALOGS = {
  dimensions: DimensionsDialog,
  grades: GradesDialog,
  groups: GroupsDialog,
  rest: RestDialog,
} as const;

function Loaded({ scheme }: { scheme: Scheme }) {
  const t = useT(schemes);
  const shared = useT(evaluation);
  const phone = usePhone();
  const [asked, setAsked] = useState<SchemeMove | 'edit' | 'successor' | null>(null);
  const [part, setPart] = useState<RulesPart | null>(null);
  const close = () => setAsked(null);
  const Editing = part && DIALOGS[part];
  const mayReplace = scheme.allowed_moves.includes('retire');
  const change = (one: RulesPart) =>
    scheme.editable && (
      <Button
        variant="default"
        aria-label={t(`schemes.edit_${one}`)}
        leftSection={<Icon name="edit" size={18} />}
        onClick={() => setPart(one)}
      >
        {t('schemes.edit')}
      </Button>
    );
  return (
    <>
      <PageHeader
        back={<Link to="/evaluation/schemes">{t('schemes.back')}</Link>}
        title={scheme.title}
        note={<SchemeTags of={scheme} />}
        actions={
          <>
            {scheme.editable && (
              <Button variant="default" onClick={() => setAsked('edit')}>
                {t('schemes.edit_title')}
              </Button>
            )}
            {mayReplace && (
              <Button variant="default" onClick={() => setAsked('successor')}>
                {t('schemes.successor')}
              </Button>
            )}
          </>
        }
      />
      {scheme.is_example && (
        <p className={css.hint}>
          <Icon name="info" size={20} />
          {shared('evaluation.example_text')}
        </p>
      )}
      <div className={css.page}>
        <div className={css.column}>
          <RulesView rules={scheme.rules} action={change} />
        </div>
        <div className={css.column}>
          <Facts scheme={scheme} />
          <Versions scheme={scheme} />
        </div>
        <div className={css.bar}>
          <MoveBar
            sticky={phone}
            moves={scheme.allowed_moves.map((move) => ({
              id: move,
              label: t(`schemes.move_${move}`),
              primary: move === 'adopt',
              onSelect: () => setAsked(move),
            }))}
          />
        </div>
      </div>
      {Editing && <Editing scheme={scheme} onClose={() => setPart(null)} />}
      {asked === 'edit' && <SchemeDialog of={scheme} onClose={close} />}
      {asked === 'successor' && <SchemeDialog former={scheme} onClose={close} />}
      {(asked === 'adopt' || asked === 'retire') && <Move scheme={scheme} move={asked} onClose={close} />}
    </>
  );
}

function Facts({ scheme }: { scheme: Scheme }) {
  const t = useT(schemes);
  const format = useFormat();
  return (
    <section className={css.facts} aria-label={t('schemes.one')}>
      <FieldList
        fields={[
          { label: t('schemes.unit'), value: scheme.unit_name },
          { label: t('schemes.effective_from'), value: format.date(scheme.effective_from) },
          {
            label: t('schemes.effective_to'),
            value: scheme.effective_to && format.date(scheme.effective_to),
          },
        ]}
      />
    </section>
  );
}

/** All versions, the latest first. */
function Versions({ scheme }: { scheme: Scheme }) {
  const t = useT(schemes);
  const format = useFormat();
  return (
    <section className={`sheet ${css.section} ${css.versions}`} aria-label={t('schemes.versions')}>
      <h2>{t('schemes.versions')}</h2>
      <ol className={css.rows}>
        {scheme.versions.toReversed().map((version) => (
          <li key={version.id}>
            <Link
              to="/evaluation/schemes/$id"
              params={{ id: version.id }}
              aria-current={version.id === scheme.id ? 'page' : undefined}
            >
              {version.title}
              {version.id === scheme.id && ` · ${t('schemes.version_now')}`}
            </Link>
            <span className="muted">
              {t(`schemes.state_${version.state}`)} · {format.shortDate(version.effective_from)}
              {version.effective_to && ` – ${format.shortDate(version.effective_to)}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Move({ scheme, move, onClose }: { scheme: Scheme; move: SchemeMove; onClose: () => void }) {
  const t = useT(schemes);
  const intention = useIdempotencyKey();
  const make = api.useMutation('post', '/api/v1/evaluation-schemes/{id}/moves');
  return (
    <ConfirmMove
      title={t(`schemes.move_${move}`)}
      text={t(`schemes.${move}_text`)}
      confirmLabel={t(`schemes.move_${move}`)}
      onClose={onClose}
      onConfirm={async () => {
        try {
          await make.mutateAsync({
            params: { path: { id: scheme.id }, header: idempotent(intention.key()) },
            body: { move },
          });
        } catch (error) {
          intention.renew();
          throw error;
        }
        notify.done(t(`schemes.done_${move}`));
        await refreshSchemes();
      }}
    >
      {move === 'adopt' && scheme.is_example && (
        <p>
          <b>{t('schemes.adopt_example')}</b>
        </p>
      )}
    </ConfirmMove>
  );
}
