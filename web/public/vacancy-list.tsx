import { workplaceLabel } from '../../domain/codes.ts';
import { formatRocRange } from '../../domain/roc-date.ts';
import type { VacancyContent } from '../../domain/vacancy-content.ts';
import { ModeTag } from '../components/index.ts';
import { paths } from '../paths.ts';
import { gradeWords, instantWords, jobSeriesWords, openingsWords } from './vacancy-article.tsx';
import { leftWords } from './vacancy-page.tsx';

export interface ListedVacancy {
  no: string;
  content: VacancyContent;
  agency_name: string;
  closes_at: Date | null;
}

/** Vacancies as a list of cards: title, agency, the four facts, the deadline. `href` decides where a title leads. */
export const VacancyList = (p: {
  rows: readonly ListedVacancy[];
  now: Date;
  href?: (no: string) => string;
}) => (
  <ul class="sq-results">
    {p.rows.map((v) => (
      <li class="sq-card sq-results__item">
        <div class="sq-results__head">
          <h2 class="sq-results__title">
            <a href={(p.href ?? paths.public.vacancy)(v.no)}>{v.content.title}</a>
          </h2>
          <p>
            <ModeTag value={v.content.mode} />
          </p>
        </div>
        <p class="sq-quiet">{v.agency_name}</p>
        <dl class="sq-facts sq-facts--2">
          <div>
            <dt>官職等</dt>
            <dd class="sq-phrase">{gradeWords(v.content)}</dd>
          </div>
          <div>
            <dt>職系</dt>
            <dd>{jobSeriesWords(v.content)}</dd>
          </div>
          <div>
            <dt>工作地</dt>
            <dd>{v.content.workplaces.map(workplaceLabel).join('、')}</dd>
          </div>
          <div>
            <dt>名額</dt>
            <dd>{openingsWords(v.content)}</dd>
          </div>
          <div>
            <dt>有效期間</dt>
            <dd class="sq-num">{formatRocRange(v.content.listedFrom, v.content.listedTo)}</dd>
          </div>
          {v.closes_at ? (
            <div>
              <dt>截止</dt>
              <dd>
                <strong>{leftWords(v.closes_at, p.now)}</strong>　{instantWords(v.closes_at)}
              </dd>
            </div>
          ) : null}
        </dl>
      </li>
    ))}
  </ul>
);
