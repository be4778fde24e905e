import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { type Option, Picker } from './Picker';

const people: Option[] = [
  { id: '1', label: '周晓梅', note: '五年级 2 班' },
  { id: '2', label: '马文静' },
];

function Story({ multiple }: { multiple: boolean }) {
  const [value, setValue] = useState<Option[]>([]);
  const load = async (query: string) => people.filter((one) => one.label.includes(query));
  return (
    <Picker label="走访谁" source={['t']} load={load} value={value} onChange={setValue} multiple={multiple} />
  );
}

function show(multiple = false) {
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient()}>
        <Story multiple={multiple} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

describe('the picker', () => {
  it('searches as one types and chooses with the keyboard', async () => {
    show();
    await userEvent.type(screen.getByRole('combobox'), '文静');
    await screen.findByRole('option', { name: /马文静/, selected: true });
    await userEvent.keyboard('{Enter}');
    expect(screen.getByText('马文静')).toBeInTheDocument();
    expect(screen.queryByRole('combobox')).toBeNull();
  });

  it('takes several and gives one back', async () => {
    show(true);
    await userEvent.click(screen.getByRole('combobox'));
    await userEvent.click(await screen.findByRole('option', { name: /周晓梅/ }));
    await userEvent.click(await screen.findByRole('option', { name: /马文静/ }));
    await userEvent.click(screen.getByRole('button', { name: '去掉 周晓梅' }));
    expect(screen.queryByRole('button', { name: '去掉 周晓梅' })).toBeNull();
    expect(screen.getByRole('button', { name: '去掉 马文静' })).toBeInTheDocument();
  });

  it('says when there is nobody', async () => {
    show();
    await userEvent.type(screen.getByRole('combobox'), '无此人');
    expect(await screen.findByText('没有找到“无此人”')).toBeInTheDocument();
  });
});
