import { jobPosting } from '../../documents/job-posting.ts';
import { RETRIEVAL_MODES, type RetrievalMode } from '../../domain/codes.ts';
import type { ListingAct } from '../../domain/listing-note.ts';
import { daysBetween, formatRoc, taipeiDay } from '../../domain/roc-date.ts';
import { Button, JsonData, Layout, LinkButton, Note } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { leftWords } from './time-left.ts';
import { instantWords, VacancyArticle, type VacancyArticleProps, VacancyHead } from './vacancy-article.tsx';
import { type ListedVacancy, VacancyList } from './vacancy-list.tsx';

export interface VacancyPageProps extends VacancyArticleProps {
  ctx: PageContext;
  /** Listed, and its closing minute has not passed. */
  isOpen: boolean;
  listedAt: Date | null;
  closesAt: Date | null;
  now: Date;
  /** An approved revision later than the first: the page says when it last changed (ROC day). */
  changedOn: string | null;
  /** ISO days. */
  extended: { on: string; firstListedTo: string } | null;
  /** Closed by its officer before the last day announced. */
  endedEarly: boolean;
  /** Reviewed words of the officer's about either. */
  notes: Partial<Record<ListingAct, string>>;
  /** Address of this page, for sharing. */
  address: string;
  /** Open vacancies like this one, once it is closed. */
  similar: readonly ListedVacancy[];
}

/** One vacancy as the public sees it: the deadline with its clock time beside every call to apply. */
export const VacancyPage = (p: VacancyPageProps) => {
  const { isOpen, closesAt } = p;
  return (
    <Layout ctx={p.ctx} title={`${p.content.title}－${p.agencyName}`} width="plain">
      <VacancyHead
        {...p}
        stage={p.stage === 'listed' && !isOpen ? 'closed' : p.stage}
        back={{ href: paths.public.vacancies(), text: '回職缺查詢' }}
      />
      <div class="sq-public">
        <div>
          <Changes {...p} />
          <VacancyArticle {...p} />
          <Share {...p} />
          {isOpen ? null : <Similar {...p} />}
        </div>
        <aside class="sq-apply" id="apply" aria-labelledby="apply-h">
          {isOpen && closesAt ? <Open {...p} closesAt={closesAt} /> : <Closed />}
        </aside>
      </div>
      {isOpen && closesAt && platformOf(p.content) ? (
        <div class="sq-callbar">
          <p>
            <strong>{leftWords(closesAt, p.now)}截止</strong>
            {instantWords(closesAt)}
          </p>
          <LinkButton href={paths.apply.form(p.no)}>我要應徵</LinkButton>
        </div>
      ) : null}
      {isOpen && closesAt && p.listedAt ? (
        <JsonData data={jobPosting({ ...p, listedAt: p.listedAt, closesAt, url: p.address })} />
      ) : null}
    </Layout>
  );
};

/** What became of the listing since it was first announced. */
const Changes = (p: VacancyPageProps) => (
  <>
    {p.isOpen ? null : (
      <Note>
        這個職缺已{p.endedEarly ? '提前' : ''}截止{p.closesAt ? `（${instantWords(p.closesAt)}）` : ''}
        ，不再受理應徵。
        {p.similar.length > 0 ? <a href="#similar">看相近的職缺</a> : null}
      </Note>
    )}
    {p.endedEarly && p.notes.end ? <Note plain>機關說明：{p.notes.end}</Note> : null}
    {p.extended ? (
      <Note plain>
        {`上網有效期間曾於 ${formatRoc(p.extended.on)} 延長，原至 ${formatRoc(p.extended.firstListedTo)}。`}
        {p.notes.extend ? `機關說明：${p.notes.extend}` : null}
      </Note>
    ) : null}
    {p.changedOn ? <Note plain>{`內容曾於 ${p.changedOn} 更新。`}</Note> : null}
  </>
);

/** The bare address serves readers without script, and paper. */
const Share = ({ address, content, agencyName }: VacancyPageProps) => {
  const mail = `mailto:?subject=${encodeURIComponent(`${agencyName} ${content.title}`)}&body=${encodeURIComponent(address)}`;
  return (
    <section aria-labelledby="share">
      <h2 id="share">列印與分享</h2>
      <p class="sq-prose sq-anywhere">{address}</p>
      <p class="sq-buttons sq-gap">
        <Button type="button" kind="secondary" size="small" data-print hidden>
          列印
        </Button>
        <Button type="button" kind="secondary" size="small" data-copy={address} hidden>
          複製網址
        </Button>
        <LinkButton href={mail} kind="secondary" size="small">
          以電子郵件分享
        </LinkButton>
      </p>
    </section>
  );
};

const searchOf = (condition: 'category' | 'place', code = ''): string =>
  `${paths.public.vacancies()}?${condition}=${encodeURIComponent(code)}`;

const Similar = ({ similar, content, now }: VacancyPageProps) => (
  <section aria-labelledby="similar">
    <h2 id="similar">相近的職缺</h2>
    {similar.length > 0 ? (
      <VacancyList rows={similar} now={now} under="section" />
    ) : (
      <>
        <p>目前沒有職系相同，或工作地及人員區分都相同的職缺。</p>
        <p class="sq-apply__more">
          {content.workplaces.length === 1 ? (
            <a href={searchOf('place', content.workplaces[0])}>查詢同一工作地的職缺</a>
          ) : null}
          <a href={searchOf('category', content.personnelCategory)}>查詢同一人員區分的職缺</a>
        </p>
      </>
    )}
  </section>
);

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
            <li>證明文件（PDF、PNG 或 JPEG，至多 5 個）</li>
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
