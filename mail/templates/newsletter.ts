import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, type LinkItem, type Part, paragraph } from '../letter.ts';
import { dayWords, deadlineWords } from '../words.ts';

export interface NewsletterVacancy {
  title: string;
  agency: string;
  /** 臺北市、基隆市 */
  workplaces: string;
  closesAt: string;
  link: string;
}
export interface NewsletterData {
  frequency: 'daily' | 'weekly';
  /** Up to when it tells, ISO instant. */
  until: string;
  /** One for each saved search that found something new. */
  searches: readonly {
    /** In words; '' = every vacancy. */
    words: string;
    total: number;
    vacancies: readonly NewsletterVacancy[];
    /** The search on the web, for what is not told here. */
    link: string;
  }[];
  /** Preferences and cancelling. */
  manageLink: string;
}

const NAMES = { daily: '每日', weekly: '每週' } as const;

/** R14: new vacancies that meet a reader's saved searches. Nobody is named: a mailbox is all we know. */
export function newsletterMail(data: NewsletterData): Composed {
  const total = data.searches.reduce((sum, search) => sum + search.total, 0);
  return compose({
    subject: `職缺電子報：${total} 筆新職缺（${dayWords(data.until)}）`,
    preview: data.searches.map(({ words, total: n }) => `${words || '全部職缺'} ${n} 筆`).join('、'),
    name: '',
    heading: `您訂閱的條件有 ${total} 筆新職缺`,
    parts: [
      ...data.searches.flatMap((search): Part[] => [
        paragraph({ strong: `${search.words || '全部職缺'}（${search.total} 筆）` }),
        { kind: 'links', items: search.vacancies.map(itemOf) },
        ...(search.total > search.vacancies.length
          ? [action([`看其餘 ${search.total - search.vacancies.length} 筆`], search.link)]
          : []),
      ]),
      action(['管理或取消訂閱'], data.manageLink, '開啟後才會顯示選項，不會直接取消。'),
    ],
    foot: [`${NAMES[data.frequency]}有新職缺時寄送；沒有新職缺時不寄。`, FOOT_OF_SYSTEM],
  });
}

const itemOf = (v: NewsletterVacancy): LinkItem => ({
  title: v.title,
  details: [v.agency, `${v.workplaces}　截止：${deadlineWords(v.closesAt)}`],
  link: v.link,
});
