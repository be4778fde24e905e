import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { forgetPerson, listDrafts, rememberedPerson, rememberPerson } from './store';
import { useDraft } from './useDraft';

type Values = { text: string };
const draftOf = (user: string, form: string) => renderHook(() => useDraft<Values>({ user, form }));

describe('a draft', () => {
  it('is on the device after a pause and comes back in a new page', async () => {
    const { result, unmount } = draftOf('ann', 'visit');
    await waitFor(() => expect(result.current.restored).toBeNull());
    act(() => result.current.save({ text: '奶奶在家照看' }));
    expect(result.current.state).toBe('saving');
    await waitFor(() => expect(result.current.state).toBe('here'));
    unmount();
    const again = draftOf('ann', 'visit');
    await waitFor(() => expect(again.result.current.restored).toEqual({ text: '奶奶在家照看' }));
  });

  it('is written at once when the page goes away', async () => {
    const { result, unmount } = draftOf('ann', 'quick');
    await waitFor(() => expect(result.current.restored).toBeNull());
    act(() => result.current.save({ text: 'a' }));
    unmount();
    await waitFor(async () => expect(await listDrafts('ann', 'quick')).toHaveLength(1));
  });

  it("is never another person's", async () => {
    const other = draftOf('bob', 'visit');
    await waitFor(() => expect(other.result.current.restored).toBeNull());
    expect(await listDrafts('bob')).toEqual([]);
  });

  it('stays when sending fails and goes when the server has it', async () => {
    const { result } = draftOf('eve', 'visit');
    await waitFor(() => expect(result.current.restored).toBeNull());
    act(() => result.current.save({ text: 'a' }));
    await act(async () => {
      await expect(result.current.send(() => Promise.reject(new TypeError('offline')))).rejects.toThrow(
        'offline',
      );
    });
    expect(result.current.state).toBe('failed');
    expect(await listDrafts('eve')).toHaveLength(1);
    await act(() => result.current.send(() => Promise.resolve()));
    expect(result.current.state).toBe('sent');
    expect(await listDrafts('eve')).toEqual([]);
  });

  it('survives a logout, the person does not', async () => {
    await rememberPerson({ name: 'ann' });
    await forgetPerson();
    expect(await rememberedPerson()).toBeNull();
    expect((await listDrafts('ann')).length).toBeGreaterThan(0);
  });
});
