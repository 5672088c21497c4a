/**
 * `notices.batch_200_ack_s`: an officer's batch of 200 notices, from the post to the answer that they are recorded;
 * `notices.batch_200_p95_smtp_s`: from that post until 95 of 100 mails were handed to the mail server. Applications
 * come in over HTTP first, so that each has its own running workflow.
 */
import { randomUUID } from 'node:crypto';
import { taipeiDay } from '../../../domain/roc-date.ts';
import { later } from '../../faults/forms.ts';
import { type Figure, figureOf, quantile, scaled, until } from '../frame.ts';
import { client } from '../load/client.ts';
import type { Work } from '../load/job.ts';
import { load } from '../load/run.ts';
import { applicantsOf, type SignedIn, staff } from '../people.ts';
import { onStand, type Stand } from '../stand.ts';
import { listed } from '../vacancies.ts';

const PEOPLE = 200;
const ACK_S = 0.5;
const SMTP_S = 10;

export const notices: Figure = {
  names: ['notices.batch_200_ack_s', 'notices.batch_200_p95_smtp_s'],
  measure: (run) =>
    onStand(run.say, async (s) => {
      const vacancies = await listed(s, scaled(run, 5));
      const as = await applicantsOf(s.owner, s.keyring, PEOPLE);
      const agencies = await s.owner.selectFrom('agency').select('id').execute();
      const officer = await staff(
        s.owner,
        'officer',
        'officer',
        agencies.map((a) => a.id),
      );
      const acks: number[] = [];
      const handed: number[] = [];
      for (const no of vacancies) {
        const ids = await applied(s, no, as);
        const { at, ack } = await batch(s, officer, no, ids);
        acks.push(ack);
        const seconds = await handedOver(s, no, at);
        handed.push(quantile(seconds, 0.95));
        run.say(
          `  acknowledged after ${ack.toFixed(2)} s, 95 of 100 handed over after ${handed.at(-1)?.toFixed(1)} s`,
        );
      }
      return {
        'notices.batch_200_ack_s': figureOf(acks, {
          unit: 's',
          of: `${PEOPLE} notices in one batch`,
          target: { words: `within ${ACK_S} s`, met: (sec) => sec <= ACK_S },
        }),
        'notices.batch_200_p95_smtp_s': figureOf(handed, {
          unit: 's',
          of: `${PEOPLE} notices in one batch, each from a workflow of its own`,
          target: { words: `95 % within ${SMTP_S} s`, met: (sec) => sec <= SMTP_S },
        }),
      };
    }),
};

/** Everybody applies to it; answers the applications' ids when each has its workflow and its receipt is sent. */
async function applied(s: Stand, no: string, as: SignedIn[]): Promise<string[]> {
  const work: Work = { kind: 'applications', vacancies: [no], as, from: 0 };
  // At twenty a second until everybody has applied, and no longer.
  const durationMs = (as.length / 20) * 1_000 - 25;
  await load({ url: s.url, workers: 16, rate: 20, warmMs: 0, durationMs, work });
  await until(120_000, 'children and receipts', async () => {
    const { n } = await s.owner
      .selectFrom('mail_delivery')
      .select((eb) => eb.fn.countAll<string>().as('n'))
      .where('vacancy_no', '=', no)
      .where('kind', '=', 'receipt')
      .where('state', '=', 'handedOver')
      .executeTakeFirstOrThrow();
    return Number(n) === as.length;
  });
  const rows = await s.owner.selectFrom('application').select('id').where('vacancy_no', '=', no).execute();
  return rows.map((r) => r.id);
}

async function batch(
  s: Stand,
  officer: SignedIn,
  no: string,
  ids: readonly string[],
): Promise<{ at: number; ack: number }> {
  const today = taipeiDay(new Date());
  const boxes = (name: string, iso: string): [string, string][] => [
    [`${name}-y`, String(Number(iso.slice(0, 4)) - 1911)],
    [`${name}-m`, String(Number(iso.slice(5, 7)))],
    [`${name}-d`, String(Number(iso.slice(8, 10)))],
  ];
  const body = new URLSearchParams([
    ['_csrf', officer.csrf],
    ['_key', randomUUID()],
    ...ids.map((id): [string, string] => ['notice', id]),
    ['do', 'send'],
    ['content', '請於指定時間到場面試。'],
    ['contactPerson', '測試承辦'],
    ['contactPhone', '02-23979298'],
    ['contactEmail', 'hr@agency.example'],
    ['place', '10 樓會議室'],
    ...boxes('interviewDay', later(today, 9)),
    ['interviewTime', '10:00'],
    ...boxes('replyByDay', later(today, 7)),
    ['replyByTime', ''],
  ]);
  const at = Date.now();
  const began = performance.now();
  const answer = await client(
    s.url,
    1,
  )({
    method: 'POST',
    path: `/officer/vacancies/${no}/applicants/notices`,
    headers: {
      cookie: officer.cookie,
      origin: s.url,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: Buffer.from(body.toString()),
  });
  if (answer.status !== 303) throw new Error(`no batch but ${answer.status}`);
  return { at, ack: (performance.now() - began) / 1_000 };
}

/** Seconds from the post until each notice was handed over. */
async function handedOver(s: Stand, no: string, at: number): Promise<number[]> {
  const rows = () =>
    s.owner
      .selectFrom('mail_delivery')
      .select('handed_over_at')
      .where('vacancy_no', '=', no)
      .where('kind', '=', 'notice')
      .where('state', '=', 'handedOver')
      .execute();
  await until(120_000, 'the notices', async () => (await rows()).length === PEOPLE);
  return (await rows()).map((r) => ((r.handed_over_at?.getTime() ?? Number.NaN) - at) / 1_000);
}
