/** 通知信寄送情形: whether each notice and each letter was handed over (R84). */
import {
  LETTER_MAILS_SHOWN,
  type LetterKind,
  type LetterMail,
  type LetterMails,
} from '../../db/queries/letter-mails.ts';
import { NOTICE_MAILS_SHOWN, type NoticeMail, type NoticeMails } from '../../db/queries/notice-mails.ts';
import type { OfficerVacancy } from '../../db/queries/officer-vacancy.ts';
import {
  BackLink,
  Blank,
  Buttons,
  Card,
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

const LETTERS: Readonly<Record<LetterKind, string>> = {
  screening: '資格審查通知',
  result: '甄選結果通知',
  reserveEnded: '候補期間屆滿通知',
};

const Letter = ({ no, one }: { no: string; one: LetterMail }) => (
  <Row>
    <RowHead>
      <span class="sq-cell-main">{one.name}</span>
      <span class="sq-cell-sub sq-num">{one.applicationNo}</span>
      <a class="sq-small" href={paths.officer.screening(no, one.applicationId)}>
        資格審查<Hidden>：{one.name}</Hidden>
      </a>
    </RowHead>
    <Cell label="信件">{LETTERS[one.kind]}</Cell>
    <Cell label="寄信時間" class="sq-num">
      <span class="sq-nowrap">{minute(one.createdAt)}</span>
    </Cell>
    <Cell label="寄送狀態" card="status">
      <MailTag value={one.state} />
    </Cell>
    <Cell label="嘗試次數" class="sq-num">
      {one.attempts}
    </Cell>
    <Cell label="說明" card="wide">
      <span class={one.givenUp ? 'sq-cell-alert' : 'sq-cell-sub'}>
        {one.givenUp ? '請與應徵者確認信箱後再寄，或改以電話聯絡' : '系統會自動再試'}
      </span>
    </Cell>
  </Row>
);

/** Letters of 資格審查 and of the result: those that are not handed over. */
const Letters = ({ no, letters: l }: { no: string; letters: LetterMails }) =>
  l.total === 0 ? null : (
    <Card id="letters" title="資格審查與甄選結果的信件">
      <div class="sq-stack">
        <p>
          共 <span class="sq-num">{l.total}</span> 封，已交寄 <span class="sq-num">{l.handedOver}</span>{' '}
          封，未送達 <strong class="sq-num">{l.unreached}</strong> 封。
        </p>
        {l.rows.length === 0 ? null : (
          <Table
            caption="尚未交寄的審查與結果信件"
            columns={['應徵者', '信件', '寄信時間', '寄送狀態', '嘗試次數', '說明']}
          >
            {l.rows.map((one) => (
              <Letter no={no} one={one} />
            ))}
          </Table>
        )}
        {l.total - l.handedOver > LETTER_MAILS_SHOWN ? (
          <p class="sq-quiet">只列 {LETTER_MAILS_SHOWN} 封，未送達者在前。</p>
        ) : null}
      </div>
    </Card>
  );

export const NoticeMailsPage = ({
  ctx,
  vacancy: v,
  mails,
  letters,
  now,
}: {
  ctx: PageContext;
  vacancy: OfficerVacancy;
  mails: NoticeMails;
  letters: LetterMails;
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
      {mails.unreached + letters.unreached > 0 ? (
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
      <Letters no={v.no} letters={letters} />
    </div>
  </Layout>
);
