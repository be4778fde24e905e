import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { solve } from './proof';
import { hashing } from './sha256';

const hex = (state: Int32Array) =>
  Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
const known = (text: string) => createHash('sha256').update(text).digest('hex');

it('hashes as everybody does, whatever the length', () => {
  for (const length of [0, 1, 17, 50, 64, 65, 81, 114, 128]) {
    const beginning = 'x7'.repeat(70).slice(0, length);
    const end = ':4711';
    expect(hex(hashing(beginning)(end))).toBe(known(beginning + end));
  }
});

it('finds an answer that begins with enough zero bits', async () => {
  const challenge = '1.1764036800.11.5f0c9be0015f0c9be0015f0c9be00122.0f3c1e7b52d3e5a1f0c9be001aabbccd';
  const answer = await solve(challenge, 9);
  expect(Number.parseInt(known(`${challenge}:${answer}`).slice(0, 3), 16)).toBeLessThan(8);
});
