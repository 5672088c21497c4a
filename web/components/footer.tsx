/** The foot of every page. */
import { paths } from '../paths.ts';

export const Footer = ({ wide }: { wide: boolean }) => (
  <footer class={wide ? 'sq-footer' : 'sq-footer sq-footer--public'}>
    <div class="sq-footer__in">
      <p>
        系統操作問題請洽 02-0000-0000<span class="sq-nowrap">（上班日 08:30－17:30）</span>
      </p>
      <ul>
        <li>
          <a href={paths.public.siteMap()}>網站導覽</a>
        </li>
        <li>
          <a href={paths.public.privacy()}>隱私權及個人資料保護</a>
        </li>
        <li>
          <a href={paths.public.accessibility()}>網站無障礙聲明</a>
        </li>
        <li>
          <a href={paths.public.openData()}>職缺 Open Data</a>
        </li>
      </ul>
    </div>
  </footer>
);
