import { describe, expect, it } from 'vitest';
import { checkArchivePassword } from '../../../domain/archive-password.ts';
import { axe } from '../../support/axe.ts';
import { shownScenes } from './shown.ts';

const shown = shownScenes();

describe('refused forms', () => {
  it('the summary has the focus, and its link leads into the wrong box', async () => {
    const page = await shown.open('form');
    expect(await page.evaluate('document.activeElement.hasAttribute("data-error-summary")')).toBe(true);
    await page.getByRole('link', { name: '錯誤：上網有效期間的迄日早於起日，請修正迄日' }).click();
    expect(await page.evaluate('document.activeElement.name')).toBe('listedTo-m');
    await page.context().close();
  });
});

describe('choosing rows', () => {
  it('[R74] two sets, each with its own box in the heading, counted apart', async () => {
    const page = await shown.open('applicants');
    const count = (of: string): Promise<string | null> =>
      page.locator(`.sq-actionbar [data-count-of="${of}"]`).textContent();
    expect([await count('resume'), await count('notice')]).toEqual(['2', '1']);
    await page.locator('[data-tick-all="notice"]').check();
    expect([await count('resume'), await count('notice')]).toEqual(['2', '5']);
    await page.locator('[data-tick-all="resume"]').click();
    expect(await count('resume')).toBe('9');
    await page.locator('input[name="resume"]').first().uncheck();
    expect(await count('resume')).toBe('8');
    expect(
      await page.locator('[data-tick-all="resume"]').evaluate((box) => box.matches(':indeterminate')),
    ).toBe(true);
    await page.getByRole('link', { name: '清除勾選' }).click();
    expect([await count('resume'), await count('notice')]).toEqual(['0', '0']);
    await page.context().close();
  });

  it('[R75] more than ten: said at once, and the server is asked instead of the dialog', async () => {
    const page = await shown.open('applicants');
    await page.evaluate(`
      const first = document.querySelector('input[name="resume"]').closest('td');
      for (const n of [13, 14]) first.append(Object.assign(document.createElement('input'),
        { type: 'checkbox', name: 'resume', value: String(n) }));
    `);
    await page.locator('[data-tick-all="resume"]').click();
    expect(await page.locator('[data-limit-of="resume"]').getByText('超過上限').isVisible()).toBe(true);
    const before = shown.gallery.posted.length;
    const answered = page.waitForEvent('download');
    await page.getByRole('button', { name: '調閱履歷' }).click();
    await answered;
    expect(await page.locator('dialog#password').isVisible()).toBe(false);
    expect(shown.gallery.posted.slice(before).join()).toContain('do=retrieve');
    await page.context().close();
  });

  it('[R76][R77] the password dialog carries those ticked, ticks its rules, and axe finds nothing in it', async () => {
    const page = await shown.open('applicants');
    await page.getByRole('button', { name: '調閱履歷' }).click();
    const dialog = page.getByRole('dialog', { name: '請設定下載壓縮檔密碼' });
    expect(await dialog.getByText('測試姓名1、測試姓名3').isVisible()).toBe(true);
    expect(await dialog.evaluate((one) => one.matches(':focus-within'))).toBe(true);
    expect(await axe(page)).toEqual([]);
    await dialog.getByLabel('請輸入密碼').fill('Recruit115!');
    expect(await dialog.locator('.sq-rules__ok').count()).toBe(6);
    await dialog.getByLabel('顯示密碼').check();
    expect(await dialog.getByLabel('請輸入密碼').getAttribute('type')).toBe('text');
    const before = shown.gallery.posted.length;
    const answered = page.waitForEvent('download');
    await dialog.getByRole('button', { name: '確定' }).click();
    await answered;
    const sent = new URLSearchParams(shown.gallery.posted[before]);
    expect(sent.getAll('resume')).toEqual(['1', '3']);
    expect(sent.get('_key')).toBe('key-2');
    await dialog.waitFor({ state: 'hidden' });
    await page.context().close();
  });

  it('[R77] 取消 closes it and nothing is sent', async () => {
    const page = await shown.open('applicants');
    await page.getByRole('button', { name: '調閱履歷' }).click();
    const before = shown.gallery.posted.length;
    await page.getByRole('link', { name: '取消', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(shown.gallery.posted).toHaveLength(before);
    await page.context().close();
  });

  it('[R77] the rules ticked in the page are those of the domain', async () => {
    const page = await shown.open('applicants');
    await page.getByRole('button', { name: '調閱履歷' }).click();
    const box = page.locator('#archivePassword');
    const samples = [
      '',
      'a',
      'Aa1!',
      'Aa1!Aa1!',
      'AA11!!!!',
      '密碼Aa1!Aa1!',
      'Aa 1!Aa1!',
      'Ａa1!aaaaa',
      `Aa1!${'x'.repeat(125)}`,
    ];
    for (const sample of samples) {
      await box.fill(`${sample}-`);
      await box.fill(sample);
      const shown = await page
        .locator('[data-rule]')
        .evaluateAll((items) => items.map((item) => item.classList.contains('sq-rules__ok')));
      expect({ sample, shown }).toEqual({
        sample,
        shown: checkArchivePassword(sample).map((rule) => rule.ok),
      });
    }
    await page.context().close();
  });
});
