/** Errors as people meet them: short, in their language, with a way on (附表十 5-3: message and code only). */
import { Buttons, LinkButton } from '../components/buttons.tsx';
import { Stack, Title } from '../components/card.tsx';
import { Layout } from '../components/layout.tsx';
import { paths } from '../paths.ts';
import { isStaff, type PageContext } from '../view.ts';

interface Words {
  title: string;
  text: string;
  next: string;
}

const WORDS: Record<number, Words> = {
  400: {
    title: '無法讀取送出的內容',
    text: '送出的內容不完整或格式不符，沒有任何資料被寫入。',
    next: '請回到上一頁，重新整理後再送出一次。',
  },
  403: {
    title: '您沒有使用這項功能的權限',
    text: '這項功能不屬於您目前登入的身分，或這次送出並非來自本系統的頁面。沒有任何資料被寫入。',
    next: '如需使用，請改以適當的帳號登入，或洽貴機關的帳號管理人員。',
  },
  404: {
    title: '找不到這個頁面',
    text: '網址可能有誤，或這筆資料已不存在、不在您的權限範圍內。',
    next: '請檢查網址，或由首頁重新查詢。',
  },
  410: {
    title: '這個連結已經失效',
    text: '連結已使用過或超過有效時間。',
    next: '如仍有需要，請重新申請。',
  },
  413: {
    title: '送出的內容太大',
    text: '檔案或文字超過上限，沒有任何資料被寫入。',
    next: '請縮小檔案或減少內容後，再送出一次。',
  },
  415: {
    title: '無法讀取這種格式',
    text: '本系統只接受由頁面表單送出的內容，沒有任何資料被寫入。',
    next: '請由本系統的頁面操作。',
  },
  429: {
    title: '操作太頻繁',
    text: '短時間內的操作次數超過上限。',
    next: '請過幾分鐘再試。',
  },
  500: {
    title: '系統發生錯誤',
    text: '這次操作沒有完成，系統已留下紀錄。',
    next: '請稍後再試；若仍發生，請將下方的代碼告知系統管理人員。',
  },
  503: {
    title: '系統暫時無法服務',
    text: '資料庫或系統暫時忙碌，這次操作沒有完成。',
    next: '請稍候一分鐘，重新整理本頁；已填寫的內容可按瀏覽器的上一頁取回。',
  },
};

export const errorWords = (status: number): Words =>
  WORDS[status] ?? (WORDS[status < 500 ? 400 : 500] as Words);

export const ErrorPage = (props: { ctx: PageContext; status: number; requestId: string }) => {
  const { ctx, status, requestId } = props;
  const words = errorWords(status);
  const staff = isStaff(ctx.actor.kind);
  return (
    <Layout ctx={ctx} title={words.title} width="narrow" noIndex>
      <Title title={words.title} />
      <Stack>
        <p>{words.text}</p>
        <p>{words.next}</p>
        <Buttons>
          <LinkButton href={staff ? paths.account.portal() : paths.home()}>
            {staff ? '回到我的專區' : '回到首頁'}
          </LinkButton>
          {ctx.actor.kind === 'public' ? (
            <LinkButton kind="secondary" href={paths.public.vacancies()}>
              查詢職缺
            </LinkButton>
          ) : null}
        </Buttons>
        <p class="sq-small sq-quiet">
          代碼 {status}，請求編號 <span class="sq-num">{requestId}</span>
        </p>
      </Stack>
    </Layout>
  );
};
