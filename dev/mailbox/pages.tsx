import type { Child } from 'hono/jsx';
import type { Email } from 'postal-mime';
import { formatRocDateTime } from '../../domain/roc-date.ts';
import { FAULT_MODES, type Fault } from './faults.ts';
import type { MailFilter, StoredMail } from './store.ts';

function Page(props: { title: string; children: Child }) {
  return (
    <html lang="zh-Hant-TW">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{props.title}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <a href="/">開發用信箱</a>
          <span>所有寄出的信都留在這裡，不會寄到外面</span>
        </header>
        <main>{props.children}</main>
      </body>
    </html>
  );
}

/** How many rows one page shows; narrower filters find the rest. */
export const PAGE_ROWS = 200;

/** The inbox: filters, the mails newest first, and how the server behaves. */
export function InboxPage(props: {
  mails: readonly StoredMail[];
  total: number;
  filter: MailFilter;
  fault: Fault;
}) {
  const { mails, total, filter, fault } = props;
  return (
    <Page title={`開發用信箱（${total}）`}>
      <h1>收件匣</h1>
      <div class="sheet">
        <form method="get" action="/" class="bar">
          <label>
            收件人
            <input name="to" value={filter.to ?? ''} autocomplete="off" />
          </label>
          <label>
            主旨
            <input name="subject" value={filter.subject ?? ''} autocomplete="off" />
          </label>
          <button type="submit">查詢</button>
          <a href="/">重新整理</a>
        </form>
      </div>
      <p class="note" role="status">
        共 {total} 封{total > mails.length ? `，顯示最新的 ${mails.length} 封` : ''}
      </p>
      {mails.length === 0 ? (
        <p class="sheet">沒有符合的信。系統寄信後，請重新整理這一頁。</p>
      ) : (
        <div class="sheet list">
          <table>
            <caption class="note">信件，最新的在前</caption>
            <thead>
              <tr>
                <th scope="col">收到時間</th>
                <th scope="col">收件人</th>
                <th scope="col">主旨</th>
              </tr>
            </thead>
            <tbody>
              {mails.map((mail) => (
                <tr>
                  <td class="when">{formatRocDateTime(mail.receivedAt)}</td>
                  <td>{mail.to.join('、')}</td>
                  <td>
                    <a href={`/messages/${mail.id}`}>{mail.subject || '（無主旨）'}</a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div class="sheet bar">
        <form method="post" action="/fault" class="bar">
          <label>
            模擬故障
            <select name="mode">
              {Object.entries(FAULT_MODES).map(([mode, words]) => (
                <option value={mode} selected={mode === fault.mode}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          <button type="submit">套用</button>
        </form>
        <form method="post" action="/clear">
          <button type="submit">清空信箱</button>
        </form>
      </div>
    </Page>
  );
}

/** One mail: facts, the HTML part in a frame without any rights, its text, links and attachments. */
export function MailPage(props: { mail: StoredMail; parsed: Email; links: readonly string[] }) {
  const { mail, parsed, links } = props;
  const from = parsed.from?.address ?? mail.from;
  const name = parsed.to?.map((to) => to.name).join('、') ?? '';
  return (
    <Page title={mail.subject}>
      <h1>{mail.subject || '（無主旨）'}</h1>
      <div class="sheet">
        <dl>
          <dt>寄件人</dt>
          <dd>
            {parsed.from?.name ?? ''} {from}
          </dd>
          <dt>收件人</dt>
          <dd>
            {name} {mail.to.join('、')}
          </dd>
          <dt>收到時間</dt>
          <dd>{formatRocDateTime(mail.receivedAt)}</dd>
          <dt>Message-ID</dt>
          <dd>{mail.messageId}</dd>
          {parsed.attachments.length > 0 && <dt>附件</dt>}
          {parsed.attachments.map((a, index) => (
            <dd>
              <a href={`/messages/${mail.id}/attachments/${index}`}>{a.filename ?? `附件 ${index + 1}`}</a>（
              {a.mimeType}）
            </dd>
          ))}
        </dl>
      </div>
      {links.length > 0 && (
        <div class="sheet">
          <h2>信中連結</h2>
          <ul>
            {links.map((link) => (
              <li>
                <a href={link} rel="noreferrer noopener">
                  {link}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {parsed.html !== undefined && (
        <>
          <h2>信件</h2>
          <iframe
            title="信件內容"
            src={`/messages/${mail.id}/html`}
            sandbox="allow-popups allow-popups-to-escape-sandbox"
          />
        </>
      )}
      <h2>純文字</h2>
      <div class="sheet">
        <pre>{parsed.text ?? ''}</pre>
      </div>
      <details class="sheet">
        <summary>信件標頭</summary>
        <pre>{parsed.headers.map((h) => `${h.originalKey}: ${h.value}`).join('\n')}</pre>
      </details>
      <p>
        <a href={`/messages/${mail.id}/raw`}>下載原始信件</a>
      </p>
    </Page>
  );
}
