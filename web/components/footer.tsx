/** The foot of every page. */
import { paths } from '../paths.ts';

/** What a visitor looks for on any page; the wide pages have it in their menu. */
const VISITORS: readonly (readonly [address: string, name: string])[] = [
  [paths.public.apply(), '我要應徵'],
  [paths.public.guide(), '求職SOP'],
  [paths.public.newsletterSubscribe(), '電子報訂閱'],
  [paths.public.blankForm(), '履歷空白表格下載'],
];
const EVERYBODY: typeof VISITORS = [
  [paths.public.openData(), '職缺Open Data'],
  [paths.public.siteMap(), '網站導覽'],
  [paths.public.privacy(), '隱私權及個人資料保護'],
  [paths.public.accessibility(), '網站無障礙聲明'],
];

export const Footer = ({ wide }: { wide: boolean }) => (
  <footer class={wide ? 'sq-footer' : 'sq-footer sq-footer--public'}>
    <div class="sq-footer__in">
      <p>
        系統操作問題請洽 02-0000-0000<span class="sq-nowrap">（上班日 08:30－17:30）</span>
      </p>
      <ul>
        {[...(wide ? [] : VISITORS), ...EVERYBODY].map(([address, name]) => (
          <li>
            <a href={address}>{name}</a>
          </li>
        ))}
      </ul>
    </div>
  </footer>
);
