import { serve } from '@hono/node-server';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applySchedules } from '../../../schedules/apply.ts';
import { temporalLink } from '../../../web/temporal.ts';
import { connect } from '../../../workflows/client.ts';
import { axe } from '../../support/axe.ts';
import { fits, openBrowser } from '../../support/browser.ts';
import { type Scene, scene } from '../../support/scene.ts';
import { type TestTemporal, testTemporal } from '../../support/temporal.ts';
import { webOf } from '../../support/web.ts';
import { parkedRow, refusedMail, trouble } from './trouble.ts';

const PORT = 4101;
const ORIGIN = `http://127.0.0.1:${PORT}`;

let s: Scene;
let temporal: TestTemporal;
let browser: Browser;
let stop: () => Promise<void>;
let cookie: string;
let parked: string;
beforeAll(async () => {
  s = await scene();
  const t = await trouble(s);
  await refusedMail(s, t.vacancyNo, t.failedId);
  parked = await parkedRow(s, t.vacancyNo, 'screens');
  temporal = await testTemporal();
  const { address, namespace } = temporal;
  const client = await connect({ address, namespace });
  await applySchedules(client);
  await client.close();
  const link = temporalLink({ address, namespace });
  const web = await webOf(s, {
    config: {
      temporalUiUrl: 'http://127.0.0.1:8233',
      temporalNamespace: namespace,
      origins: [ORIGIN],
      publicUrl: ORIGIN,
    },
    services: { temporal: link },
  });
  cookie = (await web.signIn(s.operator)).cookie.replace('sid=', '');
  const server = serve({ fetch: web.app.fetch, hostname: '127.0.0.1', port: PORT });
  stop = async () => {
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await link.close();
  };
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await stop?.();
  await temporal?.close();
  await s?.close();
});

describe('系統營運 in a browser', () => {
  it('without JavaScript a parked message is put back', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    await context.addCookies([{ name: 'sid', value: cookie, url: ORIGIN }]);
    const page = await context.newPage();
    await page.goto(`${ORIGIN}/ops`);
    await page.getByRole('button', { name: `再送一次 第 ${parked} 號訊息` }).click();
    await page.getByText('訊息已放回待送').waitFor();
    const row = await s.admin
      .selectFrom('outbox')
      .select('parked_at')
      .where('id', '=', parked)
      .executeTakeFirstOrThrow();
    expect(row.parked_at).toBeNull();
    await context.close();
  });

  it('fits 1280 and 375 px, and axe finds nothing', async () => {
    await s.admin.updateTable('outbox').set({ parked_at: new Date() }).where('id', '=', parked).execute();
    const context = await browser.newContext();
    await context.addCookies([{ name: 'sid', value: cookie, url: ORIGIN }]);
    const page = await context.newPage();
    await page.goto(`${ORIGIN}/ops`);
    await fits(page, 'ops');
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await axe(page)).toEqual([]);
    }
    await context.close();
  });
});
