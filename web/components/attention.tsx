/** What waits for the reader, above everything else: at most six; nothing waiting → no panel. */

export interface AttentionItem {
  count: number;
  /** 件, 位, 封 */
  measure: string;
  what: string;
  href: string;
  /** When, or what to do. */
  when: string;
}

export const AttentionPanel = (props: { title?: string; asOf?: string; items: readonly AttentionItem[] }) => {
  const items = props.items.filter((item) => item.count > 0).slice(0, 6);
  if (items.length === 0) return null;
  return (
    <section class="sq-attention" aria-labelledby="todo">
      <div class="sq-attention__head">
        <h2 id="todo">{props.title ?? '需要您處理'}</h2>
        {props.asOf ? <p>資料時間 {props.asOf}</p> : null}
      </div>
      <ul class="sq-attention__list">
        {items.map((item) => (
          <li class="sq-attention__item">
            <span class="sq-attention__n">
              {item.count}
              <small>{item.measure}</small>
            </span>
            <span class="sq-attention__what">
              <a href={item.href}>{item.what}</a>
            </span>
            <span class="sq-attention__when">{item.when}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
