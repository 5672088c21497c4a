/** The menu at the left, in the order of A3 (R11–R21). Opened by the platform's popover below 1024 px. */
import type { Child } from 'hono/jsx';
import { paths } from '../paths.ts';
import type { ActorKind } from '../view.ts';
import { Hidden } from './text.tsx';

export type MenuKey =
  | 'search'
  | 'register'
  | 'import'
  | 'subscribe'
  | 'unsubscribe'
  | 'openData'
  | 'replies'
  | 'guide'
  | 'blankForm'
  | 'apply'
  | 'review'
  | 'ops'
  | 'accounts'
  | 'audit'
  | 'handbook'
  | 'switch';

interface MenuItem {
  key: MenuKey;
  text: Child;
  href: string;
}
interface MenuGroup {
  title: string;
  items: readonly MenuItem[];
}

const search: MenuItem = { key: 'search', text: '查詢職缺資料', href: paths.public.vacancies() };
const common: readonly MenuGroup[] = [
  {
    title: '訂閱與資料',
    items: [
      { key: 'subscribe', text: '電子報訂閱', href: paths.public.newsletterSubscribe() },
      { key: 'unsubscribe', text: '電子報取消', href: paths.public.newsletterCancel() },
      { key: 'openData', text: '職缺Open Data', href: paths.public.openData() },
    ],
  },
];
const help: readonly MenuItem[] = [
  { key: 'guide', text: '求職SOP', href: paths.public.guide() },
  {
    key: 'blankForm',
    text: (
      <>
        公務人員履歷
        <wbr />
        空白表格下載
      </>
    ),
    href: paths.public.blankForm(),
  },
  { key: 'apply', text: '我要應徵', href: paths.public.apply() },
];

const handbook: MenuItem = { key: 'handbook', text: '操作說明', href: paths.officer.handbook() };

const frontStage: readonly MenuGroup[] = [
  {
    title: '職缺作業',
    items: [
      search,
      { key: 'register', text: '機關徵才登錄', href: paths.officer.vacancies() },
      { key: 'import', text: '機關徵才匯入', href: paths.officer.import() },
    ],
  },
  ...common,
  {
    title: '回覆與說明',
    items: [{ key: 'replies', text: '查詢回覆紀錄', href: paths.officer.replies() }, ...help, handbook],
  },
];

const backStage = (kind: ActorKind): readonly MenuGroup[] => [
  {
    title: '後臺作業',
    items: [
      ...(kind === 'operator' || kind === 'auditor'
        ? []
        : [{ key: 'review', text: '職缺審核', href: paths.review.list() } as const]),
      ...(kind === 'reviewer' ? [] : [{ key: 'ops', text: '系統營運', href: paths.ops.home() } as const]),
      ...(kind === 'auditor' ? [{ key: 'audit', text: '稽核查詢', href: paths.ops.audit() } as const] : []),
    ],
  },
  { title: '職缺資料', items: [search] },
  ...common,
  { title: '說明', items: help },
];

/** An agency administrator: her officers' accounts, what everybody has, and the handbook. */
const administration: readonly MenuGroup[] = [
  {
    title: '機關管理',
    items: [{ key: 'accounts', text: '帳號管理', href: paths.agency.accounts() }],
  },
  { title: '職缺作業', items: [search] },
  ...common,
  { title: '說明', items: [...help, handbook] },
];

/** Which menu a kind of person gets, and outside the back stage 切換至後臺 (R21) for whom there is one. */
function menuOf(kind: ActorKind, current?: MenuKey): { groups: readonly MenuGroup[]; turn?: MenuItem } {
  if (kind === 'agencyAdmin') return { groups: administration };
  if (kind !== 'reviewer' && kind !== 'operator' && kind !== 'auditor') return { groups: frontStage };
  const groups = backStage(kind);
  if (current === 'review' || current === 'ops' || current === 'audit') return { groups };
  const href = kind === 'reviewer' ? paths.review.list() : paths.ops.home();
  return { groups, turn: { key: 'switch', text: '切換至後臺', href } };
}

export const SideMenu = (props: {
  current?: MenuKey;
  role: ActorKind;
  /** How many things wait at an entry; 0 shows nothing. */
  counts?: Partial<Record<MenuKey, number>>;
  /** At the end, e.g. who is signed in on small screens. */
  children?: Child;
}) => {
  const { groups, turn } = menuOf(props.role, props.current);
  const link = (item: MenuItem) => {
    const waiting = props.counts?.[item.key] ?? 0;
    return (
      <li>
        <a
          class="sq-side__link"
          href={item.href}
          aria-current={item.key === props.current ? 'page' : undefined}
        >
          <span>{item.text}</span>
          {waiting > 0 ? (
            <span class="sq-side__count">
              {waiting}
              <Hidden> 件待處理</Hidden>
            </span>
          ) : null}
        </a>
      </li>
    );
  };
  return (
    <nav class="sq-side" id="side" popover="auto" aria-label="功能選單">
      <button class="sq-side__close" type="button" popovertarget="side" popovertargetaction="hide">
        關閉選單
      </button>
      {groups.map((group) => (
        <>
          <h2 class="sq-side__group">{group.title}</h2>
          <ul>{group.items.map(link)}</ul>
        </>
      ))}
      {turn ? <ul class="sq-side__switch">{link(turn)}</ul> : null}
      {props.children}
    </nav>
  );
};
