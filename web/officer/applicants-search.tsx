/** R70: the search by ID number or name and by state, and when résumés and digests come. */
import { nextSlot } from '../../domain/production-slots.ts';
import { formatRocDateTime, taipeiDay, taipeiTime } from '../../domain/roc-date.ts';
import { PRODUCTION_STATES, REPLY_STATUSES } from '../../domain/status.ts';
import { ErrorMessage, FilterSelect, Form, InputBox, problemOf } from '../components/index.ts';
import { paths } from '../paths.ts';
import { holdsAll, narrowedHref, WHOLE } from './applicants-narrowing.tsx';
import type { ApplicantsView } from './applicants-view.ts';

/** `今日 13:00`, else with its date. */
function soon(instant: string, now: Date): string {
  const day = taipeiDay(instant) === taipeiDay(now) ? '今日' : formatRocDateTime(instant).split(' ')[0];
  return `${day} ${taipeiTime(instant)}`;
}

const options = (table: Readonly<Record<string, { name: string }>>) =>
  Object.entries(table).map(([code, { name }]) => ({ code, name: name || '空白' }));

/** R70: by POST, so that neither number nor name stands in an address, history or log. It looks at everyone. */
export const ApplicantsSearch = ({ view }: { view: ApplicantsView }) => {
  const { vacancy: v, overview, now, narrowing } = view;
  const problem = problemOf(view.problems, 'idNumber');
  return (
    <Form
      class="sq-filter"
      action={narrowedHref(paths.officer.applicants(v.no), { ...WHOLE, sort: narrowing.sort })}
      csrf={view.ctx.csrf}
      aria-label="查詢條件"
    >
      <div class="sq-filter__row">
        <div class="sq-filter__field">
          <label class="govuk-label" for="idNumber">
            身分證字號
          </label>
          <ErrorMessage id="idNumber" problem={problem} />
          <InputBox
            name="idNumber"
            label="身分證字號"
            value={view.idNumber}
            maxlength={20}
            spellcheck={false}
            problem={problem}
          />
        </div>
        <div class="sq-filter__field">
          <label class="govuk-label" for="name">
            姓名
          </label>
          <InputBox name="name" label="姓名" value={view.name} maxlength={60} spellcheck={false} />
        </div>
        <FilterSelect
          name="reply"
          label="面試回覆狀態"
          value={narrowing.reply}
          options={options(REPLY_STATUSES)}
          empty="全部"
        />
        <FilterSelect
          name="production"
          label="履歷產製"
          value={narrowing.production}
          options={options(PRODUCTION_STATES)}
          empty="全部"
        />
        <div class="sq-filter__buttons">
          <button class="govuk-button" type="submit">
            查詢
          </button>
          {holdsAll(narrowing) && !view.idNumber && !view.name ? null : (
            <a class="govuk-button govuk-button--secondary" href={paths.officer.applicants(v.no)}>
              顯示全部
            </a>
          )}
        </div>
        <p class="sq-filter__tip">
          {v.mode === 'civilService' ? (
            <>
              下次產製履歷：<strong class="sq-num">{soon(nextSlot(now.toISOString()), now)}</strong>
              <br />
            </>
          ) : (
            <>
              應徵當下即產製履歷
              <br />
            </>
          )}
          每日應徵人數通知：
          {overview.digestAt ? `最近於 ${soon(overview.digestAt.toISOString(), now)} 寄出` : '尚未寄出'}
        </p>
      </div>
    </Form>
  );
};
