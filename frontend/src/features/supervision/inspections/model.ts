import { changed, type components } from '#/api';

export type Inspection = components['schemas']['Inspection'];
export type InspectionEvent = components['schemas']['InspectionEvent'];
export type InspectionMove = Inspection['allowed_moves'][number];
export type InspectionItem = Inspection['items'][number];

export const LEVELS = ['school', 'county', 'city', 'province', 'national'] as const;
export const KINDS = ['comprehensive', 'special'] as const;
export const STATES = ['planned', 'announced', 'running', 'finished', 'cancelled'] as const;
const FIELDS = [
  'title',
  'list_number',
  'level',
  'kind',
  'body',
  'notice_on',
  'begins_on',
  'ends_on',
  'items',
] as const;

export type ChangedField = (typeof FIELDS)[number];

export function refreshInspections(): Promise<void> {
  return changed('/api/v1/inspections', '/api/v1/dashboard');
}

/** Which fields an edit changed; the items are too long to be shown beside each other. */
export function changedFields(event: InspectionEvent): ChangedField[] {
  const after: object = event.changes?.after ?? {};
  return FIELDS.filter((field) => field in after);
}
