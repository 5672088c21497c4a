/** 面試名冊 and 簽到表: who was invited to a vacancy's interview, in the order in which they come. */
import type { ReplyStatus } from '../../domain/status.ts';
import type { Actor, Trx } from '../actor.ts';
import { audit } from '../audit.ts';
import type { Keyring } from '../keyring.ts';
import { loadDataKeys, openBrief, openNoticeBody } from '../personal.ts';

export interface Invited {
  applicationNo: string;
  name: string;
  phone: string;
  interviewAt: Date | null;
  place: string;
  replyStatus: ReplyStatus;
}

/** How many a roster of each kind would name. */
export async function rosterCounts(
  trx: Trx,
  vacancyNo: string,
): Promise<{ accepted: number; invited: number }> {
  const row = await trx
    .selectFrom('application')
    .select((eb) => [
      eb.fn.countAll<string>().filterWhere('reply_status', '=', 'accepted').as('accepted'),
      eb.fn.countAll<string>().filterWhere('reply_status', 'in', ['accepted', 'notified']).as('invited'),
    ])
    .where('vacancy_no', '=', vacancyNo)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return { accepted: Number(row.accepted), invited: Number(row.invited) };
}

/**
 * Open applications with a live notice that was not declined, by time of interview, then of application.
 * @param o.accepted only those who accepted
 */
export async function interviewRoster(
  trx: Trx,
  keyring: Keyring,
  actor: Actor & { kind: 'officer' },
  o: {
    vacancyNo: string;
    agencyId: number;
    accepted: boolean;
    kind: string;
    fileType: string;
    requestId: string | null;
  },
): Promise<Invited[]> {
  const rows = await trx
    .selectFrom('application as a')
    .innerJoin('interview_notice as n', 'n.id', 'a.live_notice_id')
    .select(['a.id', 'a.no', 'a.brief_enc', 'a.reply_status', 'n.id as notice_id'])
    .select(['n.body_enc', 'n.interview_at'])
    .where('a.vacancy_no', '=', o.vacancyNo)
    .where('a.state', '=', 'open')
    .where('a.reply_status', 'in', o.accepted ? ['accepted'] : ['accepted', 'notified'])
    .orderBy('n.interview_at', (b) => b.asc().nullsLast())
    .orderBy('a.submitted_at')
    .orderBy('a.id')
    .execute();
  await audit(trx, actor, {
    act: 'roster.export',
    subjectKind: 'vacancy',
    subjectId: o.vacancyNo,
    agencyId: o.agencyId,
    requestId: o.requestId,
    details: { count: rows.length, kind: o.kind, fileType: o.fileType },
  });
  if (rows.length === 0) return [];
  const keys = await loadDataKeys(
    trx,
    keyring,
    rows.map((row) => row.id),
  );
  return rows.flatMap((row): Invited[] => {
    const key = keys.get(row.id);
    if (!key || !row.brief_enc) return [];
    const { name, phone } = openBrief(key, row.id, row.brief_enc);
    return [
      {
        applicationNo: row.no,
        name,
        phone,
        interviewAt: row.interview_at,
        place: row.body_enc ? openNoticeBody(key, row.notice_id, row.body_enc).place : '',
        replyStatus: row.reply_status,
      },
    ];
  });
}
