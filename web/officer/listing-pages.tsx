/** 延長 and 提前截止 of a listed vacancy, and the page while an answer is not known yet. */
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import { ENDING_REASONS, EXTENSION_REASONS } from '../../domain/codes.ts';
import { MAX_LISTING_NOTE } from '../../domain/listing-note.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocSentence, type RocParts } from '../../domain/roc-date.ts';
import { ConfirmPage, Layout, RocDate, Select, SummaryList, TextArea, Title } from '../components/index.ts';
import { paths } from '../paths.ts';
import { deadlineWords } from '../public/vacancy-article.tsx';
import type { PageContext } from '../view.ts';
import { trailTo } from './trails.ts';

interface ListingForm {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  formKey: string;
  problems: readonly Problem[];
  reason: string;
  /** In her own words, for the public once reviewed. */
  note: string;
}

const NoteField = ({ note, problems }: Pick<ListingForm, 'note' | 'problems'>) => (
  <TextArea
    name="note"
    label="公開說明（選填）"
    rows={4}
    hint={`最多 ${MAX_LISTING_NOTE} 字。變更立即生效；這段說明送審核，通過後才顯示在職缺頁。`}
    value={note}
    problems={problems}
    maxlength={MAX_LISTING_NOTE}
  />
);

const sub = (v: OfficerVacancy) => (
  <>
    {v.title}　職缺編號 <span class="sq-num">{v.no}</span>
  </>
);
const now = (v: OfficerVacancy) => (
  <SummaryList
    facts={[
      { term: '起日', value: formatRocSentence(v.content.listedFrom), number: true },
      { term: '目前截止', value: deadlineWords(v.content), number: true },
    ]}
  />
);

export const ExtendPage = ({ listedTo, ...p }: ListingForm & { listedTo: RocParts | string }) => (
  <ConfirmPage
    ctx={p.ctx}
    current="register"
    trail={trailTo({ text: '延長刊登' })}
    title="延長刊登"
    sub={sub(p.vacancy)}
    action={paths.officer.extend(p.vacancy.no)}
    formKey={p.formKey}
    confirm="延長刊登"
    back={{ href: paths.officer.vacancy(p.vacancy.no), text: '回職缺頁' }}
    problems={p.problems}
  >
    {now(p.vacancy)}
    <RocDate
      name="listedTo"
      label="新的迄日"
      required
      hint="須晚於目前的迄日；上網有效期間自起日起最長 10 年。截止時間不變。"
      value={listedTo}
      problems={p.problems}
    />
    <Select
      name="reason"
      label="延長原因"
      required
      empty="請選擇"
      options={EXTENSION_REASONS}
      value={p.reason}
      problems={p.problems}
    />
    <NoteField {...p} />
  </ConfirmPage>
);

export const EndPage = (p: ListingForm) => (
  <ConfirmPage
    ctx={p.ctx}
    current="register"
    trail={trailTo({ text: '提前截止' })}
    title="提前截止"
    sub={sub(p.vacancy)}
    action={paths.officer.end(p.vacancy.no)}
    formKey={p.formKey}
    confirm="提前截止"
    warning
    back={{ href: paths.officer.vacancy(p.vacancy.no), text: '回職缺頁' }}
    problems={p.problems}
  >
    {now(p.vacancy)}
    <p>按下後立即截止，不再受理應徵，也不能再延長；已收到的應徵資料照常產製及調閱。</p>
    <Select
      name="reason"
      label="提前截止原因"
      required
      empty="請選擇"
      options={ENDING_REASONS}
      value={p.reason}
      problems={p.problems}
    />
    <NoteField {...p} />
  </ConfirmPage>
);

/** Asks by itself every three seconds whether the act was carried out; without script by a link. */
export const PendingPart = ({ href }: { href: string }) => (
  <div id="pending" hx-get={href} hx-trigger="every 3s" hx-swap="outerHTML">
    <p role="status">已送出，尚未得知結果，正在確認。結果出現前請勿重複送出；重複送出也只會執行一次。</p>
    <p>
      <a href={href}>再確認一次</a>
    </p>
  </div>
);

export const PendingPage = (p: { ctx: PageContext; vacancy: OfficerVacancy; what: string; href: string }) => (
  <Layout ctx={p.ctx} title={p.what} current="register" trail={trailTo({ text: p.what })}>
    <Title title={p.what} sub={sub(p.vacancy)} />
    <div class="sq-card sq-card--pad">
      <PendingPart href={p.href} />
    </div>
  </Layout>
);
