import { describe, expect, it } from 'vitest';
import { safeNext } from './next';

describe('where a login leads', () => {
  it.each([
    ['/ledger?state=routed', '/ledger?state=routed'],
    [undefined, '/'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/login?next=/login', '/'],
  ])('%s → %s', (next, target) => {
    expect(safeNext(next)).toBe(target);
  });
});
