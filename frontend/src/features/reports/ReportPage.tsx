import { TextInput } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client, ifMatch, useMe } from '#/api';
import { useFormat, useT } from '#/i18n';
import { useDraft } from '#/offline';
import {
  ConflictDialog,
  DraftBadge,
  ErrorState,
  notify,
  PageHeader,
  PrintButton,
  ProblemNote,
  Skeleton,
  Tag,
  useConflict,
} from '#/ui';
import { ReportMoves } from './ReportMoves';
import css from './reports.module.css';
import { SectionEditor } from './SectionEditor';
import { reports } from './texts';
import { type Report, tones } from './words';

const route = getRouteApi('/_in/reports/$id');

export function ReportPage() {
  const t = useT(reports);
  const { id } = route.useParams();
  const query = api.useQuery('get', '/api/v1/reports/{id}', { params: { path: { id } } });
  if (query.isPending) return <Skeleton lines={10} height={24} />;
  if (!query.data) {
    return (
      <>
        <PageHeader title={t('reports.title')} back={<Link to="/reports">← {t('reports.back')}</Link>} />
        <div className="sheet">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      </>
    );
  }
  return <Paper key={query.data.id} report={query.data} refresh={() => query.refetch()} />;
}

/** What is written and not saved yet; the rest is as the server has it. */
type Written = { title?: string; texts: Record<string, string> };

const nothing: Written = { texts: {} };

function Paper({ report, refresh }: { report: Report; refresh: () => Promise<unknown> }) {
  const t = useT(reports);
  const format = useFormat();
  const me = useMe();
  const conflict = useConflict();
  const draft = useDraft<Written>({
    user: me.account.id,
    form: 'reports',
    id: report.id,
    about: () => ({ label: report.title, note: '', href: `/reports/${report.id}` }),
  });
  const [written, setWritten] = useState<Written | null>(null);
  const [error, setError] = useState<unknown>(null);
  const edit = api.useMutation('patch', '/api/v1/reports/{id}');
  const editable = report.allowed_moves.includes('edit');
  const now = (editable && (written ?? draft.restored)) || nothing;
  const unsaved = now.title !== undefined || Object.keys(now.texts).length > 0;
  const path = { path: { id: report.id } };

  function write(next: Written) {
    setWritten(next);
    draft.save(next);
  }

  async function save(version = report.version, values: Written = now) {
    setError(null);
    try {
      await draft.send(() =>
        edit.mutateAsync({
          params: { ...path, header: ifMatch(version) },
          body: { ...(values.title === undefined ? {} : { title: values.title }), texts: values.texts },
        }),
      );
      await refresh();
      setWritten(nothing);
      notify.done(t('reports.saved'));
    } catch (refusal) {
      if (!conflict.caught(refusal)) setError(refusal);
    }
  }

  return (
    <>
      <PageHeader
        title={report.title}
        back={<Link to="/reports">← {t('reports.back')}</Link>}
        note={
          <span className="row">
            <Tag tone={tones[report.state]} dot>
              {t(`reports.state_${report.state}`)}
            </Tag>
            <span>{t('reports.counted', { at: format.dateTime(report.generated_at) })}</span>
            <span>
              {report.frozen_at
                ? t('reports.frozen', {
                    name: report.frozen_by_name ?? '',
                    at: format.dateTime(report.frozen_at),
                  })
                : t('reports.author', { name: report.created_by_name })}
            </span>
          </span>
        }
      />
      <div className={`${css.outputs} no-print`}>
        <PrintButton
          form={() => client.GET('/api/v1/reports/{id}/form', { params: path, parseAs: 'blob' })}
        />
        <PrintButton
          label={t('reports.word')}
          form={() => client.GET('/api/v1/reports/{id}/document', { params: path, parseAs: 'blob' })}
        />
        <PrintButton
          label={t('reports.figures')}
          form={() => client.GET('/api/v1/reports/{id}/figures', { params: path, parseAs: 'blob' })}
        />
      </div>
      {editable && <p className={css.hint}>{t('reports.draft_hint')}</p>}
      <ProblemNote error={error} />
      <div className={`stack ${css.paper}`}>
        {editable && (
          <TextInput
            size="md"
            label={t('reports.name')}
            maxLength={200}
            value={now.title ?? report.title}
            onChange={({ currentTarget }) => write({ ...now, title: currentTarget.value })}
          />
        )}
        {report.sections.map((section, at) => (
          <SectionEditor
            key={section.code}
            section={section}
            number={at + 1}
            text={now.texts[section.code] ?? section.text}
            onChange={
              editable
                ? (text) => write({ ...now, texts: { ...now.texts, [section.code]: text } })
                : undefined
            }
          />
        ))}
        {editable && <DraftBadge draft={draft} />}
      </div>
      <ReportMoves
        report={report}
        unsaved={unsaved}
        saving={edit.isPending}
        onSave={() => void save()}
        refresh={refresh}
        onDiscard={draft.discard}
      />
      {conflict.problem && (
        <ConflictDialog
          problem={conflict.problem}
          labels={{
            title: t('reports.field_title'),
            ...Object.fromEntries(report.sections.map((one) => [`texts.${one.code}`, one.heading])),
          }}
          onResolve={({ version, values }) => {
            conflict.clear();
            const texts = { ...now.texts };
            for (const [field, value] of Object.entries(values)) {
              if (field.startsWith('texts.')) texts[field.slice('texts.'.length)] = String(value);
            }
            const title = 'title' in values ? String(values.title) : now.title;
            const next: Written = { ...(title === undefined ? {} : { title }), texts };
            setWritten(next);
            void save(version, next);
          }}
          onClose={conflict.clear}
        />
      )}
    </>
  );
}
