import { BALLOT_IN_TAB } from '../../offline/names';
import type { Schemas } from '../api';
import { freshReceipt } from './receipt';

export type Form = Schemas['BallotForm'];
type Body = Schemas['NewBallot'];

/** What opens the box, once: a code from a slip, or a token that was signed blindly. */
export type Credential = { code: string } | { token: Schemas['BallotToken'] };

/** A ballot that is being filled in: on this device alone, until it is sent. */
export type Vote = {
  credential: Credential;
  /** Where the token lies on this device: `tokens.ts` wipes it there too. */
  slot: string | null;
  form: Form;
  /** Object, dimension, grade; `null` abstains, what is missing was not answered yet. */
  choices: Record<string, Record<string, string | null>>;
  /** By object; `''` is about the whole. */
  remarks: Record<string, string>;
  told: boolean;
  /** Made here and sent along: whoever has it finds the ballot in the list, and sending again does no harm. */
  receipt: string;
  /** 0 the promises, then the questions, then remarks, then the look at all of it. */
  step: number;
  /** All was looked at: an answer that is changed leads back there. */
  reviewed: boolean;
};

/** Signs of one remark, and of all of a ballot together: ballots are all of one length. */
export const MAX_REMARK = 500;
const MAX_TOGETHER = 2000;
const MAX_REMARKS = 20;

/** A vote not begun yet. */
export const begin = (credential: Credential, form: Form, slot: string | null = null): Vote => ({
  credential,
  slot,
  form,
  choices: {},
  remarks: {},
  told: false,
  receipt: freshReceipt(),
  step: 0,
  reviewed: false,
});

/** What was begun in this tab, or handed over by the page for staff; null when there is nothing. */
export function keptVote(): Vote | null {
  try {
    const kept: Partial<Vote> | null = JSON.parse(sessionStorage.getItem(BALLOT_IN_TAB) ?? 'null');
    if (!kept?.credential || !kept.form) return null;
    return { ...begin(kept.credential, kept.form), ...kept };
  } catch {
    return null;
  }
}

/** Keeps it until the tab is closed; `null` wipes it. */
export function keepVote(vote: Vote | null) {
  try {
    if (vote) sessionStorage.setItem(BALLOT_IN_TAB, JSON.stringify(vote));
    else sessionStorage.removeItem(BALLOT_IN_TAB);
  } catch {
    // Without room on the phone it is still there until the page is left.
  }
}

export type Question = { object: Form['objects'][number]; dimension: Form['dimensions'][number] };

/** Every object with every dimension, object by object. */
export const questionsOf = (form: Form): Question[] =>
  form.objects.reduce<Question[]>(
    (all, object) => all.concat(form.dimensions.map((dimension) => ({ object, dimension }))),
    [],
  );

export const stepsOf = (form: Form) => {
  const questions = form.objects.length * form.dimensions.length;
  return { remarks: questions + 1, review: questions + 2 };
};

/** The code of a grade, `null` for an abstention, `undefined` when it was not answered. */
export const answerTo = (vote: Vote, { object, dimension }: Question) =>
  vote.choices[object.id]?.[dimension.code];

export const isAnswered = (vote: Vote) =>
  questionsOf(vote.form).every((question) => answerTo(vote, question) !== undefined);

export const withAnswer = (vote: Vote, { object, dimension }: Question, grade: string | null): Vote => ({
  ...vote,
  choices: {
    ...vote.choices,
    [object.id]: { ...vote.choices[object.id], [dimension.code]: grade },
  },
});

/** Abstains on everything about one object. */
export const withoutObject = (vote: Vote, { object }: Question): Vote =>
  vote.form.dimensions.reduce((so, dimension) => withAnswer(so, { object, dimension }, null), vote);

/** Where the next question is after an answer: back at the look when that was there before. */
export const stepAfter = (vote: Vote, step: number) =>
  vote.reviewed && isAnswered(vote) ? stepsOf(vote.form).review : step + 1;

/** What was written, the general remark first. */
export const remarksOf = (vote: Vote) =>
  ['', ...vote.form.objects.map((object) => object.id)]
    .map((id) => ({ object_id: id || null, content: (vote.remarks[id] ?? '').trim() }))
    .filter((remark) => remark.content !== '');

export function isTooMuch(vote: Vote): boolean {
  const remarks = remarksOf(vote);
  const signs = remarks.reduce((sum, remark) => sum + remark.content.length, 0);
  return signs > MAX_TOGETHER || remarks.length > MAX_REMARKS;
}

/** The vote as the API takes it. */
export const toSend = (vote: Vote): Body => ({
  ...vote.credential,
  receipt: vote.receipt,
  choices: vote.choices,
  remarks: remarksOf(vote),
  told: vote.told,
});
