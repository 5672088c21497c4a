/** Nothing to show: what is missing, then one way on. */
import type { Child } from 'hono/jsx';
import { BrandMark } from './icons.tsx';

export const EmptyState = (props: { title: string; text?: string; inCard?: boolean; children?: Child }) => (
  <div class={props.inCard ? 'sq-empty' : 'sq-card sq-empty'}>
    <BrandMark class="sq-empty__mark" />
    <h2>{props.title}</h2>
    {props.text ? <p>{props.text}</p> : null}
    {props.children ? <div class="sq-buttons sq-buttons--center">{props.children}</div> : null}
  </div>
);
