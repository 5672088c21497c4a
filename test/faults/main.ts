/**
 * `npm run faults -- [--runs N] [--seed S] [--only FAULT] [--control NAME]… [--out FILE [--append]]`: people work on a
 * stack of its own while servers are killed, stopped and made to misbehave; afterwards everything is checked from
 * outside. Ends with 1 when something acknowledged was lost or done twice, and for a negative control when it was not
 * caught. With `--append` the windows join those that the file holds already.
 */
import { parseArgs } from 'node:util';
import { campaign, MAILS_SETTLE_MS } from './campaign.ts';
import { FAULTS, isFault } from './plan.ts';
import { writeReport } from './report.ts';
import { CONTROLS } from './stand.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: String(FAULTS.length) },
    seed: { type: 'string', default: '0' },
    only: { type: 'string' },
    control: { type: 'string', multiple: true, default: [] },
    out: { type: 'string' },
    append: { type: 'boolean', default: false },
  },
});

function wrong(words: string): never {
  console.error(words);
  process.exit(2);
}

const runs = Number(values.runs);
const seed = Number(values.seed);
const { only, out } = values;
if (!Number.isInteger(runs) || runs < 1) wrong('--runs 須為正整數（a whole number of windows）。');
if (!Number.isInteger(seed) || seed < 0) wrong('--seed 須為非負整數（a whole number, 0 or more）。');
if (only !== undefined && !isFault(only)) wrong(`--only: ${FAULTS.join(', ')}`);
const controls = CONTROLS.filter((c) => values.control.includes(c));
if (controls.length < values.control.length) wrong(`--control: ${CONTROLS.join(', ')}`);

const began = Date.now();
const giveUp = new AbortController();
// The window under way is finished first, so that nothing it started stays behind.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => giveUp.abort());
const report = await campaign({
  seed,
  runs,
  ...(only ? { only } : {}),
  controls,
  signal: giveUp.signal,
  mailsSettleMs: controls.length > 0 ? 0 : MAILS_SETTLE_MS,
  say: (line) => console.log(`[${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s] ${line}`),
});
if (out) writeReport(out, report, values.append);
const { problems, windows: _, ...figures } = report;
console.log(JSON.stringify({ ...figures, seeds: figures.seeds.length }, null, 2));
for (const problem of problems.slice(0, 60)) console.log(`FAULT ${problem}`);
if (problems.length > 60) console.log(`… and ${problems.length - 60} more`);
const caught = problems.length > 0;
const control = controls.join(', ');
if (control)
  console.log(
    caught ? `對照組 ${control} 已被抓到（caught）。` : `對照組 ${control} 沒有被抓到（NOT caught）。`,
  );
process.exit(control ? (caught ? 0 : 1) : problems.length === 0 ? 0 : 1);
