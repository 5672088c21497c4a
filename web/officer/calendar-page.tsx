/** 職缺行事曆: a month as a grid, and as a list for phones and for whoever listens. */
import { addMonths } from '../../domain/month.ts';
import { formatRocSentence, rocYear } from '../../domain/roc-date.ts';
import {
  BackLink,
  Cell,
  cx,
  EmptyState,
  Hidden,
  Layout,
  LinkButton,
  Row,
  RowHead,
  Table,
  Tabs,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import type { CalendarDay, CalendarEvent } from './calendar-days.ts';
import { trailTo } from './trails.ts';

export interface CalendarView {
  ctx: PageContext;
  /** `YYYY-MM` */
  month: string;
  asList: boolean;
  weeks: readonly (readonly (CalendarDay | null)[])[];
  today: string;
}

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;

/** `115 年 12 月` */
const monthWords = (month: string): string => `${rocYear(month)} 年 ${Number(month.slice(5))} 月`;

const Event = ({ event }: { event: CalendarEvent }) => (
  <li class={`sq-month__event sq-month__event--${event.kind}`}>
    <span class="sq-num">{event.what}</span>{' '}
    <a href={event.href}>
      {event.title}
      <Hidden>（{event.no}）</Hidden>
    </a>
  </li>
);

const Day = ({ one, today }: { one: CalendarDay; today: string }) => (
  <td class={cx(one.off && 'sq-month__off', one.day === today && 'sq-month__today') || undefined}>
    <p class="sq-month__day">
      <span class="sq-num">{Number(one.day.slice(8))}</span>
      {one.day === today ? <Hidden>（今天）</Hidden> : null}
      {one.name ? <span class="sq-month__name">{one.name}</span> : null}
    </p>
    {one.events.length > 0 ? (
      <ul class="sq-month__events">
        {one.events.map((event) => (
          <Event event={event} />
        ))}
      </ul>
    ) : null}
    {one.listed > 0 ? <p class="sq-month__listed">刊登中 {one.listed} 件</p> : null}
  </td>
);

const Grid = ({ view }: { view: CalendarView }) => (
  <div class="sq-card sq-month-wide">
    <table class="sq-month">
      <caption class="govuk-visually-hidden">{monthWords(view.month)}行事曆</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((name) => (
            <th scope="col">
              <Hidden>星期</Hidden>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.weeks.map((week) => (
          <tr>{week.map((one) => (one ? <Day one={one} today={view.today} /> : <td />))}</tr>
        ))}
      </tbody>
    </table>
  </div>
);

const List = ({ view }: { view: CalendarView }) => {
  const days = view.weeks.flat().filter((one) => one !== null);
  const told = days.filter((one) => one.events.length > 0 || one.name !== '');
  return (
    <div class={view.asList ? undefined : 'sq-month-narrow'}>
      {told.length === 0 ? (
        <EmptyState title="本月沒有事項" text="已核准的刊登、截止與面試會列在這裡。" />
      ) : (
        <div class="sq-card">
          <Table caption={`${monthWords(view.month)}事項清單`} columns={['日期', '事項']} cards={false}>
            {told.map((one) => (
              <Row>
                <RowHead>
                  <span class="sq-num">{formatRocSentence(one.day)}</span>
                  {one.name ? <span class="sq-cell-sub">{one.name}</span> : null}
                </RowHead>
                <Cell>
                  {one.events.length === 0 ? (
                    '無'
                  ) : (
                    <ul class="sq-month__events">
                      {one.events.map((event) => (
                        <Event event={event} />
                      ))}
                    </ul>
                  )}
                </Cell>
              </Row>
            ))}
          </Table>
        </div>
      )}
    </div>
  );
};

export const CalendarPage = (view: CalendarView) => {
  const { ctx, month, asList } = view;
  const to = (other: string, list = asList): string => paths.officer.calendar(other, list);
  return (
    <Layout
      ctx={ctx}
      title={`職缺行事曆 ${monthWords(month)}`}
      current="register"
      trail={trailTo({ text: '職缺行事曆' })}
    >
      <BackLink href={paths.officer.vacancies()}>回機關徵才登錄</BackLink>
      <Title
        title={monthWords(month)}
        sub="已核准職缺的刊登、截止，及已通知的面試；假日依政府行政機關辦公日曆表。"
      >
        <nav class="sq-buttons" aria-label="月份">
          <LinkButton kind="secondary" href={to(addMonths(month, -1))}>
            上個月
          </LinkButton>
          <LinkButton kind="secondary" href={to(view.today.slice(0, 7))}>
            本月
          </LinkButton>
          <LinkButton kind="secondary" href={to(addMonths(month, 1))}>
            下個月
          </LinkButton>
        </nav>
      </Title>
      <Tabs
        label="檢視方式"
        tabs={[
          { text: '月曆', href: to(month, false), current: !asList },
          { text: '清單', href: to(month, true), current: asList },
        ]}
      />
      {asList ? null : <Grid view={view} />}
      <List view={view} />
    </Layout>
  );
};
