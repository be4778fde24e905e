import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useMemo, useState } from 'react';
import { api, changed, client, idempotent, listQuery, useIdempotencyKey, useMe } from '#/api';
import { useT } from '#/i18n';
import { ChoiceField, Icon, PageHeader, ProblemNote } from '#/ui';
import { FileDrop } from './FileDrop';
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
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const unitId = unit || (units[0]?.value ?? '');

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
        bodySerializer: () => {
          const form = new FormData();
          form.set('kind', kind);
          form.set('unit_id', unitId);
          if (kind === 'students' && year) form.set('school_year_id', year);
          form.set('file', file, file.name);
          return form;
        },
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
          {kind === 'students' && unitId && (
            <YearField unitId={unitId} value={year} onChange={setYear} disabled={busy} />
          )}
        </div>
        <p className={css.privacy}>
          <Icon name="lock" size={18} />
          {t('transfer.privacy')}
        </p>
        <div className={css.foot}>
          <Button
            type="submit"
            loading={busy}
            disabled={!file || !unitId}
            leftSection={<Icon name="upload" size={18} />}
          >
            {t('transfer.upload')}
          </Button>
          <span className="muted" role="status">
            {busy ? t('transfer.uploading') : !file ? t('transfer.file_first') : ''}
          </span>
        </div>
      </form>
    </>
  );
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
