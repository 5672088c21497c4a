import fs from 'node:fs';
import path from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, describe, expect, it } from 'vitest';
import { workflowBundle } from '../../workflows/bundle.ts';
import * as workflows from '../../workflows/index.ts';
import { quietRuntime } from '../workflows/worker.ts';
import { hashOf } from './hash.ts';
import manifest from './manifest.json' with { type: 'json' };
import { personalData } from './personal-data.ts';

const FOLDER = path.join(import.meta.dirname, 'histories');
const read = (file: string): string => fs.readFileSync(path.join(FOLDER, file), 'utf8');

describe('replay of recorded histories', () => {
  let bundle: { code: string };
  beforeAll(async () => {
    quietRuntime();
    bundle = await workflowBundle();
  }, 60_000);
  const replay = (json: unknown) =>
    Worker.runReplayHistory({ workflowBundle: bundle }, historyFromJSON(json), 'replayed');

  it('has a history of every type the bundle holds, and each file is listed and unedited', () => {
    expect(new Set(manifest.histories.map((h) => h.type))).toEqual(new Set(Object.keys(workflows)));
    expect(fs.readdirSync(FOLDER).sort()).toEqual(manifest.histories.map((h) => h.file).sort());
    for (const h of manifest.histories) expect(hashOf(JSON.parse(read(h.file))), h.file).toBe(h.sha256);
  });

  it('replays every one without a difference', async () => {
    let replayed = 0;
    for (const h of manifest.histories) {
      await replay(JSON.parse(read(h.file)));
      replayed += 1;
    }
    expect(replayed).toBeGreaterThan(0);
    expect(replayed).toBe(manifest.histories.length);
  }, 60_000);

  it.each(['vacancy', 'application', 'resumeProduction', 'mail', 'newsletter', 'housekeeping'])(
    'notices a history of %s that the code could not have made (negative control)',
    async (type) => {
      const file = manifest.histories.find((h) => h.type === type)?.file ?? '';
      const tampered = JSON.parse(read(file)) as {
        events: Record<string, { activityType?: { name: string } }>[];
      };
      const activity = tampered.events.find((e) => e.activityTaskScheduledEventAttributes);
      const name = activity?.activityTaskScheduledEventAttributes?.activityType;
      if (!name) throw new Error(`${file} schedules no activity`);
      name.name = 'somethingElse';
      await expect(replay(tampered)).rejects.toThrow(DeterminismViolationError);
    },
    30_000,
  );

  it('holds no person’s data, in clear or in payloads', () => {
    for (const h of manifest.histories) expect(personalData(JSON.parse(read(h.file))), h.file).toEqual([]);
  });

  it('would find it, if it were there (negative control)', () => {
    const data = Buffer.from(JSON.stringify({ note: 'A123456789 someone@mail.example 0912345678' })).toString(
      'base64',
    );
    expect(personalData({ events: [{ input: { payloads: [{ data }] } }] })).toHaveLength(3);
    expect(personalData({ failure: { message: '王小明' } }, ['王小明'])).toEqual(['word: 王小明']);
  });
});
