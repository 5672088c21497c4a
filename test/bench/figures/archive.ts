/**
 * 調閱履歷 of ten people over HTTP, from the post with the password to the last byte of the archive: ten documents
 * decrypted, ten audit events, the sheet typeset, everything sealed with AES-256. `archive.ten_s`: documents alone;
 * `archive.ten_by_ten_s`: ten officers at once, until the last has hers; `archive.ten_with_attachments_s` and
 * `archive.first_byte_s`: each person with an attachment of 5 MB more; `archive.growth_mb`: what the pages' process
 * holds more at most while these leave.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { postgresBlobs } from '../../../db/blob-store.ts';
import { seal } from '../../../db/crypto.ts';
import { loadDataKeys } from '../../../db/personal.ts';
import { storeFiles } from '../../../db/queries/application-files.ts';
import { seedApplications, seedVacancies } from '../../../dev/seed-rows.ts';
import { createTypesetter } from '../../../documents/resume-pdf.ts';
import { type Figure, figureOf, round, scaled } from '../frame.ts';
import { client } from '../load/client.ts';
import { type SignedIn, staff } from '../people.ts';
import { resident } from '../resident.ts';
import { longResume } from '../resume.ts';
import { onStand, type Stand } from '../stand.ts';

const PEOPLE = 10;
const OFFICERS = 10;
const LEAST_BYTES = 230_000;
const ATTACHMENT_BYTES = 5_000_000;
const ROUNDS = 15;

export const archive: Figure = {
  names: [
    'archive.ten_s',
    'archive.ten_by_ten_s',
    'archive.ten_with_attachments_s',
    'archive.first_byte_s',
    'archive.growth_mb',
  ],
  measure: (run) =>
    onStand(run.say, async (s) => {
      const [no = ''] = await seedVacancies(s.owner, { count: 1, live: 0, mode: 'civilService' });
      await seedApplications(s.owner, s.keyring, { nos: [no], count: PEOPLE });
      const documents = await giveDocuments(s, no);
      const agency = await s.owner.selectFrom('agency').select('id').executeTakeFirstOrThrow();
      const officers: SignedIn[] = [];
      for (let i = 0; i < OFFICERS; i++)
        officers.push(await staff(s.owner, `officer${i}`, 'officer', [agency.id]));
      const people = await s.owner.selectFrom('application').select('id').execute();
      const take = retriever(
        s,
        no,
        people.map((a) => a.id),
      );
      const [officer] = officers as [SignedIn];
      for (let i = 0; i < 3; i++) await take(officer, documents);
      const alone: number[] = [];
      for (let i = 0; i < scaled(run, ROUNDS); i++) alone.push((await take(officer, documents)).seconds);
      const together: number[] = [];
      for (let i = 0; i < scaled(run, ROUNDS); i++) {
        const taken = await Promise.all(officers.map((each) => take(each, documents)));
        together.push(Math.max(...taken.map((one) => one.seconds)));
      }
      await giveAttachments(s);
      const all = documents + PEOPLE * ATTACHMENT_BYTES;
      const heavy: { seconds: number; firstByte: number }[] = [];
      const before = resident(s).web;
      let highest = before;
      const looking = setInterval(() => {
        highest = Math.max(highest, resident(s).web);
      }, 50);
      for (let i = 0; i < scaled(run, ROUNDS); i++) heavy.push(await take(officer, all));
      clearInterval(looking);
      const of = `ten documents of ${Math.round(documents / PEOPLE / 1_000)} KB`;
      const more = `${of}, ten attachments of ${ATTACHMENT_BYTES / 1_000_000} MB`;
      const within = (limit: number) => ({ words: `at most ${limit} s`, met: (sec: number) => sec <= limit });
      const seconds = (rounds: number[], words: string, limit: number) =>
        figureOf(rounds, { unit: 's', of: words, singles: rounds, target: within(limit) });
      return {
        'archive.ten_s': seconds(alone, `${of}, one officer at a time`, 1),
        'archive.ten_by_ten_s': seconds(together, `${of}, ${OFFICERS} officers at once, the last one's`, 4),
        'archive.ten_with_attachments_s': seconds(
          heavy.map((one) => one.seconds),
          `${more}, one officer at a time`,
          8,
        ),
        'archive.first_byte_s': seconds(
          heavy.map((one) => one.firstByte),
          more,
          0.5,
        ),
        'archive.growth_mb': {
          value: round(highest - before),
          unit: 'MB',
          of: `PSS of the pages' process above that before; ${more}`,
        },
      };
    }),
};

/** One officer's retrieval of these people. @throws when what comes is no archive of at least these bytes */
function retriever(
  s: Stand,
  no: string,
  ids: readonly string[],
): (officer: SignedIn, bytes: number) => Promise<{ seconds: number; firstByte: number }> {
  const ask = client(s.url, OFFICERS);
  return async (officer, bytes) => {
    const body = new URLSearchParams([
      ['_csrf', officer.csrf],
      ['_key', randomUUID()],
      ['step', 'archive'],
      ['purpose', 'shortlist'],
      ['password', 'Bench-115-archive'],
      ...ids.map((id): [string, string] => ['resume', id]),
    ]);
    const began = performance.now();
    const answer = await ask({
      method: 'POST',
      path: `/officer/vacancies/${no}/applicants/retrieve`,
      headers: {
        cookie: officer.cookie,
        origin: s.url,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: Buffer.from(body.toString()),
    });
    const seconds = (performance.now() - began) / 1_000;
    const zip = answer.body.subarray(0, 2).toString('latin1') === 'PK';
    if (answer.status !== 200 || !zip || answer.body.length < bytes)
      throw new Error(`no archive but ${answer.status} with ${answer.body.length} bytes`);
    return { seconds, firstByte: answer.firstByteMs / 1_000 };
  };
}

/** One more file for each person, of bytes that no zip makes smaller. */
async function giveAttachments(s: Stand): Promise<void> {
  const applications = await s.owner
    .selectFrom('application')
    .select(['id', 'agency_id', 'applicant_id', 'version'])
    .execute();
  for (const { id, ...a } of applications)
    await s.owner.transaction().execute(async (trx) => {
      const key = (await loadDataKeys(trx, s.keyring, [id])).get(id);
      if (!key) throw new Error('no key');
      const file = { name: '證明.pdf', mediaType: 'application/pdf', bytes: randomBytes(ATTACHMENT_BYTES) };
      await storeFiles(trx, key, { ...a, application_id: id }, [file]);
    });
}

/** Sets each application's résumé and stores it sealed, as the worker does; bytes in all. */
async function giveDocuments(s: Stand, no: string): Promise<number> {
  const typesetter = createTypesetter();
  try {
    const applications = await s.owner
      .selectFrom('application')
      .select(['id', 'no', 'agency_id', 'applicant_id'])
      .where('vacancy_no', '=', no)
      .execute();
    let all = 0;
    for (const a of applications) {
      const made = await typesetter.resume(longResume(a.no));
      if (made.bytes.length < LEAST_BYTES) throw new Error(`only ${made.bytes.length} bytes`);
      all += made.bytes.length;
      await s.owner.transaction().execute(async (trx) => {
        const key = (await loadDataKeys(trx, s.keyring, [a.id])).get(a.id);
        if (!key) throw new Error('no key');
        const owner = { application_id: a.id, agency_id: a.agency_id, applicant_id: a.applicant_id };
        const sealed = seal(key, Buffer.from(made.bytes), `blob:${a.id}`);
        const blobId = await postgresBlobs.put(trx, owner, sealed, made.bytes.length);
        await trx.deleteFrom('resume_document').where('application_id', '=', a.id).execute();
        await trx
          .insertInto('resume_document')
          .values({ ...owner, application_version: 1, blob_id: blobId, pages: 3, font_hash: made.fontHash })
          .execute();
      });
    }
    return all;
  } finally {
    await typesetter.close();
  }
}
