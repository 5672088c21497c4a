/** 下載我的資料 and 刪除帳號 (個資法 §3, §11). */
import type { ownApplications } from '../../db/queries/own-applications.ts';
import type { Problem } from '../../domain/problem.ts';
import { mayWithdraw } from '../applicant/my-pages.tsx';
import { Check } from '../components/choices.tsx';
import { FieldGroup } from '../components/field.tsx';
import {
  BackLink,
  Button,
  Buttons,
  Card,
  ErrorSummary,
  Form,
  Layout,
  LinkButton,
  Note,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { OwnPassword } from './own-password.tsx';

type Application = Awaited<ReturnType<typeof ownApplications>>[number];

/** The card of an applicant's profile page that leads to both. */
export const OwnDataCard = () => (
  <Card id="own-rights" title="我的資料">
    <div class="sq-stack">
      <p>您可以下載系統中關於您的全部資料，或刪除帳號。</p>
      <Buttons>
        <LinkButton href={paths.applicant.ownData()} kind="secondary">
          下載我的資料
        </LinkButton>
        <LinkButton href={paths.applicant.deleteAccount()} kind="link">
          刪除帳號
        </LinkButton>
      </Buttons>
    </div>
  </Card>
);

export const OwnDataPage = (p: { ctx: PageContext; problems?: readonly Problem[] }) => (
  <Layout ctx={p.ctx} title="下載我的資料" variant="applicant" width="narrow" problems={p.problems}>
    <BackLink href={paths.applicant.profile()}>回個人資料</BackLink>
    <Title title="下載我的資料" />
    <ErrorSummary problems={p.problems} consequence="資料尚未下載" />
    <Form class="sq-card sq-card--pad" action={paths.applicant.ownData()} csrf={p.ctx.csrf}>
      <div class="sq-stack">
        <p>
          壓縮檔內有一份
          data.json：帳號、履歷、應徵草稿、每一件應徵的內容、機關調閱的時間與用途、面試通知與您的回覆；以及您上傳的文件與產製的履歷。
        </p>
        <Note>壓縮檔沒有密碼保護，請存放在只有您能使用的裝置。</Note>
        <OwnPassword problems={p.problems} />
        <Buttons>
          <Button>下載</Button>
        </Buttons>
      </div>
    </Form>
  </Layout>
);

/** What goes, what stays and why, and the applications that would stay with the agencies. */
export const DeleteAccountPage = (p: {
  ctx: PageContext;
  open: readonly Application[];
  formKey: string;
  problems?: readonly Problem[];
}) => (
  <Layout ctx={p.ctx} title="刪除帳號" variant="applicant" width="narrow" problems={p.problems}>
    <BackLink href={paths.applicant.profile()}>回個人資料</BackLink>
    <Title title="刪除帳號" />
    <ErrorSummary problems={p.problems} consequence="帳號尚未刪除" />
    <div class="sq-stack">
      <Card id="goes" title="立即刪除">
        <ul class="sq-entries">
          <li>您的帳號、電子郵件信箱與密碼；這個信箱可以再註冊。</li>
          <li>我的履歷與應徵草稿。</li>
          <li>所有裝置上的登入，以及這個信箱訂閱的電子報。</li>
        </ul>
      </Card>
      <Card id="stays" title="依法保留">
        <ul class="sq-entries">
          <li>
            已送出的應徵資料：徵才機關辦理甄選及處理爭議所必須（個人資料保護法第 11
            條），保存期間最長自職缺截止起一年，期滿刪除。
          </li>
          <li>操作紀錄：只記代碼、時間與動作，不含您的姓名與聯絡方式，供查核之用。</li>
        </ul>
      </Card>
      {p.open.length > 0 ? (
        <Card id="open" title={`進行中的應徵（${p.open.length} 件）`}>
          <div class="sq-stack">
            <p>刪除帳號不會撤回應徵。不要繼續的，請先撤回；保留的，面試通知仍會寄到您應徵時的信箱。</p>
            <ul class="sq-entries">
              {p.open.map((a) => (
                <li>
                  {a.agency_name}　{a.title}（{a.no}）
                  {mayWithdraw(a) ? (
                    <>
                      {' '}
                      <a href={paths.applicant.withdraw(a.id)}>撤回這件應徵</a>
                    </>
                  ) : null}
                </li>
              ))}
            </ul>
          </div>
        </Card>
      ) : null}
      <Form
        class="sq-card sq-card--pad"
        action={paths.applicant.deleteAccount()}
        csrf={p.ctx.csrf}
        formKey={p.formKey}
      >
        <div class="sq-stack">
          <FieldGroup name="understood" label="確認" required problems={p.problems} id="understood-group">
            <Check name="understood" id="understood" value="yes">
              我了解刪除後無法復原，也無法再登入查看應徵紀錄。
            </Check>
          </FieldGroup>
          <OwnPassword problems={p.problems} />
          <Buttons>
            <Button kind="warning">刪除帳號</Button>
            <a href={paths.applicant.profile()}>不刪除</a>
          </Buttons>
        </div>
      </Form>
    </div>
  </Layout>
);
