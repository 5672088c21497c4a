import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { sha256 } from '../../db/crypto.ts';
import { nameDeputy } from '../../db/queries/deputies.ts';
import { recordReply } from '../../db/queries/notice-reply.ts';
import { saveNoticeSettings } from '../../db/queries/notice-settings.ts';
import { handOverVacancy } from '../../db/queries/vacancy-handler.ts';
import { taipeiDay } from '../../domain/taipei-time.ts';
import { colleagueOf, vacancyOf } from '../support/scene.ts';
import { apply, notify, type Stage, stage } from './stage.ts';

let t: Stage;
let other: Awaited<ReturnType<typeof colleagueOf>>;
beforeAll(async () => {
  t = await stage();
  other = await colleagueOf(t.s, 'colleague', '測試同仁');
});
afterAll(() => t.close());
beforeEach(async () => {
  t.box.clear();
  await t.s.admin.deleteFrom('deputy').execute();
  await t.s.admin.deleteFrom('account_setting').execute();
});

const asOfficer = <T>(fn: Parameters<typeof withActor<T>>[2]) => withActor(t.s.web, t.s.officer, fn);
const settings = (off: Partial<Record<'digest' | 'replyAlerts' | 'closingSoon', false>>) =>
  asOfficer((trx) =>
    saveNoticeSettings(
      trx,
      t.s.officer,
      {
        digest: true,
        replyAlerts: true,
        closingSoon: true,
        resultApprovals: true,
        notesReturned: true,
        ...off,
      },
      null,
    ),
  );
const handOver = (no: string) =>
  asOfficer((trx) => handOverVacancy(trx, t.s.officer, { no, to: other.accountId, requestId: null }));
const deputise = () => {
  const today = taipeiDay(new Date());
  const o = { deputyId: other.accountId, from: today, to: today, requestId: null };
  return asOfficer((trx) => nameDeputy(trx, t.s.officer, o));
};
const closesIn = (no: string, hours: number) =>
  t.s.admin
    .updateTable('vacancy')
    .set({ closes_at: new Date(Date.now() + hours * 3_600_000) })
    .where('no', '=', no)
    .execute();
const to = (no: string): string[] =>
  t.box
    .messages({ subject: no })
    .flatMap((m) => m.to)
    .sort();

/** An applicant answers a notice; who hears of it besides her. */
async function answered(no: string): Promise<string[]> {
  const a = await apply(t.s, no);
  const noticeId = await notify(t.s, no, a.id);
  await t.ports.sendNotice({ noticeId });
  const token = /\/r\/([\w-]{43})/.exec(t.box.messages({ to: a.email })[0]?.text ?? '')?.[1] ?? '';
  const holder = { kind: 'tokenHolder' as const, tokenHash: sha256(token).toString('hex') };
  await withActor(t.s.web, holder, (trx) =>
    recordReply(trx, t.s.keyring, holder, { reply: 'accepted', message: '' }),
  );
  t.box.clear();
  await t.ports.sendReplyReceipt({ noticeId, replyVersion: 1 });
  await t.ports.sendReplyReceipt({ noticeId, replyVersion: 1 });
  return to(no).filter((address) => address !== a.email);
}

describe('[R56] mails to the agency', () => {
  it('follow a vacancy that was handed over to the officer who has it', async () => {
    const no = await vacancyOf(t.s);
    await handOver(no);
    await t.ports.sendDigest({ vacancyNo: no });
    expect(to(no)).toEqual(['colleague@agency.example']);
    t.box.clear();
    expect(await answered(no)).toEqual(['colleague@agency.example']);
  });

  it('[R91] replies go to who stands in for her as well, once each', async () => {
    await deputise();
    expect(await answered(await vacancyOf(t.s))).toEqual(['colleague@agency.example', 'hr@agency.example']);
  });

  it('are not sent when the officer turned them off; a colleague’s setting does not count', async () => {
    const no = await vacancyOf(t.s);
    await settings({ digest: false, replyAlerts: false });
    await t.ports.sendDigest({ vacancyNo: no });
    expect(to(no)).toEqual([]);
    expect(await answered(no)).toEqual([]);
    await handOver(no);
    await t.ports.sendDigest({ vacancyNo: no });
    expect(to(no).filter((one) => one.startsWith('colleague'))).toHaveLength(1);
  });
});

describe('the word that a vacancy closes soon', () => {
  it('comes once for a closing day, within three days of it, to herself and who stands in for her', async () => {
    const no = await vacancyOf(t.s);
    await settings({ digest: false });
    await closesIn(no, 80);
    await t.ports.sendDigest({ vacancyNo: no });
    expect(to(no)).toEqual([]);
    await closesIn(no, 30);
    await deputise();
    for (let i = 0; i < 2; i++) await t.ports.sendDigest({ vacancyNo: no });
    expect(to(no)).toEqual(['colleague@agency.example', 'officer@agency.example']);
    const [mail] = t.box.messages({ to: 'colleague@agency.example', subject: no });
    expect(mail?.subject).toContain('即將截止');
    expect(mail?.text).toMatch(/代理：測試officer/);
  });

  it('does not come when she turned it off', async () => {
    const no = await vacancyOf(t.s);
    await settings({ digest: false, closingSoon: false });
    await closesIn(no, 30);
    await t.ports.sendDigest({ vacancyNo: no });
    expect(to(no)).toEqual([]);
  });
});
