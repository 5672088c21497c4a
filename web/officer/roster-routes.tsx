/** 面試名冊 and 簽到表 of a vacancy, as PDF or Excel; each export is recorded before a byte leaves. */
import { type Context, Hono } from 'hono';
import { withActor } from '../../db/actor.ts';
import { interviewRoster, rosterCounts } from '../../db/queries/interview-roster.ts';
import { ROSTER_KINDS, type RosterInput, rosterXlsx } from '../../documents/roster.ts';
import type { Problem } from '../../domain/problem.ts';
import { OwnPassword } from '../account/own-password.tsx';
import { freshPasswordProblems, STEP_UP_HINT, stepUpDue } from '../account/step-up.ts';
import {
  BackLink,
  Button,
  Buttons,
  ErrorSummary,
  Form,
  Layout,
  Radios,
  Stack,
  Title,
} from '../components/index.ts';
import { formKey, newFormKey } from '../middleware/idempotency.ts';
import { requireOfficer } from '../middleware/sign-in.ts';
import { posted, requestIdOf } from '../middleware/state.ts';
import { paths } from '../paths.ts';
import { pageContext, respond } from '../render.tsx';
import type { Services } from '../services.ts';
import { typesetter } from '../typesetter.ts';
import { applicantsVacancy } from './applicants-load.ts';
import { turnedAway } from './applicants-routes.tsx';
import { minuteStamp, PDF, sendFile, XLSX } from './download.ts';
import { pattern } from './pattern.ts';
import { applicantsTrail } from './trails.ts';

const KINDS = Object.entries(ROSTER_KINDS).map(([code, name]) => ({ code, name }));
const FILES = [
  { code: 'pdf', name: 'PDF（列印用）' },
  { code: 'xlsx', name: 'Excel' },
] as const;

export function rosterRoutes(services: Services): Hono {
  const app = new Hono();
  const { db, keyring } = services;

  app.get(pattern(paths.officer.roster(':no')), (c) => form(c, []));

  app.post(pattern(paths.officer.roster(':no')), async (c) => {
    const actor = requireOfficer(c);
    formKey(c);
    const kind = posted(c, 'kind');
    const file = FILES.find((one) => one.code === posted(c, 'fileType'))?.code;
    const who = posted(c, 'who');
    const problems: Problem[] = [];
    if (kind !== 'roster' && kind !== 'signIn')
      problems.push({ field: 'kind', message: '請選擇面試名冊或簽到表' });
    if (who !== 'accepted' && who !== 'invited') problems.push({ field: 'who', message: '請選擇列入的人員' });
    if (!file) problems.push({ field: 'fileType', message: '請選擇檔案類型' });
    // a wrong password counts as a try at the door, so it is asked for last
    if (problems.length === 0) problems.push(...(await freshPasswordProblems(services, c)));
    if (problems.length > 0 || !file || (kind !== 'roster' && kind !== 'signIn')) return form(c, problems);

    const found = await withActor(db, actor, async (trx) => {
      const door = await applicantsVacancy(trx, actor, c);
      if (door.closedDoor) return { ...door, people: [] };
      const order = {
        vacancyNo: door.vacancy.no,
        agencyId: door.vacancy.agency_id,
        accepted: who === 'accepted',
        kind,
        fileType: file,
        requestId: requestIdOf(c),
      };
      return { ...door, people: await interviewRoster(trx, keyring, actor, order) };
    });
    const { vacancy: v, closedDoor } = found;
    if (closedDoor) return turnedAway(c, v.no, closedDoor);
    const now = services.now();
    const input: RosterInput = {
      kind,
      agencyName: v.agency_name,
      vacancyNo: v.no,
      title: v.title,
      madeAt: now.toISOString(),
      people: found.people.map((one) => ({ ...one, interviewAt: one.interviewAt?.toISOString() ?? null })),
    };
    const bytes = file === 'pdf' ? (await typesetter.roster(input)).bytes : await rosterXlsx(input);
    const name = `${v.no}-${minuteStamp(now)}-${kind === 'roster' ? 'roster' : 'sign-in'}.${file}`;
    return sendFile(c, name, file === 'pdf' ? PDF : XLSX, bytes);
  });

  return app;

  async function form(c: Context, problems: readonly Problem[]): Promise<Response> {
    const actor = requireOfficer(c);
    const found = await withActor(db, actor, async (trx) => {
      const door = await applicantsVacancy(trx, actor, c);
      return { ...door, counts: await rosterCounts(trx, door.vacancy.no) };
    });
    const { vacancy: v, closedDoor, counts } = found;
    if (closedDoor) return turnedAway(c, v.no, closedDoor);
    const ctx = pageContext(c);
    const whom = [
      { code: 'accepted', name: `接受面試者（${counts.accepted} 人）` },
      { code: 'invited', name: `接受面試者及尚未回覆者（${counts.invited} 人）` },
    ];
    return respond(
      c,
      <Layout
        ctx={ctx}
        title="面試名冊、簽到表"
        current="register"
        problems={problems}
        trail={applicantsTrail(v.no, '面試名冊、簽到表')}
      >
        <BackLink href={paths.officer.applicants(v.no)}>回調閱履歷</BackLink>
        <Title title="面試名冊、簽到表" sub={`職缺編號 ${v.no}　${v.title}`} />
        <ErrorSummary problems={problems} consequence="沒有產製檔案" />
        <Form
          class="sq-card sq-card--pad"
          action={paths.officer.roster(v.no)}
          csrf={ctx.csrf}
          formKey={newFormKey()}
          data-download
        >
          <Stack>
            <p>依面試時間排列，婉拒與已撤回者不列入。簽到表不列電話；每次產製都會留下紀錄。</p>
            <Radios
              name="kind"
              label="種類"
              required
              options={KINDS}
              value={posted(c, 'kind')}
              problems={problems}
            />
            <Radios
              name="who"
              label="列入的人員"
              required
              options={whom}
              value={posted(c, 'who')}
              problems={problems}
            />
            <Radios
              name="fileType"
              label="檔案類型"
              required
              options={FILES}
              value={posted(c, 'fileType')}
              problems={problems}
            />
            {stepUpDue(c, services) ? <OwnPassword hint={STEP_UP_HINT} problems={problems} /> : null}
            <Buttons>
              <Button>產製檔案</Button>
            </Buttons>
          </Stack>
        </Form>
      </Layout>,
      problems.length > 0 ? 422 : 200,
    );
  }
}
