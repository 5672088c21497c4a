/**
 * Produced résumés and replies appear by themselves: a hidden island asks every five seconds and says what it shows.
 * Nothing changed → 204, nothing moves. Otherwise only the cells that changed are sent, so that ticks stay.
 */
import type { ApplicantsOverview, RowState } from '../../db/queries/applicants-states.ts';
import type { ProductionState, ReplyStatus } from '../../domain/status.ts';
import { type Figure, Figures } from '../components/index.ts';
import { paths } from '../paths.ts';
import { ActCell, type LiveRow, livePlaces, NoticeCell, ReplyCell, ResumeCell } from './applicants-rows.tsx';

const PRODUCTION: Record<ProductionState, string> = { pending: 'p', produced: 'r', failed: 'f' };
const REPLY: Record<ReplyStatus, string> = { none: '0', notified: 'n', accepted: 'a', declined: 'd' };

type State = Pick<RowState, 'productionState' | 'hasDocument' | 'replyStatus'>;
const mark = (row: State): string =>
  PRODUCTION[row.productionState] + (row.hasDocument ? 'd' : '-') + REPLY[row.replyStatus];
const MARK = 3;

/** Three letters a row: production, document, reply. No personal data, so it may stand in an address. */
export const seenOf = (rows: readonly State[], total: number): string =>
  `${total}.${rows.map(mark).join('')}`;

/** What the island said it shows, compared with what is: the rows that changed, and whether anybody came or went. */
export function changes(
  seen: string,
  rows: readonly RowState[],
  total: number,
): { changed: RowState[]; moved: boolean } {
  const [count = '', marks = ''] = seen.split('.');
  const moved = Number(count) !== total || marks.length !== rows.length * MARK;
  const changed = moved ? [] : rows.filter((row, i) => marks.slice(i * MARK, (i + 1) * MARK) !== mark(row));
  return { changed, moved };
}

export const PollIsland = (p: { no: string; page: number; seen: string; moved?: boolean }) => (
  <div
    id="people-live"
    class="sq-live"
    role="status"
    hx-get={`${paths.officer.applicantStates(p.no)}?page=${p.page}&seen=${p.seen}`}
    hx-trigger="every 5s"
    hx-swap="outerHTML"
  >
    {p.moved ? (
      <p>
        應徵名單有異動，<a href={`${paths.officer.applicants(p.no)}?page=${p.page}`}>重新載入名單</a>
        即可看到；已勾選的項目會清除。
      </p>
    ) : null}
  </div>
);

const Partial = ({ place, children }: { place: string; children: unknown }) => (
  // htmx puts the content into the place named; the element itself never stays in the page
  <hx-partial hx-target={`#${place}`} hx-swap="innerHTML">
    {children}
  </hx-partial>
);

/** The changed cells of changed rows. */
export const ChangedRows = ({ no, rows }: { no: string; rows: readonly LiveRow[] }) => (
  <>
    {rows.map((row) => {
      const place = livePlaces(row.id);
      return (
        <>
          <Partial place={place.resume}>
            <ResumeCell row={row} />
          </Partial>
          <Partial place={place.notice}>
            <NoticeCell row={row} />
          </Partial>
          <Partial place={place.reply}>
            <ReplyCell row={row} />
          </Partial>
          <Partial place={place.act}>
            <ActCell no={no} row={row} />
          </Partial>
        </>
      );
    })}
  </>
);

export function overviewFigures(o: ApplicantsOverview, closing: Figure | null): Figure[] {
  return [
    { label: '應徵人數', value: o.total, unit: '人', key: true },
    { label: '今日新增', value: o.today, unit: '人' },
    { label: '履歷產製中', value: o.pending, unit: '人' },
    { label: '待回覆', value: o.unanswered, unit: '人' },
    { label: '接受面試', value: o.accepted, unit: '人' },
    closing ?? { label: '婉拒面試', value: o.declined, unit: '人' },
  ];
}

export const ChangedFigures = ({ figures }: { figures: readonly Figure[] }) => (
  <Partial place="figures">
    <Figures figures={figures} />
  </Partial>
);
