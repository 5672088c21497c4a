/** 調閱簡歷: who applied, with schooling and present post, on screen only. */
import { BRIEFS_PAGE, type ShortResume } from '../../db/queries/briefs.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import { EDUCATION_LEVELS, nameOf, SEXES } from '../../domain/codes.ts';
import { formatRocCompact, formatRocDateTime } from '../../domain/roc-date.ts';
import { BackLink, Card, EmptyState, Layout, Note, Pager, SummaryList, Title } from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { trailTo } from './trails.ts';

const Person = ({ row, seq }: { row: ShortResume; seq: number }) => {
  const { education: school, present } = row;
  return (
    <Card
      id={`person-${seq}`}
      title={`${seq}　${row.name}`}
      aside={<p class="sq-quiet sq-num">{formatRocDateTime(row.submittedAt.toISOString())} 應徵</p>}
    >
      <SummaryList
        columns={2}
        facts={[
          { term: '性別', value: nameOf(SEXES, row.sex) },
          { term: '出生日期', value: formatRocCompact(row.birthDate), number: true },
          { term: '電話', value: row.phone, number: true },
          { term: '聯絡Email', value: row.email },
          {
            term: '最高學歷',
            value: school
              ? [school.school, school.department, nameOf(EDUCATION_LEVELS, school.level)]
                  .filter(Boolean)
                  .join(' ')
              : '',
          },
          {
            term: present?.to === '' ? '現職' : '最近經歷',
            value: present
              ? [present.organ, present.title, present.grade].filter(Boolean).join(' ')
              : '未填寫',
          },
        ]}
      />
    </Card>
  );
};

export const BriefsPage = (p: {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  rows: readonly ShortResume[];
  total: number;
  page: number;
}) => {
  const { no, title } = p.vacancy;
  const pages = Math.max(1, Math.ceil(p.total / BRIEFS_PAGE));
  const at = (page: number): string => `${paths.officer.briefs(no)}?page=${page}`;
  return (
    <Layout
      ctx={p.ctx}
      title={`調閱簡歷－${title} ${no}`}
      current="register"
      trail={trailTo({ text: '調閱簡歷' })}
    >
      <BackLink href={paths.officer.vacancies()}>回機關徵才登錄</BackLink>
      <Title
        title="機關徵才登錄-調閱簡歷"
        sub={
          <>
            職缺編號 <strong class="sq-num">{no}</strong>
            {`　${title}　共 ${p.total} 人`}
          </>
        }
      />
      <Note plain>
        簡歷僅供線上檢視；完整履歷請由<a href={paths.officer.applicants(no)}>調閱履歷</a>
        下載。每次檢視都會留下紀錄。
      </Note>
      <div class="sq-stack">
        {p.rows.length === 0 ? <EmptyState title="目前沒有人應徵" /> : null}
        {p.rows.map((row, i) => (
          <Person row={row} seq={(p.page - 1) * BRIEFS_PAGE + i + 1} />
        ))}
        <div class="sq-card">
          <Pager
            page={p.page}
            pages={pages}
            size={BRIEFS_PAGE}
            previous={p.page > 1 ? at(p.page - 1) : undefined}
            next={p.page < pages ? at(p.page + 1) : undefined}
          />
        </div>
      </div>
    </Layout>
  );
};
