import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Actor, type Db, type Trx, withActor } from '../../../db/actor.ts';
import { connect } from '../../../db/connection.ts';
import { migrate } from '../../../db/migrate.ts';
import { auditChain, mailLedger, productionQueue } from '../../../db/queries/ops.ts';
import { mailAgain, produceAgain } from '../../../db/queries/ops-acts.ts';
import { type Scene, scene } from '../../support/scene.ts';
import { refusedMail, type Trouble, trouble } from './trouble.ts';

const queueNow = (trx: Trx) => productionQueue(trx, new Date());

let s: Scene;
let t: Trouble;
let mailId: string;
beforeAll(async () => {
  s = await scene();
  t = await trouble(s);
  mailId = await refusedMail(s, t.vacancyNo, t.failedId);
});
afterAll(() => s.close());

const as = <T>(actor: Actor, fn: (trx: Trx) => Promise<T>): Promise<T> => withActor(s.web, actor, fn);
const count = (trx: Trx, table: 'application' | 'mail_delivery' | 'data_key' | 'audit_event') =>
  trx.selectFrom(table).select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow();

describe('what an operator’s transaction may touch', () => {
  it.each(['application', 'mail_delivery', 'data_key', 'audit_event'] as const)(
    'no row of %s itself',
    async (table) => {
      expect(await as(s.operator, (trx) => count(trx, table))).toEqual({ n: 0 });
    },
  );

  it('the views show ids, states and codes, and no encrypted column', async () => {
    const { rows } = await sql<{ view: string; columns: string }>`
      select table_name as view, string_agg(column_name, ' ' order by ordinal_position) as columns
      from information_schema.columns where table_name in ('production_queue', 'mail_ledger', 'audit_lag')
      group by table_name order by table_name`.execute(s.admin);
    expect(rows).toEqual([
      { view: 'audit_lag', columns: 'unsealed oldest' },
      {
        view: 'mail_ledger',
        columns: 'id kind vacancy_no application_id state attempts last_code created_at updated_at',
      },
      {
        view: 'production_queue',
        columns: 'id no vacancy_no mode version production_state production_error submitted_at',
      },
    ]);
  });

  it.each(['operator', 'auditor'] as const)('%s: both views answer', async (kind) => {
    const q = await as(s[kind], queueNow);
    expect(q).toMatchObject({ pending: 1, failed: 1, reasons: [{ code: 'typesetTimeout', count: 1 }] });
    expect((await as(s[kind], mailLedger)).failures.map((f) => f.id)).toEqual([mailId]);
    expect((await as(s[kind], auditChain)).sealed).toBeGreaterThan(0);
  });

  it('officers, reviewers and the public see nothing in the views and change nothing by the functions', async () => {
    for (const actor of [s.officer, s.reviewer, { kind: 'public' } as const]) {
      expect(await as(actor, queueNow)).toMatchObject({ pending: 0, failed: 0 });
      expect(await as(actor, mailLedger)).toEqual({ counts: [], givenUp: 0, failures: [] });
      const { rows } = await as(actor, (trx) =>
        sql`select * from produce_again(${t.failedId}::uuid) union all
          select kind, agency_id, attempts, kind from mail_again(${mailId}::uuid)`.execute(trx),
      );
      expect(rows).toEqual([]);
    }
  });

  it('the functions take only what failed', async () => {
    expect(await as(s.operator, (trx) => produceAgain(trx, s.operator, t.pendingId))).toBe(false);
    expect(await as(s.operator, (trx) => produceAgain(trx, s.operator, crypto.randomUUID()))).toBe(false);
  });
});

describe('a database whose owner is no superuser', () => {
  let owned: Scene['admin'];
  let admin: pg.Client;
  const name = `o_${process.pid}_${randomBytes(4).toString('hex')}`;
  const url = (user: string): string => {
    const u = new URL(inject('adminUrl'));
    u.username = user;
    u.pathname = `/${name}`;
    return u.href;
  };
  let web: Db;

  beforeAll(async () => {
    admin = new pg.Client({ connectionString: inject('adminUrl') });
    await admin.connect();
    await admin.query(`create role ${name} login nosuperuser nobypassrls`);
    await admin.query(`create database ${name} owner ${name}`);
    await migrate({ migrationUrl: url(name) });
    owned = connect({ url: url('app'), max: 1 });
    web = connect({ url: url('shiqiuren_web'), max: 2 });
    await copyOf(owned);
  });
  afterAll(async () => {
    await Promise.all([web?.destroy(), owned?.destroy()]);
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.query(`drop role if exists ${name}`);
    await admin.end();
  });

  /** The least rows: an agency, a vacancy, a failed application, a refused mail. */
  async function copyOf(db: Db): Promise<void> {
    await sql`insert into agency (code, name) values ('A1', '機關');
      `.execute(db);
    await sql`insert into vacancy (no, agency_id, content) values ('1151100001', 1, '{}')`.execute(db);
    await sql`insert into application (id, no, vacancy_no, agency_id, mode, revision, submitted_at, consent_at,
        production_state, production_error)
      values (${t.failedId}::uuid, 'A-1', '1151100001', 1, 'open', 1, now(), now(), 'failed', 'typesetFailed')`.execute(
      db,
    );
    await sql`insert into mail_delivery (id, key, kind, message_id, state)
      values (${mailId}::uuid, 'receipt:x:1', 'receipt', '<x@y>', 'permanentFailure')`.execute(db);
  }

  it('the same views and functions work under its policies', async () => {
    const q = await withActor(web, s.operator, queueNow);
    expect(q.failures.map((f) => f.id)).toEqual([t.failedId]);
    expect((await withActor(web, s.auditor, mailLedger)).failures.map((f) => f.id)).toEqual([mailId]);
    expect(await withActor(web, s.officer, queueNow)).toMatchObject({ failed: 0 });
    expect(await withActor(web, s.operator, (trx) => produceAgain(trx, s.operator, t.failedId))).toBe(true);
    expect(await withActor(web, s.operator, (trx) => mailAgain(trx, s.operator, mailId))).toBe(true);
    expect(await withActor(web, s.operator, queueNow)).toMatchObject({ failed: 0, pending: 1 });
    expect((await withActor(web, s.operator, auditChain)).unsealed).toBe(2);
  });
});
