import type { Particulars } from '../domain/particulars.ts';
import { withAllFields } from '../domain/resume-fields.ts';
import type { ResumeRecord } from '../domain/resume-record.ts';
import type { Trx } from './actor.ts';
import { open, openJson, seal, sealJson, unwrapDataKey } from './crypto.ts';
import type { Keyring } from './keyring.ts';

/** What the applicants page shows of a person (R73). */
export interface Brief {
  name: string;
  sex: 'male' | 'female';
  /** ISO day. */
  birthDate: string;
  phone: string;
  email: string;
}

/** What an interview notice says; encrypted, because an officer may write anything about a person in it. */
export interface NoticeBody {
  content: string;
  contactPerson: string;
  contactPhone: string;
  contactEmail: string;
  place: string;
}

/** The brief of a record. */
export function briefOf(record: ResumeRecord): Brief {
  const { name, sex, birthDate, phone, mobile, email } = record.basic;
  return { name, sex: sex === 'female' ? 'female' : 'male', birthDate, phone: phone || mobile, email };
}

export const sealBrief = (key: Buffer, id: string, brief: Brief): Buffer =>
  sealJson(key, brief, `application:${id}:brief`);
export const openBrief = (key: Buffer, id: string, sealed: Buffer): Brief =>
  openJson(key, sealed, `application:${id}:brief`);
export const sealRecord = (key: Buffer, id: string, record: ResumeRecord): Buffer =>
  sealJson(key, record, `application:${id}:record`);
export const openRecord = (key: Buffer, id: string, sealed: Buffer): ResumeRecord =>
  withAllFields(openJson(key, sealed, `application:${id}:record`));
/** Characters of a document that no font has: most come from a name. */
export const sealMissing = (
  key: Buffer,
  applicationId: string,
  version: number,
  characters: readonly string[],
): Buffer => sealJson(key, characters, `document:${applicationId}:${version}:missing`);
export const openMissing = (key: Buffer, applicationId: string, version: number, sealed: Buffer): string[] =>
  openJson(key, sealed, `document:${applicationId}:${version}:missing`);
export const sealParticulars = (key: Buffer, id: string, particulars: Particulars): Buffer =>
  sealJson(key, particulars, `application:${id}:particulars`);
export const openParticulars = (key: Buffer, id: string, sealed: Buffer): Particulars =>
  openJson(key, sealed, `application:${id}:particulars`);
export const sealNoticeBody = (key: Buffer, noticeId: string, body: NoticeBody): Buffer =>
  sealJson(key, body, `notice:${noticeId}:body`);
export const openNoticeBody = (key: Buffer, noticeId: string, sealed: Buffer): NoticeBody =>
  openJson(key, sealed, `notice:${noticeId}:body`);
export const openReplyMessage = (
  key: Buffer,
  noticeId: string,
  replyVersion: number,
  sealed: Buffer,
): string => open(key, sealed, `reply:${noticeId}:${replyVersion}`).toString('utf8');

export const sealLetter = (key: Buffer, applicationId: string, version: number, letter: string): Buffer =>
  seal(key, letter, `result:${applicationId}:${version}`);
export const openLetter = (key: Buffer, applicationId: string, version: number, sealed: Buffer): string =>
  open(key, sealed, `result:${applicationId}:${version}`).toString('utf8');

/** The data keys of these applications, unwrapped; one that was deleted (or may not be seen) is absent. */
export async function loadDataKeys(
  trx: Trx,
  keyring: Keyring,
  applicationIds: readonly string[],
): Promise<Map<string, Buffer>> {
  const rows = await trx
    .selectFrom('data_key')
    .select(['application_id', 'wrapped'])
    .where('application_id', 'in', [...applicationIds])
    .execute();
  return new Map(
    rows.map((r) => [r.application_id, unwrapDataKey(keyring, r.wrapped, `application:${r.application_id}`)]),
  );
}

export async function loadDataKey(
  trx: Trx,
  keyring: Keyring,
  applicationId: string,
): Promise<Buffer | undefined> {
  return (await loadDataKeys(trx, keyring, [applicationId])).get(applicationId);
}

/** The briefs of list rows, by application id. */
export async function openBriefs(
  trx: Trx,
  keyring: Keyring,
  rows: readonly { id: string; brief_enc: Buffer | null }[],
): Promise<Map<string, Brief>> {
  const keys = await loadDataKeys(
    trx,
    keyring,
    rows.map((r) => r.id),
  );
  const briefs = new Map<string, Brief>();
  for (const row of rows) {
    const key = keys.get(row.id);
    if (key && row.brief_enc) briefs.set(row.id, openBrief(key, row.id, row.brief_enc));
  }
  return briefs;
}
