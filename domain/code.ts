/** What every code table is made of, and how a name is found in one. */

/** One entry of a table. */
export interface Code {
  readonly code: string;
  readonly name: string;
}

/** Builds a table from pairs. */
export const codes = (...pairs: readonly [code: string, name: string][]): readonly Code[] =>
  pairs.map(([code, name]) => ({ code, name }));

/**
 * The name of a code.
 * @returns the name; '' for an empty code; the code itself when the table does not know it, so that an old
 * record still shows what it holds.
 * @example nameOf(WORKPLACES, '10') // 臺北市
 */
export function nameOf(table: readonly Code[], code: string): string {
  return table.find((entry) => entry.code === code)?.name ?? code;
}

/** Whether a table knows the code. */
export function isCode(table: readonly Code[], code: string): boolean {
  return table.some((entry) => entry.code === code);
}
