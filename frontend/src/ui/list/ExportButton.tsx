import { useState } from 'react';
import { client, type components, ProblemError, useCan } from '#/api';
import { useT } from '#/i18n';
import { notify } from '../notify';
import { saveAnswer } from '../save';
import css from './ExportButton.module.css';
import { Popup } from './Popup';
import type { List } from './useList';

type Schemas = components['schemas'];

export type Exported = {
  /** The list's name in the API. */
  of: Schemas['ExportList'];
  /** What the page asks for besides the address. */
  fixed?: Record<string, string>;
};

type Props = Exported & {
  /** The list as its address filters it; a page without such a list says all in `fixed`. */
  list?: List;
  /** The choices open downwards. */
  below?: boolean;
};

const CHOICES = [
  { format: 'xlsx', codes: 'names' },
  { format: 'xlsx', codes: 'codes' },
  { format: 'csv', codes: 'names' },
  { format: 'csv', codes: 'codes' },
] as const satisfies { format: Schemas['ExportFormat']; codes: Schemas['ExportCodes'] }[];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Exports the list as it is filtered now, in the form that is chosen: waits for the job and saves the file. */
export function ExportButton({ of, fixed, list, below }: Props) {
  const t = useT();
  const mayExport = useCan('exports:run');
  const [busy, setBusy] = useState(false);
  if (!mayExport) return null;

  async function make(choice: (typeof CHOICES)[number]) {
    const { cursor: _cursor, limit: _limit, ...filter } = list?.query ?? {};
    const query = new URLSearchParams(
      Object.entries({ ...filter, ...fixed }).flatMap(([name, value]) =>
        value ? [[name, String(value)]] : [],
      ),
    );
    const { data: begun } = await client.POST('/api/v1/exports', {
      body: { list: of, filter: query.toString(), ...choice },
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
    saveAnswer(file, `${of}.${choice.format}`);
  }

  async function run(choice: (typeof CHOICES)[number]) {
    setBusy(true);
    try {
      await make(choice);
    } catch (error) {
      notify.problem(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Popup icon="download" label={t('common.export')} disabled={busy} below={below ?? false}>
      {(close) => (
        <>
          {CHOICES.map((choice) => (
            <button
              key={`${choice.format} ${choice.codes}`}
              type="button"
              onClick={() => {
                close();
                void run(choice);
              }}
            >
              {t(`common.export_${choice.format}`)} · {t(`common.export_${choice.codes}`)}
            </button>
          ))}
          <span className={css.note}>{t('common.export_note')}</span>
        </>
      )}
    </Popup>
  );
}
