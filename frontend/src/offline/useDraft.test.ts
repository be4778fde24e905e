import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { listDrafts } from './drafts';
import { flushDrafts, useDraft } from './useDraft';

type Values = { text: string };
const draftOf = (user: string, form: string) =>
  renderHook(() =>
    useDraft<Values>({ user, form, about: ({ text }) => ({ label: form, note: text, href: '/' }) }),
  );
const how = { intent: 'submit', files: [] };

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

  it('is written at once when the page goes away, or is about to', async () => {
    const { result, unmount } = draftOf('ann', 'quick');
    await waitFor(() => expect(result.current.restored).toBeNull());
    act(() => result.current.save({ text: 'a' }));
    await act(flushDrafts);
    expect(await listDrafts('ann', 'quick')).toMatchObject([{ about: { note: 'a' } }]);
    act(() => result.current.save({ text: 'ab' }));
    unmount();
    await waitFor(async () =>
      expect(await listDrafts('ann', 'quick')).toMatchObject([{ about: { note: 'ab' } }]),
    );
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

  it('is handed in once: what was typed last goes, and comes back when it is refused', async () => {
    const { result } = draftOf('joe', 'visit');
    await waitFor(() => expect(result.current.restored).toBeNull());
    act(() => result.current.save({ text: '旧' }));
    const refuse = () => Promise.reject({ status: 422, errors: [{ pointer: '#/text' }] });
    await act(async () => {
      const delivery = await result.current.handIn({ text: '新' }, refuse, how);
      expect(delivery.state).toBe('refused');
    });
    expect(await listDrafts('joe')).toMatchObject([
      { values: { text: '新' }, way: { state: 'refused', refusal: { status: 422 } } },
    ]);
    await act(async () => {
      const delivery = await result.current.handIn({ text: '新' }, async () => ({ href: '/x' }), how);
      expect(delivery).toEqual({ state: 'sent', href: '/x' });
    });
    expect(await listDrafts('joe')).toMatchObject([{ values: null, way: { state: 'sent', href: '/x' } }]);
  });

  it('leaves nothing on the device of what is sent now or not at all', async () => {
    const { result } = draftOf('sam', 'concern');
    await waitFor(() => expect(result.current.restored).toBeNull());
    await act(async () => {
      const sending = result.current.sendAtOnce({ text: '姓名' }, () => Promise.reject(new TypeError()), how);
      expect((await sending).state).toBe('refused');
    });
    expect(await listDrafts('sam')).toEqual([]);
  });
});
