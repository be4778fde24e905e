import { describe, expect, it } from 'vitest';
import { pageOf } from './FigureLink';

describe('the page behind a figure', () => {
  it('keeps the filters of the query', () => {
    expect(pageOf('/api/v1/activities?kind=home_visit&happened_on[gte]=2026-08-31')).toBe(
      '/activities?kind=home_visit&happened_on[gte]=2026-08-31',
    );
    expect(pageOf('/api/v1/duty-progress')).toBe('/duties');
  });

  it('is none where no page lists it', () => {
    expect(pageOf('/api/v1/audit-events?action=login.failed')).toBeNull();
    expect(pageOf(null)).toBeNull();
  });
});
