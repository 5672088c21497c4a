import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, together, withActor } from '../../db/actor.ts';
import { audit } from '../../db/audit.ts';
import { connect } from '../../db/connection.ts';
import { findSignIn, openSignIn } from '../../db/queries/sign-ins.ts';
import { applicantOf, type Scene, scene, vacancyOf } from '../support/scene.ts';

let s: Scene;
/** One connection, so that every statement meets what the one before left. */
let one: Db;
beforeAll(async () => {
  s = await scene();
  one = connect({ url: s.urls.web, max: 1 });
});
afterAll(async () => {
  await one.destroy();
  await s.close();
});

const setting = (db: Db | Parameters<Parameters<typeof withActor>[2]>[0], name: string) =>
  sql<{ v: string | null }>`select current_setting(${name}, true) as v`
    .execute(db)
    .then((r) => r.rows[0]?.v ?? '');

describe('fewer trips to the database', () => {
  it('[rule 8] the actor holds for the transaction and no longer', async () => {
    expect(await withActor(one, s.officer, (trx) => setting(trx, 'app.actor'))).toBe('officer');
    expect(await setting(one, 'app.actor')).toBe('');
  });

  it('plans once where that is asked for, within the transaction', async () => {
    const mode = (o?: { planned: boolean }) =>
      withActor(one, s.officer, (trx) => setting(trx, 'plan_cache_mode'), o);
    expect([await mode({ planned: true }), await mode()]).toEqual(['force_generic_plan', 'auto']);
  });

  it('looks into indexes where that is asked for, within the transaction', async () => {
    const scans = (o?: { byIndex: boolean }) =>
      withActor(one, s.officer, (trx) => setting(trx, 'enable_seqscan'), o);
    expect([await scans({ byIndex: true }), await scans()]).toEqual(['off', 'on']);
  });

  it('carries every value as it is, whatever is in it', async () => {
    for (const tokenHash of ["'", '\\', "a'b\\c'; select 1 --", '$1', ''])
      expect(
        await withActor(one, { kind: 'tokenHolder', tokenHash }, (trx) => setting(trx, 'app.token_hash')),
      ).toBe(tokenHash);
  });

  it('a transaction that fails is undone, and the next one on its connection is well', async () => {
    const no = await vacancyOf(s, { until: 'draft' });
    await expect(
      withActor(one, s.officer, async (trx) => {
        await trx.updateTable('vacancy').set({ title: '未完成' }).where('no', '=', no).execute();
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    const title = await withActor(one, s.officer, (trx) =>
      trx.selectFrom('vacancy').select('title').where('no', '=', no).executeTakeFirstOrThrow(),
    );
    expect(title.title).not.toBe('未完成');
  });

  it('a transaction without an actor, and one without a statement, begin and end too', async () => {
    await one.transaction().execute(async () => {});
    const plain = await one.transaction().execute((trx) => trx.selectFrom('agency').select('id').execute());
    expect(plain).toHaveLength(2);
    await expect(
      one.transaction().execute(async (trx) => {
        await sql`select 1 / 0`.execute(trx).catch(() => {});
      }),
    ).rejects.toThrow();
    expect(await setting(one, 'app.actor')).toBe('');
  });

  it('statements asked for together have each its own answer', async () => {
    const answers = await withActor(one, s.officer, (trx) =>
      Promise.all(
        [1, 2, 3].map((n) =>
          sql<{ n: number }>`/* trips.many */ select k as n from generate_series(1, ${n}::int) k`.execute(
            trx,
          ),
        ),
      ),
    );
    expect(answers.map(({ rows }) => rows.map((r) => r.n))).toEqual([[1], [1, 2], [1, 2, 3]]);
  });

  it('of statements asked for together those behind one that fails fail with it', async () => {
    const outcomes = await withActor(one, s.officer, async (trx) => {
      const settled = await together(trx, (all) =>
        Promise.allSettled([1, 0, 1].map((n) => sql`select 1 / ${n}::int as n`.execute(all))),
      );
      throw settled;
    }).catch((e: unknown) => e as PromiseSettledResult<unknown>[]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: { rows: [{ n: 1 }] } },
      { status: 'rejected', reason: { code: '22012' } },
      { status: 'rejected', reason: { code: '22012' } },
    ]);
    expect(await withActor(one, s.officer, (trx) => setting(trx, 'app.actor'))).toBe('officer');
  });

  it('[rule 10] an audit event is committed with its act, and an act without its event is not', async () => {
    const no = await vacancyOf(s, { until: 'draft' });
    const rename = (title: string, subjectKind: string) =>
      withActor(one, s.officer, async (trx) => {
        await trx.updateTable('vacancy').set({ title }).where('no', '=', no).execute();
        await audit(trx, s.officer, { act: 'trips.test', subjectKind, subjectId: no });
      });
    const titleAndEvents = async () => {
      const { title } = await s.admin
        .selectFrom('vacancy')
        .select('title')
        .where('no', '=', no)
        .executeTakeFirstOrThrow();
      const events = await s.admin
        .selectFrom('audit_event')
        .select('id')
        .where('act', '=', 'trips.test')
        .execute();
      return [title, events.length];
    };
    await rename('有紀錄', 'vacancy');
    expect(await titleAndEvents()).toEqual(['有紀錄', 1]);
    await expect(rename('無紀錄', null as unknown as string)).rejects.toMatchObject({ code: '23502' });
    expect(await titleAndEvents()).toEqual(['有紀錄', 1]);
  });

  it('a value that cannot be written costs its transaction and no other', async () => {
    const circle: Record<string, unknown> = {};
    circle.itself = circle;
    await expect(
      withActor(one, s.officer, (trx) => sql`/* trips.circle */ select ${circle}::jsonb as v`.execute(trx)),
    ).rejects.toThrow(/circular/i);
    const { rows } = await withActor(one, s.officer, (trx) =>
      sql<{ v: unknown }>`/* trips.circle */ select ${{ a: 1 }}::jsonb as v`.execute(trx),
    );
    expect(rows).toEqual([{ v: { a: 1 } }]);
  });

  it('a statement with a name is prepared under it, once', async () => {
    for (let i = 0; i < 3; i++) await findSignIn(one, 'unknown', 30);
    const { rows } = await sql<{ name: string; generic_plans: string; custom_plans: string }>`
      select name, generic_plans, custom_plans from pg_prepared_statements`.execute(one);
    const found = rows.filter((r) => r.name === 'signIn.find');
    expect(found).toHaveLength(1);
    expect(Number(found[0]?.generic_plans) + Number(found[0]?.custom_plans)).toBe(3);
  });
});

describe('what every request asks', () => {
  it('finds a sign-in by its token alone, and nothing else of the gate is open to the one who asks', async () => {
    const { applicantId } = await applicantOf(s, 'trips@mail.example');
    const { token } = await withActor(s.web, { kind: 'gate' }, (trx) =>
      openSignIn(trx, { applicantId, way: 'account', hours: 1 }),
    );
    expect((await findSignIn(one, token, 30))?.who).toEqual({ kind: 'applicant', applicantId });
    expect(await findSignIn(one, `${token}x`, 30)).toBeUndefined();
    expect(await setting(one, 'app.actor')).toBe('');
    expect(await one.selectFrom('web_session').select('csrf').execute()).toEqual([]);
  });

  it('a sign-in that ended, ran out or was left alone too long is found no more', async () => {
    const { applicantId } = await applicantOf(s, 'trips2@mail.example');
    const opened = async () =>
      (
        await withActor(s.web, { kind: 'gate' }, (trx) =>
          openSignIn(trx, { applicantId, way: 'account', hours: 1 }),
        )
      ).token;
    for (const change of [
      { revoked_at: new Date() },
      { expires_at: new Date(Date.now() - 1_000) },
      { last_seen_at: new Date(Date.now() - 31 * 60_000) },
    ]) {
      const token = await opened();
      await s.admin.updateTable('web_session').set(change).where('applicant_id', '=', applicantId).execute();
      expect(await findSignIn(one, token, 30)).toBeUndefined();
    }
  });

  it('notes that a sign-in was seen, at most once a minute', async () => {
    const { applicantId } = await applicantOf(s, 'trips3@mail.example');
    const { token } = await withActor(s.web, { kind: 'gate' }, (trx) =>
      openSignIn(trx, { applicantId, way: 'account', hours: 1 }),
    );
    const seen = async () =>
      (
        await s.admin
          .selectFrom('web_session')
          .select('last_seen_at')
          .where('applicant_id', '=', applicantId)
          .executeTakeFirstOrThrow()
      ).last_seen_at.getTime();
    const atFirst = await seen();
    await findSignIn(one, token, 30);
    expect(await seen()).toBe(atFirst);
    const old = new Date(Date.now() - 120_000);
    await s.admin
      .updateTable('web_session')
      .set({ last_seen_at: old })
      .where('applicant_id', '=', applicantId)
      .execute();
    await findSignIn(one, token, 30);
    expect(await seen()).toBeGreaterThan(old.getTime() + 60_000);
  });

  it('[rule 8] every policy asks once for a statement who acts, not once for a row', async () => {
    const { rows } = await sql<{ policy: string }>`
      select tablename || '.' || policyname as policy from pg_policies
      where schemaname = 'public' and concat(qual, with_check) ~ '(?<!SELECT )app_(actor|subject|token|agencies)\\(\\)'`.execute(
      s.admin,
    );
    expect(rows.map((r) => r.policy)).toEqual([]);
  });
});
