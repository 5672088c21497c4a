import { COMPLETIONS, EDUCATION_LEVELS, nameOf } from '../../domain/codes.ts';
import type { EducationEntry, ExperienceEntry } from '../../domain/resume-record.ts';
import { showRocDate } from './resume-form-data.ts';

const span = (from: string, to: string, open: string): string =>
  from || to ? `${showRocDate(from)} ~ ${to ? showRocDate(to) : open}` : '';

/** One row a line: what it was, and when. */
const Rows = ({ rows }: { rows: readonly { what: string; detail: string; when: string }[] }) => (
  <ul class="sq-entries">
    {rows.map((r) => (
      <li>
        <span>
          <strong>{r.what}</strong>
          {r.detail ? `　${r.detail}` : null}
        </span>
        <span class="sq-num sq-quiet">{r.when}</span>
      </li>
    ))}
  </ul>
);

export const EducationList = ({ rows }: { rows: readonly EducationEntry[] }) => (
  <Rows
    rows={rows.map((e) => ({
      what: [e.school, e.department].filter(Boolean).join(' '),
      detail: [nameOf(EDUCATION_LEVELS, e.level), nameOf(COMPLETIONS, e.completion)]
        .filter(Boolean)
        .join('，'),
      when: span(e.from, e.to, ''),
    }))}
  />
);

export const ExperienceList = ({ rows }: { rows: readonly ExperienceEntry[] }) => (
  <Rows
    rows={rows.map((e) => ({
      what: [e.organ, e.title].filter(Boolean).join(' '),
      detail: e.grade,
      when: span(e.from, e.to, '現職'),
    }))}
  />
);
