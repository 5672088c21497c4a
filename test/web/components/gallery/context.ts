/** The reader of the gallery's pages, as the reference pictures show them. */
import type { PageContext } from '../../../../web/view.ts';

export const officer = (assets: { css: string; js: string }): PageContext => ({
  actor: {
    kind: 'officer',
    name: '測試人員1',
    agencies: [{ code: 'A58000000A', name: '行政院人事行政總處' }],
    signInWay: '自然人憑證登入',
    lastSignInAt: '2026-11-23T06:24:00Z',
    thisSignInAt: '2026-11-24T00:52:00Z',
  },
  counters: { online: 3194, today: 44527, total: 73947818 },
  csrf: 'token-of-this-sign-in',
  demo: false,
  today: '2026-11-24',
  waiting: 7,
  assets,
});

export const visitor = (assets: { css: string; js: string }): PageContext => ({
  actor: { kind: 'public' },
  counters: { online: 466, today: 41395, total: 71336842 },
  csrf: '',
  demo: false,
  today: '2026-11-24',
  assets,
});
