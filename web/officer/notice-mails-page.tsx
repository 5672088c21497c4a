/** 通知信寄送情形: whether each notice was handed over (R84). */
import { NOTICE_MAILS_SHOWN, type NoticeMail, type NoticeMails } from '../../db/queries/notice-mails.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import {
  BackLink,
  Blank,
  Buttons,
  Cell,
  EmptyState,
  Figures,
  Hidden,
  Layout,
  LinkButton,
  MailTag,
  Row,
  RowHead,
  Table,
  Title,
} from '../components/index.ts';
import { paths } from '../paths.ts';
import type { PageContext } from '../view.ts';
import { minute } from './register-page.tsx';
import { applicantsTrail } from './trails.ts';

/** What to do about a mail that is not handed over. */
function advice(one: NoticeMail, now: Date): string | null {
  if (one.state === 'handedOver') return null;
  if (one.replyBy <= now) return '回覆期限已過，請重新通知';
  return one.givenUp ? '請與應徵者確認信箱後再寄，或改以電話聯絡' : '系統會自動再試';
}

const Line = ({ no, one, now }: { no: string; one: NoticeMail; now: Date }) => {
  const what = advice(one, now);
  return (
    <Row>
      <RowHead>
        <span class="sq-cell-main">{one.name}</span>
        <span class="sq-cell-sub sq-num">{one.applicationNo}</span>
        <a class="sq-small" href={paths.officer.notice(no, one.applicationId)}>
          查看通知<Hidden>：{one.name}</Hidden>
        </a>
      </RowHead>
      <Cell label="通知時間" class="sq-num">
        <span class="sq-nowrap">{minute(one.noticeAt)}</span>
      </Cell>
      <Cell label="寄送狀態" card="status">
        <MailTag value={one.state} />
      </Cell>
      <Cell label="交寄時間" class="sq-num">
        {one.handedOverAt ? (
          <span class="sq-nowrap">{minute(one.handedOverAt)}</span>
        ) : (
          <Blank why="尚未交寄" />
        )}
      </Cell>
      <Cell label="嘗試次數" class="sq-num">
        {one.attempts}
      </Cell>
      {what ? (
        <Cell label="說明" card="wide">
          <span class={one.givenUp ? 'sq-cell-alert' : 'sq-cell-sub'}>{what}</span>
        </Cell>
      ) : (
        <Cell card="hide">
          <Blank why="不必處理" />
        </Cell>
      )}
    </Row>
  );
};

export const NoticeMailsPage = ({
  ctx,
  vacancy: v,
  mails,
  now,
}: {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  mails: NoticeMails;
  now: Date;
}) => (
  <Layout ctx={ctx} title="通知信寄送情形" current="register" trail={applicantsTrail(v.no, '通知信寄送情形')}>
    <BackLink href={paths.officer.applicants(v.no)}>回調閱履歷</BackLink>
    <Title
      title="通知信寄送情形"
      sub={
        <>
          職缺編號 <strong class="sq-num">{v.no}</strong>　{v.title}
        </>
      }
    />
    <div class="sq-stack">
      <Figures
        figures={[
          { label: '目前有效的面試通知', value: mails.total, unit: '封' },
          { label: '已交寄', value: mails.handedOver, unit: '封' },
          { label: '未送達', value: mails.unreached, unit: '封', key: mails.unreached > 0 },
        ]}
      />
      {mails.unreached > 0 ? (
        <Buttons>
          <LinkButton href={paths.officer.noticeMailsAgain(v.no)}>再寄給未送達者</LinkButton>
        </Buttons>
      ) : null}
      <p class="sq-quiet">
        已交寄：對方的郵件伺服器已收下。收下之後才退回的信件系統不會得知，應徵者久未回覆時請以電話聯絡。
      </p>
      <div class="sq-card">
        {mails.rows.length === 0 ? (
          <EmptyState
            inCard
            title="目前沒有有效的面試通知"
            text="送出面試通知後，每一封通知信是否交寄會顯示在這裡。"
          />
        ) : (
          <Table
            caption="通知信寄送情形"
            columns={['應徵者', '通知時間', '寄送狀態', '交寄時間', '嘗試次數', '說明']}
          >
            {mails.rows.map((one) => (
              <Line no={v.no} one={one} now={now} />
            ))}
          </Table>
        )}
      </div>
      {mails.total > NOTICE_MAILS_SHOWN ? (
        <p class="sq-quiet">只列 {NOTICE_MAILS_SHOWN} 封，未送達者在前。</p>
      ) : null}
    </div>
  </Layout>
);
