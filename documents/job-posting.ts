/** schema.org JobPosting of a listed vacancy, for search engines; nothing in it that the public page does not show. */
import { RETRIEVAL_MODES, workplaceLabel } from '../domain/codes.ts';
import { taipeiDay } from '../domain/roc-date.ts';
import type { VacancyContent } from '../domain/vacancy-content.ts';
import { escapeXml } from './xml-text.ts';

export interface JobPostingInput {
  no: string;
  content: VacancyContent;
  agencyName: string;
  /** Instants. */
  listedAt: Date;
  closesAt: Date;
  /** Address of its public page. */
  url: string;
}

/** 跨縣市 is no place on a map. */
const NO_PLACE = '99';

export function jobPosting({ no, content: c, agencyName, listedAt, closesAt, url }: JobPostingInput) {
  const texts = [
    ['資格條件', c.qualifications],
    ['工作項目', c.duties],
    ['工作地點', c.location],
    ['聯絡方式', c.contact],
  ].filter(([, text]) => text !== '');
  const places = c.workplaces.filter((code) => code !== NO_PLACE);
  return {
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    title: c.title,
    // search engines expect HTML here
    description: texts.map(([name, text]) => `<p><b>${name}</b></p><p>${lines(text ?? '')}</p>`).join(''),
    identifier: { '@type': 'PropertyValue', name: agencyName, value: no },
    url,
    inLanguage: 'zh-Hant-TW',
    datePosted: taipeiDay(listedAt),
    validThrough: closesAt.toISOString(),
    hiringOrganization: { '@type': 'GovernmentOrganization', name: agencyName },
    // search engines refuse a posting without a place; the country is what remains true of 跨縣市
    jobLocation: (places.length > 0 ? places : [undefined]).map(place),
    ...(c.openings === null ? {} : { totalJobOpenings: c.openings }),
    qualifications: c.qualifications,
    responsibilities: c.duties,
    directApply: c.mode !== '' && RETRIEVAL_MODES[c.mode].platform !== '',
  };
}

const lines = (text: string): string => escapeXml(text).replaceAll('\n', '<br>');

const place = (code: string | undefined) => ({
  '@type': 'Place',
  address: {
    '@type': 'PostalAddress',
    ...(code === undefined ? {} : { addressRegion: workplaceLabel(code).slice(code.length + 1) }),
    addressCountry: 'TW',
  },
});
