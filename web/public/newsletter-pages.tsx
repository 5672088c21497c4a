import type { Subscription, Wish } from '../../db/queries/newsletter.ts';
import type { Problem } from '../../domain/problem.ts';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import { conditionWords, type SearchConditions } from '../../domain/search-conditions.ts';
import {
  Button,
  Buttons,
  Card,
  Check,
  ErrorSummary,
  FieldGroup,
  Form,
  Layout,
  LinkButton,
  Note,
  Radios,
  Stack,
  SummaryList,
  TextInput,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { SearchSelects } from './search-selects.tsx';

export const FREQUENCIES = [
  { code: 'daily', name: '每日' },
  { code: 'weekly', name: '每週一' },
] as const;
const frequencyWords = (code: string): string => FREQUENCIES.find((one) => one.code === code)?.name ?? '';

/** A search in words; one without conditions finds everything. */
const searchWords = (search: SearchConditions): string =>
  conditionWords(search)
    .map(({ text }) => text)
    .join('、') || '全部職缺';

/** 個資法 §8 for a mailbox, in short. */
const NOTICE =
  '蒐集您的電子郵件信箱及查詢條件，僅用於寄送電子報，加密保存至您取消訂閱為止；取消後立即刪除，未確認者七日後刪除。您得依個人資料保護法第 3 條行使權利。';

/** R14 */
export const SubscribePage = (p: {
  ctx: PageContext;
  email?: string;
  frequency?: string;
  search: SearchConditions;
  problems?: readonly Problem[];
}) => (
  <Layout ctx={p.ctx} title="電子報訂閱" current="subscribe" problems={p.problems}>
    <Title title="電子報訂閱" sub="有符合條件的新職缺時，寄信告訴您；沒有新職缺時不寄。" />
    <ErrorSummary problems={p.problems} consequence="尚未送出" />
    <Form action={paths.public.newsletterSubscribe()} csrf={p.ctx.csrf}>
      <Stack>
        <Card id="conditions" title="職缺條件">
          <Stack>
            <p class="sq-prose sq-quiet">不選任何條件，就是全部職缺。同一個信箱可以有多組條件。</p>
            <SearchSelects search={p.search} />
          </Stack>
        </Card>
        <Card id="mailbox" title="寄送">
          <Stack>
            <TextInput
              name="email"
              label="電子郵件信箱"
              required
              inputmode="email"
              autocomplete="email"
              spellcheck={false}
              maxlength={254}
              value={p.email}
              problems={p.problems}
            />
            <Radios
              name="frequency"
              label="寄送頻率"
              required
              options={FREQUENCIES}
              value={p.frequency}
              problems={p.problems}
            />
            <Note plain>{NOTICE}</Note>
          </Stack>
        </Card>
        <Buttons>
          <Button>訂閱</Button>
          <a href={paths.public.newsletterCancel()}>電子報取消</a>
        </Buttons>
      </Stack>
    </Form>
  </Layout>
);

/** R15 */
export const CancelPage = (p: { ctx: PageContext; email?: string; problems?: readonly Problem[] }) => (
  <Layout ctx={p.ctx} title="電子報取消" current="unsubscribe" problems={p.problems}>
    <Title title="電子報取消" sub="每一期電子報的最後都有「管理或取消訂閱」，按下即可。" />
    <ErrorSummary problems={p.problems} consequence="尚未送出" />
    <Form action={paths.public.newsletterCancel()} csrf={p.ctx.csrf}>
      <Stack>
        <Card id="mailbox" title="手邊沒有電子報">
          <TextInput
            name="email"
            label="訂閱時的電子郵件信箱"
            hint="我們寄一封信到這個信箱，信中的連結可以變更或取消訂閱。"
            required
            inputmode="email"
            autocomplete="email"
            spellcheck={false}
            maxlength={254}
            value={p.email}
            problems={p.problems}
          />
        </Card>
        <Buttons>
          <Button>寄出連結</Button>
          <a href={paths.public.newsletterSubscribe()}>電子報訂閱</a>
        </Buttons>
      </Stack>
    </Form>
  </Layout>
);

/** The same words whether the mailbox is known or not. */
export const MailAskedPage = (p: { ctx: PageContext; title: string; what: string }) => (
  <Layout ctx={p.ctx} title={p.title} width="narrow" noIndex>
    <Title title={p.title} />
    <Stack>
      <p>{p.what}</p>
      <Note plain>
        同一個信箱每小時至多寄一封。若沒有收到，請先檢查垃圾信件匣，並確認信箱是否正確；一小時後可再試一次。
      </Note>
      <Buttons>
        <LinkButton kind="secondary" href={paths.public.vacancies()}>
          查詢職缺資料
        </LinkButton>
      </Buttons>
    </Stack>
  </Layout>
);

/** Opening the link changes nothing (mail scanners open links); the button does. */
export const ConfirmPage = (p: { ctx: PageContext; token: string; wish: Wish }) => (
  <Layout ctx={p.ctx} title="確認訂閱職缺電子報" width="narrow" noIndex>
    <Title title="確認訂閱職缺電子報" />
    <Form action={paths.public.newsletterConfirm(p.token)} csrf={p.ctx.csrf}>
      <Stack>
        <Card id="wish" title="訂閱內容">
          <SummaryList
            facts={[
              { term: '條件', value: searchWords(p.wish.search) },
              { term: '寄送頻率', value: frequencyWords(p.wish.frequency) },
            ]}
          />
        </Card>
        <p>按下按鈕後開始寄送。如果不是您本人訂閱，請關閉本頁。</p>
        <Buttons>
          <Button>確認訂閱</Button>
        </Buttons>
      </Stack>
    </Form>
  </Layout>
);

export const ManagePage = (p: { ctx: PageContext; token: string; subscription: Subscription }) => {
  const { searches, frequency, email } = p.subscription;
  return (
    <Layout ctx={p.ctx} title="管理職缺電子報" width="narrow" noIndex>
      <Title title="管理職缺電子報" sub={`寄到 ${email}`} />
      <Stack>
        <Form action={paths.public.newsletterManage(p.token)} csrf={p.ctx.csrf}>
          <Card id="settings" title="條件及頻率">
            <Stack>
              <FieldGroup name="keep" label="要收到的條件">
                {searches.length === 0 ? <p>目前沒有條件，不會寄送。</p> : null}
                <div class="sq-parts">
                  {searches.map((search, i) => (
                    <Check name="keep" id={i === 0 ? 'keep' : undefined} value={String(i)} checked>
                      {searchWords(search)}
                    </Check>
                  ))}
                </div>
              </FieldGroup>
              <Radios name="frequency" label="寄送頻率" options={FREQUENCIES} value={frequency} />
              <Buttons>
                <Button>儲存變更</Button>
                <a href={paths.public.newsletterSubscribe()}>新增條件</a>
              </Buttons>
            </Stack>
          </Card>
        </Form>
        <Form action={paths.public.newsletterUnsubscribe(p.token)} csrf={p.ctx.csrf}>
          <Card id="cancel" title="取消訂閱">
            <Stack>
              <p class="sq-prose">取消後不再寄送，信箱與條件立即刪除。</p>
              <Buttons>
                <Button kind="secondary">取消訂閱</Button>
              </Buttons>
            </Stack>
          </Card>
        </Form>
      </Stack>
    </Layout>
  );
};

export const CancelledPage = (p: { ctx: PageContext; at: Date }) => (
  <Layout ctx={p.ctx} title="已取消訂閱" width="narrow" noIndex>
    <Title title="已取消訂閱" />
    <Stack>
      <p>
        職缺電子報已於 <span class="sq-num">{formatRocDateTime(p.at.toISOString())}</span>{' '}
        取消，信箱與條件已刪除。
      </p>
      <Buttons>
        <LinkButton kind="secondary" href={paths.public.newsletterSubscribe()}>
          重新訂閱
        </LinkButton>
      </Buttons>
    </Stack>
  </Layout>
);
