/** Views of one list by state: links with counts, not ARIA tabs. Put a `sq-card sq-card--tabbed` below. */
import { commas, Hidden } from './text.tsx';

export interface TabItem {
  text: string;
  href: string;
  count?: number;
  current?: boolean;
}

export const Tabs = ({
  label,
  tabs,
  unit = '件',
}: {
  label: string;
  tabs: readonly TabItem[];
  unit?: string;
}) => (
  <nav class="sq-tabs" aria-label={label}>
    {tabs.map((tab) => (
      <a class="sq-tabs__link" href={tab.href} aria-current={tab.current ? 'page' : undefined}>
        {tab.text}
        {tab.count === undefined ? null : (
          <span class="sq-tabs__n">
            {commas(tab.count)}
            <Hidden> {unit}</Hidden>
          </span>
        )}
      </a>
    ))}
  </nav>
);
