import { sql } from 'kysely';
import { verifyAudit } from '../../db/audit.ts';
import { queryVacancy } from '../../workflows/client.ts';
import { applicationWorkflowId, vacancyWorkflowId } from '../../workflows/messages.ts';
import { notBegun, notDue } from './check-mails.ts';
import { until } from './people.ts';
import type { Stand } from './stand.ts';

/** Waits until nothing of the outbox waits, every mail that must be was begun and every audit event is sealed. */
export async function settled(s: Stand, limitMs: number): Promise<void> {
  await until(limitMs, 'the outbox and the audit sealer', async () => {
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from outbox o where done_at is null and parked_at is null and not ${notDue('o')})
        + (select count(*) from audit_event e where not exists (select 1 from audit_seal s where s.event_id = e.id)) as n
    `.execute(s.owner);
    return Number(rows[0]?.n) === 0 && (await notBegun(s)).length === 0;
  }).catch(() => {});
}

/** Everything about workflows, outbox and audit trail that must not be; ids and counts only. */
export async function judgeRuns(s: Stand): Promise<string[]> {
  const problems: string[] = [];
  const outbox = await sql<{ waiting: number; parked: number }>`
    select count(*) filter (where parked_at is null)::int as waiting, count(*) filter (where parked_at is not null)::int as parked
    from outbox o where done_at is null and not ${notDue('o')}`.execute(s.owner);
  const { waiting = 0, parked = 0 } = outbox.rows[0] ?? {};
  const codes = await sql<{ code: string }>`
    select kind || ' ' || coalesce(signal, '') || ': ' || coalesce(last_code, 'never tried') || ' × ' || max(attempts) as code
    from outbox o where done_at is null and not ${notDue('o')} group by kind, signal, last_code`.execute(
    s.owner,
  );
  for (const { code } of codes.rows) problems.push(`outbox: ${code}`);
  if (waiting > 0) problems.push(`outbox: ${waiting} rows still wait`);
  if (parked > 0) problems.push(`outbox: ${parked} rows are parked`);

  const children = await s.owner.selectFrom('application').select('id').where('state', '=', 'open').execute();
  problems.push(
    ...(await notRunning(
      s,
      'application',
      children.map((a) => applicationWorkflowId(a.id)),
    )),
  );
  const vacancies = await s.owner
    .selectFrom('vacancy')
    .select('no')
    .where('submitted_at', 'is not', null)
    .where('stage', 'not in', ['archived', 'withdrawn'])
    .execute();
  problems.push(
    ...(await notRunning(
      s,
      'vacancy',
      vacancies.map((v) => vacancyWorkflowId(v.no)),
    )),
  );

  problems.push(...(await behind(s)));

  for await (const w of s.temporal.client.workflow.list({
    query: `ExecutionStatus IN ('Failed', 'Terminated', 'TimedOut', 'Canceled')`,
  }))
    problems.push(`${w.workflowId}: ended ${w.status.name}`);

  const chain = await verifyAudit(s.owner);
  if (!chain.ok) problems.push(`audit: the chain breaks at ${chain.seq}`);
  // Mails still go out while we look, so the newest events may be waiting for the sealer.
  const unsealed = await sql<{ n: number }>`select count(*)::int as n from audit_event e
    where e.at < clock_timestamp() - interval '20 seconds'
      and not exists (select 1 from audit_seal s where s.event_id = e.id)`.execute(s.owner);
  if (unsealed.rows[0]?.n) problems.push(`audit: ${unsealed.rows[0].n} events are not sealed`);
  return problems;
}

/** Those of `ids` whose workflow does not run; lists are some moments behind, so each missing one is looked at. */
async function notRunning(
  s: Stand,
  type: 'application' | 'vacancy',
  ids: readonly string[],
): Promise<string[]> {
  const running = new Set<string>();
  const query = `WorkflowType = '${type}' AND ExecutionStatus = 'Running'`;
  for await (const w of s.temporal.client.workflow.list({ query })) running.add(w.workflowId);
  const problems: string[] = [];
  for (const id of ids.filter((one) => !running.has(one))) {
    const status = await s.temporal.client.workflow
      .getHandle(id)
      .describe()
      .then((d) => d.status.name)
      .catch(() => 'none');
    if (status !== 'RUNNING') problems.push(`${id}: is open and its workflow is ${status}`);
  }
  return problems;
}

/** Vacancies whose run has not heard of what their record says: another stage, or another closing time. */
async function behind(s: Stand): Promise<string[]> {
  const rows = await s.owner
    .selectFrom('vacancy')
    .select(['no', 'stage', 'closes_at'])
    .where('submitted_at', 'is not', null)
    .where('stage', 'in', ['listed', 'closed', 'withdrawn'])
    .execute();
  const problems: string[] = [];
  for (const v of rows) {
    const answer = await queryVacancy(s.temporal, v.no, { timeoutMs: 10_000 });
    const knows =
      answer && answer.stage === v.stage && Date.parse(answer.closesAt ?? '') === v.closes_at?.getTime();
    if (!knows)
      problems.push(`vacancy-${v.no}: its run says ${answer?.stage ?? 'nothing'}, its record ${v.stage}`);
  }
  return problems;
}
