import { type FeedRow, mapFeedRow, type RawFeedRow } from '../../domain/feed-mapping.ts';

/** A row with nothing wrong, and helpers that read one. */
export const row = (changes: Partial<FeedRow> = {}): FeedRow => ({
  ORG_NAME: '測試市政府',
  PERSON_KIND: '一般人員',
  RANK: '委任第5職等或薦任第6職等至第7職等',
  TITLE: '科員',
  SYSNAM: '人事行政',
  NUMBER_OF: '1',
  GENDER_TYPE: '一般人員',
  WORK_PLACE_TYPE: ',61-嘉義縣,72-臺南市',
  DATE_FROM: '1050501',
  DATE_TO: '1050531',
  IS_HANDICAP: 'Y',
  IS_ORIGINAL: 'Y',
  IS_LOCAL_ORIGINAL: 'N',
  IS_TRANING: 'N',
  TYPE: '薦任,委任',
  VITAE_EMAIL: ' hr@example.gov.tw ',
  WORK_QUALITY: '資格',
  WORK_ITEM: '項目',
  WORK_ADDRESS: '地點',
  CONTACT_METHOD: '聯絡',
  URL_LINK: '',
  VIEW_URL: 'http://feed.example/ap/wantf00001_1.aspx?work_id=1050500145',
  ...changes,
});
export function accepted(raw: RawFeedRow) {
  const mapped = mapFeedRow(raw);
  if (!mapped.ok) throw new Error(JSON.stringify(mapped.problems));
  return mapped;
}
export const refused = (raw: RawFeedRow): string[] => {
  const mapped = mapFeedRow(raw);
  return mapped.ok ? [] : mapped.problems.map((problem) => problem.field);
};
