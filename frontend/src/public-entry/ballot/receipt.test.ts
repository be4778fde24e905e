import { expect, it } from 'vitest';
import { LENGTH, readCode } from '../code';
import { freshReceipt } from './receipt';

it('makes receipts that it reads, every one another', () => {
  const made = Array.from({ length: 200 }, freshReceipt);
  expect(made.map((one) => readCode(one, LENGTH.receipt))).toEqual(made);
  expect(new Set(made).size).toBe(200);
});
