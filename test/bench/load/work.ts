/** The requests of each kind of work, and how its answers are judged. */
import { randomUUID } from 'node:crypto';
import type { SignedIn } from '../people.ts';
import type { Answered, Asked } from './client.ts';
import type { Request, Work } from './job.ts';

export interface Worker {
  next: () => Asked;
  /** What is wrong with an answer, or '' */
  judge: (answer: Answered) => string;
}

export function workOf(url: string, work: Work): Worker {
  if (work.kind === 'pages') return pages(work);
  return work.kind === 'applications' ? applications(url, work) : asked(url, work);
}

const anyOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

/** Every answer must be a whole page; that it holds its rows is looked at in one of twenty, which costs the least. */
function pages(work: Extract<Work, { kind: 'pages' }>): Worker {
  let looked = 0;
  return {
    next: () => ({ method: 'GET', path: anyOf(work.paths), headers: { cookie: anyOf(work.as).cookie } }),
    judge: ({ status, body }) => {
      if (status !== 200) return `status ${status}`;
      if (body.lastIndexOf('</html>') < 0) return 'half a page';
      if (looked++ % 20 > 0) return '';
      const rows = body.toString('utf8').split(work.mark).length - 1;
      return rows === work.rows ? '' : `${rows} rows`;
    },
  };
}

function asked(url: string, work: Extract<Work, { kind: 'asked' }>): Worker {
  const { list, as, expect } = work;
  let n = work.from;
  return {
    next: () => {
      const { path, as: who, fields, headers: own } = list[n++ % list.length] as Request;
      const person = as[who];
      const cookie = { ...own, ...(person ? { cookie: person.cookie } : {}) };
      if (!fields) return { method: 'GET', path, headers: { ...cookie } };
      const body = new URLSearchParams([...fields, ['_key', randomUUID()]]);
      if (person) body.append('_csrf', person.csrf);
      const headers = {
        ...cookie,
        origin: url,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
      };
      return { method: 'POST', path, headers, body: Buffer.from(body.toString()) };
    },
    judge: ({ status, location, body }) => {
      if ('redirect' in expect) return status === 303 ? '' : `status ${status} ${location.slice(0, 40)}`;
      const wanted = 'status' in expect ? expect.status : 200;
      if (status !== wanted) return `status ${status}`;
      return 'status' in expect || body.includes(expect.mark) ? '' : 'another page';
    },
  };
}

/** The second step of the form as a browser posts it: multipart, with the file input left empty. */
function applications(url: string, work: Extract<Work, { kind: 'applications' }>): Worker {
  const { vacancies, as } = work;
  let n = work.from;
  return {
    next: () => {
      const i = n++;
      if (i >= as.length * vacancies.length) throw new Error('every person has applied to every vacancy');
      const person = as[i % as.length] as SignedIn;
      const vacancy = vacancies[((i % as.length) + Math.floor(i / as.length)) % vacancies.length] as string;
      const boundary = `----bench${randomUUID()}`;
      return {
        method: 'POST',
        path: `/apply/${vacancy}`,
        headers: {
          cookie: person.cookie,
          origin: url,
          'sec-fetch-site': 'same-origin',
          'content-type': `multipart/form-data; boundary=${boundary}`,
        },
        body: form(boundary, { ...FIELDS, _csrf: person.csrf, _key: randomUUID() }),
      };
    },
    judge: ({ status, location }) =>
      status === 303 && location.endsWith('?receipt=1') ? '' : `status ${status} ${location.slice(0, 24)}`,
  };
}

const FIELDS: Record<string, string> = {
  name: '測試姓名',
  idNumber: 'A123456789',
  'birthDate-y': '75',
  'birthDate-m': '1',
  'birthDate-d': '14',
  sex: 'male',
  phone: '0900-000-001',
  address: '臺北市中正區測試路 1 號',
  educationRows: '1',
  'education.0.school': '測試大學',
  'education.0.department': '公共行政學系',
  'education.0.level': '50',
  'education.0.from': '93/09',
  'education.0.to': '97/06',
  'education.0.completion': 'graduated',
  experienceRows: '1',
  'experience.0.organ': '測試機關',
  'experience.0.title': '科員',
  'experience.0.grade': '薦任第6職等',
  'experience.0.from': '100/03',
  statement: '本人從事人事業務多年，熟悉任免、考績與訓練業務，期能為貴機關服務。'.repeat(10),
  qualified: 'yes',
  consent: 'yes',
  act: 'submit',
};

function form(boundary: string, fields: Record<string, string>): Buffer {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const files = `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n`;
  return Buffer.from(`${parts.join('')}${files}--${boundary}--\r\n`);
}
