/**
 * `archive.ten_s`: 調閱履歷 of ten people over HTTP, from the post with the password to the last byte of the archive:
 * ten documents decrypted, ten audit events, the sheet typeset, everything sealed with AES-256.
 */
import { randomUUID } from 'node:crypto';
import { postgresBlobs } from '../../../db/blob-store.ts';
import { seal } from '../../../db/crypto.ts';
import { loadDataKeys } from '../../../db/personal.ts';
import { seedApplications, seedVacancies } from '../../../dev/seed-rows.ts';
import { createTypesetter } from '../../../documents/resume-pdf.ts';
import { type Figure, figureOf, scaled } from '../frame.ts';
import { client } from '../load/client.ts';
import { staff } from '../people.ts';
import { longResume } from '../resume.ts';
import { onStand, type Stand } from '../stand.ts';

const PEOPLE = 10;
const LEAST_BYTES = 230_000;

export const archive: Figure = {
  names: ['archive.ten_s'],
  measure: (run) =>
    onStand(run.say, async (s) => {
      const [no = ''] = await seedVacancies(s.owner, { count: 1, live: 0, mode: 'civilService' });
      await seedApplications(s.owner, s.keyring, { nos: [no], count: PEOPLE });
      const bytes = await giveDocuments(s, no);
      const agency = await s.owner.selectFrom('agency').select('id').executeTakeFirstOrThrow();
      const officer = await staff(s.owner, 'officer', 'officer', [agency.id]);
      const ids = await s.owner.selectFrom('application').select('id').execute();
      const ask = client(s.url, 1);
      const once = async (): Promise<number> => {
        const body = new URLSearchParams([
          ['_csrf', officer.csrf],
          ['_key', randomUUID()],
          ['step', 'archive'],
          ['purpose', 'shortlist'],
          ['password', 'Bench-115-archive'],
          ...ids.map(({ id }): [string, string] => ['resume', id]),
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
        if (answer.status !== 200 || !zip || answer.body.length < (bytes * 9) / 10)
          throw new Error(`no archive but ${answer.status} with ${answer.body.length} bytes`);
        return seconds;
      };
      for (let i = 0; i < 3; i++) await once();
      const rounds: number[] = [];
      for (let i = 0; i < scaled(run, 15); i++) rounds.push(await once());
      return {
        'archive.ten_s': figureOf(rounds, {
          unit: 's',
          of: `ten documents of ${Math.round(bytes / PEOPLE / 1_000)} KB, one officer at a time`,
          singles: rounds,
        }),
      };
    }),
};

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
