import { RETRIEVAL_MODES, type RetrievalMode } from '../../domain/codes.ts';
import { daysBetween, taipeiDay } from '../../domain/roc-date.ts';
import { Layout, LinkButton, Note } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { instantWords, VacancyArticle, type VacancyArticleProps, VacancyHead } from './vacancy-article.tsx';

export interface VacancyPageProps extends VacancyArticleProps {
  ctx: PageContext;
  closesAt: Date | null;
  now: Date;
  /** An approved revision later than the first: the page says when it last changed. */
  changedOn: string | null;
}

/** One vacancy as the public sees it: the deadline with its clock time beside every call to apply. */
export const VacancyPage = (p: VacancyPageProps) => {
  const open = p.stage === 'listed' && p.closesAt !== null && p.closesAt > p.now;
  return (
    <Layout ctx={p.ctx} title={`${p.content.title}－${p.agencyName}`} width="plain">
      <VacancyHead
        {...p}
        stage={p.stage === 'listed' && !open ? 'closed' : p.stage}
        back={{ href: paths.public.vacancies(), text: '回職缺查詢' }}
      />
      <div class="sq-public">
        <div>
          {open ? null : (
            <Note>
              這個職缺已截止{p.closesAt ? `（${instantWords(p.closesAt)}）` : ''}，不再受理應徵。
              <a
                href={`${paths.public.vacancies()}?category=${encodeURIComponent(p.content.personnelCategory)}`}
              >
                看相近的職缺
              </a>
            </Note>
          )}
          {p.changedOn ? <Note plain>{`內容曾於 ${p.changedOn} 更新。`}</Note> : null}
          <VacancyArticle {...p} />
        </div>
        <aside class="sq-apply" id="apply" aria-labelledby="apply-h">
          {open && p.closesAt ? <Open {...p} closesAt={p.closesAt} /> : <Closed />}
        </aside>
      </div>
      {open && p.closesAt && platformOf(p.content) ? (
        <div class="sq-callbar">
          <p>
            <strong>{leftWords(p.closesAt, p.now)}截止</strong>
            {instantWords(p.closesAt)}
          </p>
          <LinkButton href={paths.apply.form(p.no)}>我要應徵</LinkButton>
        </div>
      ) : null}
    </Layout>
  );
};

/** `還有 10 天`, or on the last day `今日`. */
export function leftWords(closesAt: Date, now: Date): string {
  const days = daysBetween(taipeiDay(now), taipeiDay(new Date(closesAt.getTime() - 1)));
  return days > 0 ? `還有 ${days} 天` : '今日';
}

/** R57, R58: where people apply; null when the agency takes applications itself (R59). */
const platformOf = ({ mode }: { mode: RetrievalMode | '' }): string | null =>
  mode === 'civilService' || mode === 'open' ? RETRIEVAL_MODES[mode].platform : null;

const Open = (p: VacancyPageProps & { closesAt: Date }) => {
  const platform = platformOf(p.content);
  const days = daysBetween(taipeiDay(p.now), taipeiDay(new Date(p.closesAt.getTime() - 1)));
  return (
    <>
      <h2 id="apply-h">應徵這個職缺</h2>
      <p class="sq-apply__left">
        {days > 0 ? (
          <>
            距截止還有 <strong>{days}</strong> 天
          </>
        ) : (
          <strong>今日截止</strong>
        )}
      </p>
      <p class="sq-small sq-quiet">{instantWords(p.closesAt)} 截止</p>
      {platform === null ? (
        <p class="sq-gap">
          本職缺不經由本系統應徵，請依「<a href="#contact">聯絡方式</a>」所載，直接向機關應徵。
        </p>
      ) : (
        <>
          <LinkButton href={paths.apply.form(p.no)} size="large" wide>
            我要應徵
          </LinkButton>
          <p class="sq-small sq-quiet">將前往【{platform}】，需先登入應徵者帳號。</p>
          <h3 class="sq-apply__sub">應徵前請先備妥</h3>
          <ul class="sq-ticks">
            <li>已確認的電子郵件信箱</li>
            <li>學歷、經歷及簡要自述</li>
            <li>證明文件（PDF，至多 5 個）</li>
          </ul>
        </>
      )}
      <p class="sq-apply__more">
        <a href={paths.public.guide()}>求職SOP</a>
      </p>
    </>
  );
};

const Closed = () => (
  <>
    <h2 id="apply-h">已截止</h2>
    <p class="sq-small sq-quiet">這個職缺不再受理應徵。已應徵者可在「我的應徵」查看進度。</p>
    <p class="sq-apply__more">
      <a href={paths.applicant.home()}>我的應徵</a>
      <a href={paths.public.vacancies()}>查詢其他職缺</a>
    </p>
  </>
);
