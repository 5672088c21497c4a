/**
 * The whole document around a page's own content. Staff get the frame with the side menu, everyone else the
 * public page. `html()` puts the DOCTYPE in front, which JSX does not print.
 */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import { ICON_PATH } from '../assets/routes.ts';
import { isStaff, type PageContext } from '../view.ts';
import { Footer } from './footer.tsx';
import { Header, type HeaderVariant, SideAccount } from './header.tsx';
import { Banner } from './notes.tsx';
import { ERROR_PREFIX } from './problems.tsx';
import { type MenuKey, SideMenu } from './side-menu.tsx';
import { cx } from './text.tsx';
import { type Crumb, Trail } from './trail.tsx';

export interface LayoutProps {
  ctx: PageContext;
  /** Without the system's name; the layout adds it, and 「錯誤：」 when there are problems. */
  title: string;
  variant?: HeaderVariant;
  /** Current entry of the side menu. */
  current?: MenuKey;
  trail?: readonly Crumb[];
  problems?: readonly Problem[];
  /**
   * Main column outside the frame: `solo` 1088 px, `narrow` 640 px, `plain` none (the page sets its own, with
   * `sq-hero` and `sq-public`).
   */
  width?: 'solo' | 'narrow' | 'plain';
  /** Keyword shown in the header's box. */
  keyword?: string;
  /** Keeps search engines away; signed-in pages always are. */
  noIndex?: boolean;
  counts?: Partial<Record<MenuKey, number>>;
  /** Without script: for pages whose policy allows none. */
  bare?: boolean;
  children?: Child;
}

/** On paper alone: whose page it was and of when, since menus and header stay on the screen. */
const PrintLine = ({ ctx }: { ctx: PageContext }) =>
  ctx.madeAt ? (
    <p class="sq-printline" aria-hidden="true">
      事求人機關徵才系統　{ctx.actor.name}　{formatRocDateTime(ctx.madeAt).slice(0, -3)} 開啟
    </p>
  ) : null;

const Main = ({ props, framed }: { props: LayoutProps; framed: boolean }) => {
  const { ctx, width } = props;
  const banner = ctx.banner ? <Banner {...ctx.banner} /> : null;
  if (width === 'plain' && !framed)
    return (
      <main id="main" tabindex={-1} class="sq-plainmain">
        {banner ? <div class="sq-main sq-main--solo">{banner}</div> : null}
        {props.children}
      </main>
    );
  return (
    <main
      class={cx('sq-main', !framed && `sq-main--${width === 'narrow' ? 'narrow' : 'solo'}`)}
      id="main"
      tabindex={-1}
    >
      {framed ? <PrintLine ctx={ctx} /> : null}
      {props.trail ? <Trail crumbs={props.trail} signInWay={ctx.actor.signInWay} /> : null}
      {banner}
      {props.children}
    </main>
  );
};

export const Layout = (props: LayoutProps) => {
  const { ctx } = props;
  const staff = isStaff(ctx.actor.kind);
  const variant =
    props.variant ?? (staff ? 'officer' : ctx.actor.kind === 'applicant' ? 'applicant' : 'public');
  const framed = staff && variant === 'officer';
  const wrong = (props.problems?.length ?? 0) > 0;
  const system = variant === 'officer' ? '事求人機關徵才系統' : '事求人';
  return (
    <html lang="zh-Hant-TW">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        {props.noIndex || ctx.actor.kind !== 'public' ? <meta name="robots" content="noindex" /> : null}
        <meta
          name="htmx-config"
          content='{"noSwap":[204,304,"5xx"],"history":"reload","mode":"same-origin"}'
        />
        <title>{`${wrong ? ERROR_PREFIX : ''}${props.title}－${system}`}</title>
        <link rel="stylesheet" href={ctx.assets.css} />
        <link rel="icon" type="image/svg+xml" href={ICON_PATH} />
        {props.bare ? null : <script src={ctx.assets.js} defer />}
      </head>
      <body>
        <a class="govuk-skip-link" href="#main">
          跳到主要內容
        </a>
        {ctx.demo ? (
          <div class="sq-demo">
            <p>這是展示系統：資料皆為虛構，信件不會寄出系統之外，請勿輸入真實個人資料。</p>
          </div>
        ) : null}
        <Header ctx={ctx} variant={variant} keyword={props.keyword} menu={framed} />
        {framed ? (
          <div class="sq-frame">
            <SideMenu
              current={props.current}
              role={ctx.actor.kind}
              counts={{
                [ctx.actor.kind === 'reviewer' ? 'review' : 'register']: ctx.waiting ?? 0,
                ...props.counts,
              }}
            >
              <SideAccount ctx={ctx} />
            </SideMenu>
            <Main props={props} framed />
          </div>
        ) : (
          <Main props={props} framed={false} />
        )}
        <Footer wide={framed} />
        <div class="sq-toasts" id="toasts" role="status" />
      </body>
    </html>
  );
};

/** What a component returns. */
export type View = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A whole document as text. Views are synchronous; a promise here is a mistake and shows as one. */
export function html(view: View): string {
  return `<!doctype html>${String(view)}`;
}

/** Answers with a whole document. */
export function page(c: Context, view: View, status: ContentfulStatusCode = 200): Response {
  return c.html(html(view), status) as Response;
}
