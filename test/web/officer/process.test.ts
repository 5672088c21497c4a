import { NativeConnection } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { decideRevision } from '../../../db/queries/vacancy-review.ts';
import { addDays, formatRocSentence, taipeiDay } from '../../../domain/roc-date.ts';
import { rocPartsOf } from '../../../web/components/roc-fields.ts';
import { type TemporalLink, temporalLink } from '../../../web/temporal.ts';
import { connect } from '../../../workflows/client.ts';
import { startDelivery } from '../../../workflows/delivery.ts';
import { type Stage, stage } from '../../activities/stage.ts';
import { vacancyOf } from '../../support/scene.ts';
import { type TestTemporal, testTemporal } from '../../support/temporal.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { quietRuntime, type RunningWorker, runWorker } from '../../workflows/worker.ts';
import { fieldsOf, words } from './html.ts';

let t: Stage;
let temporal: TestTemporal;
let worker: RunningWorker;
let delivery: Awaited<ReturnType<typeof startDelivery>>;
let native: NativeConnection;
let link: TemporalLink;
let web: Web;
let officer: SignedIn;
let client: Awaited<ReturnType<typeof connect>>;

beforeAll(async () => {
  quietRuntime();
  [t, temporal] = await Promise.all([stage(), testTemporal()]);
  const { address, namespace } = temporal;
  native = await NativeConnection.connect({ address });
  worker = await runWorker({ connection: native, namespace, ports: t.ports });
  client = await connect({ address, namespace });
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  delivery = await startDelivery({ db: t.s.worker, temporal: client, log, pollMs: 200 });
  link = temporalLink({ address, namespace });
  web = await webOf(t.s, { services: { temporal: link } });
  officer = await web.signIn(t.s.officer);
}, 120_000);
afterAll(async () => {
  await delivery?.stop();
  await worker?.stop();
  await link?.close();
  await client?.close();
  await native?.close();
  await temporal?.close();
  await t?.close();
});

const page = async (no: string, part = ''): Promise<string> =>
  (await web.get(`/officer/vacancies/${no}${part}`, officer)).text();
/** Looks until the page says so; the test's own time limit ends a wait in vain. */
async function until(no: string, said: string): Promise<string> {
  for (;;) {
    const text = words(await page(no));
    if (text.includes(said)) return text;
    await new Promise((done) => setTimeout(done, 200));
  }
}

describe('a vacancy with its running workflow', { timeout: 120_000 }, () => {
  it('is handed in, approved and listed; the page shows what the run answers; extension and ending answer at once', async () => {
    const no = await vacancyOf(t.s, { until: 'inReview' });
    await until(no, '階段 編擬中');
    await withActor(t.s.web, t.s.reviewer, (trx) =>
      decideRevision(trx, t.s.reviewer, { no, number: 1, decision: 'approve' }),
    );
    const listed = await until(no, '階段 刊登中');
    expect(listed).toContain('下次應徵人數通知');
    expect(listed).toContain('下次產製履歷');
    expect(listed).toContain('進行中 0 件、已結束 0 件');
    const part = words(await page(no, '/process'));
    expect(part).toContain('流程於');

    const listedTo = addDays(taipeiDay(new Date()), 30);
    const { y, m, d } = rocPartsOf(listedTo);
    const form = fieldsOf(await page(no, '/extend'));
    const extend = { ...form, 'listedTo-y': y, 'listedTo-m': m, 'listedTo-d': d, reason: 'fewApplicants' };
    const extended = await web.post(`/officer/vacancies/${no}/extend`, extend, officer);
    expect(said(extended)).toContain(`已延長刊登，截止時間為 ${formatRocSentence(listedTo)}24:00`);
    await until(no, `截止 ${formatRocSentence(listedTo)}24:00`);

    const end = { ...fieldsOf(await page(no, '/end')), reason: 'postFilled' };
    const ended = await web.post(`/officer/vacancies/${no}/end`, end, officer);
    expect(said(ended)).toContain('已提前截止');
    const closed = await until(no, '階段 已截止');
    expect(closed).toContain('提前截止：職缺已由其他途徑補實');
    const again = await web.get(`/officer/vacancies/${no}/extend`, officer);
    expect(said(again)).toContain('不在刊登中');
  });
});

const said = (r: Response): string =>
  Buffer.from(/said=([^;]+)/.exec(r.headers.get('set-cookie') ?? '')?.[1] ?? '', 'base64url').toString();
