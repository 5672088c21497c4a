import { describe, expect, it } from 'vitest';
import { shownScenes } from './shown.ts';

const shown = shownScenes();

describe('forms', () => {
  it('a double click posts once', async () => {
    const page = await shown.open('acts');
    const before = shown.gallery.posted.length;
    const answered = page.waitForEvent('download');
    await page.getByRole('button', { name: '儲存草稿' }).dblclick();
    await answered;
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    expect(shown.gallery.posted).toHaveLength(before + 1);
    await page.context().close();
  });

  it('sends once what is pressed twice, and still what is pressed after a look in another window', async () => {
    const page = await shown.open('form');
    const sent = await page.evaluate(`
      const form = document.createElement('form');
      form.dataset.once = '';
      form.innerHTML = '<button name="preview" formtarget="_blank">p</button><button name="submit-it">s</button>';
      document.body.append(form);
      const sent = [];
      addEventListener('submit', (event) => {
        if (!event.defaultPrevented) sent.push(event.submitter.name);
        event.preventDefault();
      });
      for (const name of ['preview', 'submit-it', 'submit-it']) form.querySelector('[name=' + name + ']').click();
      sent`);
    expect(sent).toEqual(['preview', 'submit-it']);
    await page.context().close();
  });

  it('a draft saves itself with its token and says when', async () => {
    const page = await shown.open('acts');
    const before = shown.gallery.posted.length;
    await page.getByLabel('職稱').fill('專員');
    await page.getByText('草稿於 09:12 自動儲存').waitFor();
    const sent = new URLSearchParams(shown.gallery.posted[before]);
    expect([sent.get('title'), sent.get('_csrf')]).toEqual(['專員', 'token-of-this-sign-in']);
    await page.context().close();
  });

  it('an act that asks first: 取消 sends nothing, the verb sends the answer along', async () => {
    const page = await shown.open('acts');
    const before = shown.gallery.posted.length;
    await page.getByRole('button', { name: '撤回' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(shown.gallery.posted).toHaveLength(before);
    await page.getByRole('button', { name: '撤回' }).click();
    const answered = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('button', { name: '撤回' }).click();
    await answered;
    const sent = new URLSearchParams(shown.gallery.posted[before]);
    expect([sent.get('do'), sent.get('_confirmed')]).toEqual(['withdraw', '1']);
    await page.context().close();
  });

  it('htmx runs under the policy with our settings', async () => {
    const page = await shown.open('acts');
    expect(await page.evaluate('[htmx.config.noSwap, htmx.config.mode, htmx.config.history]')).toEqual([
      [204, 304, '5xx'],
      'same-origin',
      'reload',
    ]);
    await page.context().close();
  });
});

describe('without script', () => {
  const bare = { javaScriptEnabled: false };

  it('what only a script can do is not offered, and the buttons post', async () => {
    const page = await shown.open('applicants', bare);
    expect(await page.locator('[data-tick-all]').first().isVisible()).toBe(false);
    expect(await page.locator('[data-show-password]').isVisible()).toBe(false);
    expect(await page.locator('dialog').isVisible()).toBe(false);
    const before = shown.gallery.posted.length;
    const answered = page.waitForEvent('download');
    await page.getByRole('button', { name: '調閱履歷' }).click();
    await answered;
    const sent = new URLSearchParams(shown.gallery.posted[before]);
    expect([sent.get('do'), ...sent.getAll('resume')]).toEqual(['retrieve', '1', '3']);
    await page.context().close();
  });

  it('the menu of a small screen opens, and 登出 is in it', async () => {
    const page = await shown.open('applicants', { ...bare, viewport: { width: 375, height: 812 } });
    expect(await page.getByRole('link', { name: '機關徵才匯入' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: '選單' }).first().click();
    expect(await page.getByRole('link', { name: '機關徵才匯入' }).isVisible()).toBe(true);
    expect(await page.locator('#side').getByRole('button', { name: '登出' }).isVisible()).toBe(true);
    await page.context().close();
  });
});
