import { describe, expect, it } from 'vitest';
import { count, laneOf, type Report } from '../../dev/lanes.ts';

const file = (name: string, states: string[], status = 'passed'): Report['testResults'][number] => ({
  name: `/clone/test/${name}`,
  status,
  assertionResults: states.map((s) => ({ status: s })),
});
const ALL = ['domain/a', 'db/a', 'workflows/a', 'replay/a', 'faults/a', 'browser/a'].map((f) =>
  file(`${f}.test.ts`, ['passed']),
);

describe('a full run', () => {
  it('is green when every lane ran', () => {
    expect(count({ testResults: ALL }, true)).toMatchObject({ passed: 6, failed: 0, problems: [] });
  });

  it.each(['domain', 'db', 'workflows', 'replay', 'browser', 'faults'])(
    'fails without a test in the lane of %s',
    (folder) => {
      const rest = ALL.filter((f) => !f.name.includes(`/test/${folder}/`));
      expect(count({ testResults: rest }, true)).toMatchObject({ passed: 5, failed: 1 });
    },
  );

  it('fails for a skipped test and for a file whose only tests were skipped', () => {
    const skipping = [...ALL, file('web/a.test.ts', ['passed', 'skipped'])];
    expect(count({ testResults: skipping }, true)).toMatchObject({ passed: 7, failed: 1 });
    const hollow = [...ALL.slice(0, 5), file('browser/a.test.ts', ['pending', 'todo'])];
    expect(count({ testResults: hollow }, true)).toMatchObject({ passed: 5, failed: 3 });
  });

  it('fails for a file that breaks before its tests', () => {
    expect(count({ testResults: [...ALL, file('web/a.test.ts', [], 'failed')] }, true).failed).toBe(1);
  });
});

it('asks for no lanes when only some tests were wanted, but still counts failures', () => {
  const some = { testResults: [file('web/a.test.ts', ['passed', 'failed', 'skipped'], 'failed')] };
  expect(count(some, false)).toMatchObject({ passed: 1, failed: 1, problems: [] });
});

it('knows the lane of a file on either kind of path', () => {
  expect(laneOf('/clone/test/web/officer/a.test.tsx')).toBe('integration');
  expect(laneOf('C:\\clone\\test\\domain\\a.test.ts')).toBe('unit');
  expect(laneOf('/clone/test/support/x.ts')).toBeUndefined();
});
