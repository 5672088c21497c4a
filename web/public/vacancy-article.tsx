import {
  JOB_SERIES,
  nameOf,
  PERSONNEL_CATEGORIES,
  RETRIEVAL_MODES,
  SEXES,
  SPECIAL_CONDITIONS,
  workplaceLabel,
} from '../../domain/codes.ts';
import { RESUME_SECTIONS } from '../../domain/resume-sections.ts';
import { alwaysDeliveredWords } from '../../domain/resume-selection.ts';
import { formatRoc, formatRocRange, formatRocSentence, taipeiTime } from '../../domain/roc-date.ts';
import type { Stage } from '../../domain/status.ts';
import type { VacancyBrief, VacancyContent } from '../../domain/vacancy-content.ts';
import { ModeTag, StageTag, SummaryList } from '../components/index.ts';
import { Phrase, Prose, Whole } from './prose.tsx';
import { type ShownFile, VacancyFiles } from './vacancy-files.tsx';

export interface VacancyArticleProps {
  no: string;
  content: VacancyContent;
  files: readonly ShownFile[];
  agencyName: string;
  stage: Stage;
  publishedOn: string | null;
  /** Where an imported vacancy comes from; shown as its source. */
  origin?: 'form' | 'feed';
}

/** Title, agency and the four facts people decide by. */
export const VacancyHead = (p: VacancyArticleProps & { back?: { href: string; text: string } }) => (
  <div class="sq-hero">
    <div class="sq-hero__in">
      {p.back ? (
        <a class="sq-back" href={p.back.href}>
          {p.back.text}
        </a>
      ) : null}
      <p class="sq-hero__tags">
        <StageTag value={p.stage} />
        <ModeTag value={p.content.mode} />
      </p>
      <h1>
        <Phrase text={p.content.title || '（未填職稱）'} />
      </h1>
      <p class="sq-hero__org">{p.agencyName}</p>
      <dl class="sq-key">
        <div>
          <dt>官職等</dt>
          <dd>
            <Phrase text={gradeWords(p.content)} />
          </dd>
        </div>
        <div>
          <dt>職系</dt>
          <dd>{jobSeriesWords(p.content)}</dd>
        </div>
        <div>
          <dt>工作地</dt>
          <dd>
            {p.content.workplaces.length > 0 ? (
              <Whole parts={p.content.workplaces.map(workplaceLabel)} />
            ) : (
              '未填'
            )}
          </dd>
        </div>
        <div>
          <dt>名額</dt>
          <dd>{openingsWords(p.content)}</dd>
        </div>
      </dl>
    </div>
  </div>
);

/**
 * Everything the public sees of a vacancy (facts of the official detail page: the asked résumé sections and
 * ranges are public too). The officer's preview shows this very component.
 */
export const VacancyArticle = (p: VacancyArticleProps) => {
  const c = p.content;
  const conditions = SPECIAL_CONDITIONS.filter((s) => c.conditions[s.code]);
  return (
    <div>
      <Section id="qualifications" title="資格條件" text={c.qualifications} />
      <Section id="duties" title="工作項目" text={c.duties} />
      <Section id="location" title="工作地點" text={c.location} />
      <section aria-labelledby="contact">
        <h2 id="contact">聯絡方式</h2>
        <Prose text={c.contact} />
        {c.email ? (
          <div class="sq-contact">
            <SummaryList
              facts={[
                { term: '聯絡E-mail', value: c.email },
                {
                  term: '電子檔寄送',
                  value: c.emailSubmission ? '允許履歷及相關證件以電子檔用EMail寄送' : '否',
                },
              ]}
            />
          </div>
        ) : null}
      </section>
      {c.mode === 'civilService' ? <Asked content={c} /> : null}
      <VacancyFiles files={p.files} />
      <section aria-labelledby="listing">
        <h2 id="listing">刊登資訊</h2>
        <SummaryList
          facts={[
            { term: '職缺編號', value: <span class="sq-num">{p.no}</span> },
            {
              term: '人員區分',
              value: `${c.personnelCategory} ${nameOf(PERSONNEL_CATEGORIES, c.personnelCategory)}`,
            },
            { term: '官等類別', value: c.rankClasses.join('、') || '未填' },
            { term: '職缺類別', value: c.mode ? RETRIEVAL_MODES[c.mode].choice : '未選擇' },
            {
              term: '有效期間',
              value: <span class="sq-num">{formatRocRange(c.listedFrom, c.listedTo)}</span>,
            },
            { term: '截止', value: c.listedTo ? deadlineWords(c) : '未填' },
            {
              term: '刊登日期',
              value: <span class="sq-num">{p.publishedOn ? formatRoc(p.publishedOn) : '尚未刊登'}</span>,
            },
            { term: '性別', value: nameOf(SEXES, c.sex) },
            ...(conditions.length
              ? [{ term: '特殊條件', value: conditions.map((s) => s.name).join('、') }]
              : []),
            { term: '機關地址', value: c.agencyAddress },
            ...(p.origin === 'feed'
              ? [{ term: '資料來源', value: '行政院人事行政總處事求人機關徵才系統開放資料' }]
              : []),
          ]}
        />
      </section>
    </div>
  );
};

/** R49 and R25: 官職等 as typed, 無 when there is none. */
export const gradeWords = (c: VacancyBrief): string => c.grade || '無';
export const jobSeriesWords = (c: VacancyBrief): string =>
  c.jobSeries ? nameOf(JOB_SERIES, c.jobSeries) : c.jobSeriesText || '無';

/** `1 名，備取 2 名`; an import that says 數名 keeps its words. */
export function openingsWords(c: VacancyBrief): string {
  const openings = c.openings === null ? c.openingsText || '未填' : `${c.openings} 名`;
  return c.reserves > 0 ? `${openings}，備取 ${c.reserves} 名` : openings;
}

/** A deadline always has its clock time: `115 年 12 月 4 日（五）17:00`. */
export function deadlineWords(c: Pick<VacancyContent, 'listedTo' | 'closingTime'>): string {
  return `${formatRocSentence(c.listedTo)}${c.closingTime || '24:00'}`;
}

/** An instant as a deadline in words; midnight is the 24:00 of the day before. */
export function instantWords(instant: Date | string): string {
  const iso = typeof instant === 'string' ? instant : instant.toISOString();
  const time = taipeiTime(iso);
  if (time !== '00:00') return `${formatRocSentence(taipeiDayOf(iso))}${time}`;
  return `${formatRocSentence(taipeiDayOf(new Date(Date.parse(iso) - 1).toISOString()))}24:00`;
}
const taipeiDayOf = (iso: string): string =>
  new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 10);

const Section = ({ id, title, text }: { id: string; title: string; text: string }) =>
  text ? (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Prose text={text} />
    </section>
  ) : null;

/** R62–R65: what the agency receives. */
const Asked = ({ content: c }: { content: VacancyContent }) => {
  const range = (section: string): string => {
    const days = section === 'training' ? c.trainingRange : section === 'rewards' ? c.rewardRange : null;
    if (days && (days.from || days.to))
      return `，${days.from ? formatRoc(days.from) : '最早'} 至 ${days.to ? formatRoc(days.to) : '最近'}`;
    const years = c.appraisalRange;
    if (section === 'appraisals' && (years.from !== null || years.to !== null))
      return `，${years.from === null ? '最早' : years.from - 1911} 至 ${years.to === null ? '最近' : years.to - 1911} 年度`;
    return '';
  };
  const asked = RESUME_SECTIONS.filter((s) => c.allSections || c.sections.includes(s.code));
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">應徵時會提供給機關的履歷資料</h2>
      <p class="sq-prose sq-quiet">
        {alwaysDeliveredWords()}一律提供。
        {asked.length > 0 ? '本職缺另外調閱：' : '本職缺未另外調閱其他資料。'}
      </p>
      {asked.length > 0 ? (
        <ul class="sq-ticks sq-gap">
          {asked.map((s) => (
            <li>
              {s.name}
              {range(s.code)}
            </li>
          ))}
        </ul>
      ) : null}
      <p class="sq-prose sq-quiet sq-small">
        未列出的項目不會提供給機關；家屬及公教貸款資料不蒐集。您可在「我的應徵」看到機關何時調閱了您的履歷。
      </p>
    </section>
  );
};
