/** Boxes that choose rows (R74): real checkboxes in one form; the script counts and ticks whole pages. */
import type { Child } from 'hono/jsx';
import { fixed } from '../../markup/runtime.ts';
import { cx, Hidden } from './text.tsx';

const Label = fixed('label', { class: 'sq-tick' });
const Box = fixed('input', { class: 'sq-box', type: 'checkbox' });
const Word = fixed('span', { class: 'sq-tick__word' });

/**
 * One box of a row. `name` is the set; `id` matters only where an error links to it (the first row of the page).
 * @param verb 調閱; `who` the person; `what` 履歷 → 調閱 測試姓名1 的履歷
 */
export const Tick = (props: {
  name: string;
  value: string;
  checked?: boolean;
  before: string;
  who: string;
  after: string;
  id?: string;
  form?: string;
}) => (
  <Label>
    <Box
      name={props.name}
      value={props.value}
      checked={props.checked}
      id={props.id}
      form={props.form}
      data-who={props.who}
    />
    <Word>
      {props.before}
      <Hidden> {props.who} </Hidden>
      {props.after}
    </Word>
  </Label>
);

/** 全選（本頁）in the head; works by script only, so it is hidden without one. */
export const TickAll = ({ of, children }: { of: string; children?: Child }) => (
  <label class={cx('sq-tick', 'sq-tick--head')}>
    <input class="sq-box" type="checkbox" data-tick-all={of} hidden />
    <span>
      <Hidden>全選本頁：</Hidden>
      {children}
    </span>
  </label>
);
