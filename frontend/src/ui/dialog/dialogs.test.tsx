import { MantineProvider } from '@mantine/core';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { ProblemError } from '#/api';
import { ConfirmMove } from './ConfirmMove';
import { ConflictDialog } from './ConflictDialog';
import { MoveBar } from './MoveBar';

const show = (node: ReactNode) => render(<MantineProvider>{node}</MantineProvider>);

describe('a conflict', () => {
  const problem = new ProblemError(412, {
    title: 'stale',
    current: { version: 8 },
    differences: [
      { pointer: '#/title', yours: 'mine', current: 'theirs' },
      { pointer: '#/place', yours: 'here', current: 'there' },
    ],
  });

  it('shows mine beside theirs and returns the choice of each field', async () => {
    const onResolve = vi.fn();
    show(
      <ConflictDialog problem={problem} labels={{ title: '标题' }} onResolve={onResolve} onClose={vi.fn()} />,
    );
    expect(screen.getByText('mine')).toBeInTheDocument();
    await userEvent.click(screen.getByText('there'));
    await userEvent.click(screen.getByText('按所选保存'));
    expect(onResolve).toHaveBeenCalledWith({ version: 8, values: { title: 'mine', place: 'there' } });
  });
});

describe('a move', () => {
  it('closes only after the server has agreed, and keeps the input when refused', async () => {
    const onClose = vi.fn();
    const onConfirm = vi
      .fn<() => Promise<unknown>>()
      .mockRejectedValueOnce(new ProblemError(409, { title: '不行', detail: '已经转办过了' }))
      .mockResolvedValueOnce(undefined);
    show(
      <ConfirmMove title="转办" confirmLabel="确认转办" onConfirm={onConfirm} onClose={onClose}>
        <input aria-label="说明" />
      </ConfirmMove>,
    );
    await userEvent.type(screen.getByLabelText('说明'), '请总务处理');
    await userEvent.click(screen.getByText('确认转办'));
    expect(await screen.findByText('已经转办过了')).toBeInTheDocument();
    expect(onClose).not.toHaveBeenCalled();
    expect(screen.getByLabelText('说明')).toHaveValue('请总务处理');
    await userEvent.click(screen.getByText('确认转办'));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  });

  it('shows why it is not possible instead of hiding it', () => {
    show(
      <MoveBar
        moves={[{ id: 'extend', label: '延期', onSelect: vi.fn(), disabledReason: '只能延期一次' }]}
      />,
    );
    expect(screen.getByRole('button', { name: '延期' })).toBeDisabled();
    expect(screen.getByText('延期：只能延期一次')).toBeInTheDocument();
  });
});
