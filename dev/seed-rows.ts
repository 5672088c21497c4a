import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../db/actor.ts';
import { blindIndex, newDataKey, sha256 } from '../db/crypto.ts';
import type { Keyring } from '../db/keyring.ts';
import { briefOf, sealBrief, sealRecord } from '../db/personal.ts';
import { columnsOf } from '../db/queries/vacancy-columns.ts';
import { PERSONNEL_CATEGORIES, WORKPLACES } from '../domain/codes.ts';
import { addDays, taipeiDay } from '../domain/roc-date.ts';
import { formatApplicationNo, formatVacancyNo } from '../domain/vacancy-no.ts';
import { demoRecords, demoVacancies } from './demo-content.ts';

const CHUNK = 500;
/** How many applicants the one crowded vacancy gets. */
const CROWD = 2_000;

/**
 * Listed vacancies without workflows (`process = none`), `live` of them with. Answers their numbers.
 * @param o.mode only vacancies of this platform; otherwise both
 */
export async function seedVacancies(
  owner: Db,
  o: { count: number; live: number; mode?: 'civilService' | 'open' },
): Promise<string[]> {
  const now = new Date();
  const day = taipeiDay(now);
  const agencies = await seedAgencies(owner, Math.max(1, Math.min(200, Math.ceil(o.count / 20))));
  const { rows } = await sql<{ last: number }>`
    insert into vacancy_no_counter (month, last) values (${day.slice(0, 7)}, ${o.count})
    on conflict (month) do update set last = vacancy_no_counter.last + ${o.count} returning last`.execute(
    owner,
  );
  const first = (rows[0]?.last ?? o.count) - o.count + 1;
  const templates = demoVacancies(now)
    .slice(0, 3)
    .filter((t) => o.mode === undefined || t.content.mode === o.mode);
  const nos: string[] = [];
  for (let at = 0; at < o.count; at += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, o.count - at) }, (_, k) => {
      const i = at + k;
      const no = formatVacancyNo(day, first + i);
      nos.push(no);
      const agency = agencies[i % agencies.length] as { id: number; code: string; name: string };
      const template = (templates[i % templates.length] as (typeof templates)[number]).content;
      const content = {
        ...template,
        agencyCode: agency.code,
        agencyName: agency.name,
        agencyAddress: '測試市測試路 1 號',
        title: `${template.title}${i + 1}`,
        personnelCategory: (PERSONNEL_CATEGORIES[i % PERSONNEL_CATEGORIES.length] as { code: string }).code,
        workplaces: [(WORKPLACES[i % WORKPLACES.length] as { code: string }).code],
        closingTime: '',
        listedTo: addDays(day, 5 + (i % 60)),
      };
      const live = i < o.live;
      return {
        no,
        agency_id: agency.id,
        ...columnsOf(no, content),
        review_outcome: 'approved' as const,
        stage: live ? ('scheduled' as const) : ('listed' as const),
        listed_at: live ? null : new Date(now.getTime() - i * 1_000),
        published_on: day,
        submitted_at: now,
        decided_at: now,
        revision: 1,
        process: live ? ('workflow' as const) : ('none' as const),
      };
    });
    await owner.insertInto('vacancy').values(chunk).execute();
  }
  for (const no of nos.slice(0, o.live))
    await sql`insert into outbox (key, kind, target) values (${`start:${no}`}, 'startVacancy', ${no})`.execute(
      owner,
    );
  return nos;
}

async function seedAgencies(owner: Db, count: number) {
  return owner
    .insertInto('agency')
    .values(
      Array.from({ length: count }, (_, i) => ({
        code: `S${String(i + 1).padStart(8, '0')}A`,
        name: `測試機關${i + 1}`,
      })),
    )
    .onConflict((c) => c.column('code').doUpdateSet((eb) => ({ name: eb.ref('excluded.name') })))
    .returning(['id', 'code', 'name'])
    .execute();
}

/**
 * Applications without workflows, the first vacancy crowded, all with a produced document that shares one
 * blob (its bytes open for the first application only). Each has its own key, as real ones do.
 */
export async function seedApplications(
  owner: Db,
  keyring: Keyring,
  o: { nos: string[]; count: number },
): Promise<void> {
  if (o.count === 0 || o.nos.length === 0) return;
  const owners = await owner
    .selectFrom('vacancy')
    .select(['no', 'agency_id', 'mode'])
    .where('no', 'in', o.nos.length > 20_000 ? o.nos.slice(0, 20_000) : o.nos)
    .orderBy('no')
    .execute();
  const records = demoRecords();
  const { last } = await sql<{ last: string }>`select nextval('application_serial')::text as last`
    .execute(owner)
    .then((r) => r.rows[0] as { last: string });
  const crowd = Math.min(CROWD, Math.ceil(o.count / 2));
  const now = Date.now();
  let blobId: string | null = null;
  for (let at = 0; at < o.count; at += CHUNK) {
    const applications = [];
    const keys = [];
    for (let i = at; i < Math.min(at + CHUNK, o.count); i++) {
      const v = owners[i < crowd ? 0 : 1 + ((i - crowd) % Math.max(1, owners.length - 1))] ?? owners[0];
      const template = records[i % records.length];
      if (!v || !template) continue;
      const record = { ...template, basic: { ...template.basic, name: `測試姓名${i + 1}` } };
      const id = randomUUID();
      const { key, wrapped } = newDataKey(keyring, `application:${id}`);
      const submitted = new Date(now - (o.count - i) * 1_000);
      applications.push({
        id,
        no: formatApplicationNo(taipeiDay(submitted), Number(last) + i + 1),
        vacancy_no: v.no,
        agency_id: v.agency_id,
        applicant_id: null,
        mode: v.mode === 'open' ? ('open' as const) : ('civilService' as const),
        revision: 1,
        submitted_at: submitted,
        consent_at: submitted,
        brief_enc: sealBrief(key, id, briefOf(record)),
        record_enc: sealRecord(key, id, record),
        id_index: blindIndex(keyring, 'idNumber', record.basic.idNumber),
        production_state: i % 5 === 4 ? ('pending' as const) : ('produced' as const),
        reply_status: (['none', 'none', 'notified', 'accepted', 'declined'] as const)[i % 5],
        child_started_at: submitted,
        process: 'none' as const,
      });
      keys.push({ application_id: id, agency_id: v.agency_id, applicant_id: null, wrapped });
    }
    await owner.insertInto('application').values(applications).execute();
    await owner.insertInto('data_key').values(keys).execute();
    blobId ??= await sharedBlob(owner, applications[0] as { id: string; agency_id: number });
    await owner
      .insertInto('resume_document')
      .values(
        applications
          .filter((a) => a.production_state === 'produced')
          .map((a) => ({
            application_id: a.id,
            agency_id: a.agency_id,
            applicant_id: null,
            application_version: 1,
            blob_id: blobId as string,
            pages: 3,
            font_hash: 'seed',
          })),
      )
      .execute();
  }
  await sql`select setval('application_serial', ${Number(last) + o.count + 1})`.execute(owner);
  // So many rows at once would be planned for as the empty tables they were, until autovacuum comes by.
  await sql`analyze`.execute(owner);
}

async function sharedBlob(owner: Db, a: { id: string; agency_id: number }): Promise<string> {
  const bytes = Buffer.alloc(230_000, 7);
  const { id } = await owner
    .insertInto('blob')
    .values({
      application_id: a.id,
      agency_id: a.agency_id,
      applicant_id: null,
      sha256: sha256(bytes),
      size: bytes.length,
      bytes,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
