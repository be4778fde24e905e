import type { Difference } from '#/api';
import { contentOf, type Values } from './values';

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function disputes(at: string, base: Fields, mine: Fields, now: Fields): Difference[] {
  return [...new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(now)])].flatMap((name) => {
    const [was, yours, current] = [base[name], mine[name], now[name]];
    const pointer = `${at}/${name}`;
    if (isFields(was) && isFields(yours) && isFields(current)) return disputes(pointer, was, yours, current);
    if (same(was, yours) || same(was, current) || same(yours, current)) return [];
    return [{ pointer, yours: yours ?? null, current: current ?? null }];
  });
}

/** The fields that both I and somebody else have changed since, each in another way; named as the API does in a 412. */
export function disputesOf(base: Values, mine: Values, now: Values): Difference[] {
  return disputes('#', { ...contentOf(base) }, { ...contentOf(mine) }, { ...contentOf(now) });
}
