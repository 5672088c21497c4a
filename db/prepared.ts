import type { Compilable } from 'kysely';
import type { Asked } from './actor.ts';

/**
 * Runs a built statement, with a name prepared under it: parsed and planned once for each connection (db/trips.ts).
 * @param name for a statement whose text is the same each time, values apart; undefined = parsed and planned anew
 */
export async function ask<Row>(asked: Asked, query: Compilable<Row>, name?: string): Promise<Row[]> {
  const compiled = query.compile();
  const sql = name === undefined ? compiled.sql : `/* ${name} */ ${compiled.sql}`;
  const { rows } = await asked.getExecutor().executeQuery<Row>({ ...compiled, sql });
  return rows;
}
