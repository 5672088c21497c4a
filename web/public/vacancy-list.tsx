import type { Child } from 'hono/jsx';
import { workplaceLabel } from '../../domain/codes.ts';
import type { VacancyBrief } from '../../domain/vacancy-content.ts';
import { ModeTag } from '../components/index.ts';
import { paths } from '../paths.ts';
import { Phrase, Whole } from './prose.tsx';
import { leftWords } from './time-left.ts';
import { gradeWords, instantWords, jobSeriesWords, openingsWords } from './vacancy-article.tsx';

export interface ListedVacancy {
  no: string;
  brief: VacancyBrief;
  agency_name: string;
  closes_at: Date;
}

/**
 * Vacancies as a list: title, agency, four facts, the deadline with its clock time.
 * @param under the heading the titles stand under: the page's own, or that of a section
 */
export const VacancyList = (p: { rows: readonly ListedVacancy[]; now: Date; under?: 'page' | 'section' }) => (
  <ul class="sq-results">
    {p.rows.map((v) => (
      <li class="sq-card sq-results__item">
        <div class="sq-results__head">
          <div>
            <ResultTitle under={p.under}>
              <a href={paths.public.vacancy(v.no)}>{v.brief.title}</a>
            </ResultTitle>
            <p class="sq-results__org">{v.agency_name}</p>
          </div>
          <p class="sq-results__tags">
            <ModeTag value={v.brief.mode} />
          </p>
        </div>
        <dl class="sq-brief">
          <div>
            <dt>官職等</dt>
            <dd>
              <Phrase text={gradeWords(v.brief)} />
            </dd>
          </div>
          <div>
            <dt>職系</dt>
            <dd>{jobSeriesWords(v.brief)}</dd>
          </div>
          <div>
            <dt>工作地</dt>
            <dd>
              <Whole parts={v.brief.workplaces.map(workplaceLabel)} />
            </dd>
          </div>
          <div>
            <dt>名額</dt>
            <dd>{openingsWords(v.brief)}</dd>
          </div>
          <div class="sq-brief__wide">
            <dt>截止</dt>
            <dd>
              <strong class="sq-brief__left">{leftWords(v.closes_at, p.now)}</strong>
              <span class="sq-nowrap">{instantWords(v.closes_at)}</span>
            </dd>
          </div>
        </dl>
      </li>
    ))}
  </ul>
);

const ResultTitle = (p: { under?: 'page' | 'section'; children?: Child }) =>
  p.under === 'section' ? (
    <h3 class="sq-results__title">{p.children}</h3>
  ) : (
    <h2 class="sq-results__title">{p.children}</h2>
  );
