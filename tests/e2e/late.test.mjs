// What is loaded once the app runs, in a chunk of the program: the passages of the law, and the form of 患者説明.

import assert from 'node:assert/strict';

import { accessible, fitsWidth, offlineReady, scenario, screenshots } from './harness.mjs';
import { begin, example, go, more } from './app.mjs';

const PASSAGE = '発生頻度が高い疾患に係る診療その他の日常的な診療を総合的かつ継続的に行う機能';

/** The file of the chunk that comes after the first screen. */
const CHUNK = /\/split_late-[0-9a-f]+\.wasm$/;

/** Opens 「なぜ?」 of 1号機能 beside the form, and the sources in it. */
async function openSources(page) {
  const why = page.locator('#status .status-row').nth(1).locator('details.status-why');
  await why.locator('summary').first().click();
  const sources = why.locator('details.sources');
  await sources.locator('summary').click();
  return sources;
}

scenario('a passage of the law stands under 根拠, and nothing where none may be quoted', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  const sources = await openSources(page);
  await sources.locator('blockquote').first().waitFor();
  for (const source of await sources.locator('.source').all()) {
    const title = await source.locator('.source-title').innerText();
    const isLaw = /^(医療法|医療法施行規則) /.test(title);
    assert.equal(await source.locator('blockquote').count(), isLaw ? 1 : 0, title);
    if (isLaw) assert.ok((await source.locator('blockquote').innerText()).trim().length > 5, title);
  }
  await accessible(page);
});

scenario('the sources of a field quote what the regulation says of that very item, also after another step', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  const passages = async () => {
    const found = {};
    const closed = page.locator('main .more-button[aria-expanded=false]');
    while (await closed.count()) await closed.first().press('Enter');
    for (const quote of await page.locator('main .more blockquote').all()) {
      found[await quote.getAttribute('data-place')] = await quote.textContent();
    }
    return found;
  };
  const here = await passages();
  assert.equal(here['regulation 別表第八 第二 一'].length > 10, true);
  await go(page, 'f2i');
  const there = await passages();
  await go(page, 'f1');
  assert.deepEqual(await passages(), here);
  for (const place of Object.keys(there)) assert.ok(!(place in here) || there[place] === here[place], place);
});

scenario('where the chunk cannot be loaded that is said in place of a text, until the network is back', async ({ page, url, tolerate }) => {
  tolerate(/ERR_FAILED|Failed to load/);
  await page.route(CHUNK, (route) => route.abort());
  await begin(page, url, example(), 'f1');
  const word = await more(page, 'f1.generalist.fte');
  await word.getByText('説明を読み込めませんでした。').waitFor();
  assert.equal(await page.locator('main .facts').count(), 0);
  await accessible(page);
  await page.unroute(CHUNK);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await word.locator('.source-small').first().waitFor();
  assert.equal(await word.getByText('説明を読み込めませんでした。').count(), 0);
  await (await openSources(page)).locator('blockquote').first().waitFor();
});

scenario('where the form of 患者説明 cannot be loaded that is said, and the next try works', async ({ page, url, tolerate }) => {
  tolerate(/ERR_FAILED|Failed to load/);
  await page.route(CHUNK, (route) => route.abort());
  await begin(page, url, example(), 'explain');
  const failed = page.getByText('この画面を読み込めませんでした。');
  await failed.waitFor();
  await accessible(page);
  await screenshots(page, 'late-not-loaded');
  await page.unroute(CHUNK);
  await page.getByRole('button', { name: 'もう一度読み込む' }).click();
  await page.locator('.plan-sheet').waitFor();
  assert.equal(await failed.count(), 0);
  // What was typed is asked about, though the form came late.
  await page.getByRole('textbox', { name: '患者氏名' }).fill('例');
  const asked = new Promise((resolve) => { page.once('dialog', (dialog) => { resolve(dialog.type()); return dialog.accept(); }); });
  await go(page, 'export');
  assert.equal(await asked, 'confirm');
});

scenario('with every file kept the form and the passages are there without a network', async ({ page, context, url }) => {
  await begin(page, url, example(), 'f1');
  await offlineReady(page);
  await context.setOffline(true);
  await page.reload();
  const sources = await openSources(page);
  await sources.locator('blockquote', { hasText: PASSAGE }).first().waitFor();
  await go(page, 'explain');
  await page.locator('.plan-sheet').waitFor();
}, { worker: true });

scenario('what the draft says is followed where nothing was typed, and the day as well', async ({ page, context, url }) => {
  await begin(page, url, example(), 'facility');
  await page.getByRole('textbox', { name: /電話番号/ }).first().fill('011-999-9999');
  await page.keyboard.press('Tab');
  await go(page, 'explain');
  const sheet = page.locator('.plan-sheet');
  await sheet.getByText('011-999-9999').waitFor();
  await sheet.getByRole('textbox', { name: '患者氏名' }).fill('例');
  await page.getByRole('button', { name: '元に戻す' }).click();
  await sheet.getByText('011-000-0000').waitFor();
  assert.equal(await sheet.getByText('011-999-9999').count(), 0);
  assert.equal(await sheet.getByRole('textbox', { name: '患者氏名' }).innerText(), '例');
  await context.clock.setFixedTime('2026-02-02T10:00:00+09:00');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await sheet.getByText('令和8年2月2日').waitFor();
  assert.equal(await sheet.getByRole('textbox', { name: '患者氏名' }).innerText(), '例');
});

for (const width of [1280, 375]) {
  scenario(`the form of 患者説明 at ${width}`, async ({ page, url }) => {
    await begin(page, url, example(), 'explain');
    await page.locator('.plan-sheet').waitFor();
    await fitsWidth(page);
    await screenshots(page, `late-explain-${width}`);
  }, { width, height: 812 });
}
