/** The two doors: R4 帳號登入, R5 憑證登入, R6 重要訊息; and the applicants' own. */
import type { Problem } from '../../domain/problem.ts';
import { Button, Buttons, LinkButton } from '../components/buttons.tsx';
import { Card, Stack, Title } from '../components/card.tsx';
import { Form } from '../components/form.tsx';
import { HiddenFields } from '../components/hidden.tsx';
import { Layout } from '../components/layout.tsx';
import { Note } from '../components/notes.tsx';
import { ErrorSummary } from '../components/problems.tsx';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { SignInFields } from './sign-in-fields.tsx';

export interface DoorProps {
  ctx: PageContext;
  /** Where to go afterwards. */
  next?: string;
  name?: string;
  problems?: readonly Problem[];
}

/** R6, in full: what the cut text of the manual begins to say. */
export const PRIVACY_NOTICE = [
  '本系統之個人資料僅供各機關辦理職缺公告、甄選及其相關人事作業使用，應依個人資料保護法及其施行細則之相關規定蒐集、處理及利用，不得作其他目的之使用，亦不得複製、轉寄或提供無關之第三人。',
  '調閱、匯出或列印之應徵者資料，於使用完畢或甄選程序終結後，應予刪除或銷毀；下載之檔案應以密碼保護並妥為保管。',
  '登入、查詢、調閱、匯出及通知等操作均留存紀錄，以備稽核；違反規定者，依相關法令負其責任。',
  '帳號及密碼限本人使用，請勿交付他人；離開座位或使用完畢，請務必登出。',
];

const Door = (props: DoorProps & { door: 'staff' | 'applicant' }) => (
  <Form
    action={props.door === 'staff' ? paths.account.signIn() : paths.applicant.signIn()}
    csrf={props.ctx.csrf}
  >
    {props.next ? <HiddenFields values={{ _next: props.next }} /> : null}
    <Stack>
      <SignInFields door={props.door} name={props.name} problems={props.problems} />
      <Buttons>
        <Button>登入</Button>
        <a href={paths.account.forgotPassword()}>忘記密碼</a>
      </Buttons>
    </Stack>
  </Form>
);

export const StaffDoorPage = (props: DoorProps) => (
  <Layout
    ctx={props.ctx}
    title="登入"
    variant="officer"
    width="solo"
    problems={props.problems}
    trail={[{ text: '首頁', href: paths.home() }, { text: '登入' }]}
    noIndex
  >
    <Title title="事求人機關徵才系統登入" />
    <ErrorSummary problems={props.problems} title="無法登入" />
    <Stack>
      <div class="sq-doors">
        <Card id="account-sign-in" title="帳號登入">
          <Door {...props} door="staff" />
        </Card>
        <Card id="card-sign-in" title="憑證登入">
          <Stack>
            <p>請持自然人憑證或健保卡，登入。</p>
            <p>可用憑證：自然人憑證、機關憑證、健保卡。</p>
            <Note plain>憑證登入尚未開放，請先以帳號登入。開放時將於本頁公告。</Note>
          </Stack>
        </Card>
      </div>
      <Card id="notice" title="重要訊息">
        <ul class="sq-points">
          {PRIVACY_NOTICE.map((one) => (
            <li>{one}</li>
          ))}
        </ul>
      </Card>
      <p>
        應徵職缺者，請由<a href={paths.applicant.signIn()}>應徵者登入</a>。
      </p>
    </Stack>
  </Layout>
);

export const ApplicantDoorPage = (props: DoorProps) => (
  <Layout ctx={props.ctx} title="應徵者登入" width="narrow" problems={props.problems} noIndex>
    <Title title="應徵者登入" sub="應徵職缺、查看應徵進度前，請先登入。" />
    <ErrorSummary problems={props.problems} title="無法登入" />
    <Stack>
      <Card id="applicant-sign-in" title="以 Email 登入">
        <Door {...props} door="applicant" />
      </Card>
      <Card id="no-account" title="還沒有帳號？">
        <Stack>
          <p>以您的電子郵件信箱申請帳號，並由信中連結確認後，即可應徵職缺。</p>
          <Buttons>
            <LinkButton kind="secondary" href={paths.applicant.signUp()}>
              申請帳號
            </LinkButton>
          </Buttons>
        </Stack>
      </Card>
      <p>
        機關人員，請由<a href={paths.account.signIn()}>機關登入</a>。
      </p>
    </Stack>
  </Layout>
);
