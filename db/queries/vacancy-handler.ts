/** 承辦人: whose vacancy it is, who stands in for her, which mails she wants; and handing it over. */
import { sql } from 'kysely';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import { colleagues } from './deputies.ts';
import type { NoticeSettings } from './notice-settings.ts';

type Officer = Actor & { kind: 'officer' };

export interface VacancyHandler {
  id: string;
  name: string;
  email: string;
  /** The vacancy came to her from a colleague. */
  handedOver: boolean;
  settings: NoticeSettings;
  /** Who stands in for her today, an officer of the vacancy's agency too. */
  deputy: { name: string; email: string; to: string } | null;
}

/**
 * Whoever registered the vacancy or took it over; undefined for an import, an account that is disabled, or one that the
 * actor may not see.
 * @param today Taipei day, ISO
 */
export async function vacancyHandler(
  trx: Trx,
  no: string,
  today: string,
): Promise<VacancyHandler | undefined> {
  const { rows } = await sql<VacancyHandler>`
    select h.id, h.name, h.email, v.handler_id is not null as "handedOver",
      json_build_object('digest', coalesce(s.digest, true), 'replyAlerts', coalesce(s.reply_alerts, true),
        'closingSoon', coalesce(s.closing_soon, true),
        'resultApprovals', coalesce(s.result_approvals, true),
        'notesReturned', coalesce(s.notes_returned, true)) as settings,
      (select json_build_object('name', a.name, 'email', a.email, 'to', d.to_day)
        from deputy d join account a on a.id = d.deputy_id and a.disabled_at is null
        join account_agency g on g.account_id = a.id and g.agency_id = v.agency_id
        where d.account_id = h.id and d.ended_at is null and ${today}::date between d.from_day and d.to_day
        limit 1) as deputy
    from vacancy v join account h on h.id = coalesce(v.handler_id, v.created_by) and h.disabled_at is null
    left join account_setting s on s.account_id = h.id
    where v.no = ${no}`.execute(trx);
  return rows[0];
}

export type HandedOver = { ok: true; name: string } | { ok: false; why: 'notFound' | 'notColleague' };

/** The officers of a vacancy's agency who may take it over. */
export async function possibleHandlers(trx: Trx, actor: Officer, vacancy: { agency_id: number }) {
  return colleagues(trx, actor, [vacancy.agency_id]);
}

/**
 * Hands a vacancy of her agencies over to another officer of its agency, or takes it over herself. Nothing of the
 * record changes that is reviewed or published.
 */
export async function handOverVacancy(
  trx: Trx,
  actor: Officer,
  o: { no: string; to: string; requestId: string | null },
): Promise<HandedOver> {
  const vacancy = await trx
    .selectFrom('vacancy')
    .select(['agency_id', 'handler_id', 'created_by'])
    .where('no', '=', o.no)
    .where('agency_id', 'in', [...actor.agencyIds])
    .forUpdate()
    .executeTakeFirst();
  if (!vacancy) return { ok: false, why: 'notFound' };
  const others = await possibleHandlers(trx, actor, vacancy);
  const own = await trx
    .selectFrom('account')
    .select(['id', 'name'])
    .where('id', '=', actor.accountId)
    .executeTakeFirstOrThrow();
  const next = [...others, own].find((one) => one.id === o.to);
  if (!next) return { ok: false, why: 'notColleague' };
  await trx.updateTable('vacancy').set({ handler_id: next.id }).where('no', '=', o.no).execute();
  await audit(trx, actor, {
    act: 'vacancy.handOver',
    subjectKind: 'vacancy',
    subjectId: o.no,
    agencyId: vacancy.agency_id,
    requestId: o.requestId,
    details: { from: vacancy.handler_id ?? vacancy.created_by, to: next.id },
  });
  return { ok: true, name: next.name };
}
