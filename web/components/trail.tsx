/** Where one is (現在位置) and R9: how one signed in. */

export interface Crumb {
  text: string;
  /** The last crumb, the page itself, has none. */
  href?: string;
}

export const Trail = ({ crumbs, signInWay }: { crumbs: readonly Crumb[]; signInWay?: string }) => (
  <div class="sq-trail">
    <nav class="sq-breadcrumbs" aria-label="現在位置">
      <ol>
        {crumbs.map((crumb, index) =>
          crumb.href && index < crumbs.length - 1 ? (
            <li>
              <a href={crumb.href}>{crumb.text}</a>
            </li>
          ) : (
            <li aria-current="page">{crumb.text}</li>
          ),
        )}
      </ol>
    </nav>
    {signInWay ? <p>使用者目前登入的方式：{signInWay}</p> : null}
  </div>
);
