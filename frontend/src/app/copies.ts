import { client, type Me } from '#/api';
import { copiesMadeAt, writeCopies } from '#/offline';

type Rows = Record<string, unknown>[];
type Page = { data?: { items: object[]; next?: string | null } };

/** More than anybody works with; what is beyond is found with a network. */
const MOST = 1000;

async function all(page: (cursor: string | undefined) => Promise<Page>): Promise<Rows> {
  const rows: Rows = [];
  for (let next: string | undefined; rows.length < MOST; ) {
    const { data } = await page(next);
    rows.push(...(data?.items ?? []).map((one) => ({ ...one })));
    if (!data?.next) return rows;
    next = data.next;
  }
  return rows;
}

/** What a role does not open is no reason to do without the rest. */
async function orNothing(rows: Promise<Rows>): Promise<Rows> {
  return rows.catch((error: { status?: number }) => {
    if (error.status === 403) return [];
    throw error;
  });
}

/** The lists one works with on a visit, as far as they are one's own. */
export async function fetchCopies(me: Me): Promise<void> {
  const unit = me.person?.unit_id ?? me.roles.find((one) => one.unit_id)?.unit_id;
  const oversees = me.roles.some((one) => one.role !== 'teacher' && one.role !== 'leader');
  const own = oversees && me.person ? { mine: true } : {};
  const paged = (cursor: string | undefined) => ({ limit: 200, ...(cursor ? { cursor } : {}) });
  const households = await orNothing(
    all((cursor) =>
      client.GET('/api/v1/households', { params: { query: { ...own, sort: 'label', ...paged(cursor) } } }),
    ),
  );
  const students = await orNothing(
    all((cursor) =>
      client.GET('/api/v1/students', {
        params: { query: { ...own, status: ['enrolled'], ...paged(cursor) } },
      }),
    ),
  );
  const links = me.person
    ? await orNothing(
        all((cursor) =>
          client.GET('/api/v1/liaison-links', {
            params: { query: { person_id: me.person?.id ?? '', state: 'current', ...paged(cursor) } },
          }),
        ),
      )
    : [];
  const phrases = await orNothing(
    all((cursor) => client.GET('/api/v1/phrases', { params: { query: paged(cursor) } })),
  );
  const units = await orNothing(
    all((cursor) =>
      client.GET('/api/v1/org-units', { params: { query: { sort: 'position', ...paged(cursor) } } }),
    ),
  );
  const terms = await orNothing(all(() => client.GET('/api/v1/terms', { params: { query: { limit: 12 } } })));
  const categories = await orNothing(all(() => client.GET('/api/v1/ledger-categories', {})));
  const activities = me.person
    ? await orNothing(
        client
          .GET('/api/v1/activities', { params: { query: { mine: true, sort: '-recorded_at', limit: 50 } } })
          .then(({ data }) => data?.items ?? []),
      )
    : [];
  const ofUnit = unit ? await listsOf(unit, terms) : {};
  const answers: Record<string, unknown> = {};
  for (const path of ['/api/v1/dashboard', '/api/v1/duty-progress'] as const) {
    const { data } = await client.GET(path, {}).catch(() => ({ data: undefined }));
    if (data) answers[path] = data;
  }
  await writeCopies(me.account.id, {
    lists: {
      households,
      students,
      'liaison-links': links,
      activities,
      phrases,
      'org-units': units,
      terms,
      'ledger-categories': categories,
      ...ofUnit,
    },
    answers,
  });
}

async function listsOf(unit_id: string, terms: Rows): Promise<Record<string, Rows>> {
  const day = new Date().toISOString().slice(0, 10);
  const term = terms.find((one) => String(one.starts_on) <= day && day <= String(one.ends_on));
  const year = typeof term?.school_year_id === 'string' ? { school_year_id: term.school_year_id } : {};
  const paged = (cursor: string | undefined) => ({ unit_id, limit: 200, ...(cursor ? { cursor } : {}) });
  return {
    'activity-kinds': await orNothing(
      all(() => client.GET('/api/v1/activity-kinds', { params: { query: { unit_id } } })),
    ),
    classes: await orNothing(
      all((cursor) =>
        client.GET('/api/v1/classes', { params: { query: { ...paged(cursor), ...year, sort: 'grade' } } }),
      ),
    ),
    'teaching-assignments': await orNothing(
      all((cursor) =>
        client.GET('/api/v1/teaching-assignments', {
          params: {
            query: {
              ...paged(cursor),
              sort: 'subject',
              ...(typeof term?.id === 'string' ? { term_id: term.id } : {}),
            },
          },
        }),
      ),
    ),
    personnel: await orNothing(
      all((cursor) =>
        client.GET('/api/v1/personnel', {
          params: { query: { ...paged(cursor), employment_status: ['active'] } },
        }),
      ),
    ),
  };
}

const FRESH_FOR = 30 * 60 * 1000;
/** On a line that costs money the lists are fetched twice a day. */
const FRESH_ENOUGH = 12 * 60 * 60 * 1000;

function isMetered(): boolean {
  const connection = 'connection' in navigator ? navigator.connection : undefined;
  if (typeof connection !== 'object' || connection === null) return false;
  return (
    ('saveData' in connection && connection.saveData === true) ||
    ('type' in connection && connection.type === 'cellular')
  );
}

/** Fetches the lists anew where they are no longer fresh. */
export async function keepCopiesFresh(me: Me): Promise<void> {
  const made = await copiesMadeAt();
  const age = made ? Date.now() - Date.parse(made) : Number.POSITIVE_INFINITY;
  if (age > (isMetered() ? FRESH_ENOUGH : FRESH_FOR)) await fetchCopies(me);
}
