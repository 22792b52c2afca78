// 転記モード and 患者説明 as parts of the program: what two tabs tick, what becomes of the place on the screen, what controls
// are called, and that what is typed about a patient does not even come into the program's memory.

import assert from 'node:assert/strict';

import { arrived, begin, eventually, example, fresh, full, go, stored } from './app.mjs';
import { accessible, booted, scenario, screenshots } from './harness.mjs';

const item = (page, id) => page.locator(`[data-item="${id}"]`);
const tick = (page, id) => item(page, id).getByRole('checkbox', { name: /^入力した/ });
const progress = (page) => page.locator('.keying-progress b').innerText();
const section = (page, name) => page.getByRole('navigation', { name: '機能' }).getByRole('button', { name: new RegExp(`^${name}`) });
const ticked = async (page) => Object.keys(JSON.parse((await stored(page, 'beside'))['current,keyed']?.value ?? '{}')).sort();

scenario('two tabs that tick lose nothing of each other', async ({ page, context, url }) => {
  await begin(page, url, example(), 'transcribe');
  await tick(page, 'facility.name').waitFor();
  const other = await context.newPage();
  await other.goto(`${url}#/transcribe`);
  await booted(other);
  await tick(other, 'facility.code').waitFor();
  await Promise.all([tick(page, 'facility.name').check(), tick(other, 'facility.code').check()]);
  await eventually(() => ticked(page), ['facility.code', 'facility.name']);
  // The one that was second knows of both.
  await section(page, '1号機能').click();
  await tick(page, 'f1.function').check();
  await eventually(async () => (await progress(page)).split(' ')[0], '3');
  await eventually(() => ticked(page), ['f1.function', 'facility.code', 'facility.name']);
});

scenario('a record of ticks that is none is taken for no ticks, and what is no tick in one for none', async ({ page, url }) => {
  await begin(page, url, example(), 'export');
  const put = (value) => page.evaluate((text) => window.kakariKeep.putBeside('current', 'keyed', text), value);
  for (const value of ['{', '[1]', '7', '"x"', 'null']) {
    await put(value);
    await go(page, 'transcribe');
    assert.equal((await progress(page)).split(' ')[0], '0', value);
    await go(page, 'export');
  }
  await put(JSON.stringify({
    'facility.name': { then: '例示クリニック', label: '名称', section: '医療機関' }, 'facility.code': { then: 1 }, '<b>': 'x', constructor: null,
  }));
  await go(page, 'transcribe');
  await eventually(async () => (await progress(page)).split(' ')[0], '1');
  await put(7);
  await go(page, 'export');
  await go(page, 'transcribe');
  await tick(page, 'facility.code').check();
  await eventually(() => ticked(page), ['facility.code']);
});

scenario('a tick on the example is shown and kept nowhere', async ({ page, url }) => {
  await fresh(page, url);
  await page.getByRole('button', { name: '記入例を開く' }).click();
  await page.locator('.page[data-example]').waitFor();
  await go(page, 'transcribe');
  await tick(page, 'facility.name').check();
  await eventually(async () => (await progress(page)).split(' ')[0], '1');
  assert.deepEqual(Object.keys(await stored(page, 'beside')).filter((key) => key.endsWith(',keyed')), []);
});

scenario('who goes to a field and comes back is where they were', async ({ page, url }) => {
  await begin(page, url, example(), 'transcribe');
  await section(page, '1号機能').click();
  await item(page, 'f1.posted').getByRole('link', { name: /^直す/ }).click();
  await arrived(page, 'f1');
  await go(page, 'transcribe');
  await page.getByRole('heading', { level: 2, name: '1号機能' }).waitFor();
  await page.locator('.keying-item.is-current[data-item="f1.posted"]').waitFor();
  assert.equal(await page.locator('.keying-said').innerText(), '');
});

scenario('where the ticks cannot be read that is said, and the next try works', async ({ page, context, url }) => {
  await context.addInitScript(() => {
    const { get } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.get = function (key) {
      if (window.refuses && key[1] === 'keyed') throw Object.assign(new Error('no'), { name: 'UnknownError' });
      return get.call(this, key);
    };
  });
  await begin(page, url, example(), 'export');
  await page.evaluate(() => { window.refuses = true; });
  await go(page, 'transcribe');
  await page.getByText('「入力した」の印を読み込めませんでした。').waitFor();
  await accessible(page, 'ticks unread');
  await screenshots(page, 'transcribe-unread');
  await page.evaluate(() => { window.refuses = false; });
  await page.getByRole('button', { name: 'もう一度読み込む' }).click();
  await tick(page, 'facility.name').waitFor();
  // A tick that cannot be kept is not shown as one.
  await page.evaluate(() => { window.refuses = true; });
  await tick(page, 'facility.name').click();
  await page.locator('.banner').first().waitFor();
  await eventually(() => tick(page, 'facility.name').isChecked(), false);
});

scenario('no two controls of 転記モード have the same name', async ({ page, url }) => {
  await begin(page, url, full, 'transcribe');
  await tick(page, 'facility.name').waitFor();
  for (const name of ['医療機関', '1号機能', '2号機能 イ', '2号機能 ロ', '2号機能 ハ', '2号機能 ニ', 'その他の報告事項']) {
    await section(page, name).click();
    await page.getByRole('heading', { level: 2, name }).waitFor();
    const names = await page.locator('#shelf').locator('button, a, input').evaluateAll((all) => all.map((control) => (
      (control.labels?.[0] ?? control).textContent.trim()
    )));
    assert.ok(names.every(Boolean), name);
    const twice = names.filter((one, at) => names.indexOf(one) !== at);
    assert.deepEqual(twice, [], name);
  }
});

/** Whether a text stands anywhere in the memory of the program. */
const isInMemory = (page, text) => page.evaluate(async (wanted) => {
  const { default: init } = await import(document.querySelector('link[rel=modulepreload][href*="/app-"]').href);
  const memory = Object.values(await init()).find((one) => one instanceof WebAssembly.Memory);
  const bytes = new Uint8Array(memory.buffer);
  const letters = new TextEncoder().encode(wanted);
  for (let at = bytes.indexOf(letters[0]); at >= 0; at = bytes.indexOf(letters[0], at + 1)) {
    if (letters.every((letter, place) => bytes[at + place] === letter)) return true;
  }
  return false;
}, text);

scenario('what is typed about a patient does not come into the memory of the program', async ({ page, url }) => {
  const typed = 'himitsu no byouki';
  await begin(page, url, example({ 'f1.remarks': 'himitsu de nai' }), 'explain');
  await page.locator('.plan-sheet').waitFor();
  assert.equal(await isInMemory(page, 'himitsu de nai'), true, 'the draft is found');
  for (const blank of await page.locator('.plan-blank').all()) await blank.fill(typed);
  await page.locator('.plan-blank').first().press('End');
  await page.keyboard.type(typed);
  // Everything that looks at what stands there: leaving, closing, a change of the day, 消去.
  page.once('dialog', (dialog) => dialog.dismiss());
  await page.getByRole('link', { name: '書き出しへ戻る' }).click();
  await eventually(() => page.evaluate(() => location.hash), '#/explain');
  await page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })));
  await page.context().clock.setFixedTime('2026-02-02T10:00:00+09:00');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  page.once('dialog', (dialog) => dialog.dismiss());
  await page.getByRole('button', { name: '患者の情報を消去する' }).click();
  assert.ok((await page.locator('.plan-sheet').innerText()).includes(typed), 'it is still in the page');
  assert.equal(await isInMemory(page, typed), false);
});
