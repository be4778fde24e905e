import type { components } from '#/api';
import type { Tone } from '#/ui';

type Schemas = components['schemas'];

export type PupilFile = Schemas['PupilFile'];
export type PupilFileDetail = Schemas['PupilFileDetail'];
export type Stage = Schemas['PupilFileStage'];
export type Result = Schemas['SupportResult'];

export const RESULTS = [
  'supporting',
  'improving',
  'transformed',
  'stopped',
] as const satisfies readonly Result[];
/** What a file may end with. */
export const ENDS = ['improving', 'transformed', 'stopped'] as const satisfies readonly Result[];

export const TONES: Record<Result, Tone> = {
  supporting: 'blue',
  improving: 'green',
  transformed: 'green',
  stopped: 'grey',
};
