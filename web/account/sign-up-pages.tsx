/** Signing up of applicants: the form with the notice of 個資法 §8, what follows, and confirming the mailbox. */
import type { Problem } from '../../domain/problem.ts';
import { Button, Buttons, LinkButton } from '../components/buttons.tsx';
import { Card, Stack, Title } from '../components/card.tsx';
import { Check } from '../components/choices.tsx';
import { FieldGroup } from '../components/field.tsx';
import { Form } from '../components/form.tsx';
import { TextInput } from '../components/inputs.tsx';
import { Layout } from '../components/layout.tsx';
import { Note } from '../components/notes.tsx';
import { ErrorSummary, problemOf } from '../components/problems.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { NewPasswordFields } from './new-password.tsx';

/** 個資法 §8 I, item by item, for the account alone; each application has a notice of its own. */
const NOTICE: readonly [string, string][] = [
  ['蒐集機關', '事求人機關徵才系統之主管機關；您應徵的職缺，另由各徵才機關於應徵時告知。'],
  ['蒐集目的', '提供線上應徵服務：建立及管理應徵者帳號、確認電子郵件信箱、寄送應徵相關通知。'],
  ['資料類別', '電子郵件信箱；密碼僅保存無法還原的雜湊值。'],
  [
    '利用期間、地區、對象及方式',
    '於帳號存續期間，在中華民國境內，由本系統以電子方式利用；不提供予無關之第三人。',
  ],
  [
    '您的權利',
    '您得依個人資料保護法第 3 條，請求查詢、閱覽、複製、補充、更正、停止蒐集處理利用或刪除，請洽本頁下方之服務電話。',
  ],
  ['不提供之影響', '電子郵件信箱為線上應徵所必需；不提供者，無法使用線上應徵。'],
];

export interface SignUpProps {
  ctx: PageContext;
  formKey: string;
  email?: string;
  consent?: boolean;
  problems?: readonly Problem[];
}

export const SignUpPage = (props: SignUpProps) => {
  const { ctx, problems } = props;
  const wrong = problemOf(problems, 'consent') !== undefined;
  return (
    <Layout ctx={ctx} title="申請應徵帳號" width="narrow" problems={problems} noIndex>
      <Title title="申請應徵帳號" sub="只需要電子郵件信箱；履歷資料在應徵時填寫。" />
      <ErrorSummary problems={problems} consequence="尚未送出申請" />
      <Form action={paths.applicant.signUp()} csrf={ctx.csrf} formKey={props.formKey}>
        <Stack>
          <Card id="account-data" title="帳號資料">
            <Stack>
              <TextInput
                name="email"
                label="Email"
                required
                inputmode="email"
                autocomplete="username"
                spellcheck={false}
                maxlength={254}
                hint="確認信與應徵通知寄到這個信箱，也是您登入的帳號。"
                value={props.email}
                problems={problems}
              />
              <NewPasswordFields problems={problems} />
            </Stack>
          </Card>
          <Card id="privacy" title="個人資料蒐集告知事項">
            <Stack>
              <SummaryList facts={NOTICE.map(([term, value]) => ({ term, value }))} />
              <FieldGroup name="consent" label="同意" required problems={problems} hideLabel>
                <Check name="consent" id="consent" checked={props.consent} wrong={wrong}>
                  我已閱讀並瞭解以上告知事項，同意提供個人資料
                </Check>
              </FieldGroup>
            </Stack>
          </Card>
          <Buttons>
            <Button>送出申請</Button>
            <a href={paths.applicant.signIn()}>已有帳號，前往登入</a>
          </Buttons>
        </Stack>
      </Form>
    </Layout>
  );
};

/** The same words whether the address is known or not (ASVS 6.3.8). */
export const MailSentPage = (props: { ctx: PageContext; title: string; what: string; hours: string }) => (
  <Layout ctx={props.ctx} title={props.title} width="narrow" noIndex>
    <Title title={props.title} />
    <Stack>
      <p>{props.what}</p>
      <Note plain>
        連結在{props.hours}
        內有效，只能使用一次。若沒有收到信，請先檢查垃圾信件匣；仍沒有，請確認信箱是否正確後再申請一次。
      </Note>
      <Buttons>
        <LinkButton kind="secondary" href={paths.home()}>
          回到首頁
        </LinkButton>
      </Buttons>
    </Stack>
  </Layout>
);

/** Opening the link changes nothing (mail scanners open links); the button does. */
export const ConfirmMailboxPage = (props: {
  ctx: PageContext;
  action: string;
  /** More than one link was asked for: whoever holds the mailbox sets the password that counts. */
  setPassword: boolean;
  problems?: readonly Problem[];
}) => (
  <Layout ctx={props.ctx} title="確認信箱" width="narrow" problems={props.problems} noIndex>
    <Title title="確認信箱" />
    <ErrorSummary problems={props.problems} consequence="信箱尚未確認" />
    <Form action={props.action} csrf={props.ctx.csrf}>
      <Stack>
        <p>按下按鈕後，這個信箱即完成確認，您就可以登入並應徵職缺。如果不是您本人申請，請關閉本頁。</p>
        {props.setPassword ? (
          <>
            <Note>這個信箱要求過不只一封確認信，請在此設定您要使用的密碼；先前輸入的密碼不會生效。</Note>
            <NewPasswordFields problems={props.problems} />
          </>
        ) : null}
        <Buttons>
          <Button>確認信箱</Button>
        </Buttons>
      </Stack>
    </Form>
  </Layout>
);

/** A link that was used, is too old or was never ours: one page for all. */
export const DeadLinkPage = (props: { ctx: PageContext; again: { href: string; text: string } }) => (
  <Layout ctx={props.ctx} title="這個連結已經失效" width="narrow" noIndex>
    <Title title="這個連結已經失效" />
    <Stack>
      <p>連結可能已使用過、超過有效時間，或已有較新的一封信。</p>
      <Buttons>
        <LinkButton href={props.again.href}>{props.again.text}</LinkButton>
      </Buttons>
    </Stack>
  </Layout>
);
