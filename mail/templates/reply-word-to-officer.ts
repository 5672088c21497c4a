import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { stampWords } from '../words.ts';

/** No name and no message: the contact mailbox may be shared; the list shows who it was after sign-in. */
export interface ReplyWordData {
  agency: string;
  vacancyNo: string;
  title: string;
  noticeNo: string;
  reply: 'accepted' | 'declined';
  /** The answer before this one, when it was changed. */
  before: 'accepted' | 'declined' | null;
  repliedAt: string;
  /** The applicants page. */
  link: string;
}

const WORDS = { accepted: '接受', declined: '婉拒' } as const;

/** To the contact mailbox: an applicant has answered a notice. */
export function replyWordMail(data: ReplyWordData): Composed {
  const word = WORDS[data.reply];
  const changed = data.before !== null && data.before !== data.reply;
  return compose({
    subject: `面試回覆${changed ? '已更改為' : ''}「${word}」：${data.title}（${data.vacancyNo}）`,
    preview: `通知編號 ${data.noticeNo}，${stampWords(data.repliedAt)} 回覆「${word}」。`,
    name: '',
    heading: '收到面試回覆',
    parts: [
      { kind: 'key', label: '面試回覆狀態', value: word },
      facts(
        ['機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['通知編號', data.noticeNo],
        ['回覆時間', stampWords(data.repliedAt)],
        ['先前的回覆', changed && data.before !== null ? WORDS[data.before] : ''],
      ),
      paragraph('為保護個人資料，本信不列應徵者姓名及回覆內容，請登入系統於「查看通知」檢視。'),
      action(['查看通知'], data.link),
    ],
    foot: [FOOT_OF_SYSTEM],
  });
}
