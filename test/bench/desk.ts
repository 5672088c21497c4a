/** An office of the size the figures are asked for: many agencies, their vacancies, applications and notices. */
import { sql } from 'kysely';
import { type Actor, type Db, withActor } from '../../db/actor.ts';
import { connect } from '../../db/connection.ts';
import { replyToken } from '../../db/keyring.ts';
import { sendNotices } from '../../db/queries/notices.ts';
import { seedApplications, seedVacancies } from '../../dev/seed-rows.ts';
import { type SignedIn, staff } from './people.ts';
import type { Stand } from './stand.ts';

/** An officer, signed in, with the vacancies of her agencies. */
export interface Reader extends SignedIn {
  actor: Actor & { kind: 'officer' };
  nos: string[];
}

/** So many vacancies without workflows, with so many applications; one of them has 2,000 or half of all. */
export async function fill(s: Stand, o: { vacancies: number; applications: number }): Promise<void> {
  const nos = await seedVacancies(s.owner, { count: o.vacancies, live: 0 });
  await seedApplications(s.owner, s.keyring, { nos, count: o.applications });
}

/** Officers of two agencies each, the crowded vacancy's agency among the first one's. */
export async function readers(s: Stand, count: number): Promise<Reader[]> {
  const agencies = await s.owner.selectFrom('agency').select('id').orderBy('id').execute();
  const made: Reader[] = [];
  for (let i = 0; i < count; i++) {
    const two = [0, 1].map((k) => (agencies[(2 * i + k) % agencies.length] as { id: number }).id);
    const agencyIds = [...new Set(two)];
    const signedIn = await staff(s.owner, `reader${i}`, 'officer', agencyIds);
    const { id: accountId } = await s.owner
      .selectFrom('account')
      .select('id')
      .where('login', '=', `reader${i}`)
      .executeTakeFirstOrThrow();
    const vacancies = await s.owner
      .selectFrom('vacancy')
      .select('no')
      .where('agency_id', 'in', agencyIds)
      .orderBy('no')
      .execute();
    made.push({
      ...signedIn,
      actor: { kind: 'officer', accountId, agencyIds },
      nos: vacancies.map((v) => v.no),
    });
  }
  return made;
}

/** Notices to applicants who had none, at most `each` a vacancy; answers the tokens of their links. */
export async function notify(
  s: Stand,
  o: { officers: readonly Reader[]; vacanciesEach: number; each: number },
): Promise<string[]> {
  const web = connect({ url: s.env.DATABASE_URL ?? '', max: 4, name: 'bench-notices' });
  const tokens: string[] = [];
  try {
    for (const { actor, nos } of o.officers)
      for (const vacancyNo of nos.slice(0, o.vacanciesEach)) {
        const people = await s.owner
          .selectFrom('application')
          .select('id')
          .where('vacancy_no', '=', vacancyNo)
          .where('reply_status', '=', 'none')
          .orderBy('submitted_at')
          .limit(o.each)
          .execute();
        tokens.push(...(await invite(s, web, { actor, vacancyNo, applicationIds: people.map((p) => p.id) })));
      }
    // These applications have no runs that could hear of them.
    await sql`update outbox set done_at = clock_timestamp(), done_reason = 'moot' where done_at is null`.execute(
      s.owner,
    );
    await sql`analyze`.execute(s.owner);
    return tokens;
  } finally {
    await web.destroy();
  }
}

/** One batch of notices to these; answers the tokens of their links. */
export async function invite(
  s: Stand,
  web: Db,
  o: { actor: Actor & { kind: 'officer' }; vacancyNo: string; applicationIds: string[] },
): Promise<string[]> {
  const inDays = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString();
  const sent = await withActor(web, o.actor, (trx) =>
    sendNotices(trx, s.keyring, o.actor, {
      vacancyNo: o.vacancyNo,
      applicationIds: o.applicationIds,
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
  if (!sent.ok) throw new Error(`${sent.refused.length} notices of ${o.applicationIds.length} were refused`);
  return sent.noticeIds.map((id) => replyToken(s.keyring, s.keyring.reply.current, id, 1));
}
