import { expect, it } from 'vitest';
import { localMinute } from './model';

it('shows an instant in the time of the device and leads back to it', () => {
  const instant = new Date('2026-11-26T02:05:00Z');
  expect(localMinute(instant)).toMatch(/^2026-11-2[567]T\d{2}:05$/);
  expect(new Date(localMinute(instant)).getTime()).toBe(instant.getTime());
});
