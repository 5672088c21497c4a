/**
 * `npm run bench -- [--only NAME,…] [--scale N] [--out FILE [--append]]`: measures the platform on stacks of its own.
 * NAME is a figure or the beginning of one (`officer`); `--scale 0.1` makes data and durations a tenth, for a look in
 * between. With `--append` the figures join those that the file holds already.
 */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { accepted } from './figures/accepted.ts';
import { applicants } from './figures/applicants.ts';
import { archive } from './figures/archive.ts';
import { beside } from './figures/beside.ts';
import { contacts } from './figures/contacts.ts';
import { feed } from './figures/feed.ts';
import { importing } from './figures/importing.ts';
import { memory } from './figures/memory.ts';
import { newsletter } from './figures/newsletter.ts';
import { notices } from './figures/notices.ts';
import { officer } from './figures/officer.ts';
import { pdf } from './figures/pdf.ts';
import { replies } from './figures/replies.ts';
import { search } from './figures/search.ts';
import { slot } from './figures/slot.ts';
import { start } from './figures/start.ts';
import { toWorkflow } from './figures/to-workflow.ts';
import { vacancyPage } from './figures/vacancy-page.ts';
import type { Figure, FigureValue } from './frame.ts';
import { newReport, writeReport } from './report.ts';
import { FOREIGN } from './stand.ts';

const FIGURES: readonly Figure[] = [
  ...[start, importing, applicants, officer, contacts, accepted, toWorkflow],
  ...[search, vacancyPage, feed, newsletter],
  ...[replies, notices, pdf, beside, slot, archive, memory],
];

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scale: { type: 'string', default: '1' },
    out: { type: 'string' },
    append: { type: 'boolean', default: false },
  },
});

function wrong(words: string): never {
  console.error(words);
  process.exit(2);
}

const scale = Number(values.scale);
if (!(scale > 0 && scale <= 100)) wrong('--scale 須為正數（a number above 0）。');
const all = FIGURES.flatMap((f) => f.names);
const asked = values.only?.split(',').map((name) => name.trim());
for (const name of asked ?? [])
  if (!all.some((known) => known.startsWith(name))) wrong(`--only: ${all.join(', ')}`);
const wanted = (f: Figure): boolean =>
  !asked || f.names.some((name) => asked.some((prefix) => name.startsWith(prefix)));

// Each figure starts what it needs; a server of the environment would be somebody else's.
for (const name of FOREIGN) delete process.env[name];
const began = Date.now();
const say = (line: string): void =>
  console.log(`[${((Date.now() - began) / 1_000).toFixed(0).padStart(4)} s] ${line}`);
const { report, add } = newReport(scale);
for (const figure of FIGURES.filter(wanted)) {
  say(figure.names.join(', '));
  const loadBefore = Number((os.loadavg()[0] ?? 0).toFixed(2));
  try {
    const measured = await figure.measure({ scale, say });
    add(measured, loadBefore);
    for (const [name, f] of Object.entries(measured)) say(`  ${line(name, f)}`);
  } catch (e) {
    const why = e instanceof Error ? e.message : String(e);
    for (const name of figure.names) report.failed[name] = why;
    say(`  FAILED ${why}`);
  }
}
if (values.out) writeReport(values.out, report, values.append);
process.exit(Object.keys(report.failed).length === 0 ? 0 : 1);

function line(name: string, f: FigureValue): string {
  const more = [
    f.p50 === undefined ? '' : `p50 ${f.p50}, p95 ${f.p95}`,
    f.rounds ? `rounds ${f.rounds.join(' ')}` : '',
    f.target ? `${f.met ? 'reached' : 'NOT reached'}: ${f.target}` : '',
  ].filter((part) => part !== '');
  return `${name} = ${f.value} ${f.unit}${more.length > 0 ? ` (${more.join('; ')})` : ''}`;
}
