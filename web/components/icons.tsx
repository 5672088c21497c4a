/** Line drawings beside words. None stands alone: the word says it, the drawing is hidden from readers. */

const PATHS = {
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  search: (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="m16 16 4.5 4.5" />
    </>
  ),
  alert: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7.5v5.5M12 16.4v.1" />
    </>
  ),
  warning: <path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.1" />,
  tick: <path d="m5 12.5 4.5 4.5L19 7.5" />,
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="sq-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    {PATHS[name]}
  </svg>
);

/** The blossom of five petals, one for each step of R1. */
export const BrandMark = ({ class: className = 'sq-brand__mark' }: { class?: string }) => (
  <svg class={className} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect class="sq-brand__ground" width="32" height="32" rx="6" />
    <g class="sq-brand__petal">
      <circle cx="16" cy="9.4" r="3.6" />
      <circle cx="22.28" cy="13.96" r="3.6" />
      <circle cx="19.88" cy="21.34" r="3.6" />
      <circle cx="12.12" cy="21.34" r="3.6" />
      <circle cx="9.72" cy="13.96" r="3.6" />
      <circle cx="16" cy="16" r="1.7" />
    </g>
  </svg>
);
