/** The head of every page: brand, search, who is signed in, visit counters (R2, R3, R10). */
import { formatRoc, rocYear, taipeiDay } from '../../domain/roc-date.ts';
import { paths } from '../paths.ts';
import { isStaff, type PageContext } from '../view.ts';
import { Csrf } from './hidden.tsx';
import { BrandMark, Icon } from './icons.tsx';
import { commas, cx, Hidden } from './text.tsx';

export type HeaderVariant = 'officer' | 'public' | 'applicant';

/** `06/17 14:24` in Taipei, as R3 prints it. */
function signInTime(instant: string): string {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) return '';
  return `${taipeiDay(instant).slice(5).replace('-', '/')} ${new Date(ms + 8 * 3_600_000).toISOString().slice(11, 16)}`;
}

/** `115 年 11 月 24 日`, with two digits for month and day as R2 prints it. */
const headerDay = (iso: string): string => `${rocYear(iso)} 年 ${iso.slice(5, 7)} 月 ${iso.slice(8, 10)} 日`;

/** The one part of a public page that differs from one moment to the next. */
export const VisitCounters = ({ ctx }: { ctx: PageContext }) => {
  const { counters, actor, today } = ctx;
  const items: [string, string][] = [
    ['目前線上人數', commas(counters.online)],
    ['今日總計人數', commas(counters.today)],
    ['累積上線人數', commas(counters.total)],
  ];
  if (actor.kind !== 'public' && actor.thisSignInAt) {
    items.push(['上次登入時間', actor.lastSignInAt ? signInTime(actor.lastSignInAt) : '首次登入']);
    items.push(['本次登入時間', signInTime(actor.thisSignInAt)]);
  }
  return (
    <div class="sq-counters">
      <dl class="sq-counters__list">
        {items.map(([term, value]) => (
          <div class="sq-counters__item">
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div class="sq-counters__item sq-counters__item--date">
          <dt>民國</dt>
          <dd>{headerDay(today)}</dd>
        </div>
      </dl>
    </div>
  );
};

/** R10: an officer's box finds within her agencies; anyone else's finds what is public. */
const searchOf = ({ actor }: PageContext): string =>
  actor.kind === 'officer' ? paths.officer.search() : paths.public.vacancies();

const SignOut = ({ csrf }: { csrf: string }) => (
  <form class="sq-user__out" action={paths.account.signOut()} method="post">
    <Csrf token={csrf} />
    <button class="sq-linkbutton" type="submit">
      登出
    </button>
  </form>
);

/** `王小明（至 115/11/30）` */
const standingIn = (whom: readonly { name: string; to: string }[]): string =>
  whom.map(({ name, to }) => `${name}（至 ${formatRoc(to)}）`).join('、');

const User = ({ ctx }: { ctx: PageContext }) => {
  const { actor, csrf } = ctx;
  return (
    <div class="sq-user">
      <p class="sq-user__name">
        {actor.name}
        {actor.agencies?.[0] ? (
          <span class="sq-user__org">
            {actor.agencies[0].name}
            {actor.agencies.length > 1 ? `等 ${actor.agencies.length} 個機關` : null}
          </span>
        ) : null}
        {ctx.standsInFor?.length ? (
          <span class="sq-user__org">代理 {standingIn(ctx.standsInFor)}</span>
        ) : null}
      </p>
      {ctx.waiting ? (
        <a href={paths.officer.vacancies()}>
          {`待處理 ${ctx.waiting}`}
          <Hidden> 件</Hidden>
        </a>
      ) : null}
      <a href={paths.account.profile()}>個人資料</a>
      <SignOut csrf={csrf} />
    </div>
  );
};

/** Who is signed in, at the end of the menu: the header has no room for it below 1024 px. */
export const SideAccount = ({ ctx }: { ctx: PageContext }) => (
  <div class="sq-side__account">
    <p>{ctx.actor.name}</p>
    {ctx.standsInFor?.length ? <p>代理 {standingIn(ctx.standsInFor)}</p> : null}
    <ul>
      <li>
        <a href={paths.account.profile()}>個人資料</a>
      </li>
      <li>
        <SignOut csrf={ctx.csrf} />
      </li>
    </ul>
  </div>
);

const PublicNav = ({ ctx }: { ctx: PageContext }) => (
  <nav class={cx('sq-user', ctx.actor.kind === 'applicant' && 'sq-user--applicant')} aria-label="主要選單">
    <a href={paths.public.vacancies()}>查詢職缺</a>
    {isStaff(ctx.actor.kind) ? (
      <a href={paths.account.portal()}>我的專區</a>
    ) : (
      <a href={paths.applicant.home()}>我的應徵</a>
    )}
    {ctx.actor.kind === 'applicant' ? (
      <>
        <a href={paths.applicant.resume()}>我的履歷</a>
        <a href={paths.applicant.brief()}>我的簡歷</a>
      </>
    ) : null}
    {ctx.actor.kind === 'public' ? (
      <a href={paths.account.signIn()}>機關登入</a>
    ) : (
      <SignOut csrf={ctx.csrf} />
    )}
  </nav>
);

export const Header = ({
  ctx,
  variant,
  keyword,
  menu,
}: {
  ctx: PageContext;
  variant: HeaderVariant;
  keyword?: string;
  menu?: boolean;
}) => {
  const inside = variant === 'officer';
  return (
    <header class={inside ? 'sq-header' : 'sq-header sq-header--public'}>
      <div class="sq-header__bar">
        <a
          class="sq-brand"
          href={inside && ctx.actor.kind !== 'public' ? paths.account.portal() : paths.home()}
        >
          <BrandMark />
          <span class="sq-brand__name">事求人</span>
          <span class="sq-brand__system">{inside ? '機關徵才系統' : '公職職缺'}</span>
        </a>
        {inside && menu ? (
          <button class="sq-header__menu" type="button" popovertarget="side">
            <Icon name="menu" />
            選單
          </button>
        ) : null}
        {inside ? (
          // biome-ignore lint/a11y/useSemanticElements: `search` is not known to older readers
          <form class="sq-search" role="search" action={searchOf(ctx)} method="get">
            <label class="govuk-visually-hidden" for="header-q">
              請輸入關鍵字
            </label>
            <input
              class="sq-search__input"
              id="header-q"
              name="q"
              type="text"
              placeholder="請輸入關鍵字"
              autocomplete="off"
              // the key that government sites of Taiwan give their search; one without a modifier would break WCAG 2.1.4
              accesskey="s"
              value={keyword}
            />
            <button class="sq-search__button" type="submit">
              <Icon name="search" />
              搜尋
            </button>
          </form>
        ) : null}
        {inside && ctx.actor.kind !== 'public' ? <User ctx={ctx} /> : <PublicNav ctx={ctx} />}
      </div>
      <VisitCounters ctx={ctx} />
    </header>
  );
};
