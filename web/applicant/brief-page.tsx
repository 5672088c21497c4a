import type { ShortResume } from '../../domain/short-resume.ts';
import { BackLink, Layout, Note, ShortResumeParts, Title } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';

const EDIT = {
  basic: paths.applicant.resumePart('basic'),
  education: paths.applicant.resumePart('education'),
  experience: paths.applicant.resumePart('experience'),
};

/** 我的簡歷: what an officer reads under 調閱簡歷, of the résumé as it is now. */
export const BriefPage = (p: { ctx: PageContext; brief: ShortResume }) => (
  <Layout ctx={p.ctx} title="我的簡歷" variant="applicant" width="narrow">
    <BackLink href={paths.applicant.resume()}>回我的履歷</BackLink>
    <Title title="我的簡歷" sub="您應徵後，機關以「調閱簡歷」在畫面上看到的就是這些。" />
    <div class="sq-stack">
      <section class="sq-short" aria-labelledby="brief-name">
        <div class="sq-short__head">
          <h2 id="brief-name">{p.brief.name || '（尚未填寫姓名）'}</h2>
        </div>
        <ShortResumeParts of={p.brief} edit={EDIT} />
      </section>
      <Note plain>
        內容取自您目前的履歷；已送出的應徵，機關看到的是送出時的資料。出生日期、性別與身分證字號不列入簡歷。可用瀏覽器的列印功能列印本頁。
      </Note>
    </div>
  </Layout>
);
