import { WORKPLACES } from '../../domain/codes.ts';
import { Button, commas, FilterSelect, FilterText, Layout, LinkButton } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { type ListedVacancy, VacancyList } from './vacancy-list.tsx';

/** The front door: look for a post, or go to the platform one belongs to. */
export const HomePage = (p: {
  ctx: PageContext;
  rows: readonly ListedVacancy[];
  total: number;
  now: Date;
}) => (
  <Layout ctx={p.ctx} title="公職職缺" width="plain" variant="public">
    <div class="sq-hero">
      <div class="sq-hero__in">
        <h1>找一份公職</h1>
        <p class="sq-hero__org">目前刊登 {commas(p.total)} 筆職缺，全數經審核後公告。</p>
        <form class="sq-finder" action={paths.public.vacancies()} method="get" aria-label="查詢職缺">
          <div class="sq-filter__row">
            <FilterText name="q" label="關鍵字" maxlength={200} />
            <FilterSelect name="place" label="工作地" options={WORKPLACES} empty="全部" withCodes />
            <div class="sq-filter__buttons">
              <Button>查詢職缺</Button>
            </div>
          </div>
        </form>
      </div>
    </div>
    <div class="sq-public">
      <section aria-labelledby="latest">
        <h2 id="latest">最新職缺</h2>
        {p.rows.length > 0 ? (
          <VacancyList rows={p.rows} now={p.now} under="section" />
        ) : (
          <p>目前沒有刊登中的職缺，請改日再來。</p>
        )}
        <p class="sq-gap">
          <a href={paths.public.vacancies()}>看全部職缺</a>
        </p>
      </section>
      <aside class="sq-apply" aria-labelledby="platforms">
        <h2 id="platforms">我要應徵</h2>
        <p>須具公務人員任用資格的職缺：</p>
        <LinkButton href={paths.apply.civilService()} wide>
          職缺應徵
        </LinkButton>
        <p>其他職缺，人人可應徵：</p>
        <LinkButton href={paths.apply.open()} wide kind="secondary">
          不須具公務人員任用資格
          <wbr />
          職缺應徵平台
        </LinkButton>
        <p class="sq-apply__more">
          <a href={paths.public.guide()}>求職SOP</a>
          <a href={paths.applicant.home()}>我的應徵</a>
          <a href={paths.public.newsletterSubscribe()}>電子報訂閱</a>
          <a href={paths.public.openData()}>職缺Open Data</a>
        </p>
      </aside>
    </div>
  </Layout>
);
