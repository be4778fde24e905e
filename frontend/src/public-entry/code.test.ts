import { expect, it } from 'vitest';
import { LENGTH, readCode } from './code';

// Weights 1 to 20 over the places in the alphabet: 20 twos are all zeros, and zero is a multiple of the prime.
const code = '2222-2222-2222-2222-2222';

it('reads a code as people type it', () => {
  expect(readCode('zz22 2222 2222 2222 222z')).toBe(code);
  expect(readCode(code)).toBe(code);
});

it('finds a wrong sign, a missing one, and two that changed places', () => {
  expect(readCode('2223-2222-2222-2222-2222')).toBeNull();
  expect(readCode('2222-2222-2222-2222-222')).toBeNull();
  expect(readCode('2222-2222-2222-2222-2220')).toBeNull();
});

it('reads a shorter code of a slip', () => {
  expect(readCode('2222 2222 2222 2222', LENGTH.ballot)).toBe('2222-2222-2222-2222');
  expect(readCode(code, LENGTH.ballot)).toBeNull();
});
