import type { DemoAccount } from './demo-call.ts';
import type { StackState } from './stack-state.ts';

/** Columns a text takes on a terminal: Chinese characters and full-width signs take two. */
const width = (text: string): number =>
  [...text].reduce(
    (n, c) =>
      n +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(c)
        ? 2
        : 1),
    0,
  );

/** Rows as left-aligned columns, two blanks between them. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, width(cell));
    });
  return rows
    .map((row) =>
      row
        .map((cell, i) =>
          i === row.length - 1 ? cell : cell + ' '.repeat((widths[i] ?? 0) - width(cell) + 2),
        )
        .join(''),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}

/** What `npm start` says when everything stands: what runs where, who can sign in, what to try first. */
export function summary(o: {
  urls: StackState['urls'];
  env: Record<string, string>;
  accounts: DemoAccount[];
  dataDir: string;
  tookMs: number;
}): string {
  const web = o.urls.web ?? '';
  const runs = [
    ['職缺查詢（public pages）', `${web}/vacancies`],
    ['人事人員（officers）', `${web}/officer`],
    ['審核（reviewers）', `${web}/review`],
    ['應徵（applicants）', `${web}/apply/civil-service  ${web}/apply/open`],
    ['維運（operators）', `${web}/ops`],
    ['信箱（mailbox）', o.urls.mailbox ?? o.env.SMTP_URL ?? ''],
    ['Temporal UI', o.urls.temporalUi ?? `（outside: ${o.env.TEMPORAL_ADDRESS}）`],
    ['PostgreSQL', hidePassword(o.env.DATABASE_URL ?? '')],
    ['資料與紀錄檔（data, logs）', `${o.dataDir}  ${o.dataDir}/log`],
  ];
  const accounts = o.accounts.map((a) => [a.role, a.account, a.password, `${web}${a.where}`]);
  const first = [
    '1. 以人事人員帳號登入，登錄一筆職缺並送審。',
    '2. 以審核人員帳號核可；職缺隨即出現在公開頁面，Temporal UI 可見其流程。',
    '3. 以應徵者身分應徵；確認信與收件通知在信箱頁面。',
    '4. 回到人事人員：調閱履歷、通知面試；應徵者由信中連結回覆。',
  ];
  return [
    `\n事求人 已啟動（ready after ${(o.tookMs / 1000).toFixed(1)} s）。示範環境，請勿輸入真實個人資料（a demonstration）。\n`,
    table(runs),
    ...(accounts.length > 0
      ? ['\n示範帳號（demo accounts）', table([['身分', '帳號', '密碼', '登入'], ...accounts])]
      : []),
    '\n先試這些（try first）',
    ...first.map((l) => `  ${l}`),
    '\nCtrl-C 停止全部（stops everything）。',
  ].join('\n');
}

function hidePassword(url: string): string {
  if (!url) return '';
  const shown = new URL(url);
  if (shown.password) shown.password = '***';
  return shown.href;
}
