/**
 * `npm run reconcile`: holds the records against the runs and says what it did. Against the environment's database and
 * Temporal server, the running stack of this clone, or one started for the purpose. Ends with 1 when something is left
 * to a person.
 */
import { reconcileAll } from '../activities/reconcile.ts';
import { connect } from '../db/connection.ts';
import { connect as connectTemporal } from '../workflows/client.ts';
import { withStack } from './with-stack.ts';

const report = await withStack(async (env) => {
  const db = connect({
    url: env.WORKER_DATABASE_URL || env.DATABASE_URL || '',
    max: 2,
    name: 'shiqiuren-reconcile',
  });
  const temporal = await connectTemporal({
    address: env.TEMPORAL_ADDRESS ?? '',
    namespace: env.TEMPORAL_NAMESPACE || 'recruitment',
  });
  try {
    return await reconcileAll({ db }, temporal);
  } finally {
    await Promise.allSettled([db.destroy(), temporal.close()]);
  }
});
const { cases, ...counts } = report;
const WORDS: Record<keyof typeof counts, string> = {
  vacancies: '核對職缺（open vacancies held against their runs）',
  applications: '核對應徵（open applications held against their runs）',
  vacanciesStarted: '補啟動職缺（vacancies started）',
  applicationsTold: '補送應徵（applications told to their vacancy）',
  mailsStarted: '補寄帳號郵件（account mails begun）',
  orphansEnded: '結束無紀錄的流程（runs without an open record, ended）',
  unjudged: '待人判斷（left to a person）',
  parked: '暫停的訊息（parked outbox rows）',
};
for (const [key, words] of Object.entries(WORDS))
  console.log(`${String(counts[key as keyof typeof counts]).padStart(8)}  ${words}`);
for (const { workflowId, why } of cases) console.log(`          ${workflowId}: ${why}`);
process.exitCode = counts.unjudged > 0 ? 1 : 0;
