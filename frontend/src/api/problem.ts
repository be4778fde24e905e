import type { components } from './schema';

type Problem = components['schemas']['Problem'];
export type FieldProblem = { pointer: string; code: string; detail: string };
/** One field on which two people's edits differ (412). */
export type Difference = { pointer: string; yours: unknown; current: unknown };

/** An RFC 9457 answer, or the absence of one (`status` 0: no network). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly errors: readonly FieldProblem[];
  readonly differences: readonly Difference[];
  /** The record as it is now (412). */
  readonly current: unknown;
  /** The moves that are legal now (409), or the parameters that exist (400). */
  readonly allowed: readonly string[];

  constructor(status: number, body: Partial<Record<keyof Problem | string, unknown>>) {
    const title = typeof body.title === 'string' ? body.title : '';
    super(title || `HTTP ${status}`);
    this.status = status;
    this.title = title;
    this.code = typeof body.code === 'string' ? body.code : status === 0 ? 'network' : 'unknown';
    this.detail = typeof body.detail === 'string' ? body.detail : undefined;
    this.requestId = typeof body.request_id === 'string' ? body.request_id : undefined;
    this.errors = Array.isArray(body.errors) ? body.errors : [];
    this.differences = Array.isArray(body.differences) ? body.differences : [];
    this.current = body.current;
    this.allowed = Array.isArray(body.allowed) ? body.allowed : [];
  }

  /** The version to send in `If-Match` after a 412. */
  get currentVersion(): number | undefined {
    const current = this.current;
    return typeof current === 'object' &&
      current !== null &&
      'version' in current &&
      typeof current.version === 'number'
      ? current.version
      : undefined;
  }
}

export async function problemFrom(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => ({}));
  return new ProblemError(response.status, typeof body === 'object' && body !== null ? { ...body } : {});
}

export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  // What `fetch` throws when nobody answers.
  if (error instanceof TypeError) return new ProblemError(0, {});
  return new ProblemError(-1, {});
}

/** `#/subjects/0/id` → `subjects.0.id`: the path that @mantine/form uses. */
export function fieldOf(pointer: string): string {
  return pointer
    .replace(/^#?\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}

/** `form.setErrors(fieldErrors(error))` */
export function fieldErrors(error: unknown): Record<string, string> {
  return Object.fromEntries(asProblem(error).errors.map((one) => [fieldOf(one.pointer), one.detail]));
}
