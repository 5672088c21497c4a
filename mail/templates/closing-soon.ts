import { compose } from '../compose.ts';
import { action, type Composed, FOOT_OF_SYSTEM, facts, paragraph } from '../letter.ts';
import { deadlineWords } from '../words.ts';

export interface ClosingSoonData {
  agency: string;
  vacancyNo: string;
  title: string;
  closesAt: string;
  /** Open applications so far. */
  total: number;
  /** Set in the copy to a deputy: whom she stands in for. */
  insteadOf: string | null;
  /** The vacancy's page, where it can be extended. */
  link: string;
}

/** To the officer of a vacancy that closes within three days: the last moment to extend it. */
export function closingSoonMail(data: ClosingSoonData): Composed {
  return compose({
    subject: `職缺即將截止：${data.title}（${data.vacancyNo}）`,
    preview: `${deadlineWords(data.closesAt)} 截止，累積應徵 ${data.total} 人。`,
    name: '',
    heading: '職缺即將截止',
    parts: [
      { kind: 'key', label: '截止時間', value: deadlineWords(data.closesAt) },
      facts(
        ['機關', data.agency],
        ['職缺', `${data.title}（${data.vacancyNo}）`],
        ['累積應徵人數', `${data.total} 人`],
        ['代理', data.insteadOf ?? ''],
      ),
      paragraph('截止後不能再延長。需要延長刊登時，請在截止前登入系統辦理。'),
      action(['查看職缺'], data.link),
    ],
    foot: ['不需要這類通知時，可至「個人資料」的通知設定關閉。', FOOT_OF_SYSTEM],
  });
}
