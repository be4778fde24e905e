import { changed, type components } from '#/api';

export type Result = components['schemas']['EvaluationResult'];
export type Explained = components['schemas']['ExplainedResult'];
export type Explanation = Explained['explanation'];
export type PartScore = components['schemas']['PartScore'];
export type GroupScore = components['schemas']['GroupScore'];
export type SheetScore = components['schemas']['SheetScore'];
export type Objection = components['schemas']['EvaluationObjection'];
export type ObjectionMove = Objection['allowed_moves'][number];
export type RoundState = Result['round_state'];

export const OBJECTION_STATES = ['filed', 'upheld', 'rejected', 'withdrawn'] as const;

/** Whether a round has results to be read. */
export function isScored(state: RoundState): boolean {
  return state === 'scored' || state === 'published' || state === 'archived';
}

/** How the score is made of its parts: (60 × 95.6000 + 40 × 97.0000) ÷ 100 = 96.16. */
export function formula({ parts, score }: Pick<Explanation, 'parts' | 'score'>): string | null {
  const counted = parts.filter((part) => part.score !== null);
  if (score === null || counted.length === 0) return null;
  const sum = counted.map((part) => `${part.weight} × ${part.score}`).join(' + ');
  return `(${sum}) ÷ ${added(counted.map((part) => part.weight))} = ${score}`;
}

/** Decimals are text; weights have few places, so millionths add up exactly. */
function added(decimals: readonly string[]): string {
  const millionths = decimals.reduce((sum, one) => sum + Math.round(Number(one) * 1_000_000), 0);
  return String(millionths / 1_000_000);
}

/** The sheets of a result that still count. */
export function countingSheets({ parts }: Pick<Explanation, 'parts'>): SheetScore[] {
  const sheets = parts.flatMap((part) => part.groups).flatMap((group) => group.sheets);
  return sheets.filter((sheet) => sheet.set_aside_reason === null);
}

/** The name of a grade; its code where the scheme does not know it. */
export function gradeName(grades: Explained['grades'], code: string | null): string | null {
  return grades.find((grade) => grade.code === code)?.name ?? code;
}

export function refreshResults(): Promise<void> {
  return changed(
    '/api/v1/evaluation-results',
    '/api/v1/own-evaluation-results',
    '/api/v1/evaluation-rounds',
    '/api/v1/evaluation-objections',
    '/api/v1/notices',
  );
}
