/** The manual's own words, on the pages that officers open. Where we say it otherwise, decision 5 tells why. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { sha256 } from '../../../db/crypto.ts';
import { replyToken } from '../../../db/keyring.ts';
import { recordReply } from '../../../db/queries/notice-reply.ts';
import { sendNotices } from '../../../db/queries/notices.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { words } from './html.ts';
import { apply } from './people.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
const pages: Record<string, string> = {};
const key = () => crypto.randomUUID();

beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
  const no = await vacancyOf(s);
  const list = `/officer/vacancies/${no}/applicants`;
  const [asked = '', produced = '', pending = ''] = [
    await apply(s, no, { name: '測試姓名1', produced: true }),
    await apply(s, no, { name: '測試姓名2', produced: true }),
    await apply(s, no, { name: '測試姓名3' }),
  ];
  const sent = await withActor(s.web, s.officer, (trx) =>
    sendNotices(trx, s.keyring, s.officer, {
      vacancyNo: no,
      applicationIds: [asked],
      batch: false,
      body: {
        content: '通知內容本文',
        contactPerson: '測試人員1',
        contactPhone: '02-23979298',
        contactEmail: 'hr@agency.example',
        place: '',
      },
      interviewAt: null,
      replyBy: new Date(Date.now() + 86_400_000).toISOString(),
    }),
  );
  expect(sent.ok).toBe(true);
  const n = await s.admin.selectFrom('interview_notice').selectAll().executeTakeFirstOrThrow();
  const token = replyToken(s.keyring, n.token_key_id, n.id, n.version);
  const holder = { kind: 'tokenHolder', tokenHash: sha256(token).toString('hex') } as const;
  await withActor(s.web, holder, (trx) =>
    recordReply(trx, s.keyring, holder, { reply: 'accepted', message: '將準時出席' }),
  );
  const get = async (path: string) => words(await (await web.get(path, officer)).text()).replaceAll(' ', '');
  const post = async (path: string, fields: Record<string, string>) =>
    words(await (await web.post(path, { _key: key(), ...fields }, officer)).text()).replaceAll(' ', '');
  Object.assign(pages, {
    portal: await get('/portal'),
    register: await get('/officer/vacancies'),
    applicants: await get(list),
    password: await post(`${list}/retrieve`, { resume: produced }),
    contacts: await get(`${list}/contacts`),
    batch: await post(`${list}/notices/new`, { notice: produced }),
    single: await get(`${list}/${pending}/notice`),
    view: await get(`${list}/${asked}/notice`),
    no,
  });
});
afterAll(() => s.close());

const SAID: readonly [requirement: string, page: string, ...said: string[]][] = [
  [
    'R7',
    'portal',
    '首頁',
    '我的專區',
    '應用系統',
    '請由右方點選您要設定的常用應用系統或直接點選「連結」進入應用系統：',
  ],
  [
    'R7',
    'portal',
    'A4:調查表系統',
    'AB:人事業務績效考核送審核管理系統',
    'C2:人事資訊代碼系統',
    'D5:組織員額管理系統',
    'DK:職缺應徵',
    'KM:人事業務知識分享平台',
    'RTCMPT:公教人員退休撫卹試算系統',
    '教育人員退休撫卹管理系統',
    '應用系統資訊即時監控系統',
    'A.人事資料填報及考核',
    'A7:人事資料考核系統',
    'WebHR:人事服務網',
  ],
  ['R8', 'portal', 'DD:事求人機關徵才系統'],
  ['R9', 'register', '使用者目前登入的方式：帳號登入'],
  ['R10', 'register', '請輸入關鍵字'],
  ['R11–R13', 'register', '查詢職缺資料機關徵才登錄機關徵才匯入'],
  ['R20', 'register', '查詢回覆紀錄'],
  ['R22', 'register', '新增', '歷史職缺'],
  ['R23', 'register', '上網有效期間', '迄日仍有效之職缺', '職缺編號', '關鍵字', '查詢', '重設'],
  [
    'R24',
    'register',
    '序號刊登日期職稱機關名稱職系官職等工作地點有效期間審核結果修改刪除預覽調閱簡歷調閱履歷',
  ],
  ['R26', 'register', '目前頁數1', '每頁筆數15'],
  ['R28', 'register', '審核通過'],
  ['R68', 'applicants', '履歷資料產製中.....'],
  ['R69', 'applicants', '機關徵才登錄-調閱履歷', '回機關徵才登錄', '職缺編號', '須具公務人員任用資格'],
  ['R70', 'applicants', '身分證字號', '查詢'],
  ['R71', 'applicants', '調閱履歷', '匯出聯絡資訊', '批次通知面試'],
  ['R72', 'applicants', '共3人'],
  ['R73', 'applicants', '姓名性別出生日期電話聯絡Email應徵時間面試回覆狀態通知面試', '0750114'],
  ['R75', 'applicants', '※每次調閱最多僅能調閱10個人員之履歷資料'],
  [
    'R77',
    'password',
    '請設定下載壓縮檔密碼',
    '請輸入密碼：',
    '確定',
    '取消',
    '密碼長度應至少8碼以上，並且混合大小寫英文字母、數字及特殊符號。',
  ],
  ['R78', 'password', '請自行記得所設定之密碼，本系統不再提供查詢'],
  ['R80', 'contacts', '請選擇匯出聯絡資訊檔案類型', '產生ODS檔', '產生Excel檔', '確定', '取消'],
  [
    'R83',
    'batch',
    '請輸入通知職缺內容',
    '為必填欄位',
    '通知職缺-',
    '請輸入內容',
    '聯絡窗口',
    '聯絡電話',
    '聯絡Email',
    '確定',
    '取消',
  ],
  ['R84', 'batch', '系統將寄送MAIL通知應徵者面試相關資訊'],
  ['R85', 'single', '系統將寄送MAIL通知應徵者面試相關資訊'],
  [
    'R86',
    'single',
    '通知職缺面試-內容',
    '通知機關',
    '職缺編號',
    '通知對象',
    '通知內容',
    '聯絡窗口',
    '聯絡Email',
    '聯絡電話',
  ],
  ['R87', 'single', '送出邀約', '回上一頁'],
  ['R88', 'applicants', '空白：未通知或不使用系統線上通知', '接受'],
  ['R89', 'view', '通知內容', '通知內容本文', '聯絡窗口', '連絡電話', '聯絡Email', '回覆內容', '回覆時間'],
  ['R90', 'applicants', '查看通知'],
  ['R91', 'view', '接受', '將準時出席'],
];

it('[R7, R8, R9, R10, R11, R12, R13, R20, R22–R29, R68–R91] stand on the pages, unchanged', () => {
  const missing = SAID.flatMap(([requirement, page, ...said]) =>
    said
      .filter((one) => !pages[page]?.includes(one.replaceAll(' ', '')))
      .map((one) => `${requirement} ${page}: ${one}`),
  );
  expect(missing).toEqual([]);
});
