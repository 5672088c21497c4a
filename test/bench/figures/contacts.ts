/**
 * `contacts.xlsx_2000_s`, `contacts.ods_2000_s`: the contact sheet of 2,000 people over HTTP, from the post to its
 * last byte; `contacts.growth_mb`: what the pages' process holds more afterwards at most.
 */
import { randomUUID } from 'node:crypto';
import { fill, readers } from '../desk.ts';
import { type Figure, type FigureValue, figureOf, round, scaled } from '../frame.ts';
import { client } from '../load/client.ts';
import { resident } from '../resident.ts';
import { onStand } from '../stand.ts';

const PEOPLE = 2_000;
const TARGET_S = 0.5;
const TARGET_MB = 100;

export const contacts: Figure = {
  names: ['contacts.xlsx_2000_s', 'contacts.ods_2000_s', 'contacts.growth_mb'],
  measure: (run) =>
    onStand(run.say, async (s) => {
      await fill(s, { vacancies: 2, applications: 2 * PEOPLE });
      const [officer] = await readers(s, 1);
      if (!officer) throw new Error('no officer');
      const no = officer.nos[0] ?? '';
      const ask = client(s.url, 1);
      let highest = 0;
      const once = async (fileType: 'xlsx' | 'ods'): Promise<number> => {
        const body = new URLSearchParams({ _csrf: officer.csrf, _key: randomUUID(), fileType });
        const began = performance.now();
        const answer = await ask({
          method: 'POST',
          path: `/officer/vacancies/${no}/applicants/contacts`,
          headers: {
            cookie: officer.cookie,
            origin: s.url,
            'sec-fetch-site': 'same-origin',
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: Buffer.from(body.toString()),
        });
        const seconds = (performance.now() - began) / 1_000;
        if (answer.status !== 200 || answer.body.subarray(0, 2).toString('latin1') !== 'PK')
          throw new Error(`no sheet but ${answer.status}`);
        highest = Math.max(highest, resident(s).web);
        return seconds;
      };
      await once('xlsx');
      await once('ods');
      const before = resident(s).web;
      highest = before;
      const figures: Record<string, FigureValue> = {};
      for (const fileType of ['xlsx', 'ods'] as const) {
        const rounds: number[] = [];
        for (let i = 0; i < scaled(run, 15); i++) rounds.push(await once(fileType));
        figures[`contacts.${fileType}_2000_s`] = figureOf(rounds, {
          unit: 's',
          of: `${PEOPLE} people, one officer at a time`,
          singles: rounds,
          target: { words: `under ${TARGET_S} s`, met: (sec) => sec < TARGET_S },
        });
      }
      figures['contacts.growth_mb'] = {
        value: round(highest - before),
        unit: 'MB',
        of: 'PSS after each sheet above that before them',
        target: `under ${TARGET_MB} MB`,
        met: highest - before < TARGET_MB,
      };
      return figures;
    }),
};
