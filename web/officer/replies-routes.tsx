/** 查詢回覆紀錄 (R20): the list and its files; personal data leaves here, each time recorded. */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { exportRecords, isWhole, MAX_RECORDS, replyRecords } from '../../db/queries/reply-records.ts';
import { replySheet } from '../../documents/reply-sheet.ts';
import type { Problem } from '../../domain/problem.ts';
import { freshPasswordProblems, stepUpDue } from '../account/step-up.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { minuteStamp, ODS, sendFile, XLSX } from './download.ts';
import { bodyOf, type Posted } from './posted.ts';
import { readReplies } from './replies-filter.ts';
import { RepliesPage } from './replies-page.tsx';

export function repliesRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, keyring } = services;

  app.get(paths.officer.replies(), (c) => list(c, c.req.query(), []));

  app.post(paths.officer.repliesExport(), async (c) => {
    const actor = requireOfficer(c);
    formKey(c);
    const fileType = posted(c, 'fileType') === 'ods' ? 'ods' : 'xlsx';
    const read = readReplies(bodyOf(c));
    if (read.problems.length > 0) return list(c, bodyOf(c), []);
    const stepUp = await freshPasswordProblems(services, c);
    if (stepUp.length > 0) return list(c, bodyOf(c), stepUp);
    const found = await withActor(db, actor, (trx) =>
      exportRecords(trx, keyring, actor, read.filter, { fileType, requestId: requestIdOf(c) }),
    );
    if (!found.ok)
      return list(c, bodyOf(c), [
        { field: 'no', message: `符合條件的通知超過 ${MAX_RECORDS} 份，請以職缺編號或通知日期縮小範圍` },
      ]);
    const now = services.now();
    const rows = found.records.map((one) => ({
      ...one,
      name: one.name ?? '',
      createdAt: one.createdAt.toISOString(),
      interviewAt: one.interviewAt?.toISOString() ?? null,
      replyBy: one.replyBy.toISOString(),
      replies: one.replies.map((reply) => ({ ...reply, repliedAt: reply.repliedAt.toISOString() })),
    }));
    const bytes = await replySheet(fileType, rows, {
      exportedAt: now.toISOString(),
      conditions: read.words,
    });
    const name = `replies-${minuteStamp(now)}.${fileType}`;
    return sendFile(c, name, fileType === 'ods' ? ODS : XLSX, bytes);
  });

  return app;

  async function list(c: Context, asked: Posted, more: readonly Problem[]): Promise<Response> {
    const actor = requireOfficer(c);
    const read = readReplies(asked);
    const problems = [...read.problems, ...more];
    const found = await withActor(
      db,
      actor,
      (trx) => replyRecords(trx, keyring, actor, read.filter, read.place, requestIdOf(c)),
      { planned: isWhole(read.filter) },
    );
    return respond(
      c,
      <RepliesPage
        ctx={pageContext(c)}
        read={{ ...read, problems }}
        {...found}
        formKey={newFormKey()}
        stepUp={stepUpDue(c, services)}
        now={services.now()}
      />,
      problems.length > 0 ? 422 : 200,
    );
  }
}
