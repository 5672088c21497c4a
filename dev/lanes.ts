/** The lanes a full test run must have driven through, and the folders of `test/` they lie in. */
export const LANES = {
  unit: ['domain', 'markup', 'documents', 'mail'],
  integration: ['db', 'activities', 'schedules', 'web', 'dev'],
  workflow: ['workflows'],
  replay: ['replay'],
  browser: ['browser'],
  faults: ['faults'],
} as const;
export type Lane = keyof typeof LANES;

export const laneOf = (file: string): Lane | undefined => {
  const folder = /(?:^|[/\\])test[/\\]([^/\\]+)[/\\]/.exec(file)?.[1];
  return (Object.keys(LANES) as Lane[]).find((lane) =>
    (LANES[lane] as readonly string[]).includes(folder ?? ''),
  );
};

/** What we read of vitest's JSON report. */
export type Report = {
  testResults: { name: string; status: string; message?: string; assertionResults: { status: string }[] }[];
};
export type Count = { passed: number; failed: number; problems: string[]; lanes: Record<string, number> };

/**
 * Counts a report. A file that broke before its tests is a failure; so is, when `complete` is asked for, a lane
 * without a test and a test that was skipped: a green run must have run everything.
 */
export function count(report: Report, complete: boolean): Count {
  const lanes: Record<string, number> = Object.fromEntries(Object.keys(LANES).map((l) => [l, 0]));
  const result: Count = { passed: 0, failed: 0, problems: [], lanes };
  for (const file of report.testResults) {
    const lane = laneOf(file.name);
    const states = file.assertionResults.map((a) => a.status);
    const failed = states.filter((s) => s === 'failed').length;
    const passed = states.filter((s) => s === 'passed').length;
    result.passed += passed;
    result.failed += failed;
    if (lane) lanes[lane] = (lanes[lane] ?? 0) + passed + failed;
    if (file.status === 'failed' && failed === 0) {
      result.failed += 1;
      result.problems.push(`${file.name} broke before or after its tests`);
    }
    const skipped = states.length - passed - failed;
    if (complete && skipped > 0) {
      result.failed += skipped;
      result.problems.push(`${file.name} skipped ${skipped}`);
    }
  }
  for (const lane of complete ? Object.keys(LANES) : [])
    if (lanes[lane] === 0) {
      result.failed += 1;
      result.problems.push(`lane ${lane} had no test`);
    }
  return result;
}
