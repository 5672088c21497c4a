/** 簡歷, as an officer reads it beside others and its owner by itself. */
import { COMPLETIONS, EDUCATION_LEVELS, JOB_SERIES, nameOf } from '../../domain/codes.ts';
import type { EducationEntry, ExperienceEntry } from '../../domain/resume-record.ts';
import { formatRoc } from '../../domain/roc-date.ts';
import type { ShortResume } from '../../domain/short-resume.ts';
import { Hidden } from './text.tsx';

/** `2004-09` → 93/09; a day as a day; what is neither stays as it is. */
function when(text: string): string {
  if (/^\d{4}-\d{2}$/.test(text)) return formatRoc(`${text}-01`).slice(0, -3);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatRoc(text) : text;
}

const School = ({ one }: { one: EducationEntry }) => (
  <li>
    {one.school} {one.department}
    <span class="sq-cell-sub">
      {[
        nameOf(EDUCATION_LEVELS, one.level),
        nameOf(COMPLETIONS, one.completion),
        one.from || one.to ? `${when(one.from)} ~ ${when(one.to)}` : '',
      ]
        .filter(Boolean)
        .join('　')}
    </span>
  </li>
);

const Post = ({ one }: { one: ExperienceEntry }) => (
  <li>
    {one.organ} {one.title}
    <span class="sq-cell-sub">
      {[
        one.grade,
        nameOf(JOB_SERIES, one.jobSeries),
        one.from ? `${when(one.from)} ${one.to ? `~ ${when(one.to)}` : '到職'}` : '',
      ]
        .filter(Boolean)
        .join('　')}
    </span>
  </li>
);

/** A part's heading; its owner finds the way to correct it beside it. */
const Heading = ({ text, href }: { text: string; href?: string }) => (
  <h3>
    {text}
    {href ? (
      <a class="sq-short__edit sq-noprint" href={href}>
        修改<Hidden>{text}</Hidden>
      </a>
    ) : null}
  </h3>
);

const Nothing = () => <p class="sq-quiet">未填寫</p>;

/** Its three parts. `edit`: where its owner corrects each. */
export const ShortResumeParts = ({
  of,
  edit,
}: {
  of: ShortResume;
  edit?: { basic: string; education: string; experience: string };
}) => {
  const posts = [...of.present, ...(of.last ? [of.last] : [])];
  return (
    <>
      <Heading text="聯絡資料" href={edit?.basic} />
      <ul class="sq-plainlist">
        {[...new Set([of.mobile, of.phone])].filter(Boolean).map((one) => (
          <li class="sq-num">{one}</li>
        ))}
        <li class="sq-breakall">{of.email}</li>
      </ul>
      <Heading text={of.present.length > 0 || !of.last ? '現職' : '最近經歷'} href={edit?.experience} />
      {posts.length > 0 ? (
        <ul class="sq-plainlist">
          {posts.map((one) => (
            <Post one={one} />
          ))}
        </ul>
      ) : (
        <Nothing />
      )}
      <Heading text="學歷" href={edit?.education} />
      {of.education.length > 0 ? (
        <ul class="sq-plainlist">
          {of.education.map((one) => (
            <School one={one} />
          ))}
        </ul>
      ) : (
        <Nothing />
      )}
    </>
  );
};
