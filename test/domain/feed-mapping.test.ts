import { describe, expect, it } from 'vitest';
import { FEED_ELEMENTS, type FeedRow } from '../../domain/feed-mapping.ts';
import { accepted, refused, row } from './feed-row-fixture.ts';

describe('a row of the official feed', () => {
  it('[R13] becomes a registration, with its own number kept beside it', () => {
    const { content, sourceNo } = accepted(row());
    expect(sourceNo).toBe('1050500145');
    expect(content).toMatchObject({
      agencyName: '測試市政府',
      agencyCode: '',
      agencyAddress: '未提供',
      writerName: '未提供',
      writerPhone: '未提供',
      personnelCategory: '11',
      workplaces: ['61', '72'],
      listedFrom: '2016-05-01',
      listedTo: '2016-05-31',
      conditions: { disabled: true, indigenous: true, indigenousArea: false, regionalSecondment: false },
      rankClasses: ['薦任', '委任'],
      email: 'hr@example.gov.tw',
      jobSeries: 'A107',
      sex: 'any',
      openings: 1,
      openingsText: '',
      mode: 'civilService',
      qualifications: '資格',
      contact: '聯絡',
    });
  });

  it('[R49, R50, R52] fills empty rank and series with 無', () => {
    expect(accepted(row({ RANK: '', SYSNAM: '' })).content).toMatchObject({ grade: '無', jobSeries: '0100' });
  });

  it.each([
    ['男', 'male'],
    ['女', 'female'],
    ['不拘', 'any'],
    ['其他人員', 'any'],
    ['', 'any'],
  ])('[R51] reads GENDER_TYPE "%s" as %s', (text, sex) => {
    expect(accepted(row({ GENDER_TYPE: text })).content.sex).toBe(sex);
  });

  it('[R59–R61] takes the method from the category, and none without an address', () => {
    expect(accepted(row({ PERSON_KIND: '約僱人員' })).content.mode).toBe('open');
    expect(accepted(row({ VITAE_EMAIL: '' })).content).toMatchObject({
      mode: 'none',
      emailSubmission: false,
    });
    const broken = accepted(row({ VITAE_EMAIL: 'hr@example..tw' }));
    expect(broken.content).toMatchObject({ mode: 'none', email: '' });
    expect(broken.flags.join()).toContain('VITAE_EMAIL');
  });

  it.each([
    ['人事行政職系', 'A107', ''],
    ['ㄧ般行政', '', 'ㄧ般行政'],
    ['一般民政', '', '一般民政'],
    ['無', '0100', ''],
    [' 土木工程職系 ', 'B201', ''],
  ])('[R50] reads SYSNAM "%s"', (text, jobSeries, jobSeriesText) => {
    expect(accepted(row({ SYSNAM: text })).content).toMatchObject({ jobSeries, jobSeriesText });
  });

  it('[R39] knows places that moved, 台 for 臺, and takes each place once', () => {
    expect(accepted(row({ WORK_PLACE_TYPE: ',21-福建省連江縣' })).content.workplaces).toEqual(['98']);
    expect(accepted(row({ WORK_PLACE_TYPE: '10-台北市, 10-臺北市' })).content.workplaces).toEqual(['10']);
  });

  it.each<[keyof FeedRow, Partial<FeedRow>]>([
    ['ORG_NAME', { ORG_NAME: ' ' }],
    ['TITLE', { TITLE: '' }],
    ['TITLE', { TITLE: '稱'.repeat(101) }],
    ['PERSON_KIND', { PERSON_KIND: '志工' }],
    ['WORK_PLACE_TYPE', { WORK_PLACE_TYPE: '' }],
    ['WORK_PLACE_TYPE', { WORK_PLACE_TYPE: ',10-臺北市,77-香港' }],
    ['WORK_PLACE_TYPE', { WORK_PLACE_TYPE: ',10-高雄市' }],
    ['DATE_FROM', { DATE_FROM: '1050230' }],
    ['DATE_FROM', { DATE_FROM: '750101' }],
    ['DATE_TO', { DATE_TO: '' }],
    ['DATE_TO', { DATE_TO: '1050430' }],
    ['DATE_TO', { DATE_TO: '1150502' }],
    ['TYPE', { TYPE: '' }],
    ['TYPE', { TYPE: '特任' }],
    ['IS_HANDICAP', { IS_HANDICAP: '是' }],
    ['VIEW_URL', { VIEW_URL: 'http://feed.example/' }],
    ['WORK_ITEM', { WORK_ITEM: '字'.repeat(4_001) }],
  ])('[R13] is refused at its element %s', (element, changes) => {
    expect(refused(row(changes))).toEqual([element]);
  });

  it.each(FEED_ELEMENTS)('[R13] is refused without the element %s', (element) => {
    const { [element]: _gone, ...rest } = row();
    expect(refused(rest)).toEqual([element]);
  });

  it('[R13] tells everything wrong with a row at once', () => {
    expect(refused(row({ TITLE: '', DATE_TO: '1050430', TYPE: '特任' }))).toEqual([
      'TITLE',
      'DATE_TO',
      'TYPE',
    ]);
  });
});
