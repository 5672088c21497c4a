import type { ApplicationForm } from '../../domain/application-rules.ts';
import { Card, Layout, LinkButton, Note, Title } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import type { NotOpen } from './open-vacancy.ts';
import { EducationList, ExperienceList } from './resume-lists.tsx';

const WORDS = {
  closed: ['已截止', '這個職缺的應徵時間已過，無法再送出。'],
  modeNone: ['不經由本系統應徵', '這個職缺不使用本系統應徵，請依職缺內容的聯絡方式直接向機關應徵。'],
  notFound: ['找不到這個職缺', '這個職缺不存在，或已不再刊登。'],
} as const;

/** No application is possible. What was typed is shown once more, so that it can be copied and nothing is lost. */
export const NotOpenPage = (p: { ctx: PageContext; vacancy: NotOpen; form?: ApplicationForm }) => {
  const { vacancy, form } = p;
  const [title, why] = WORDS[vacancy.why];
  const typed = form && (form.statement || form.education.length > 0 || form.experience.length > 0);
  return (
    <Layout ctx={p.ctx} title={title} variant="applicant" noIndex>
      <Title title={title} />
      <div class="sq-stack">
        <Note>{`${vacancy.title ? `「${vacancy.title}」：` : ''}${why}`}</Note>
        {typed ? (
          <Card id="kept" title="您填寫的內容（沒有送出，可複製保存）">
            <div class="sq-stack">
              <EducationList rows={form.education} />
              <ExperienceList rows={form.experience} />
              {form.statement ? <p class="sq-prose sq-prewrap">{form.statement}</p> : null}
            </div>
          </Card>
        ) : null}
        <p class="sq-inline">
          <LinkButton href={paths.public.vacancies()} kind="secondary">
            查詢其他職缺
          </LinkButton>
          {vacancy.why === 'modeNone' ? (
            <a href={paths.public.vacancy(vacancy.no)}>看聯絡方式</a>
          ) : (
            <a href={paths.applicant.home()}>我的應徵</a>
          )}
        </p>
      </div>
    </Layout>
  );
};

/** Rule 14: without a confirmed mailbox no receipt and no notice would arrive. */
export const UnconfirmedPage = (p: { ctx: PageContext; title: string }) => (
  <Layout ctx={p.ctx} title="請先確認電子郵件信箱" variant="applicant" width="narrow" noIndex>
    <Title title="請先確認電子郵件信箱" sub={p.title} />
    <div class="sq-stack">
      <Note>
        您的信箱尚未確認，因此還不能應徵：收據與面試通知都會寄到那裡。請開啟註冊時寄給您的確認信，按下信中的連結後再回到本頁。
      </Note>
      <p>
        沒有收到信？請<a href={paths.applicant.signUp()}>以同一信箱再次註冊</a>，系統會重寄確認信。
      </p>
    </div>
  </Layout>
);
