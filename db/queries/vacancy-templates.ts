/** 範本 of an agency: content a new registration begins with. */
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';

type Officer = Actor & { kind: 'officer' };

/** The templates of her agencies, by agency and name. */
export async function vacancyTemplates(trx: Trx, actor: Officer) {
  return trx
    .selectFrom('vacancy_template as t')
    .innerJoin('agency as a', 'a.id', 't.agency_id')
    .select(['t.id', 't.name', 't.content', 't.created_at', 't.agency_id', 'a.name as agency_name'])
    .where('t.agency_id', 'in', [...actor.agencyIds])
    .orderBy('a.code')
    .orderBy('t.name')
    .execute();
}
export type VacancyTemplate = Awaited<ReturnType<typeof vacancyTemplates>>[number];

/** One of them; undefined when there is none of this id in her agencies. */
export async function vacancyTemplate(
  trx: Trx,
  actor: Officer,
  id: string,
): Promise<VacancyTemplate | undefined> {
  return (await vacancyTemplates(trx, actor)).find((one) => one.id === id);
}

/** Keeps content under a name; refused when the agency has one of that name. */
export async function createTemplate(
  trx: Trx,
  actor: Officer,
  o: { agencyId: number; name: string; content: VacancyContent },
): Promise<{ ok: true; id: string } | { ok: false }> {
  const row = await trx
    .insertInto('vacancy_template')
    .values({
      agency_id: o.agencyId,
      name: o.name,
      content: JSON.stringify(o.content),
      created_by: actor.accountId,
    })
    .onConflict((oc) => oc.columns(['agency_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return { ok: false };
  await record(trx, actor, 'vacancyTemplate.create', { id: row.id, agencyId: o.agencyId });
  return { ok: true, id: row.id };
}

/** Removes a template; registrations made from it stay. False when it is gone already or foreign. */
export async function deleteTemplate(trx: Trx, actor: Officer, id: string): Promise<boolean> {
  const row = await trx
    .deleteFrom('vacancy_template')
    .where('id', '=', id)
    .where('agency_id', 'in', [...actor.agencyIds])
    .returning('agency_id')
    .executeTakeFirst();
  if (!row) return false;
  await record(trx, actor, 'vacancyTemplate.delete', { id, agencyId: row.agency_id });
  return true;
}

async function record(
  trx: Trx,
  actor: Officer,
  act: string,
  o: { id: string; agencyId: number },
): Promise<void> {
  await audit(trx, actor, { act, subjectKind: 'vacancyTemplate', subjectId: o.id, agencyId: o.agencyId });
}
