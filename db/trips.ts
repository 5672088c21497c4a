import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { type Statement, sendTogether } from './batch.ts';

/**
 * Says who acts, for the rest of the transaction; the first statement of each. A pooled connection never carries
 * it on.
 */
export const SET_ACTOR = `/* actor */ select set_config('app.actor', $1, true), set_config('app.subject', $2, true),
  set_config('app.agency_ids', $3, true), set_config('app.token_hash', $4, true)`;
/**
 * The same, and plans of named statements are made once for all values. PostgreSQL guesses a plan for unknown values
 * dearer than it is and plans anew each time, which under row-level security takes longer than the statement.
 */
export const SET_ACTOR_PLANNED = `${SET_ACTOR.replace('actor', 'actor.planned')}, set_config('plan_cache_mode', 'force_generic_plan', true)`;
/**
 * The same, and no table is read through. The planner takes the comparison of two arrays for as cheap as that of two
 * numbers, and would compare every row's rather than look into the index.
 */
export const SET_ACTOR_BY_INDEX = `${SET_ACTOR.replace('actor', 'actor.byIndex')}, set_config('enable_seqscan', 'off', true)`;

/** At the head of a statement that answers nothing: it need not be waited for, and goes with the next one. */
export const UNASKED = '/* +';
const BEGIN = '/* begin */ begin';
const COMMIT = '/* commit */ commit';
const OPENING: ReadonlySet<string> = new Set([BEGIN, SET_ACTOR, SET_ACTOR_PLANNED, SET_ACTOR_BY_INDEX]);

type Result = PostgresQueryResult<never>;

/**
 * A pool whose connections make fewer trips. What answers nothing waits for the statement after it and goes in one
 * message with it: `begin` and the words that say who acts with the first, the audit event with the commit. An error
 * of such a statement is the next one's, so that nothing is committed without it. Statements asked for at the same
 * time (`together`) are one message too. A statement that starts with a comment like `/* applicants.page *\/` is
 * prepared under that name: parsed and planned once for each connection, which costs more than running it (facts
 * measured in docs/performance.md). Only fixed texts may carry a name.
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
  /** Not sent yet, in their order. */
  let waiting: Statement[] = [];
  let begun = false;
  let underWay = false;
  /** What it holds is not known. */
  let spoilt = false;

  function query(text: string, values: readonly unknown[]): Promise<Result> {
    if (text === 'begin') {
      begun = true;
      return later(BEGIN, []);
    }
    if (begun && (OPENING.has(text) || text.startsWith(UNASKED))) return later(text, values);
    if (text !== 'commit' && text !== 'rollback') return ask(text, values);
    begun = false;
    const unsent = waiting[0]?.text === BEGIN;
    const nothingDone = unsent && waiting.every((s) => OPENING.has(s.text));
    if (text === 'commit' && !nothingDone) return ask(COMMIT, []);
    drop();
    return unsent ? Promise.resolve(answer(text)) : ask(text, []);
  }

  function later(text: string, values: readonly unknown[]): Promise<Result> {
    waiting.push({ text, values, name: nameOf(text), settle: () => {} });
    return Promise.resolve(answer(text === BEGIN ? 'begin' : ''));
  }

  function ask(text: string, values: readonly unknown[]): Promise<Result> {
    return new Promise((resolve, reject) => {
      const settle = (error: Error | undefined, result?: pg.QueryResult): void =>
        error ? reject(error) : resolve(result as unknown as Result);
      waiting.push({ text, values, name: nameOf(text), settle });
      // behind whatever else is asked for at the same time
      process.nextTick(send);
    });
  }

  function send(): void {
    if (underWay || waiting.length === 0) return;
    underWay = true;
    const together = waiting;
    waiting = [];
    sendTogether(client, together, (error) => {
      underWay = false;
      // no answer of the server's: a value that cannot be written leaves half a statement prepared
      if (error && !(error instanceof pg.DatabaseError)) spoilt = true;
      // Waited for in vain. Whoever drew it next would wait as long again, for ever where a firewall has forgotten the
      // connection; `end` cuts the socket.
      if (error?.message === 'Query read timeout') client.end().catch(() => {});
      process.nextTick(send);
    });
  }

  function drop(): void {
    for (const statement of waiting) statement.settle(new Error('notSent'));
    waiting = [];
  }

  return {
    query: query as unknown as PostgresPoolClient['query'],
    release(destroy) {
      begun = false;
      drop();
      client.release(destroy || spoilt);
    },
  };
}

const answer = (command: string) =>
  ({ command: command.toUpperCase(), rowCount: 0, rows: [] }) as unknown as Result;

/** `/* name *\/` or `/* + name *\/` at the head of a statement, else ''. */
function nameOf(text: string): string {
  if (!text.startsWith('/* ')) return '';
  return text.slice(text.startsWith(UNASKED) ? UNASKED.length + 1 : 3, text.indexOf(' */'));
}
