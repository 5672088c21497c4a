import path from 'node:path';

/** A source file: its path from the root with `/`, and its text. */
export type Source = { file: string; text: string };
export type Finding = { file: string; line: number; message: string };

/**
 * Which rooms a room may import from, besides itself: arrows point down only
 * (dev → web, activities, schedules → workflows → documents, mail, db → domain; mail and web → markup).
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  markup: [],
  documents: ['domain'],
  mail: ['markup', 'domain'],
  db: ['domain'],
  workflows: ['domain'],
  schedules: ['workflows', 'domain'],
  activities: ['workflows', 'documents', 'mail', 'db', 'domain'],
  web: ['workflows', 'documents', 'mail', 'db', 'markup', 'domain'],
  dev: ['web', 'activities', 'schedules', 'workflows', 'documents', 'mail', 'db', 'markup', 'domain'],
  test: ['dev', 'web', 'activities', 'schedules', 'workflows', 'documents', 'mail', 'db', 'markup', 'domain'],
};
/** Files that stand between two rooms by design, with what they may import in addition. */
const DOORS: Record<string, readonly string[]> = {
  'workflows/client.ts': ['db'],
  'workflows/delivery.ts': ['db'],
  'workflows/delivery/': ['db'],
  'schedules/migrate.ts': ['db'],
};
/** Files of `workflows` that run in Node, not in the sandbox the worker bundles for. */
const NOT_BUNDLED = /^workflows\/(client|delivery|bundle|interceptors|codec)\b/;

type Ban = { where: RegExp; not?: RegExp; what: RegExp; message: string; comments?: true };
const BANS: readonly Ban[] = [
  { where: /./, what: /\bsql\.raw\s*\(/, message: 'sql.raw: use parameters or sql.id' },
  { where: /./, what: /\bas any\b/, message: 'as any: name the type' },
  { where: /./, what: /@ts-(ignore|nocheck)\b/, message: 'switches the type check off', comments: true },
  { where: /./, what: /\b(TODO|FIXME|XXX)\b/, message: 'unfinished', comments: true },
  {
    where: /^test\//,
    what: /\b(it|test|describe)\.(only|skip|todo|skipIf|runIf)\b/,
    message: 'a test that does not run',
  },
  { where: /^web\//, what: /hx-on/, message: 'hx-on runs script from markup: the policy forbids it' },
  { where: /^web\/.*\.tsx$/, what: /\sstyle=/, message: 'inline style: the policy forbids it' },
  { where: /^web\//, what: /\bdangerouslySetInnerHTML\b/, message: 'unescaped markup' },
  {
    where: /^workflows\//,
    not: NOT_BUNDLED,
    what: /\bIntl\.|toLocale\w*String/,
    message: 'Intl depends on Node’s data: not replayable',
  },
  {
    where: /^workflows\//,
    what: /from 'zod'/,
    message: 'zod is instantiated again for every cached workflow',
  },
  {
    where: /^workflows\//,
    not: NOT_BUNDLED,
    what: /from 'node:/,
    message: 'the sandbox has no Node modules',
  },
  { where: /^domain\//, what: /\bMath\.random\b|\bcrypto\b/, message: 'domain has no random' },
  {
    where: /^domain\//,
    what: /\bDate\.now\(|new Date\(\)|\bperformance\b/,
    message: 'domain has no clock: take the instant as an argument',
  },
  { where: /^domain\//, what: /\bprocess\.|\bfetch\(/, message: 'domain does no I/O' },
];
const LONG = 300;

/** Text with comments blanked, lines kept, so that words in prose are no findings. */
export function withoutComments(text: string): string {
  const blank = (s: string): string => s.replace(/[^\n]/g, ' ');
  return text
    .replace(/\/\*[\s\S]*?\*\//g, blank)
    .replace(/(^|[^:'"`\\])\/\/[^\n]*/g, (s, before: string) => before + blank(s.slice(before.length)));
}

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;

export type Import = { target: string; line: number; typeOnly: boolean };
/** Every import and re-export of a file. */
export function importsOf(text: string): Import[] {
  const code = withoutComments(text);
  const found: Import[] = [];
  const statement = /\b(import|export)\s+(type\s+)?(?:[\w*{][^;'"]*?\sfrom\s+)?['"]([^'"\n]+)['"]/g;
  for (const m of code.matchAll(statement))
    found.push({ target: m[3] ?? '', line: lineOf(code, m.index), typeOnly: m[2] !== undefined });
  for (const m of code.matchAll(/\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g))
    found.push({ target: m[1] ?? '', line: lineOf(code, m.index), typeOnly: false });
  return found;
}

const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : '');
const resolve = (from: string, target: string): string => path.posix.join(path.posix.dirname(from), target);

function directions({ file, text }: Source): Finding[] {
  const room = roomOf(file);
  const door = Object.entries(DOORS).find(([f]) => file === f || (f.endsWith('/') && file.startsWith(f)));
  const allowed = [...(MAY_IMPORT[room] ?? []), ...(door?.[1] ?? [])];
  if (!(room in MAY_IMPORT)) return [];
  // tsconfig's jsxImportSource gives every .tsx file the runtime of markup/ without a word in it.
  if (file.endsWith('.tsx') && room !== 'markup' && !allowed.includes('markup'))
    return [{ file, line: 1, message: `${room} must not import markup (by its JSX)` }];
  return importsOf(text).flatMap(({ target, line }) => {
    if (!target.startsWith('.'))
      return room === 'domain' ? [{ file, line, message: `domain imports nothing, but ${target}` }] : [];
    const to = roomOf(resolve(file, target));
    if (to === room || to === '' || allowed.includes(to)) return [];
    return [{ file, line, message: `${room} must not import ${to} (${target})` }];
  });
}

function bans({ file, text }: Source): Finding[] {
  const code = withoutComments(text);
  return BANS.filter((b) => b.where.test(file) && !b.not?.test(file)).flatMap((b) => {
    const looked = b.comments ? text : code;
    return [...looked.matchAll(new RegExp(b.what, 'g'))].map((m) => ({
      file,
      line: lineOf(looked, m.index),
      message: b.message,
    }));
  });
}

/** Circles of imports that exist at run time (type imports vanish), each named once. */
function circles(sources: readonly Source[]): Finding[] {
  const edges = new Map(
    sources.map((s) => [
      s.file,
      importsOf(s.text)
        .filter((i) => !i.typeOnly && i.target.startsWith('.'))
        .map((i) => resolve(s.file, i.target)),
    ]),
  );
  const done = new Set<string>();
  const found: Finding[] = [];
  const visit = (file: string, trail: string[]): void => {
    const at = trail.indexOf(file);
    if (at >= 0) {
      const circle = [...trail.slice(at), file].join(' → ');
      found.push({ file, line: 1, message: `circle: ${circle}` });
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) if (edges.has(next)) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of edges.keys()) visit(file, []);
  return found;
}

/** What contradicts the house's rules. The rules' own file and its test name what they forbid. */
export function findings(sources: readonly Source[]): Finding[] {
  const own = /^(dev\/source-rules|test\/dev\/source-rules)/;
  const judged = sources.filter((s) => !own.test(s.file));
  return [...judged.flatMap(directions), ...judged.flatMap(bans), ...circles(sources)];
}

/** Files that have probably become two ideas: said, not refused. */
export const longFiles = (sources: readonly Source[]): Finding[] =>
  sources
    .filter((s) => !s.file.startsWith('test/') && s.text.split('\n').length > LONG)
    .map((s) => ({
      file: s.file,
      line: LONG,
      message: `${s.text.split('\n').length} lines: two ideas in one room?`,
    }));
