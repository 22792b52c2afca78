// The pages of rules and items: static, readable without a network and without a script, at both widths.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';
import { test } from 'node:test';

import {
  BASE_URL, DIST, WIDTHS, accessible, booted, copyOfApp, fitsWidth, offlineReady, open, printed, scenario, screenshots,
} from './harness.mjs';

const INDEXES = ['rules/', 'items/', 'words/'];
const PAGES = ['rules/K104/', 'rules/KF01/', 'rules/KX01/', 'items/f1.generalist/', 'items/f1.diseases/'];

const files = async () => JSON.parse(await readFile(join(DIST, 'files.json'), 'utf8')).files;
const heading = (page) => page.getByRole('heading', { level: 1 });

for (const width of WIDTHS) {
  scenario(`the pages are accessible and fit ${width} px`, async ({ page, url }) => {
    for (const path of [...INDEXES, ...PAGES]) {
      const response = await page.goto(url + path);
      assert.equal(response.status(), 200, path);
      await accessible(page);
      await fitsWidth(page);
    }
  }, { width, height: 812 });
}

scenario('pages are looked at', async ({ page, url }) => {
  for (const path of [...INDEXES, ...PAGES]) {
    await page.goto(url + path);
    await screenshots(page, `pages-${path.replaceAll(/\W+/g, '-')}`);
  }
});

scenario('no page is wider than a telephone', async ({ page, url }) => {
  const pages = (await files()).filter((file) => /^(rules|items)\//.test(file));
  assert.ok(pages.length > 150, `${pages.length} pages`);
  for (const path of pages) {
    await page.goto(url + path);
    await fitsWidth(page);
  }
}, { width: 375, height: 812 });

scenario('a rule leads to its items, an item to its rules, and all to the app', async ({ page, url }) => {
  await page.goto(`${url}rules/`);
  await page.getByRole('link', { name: /^K104 / }).click();
  assert.equal(page.url(), `${url}rules/K104/`);
  assert.match(await heading(page).innerText(), /K104/);
  await page.locator('#items a').first().click();
  assert.equal(page.url(), `${url}items/f1.generalist.fte/`);
  await page.locator('#rules').getByRole('link', { name: /^K104 / }).click();
  assert.equal(page.url(), `${url}rules/K104/`);
  await page.getByRole('link', { name: '下書きチェッカーに戻る' }).click();
  await booted(page);
  assert.equal(page.url().split('#')[0], url);
});

scenario('the first Tab leads past the head of the page', async ({ page, url }) => {
  await page.goto(`${url}rules/K104/`);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: '本文へ移動' });
  assert.ok(await skip.evaluate((link) => link === document.activeElement));
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
});

scenario('after a visit to the app the pages open without a network', async ({ page, context, url }) => {
  await open(page, url);
  await offlineReady(page);
  await context.setOffline(true);
  for (const path of [...INDEXES, ...PAGES, 'rules/K104/index.html', 'rules/K104/?from=app#sources']) {
    await page.goto(url + path);
    assert.equal(page.url(), url + path);
    assert.notEqual((await heading(page).innerText()).trim(), '', path);
    assert.equal(await page.evaluate(() => document.styleSheets.length), 1, path);
  }
  // A page that is not there leads to the app, as any other unknown address does.
  await page.goto(`${url}rules/K999/`);
  await booted(page);
  assert.equal(page.url(), url);
}, { worker: true });

scenario('below a folder of a site, and with the server gone, the pages open too', async ({ page, test: t }) => {
  const copy = await copyOfApp(t, { prefix: '/tools/kakari/' });
  await open(page, copy.url);
  await offlineReady(page);
  await copy.stop();
  await page.goto(`${copy.url}items/f1.generalist/`);
  await page.locator('#rules').getByRole('link', { name: /^K104 / }).click();
  assert.match(await heading(page).innerText(), /K104/);
  await page.getByRole('link', { name: '下書きチェッカーに戻る' }).click();
  await booted(page);
  assert.equal(page.url().split('#')[0], copy.url);
}, { worker: true });

/** A host that keeps to folder addresses: it sends whoever asks for `index.html` on to its folder. */
async function redirectingHost(t) {
  const { headers } = await fetch(BASE_URL);
  const types = { html: 'text/html', css: 'text/css', js: 'text/javascript', wasm: 'application/wasm', svg: 'image/svg+xml' };
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url, 'http://127.0.0.1');
    if (pathname.endsWith('/index.html')) {
      response.writeHead(308, { location: pathname.slice(0, -'index.html'.length) }).end();
      return;
    }
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const content = await readFile(join(DIST, normalize(path))).catch(() => null);
    response.writeHead(content ? 200 : 404, {
      'content-type': types[path.split('.').at(-1)] ?? 'application/octet-stream',
      'content-security-policy': headers.get('content-security-policy'),
    }).end(content ?? '');
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const stop = () => new Promise((closed) => {
    server.close(closed);
    server.closeAllConnections();
  });
  t.after(() => server.listening && stop());
  return { url: `http://127.0.0.1:${server.address().port}/`, stop };
}

scenario('a host that redirects index.html to its folder does not break the kept pages', async ({ page, test: t }) => {
  const host = await redirectingHost(t);
  await open(page, host.url);
  await offlineReady(page);
  await host.stop();
  await page.goto(`${host.url}rules/K104/`);
  assert.match(await heading(page).innerText(), /K104/);
}, { worker: true });

scenario('the pages need no script', async ({ page, url }) => {
  await page.goto(`${url}rules/K104/`);
  assert.match(await page.locator('main').innerText(), /総合診療専門医[^]*別表第八 第二 三[^]*確認した時点/);
}, { context: { javaScriptEnabled: false } });

scenario('printed, a page is text without links to click', async ({ page, url }) => {
  await page.goto(`${url}rules/K104/`);
  const text = (await printed(page)).join('\n').replaceAll(/\s/g, '');
  assert.match(text, /K104/);
  assert.match(text, /laws\.e-gov\.go\.jp/);
  assert.doesNotMatch(text, /下書きチェッカーに戻る/);
});

test('every page is kept for offline use, after the files of the app', async () => {
  const list = await files();
  const late = /^(rules|items|words)\/|^assets\/pages-|^help\.json$/;
  const first = list.findIndex((file) => late.test(file));
  assert.ok(list.slice(first).every((file) => late.test(file)), 'at the end');
  for (const app of ['./', 'manifest.webmanifest']) assert.ok(list.indexOf(app) < first, app);
});
