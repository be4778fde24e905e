import type { components } from '#/api';
import type { Tone } from '#/ui';

export type Kind = components['schemas']['ImportKind'];
export type State = components['schemas']['ImportState'];
export type Action = components['schemas']['ImportAction'];
export type Import = components['schemas']['Import'];
export type Row = components['schemas']['ImportRow'];
export type Job = components['schemas']['Job'];

export type ReadColumn = components['schemas']['ReadColumn'];
export type Headers = components['schemas']['ImportHeaders'];
export type KindAbout = components['schemas']['ImportKindRow'];

export const kinds = [
  'personnel',
  'students',
  'classes',
  'teaching_assignments',
  'liaison_links',
  'activities',
  'ledger_entries',
] as const satisfies readonly Kind[];

/** Where to look at what was taken over. */
export const pageOf = {
  personnel: '/personnel',
  students: '/classes',
  classes: '/classes',
  teaching_assignments: '/teaching',
  liaison_links: '/liaison/links',
  activities: '/activities',
  ledger_entries: '/ledger',
} as const satisfies Record<Kind, string>;
export const actions: readonly Action[] = ['rejected', 'create', 'update', 'unchanged'];

export const stateTone: Record<State, Tone> = {
  previewed: 'amber',
  committing: 'blue',
  committed: 'green',
  discarded: 'grey',
  undoing: 'blue',
  undone: 'grey',
};

export const actionTone: Record<Action, Tone> = {
  create: 'green',
  update: 'blue',
  unchanged: 'grey',
  rejected: 'amber',
};
