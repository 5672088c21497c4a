/** The questions of an interview notice (R83, R86), and the mail it becomes. */
import { MOVE_HOURS, NOTICE_LIMITS } from '../../domain/notice-rules.ts';
import type { Problem } from '../../domain/problem.ts';
import { interviewNoticeMail } from '../../mail/templates/interview-notice.ts';
import { EnterPresses, FormGrid, RocDate, Select, TextArea, TextInput } from '../components/index.ts';
import { noticeRequest, type ReadNotice } from './notice-form-data.ts';
import { KeepText, type NoticeStock, ReplacedText, TakeText } from './notice-stock.tsx';

/** @param labels the seed's own words, which differ between the batch and the single form (U6) */
export const NoticeFields = ({
  notice,
  stock,
  problems,
  contentLabel,
}: {
  notice: ReadNotice;
  stock: NoticeStock;
  problems: readonly Problem[];
  contentLabel: string;
}) => {
  const { form, days } = notice;
  return (
    <>
      <EnterPresses name="do" value="send" />
      <FormGrid>
        <TakeText stock={stock} problems={problems} />
        <TextArea
          name="content"
          label={contentLabel}
          required
          rows={6}
          hint="例如報到時間、應攜帶證件、甄選方式。面試時間及地點另填於下方。"
          value={form.content}
          problems={problems}
          maxlength={NOTICE_LIMITS.content}
        />
        <ReplacedText stock={stock} />
        <RocDate
          name="interviewDay"
          label="面試日期"
          width={3}
          hint="請填民國年；尚未排定時可留空。"
          value={days.interviewDay}
          problems={problems}
        />
        <TextInput
          name="interviewTime"
          label="面試時間"
          width={3}
          hint="24 小時制，例如 09:30"
          value={form.interviewTime}
          problems={problems}
          maxlength={8}
        />
        <TextArea
          name="slots"
          label="可選面試時段（選填）"
          rows={3}
          hint="由應徵者自選面試時間時填寫，取代上方的面試日期與時間。每行一個，例如 115/12/4 09:30；每個時段限一人，先選先得。"
          value={form.slots}
          problems={problems}
          maxlength={2_000}
        />
        <Select
          name="moveHours"
          label="更改時段的期限"
          hint="提供可選時段時適用；逾期後頁面請應徵者電洽聯絡窗口。"
          options={MOVE_HOURS}
          value={form.moveHours}
          problems={problems}
        />
        <TextInput
          name="place"
          label="面試地點"
          value={form.place}
          problems={problems}
          maxlength={NOTICE_LIMITS.place}
        />
        <RocDate
          name="replyByDay"
          label="回覆期限"
          required
          width={3}
          hint="應徵者在此之前可回覆，也可更改回覆。"
          value={days.replyByDay}
          problems={problems}
        />
        <TextInput
          name="replyByTime"
          label="回覆期限時間"
          width={3}
          hint="未填即至當日 24:00"
          value={form.replyByTime}
          problems={problems}
          maxlength={8}
        />
        <TextInput
          name="contactPerson"
          label="聯絡窗口"
          required
          width={2}
          value={form.contactPerson}
          problems={problems}
          maxlength={NOTICE_LIMITS.contactPerson}
        />
        <TextInput
          name="contactPhone"
          label="聯絡電話"
          required
          width={2}
          inputmode="tel"
          value={form.contactPhone}
          problems={problems}
          maxlength={60}
        />
        <TextInput
          name="contactEmail"
          label="聯絡Email"
          required
          width={2}
          inputmode="email"
          value={form.contactEmail}
          problems={problems}
          maxlength={254}
        />
      </FormGrid>
      <KeepText stock={stock} problems={problems} />
    </>
  );
};

export interface NoticePreviewProps {
  notice: ReadNotice;
  to: string;
  agencyName: string;
  vacancyNo: string;
  title: string;
  publicUrl: string;
  /** A further notice, which replaces the live one. */
  replaces: boolean;
  now: Date;
}

/** The very mail that would go out, as text; only the link is each applicant's own. */
export const NoticePreview = (p: NoticePreviewProps) => {
  const { body, interviewAt, replyBy, slots } = noticeRequest(p.notice.form);
  const moveHours = Number(p.notice.form.moveHours);
  const mail = interviewNoticeMail({
    ...body,
    name: p.to,
    agency: p.agencyName,
    vacancyNo: p.vacancyNo,
    title: p.title,
    interviewAt,
    slots,
    moveHours,
    replyBy,
    link: `${p.publicUrl}/r/preview`,
    noticeNo: '寄送時編號',
    createdAt: p.now.toISOString(),
    replacesEarlier: p.replaces,
  });
  return (
    <section class="sq-card sq-card--pad" id="mail" aria-labelledby="mail-h">
      <h2 id="mail-h">通知信預覽</h2>
      <p class="sq-quiet">尚未寄出。信中的回覆連結由系統為每位應徵者各自產生。</p>
      <p>
        <strong>{mail.subject}</strong>
      </p>
      <pre class="sq-prose sq-mailtext">{mail.text}</pre>
    </section>
  );
};
