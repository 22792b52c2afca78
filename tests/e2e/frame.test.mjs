// What surrounds the form: the head, the decisions beside or below it, the notice over it.

import assert from 'node:assert/strict';

import { arrived, begin, blank, choose, eventually, example, faulty, field, fresh, go, kept, openFile } from './app.mjs';
import { accessible, fitsWidth, scenario } from './harness.mjs';

const bar = (page) => page.locator('.status-bar');
const card = (page) => page.locator('.status-card');
const preview = (page) => page.locator('dialog.preview');
const openPreview = (page) => page.getByRole('button', { name: '院内掲示の見本を見る' });
const focusedId = (page) => page.evaluate(() => document.activeElement.id);
const boxes = (of) => of.evaluateAll((all) => all.map((element) => element.getBoundingClientRect().toJSON()));

/** Windows in which a bar stands for the card: small tablets and telephones. */
const NARROW = [{ width: 1099, height: 800 }, { width: 768, height: 1024 }, { width: 375, height: 812 }, { width: 320, height: 568 }];

scenario('the card stands beside the form where there is room, and else a bar that opens it; in a low window neither lies over the form', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  const shown = async () => [await bar(page).isVisible(), await card(page).isVisible()];
  for (const [width, height, expected] of [
    [1280, 900, [false, true]], [1100, 800, [false, true]], ...NARROW.map((size) => [size.width, size.height, [true, false]]),
    [1280, 400, [false, true]], [800, 400, [false, true]], [320, 256, [false, true]],
  ]) {
    await page.setViewportSize({ width, height });
    assert.deepEqual(await shown(), expected, `${width}x${height}`);
    await fitsWidth(page);
    if (!expected[0]) continue;
    for (const place of [0, 1000, 100_000]) {
      await page.evaluate((y) => scrollTo(0, y), place);
      const [box] = await boxes(bar(page));
      const end = (await boxes(page.locator('.columns')))[0].bottom;
      assert.ok(Math.abs(box.bottom - Math.min(height, end)) <= 1, `at the bottom of the window or of the form: ${width} ${place}`);
      assert.ok(box.left <= 0 && box.right >= width - 1 && box.height <= 56, JSON.stringify(box));
    }
    // At its end the form is clear of the bar.
    await page.evaluate(() => document.querySelector('.footer').scrollIntoView());
    const [last] = await boxes(page.locator('main .onward'));
    assert.ok(last.bottom <= (await boxes(bar(page)))[0].top + 1, `${width}`);
  }
});

scenario('the bar says what the answers add up to, in signs and in words', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  const told = async () => (await bar(page).ariaSnapshot()).match(/"いまの判定: (.*?) ?"/)?.[1].replace(/\s/g, '');
  await eventually(told, '報告対象1号有り2号イ有りロ有りハ有りニ有り');
  await choose(page, '患者からの相談', '無し');
  await eventually(told, '報告対象1号無し2号イ報告不要ロ報告不要ハ報告不要ニ報告不要');
  const signs = () => page.locator('.bar-value').evaluateAll((all) => all.map((value) => getComputedStyle(value, '::before').content[1]).join(''));
  assert.equal(await signs(), '✓✗✗✗✗✗');
  await page.setViewportSize({ width: 768, height: 1024 });
  assert.match(await bar(page).innerText(), /1号\s*無し/);
  await begin(page, url, blank, 'f1');
  await eventually(told, '報告未定1号未定2号イ未定ロ未定ハ未定ニ未定');
  assert.equal(await signs(), '––––––');
}, { width: 375, height: 812 });

scenario('the sheet opens and closes by keyboard, and goes when the focus does', async ({ page, url }) => {
  await begin(page, url, example({ 'f1.consultation': undefined }), 'f1');
  for (const size of NARROW) {
    await page.setViewportSize(size);
    await bar(page).focus();
    await page.keyboard.press('Enter');
    await card(page).waitFor();
    assert.equal(await bar(page).getAttribute('aria-expanded'), 'true');
    await fitsWidth(page);
    const [sheet] = await boxes(card(page));
    assert.ok(sheet.top >= 0 && sheet.bottom <= (await boxes(bar(page)))[0].top + 1, `in the window: ${size.width}`);
    // The first stop is 「なぜ?」 of the first decision, which opens in place.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await card(page).locator('.conditions').first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await card(page).waitFor({ state: 'hidden' });
    assert.equal(await focusedId(page), 'status-bar');
    assert.equal(await bar(page).getAttribute('aria-expanded'), 'false');
    // Out of the sheet and back into the form.
    await page.keyboard.press('Enter');
    await card(page).waitFor();
    await page.keyboard.press('Shift+Tab');
    await card(page).waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest('main'))), true);
  }
  // A condition leads to its field, and nothing lies over it.
  await bar(page).click();
  await card(page).locator('.status-row').nth(1).locator('summary').first().click();
  await card(page).getByRole('link', { name: /相談/ }).click();
  await card(page).waitFor({ state: 'hidden' });
  await eventually(() => page.evaluate(() => document.activeElement.closest('.field')?.id), 'field-f1.consultation');
  // On another step it is folded as well.
  await bar(page).click();
  await go(page, 'f2i');
  assert.equal(await card(page).isVisible(), false);
});

for (const size of [{ width: 1024, height: 768 }, { width: 375, height: 812 }, { width: 320, height: 568 }]) {
  scenario(`what has the focus is covered by neither bar: ${size.width}`, async ({ page, url }) => {
    await fresh(page, url);
    await openFile(page, JSON.stringify(faulty));
    for (const step of ['f1', 'f2i']) {
      await go(page, step);
      let stops = 0;
      for (const keys of ['Tab', 'Shift+Tab']) {
        for (let count = 0; count < 200; count += 1) {
          await page.keyboard.press(keys);
          const now = await page.evaluate(() => {
            const at = document.activeElement;
            if (!at.closest('main')) return null;
            const { top, bottom } = at.getBoundingClientRect();
            const steps = document.querySelector('.steps');
            const above = innerWidth < 768 ? steps.getBoundingClientRect().bottom : 0;
            return { top, bottom, above, below: document.querySelector('.status-bar').getBoundingClientRect().top, what: at.outerHTML.slice(0, 120) };
          });
          if (!now) break;
          stops += 1;
          assert.ok(now.top >= now.above - 1 && now.bottom <= now.below + 1, `${step} ${keys}: ${JSON.stringify(now)}`);
        }
      }
      assert.ok(stops > 20, `${step}: ${stops}`);
    }
  }, size);
}

scenario('axe finds nothing with the sheet and with the preview open', async ({ page, url }) => {
  await begin(page, url, faulty, 'f1');
  for (const size of [{ width: 1280, height: 900 }, ...NARROW]) {
    await page.setViewportSize(size);
    if (await bar(page).isVisible()) {
      await bar(page).click();
      await accessible(page, `sheet ${size.width}`);
    }
    await openPreview(page).click();
    await preview(page).waitFor();
    await accessible(page, `preview ${size.width}`);
    await page.keyboard.press('Escape');
    await preview(page).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
  }
});

scenario('the bar is no part of a print, open or not', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  for (const open of [false, true]) {
    if (open) await bar(page).click();
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual([await bar(page).isVisible(), await card(page).isVisible()], [false, false]);
    await page.emulateMedia({ media: 'screen' });
  }
  assert.equal(await card(page).isVisible(), true);
}, { width: 375, height: 812 });

// The notice over the form --------------------------------------------------------------------------------------------

scenario('the notice is made when it is asked for, as large as the window allows, and goes again', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  assert.equal(await page.locator('.notice-sheet').count(), 0);
  await openPreview(page).focus();
  await page.keyboard.press('Enter');
  await preview(page).waitFor();
  const [box] = await boxes(preview(page).locator('.notice-sheet'));
  assert.ok(box.width >= 1000, `${box.width}`);
  // The focus is in it, and Tab does not lead out of it into the form.
  for (let count = 0; count < 4; count += 1) {
    assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest('main'))), false);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Escape');
  await preview(page).waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '院内掲示の見本を見る');
  // The button does what Escape does, and it can be opened again.
  for (let count = 0; count < 2; count += 1) {
    await openPreview(page).click();
    await preview(page).getByRole('button', { name: '閉じる' }).click();
    await preview(page).waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement.textContent), '院内掲示の見本を見る');
  }
  // Where the window becomes too narrow for the card beside the form, the notice stays.
  await openPreview(page).click();
  await page.setViewportSize({ width: 800, height: 1100 });
  assert.ok((await boxes(preview(page).locator('.notice-sheet')))[0].width >= 790);
  await preview(page).getByRole('link', { name: '院内掲示の画面へ' }).click();
  await arrived(page, 'notice');
  assert.equal(await preview(page).count(), 0);
  await field(page, 'f1.areas').waitFor({ state: 'detached' });
});

// The head ------------------------------------------------------------------------------------------------------------

scenario('the ways back, undo, save and list stand in one row that a finger can hit, in a head that stays small', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  await choose(page, '患者からの相談', '無し');
  await kept(page);
  const names = ['最初のページ', '元に戻す', 'ファイルに保存', '下書きの一覧'];
  for (const [width, most] of [[1280, 56], [1024, 56], [768, 56], [375, 80], [320, 80]]) {
    await page.setViewportSize({ width, height: 800 });
    await fitsWidth(page);
    const all = [];
    for (const name of names) all.push(...await boxes(page.locator('.header').getByRole(/元|保存/.test(name) ? 'button' : 'link', { name, exact: true })));
    assert.equal(all.length, 4, `${width}`);
    assert.ok(all.every(({ top, height }) => top === all[0].top && height >= 44), `${width}: ${JSON.stringify(all)}`);
    assert.ok((await boxes(page.locator('.header')))[0].height <= most, `${width}`);
  }
  await page.locator('.header').getByRole('link', { name: '最初のページ' }).click();
  await arrived(page, '');
});

scenario('the banner of the example is one line', async ({ page, url }) => {
  await fresh(page, url);
  await page.getByRole('button', { name: '記入例を開く' }).click();
  await arrived(page, 'target');
  await go(page, 'f1');
  for (const width of [1280, 1024, 375]) {
    await page.setViewportSize({ width, height: 800 });
    const [{ height }] = await boxes(page.locator('.banner.is-example'));
    assert.ok(height <= 56, `${width}: ${height}`);
  }
  assert.equal((await page.locator('.header-keeping').innerText()).trim(), '保存されません');
});
