import { randomUUID } from 'node:crypto';
import { PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { withActor } from '../../../db/actor.ts';
import { ownApplication } from '../../../db/queries/own-applications.ts';
import { applicantOf, type Scene } from '../../support/scene.ts';
import type { SignedIn, Web } from '../../support/web.ts';
import { fieldsOf } from '../officer/html.ts';

export type Fields = Record<string, string | readonly string[]>;

/** What a person types into the first step. */
export const TYPED: Fields = {
  name: '王小明',
  idNumber: 'A123456789',
  'birthDate-y': '75',
  'birthDate-m': '1',
  'birthDate-d': '14',
  sex: 'male',
  phone: '0912-345-678',
  address: '臺北市中正區測試路1號',
  'education.0.school': '測試大學',
  'education.0.department': '法律學系',
  'education.0.level': '50',
  'education.0.from': '93/09',
  'education.0.to': '97/06',
  'education.0.completion': 'graduated',
  'experience.0.organ': '測試機關',
  'experience.0.title': '辦事員',
  'experience.0.from': '97/07',
  statement: '第一段自述。\n\n第二段。',
};

export interface Person {
  actor: { kind: 'applicant'; applicantId: string };
  email: string;
  as: SignedIn;
}

/** Somebody with a confirmed mailbox, signed in. */
export async function person(s: Scene, web: Web): Promise<Person> {
  const email = `${randomUUID()}@mail.example`;
  const actor = await applicantOf(s, email);
  return { actor, email, as: await web.signIn(actor) };
}

/** From the empty form to the review page; answers the fields of its form, as a browser would send them. */
export async function toReview(
  web: Web,
  who: Person,
  no: string,
  typed: Fields = {},
): Promise<Record<string, string[]>> {
  const form = fieldsOf(await (await web.get(`/apply/${no}`, who.as)).text());
  const r = await web.post(`/apply/${no}`, { ...form, ...TYPED, act: 'review', ...typed }, who.as);
  if (r.status !== 200) throw new Error(`review: ${r.status}`);
  return fieldsOf(await r.text());
}

/** The last press: fields of the review page, ticks and files. */
export async function handIn(
  web: Web,
  who: Person,
  no: string,
  fields: Fields,
  files: readonly { name: string; bytes: Uint8Array }[] = [],
  ticks: Fields = { consent: 'yes', qualified: 'yes' },
): Promise<Response> {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...fields, act: 'submit', ...ticks }))
    for (const one of typeof value === 'string' ? [value] : value) data.append(name, one);
  if (files.length === 0) data.append('files', new File([], '', { type: 'application/octet-stream' }));
  for (const f of files) data.append('files', new File([new Uint8Array(f.bytes)], f.name));
  return web.upload(`/apply/${no}`, data, who.as);
}

/** Her applications as they are stored, oldest first. */
export const stored = (s: Scene, who: Person) =>
  s.admin
    .selectFrom('application')
    .select(['id', 'no', 'vacancy_no', 'version', 'state', 'production_state'])
    .where('applicant_id', '=', who.actor.applicantId)
    .orderBy('submitted_at')
    .execute();

/** One of them opened, as her own page reads it. */
export async function opened(s: Scene, who: Person, id: string) {
  const row = await withActor(s.web, who.actor, (trx) => ownApplication(trx, s.keyring, who.actor, id));
  if (!row) throw new Error('not hers');
  return row;
}

export async function pdf(pages = 1): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (let i = 0; i < pages; i++) document.addPage([200, 200]);
  return document.save();
}

/** One that asks for a password: what tells is the Encrypt entry of the trailer. */
export async function encryptedPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage([200, 200]);
  document.context.trailerInfo.Encrypt = document.context.obj({
    Filter: PDFName.of('Standard'),
    V: 2,
    R: 3,
    O: PDFString.of('o'.repeat(32)),
    U: PDFString.of('u'.repeat(32)),
    P: -44,
  });
  return document.save({ useObjectStreams: false });
}

/** A sound PDF, filled up to a size: what follows its end is blank lines, which the standard allows. */
export async function pdfOf(bytes: number): Promise<Uint8Array> {
  const whole = await pdf();
  return Buffer.concat([whole, Buffer.alloc(bytes - whole.length, 0x0a)]);
}
