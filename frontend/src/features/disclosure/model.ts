import { changed, type components } from '#/api';

export type Publication = components['schemas']['Publication'];
export type PublicationEvent = components['schemas']['PublicationEvent'];
export type PublicationMove = Publication['allowed_moves'][number];
export type PersonalData = components['schemas']['PersonalData'];
export type DisclosureClass = components['schemas']['DisclosureClass'];

export const STATES = ['draft', 'reviewed', 'published', 'withdrawn'] as const;
const FIELDS = ['class_name', 'title', 'period', 'text'] as const;

export function refreshPublications(): Promise<void> {
  return changed('/api/v1/publications', '/api/v1/disclosure-classes', '/api/v1/dashboard');
}

/** Names may be meant to stand there; numbers never are. */
export function isName(kind: PersonalData['kind']): boolean {
  return kind === 'pupil_name' || kind === 'guardian_name';
}

/** Which fields an edit changed. */
export function changedFields(event: PublicationEvent): (typeof FIELDS)[number][] {
  const after: object = event.changes?.after ?? {};
  return FIELDS.filter((field) => field in after);
}

export type Piece = { text: string; found: PersonalData | null; at: number };

/** A text cut where personal data begins and ends; places count signs, as the server does. */
export function pieces(text: string, found: readonly PersonalData[]): Piece[] {
  const signs = [...text];
  const cut: Piece[] = [];
  let at = 0;
  for (const one of found.toSorted((a, b) => a.at - b.at)) {
    const end = one.at + [...one.found].length;
    if (one.at < at || end > signs.length) continue;
    if (one.at > at) cut.push({ text: signs.slice(at, one.at).join(''), found: null, at });
    cut.push({ text: signs.slice(one.at, end).join(''), found: one, at: one.at });
    at = end;
  }
  if (at < signs.length) cut.push({ text: signs.slice(at).join(''), found: null, at });
  return cut;
}
