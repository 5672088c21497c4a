import type { OwnDraft } from '../../db/queries/application-drafts.ts';
import { draftKeptUntil } from '../../domain/application-draft.ts';
import { formatRocDateTime, formatRocSentence, taipeiDay } from '../../domain/roc-date.ts';
import { Buttons, LinkButton, SummaryList, Tag } from '../components/index.ts';
import { paths } from '../paths.ts';
import { instantWords } from '../public/vacancy-article.tsx';

/** Until when a draft whose vacancy has ended can still be read. */
export const keptUntilWords = (endedAt: Date): string =>
  formatRocSentence(taipeiDay(draftKeptUntil(endedAt)));

/** When it was kept last. */
export const stampWords = (at: Date): string => formatRocDateTime(at.toISOString());

/** What became of a vacancy that takes no applications any more. */
const endedWords = (d: OwnDraft): string =>
  `${d.stage === 'withdrawn' ? '職缺已撤回' : '已截止'}，不能再送出；草稿保存至 ${d.ended_at ? keptUntilWords(d.ended_at) : ''}`;

/** 草稿 in 我的應徵: what is not handed in yet, and until when it can be. */
export const DraftItem = ({ draft: d }: { draft: OwnDraft }) => (
  <li class="sq-card sq-results__item">
    <div class="sq-results__head">
      <div>
        <h2 class="sq-results__title">
          <a href={paths.apply.form(d.vacancy_no)}>{d.title}</a>
        </h2>
        <p class="sq-results__org">{d.agency_name}</p>
      </div>
      <p class="sq-results__tags">
        <Tag look="draft">草稿</Tag>
      </p>
    </div>
    <SummaryList
      columns={2}
      facts={[
        { term: '上次儲存', value: stampWords(d.updated_at), number: true },
        {
          term: '截止',
          value: d.open && d.closes_at ? `${instantWords(d.closes_at)}，尚未送出` : endedWords(d),
        },
      ]}
    />
    <Buttons>
      <LinkButton href={paths.apply.form(d.vacancy_no)} kind="secondary" size="small">
        {d.open ? '繼續填寫' : '查看內容'}
      </LinkButton>
      <LinkButton href={paths.applicant.deleteDraft(d.id)} kind="link">
        刪除草稿
      </LinkButton>
    </Buttons>
  </li>
);
