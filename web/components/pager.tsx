/** 目前頁數, 每頁筆數, 上一頁, 下一頁 (R26). An end is a word, not a link. */
import type { Child } from 'hono/jsx';
import { HiddenFields } from './hidden.tsx';

export interface PagerProps {
  /** Addresses of the neighbours; undefined = there is none. */
  previous?: string;
  next?: string;
  /** Page number where it is known; lists paged by key may not know the last. */
  page?: number;
  pages?: number;
  size: number;
  /** With sizes the size can be changed by a GET form to `action`, carrying `keep` along. */
  sizes?: readonly number[];
  action?: string;
  keep?: Record<string, string | readonly string[]>;
  /**
   * The steps send the form around them, so that what is ticked in it goes along: to their address, or, of a GET form,
   * which writes its own, with `page`. Put it behind the form's buttons.
   */
  sends?: 'post' | 'get';
  children?: Child;
}

const Step = (p: {
  href?: string;
  rel: 'prev' | 'next';
  page: number;
  sends?: 'post' | 'get';
  children: string;
}) => {
  if (!p.href) return <span aria-disabled="true">{p.children}</span>;
  if (p.sends === 'get')
    return (
      <button type="submit" name="page" value={String(p.page)}>
        {p.children}
      </button>
    );
  return p.sends ? (
    <button type="submit" formaction={p.href}>
      {p.children}
    </button>
  ) : (
    <a href={p.href} rel={p.rel}>
      {p.children}
    </a>
  );
};

export const Pager = (props: PagerProps) => {
  const where = props.page ? (
    <>
      目前頁數 <strong>{props.page}</strong>
      {props.pages ? `／${props.pages}` : null}
    </>
  ) : null;
  return (
    <div class="sq-pager">
      {props.sizes && props.action ? (
        <form class="sq-pager__size" action={props.action} method="get" data-autosubmit>
          <HiddenFields values={props.keep ?? {}} />
          <span>{where}</span>
          <label class="govuk-label" for="size">
            每頁筆數
          </label>
          <select class="govuk-select" id="size" name="size">
            {props.sizes.map((size) => (
              <option value={String(size)} selected={size === props.size}>
                {size}
              </option>
            ))}
          </select>
          <button class="govuk-button govuk-button--secondary sq-button--small" type="submit">
            套用
          </button>
        </form>
      ) : (
        <p>
          {where}
          {where ? '　' : null}每頁筆數 <strong>{props.size}</strong>
        </p>
      )}
      {props.children}
      {props.previous || props.next || !props.pages || props.pages > 1 ? (
        <nav class="sq-pager__links" aria-label="分頁">
          <Step href={props.previous} rel="prev" page={(props.page ?? 1) - 1} sends={props.sends}>
            上一頁
          </Step>
          <Step href={props.next} rel="next" page={(props.page ?? 1) + 1} sends={props.sends}>
            下一頁
          </Step>
        </nav>
      ) : null}
    </div>
  );
};
