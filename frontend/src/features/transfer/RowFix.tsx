import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { changed, client } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, Dialog, notify } from '#/ui';
import { Finding } from './Finding';
import type { Import, Row } from './model';
import { transfer } from './texts';

type Props = { one: Import; row: Row; onClose: () => void };

/** The cells of a row that have a problem, to be written again. */
export function RowFix({ one, row, onClose }: Props) {
  const t = useT(transfer);
  const problems = row.problems.filter((problem) => problem.column);
  const [cells, setCells] = useState<Record<string, string>>({});
  const title = t('transfer.fix_title', { row: row.row_no, name: row.label || '—' });
  if (problems.length === 0) {
    return (
      <Dialog title={title} onClose={onClose}>
        <div className="stack">
          <p>{t(`transfer.${row.action}`)}</p>
          <Finding row={row} />
          {row.action === 'rejected' && <p className="muted">{t('transfer.fix_none')}</p>}
        </div>
      </Dialog>
    );
  }

  async function send() {
    const { data } = await client.POST('/api/v1/imports/{id}/rows/{row_no}', {
      params: { path: { id: one.id, row_no: row.row_no } },
      body: { cells },
    });
    await changed('/api/v1/imports');
    if (data?.row.action === 'rejected') {
      setCells({});
      return false;
    }
    notify.done(t('transfer.fix_done'));
    return true;
  }

  return (
    <ConfirmMove
      title={title}
      text={t('transfer.fix_text')}
      confirmLabel={t('transfer.fix_save')}
      disabledReason={Object.keys(cells).length === 0 ? t('transfer.fix_first') : undefined}
      onConfirm={send}
      onClose={onClose}
    >
      {problems.map((problem) => {
        const column = problem.column ?? '';
        return (
          <TextInput
            key={column + problem.code}
            size="md"
            label={column}
            description={t('transfer.fix_now', { value: problem.value ?? t('transfer.fix_empty') })}
            error={problem.detail}
            value={cells[column] ?? ''}
            onChange={({ currentTarget }) => setCells({ ...cells, [column]: currentTarget.value })}
          />
        );
      })}
    </ConfirmMove>
  );
}
