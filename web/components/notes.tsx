/** What the last act recorded (banner), and standing rules of a field or page (note). */
import type { Child } from 'hono/jsx';
import type { PageBanner } from '../view.ts';
import { cx } from './text.tsx';

/** After a redirect; at most one on a page, does not vanish by itself. */
export const Banner = ({ kind, text, children }: PageBanner & { children?: Child }) => {
  const success = kind === 'success';
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a label
    <div
      class={cx('govuk-notification-banner', success && 'govuk-notification-banner--success')}
      role={success ? 'alert' : 'region'}
      aria-labelledby="banner-title"
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="banner-title">
          {success ? '完成' : '提醒'}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        <p class="govuk-notification-banner__heading">{text}</p>
        {children}
      </div>
    </div>
  );
};

/** A rule that always holds here (R52, R54, R78); `plain` for explanations. */
export const Note = ({ plain, children }: { plain?: boolean; children?: Child }) => (
  <p class={cx('sq-note', plain && 'sq-note--plain')}>{children}</p>
);

/** More words on demand. */
export const Details = ({
  summary,
  open,
  children,
}: {
  summary: string;
  open?: boolean;
  children?: Child;
}) => (
  <details class="govuk-details" open={open}>
    <summary class="govuk-details__summary">
      <span class="govuk-details__summary-text">{summary}</span>
    </summary>
    <div class="govuk-details__text">{children}</div>
  </details>
);
