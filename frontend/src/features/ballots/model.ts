import { changed, type components } from '#/api';

export type Box = components['schemas']['BallotBox'];
export type OwnBallot = components['schemas']['OwnBallot'];
export type BallotForm = components['schemas']['BallotForm'];
export type PaperEntries = components['schemas']['PaperEntries'];
export type PaperEntry = components['schemas']['PaperEntry'];
export type Choices = Record<string, Record<string, string | null>>;

/** After anything about a box: the box, and the round that shows it. */
export const refreshBoxes = async (): Promise<void> => {
  await changed('/api/v1/ballot-boxes', '/api/v1/evaluation-rounds/{id}/ballot-boxes');
};
