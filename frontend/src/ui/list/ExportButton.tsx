import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { client, type components, newId, ProblemError } from '#/api';
import { useT } from '#/i18n';
import { Icon } from '../Icon';
import { notify } from '../notify';
import type { List } from './useList';

type Props = {
  /** The list's name in the API. */
  of: components['schemas']['ExportList'];
  list: List;
  format?: components['schemas']['ExportFormat'];
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Exports the list as it is filtered now: waits for the job and saves the file. */
export function ExportButton({ of, list, format = 'xlsx' }: Props) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const waiting = useRef(false);

  async function make() {
    const { cursor: _cursor, limit: _limit, ...filter } = list.query;
    const query = new URLSearchParams(
      Object.entries(filter).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])),
    );
    const { data: begun } = await client.POST('/api/v1/exports', {
      params: { header: { 'Idempotency-Key': newId() } as never },
      body: { list: of, filter: query.toString(), format },
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
    const { data, response } = await client.GET('/api/v1/exports/{job_id}/file', {
      params: { path: { job_id: job.id } },
      parseAs: 'blob',
    });
    const name = response.headers.get('Content-Disposition')?.match(/filename\*=UTF-8''([^;]+)/i)?.[1];
    save(data as unknown as Blob, name ? decodeURIComponent(name) : `${of}.${format}`);
  }

  async function run() {
    if (waiting.current) return;
    waiting.current = true;
    setBusy(true);
    try {
      await make();
    } catch (error) {
      notify.problem(error);
    } finally {
      waiting.current = false;
      setBusy(false);
    }
  }

  return (
    <Button
      variant="default"
      loading={busy}
      leftSection={<Icon name="download" size={18} />}
      onClick={() => void run()}
    >
      {t('common.export')}
    </Button>
  );
}

/** Saves a file that was fetched with the caller's token. */
export function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
