import { describe, expect, it } from 'vitest';
import { sources } from '../../dev/check.ts';
import { findings, importsOf, longFiles, withoutComments } from '../../dev/source-rules.ts';

const messages = (file: string, text: string): string[] => findings([{ file, text }]).map((f) => f.message);

describe('directions of imports', () => {
  it.each([
    ['domain/a.ts', "import { z } from 'zod';", 'domain imports nothing, but zod'],
    ['domain/a.ts', "import fs from 'node:fs';", 'domain imports nothing, but node:fs'],
    [
      'domain/a.ts',
      "import type { DB } from '../db/schema.ts';",
      'domain must not import db (../db/schema.ts)',
    ],
    [
      'db/queries/a.ts',
      "export { x } from '../../web/paths.ts';",
      'db must not import web (../../web/paths.ts)',
    ],
    ['documents/a.tsx', 'export const a = <p />;', 'documents must not import markup (by its JSX)'],
    ['documents/a.ts', "import { x } from '../db/a.ts';", 'documents must not import db (../db/a.ts)'],
    ['workflows/vacancy.ts', "import { x } from '../db/a.ts';", 'workflows must not import db (../db/a.ts)'],
    ['web/a.tsx', "const x = await import('../dev/demo.ts');", 'web must not import dev (../dev/demo.ts)'],
    [
      'web/a.tsx',
      "import {\n  a,\n  b,\n} from '../activities/a.ts';",
      'web must not import activities (../activities/a.ts)',
    ],
  ])('%s: %s', (file, text, message) => {
    expect(messages(file, text)).toEqual([message]);
  });

  it.each([
    ['db/queries/a.ts', "import { x } from '../../domain/a.ts';"],
    ['workflows/client.ts', "import { x } from '../db/a.ts';"],
    ['web/officer/a.tsx', "import { x } from '../../db/queries/a.ts';\nimport { y } from '../paths.ts';"],
    ['domain/a.ts', "// import { z } from 'zod';\n/* from '../db/a.ts' */\nimport { b } from './b.ts';"],
  ])('lets %s pass', (file, text) => {
    expect(messages(file, text)).toEqual([]);
  });

  it('finds a circle once, but none made of types only', () => {
    const a = { file: 'db/a.ts', text: "import { b } from './b.ts';" };
    const b = { file: 'db/b.ts', text: "import { c } from './c.ts';" };
    expect(
      findings([a, b, { file: 'db/c.ts', text: "import { a } from './a.ts';" }]).map((f) => f.message),
    ).toEqual(['circle: db/a.ts → db/b.ts → db/c.ts → db/a.ts']);
    expect(findings([a, b, { file: 'db/c.ts', text: "import type { a } from './a.ts';" }])).toEqual([]);
  });
});

describe('forbidden words', () => {
  it.each([
    ['db/a.ts', 'sql.raw(text)'],
    ['web/a.tsx', '<p style="color:red">'],
    ['web/a.tsx', '<button hx-on:click="x()">'],
    ['web/a.ts', 'const x = y as any;'],
    ['web/a.ts', '// TODO later'],
    ['web/a.ts', '// @ts-ignore'],
    ['domain/a.ts', 'Math.random()'],
    ['domain/a.ts', 'new Date()'],
    ['workflows/vacancy.ts', 'new Intl.DateTimeFormat()'],
    ['workflows/vacancy.ts', "import { z } from 'zod';"],
    ['test/db/a.test.ts', "it.only('x', f)"],
    ['test/db/a.test.ts', "describe.skip('x', f)"],
  ])('%s: %s', (file, text) => {
    expect(messages(file, text)).toHaveLength(1);
  });

  it('leaves prose, instants given as arguments and client code alone', () => {
    expect(messages('db/a.ts', '// as any reader sees')).toEqual([]);
    expect(messages('domain/a.ts', 'new Date(instant)')).toEqual([]);
    expect(messages('workflows/client.ts', "const x = new Intl.DateTimeFormat('zh-TW');")).toEqual([]);
  });
});

it('keeps addresses in strings when it blanks comments, and line numbers', () => {
  expect(withoutComments("const a = 'http://x/y'; // note")).toContain("'http://x/y'");
  expect(importsOf("/* one\ntwo */\nimport a from './a.ts';")).toEqual([
    { target: './a.ts', line: 3, typeOnly: false },
  ]);
});

it('reads this very tree: every room is seen, and a long file is named', () => {
  const rooms = new Set(sources().map((s) => s.file.split('/')[0]));
  expect([...rooms]).toEqual(expect.arrayContaining(['domain', 'db', 'workflows', 'dev', 'test']));
  expect(longFiles([{ file: 'db/a.ts', text: '\n'.repeat(400) }])).toHaveLength(1);
});
