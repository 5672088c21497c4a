import { ApplicationFailure, CancelledFailure, CompleteAsyncError } from '@temporalio/common';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMail } from '../../workflows/client.ts';
import { idsOnly, withoutWords } from '../../workflows/interceptors.ts';
import { newId, type Stage, stage, until } from './support.ts';

const UUID = '0b1c9f8e-2a3d-4e5f-8a9b-0c1d2e3f4a5b';

describe('what an activity’s failure says of itself', () => {
  it('keeps type, code and the id it was called with, and whether it may be tried again', () => {
    const failure = withoutWords(
      ApplicationFailure.nonRetryable('王小明 A123456789', 'recordGone', { name: '王小明' }),
      [{ applicationId: UUID }],
    );
    expect(failure).toMatchObject({ type: 'recordGone', message: 'recordGone', nonRetryable: true });
    expect(failure.details).toEqual([{ type: 'recordGone', code: 'unknown', subjectId: UUID }]);
    const sql = Object.assign(new Error('Key (email)=(a@b.example) already exists'), {
      name: 'DatabaseError',
      code: '23505',
    });
    expect(withoutWords(sql, [{ vacancyNo: '1151100001' }])).toMatchObject({
      type: 'DatabaseError',
      message: '23505',
      nonRetryable: false,
      details: [{ type: 'DatabaseError', code: '23505', subjectId: '1151100001' }],
    });
  });

  it('lets no word of the original through, whatever was thrown and wherever it stood', () => {
    const secret = fc.constantFrom(
      '王小明',
      'A123456789',
      '0912345678',
      'someone@mail.example',
      '測試路1段2號',
    );
    const text = fc.tuple(fc.string(), secret, fc.string()).map((parts) => parts.join(''));
    const thrown = fc.oneof(
      text,
      fc.record({ name: text, code: text, message: text, detail: text, type: text }),
      fc
        .tuple(text, text, text)
        .map(([m, t, c]) =>
          Object.assign(new Error(m, { cause: new Error(t) }), { name: t, code: c, detail: m }),
        ),
      fc
        .tuple(text, text, text)
        .map(([m, t, d]) =>
          ApplicationFailure.create({ message: m, type: t, details: [d], cause: new Error(m) }),
        ),
    );
    const words = ['王小明', 'A123456789', '0912345678', 'someone@mail.example', '測試路1段2號'];
    fc.assert(
      fc.property(thrown, fc.oneof(text, fc.constant(UUID)), (e, id) => {
        const f = withoutWords(e, [{ applicationId: id, note: 'someone@mail.example' }]);
        const all = JSON.stringify([f.message, f.type, f.details, f.stack, String(f.cause ?? '')]);
        for (const word of words) expect(all).not.toContain(word);
      }),
    );
  });

  it('leaves a cancellation and an asynchronous completion as they are', async () => {
    const { inbound } = idsOnly(null as never);
    for (const e of [new CancelledFailure('gone'), new CompleteAsyncError()])
      await expect(
        inbound?.execute?.({ args: [], headers: {} }, async () => {
          throw e;
        }),
      ).rejects.toBe(e);
  });

  describe('in a history', () => {
    let s: Stage;
    beforeAll(async () => {
      s = await stage();
    });
    afterAll(() => s?.close());

    it('stands no word of an activity that fails', async () => {
      const id = newId();
      s.world.failures.set('sendMail', 1);
      await startMail(s.client, id);
      const handle = s.temporal.client.workflow.getHandle(`mail-${id}`);
      const failure = await until(async () => {
        const { raw } = await handle.describe();
        return raw.pendingActivities?.[0]?.lastFailure;
      });
      expect(JSON.stringify(failure)).not.toContain('sendMail fails');
      expect(failure.message).toBe('Error');
      await handle.terminate();
    });
  });
});
