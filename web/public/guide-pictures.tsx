/** Pictures of 求職SOP: drawn in lines, said in words beside them, so hidden from readers. */
import type { Child } from 'hono/jsx';

const Picture = ({ children }: { children: Child }) => (
  <svg class="sq-steps__picture" viewBox="0 0 96 72" aria-hidden="true" focusable="false">
    {children}
  </svg>
);

/** A list of posts under a glass. */
export const SearchPicture = () => (
  <Picture>
    <rect class="sq-steps__sheet" x="14" y="8" width="46" height="56" rx="4" />
    <path d="M22 20h30M22 31h22M22 42h16M22 53h20" />
    <circle class="sq-steps__mark" cx="60" cy="42" r="13" />
    <path class="sq-steps__mark" d="m69.5 51.5 11 11" />
  </Picture>
);

/** A letter that is confirmed. */
export const MailboxPicture = () => (
  <Picture>
    <rect class="sq-steps__sheet" x="12" y="16" width="58" height="42" rx="4" />
    <path d="m13 19 28 22 28-22" />
    <circle class="sq-steps__seal" cx="72" cy="52" r="13" />
    <path class="sq-steps__tick" d="m66 52 4.5 4.5 8-9" />
  </Picture>
);

/** A form and a pen. */
export const FormPicture = () => (
  <Picture>
    <rect class="sq-steps__sheet" x="16" y="6" width="48" height="60" rx="4" />
    <circle cx="28" cy="19" r="6" />
    <path d="M40 16h16M40 23h10M24 36h32M24 46h32M24 56h18" />
    <path class="sq-steps__mark" d="m60 58 18-24 8 6-18 24-9 3z" />
  </Picture>
);

/** A receipt with its number. */
export const ReceiptPicture = () => (
  <Picture>
    <path class="sq-steps__sheet" d="M22 6h52v58l-6.5-5-6.5 5-6.5-5-6.5 5-6.5-5-6.5 5-6.5-5-6.5 5z" />
    <path d="M32 34h32M32 44h20" />
    <rect class="sq-steps__seal" x="30" y="15" width="36" height="11" rx="2" />
    <path class="sq-steps__tick" d="M35 20.5h6M45 20.5h6M55 20.5h6" />
  </Picture>
);

/** A day of the calendar, and the answer to it. */
export const ReplyPicture = () => (
  <Picture>
    <rect class="sq-steps__sheet" x="12" y="12" width="54" height="50" rx="4" />
    <path d="M12 26h54M26 6v11M52 6v11M22 38h8M36 38h8M50 38h8M22 50h8" />
    <rect class="sq-steps__seal" x="50" y="44" width="34" height="20" rx="4" />
    <path class="sq-steps__tick" d="m60 54 4.5 4.5 9-9" />
  </Picture>
);
