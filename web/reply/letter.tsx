import type { ReplyView } from '../../db/queries/reply-view.ts';
import { appointmentWords } from '../../mail/words.ts';
import { Card, type Fact, SummaryList } from '../components/index.ts';

/** The invitation: the time of the interview first. */
export const Letter = ({ v }: { v: ReplyView }) => (
  <section class="sq-card sq-letter" aria-labelledby="interview">
    <div class="sq-letter__when">
      <h2 class="sq-letter__label" id="interview">
        面試時間
      </h2>
      <p>
        <strong>{timeWords(v)}</strong>
      </p>
    </div>
    <div class="sq-letter__body">
      <SummaryList
        facts={[
          ...whose(v),
          { term: '面試地點', value: v.body?.place ?? '' },
          { term: '通知內容', value: v.body ? <Lines text={v.body.content} /> : '' },
          { term: '聯絡窗口', value: v.body ? <Contact v={v} /> : '' },
        ]}
      />
    </div>
  </section>
);

/** Of a notice that no longer holds: whose it was and whom to ask, without its time and place. */
export const Past = ({ v }: { v: ReplyView }) => (
  <Card id="notice" title="這份通知">
    <SummaryList facts={[...whose(v), { term: '聯絡窗口', value: v.body ? <Contact v={v} /> : '' }]} />
  </Card>
);

const whose = (v: ReplyView): Fact[] => [
  { term: '機關', value: v.agencyName },
  {
    term: '職缺',
    value: (
      <>
        {v.title}　<span class="sq-num sq-quiet">{v.vacancyNo}</span>
      </>
    ),
  },
];

const Lines = ({ text }: { text: string }) => (
  <>
    {text.split('\n').map((line, i) => (
      <>
        {i > 0 ? <br /> : null}
        {line}
      </>
    ))}
  </>
);

const Contact = ({ v }: { v: ReplyView }) => (
  <>
    {v.body?.contactPerson}
    <br />
    <span class="sq-num">{v.body?.contactPhone}</span>
    <br />
    <span class="sq-anywhere">{v.body?.contactEmail}</span>
  </>
);

/** In the words of the mail. */
function timeWords(v: ReplyView): string {
  if (v.interviewAt) return appointmentWords(v.interviewAt.toISOString());
  if (!v.slots) return '由機關另行通知';
  return v.reply === 'declined' ? '未選擇時段' : '請選擇時段';
}
