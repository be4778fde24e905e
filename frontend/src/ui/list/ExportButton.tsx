import { useState } from 'react';
import { client, type components, ProblemError, useCan } from '#/api';
import { useT } from '#/i18n';
import { IconButton } from '../form/IconButton';
import { notify } from '../notify';
import { saveAnswer } from '../save';
import type { List } from './useList';

export type Exported = {
  /** The list's name in the API. */
  of: components['schemas']['ExportList'];
  /** What the page asks for besides the address. */
  fixed?: Record<string, string>;
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Exports the list as it is filtered now: waits for the job and saves the file. */
export function ExportButton({ of, fixed, list }: Exported & { list: List }) {
  const t = useT();
  const mayExport = useCan('exports:run');
  const [busy, setBusy] = useState(false);
  if (!mayExport) return null;

  async function make() {
    const { cursor: _cursor, limit: _limit, ...filter } = list.query;
    const query = new URLSearchParams(
      Object.entries({ ...filter, ...fixed }).flatMap(([name, value]) =>
        value ? [[name, String(value)]] : [],
      ),
    );
    const { data: begun } = await client.POST('/api/v1/exports', {
      body: { list: of, filter: query.toString(), format: 'xlsx' },
    });
    let job = begun;
    for (
      let wait = 200;
      job && (job.state === 'queued' || job.state === 'running');
      wait = Math.min(wait * 1.5, 2000)
    ) {
      await pause(wait);
      job = (await client.GET('/api/v1/jobs/{id}', { params: { path: { id: job.id } } })).data;
    }
    if (job?.state !== 'done') {
      throw new ProblemError(500, { code: job?.error?.code, detail: job?.error?.detail });
    }
    const file = await client.GET('/api/v1/exports/{job_id}/file', {
      params: { path: { job_id: job.id } },
      parseAs: 'blob',
    });
    saveAnswer(file, `${of}.xlsx`);
  }

  async function run() {
    setBusy(true);
    try {
      await make();
    } catch (error) {
      notify.problem(error);
    } finally {
      setBusy(false);
    }
  }

  return <IconButton icon="download" label={t('common.export')} disabled={busy} onClick={() => void run()} />;
}
