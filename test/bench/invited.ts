/** People who applied over HTTP, each application with its running workflow, and who were invited to an interview. */
import { sql } from 'kysely';
import { withActor } from '../../db/actor.ts';
import { connect } from '../../db/connection.ts';
import { replyToken } from '../../db/keyring.ts';
import { sendNotices } from '../../db/queries/notices.ts';
import { type Reader, readers } from './desk.ts';
import { until } from './frame.ts';
import type { Work } from './load/job.ts';
import { load } from './load/run.ts';
import { applicantsOf } from './people.ts';
import type { Stand } from './stand.ts';
import { listed } from './vacancies.ts';

/** Applications a second until everybody has applied. */
const RATE = 50;
const SETTLE_MS = 600_000;
const inDays = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString();

/** Everybody applies to every vacancy and is invited; answers the links' tokens when every notice is handed over. */
export async function invited(s: Stand, o: { vacancies: number; people: number }): Promise<string[]> {
  const vacancies = await listed(s, o.vacancies);
  const as = await applicantsOf(s.owner, s.keyring, o.people);
  const count = as.length * vacancies.length;
  const work: Work = { kind: 'applications', vacancies, as, from: 0 };
  const durationMs = (count / RATE) * 1_000 - 10;
  await load({ url: s.url, workers: 32, rate: RATE, warmMs: 0, durationMs, work });
  await handedOver(s, 'receipt', count);
  const { n } = await s.owner
    .selectFrom('agency')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  const tokens: string[] = [];
  // two agencies each
  for (const officer of await readers(s, Math.ceil(Number(n) / 2)))
    tokens.push(...(await notices(s, officer)));
  if (tokens.length !== count) throw new Error(`${tokens.length} notices to ${count} applicants`);
  await handedOver(s, 'notice', count);
  await sql`analyze`.execute(s.owner);
  return tokens;
}

async function notices(s: Stand, { actor, nos }: Reader): Promise<string[]> {
  const web = connect({ url: s.env.DATABASE_URL ?? '', max: 1, name: 'bench-notices' });
  const tokens: string[] = [];
  try {
    for (const vacancyNo of nos) {
      const people = await s.owner
        .selectFrom('application')
        .select('id')
        .where('vacancy_no', '=', vacancyNo)
        .execute();
      const sent = await withActor(web, actor, (trx) =>
        sendNotices(trx, s.keyring, actor, {
          vacancyNo,
          applicationIds: people.map((p) => p.id),
          body: {
            content: '測試',
            contactPerson: '測試承辦',
            contactPhone: '02-23979298',
            contactEmail: 'hr@agency.example',
            place: '10 樓會議室',
          },
          interviewAt: inDays(9),
          replyBy: inDays(7),
          batch: true,
        }),
      );
      if (!sent.ok) throw new Error(`${sent.refused.length} notices of ${people.length} were refused`);
      tokens.push(...sent.noticeIds.map((id) => replyToken(s.keyring, s.keyring.reply.current, id, 1)));
    }
    return tokens;
  } finally {
    await web.destroy();
  }
}

function handedOver(s: Stand, kind: 'receipt' | 'notice', count: number): Promise<void> {
  return until(SETTLE_MS, `${count} mails: ${kind}`, async () => {
    const { n } = await s.owner
      .selectFrom('mail_delivery')
      .select((eb) => eb.fn.countAll<string>().as('n'))
      .where('kind', '=', kind)
      .where('state', '=', 'handedOver')
      .executeTakeFirstOrThrow();
    return Number(n) === count;
  });
}
