import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take half a minute and more, longest first. Begun last, one of them would work alone while the other core rests. */
const LONGEST = [
  'test/faults/faults.test.ts',
  'test/faults/controls.test.ts',
  'test/dev/stack.test.ts',
  'test/browser/road.test.ts',
  'test/web/officer/browser.test.ts',
  'test/web/states.test.ts',
  'test/faults/killers.test.ts',
  'test/web/officer/desk-browser.test.ts',
  'test/web/public/browser.test.ts',
  'test/faults/black-hole.test.ts',
];

/** The order in which test files are begun: the longest first, the others as vitest has them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((file) => moduleId.endsWith(file));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
