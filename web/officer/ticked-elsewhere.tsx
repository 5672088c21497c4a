/** Those ticked on other pages of a list: boxes with their names, which count, can be taken off and go along. */
import { Details } from '../components/index.ts';

export interface TickedPerson {
  /** What the box posts. */
  value: string;
  name: string;
}

/** As many stand open; a whole page of them is folded. */
const OPEN = 10;

/** @param what 調閱履歷, what they were ticked for */
export const ElsewhereBoxes = ({
  name,
  people,
  what,
}: {
  name: string;
  people: readonly TickedPerson[];
  what: string;
}) =>
  people.length === 0 ? null : (
    <Details summary={`其他頁已勾選${what}（${people.length} 人）`} open={people.length <= OPEN}>
      <div class="sq-inline">
        {people.map((one) => (
          <label class="sq-check">
            <input type="checkbox" name={name} value={one.value} checked data-who={one.name} data-elsewhere />
            <span>{one.name}</span>
          </label>
        ))}
      </div>
    </Details>
  );
