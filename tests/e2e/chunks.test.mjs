// Code splitting: a chunk of the program that fails, comes late, or is of another version.

import assert from 'node:assert/strict';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { arrived, begin, control, example, field, go, kept, more } from './app.mjs';
import { DIST, accessible, booted, copyOfApp, fitsWidth, offlineReady, open, scenario, screenshots } from './harness.mjs';

const LATE = /\/split_late-[0-9a-f]+\.wasm$/;

const again = (page) => page.getByRole('main').getByRole('button', { name: 'もう一度読み込む' });
const why = (page) => page.locator('#status details.status-why');

scenario('a chunk that cannot be loaded says so in its place, leaves the form usable, and is loaded on the next try', async ({ page, url, tolerate }) => {
  tolerate(/ERR_FAILED|Failed to (load|fetch)/);
  await page.route(LATE, (route) => route.abort());
  await begin(page, url, example(), 'facility');
  await control(page, 'facility.phone').fill('011-222-2222');
  await page.keyboard.press('Tab');
  assert.equal(await why(page).count(), 0, 'what the chunk has is absent, and nothing else');
  await go(page, 'review');
  await page.getByRole('alert').getByText('この画面を読み込めませんでした。').waitFor();
  await accessible(page);
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 812 });
    await fitsWidth(page);
  }
  await screenshots(page, 'chunks-not-loaded');
  await page.setViewportSize({ width: 1280, height: 900 });
  // Still without the network.
  await again(page).click();
  await again(page).waitFor();
  await page.unroute(LATE);
  await again(page).click();
  await page.getByRole('heading', { name: '確認', level: 1 }).waitFor();
  await page.locator('.answers').first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.closest('main') !== null), true, 'the focus is on the screen');
  assert.equal((await kept(page)).facility.phone, '011-222-2222');
  // On a telephone it is folded.
  await page.setViewportSize({ width: 1280, height: 812 });
  await go(page, 'f1');
  await why(page).first().waitFor();
});

scenario('what the chunk has appears by itself once the network is back', async ({ page, url, tolerate }) => {
  tolerate(/ERR_FAILED|Failed to (load|fetch)/);
  await page.route(LATE, (route) => route.abort());
  await begin(page, url, example(), 'f1');
  const asked = await more(page, 'f1.function');
  await asked.getByText('読み込めませんでした').waitFor();
  await page.unroute(LATE);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await asked.locator('.facts').waitFor();
  await why(page).first().waitFor();
});

scenario('all that a first visit fetches until the first screen can be used is within the limit of the first load', async ({ page, url }) => {
  // What comes after the first screen is held back for good.
  const isLater = (address) => /\/(split_|chunk_|late-|notice-)[^/]*$/.test(address);
  await page.route(isLater, () => {});
  const fetched = new Set();
  page.on('request', (request) => {
    if (!isLater(request.url())) fetched.add(new URL(request.url()).pathname.slice(1) || 'index.html');
  });
  await open(page, url);
  await page.getByRole('link', { name: '次へ' }).click();
  await page.getByRole('heading', { name: /2\/3$/ }).waitFor();
  await page.getByRole('link', { name: '案内をとばす' }).click();
  await page.getByRole('button', { name: 'はじめる' }).waitFor();
  const sizes = await Promise.all([...fetched].map(async (path) => {
    const packed = await readFile(join(DIST, `${path}.gz`)).catch(() => readFile(join(DIST, path)));
    return packed.length;
  }));
  const limit = /^first_load = (\d+)/m.exec(await readFile(new URL('../../crates/xtask/size.toml', import.meta.url), 'utf8'));
  const sum = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(sum > 100_000 && sum <= Number(limit[1]), `${sum} bytes: ${[...fetched].join(' ')}`);
});

scenario('until a chunk is there its screen has its heading and says that it is being loaded', async ({ page, url }) => {
  let pass;
  const held = new Promise((resolve) => { pass = resolve; });
  await page.route(LATE, async (route) => {
    await held;
    await route.continue();
  });
  await begin(page, url, example(), 'f1', { late: false });
  await page.evaluate(() => { location.hash = '#/export'; });
  const heading = page.getByRole('heading', { name: '書き出し', level: 1 });
  await heading.waitFor();
  assert.equal(await heading.evaluate((own) => own === document.activeElement), true);
  await page.getByRole('status').getByText('読み込んでいます…').waitFor();
  await accessible(page);
  pass();
  await page.getByRole('button', { name: 'Excelファイル(.xlsx)' }).waitFor();
  assert.equal(await page.getByText('読み込んでいます…').count(), 0);
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
});

scenario('a chunk of another build is refused by its integrity', async ({ page, url, tolerate }) => {
  tolerate(/integrity|Failed to fetch/);
  const name = (await readdir(join(DIST, 'assets'))).find((file) => LATE.test(`/${file}`));
  const other = await readFile(join(DIST, 'assets', name));
  other[other.length - 1] ^= 1;
  await page.route(LATE, (route) => route.fulfill({ body: other, contentType: 'application/wasm' }));
  await begin(page, url, example(), 'notice');
  await page.getByRole('alert').getByText('この画面を読み込めませんでした。').waitFor();
  await page.unroute(LATE);
  await again(page).click();
  await page.locator('.notice-view').waitFor();
});

scenario('two tabs on two versions: one that is loaded goes on, one that lacks its chunk says so and offers the new version', async ({ page, context, tolerate, test: t }) => {
  tolerate(/404|Failed to load resource/);
  const copy = await copyOfApp(t);
  const files = await readdir(join(copy.folder, 'assets'));
  await open(page, copy.url);
  await offlineReady(page);
  const whole = await context.newPage();
  await begin(whole, copy.url, example(), 'f1');
  await why(whole).first().waitFor();
  // This tab begins to load its chunk only after the update.
  const lacking = await context.newPage();
  await lacking.addInitScript(() => {
    // The name of a window outlasts its reload.
    if (window.name === 'passed') return;
    const load = window.fetch;
    const held = new Promise((resolve) => { window.pass = resolve; });
    window.fetch = async (address, options) => {
      if (!/split_late-/.test(address)) return load(address, options);
      await held;
      // Nor does the browser itself have it any more.
      return load(address, { ...options, cache: 'reload' });
    };
  });
  await open(lacking, copy.url, '#/f1');

  // The new version has another chunk, under another name.
  const old = files.find((file) => LATE.test(`/${file}`));
  const renamed = old.replace(/-[0-9a-f]+/, '-00000000000000aa');
  await writeFile(join(copy.folder, 'assets', renamed), await readFile(join(copy.folder, 'assets', old)));
  await Promise.all([old, `${old}.gz`].map((file) => rm(join(copy.folder, 'assets', file))));
  for (const file of [...files.filter((name) => /^program-/.test(name)).map((name) => `assets/${name}`), 'service-worker.js']) {
    const path = join(copy.folder, file);
    const text = (await readFile(path, 'utf8')).replaceAll(old, renamed);
    await writeFile(path, file === 'service-worker.js' ? text.replace(/(CACHE = PREFIX \+ ')[^']*/, '$1two') : text);
  }
  // What is changed no longer has the integrity that the page names.
  const index = join(copy.folder, 'index.html');
  await writeFile(index, (await readFile(index, 'utf8')).replaceAll(/ integrity="[^"]*"/g, ''));
  await page.evaluate(async () => { await (await navigator.serviceWorker.ready).update(); });
  await page.waitForFunction(() => window.kakariUpdate.ready);
  await Promise.all([page.waitForEvent('load'), page.evaluate(() => window.kakariUpdate.apply())]);
  await booted(page);

  await go(whole, 'review');
  await whole.locator('.answers').first().waitFor();
  await lacking.evaluate(() => {
    window.name = 'passed';
    window.pass();
  });
  await go(lacking, 'review');
  await lacking.getByRole('alert').getByText('この画面を読み込めませんでした。').waitFor();
  await lacking.waitForFunction(() => window.kakariUpdate.ready);
  await Promise.all([lacking.waitForEvent('load'), lacking.evaluate(() => window.kakariUpdate.apply())]);
  await booted(lacking);
  await arrived(lacking, 'review');
  await lacking.locator('.answers').first().waitFor();
}, { worker: true });

scenario('below a folder of a site and without the network the chunks are there', async ({ page, context, test: t }) => {
  const copy = await copyOfApp(t, { prefix: '/pref/kakari/' });
  await open(page, copy.url);
  await offlineReady(page);
  await copy.stop();
  await context.setOffline(true);
  await page.goto(`${copy.url}#/help`);
  await booted(page);
  await page.locator('.year [aria-current=date]').waitFor();
}, { worker: true });
