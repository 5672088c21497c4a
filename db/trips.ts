import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';

/**
 * Says who acts, for the rest of the transaction; the first statement of each. A pooled connection never carries
 * it on.
 */
export const SET_ACTOR = `select set_config('app.actor', $1, true), set_config('app.subject', $2, true),
  set_config('app.agency_ids', $3, true), set_config('app.token_hash', $4, true)`;
/**
 * The same, and plans of named statements are made once for all values. PostgreSQL guesses a plan for unknown values
 * dearer than it is and plans anew each time, which under row-level security takes longer than the statement.
 */
export const SET_ACTOR_PLANNED = `${SET_ACTOR}, set_config('plan_cache_mode', 'force_generic_plan', true)`;
/**
 * The same, and no table is read through. The planner takes the comparison of two arrays for as cheap as that of two
 * numbers, and would compare every row's rather than look into the index.
 */
export const SET_ACTOR_BY_INDEX = `${SET_ACTOR}, set_config('enable_seqscan', 'off', true)`;
const FIRST: ReadonlySet<string> = new Set([SET_ACTOR, SET_ACTOR_PLANNED, SET_ACTOR_BY_INDEX]);

type Result = PostgresQueryResult<never>;

/**
 * A pool whose connections make fewer trips. `begin` waits for the statement after it, and goes in one message with
 * SET_ACTOR. A statement that starts with a comment like `/* applicants.page *\/` is prepared under that name: parsed
 * and planned once for each connection, which costs more than running it (facts measured in docs/performance.md).
 * Only fixed texts may carry a name.
 */
export function fewTrips(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const thrifty = known.get(client) ?? thriftyClient(client);
      known.set(client, thrifty);
      return thrifty;
    },
  };
}

function thriftyClient(client: pg.PoolClient): PostgresPoolClient {
  /** A `begin` that was not sent yet. */
  let begun = false;

  async function query(text: string, values: readonly unknown[]): Promise<Result> {
    if (text === 'begin') {
      begun = true;
      return answer('BEGIN');
    }
    if (begun) {
      begun = false;
      if (text === 'commit' || text === 'rollback')
        return answer(text.toUpperCase() as 'COMMIT' | 'ROLLBACK');
      if (FIRST.has(text)) return last(await client.query(`begin; ${withLiterals(text, values)}`));
      await client.query('begin');
    }
    const name = nameOf(text);
    return client.query({ ...(name ? { name } : {}), text, values: [...values] }) as Promise<Result>;
  }

  return {
    query: query as unknown as PostgresPoolClient['query'],
    release(destroy) {
      begun = false;
      client.release(destroy);
    },
  };
}

const answer = (command: 'BEGIN' | 'COMMIT' | 'ROLLBACK') =>
  ({ command, rowCount: 0, rows: [] }) as unknown as Result;

/** Several statements in one message answer with several results. */
const last = (results: unknown): Result => (Array.isArray(results) ? results.at(-1) : results) as Result;

/** `/* name *\/` at the head of a statement, else ''. */
function nameOf(text: string): string {
  if (!text.startsWith('/* ')) return '';
  return text.slice(3, text.indexOf(' */'));
}

/** One message carries no parameters. */
const withLiterals = (text: string, values: readonly unknown[]): string =>
  text.replace(/\$(\d)/g, (_, n: string) => pg.escapeLiteral(String(values[Number(n) - 1])));
