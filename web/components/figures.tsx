/** Numbers at a glance and the funnel. Numbers are text; the bars are hidden from readers. */
import { commas, Hidden } from './text.tsx';

export interface Figure {
  label: string;
  value: number | string;
  unit: string;
  /** The one figure in plum. */
  key?: boolean;
}

export const Figures = ({ figures }: { figures: readonly Figure[] }) => (
  <dl class="sq-figures">
    {figures.map((figure) => (
      <div class={figure.key ? 'sq-figure sq-figure--key' : 'sq-figure'}>
        <dt>{figure.label}</dt>
        <dd>
          {typeof figure.value === 'number' ? commas(figure.value) : figure.value}
          <small>{figure.unit}</small>
        </dd>
      </div>
    ))}
  </dl>
);

export interface Bar {
  label: string;
  value: number;
}

/** Each bar's share of the largest value. */
export const Bars = ({ bars, unit = '人' }: { bars: readonly Bar[]; unit?: string }) => {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  return (
    <ol class="sq-bars">
      {bars.map((bar) => (
        <li>
          <span>{bar.label}</span>
          <svg width="100%" height="16" aria-hidden="true" focusable="false">
            <rect class="sq-bars__track" width="100%" height="16" rx="2" />
            <rect
              class="sq-bars__bar"
              width={`${Math.round((bar.value / most) * 1000) / 10}%`}
              height="16"
              rx="2"
            />
          </svg>
          <span class="sq-bars__n">
            {commas(bar.value)}
            <Hidden> {unit}</Hidden>
          </span>
        </li>
      ))}
    </ol>
  );
};
