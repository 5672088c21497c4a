/** `npm run import -- FILE [--dry-run] [--accept-valid] [--shift-dates] [--agency CODE]` */
import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { withActor } from '../db/actor.ts';
import { connect } from '../db/connection.ts';
import { type FeedVacancy, importFeed } from '../db/queries/vacancy-import.ts';
import { readFeed } from '../documents/feed-reader.ts';
import { formatRoc, taipeiDay } from '../domain/roc-date.ts';
import { type ImportPlan, planImport } from './import-plan.ts';
import { withStack } from './with-stack.ts';

const USAGE = `用法：npm run import -- FILE [--dry-run] [--accept-valid] [--shift-dates] [--agency CODE]
  FILE            職缺 Open Data 官方 XML 檔
  --dry-run       只列出每一列會變成什麼、有哪些問題，不寫入
  --accept-valid  有問題的列列出，其餘照樣匯入（預設：有一列不行就全部不寫入）
  --shift-dates   把所有期間平移，使檔案的公告日成為今天
  --agency CODE   全部登錄在這個機關代碼之下`;
const MAX_BYTES = 50 * 1024 * 1024;

/** Prints each refused row's problems: row, line, element, message. */
function printRefused(plan: ImportPlan): void {
  for (const r of plan.refused)
    for (const p of r.problems) console.log(`第 ${r.row} 列（檔案第 ${r.line} 行） ${p.field}：${p.message}`);
}

function printPlanned(plan: ImportPlan): void {
  for (const a of plan.accepted) {
    const { content: c, flags } = a.vacancy;
    const period = `${formatRoc(c.listedFrom)} ~ ${formatRoc(c.listedTo)}`;
    console.log(
      `第 ${a.row} 列 → ${c.agencyName} ${c.title} ${period} ${c.mode}${flags.length ? `（${flags.join('；')}）` : ''}`,
    );
  }
}

async function write(vacancies: FeedVacancy[], agencyCode: string | undefined): Promise<void> {
  await withStack(async (env) => {
    const db = connect({ url: env.DATABASE_URL as string, max: 2, name: 'import' });
    try {
      const operator = await withActor(db, { kind: 'gate' }, (trx) =>
        trx
          .selectFrom('account')
          .select('id')
          .where('role', '=', 'operator')
          .where('disabled_at', 'is', null)
          .orderBy('created_at')
          .executeTakeFirst(),
      );
      if (!operator) throw new Error('沒有可用的維運人員帳號，匯入需要一個以留下紀錄');
      const actor = { kind: 'operator' as const, accountId: operator.id };
      const done = await withActor(db, actor, (trx) =>
        importFeed(trx, actor, { vacancies, agencyCode, now: new Date() }),
      );
      console.log(`已匯入 ${done.nos.length} 筆職缺，${done.known} 筆先前已匯入、未更動。`);
      if (done.nos.length > 0) console.log('各職缺的流程由執行中的 worker 依序啟動。');
    } finally {
      await db.destroy();
    }
  });
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean' },
      'accept-valid': { type: 'boolean' },
      'shift-dates': { type: 'boolean' },
      agency: { type: 'string' },
    },
  });
  const file = positionals[0];
  if (!file || positionals.length > 1) {
    console.error(USAGE);
    return 2;
  }
  const info = await stat(file).catch(() => null);
  if (!info?.isFile()) {
    console.error(`讀不到檔案 ${file}`);
    return 2;
  }
  if (info.size > MAX_BYTES) {
    console.error(`檔案超過 ${MAX_BYTES / 1024 / 1024} MB，請分成數個檔案`);
    return 2;
  }
  const feed = readFeed(await readFile(file));
  if (!feed.ok) {
    console.error(`不是可讀的官方 XML：${feed.message}`);
    return 1;
  }
  const now = new Date();
  const plan = planImport(feed.rows, {
    now,
    today: taipeiDay(now),
    ...(values['shift-dates'] ? { shiftFrom: feed.announceDay } : {}),
  });
  const total = plan.accepted.length + plan.refused.length;
  if (values['dry-run']) printPlanned(plan);
  printRefused(plan);
  console.log(`共 ${total} 列：可匯入 ${plan.accepted.length} 列，有問題 ${plan.refused.length} 列。`);
  if (values['dry-run']) {
    console.log('這是試跑，沒有寫入任何資料。');
    return 0;
  }
  if (plan.refused.length > 0 && !values['accept-valid']) {
    console.error('有問題的列使整個檔案都未匯入；請修正，或加上 --accept-valid 只匯入可用的列。');
    return 1;
  }
  await write(
    plan.accepted.map((a) => a.vacancy),
    values.agency,
  );
  return 0;
}

process.exit(
  await main().catch((e: unknown) => {
    const message = e instanceof Error ? e.message : 'unknown';
    console.error(message === 'agencyUnknown' ? '沒有這個機關代碼' : `匯入失敗：${message}`);
    return 1;
  }),
);
