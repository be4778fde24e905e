import { expect, it } from 'vitest';
import { deleteToken, readTokens, type StoredToken, writeToken } from '#/offline';
import { wipeToken } from '../../../public-entry/ballot/tokens';

const token = (slot: string, user: string): StoredToken => ({
  slot,
  user,
  box: 'box',
  prepared: 'p',
  blinded: 'b',
  inverse: 'i',
  signature: null,
});

it('keeps the tokens of everybody apart, and the page for everybody wipes the one that is spent', async () => {
  await writeToken(token('one', 'anna'));
  await writeToken(token('two', 'bert'));
  await writeToken({ ...token('one', 'anna'), signature: 's' });
  expect(await readTokens('anna')).toEqual([{ ...token('one', 'anna'), signature: 's' }]);
  wipeToken('one');
  await expect.poll(() => readTokens('anna')).toEqual([]);
  await deleteToken('two');
  expect(await readTokens('bert')).toEqual([]);
});
