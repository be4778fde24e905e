import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useMemo, useState } from 'react';
import { api, changed, client, idempotent, listQuery, useIdempotencyKey, useMe } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, Icon, PageHeader, ProblemNote } from '#/ui';
import { FileDrop } from './FileDrop';
import { HeaderMapping, type Mapping, missingOf } from './HeaderMapping';
import type { Headers, Kind } from './model';
import css from './NewImportPage.module.css';
import { Steps } from './Steps';
import { transfer } from './texts';

const route = getRouteApi('/_in/imports/new');

export function NewImportPage() {
  const t = useT(transfer);
  const { kind } = route.useSearch();
  const navigate = useNavigate();
  const { key, renew } = useIdempotencyKey();
  const units = useUnits();
  const [unit, setUnit] = useState('');
  const [year, setYear] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [headers, setHeaders] = useState<Headers | null>(null);
  const [mapping, setMapping] = useState<Mapping>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const unitId = unit || (units[0]?.value ?? '');
  const hasYear = kind === 'students' || kind === 'classes' || kind === 'teaching_assignments';
  const lacks = headers ? missingOf(headers, mapping) : [];

  // What the headers would be read as is shown as soon as there is a file.
  useEffect(() => {
    setHeaders(null);
    setMapping({});
    if (!file || !unitId) return;
    const gone = new AbortController();
    client
      .POST('/api/v1/imports/headers', {
        body: { kind, unit_id: unitId, file: file.name },
        bodySerializer: () => formOf({ kind, unitId, file }),
        signal: gone.signal,
      })
      .then(({ data }) => setHeaders(data ?? null))
      .catch((refusal: unknown) => {
        if (!gone.signal.aborted) setError(refusal);
      });
    return () => gone.abort();
  }, [file, unitId, kind]);

  function choose(next: File | null) {
    setFile(next);
    setError(null);
    renew();
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!file || !unitId || busy) return;
    setBusy(true);
    setError(null);
    try {
      const { data } = await client.POST('/api/v1/imports', {
        params: { header: idempotent(key()) },
        body: { kind, unit_id: unitId, file: file.name },
        bodySerializer: () => formOf({ kind, unitId, file, year: hasYear ? year : '', mapping }),
      });
      await changed('/api/v1/imports');
      if (data) await navigate({ to: '/imports/$id', params: { id: data.id } });
    } catch (refusal) {
      setError(refusal);
      renew();
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <PageHeader
        title={t('transfer.upload_title', { kind: t(`transfer.kind_${kind}`) })}
        back={<Link to="/imports">{t('transfer.back')}</Link>}
      />
      <Steps at="upload" />
      <form className={`sheet stack ${css.form}`} onSubmit={(event) => void submit(event)} noValidate>
        <ProblemNote error={error} />
        <FileDrop file={file} onChange={choose} disabled={busy} />
        <div className={css.fields}>
          <ChoiceField
            label={t('transfer.unit')}
            description={t('transfer.unit_note')}
            choices={units}
            value={unitId}
            onChange={setUnit}
            disabled={busy}
            required
          />
          {hasYear && unitId && <YearField unitId={unitId} value={year} onChange={setYear} disabled={busy} />}
        </div>
        {headers && <HeaderMapping headers={headers} value={mapping} onChange={setMapping} disabled={busy} />}
        <p className={css.privacy}>
          <Icon name="lock" size={18} />
          {t('transfer.privacy')}
        </p>
        <div className={css.foot}>
          <Button
            type="submit"
            loading={busy}
            disabled={!file || !unitId || lacks.length > 0}
            leftSection={<Icon name="upload" size={18} />}
          >
            {t('transfer.upload')}
          </Button>
          <span className="muted" role="status">
            {busy
              ? t('transfer.uploading')
              : !file
                ? t('transfer.file_first')
                : lacks.length > 0
                  ? t('transfer.lacks', { columns: lacks.join('、') })
                  : ''}
          </span>
        </div>
      </form>
    </>
  );
}

type Upload = { kind: Kind; unitId: string; file: File; year?: string; mapping?: Mapping };

function formOf({ kind, unitId, file, year, mapping }: Upload): FormData {
  const form = new FormData();
  form.set('kind', kind);
  form.set('unit_id', unitId);
  if (year) form.set('school_year_id', year);
  if (mapping && Object.keys(mapping).length > 0) form.set('mapping', JSON.stringify(mapping));
  form.set('file', file, file.name);
  return form;
}

/** The units for which the caller may run imports, as a tree of names. */
function useUnits() {
  const me = useMe();
  const { data } = api.useQuery('get', '/api/v1/org-units/tree');
  return useMemo(() => {
    type Node = NonNullable<typeof data>['items'][number];
    const choices: { value: string; label: string }[] = [];
    const own = new Set(
      me.roles
        .filter((grant) => grant.role === 'office' || grant.role === 'admin')
        .map((grant) => grant.unit_id ?? '*'),
    );
    const walk = (nodes: readonly Node[], depth: number, within: boolean) => {
      for (const node of nodes) {
        const inside = within || own.has('*') || own.has(node.id);
        if (inside && node.kind !== 'department') {
          choices.push({ value: node.id, label: `${'　'.repeat(depth)}${node.name}` });
        }
        walk(node.children, inside ? depth + 1 : depth, inside);
      }
    };
    walk(data?.items ?? [], 0, false);
    return choices;
  }, [data, me.roles]);
}

type YearProps = { unitId: string; value: string; onChange: (value: string) => void; disabled: boolean };

function YearField({ value, onChange, disabled }: YearProps) {
  const t = useT(transfer);
  const { data } = api.useQuery('get', '/api/v1/school-years', {
    params: { query: listQuery('/api/v1/school-years', { limit: 50 }) },
  });
  const years = (data?.items ?? []).map((year) => ({ value: year.id, label: year.name }));
  return (
    <ChoiceField
      label={t('transfer.year')}
      description={t('transfer.year_note')}
      placeholder={t('transfer.year_now')}
      choices={years}
      value={value}
      onChange={onChange}
      disabled={disabled}
    />
  );
}
