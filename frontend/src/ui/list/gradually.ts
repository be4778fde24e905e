import { useDeferredValue } from 'react';

const FIRST_SCREEN = 8;

/** The first screen at once, the rest when the processor is free: fifty rows keep an old phone busy for half a second. */
export function useGradually<Row>(rows: Row[]): Row[] {
  return useDeferredValue(rows, rows.slice(0, FIRST_SCREEN));
}
