import type { BallotForm, Choices } from '../model';

/** What a cell holds: a grade's code, an abstention, or nothing yet. */
export const ABSTAINED = '-';
export const EMPTY = '';

/** One cell of a paper: an object in one dimension. */
export type Cell = { object: string; dimension: string };

/** A paper as it is being keyed in: by object and dimension. */
export type Marks = Record<string, Record<string, string>>;

/** All cells in the order of the paper. */
export const cellsOf = (form: BallotForm): Cell[] =>
  form.objects.flatMap((object) =>
    form.dimensions.map((dimension) => ({ object: object.id, dimension: dimension.code })),
  );

export const markOf = (marks: Marks, { object, dimension }: Cell): string =>
  marks[object]?.[dimension] ?? EMPTY;

export const withMark = (marks: Marks, { object, dimension }: Cell, mark: string): Marks => ({
  ...marks,
  [object]: { ...marks[object], [dimension]: mark },
});

/** What a digit means: 1 is the first grade, 0 abstains; `null` for any other key. */
export function markOfKey(form: BallotForm, key: string): string | null {
  if (key === '0') return ABSTAINED;
  return /^[1-9]$/.test(key) ? (form.grades[Number(key) - 1]?.code ?? null) : null;
}

/** The first cell nobody filled in. */
export const firstEmpty = (form: BallotForm, marks: Marks): number =>
  cellsOf(form).findIndex((cell) => markOf(marks, cell) === EMPTY);

export function marksOf(choices: Choices): Marks {
  const marks = (grades: Record<string, string | null>) =>
    Object.fromEntries(Object.entries(grades).map(([code, grade]) => [code, grade ?? ABSTAINED]));
  return Object.fromEntries(Object.entries(choices).map(([object, grades]) => [object, marks(grades)]));
}

export function choicesOf(form: BallotForm, marks: Marks): Choices {
  const grade = (cell: Cell) => {
    const mark = markOf(marks, cell);
    return mark === ABSTAINED || mark === EMPTY ? null : mark;
  };
  const grades = (object: string) =>
    form.dimensions.map(({ code }) => [code, grade({ object, dimension: code })]);
  return Object.fromEntries(form.objects.map(({ id }) => [id, Object.fromEntries(grades(id))]));
}

/** The number of the next paper: the first one not keyed in yet. */
export function nextNumber(own: readonly number[]): number {
  const known = new Set(own);
  let next = 1;
  while (known.has(next)) next += 1;
  return next;
}
