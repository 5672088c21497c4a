import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connect } from '../../db/connection.ts';
import { loadDemo } from '../../dev/demo.ts';
import { planImport } from '../../dev/import-plan.ts';
import { type Stack, startStack } from '../../dev/stack.ts';
import { readFeed } from '../../documents/feed-reader.ts';
import { FEED_ELEMENTS } from '../../domain/feed-mapping.ts';
import { addDays, formatRocCompact, taipeiDay } from '../../domain/roc-date.ts';
import { connect as connectTemporal, countRunning, queryVacancy } from '../../workflows/client.ts';

// whole processes and browsers on a busy machine: the limit only ends what hangs
vi.setConfig({ testTimeout: 120_000 });

const OFFICIAL = new URL('../../../shared/data/vacancies-1050515.xml', import.meta.url);
const dir = mkdtempSync(join(tmpdir(), 'sq-import-'));
const today = taipeiDay(new Date());
let stack: Stack;

beforeAll(async () => {
  stack = await startStack({
    dataDir: join(dir, 'data'),
    ports: {
      web: 14_200,
      postgres: 14_210,
      temporal: 14_220,
      temporalUi: 14_230,
      mailbox: 14_240,
      smtp: 14_250,
    },
    parts: { mailbox: true, worker: true, web: false },
    say: () => {},
  });
  await loadDemo(stack.env);
}, 120_000);
afterAll(() => stack?.stop(), 30_000);

/** A feed of rows that are right but for `change`. */
function feed(rows: Record<string, string>[]): string {
  const xml = rows.map((change, i) => {
    const row: Record<string, string> = {
      ...Object.fromEntries(FEED_ELEMENTS.map((e) => [e, ''])),
      ...{
        ORG_NAME: '測試機關',
        PERSON_KIND: '約僱人員',
        TITLE: `匯入職缺${i + 1}`,
        NUMBER_OF: '1',
        TYPE: '其他',
      },
      ...{ WORK_PLACE_TYPE: ',10-臺北市', IS_HANDICAP: 'N', IS_ORIGINAL: 'N', IS_LOCAL_ORIGINAL: 'N' },
      ...{ IS_TRANING: 'N', GENDER_TYPE: '不拘', VITAE_EMAIL: 'hr@agency.example' },
      ...{ DATE_FROM: formatRocCompact(today), DATE_TO: formatRocCompact(addDays(today, 9)) },
      VIEW_URL: `http://x.example/?work_id=11511${String(90_000 + i)}`,
      ...change,
    };
    return `<ROW>${FEED_ELEMENTS.map((e) => `<${e}>${row[e]}</${e}>`).join('')}</ROW>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?><ROOT><ANNOUNCE_DATE>${formatRocCompact(today)}</ANNOUNCE_DATE>${xml.join('')}</ROOT>`;
}

function run(file: string, ...flags: string[]): Promise<{ code: number; out: string }> {
  const args = ['--import', 'tsx', 'dev/import.ts', file, ...flags];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, ...stack.env } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, out: stdout + stderr }),
    );
  });
}
const written = (name: string, text: string): string => {
  const file = join(dir, name);
  writeFileSync(file, text);
  return file;
};
async function feedVacancies() {
  const db = connect({ url: stack.env.MIGRATION_DATABASE_URL as string, max: 1 });
  try {
    return await db
      .selectFrom('vacancy')
      .select(['no', 'stage', 'mode', 'flags', 'content'])
      .where('origin', '=', 'feed')
      .orderBy('no')
      .execute();
  } finally {
    await db.destroy();
  }
}

describe('[R13] npm run import', () => {
  it('says what is wrong with each row and writes nothing', async () => {
    const bad = written('bad.xml', feed([{}, { WORK_PLACE_TYPE: ',00-月球' }, { DATE_TO: '1000101' }]));
    const dry = await run(bad, '--dry-run');
    expect(dry.code).toBe(0);
    expect(dry.out).toMatch(/第 2 列.*WORK_PLACE_TYPE/);
    expect(dry.out).toMatch(/第 3 列.*DATE_TO/);
    const all = await run(bad);
    expect(all.code).toBe(1);
    const malformed = await run(written('malformed.xml', '<ROOT><ROW></ROOT>'));
    expect(malformed.code).toBe(1);
    expect(malformed.out).toContain('不是可讀的官方 XML');
    expect(await feedVacancies()).toEqual([]);
  });

  it('writes the good rows when told so, each with its own running workflow that answers listed', async () => {
    const file = written('mixed.xml', feed([{}, { WORK_PLACE_TYPE: ',00-月球' }, { VITAE_EMAIL: '' }]));
    expect((await run(file, '--accept-valid')).out).toContain('已匯入 2 筆職缺');
    const again = await run(file, '--accept-valid');
    expect(again.out).toContain('已匯入 0 筆職缺，2 筆先前已匯入');
    const t = await connectTemporal({
      address: stack.env.TEMPORAL_ADDRESS as string,
      namespace: stack.env.TEMPORAL_NAMESPACE as string,
    });
    try {
      const rows = await feedVacancies();
      expect(rows.map((r) => r.mode)).toEqual(['open', 'none']);
      for (const r of rows) {
        let stage = '';
        for (let i = 0; i < 100 && stage !== 'listed'; i++) {
          stage = (await queryVacancy(t, r.no))?.stage ?? '';
          if (stage !== 'listed') await new Promise((go) => setTimeout(go, 200));
        }
        expect(stage, r.no).toBe('listed');
      }
      // the demonstration's five that were handed in, and these two
      expect(await countRunning(t, 'vacancy')).toBe(7);
    } finally {
      await t.close();
    }
  });
});

// Registered only where the masked official file stands beside the project.
if (existsSync(OFFICIAL))
  describe('[R13] the official file of 105/05/15', () => {
    it('is refused as over without --shift-dates, and accepted whole with it', () => {
      const read = readFeed(readFileSync(OFFICIAL));
      if (!read.ok) throw new Error(read.message);
      const now = new Date();
      const shifted = planImport(read.rows, { now, today, shiftFrom: read.announceDay });
      expect([shifted.accepted.length, shifted.refused.length]).toEqual([1_106, 0]);
      const asItIs = planImport(read.rows, { now, today });
      expect(asItIs.accepted.length).toBe(0);
      expect(asItIs.refused.every((r) => r.problems.some((p) => p.field === 'DATE_TO'))).toBe(true);
    });
  });
