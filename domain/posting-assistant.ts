/**
 * 刊登檢查: what a posting should say or leave unsaid before it is handed in. Each finding quotes the words and the
 * rule. None of it blocks; what the form makes compulsory is `checkVacancy`'s.
 */
import { defaultMode, NO_JOB_SERIES, nameOf, PERSONNEL_CATEGORIES, RETRIEVAL_MODES } from './codes.ts';
import { countListingDays, MIN_LISTING_DAYS } from './listing-days.ts';
import { AGE, EMAIL, find, gradeSteps, lastAddress, PAY, PAY_OPEN, PHONE, SEX } from './posting-words.ts';
import { addDays, formatRoc } from './roc-date.ts';
import { isDay } from './taipei-time.ts';
import type { VacancyContent } from './vacancy-content.ts';

export interface PostingFinding {
  /** Field of the form it concerns. */
  field: keyof VacancyContent;
  title: string;
  /** The words found; '' when something is missing rather than there. */
  quote: string;
  /** What to write instead. */
  text: string;
  /** The rule it rests on; '' = the form's own advice. */
  law: string;
}
export interface PostingAdvice {
  findings: PostingFinding[];
  /** What was looked at and is well, in words. */
  passed: string[];
}
export interface PostingCalendar {
  /** Days off, weekends included. */
  isHoliday: (day: string) => boolean;
  /** The day's year has an announced calendar. */
  isAnnounced: (day: string) => boolean;
}

type Found = Omit<PostingFinding, 'law'> & { law?: string };
/** `null` = there is nothing to judge yet. */
type Check = (content: VacancyContent, calendar: PostingCalendar) => Found[] | null;

const CHECKS: readonly (readonly [name: string, check: Check])[] = [
  ['刊登日數', listingDays],
  ['年齡', (v) => wordsIn(v, AGE, age)],
  ['性別', sex],
  ['地址', address],
  ['聯絡電話與 Email', contact],
  ['官等與職等', ranks],
  ['無與其他', noneAndOther],
  ['薪資', pay],
  ['調閱方式', mode],
];

/** Looks at everything that is filled in, in the order of the form. */
export function adviseOnPosting(content: VacancyContent, calendar: PostingCalendar): PostingAdvice {
  const advice: PostingAdvice = { findings: [], passed: [] };
  for (const [name, check] of CHECKS) {
    const found = check(content, calendar);
    if (found === null) continue;
    if (found.length === 0) advice.passed.push(name);
    advice.findings.push(...found.map((one) => ({ law: '', ...one })));
  }
  return advice;
}

function listingDays({ listedFrom, listedTo, personnelCategory }: VacancyContent, c: PostingCalendar) {
  if (!isDay(listedFrom) || !isDay(listedTo) || listedTo < listedFrom) return null;
  const days = countListingDays(listedFrom, listedTo, c.isHoliday);
  if (days >= MIN_LISTING_DAYS) return [];
  let until = listedTo;
  while (countListingDays(listedFrom, until, c.isHoliday) < MIN_LISTING_DAYS) until = addDays(until, 1);
  const sure = c.isAnnounced(listedFrom) && c.isAnnounced(until);
  const civil = personnelCategory === '' || defaultMode(personnelCategory) === 'civilService';
  return [
    {
      field: 'listedTo' as const,
      title: `上網公告未滿${MIN_LISTING_DAYS}日`,
      quote: `${formatRoc(listedFrom)} ~ ${formatRoc(listedTo)}`,
      text: `計 ${days} 日（首日不計，末日為假日者不計），${civil ? '' : '建議比照公務人員職缺，'}迄日請改為 ${formatRoc(until)} 或以後。${
        sure ? '' : '該年度辦公日曆表尚未公告登錄，假日為推算。'
      }`,
      law: '公務人員陞遷法施行細則第3條、行政程序法第48條',
    },
  ];
}

/** Where an officer may write what she looks for. */
const TEXTS = ['title', 'qualifications', 'duties', 'contact'] as const;
type TextField = (typeof TEXTS)[number];

function wordsIn(
  v: VacancyContent,
  pattern: RegExp,
  say: (field: TextField, quote: string) => Found,
): Found[] | null {
  if (TEXTS.every((field) => v[field] === '')) return null;
  return TEXTS.flatMap((field) => {
    const quote = find(v[field], pattern);
    return quote ? [say(field, quote)] : [];
  });
}

const age = (field: TextField, quote: string): Found => ({
  field,
  title: '提到年齡',
  quote,
  text: '不宜限制應徵者年齡，請刪去或改寫為職務所需能力；如為法規所定年齡，請載明法規。',
  law: '就業服務法第5條第1項',
});

function sex(v: VacancyContent): Found[] | null {
  const words = wordsIn(v, SEX, (field, quote) => ({
    field,
    title: '提到性別',
    quote,
    text: '不得因性別而有差別待遇，請刪去；工作性質僅適合特定性別者，請載明理由。',
    law: '性別平等工作法第7條',
  }));
  if (v.sex !== 'male' && v.sex !== 'female') return v.sex === '' ? words : (words ?? []);
  return [
    ...(words ?? []),
    {
      field: 'sex',
      title: '限定性別',
      quote: v.sex === 'male' ? '男' : '女',
      text: '僅工作性質僅適合特定性別者得限定，請確認並於資格條件載明理由，否則請選「不拘」。',
      law: '性別平等工作法第7條',
    },
  ];
}

/** R47: 若說明太多時，請地址務必放在最後. */
function address({ location }: VacancyContent): Found[] | null {
  if (location === '') return null;
  const found = lastAddress(location);
  if (found === null)
    return [
      {
        field: 'location',
        title: '找不到地址',
        quote: '',
        text: '請在最後寫上工作地點的完整地址，例如臺北市中正區濟南路1段2之2號。',
      },
    ];
  if (found.after.length <= 4) return [];
  return [
    {
      field: 'location',
      title: '地址不在最後',
      quote: found.after.length > 20 ? `${found.after.slice(0, 20)}…` : found.after,
      text: `說明較多時，請把地址「${found.address}」移到最後。`,
    },
  ];
}

/** R48. */
function contact({ contact: text, email }: VacancyContent): Found[] | null {
  if (text === '') return null;
  const plain = text.normalize('NFKC');
  const found: Found[] = [];
  if (!PHONE.test(plain))
    found.push({
      field: 'contact',
      title: '聯絡說明沒有電話',
      quote: '',
      text: '請寫上聯絡人的電話（含區域碼、分機），應徵者才問得到人。',
    });
  if (!EMAIL.test(plain))
    found.push({
      field: 'contact',
      title: '聯絡說明沒有 Email',
      quote: '',
      text: email ? `請寫上聯絡Email，例如 ${email}。` : '請寫上聯絡Email。',
    });
  return found;
}

const LEVELS = { 委任: [1, 5], 薦任: [6, 9], 簡任: [10, 14] } as const;

/** 官等類別 against 官等職等, and each level against its rank (公務人員任用法 §5). */
function ranks({ rankClasses, grade }: VacancyContent): Found[] | null {
  if (grade === '' || rankClasses.length === 0) return null;
  const found: Found[] = [];
  const plain = grade.normalize('NFKC');
  const say = (quote: string, title: string, text: string): void => {
    found.push({ field: 'grade', title, quote, text, law: '公務人員任用法第5條' });
  };
  for (const rank of ['委任', '薦任', '簡任'] as const) {
    const named = plain.includes(rank);
    const ticked = rankClasses.includes(rank);
    if (named && !ticked)
      say(grade, `官等類別沒有勾選${rank}`, `官等職等提到${rank}，請勾選官等類別「${rank}」或修正官等職等。`);
    if (!named && ticked && plain !== '無')
      say(grade, `官等職等沒有${rank}`, `官等類別勾選了${rank}，請於官等職等寫明或取消勾選。`);
  }
  for (const { rank, level } of gradeSteps(grade)) {
    const [least, most] = LEVELS[rank];
    if (level < least || level > most)
      say(`${rank}第${level}職等`, '職等與官等不符', `${rank}為第${least}至第${most}職等，請修正。`);
  }
  return found;
}

/** Categories with ranks of their own: neither 無 nor the three ranks say anything of them. */
const OWN_RANKS: ReadonlySet<string> = new Set(['3', '4', '5', '10', '14', '15']);

/** R52: 若職缺非公務人員 官等職等請輸入無 職系請選無; R43: without a rank 其他. */
function noneAndOther(v: VacancyContent): Found[] | null {
  const { personnelCategory: category, grade, jobSeries, rankClasses } = v;
  if (category === '' || (grade === '' && jobSeries === '')) return null;
  const called = nameOf(PERSONNEL_CATEGORIES, category);
  const found: Found[] = [];
  if (defaultMode(category) === 'open') {
    if (grade !== '' && grade !== '無')
      found.push({
        field: 'grade',
        title: '非公務人員，官等職等請輸入「無」',
        quote: grade,
        text: `人員區分為「${called}」。`,
      });
    if (jobSeries !== '' && jobSeries !== NO_JOB_SERIES)
      found.push({
        field: 'jobSeries',
        title: '非公務人員，職系請選「無」',
        quote: '',
        text: `人員區分為「${called}」。`,
      });
    if (rankClasses.some((rank) => rank !== '其他'))
      found.push({
        field: 'rankClasses',
        title: '無官職等請勾選「其他」',
        quote: rankClasses.join('、'),
        text: `人員區分為「${called}」。`,
      });
    return found;
  }
  if (OWN_RANKS.has(category)) return [];
  if (grade === '無')
    found.push({
      field: 'grade',
      title: '公務人員職缺的官等職等為「無」',
      quote: '無',
      text: `「${called}」請填官等職等，或確認人員區分。`,
    });
  if (jobSeries === NO_JOB_SERIES)
    found.push({
      field: 'jobSeries',
      title: '公務人員職缺的職系為「無」',
      quote: '無',
      text: `「${called}」請選職系，或確認人員區分。`,
    });
  return found;
}

/** Pay fixed by law needs no words; any other below 40,000 a month has to be told. */
function pay(v: VacancyContent): Found[] | null {
  const { personnelCategory: category } = v;
  if (category === '' || defaultMode(category) === 'civilService') return null;
  const texts = (['qualifications', 'duties', 'contact'] as const).filter((field) => v[field] !== '');
  if (texts.length === 0) return null;
  const law = '就業服務法第5條第2項第6款';
  const all = texts.map((field) => v[field]).join('\n');
  if (find(all, PAY)) return [];
  const open = texts.find((field) => find(v[field], PAY_OPEN));
  const text = '每月經常性薪資未達新臺幣4萬元者，應公開薪資範圍，請寫明金額或薪點。';
  return open
    ? [{ field: open, title: '薪資沒有金額', quote: find(v[open], PAY_OPEN), text, law }]
    : [{ field: 'duties', title: '尚未說明薪資', quote: '', text, law }];
}

function mode({ personnelCategory: category, mode: chosen }: VacancyContent): Found[] | null {
  if (category === '' || chosen === '') return null;
  const usual = defaultMode(category);
  if (chosen === usual || chosen === 'none') return [];
  const called = nameOf(PERSONNEL_CATEGORIES, category);
  return [
    {
      field: 'mode',
      title: '調閱方式與人員區分不同',
      quote: RETRIEVAL_MODES[chosen].name,
      text: `「${called}」預設為「${RETRIEVAL_MODES[usual].name}」，請再確認；刊登後不得修改。`,
    },
  ];
}
