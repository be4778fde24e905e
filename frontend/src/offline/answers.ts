import { readCopies } from './person';

type Row = Record<string, unknown>;
type Query = URLSearchParams;

/** Lists of the API by name, as `/api/v1/<name>` gave them, and single answers by path. */
export type Copies = { lists: Record<string, Row[]>; answers: Record<string, unknown> };

/** Marks an answer that came from the device. */
const MARK = 'X-Lianxin-Copy';

export function isCopy(response: Response): boolean {
  return response.headers.has(MARK);
}

const words = (row: Row, names: readonly string[]): string =>
  names.map((name) => (typeof row[name] === 'string' ? row[name] : '')).join(' ');
const found = (text: string, query: Query): boolean =>
  text.toLowerCase().includes(query.get('q')?.toLowerCase() ?? '');
const isOneOf = (value: unknown, query: Query, name: string): boolean => {
  const wanted = query.get(name);
  return wanted === null || wanted.split(',').some((one) => one === value);
};
const rowsOf = (value: unknown): Row[] => (Array.isArray(value) ? value : []);

type List = {
  /** The parameters that are understood, besides those of every list. A query with another one has no answer here. */
  parameters: readonly string[];
  fits: (row: Row, query: Query, copies: Copies) => boolean;
  /** Only what is asked for as one's own is copied. */
  own?: true;
};

function startOf(copies: Copies, term: string): string {
  const start = copies.lists.terms?.find((one) => one.id === term)?.starts_on;
  return typeof start === 'string' ? start : '';
}

/** The lists that are searched on the device as the server would. `mine` holds for all that is copied. */
const LISTS: Record<string, List> = {
  households: {
    parameters: ['q', 'unvisited_in_term'],
    fits: (row, query, copies) => {
      const term = query.get('unvisited_in_term');
      const visited = typeof row.last_home_visit_on === 'string' ? row.last_home_visit_on : '';
      if (term !== null && visited >= startOf(copies, term) && visited !== '') return false;
      const pupils = rowsOf(row.students).map((one) => words(one, ['name']));
      return found([words(row, ['label', 'village']), ...pupils].join(' '), query);
    },
  },
  students: {
    parameters: ['q', 'status', 'class_id', 'household_id'],
    fits: (row, query) =>
      found(words(row, ['name', 'household_label']), query) &&
      ['status', 'class_id', 'household_id'].every((name) => isOneOf(row[name], query, name)),
  },
  classes: {
    parameters: ['unit_id', 'school_year_id'],
    fits: (row, query) => isOneOf(row.unit_id, query, 'unit_id'),
  },
  'teaching-assignments': {
    parameters: ['class_id', 'term_id'],
    fits: (row, query) => ['class_id', 'term_id'].every((name) => isOneOf(row[name], query, name)),
  },
  personnel: {
    parameters: ['q', 'unit_id', 'employment_status'],
    fits: (row, query) => found(words(row, ['name']), query),
  },
  'liaison-links': {
    parameters: ['scheme', 'state', 'person_id'],
    fits: (row, query) => isOneOf(row.scheme_code, query, 'scheme') && isOneOf(row.state, query, 'state'),
  },
  phrases: {
    parameters: ['kind', 'purpose'],
    // Those for a kind are for records; answers and calls back have phrases of their own.
    fits: (row, query) =>
      isOneOf(row.purpose, query, 'purpose') &&
      (query.get('kind') === null ||
        (row.purpose === 'record' && (row.kind === null || isOneOf(row.kind, query, 'kind')))),
  },
  terms: {
    parameters: ['on'],
    fits: (row, query) => {
      const day = query.get('on');
      return day === null || (String(row.starts_on) <= day && day <= String(row.ends_on));
    },
  },
  activities: {
    own: true,
    parameters: ['follow_up_on[lte]'],
    fits: (row, query) => {
      const until = query.get('follow_up_on[lte]');
      return until === null || (typeof row.follow_up_on === 'string' && row.follow_up_on <= until);
    },
  },
  'org-units': { parameters: [], fits: () => true },
  'ledger-categories': { parameters: [], fits: () => true },
  'activity-kinds': { parameters: ['unit_id'], fits: () => true },
};
/** What a single record is made of, where the rows of its list have all that is needed of it. */
const RECORDS: Record<string, (row: Row) => Row> = {
  households: (row) => ({ ...row, guardians: [], address_known: false, editable: false }),
  activities: (row) => row,
};
const OF_EVERY_LIST = ['limit', 'sort', 'include_total', 'mine'];

/** What the server would have answered, as far as the copies know; null when they do not. */
export function answerOf(copies: Copies, path: string, query: Query): unknown {
  if (path in copies.answers && query.size === 0) return copies.answers[path];
  const [name = '', id, ...rest] = path.replace('/api/v1/', '').split('/');
  const rows = copies.lists[name];
  if (!rows || rest.length > 0) return null;
  if (id !== undefined) {
    const row = rows.find((one) => one.id === id);
    return (row && RECORDS[name]?.(row)) ?? null;
  }
  const list = LISTS[name];
  if (!list || (list.own && query.get('mine') !== 'true')) return null;
  const known = [...list.parameters, ...OF_EVERY_LIST];
  if ([...query.keys()].some((parameter) => !known.includes(parameter))) return null;
  const fitting = rows.filter((row) => list.fits(row, query, copies));
  const limit = Number(query.get('limit') ?? 50);
  // There are no pages here, but whoever sees only some of the rows is to know it.
  const items = fitting.slice(0, limit);
  return { items, next: fitting.length > limit ? 'more' : null, prev: null, total: fitting.length };
}

/** Answers a request that did not reach the server from what lies on the device. */
export async function answerFromCopies(request: Request): Promise<Response | null> {
  if (request.method !== 'GET') return null;
  const { pathname, searchParams } = new URL(request.url);
  const copies = (await readCopies().catch(() => null)) as Copies | null;
  const answer = copies && answerOf(copies, pathname, searchParams);
  return answer ? Response.json(answer, { headers: { [MARK]: 'device' } }) : null;
}
