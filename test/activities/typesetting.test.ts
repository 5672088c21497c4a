import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withActor } from '../../db/actor.ts';
import { changeApplication } from '../../db/queries/applications.ts';
import { DocumentError } from '../../documents/document-error.ts';
import type { ResumeInput, ResumePdf } from '../../documents/resume-pdf.ts';
import { vacancyOf } from '../support/scene.ts';
import { type Applied, apply, failure, type Stage, stage } from './stage.ts';

const document: ResumePdf = { bytes: Buffer.from('%PDF-1.7 x'), pages: 1, fontHash: 'f', missing: [] };
/** What the typesetter does at each call, in turn; afterwards it succeeds. */
let script: ((input: ResumeInput) => Promise<void>)[] = [];
let versions: number[] = [];
const typesetter = {
  compilers: 2,
  async resume(input: ResumeInput) {
    versions.push(input.version);
    await script.shift()?.(input);
    return document;
  },
};

let t: Stage;
beforeAll(async () => {
  t = await stage({ typesetter });
});
afterAll(() => t.close());
beforeEach(() => {
  script = [];
  versions = [];
});

const fail = (code: 'typesetTimeout' | 'typesetDied' | 'typesetFailed' | 'closed') => async () => {
  throw new DocumentError(code, '王小明的履歷');
};
const state = async (a: Applied) =>
  t.s.admin
    .selectFrom('application')
    .select(['production_state', 'production_error', 'version'])
    .where('id', '=', a.id)
    .executeTakeFirstOrThrow();
const fresh = async () => {
  const no = await vacancyOf(t.s);
  return { no, a: await apply(t.s, no) };
};

describe('a typesetter in trouble', () => {
  it('slow once: tried again at once', async () => {
    const { a } = await fresh();
    script = [fail('typesetTimeout')];
    await t.ports.produceResume({ applicationId: a.id });
    expect(await state(a)).toMatchObject({ production_state: 'produced' });
  });

  it.each(['typesetTimeout', 'typesetDied'] as const)(
    '%s twice: marked failed with the code alone',
    async (code) => {
      const { a } = await fresh();
      script = [fail(code), fail(code)];
      await t.ports.produceResume({ applicationId: a.id });
      expect(await state(a)).toMatchObject({ production_state: 'failed', production_error: code });
    },
  );

  it('any other fault of the record: failed at once; words of the compiler are never kept', async () => {
    const { a } = await fresh();
    script = [fail('typesetFailed')];
    await t.ports.produceResume({ applicationId: a.id });
    expect(await state(a)).toMatchObject({ production_error: 'typesetFailed' });
    const { a: b } = await fresh();
    script = [
      async () => {
        throw Object.assign(new TypeError('王小明'), { code: '王小明' });
      },
    ];
    await t.ports.produceResume({ applicationId: b.id });
    expect(await state(b)).toMatchObject({ production_state: 'failed', production_error: 'typesetFailed' });
  });

  it('shutting down or without its fonts: nothing is marked, Temporal tries again', async () => {
    const { a } = await fresh();
    script = [fail('closed')];
    expect(await failure(t.ports.produceResume({ applicationId: a.id }))).toBe('typesetterAway');
    script = [
      async () => {
        throw Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' });
      },
    ];
    expect(await failure(t.ports.produceResume({ applicationId: a.id }))).toBe('typesetterAway');
    expect(await state(a)).toMatchObject({ production_state: 'pending', production_error: null });
  });

  it('a change handed in meanwhile: the document of the old version is dropped, the new one made', async () => {
    const { no, a } = await fresh();
    script = [
      async () => {
        await withActor(t.s.web, a.applicant, (trx) =>
          changeApplication(trx, t.s.keyring, a.applicant, {
            applicationId: a.id,
            vacancyNo: no,
            record: a.record,
            files: [],
          }),
        );
      },
    ];
    await t.ports.produceResume({ applicationId: a.id });
    expect(versions).toEqual([1, 2]);
    expect(await state(a)).toMatchObject({ production_state: 'produced', version: 2 });
    const kept = await t.s.admin
      .selectFrom('resume_document')
      .select('application_version')
      .where('application_id', '=', a.id)
      .execute();
    expect(kept).toEqual([{ application_version: 2 }]);
  });

  it('[R66] a batch has a document ready for each thread, and two more being opened or kept', async () => {
    const no = await vacancyOf(t.s);
    for (let i = 0; i < 8; i++) await apply(t.s, no);
    const ready = typesetter.compilers + 2;
    let now = 0;
    let most = 0;
    let fill = (): void => {};
    const filled = new Promise<void>((resolve) => {
      fill = resolve;
    });
    // Each waits until as many are ready as may be, and then a little for one too many.
    script = Array.from({ length: 8 }, () => async () => {
      most = Math.max(most, ++now);
      if (now === ready) fill();
      await filled;
      await new Promise((resolve) => setTimeout(resolve, 50));
      now -= 1;
    });
    await new MockActivityEnvironment().run(t.ports.produceBatch, { after: '', limit: 100 });
    expect(most).toBe(ready);
  });

  it('produced by two workers at the same moment: one document', async () => {
    const { a } = await fresh();
    await Promise.all(Array.from({ length: 4 }, () => t.ports.produceResume({ applicationId: a.id })));
    const kept = await t.s.admin.selectFrom('blob').select('id').where('application_id', '=', a.id).execute();
    expect(kept).toHaveLength(1);
  });
});
