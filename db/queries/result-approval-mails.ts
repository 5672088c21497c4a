/** Word to the officers who may approve a result that a colleague drew up. */
import { sql } from 'kysely';
import type { Actor, Trx } from '../actor.ts';
import { put } from '../outbox.ts';
import { colleagues } from './deputies.ts';
import { recordMail } from './mail-rows.ts';
import { mailKey } from './mails.ts';

type Officer = Actor & { kind: 'officer' };

/** Begins a mail to each of them; who wants none is found when it is sent. In the transaction of the draft. */
export async function tellApprovers(
  trx: Trx,
  actor: Officer,
  o: { vacancyNo: string; agencyId: number; version: number },
): Promise<void> {
  for (const { id } of await colleagues(trx, actor, [o.agencyId])) {
    const key = mailKey.resultApproval(o.vacancyNo, o.version, id);
    const row = { kind: 'resultApproval', vacancyNo: o.vacancyNo, account_id: id, agency_id: o.agencyId };
    await put(trx, {
      kind: 'startMail',
      target: await recordMail(trx, { key, ...row }),
      key: `mail:${key}`,
    });
  }
}

export interface ResultApprovalMail {
  agencyId: number;
  to: { name: string; email: string };
  agency: string;
  title: string;
  drawnBy: string | null;
  drawnAt: Date;
  selected: number;
  reserve: number;
}

/**
 * What the mail to one of them says; undefined when the draft was decided about or drawn up anew, when the account is
 * disabled or of another agency by now, or when its officer wants no such mails. As the worker.
 */
export async function resultApprovalData(
  trx: Trx,
  o: { vacancyNo: string; version: number; accountId: string },
): Promise<ResultApprovalMail | undefined> {
  const { rows } = await sql<{
    agency_id: number;
    name: string;
    email: string;
    agency: string;
    title: string;
    drawn_by: string | null;
    drawn_at: Date;
    selected: number;
    reserve: number;
  }>`
    select d.agency_id, a.name, a.email, g.name as agency, v.title, b.name as drawn_by, d.drawn_at,
      (select count(*)::int from jsonb_array_elements(d.chosen) c where c ->> 'outcome' = 'selected') as selected,
      (select count(*)::int from jsonb_array_elements(d.chosen) c where c ->> 'outcome' = 'reserve') as reserve
    from result_draft d
    join vacancy v on v.no = d.vacancy_no
    join agency g on g.id = d.agency_id
    join account a on a.id = ${o.accountId} and a.role = 'officer' and a.disabled_at is null and a.id <> d.drawn_by
    join account_agency ag on ag.account_id = a.id and ag.agency_id = d.agency_id
    left join account b on b.id = d.drawn_by
    left join account_setting s on s.account_id = a.id
    where d.vacancy_no = ${o.vacancyNo} and d.version = ${o.version} and d.state = 'waiting'
      and coalesce(s.result_approvals, true)`.execute(trx);
  const r = rows[0];
  return (
    r && {
      agencyId: r.agency_id,
      to: { name: r.name, email: r.email },
      agency: r.agency,
      title: r.title,
      drawnBy: r.drawn_by,
      drawnAt: r.drawn_at,
      selected: r.selected,
      reserve: r.reserve,
    }
  );
}
