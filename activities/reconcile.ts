import {
  healUnstarted,
  keepReport,
  type OpenRecords,
  openRecords,
  orphanedApplications,
  orphanedVacancies,
  parkedCount,
  startAgain,
  sweep,
  tellAgain,
} from '../db/queries/reconcile.ts';
import type { TemporalClient } from '../workflows/client.ts';
import { type Census, census, endOrphan, type Fate, fateOf } from '../workflows/client-census.ts';
import { asWorker, type Deps } from './deps.ts';

/** What a run found and did; counts, and ids of what a person must judge. */
export interface ReconcileReport {
  /** Open records that were held against the runs. */
  vacancies: number;
  applications: number;
  /** Vacancies without a run, started (again). */
  vacanciesStarted: number;
  /** Applications without a run, whose vacancy was told (again). */
  applicationsTold: number;
  /** Mails of no vacancy that were never begun, begun again. */
  mailsStarted: number;
  /** Runs without an open record, ended. */
  orphansEnded: number;
  /** Open records whose run ended although it should not have, and orphans too many to be true: left as they are. */
  unjudged: number;
  /** The first of them. */
  cases: { workflowId: string; why: string }[];
  /** Outbox rows set aside. */
  parked: number;
}

/** Missing ones looked at in one run, one by one; the next run goes on. */
const LOOKS = 500;
const CASES = 50;
/**
 * More orphans than this, and more than a tenth of all that runs, mean that the wrong database or namespace stands
 * behind this run: nothing is ended then.
 */
const FEW_ORPHANS = 20;

/**
 * Holds the records against the runs (rule 1): what should run and does not is told to its vacancy or started; what
 * runs without an open record is ended; a run that ended although its record is open is nobody's to restart blindly
 * (rule 2) and is reported. Run again, it does nothing more.
 * @param temporal without it only the records are looked at
 * @throws what the database or the server throws when away
 */
export async function reconcileAll(
  deps: Pick<Deps, 'db'>,
  temporal?: TemporalClient,
): Promise<ReconcileReport> {
  const unstarted = await asWorker(deps, healUnstarted);
  const report: ReconcileReport = {
    ...{ vacancies: 0, applications: 0, ...unstarted, orphansEnded: 0, unjudged: 0, cases: [] },
    parked: await asWorker(deps, parkedCount),
  };
  if (temporal) {
    // First the runs, then the records: whatever runs by then has a record by then.
    const runs = await census(temporal);
    const records = await asWorker(deps, openRecords);
    report.vacancies = records.vacancies.length;
    report.applications = records.applications.length;
    await healMissing(deps, temporal, runs, records, report);
    await endOrphans(deps, temporal, runs, records, report);
  }
  await asWorker(deps, (trx) => keepReport(trx, report));
  await asWorker(deps, sweep);
  return report;
}

async function healMissing(
  deps: Pick<Deps, 'db'>,
  t: TemporalClient,
  runs: Census,
  records: OpenRecords,
  report: ReconcileReport,
): Promise<void> {
  const fates = async <T>(kind: keyof Census, missing: T[], idOf: (one: T) => string): Promise<T[]> => {
    const none: T[] = [];
    for (const one of missing.slice(0, LOOKS)) {
      const fate = await fateOf(t, kind, idOf(one));
      if (fate === 'none') none.push(one);
      else if (fate !== 'running') leave(report, kind, idOf(one), fate);
    }
    return none;
  };
  const vacancies = await fates(
    'vacancies',
    records.vacancies.filter((no) => !runs.vacancies.has(no)),
    (no) => no,
  );
  await asWorker(deps, (trx) => startAgain(trx, vacancies));
  const applications = await fates(
    'applications',
    records.applications.filter((a) => !runs.applications.has(a.id)),
    (a) => a.id,
  );
  await asWorker(deps, (trx) => tellAgain(trx, applications));
  report.vacanciesStarted += vacancies.length;
  report.applicationsTold += applications.length;
}

async function endOrphans(
  deps: Pick<Deps, 'db'>,
  t: TemporalClient,
  runs: Census,
  records: OpenRecords,
  report: ReconcileReport,
): Promise<void> {
  const open = {
    vacancies: new Set(records.vacancies),
    applications: new Set(records.applications.map((a) => a.id)),
  };
  const closed = (kind: keyof Census): string[] => [...runs[kind]].filter((id) => !open[kind].has(id));
  const orphans = [
    ...(await asWorker(deps, (trx) => orphanedVacancies(trx, closed('vacancies')))).map((id) => ({
      kind: 'vacancies' as const,
      id,
    })),
    ...(await asWorker(deps, (trx) => orphanedApplications(trx, closed('applications')))).map((id) => ({
      kind: 'applications' as const,
      id,
    })),
  ];
  const tooMany = orphans.length > Math.max(FEW_ORPHANS, (runs.vacancies.size + runs.applications.size) / 10);
  for (const { kind, id } of orphans) {
    if (tooMany) leave(report, kind, id, 'tooManyOrphans');
    else {
      await endOrphan(t, kind, id);
      report.orphansEnded += 1;
    }
  }
}

function leave(report: ReconcileReport, kind: keyof Census, id: string, why: Fate | 'tooManyOrphans'): void {
  report.unjudged += 1;
  if (report.cases.length < CASES)
    report.cases.push({ workflowId: `${kind === 'vacancies' ? 'vacancy' : 'application'}-${id}`, why });
}
