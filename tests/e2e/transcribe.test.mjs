// 転記モード: every answer in the order of the G-MIS screens, copied, ticked, and told when it changed afterwards.

import assert from 'node:assert/strict';

import { accessible, fitsWidth, scenario, screenshots } from './harness.mjs';
import { arrived, begin, choose, control, eventually, example, go, kept, reload, stored, type } from './app.mjs';

const item = (page, id) => page.locator(`[data-item="${id}"]`);
const said = (page) => page.locator('.keying-said').innerText();
const progress = (page) => page.locator('.keying-progress b').innerText();
const tick = (page, id) => item(page, id).getByRole('checkbox', { name: /^入力した/ });
const section = (page, name) => page.getByRole('navigation', { name: '機能' }).getByRole('button', { name: new RegExp(`^${name}`) });
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
const ids = (page) => page.locator('.keying-item').evaluateAll((all) => all.map((one) => one.dataset.item));
const ready = (page) => page.locator('.keying-progress').waitFor();

async function opened(page, url, draft = example()) {
  await begin(page, url, draft, 'export');
  await page.getByRole('link', { name: '画面で見ながら転記する' }).click();
  await arrived(page, 'transcribe');
}

const allowed = { context: { permissions: ['clipboard-read', 'clipboard-write'] } };

scenario('every answer stands there in the order of the form, with official codes alone', async ({ page, url }) => {
  await opened(page, url);
  await ready(page);
  assert.match(await progress(page), /^0 \/ \d+$/);
  assert.deepEqual(await ids(page), ['facility.code', 'facility.name']);
  await section(page, '1号機能').click();
  const all = await ids(page);
  assert.deepEqual(all.slice(0, 2), ['f1.function', 'f1.posted']);
  // A provisional code is not there, and the mark says so.
  assert.equal(await item(page, 'f1.function').locator('.keying-code').count(), 0);
  await item(page, 'f1.function').locator('.keying-answer', { hasText: '有り' }).getByText('暫定').waitFor();
  assert.equal(await item(page, 'f1.generalist').locator('.keying-code b').innerText(), '1');
  await item(page, 'f1.generalist').getByText('No.4').waitFor();
  await accessible(page, 'transcribe 1280');
  await screenshots(page, 'transcribe');
  await page.setViewportSize({ width: 375, height: 812 });
  await accessible(page, 'transcribe 375');
  for (const width of [420, 360]) {
    await page.setViewportSize({ width, height: 812 });
    await fitsWidth(page);
  }
});

scenario('code, value and name are copied, and that is said', async ({ page, url }) => {
  await opened(page, url, example({ 'f1.generalist.fte': 1.5 }));
  await section(page, '1号機能').click();
  await item(page, 'f1.generalist').getByRole('button', { name: /^コードをコピー/ }).click();
  await eventually(() => clipboard(page), '1');
  await eventually(() => said(page), 'コピーしました: 1');
  await item(page, 'f1.generalist.fte').getByRole('button', { name: /^値をコピー/ }).click();
  await eventually(() => clipboard(page), '1.5');
  await item(page, 'f1.generalist').getByRole('button', { name: /^項目名をコピー/ }).click();
  const label = await item(page, 'f1.generalist').locator('[data-part="label"]').innerText();
  await eventually(() => clipboard(page), label);
  await eventually(() => said(page), `コピーしました: ${label}`);
}, allowed);

scenario('where the clipboard is refused the text is selected and the person told', async ({ page, context, url }) => {
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => ({ writeText: () => Promise.reject(new Error('no')) }) });
  });
  await opened(page, url);
  await item(page, 'facility.name').getByRole('button', { name: /^値をコピー/ }).click();
  await eventually(async () => /Ctrl\+C/.test(await said(page)), true);
  assert.equal(await page.evaluate(() => String(getSelection())), '例示クリニック');
});

scenario('ticks are kept, counted, and say what changed afterwards', async ({ page, url }) => {
  await opened(page, url);
  await tick(page, 'facility.name').check();
  await tick(page, 'facility.code').check();
  await eventually(async () => (await progress(page)).split(' ')[0], '2');
  await section(page, '医療機関').getByText('✓ 2 / 2').waitFor();
  await reload(page);
  await ready(page);
  assert.equal((await progress(page)).split(' ')[0], '2');

  await go(page, 'facility');
  await type(page, '医療機関の名称', '改名クリニック');
  await kept(page);
  await go(page, 'transcribe');
  const name = item(page, 'facility.name');
  await name.getByText('入力したあとで変わりました').waitFor();
  assert.equal(await tick(page, 'facility.name').isChecked(), true);
  assert.deepEqual(await name.locator('dd').allInnerTexts(), ['例示クリニック', '改名クリニック']);
  assert.equal((await progress(page)).split(' ')[0], '1');
  await page.setViewportSize({ width: 375, height: 812 });
  await accessible(page, 'changed');
  await screenshots(page, 'transcribe-changed');
  // Taken back, nothing has changed any more: the screen follows the draft.
  await page.getByRole('button', { name: '元に戻す' }).click();
  await eventually(async () => (await progress(page)).split(' ')[0], '2');
  await go(page, 'facility');
  await type(page, '医療機関の名称', '改名クリニック');
  await go(page, 'transcribe');
  await name.getByRole('button', { name: /^G-MISも直した/ }).click();
  await eventually(async () => (await progress(page)).split(' ')[0], '2');
  await tick(page, 'facility.name').uncheck();
  await eventually(async () => (await progress(page)).split(' ')[0], '1');
  const beside = await stored(page, 'beside');
  assert.deepEqual(Object.keys(JSON.parse(beside['current,keyed'].value)), ['facility.code']);
});

scenario('what was keyed and is then no part of the report is still told', async ({ page, url }) => {
  await opened(page, url, example({ 'f1.generalist': 'yes', 'f1.generalist.fte': 1.5 }));
  await section(page, '1号機能').click();
  await tick(page, 'f1.generalist.fte').check();
  await eventually(async () => (await progress(page)).split(' ')[0], '1');
  await go(page, 'f1');
  await choose(page, /総合診療専門医/, '無し');
  await control(page, 'f1.generalist.fte').fill('');
  await kept(page);
  await go(page, 'transcribe');
  await page.getByRole('button', { name: '変わった項目へ' }).click();
  const gone = item(page, 'f1.generalist.fte');
  await gone.getByText('(報告する項目ではなくなりました)').waitFor();
  await gone.getByRole('button', { name: /^G-MISからも消した/ }).click();
  await eventually(() => gone.count(), 0);
});

scenario('everything can be done by keyboard, and the keys can be turned off', async ({ page, url }) => {
  await opened(page, url);
  await ready(page);
  await page.keyboard.press('j');
  await eventually(() => page.evaluate(() => document.activeElement.dataset.item), 'facility.name');
  await page.keyboard.press('c');
  await eventually(() => clipboard(page), '例示クリニック');
  await page.keyboard.press('t');
  await eventually(async () => (await progress(page)).split(' ')[0], '1');
  assert.equal(await tick(page, 'facility.name').isChecked(), true);
  await page.keyboard.press('j');
  // On to the next section.
  await eventually(() => page.evaluate(() => document.activeElement.dataset.item), 'f1.function');
  await page.keyboard.press('k');
  await eventually(() => page.evaluate(() => document.activeElement.dataset.item), 'facility.name');
  await page.getByText('キーボードで使う').click();
  await page.getByRole('checkbox', { name: '1文字のキーを使う' }).uncheck();
  await eventually(async () => (await stored(page, 'settings')).keying?.keys, false);
  await page.keyboard.press('t');
  await page.keyboard.press('j');
  assert.equal((await progress(page)).split(' ')[0], '1');
  await reload(page);
  await ready(page);
  await page.keyboard.press('j');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.item), undefined);
}, allowed);

scenario('one item at a time is a way of looking that is remembered', async ({ page, url }) => {
  await opened(page, url);
  await page.getByRole('radio', { name: '1項目ずつ見る' }).check();
  await eventually(() => ids(page), ['facility.code']);
  await page.getByRole('button', { name: '次の項目' }).click();
  await eventually(() => ids(page), ['facility.name']);
  await page.setViewportSize({ width: 375, height: 812 });
  await accessible(page, 'one item');
  await screenshots(page, 'transcribe-item');
  await reload(page);
  await ready(page);
  assert.equal((await ids(page)).length, 1);
});

scenario('while errors remain it opens as 下書き alone, and says so', async ({ page, url }) => {
  await opened(page, url, example({ 'f1.staff.doctors': -1 }));
  await page.getByText('エラーが1件残っています').waitFor();
  assert.equal(await page.locator('.keying-item').count(), 0);
  await accessible(page, 'refused');
  await screenshots(page, 'transcribe-refused');
  await page.getByRole('button', { name: '下書きとして開く' }).click();
  await page.locator('.keying-sign', { hasText: /^下書き/ }).waitFor();
  await ready(page);
  await accessible(page, 'draft');
});
