// The shell around the form: headers, first load, manifest, offline use, updates, and what is said when it cannot run.

import assert from 'node:assert/strict';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';

import {
  BASE_URL, DIST, accessible, booted, copyOfApp, fitsWidth, offlineReady, open, scenario, screenshots,
} from './harness.mjs';

/** A request with exactly this path and these headers: `fetch` would tidy both up. */
function raw(path, headers = {}, method = 'GET') {
  const { hostname, port } = new URL(BASE_URL);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers, method }, (response) => {
      response.resume();
      response.on('end', () => resolve(response));
    });
    asked.on('error', reject);
    asked.end();
  });
}

const files = async () => JSON.parse(await readFile(join(DIST, 'files.json'), 'utf8')).files;
const hashed = async (ending) => (await files()).find((file) => file.startsWith('assets/app-') && file.endsWith(ending));

test('every answer carries the security headers', async () => {
  for (const path of ['/', `/${await hashed('.wasm')}`, '/service-worker.js', '/nowhere']) {
    const { headers } = await raw(path);
    assert.equal(
      headers['content-security-policy'],
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      path,
    );
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
    assert.equal(headers['referrer-policy'], 'no-referrer', path);
  }
});

test('files have their types, and only those named by content are kept for good', async () => {
  const expected = {
    '/': ['text/html; charset=utf-8', 'no-cache'],
    '/service-worker.js': ['text/javascript; charset=utf-8', 'no-cache'],
    '/manifest.webmanifest': ['application/manifest+json; charset=utf-8', 'no-cache'],
    [`/${await hashed('.wasm')}`]: ['application/wasm', 'public, max-age=31536000, immutable'],
    [`/${await hashed('.css')}`]: ['text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
  };
  for (const [path, [type, cache]] of Object.entries(expected)) {
    const { headers } = await raw(path);
    assert.deepEqual([headers['content-type'], headers['cache-control']], [type, cache], path);
  }
});

test('packed copies go to those who take them', async () => {
  const path = `/${await hashed('.wasm')}`;
  const packed = await raw(path, { 'accept-encoding': 'gzip, br' });
  assert.equal(packed.headers['content-encoding'], 'gzip');
  const plain = await raw(path);
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.ok(Number(packed.headers['content-length']) < Number(plain.headers['content-length']));
});

test('no address leads out of the served folder', async () => {
  for (const path of ['/../Cargo.toml', '/%2e%2e/Cargo.toml', '/assets/../../Cargo.toml', '//etc/passwd', '/assets/']) {
    assert.equal((await raw(path)).statusCode, 404, path);
  }
  assert.equal((await raw('/', {}, 'POST')).statusCode, 405);
});

test('nothing that is served names a folder of the machine that built it', async () => {
  const local = /\/home\/|\/Users\/|\/root\/|\.cargo\/|\.rustup|rustup\/toolchains|cargo\/registry|registry\/src/;
  for (const name of await readdir(DIST, { recursive: true })) {
    if (!/\.(html|css|js|json|wasm|svg|webmanifest)$/.test(name)) continue;
    const found = (await readFile(join(DIST, name), 'latin1')).match(local);
    assert.equal(found, null, `${name}: ${found?.[0]}`);
  }
});

test('the page holds no inline script or style', async () => {
  const page = await readFile(join(DIST, 'index.html'), 'utf8');
  assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  assert.match(page, /<html lang="ja"/);
  assert.match(page, /<noscript>/);
});

scenario('the app starts without an error and asks no other server', async ({ page, url }) => {
  await open(page, url);
  // The first page waits until it is known what is kept.
  await page.locator('#app .page').waitFor();
  assert.notEqual((await page.locator('#app').innerText()).trim(), '');
  await accessible(page);
  await screenshots(page, 'shell');
}, { worker: true });

scenario('on a first visit nothing moves while what is missing arrives', async ({ page, context, url }) => {
  await context.addInitScript(() => {
    window.moved = [];
    new PerformanceObserver((list) => {
      window.moved.push(...list.getEntries().map(({ value, sources }) => [value, sources.map(({ node }) => node?.outerHTML?.slice(0, 60))]));
    }).observe({ type: 'layout-shift', buffered: true });
  });
  // Late enough for the page to be painted without it.
  await page.route(/\/assets\/(app|help)-[0-9a-f]+\.(wasm|js)$/, async (route) => {
    await page.evaluate(() => new Promise((painted) => { requestAnimationFrame(() => requestAnimationFrame(painted)); }));
    await route.continue();
  });
  await open(page, url);
  await page.locator('.guide-points').waitFor();
  await page.evaluate(() => new Promise((painted) => { requestAnimationFrame(() => requestAnimationFrame(painted)); }));
  assert.deepEqual(await page.evaluate(() => window.moved), []);
}, { width: 412, height: 823 });

scenario('the page fits a telephone', async ({ page, url }) => {
  await open(page, url);
  await fitsWidth(page);
}, { width: 375, height: 812 });

scenario('the manifest makes the app installable', async ({ page, url }) => {
  await open(page, url);
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data);
  assert.equal(manifest.lang, 'ja');
  assert.equal(manifest.display, 'standalone');
  for (const address of [manifest.start_url, manifest.scope, manifest.id]) assert.equal(address, './');
  const bitmaps = manifest.icons.filter(({ type }) => type === 'image/png');
  assert.deepEqual(bitmaps.map(({ sizes, purpose }) => `${sizes} ${purpose}`), [
    '192x192 any', '512x512 any', '512x512 maskable',
  ]);
  for (const { src, sizes } of bitmaps) {
    const size = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, new URL(src, url).href);
    assert.equal(size, sizes, src);
  }
});

scenario('after the first load everything works without a network, deep links too', async ({ page, context, url }) => {
  await open(page, url);
  await offlineReady(page);
  const kept = await page.evaluate(async () => {
    const [name] = await caches.keys();
    const requests = await (await caches.open(name)).keys();
    return requests.map((request) => request.url).sort();
  });
  assert.deepEqual(kept, (await files()).map((file) => new URL(file, url).href).sort());

  await context.setOffline(true);
  await page.reload();
  await booted(page);
  for (const path of ['?x=1', '#/f1', 'index.html']) {
    const fresh = await context.newPage();
    await open(fresh, url, path);
    await fresh.close();
  }
  const lost = await context.newPage();
  await open(lost, url, 'some/old/link#/f1');
  assert.equal(lost.url(), `${url}#/f1`);
}, { worker: true });

scenario('the whole app works with the server gone', async ({ page, context, test: t }) => {
  const copy = await copyOfApp(t);
  await open(page, copy.url);
  await offlineReady(page);
  await copy.stop();
  const fresh = await context.newPage();
  await open(fresh, copy.url, '#/f1');
}, { worker: true });

scenario('the app works below a folder of a site', async ({ page, context, test: t }) => {
  const copy = await copyOfApp(t, { prefix: '/tools/kakari/' });
  await open(page, copy.url);
  await offlineReady(page);
  await context.setOffline(true);
  await page.reload();
  await booted(page);
}, { worker: true });

/** Turns a copy into another version: a new worker, and a page that can be told from the old one. */
async function release(copy, version) {
  const change = async (name, from, to) => {
    const path = join(copy.folder, name);
    const text = await readFile(path, 'utf8');
    assert.match(text, from, name);
    await writeFile(path, text.replace(from, to));
  };
  await change('service-worker.js', /(const CACHE = PREFIX \+ ')[^']*'/, `$1${version}'`);
  await change('index.html', /<html lang="ja"( data-version="\w+")?/, `<html lang="ja" data-version="${version}"`);
}

const version = (page) => page.evaluate(() => document.documentElement.dataset.version);
const cacheNames = (page) => page.evaluate(async () => (await caches.keys()).map((name) => name.split('-').at(-1)));
const update = (page) => page.evaluate(async () => (await navigator.serviceWorker.ready).update().then(() => {}));
const updateReady = (page) => page.waitForFunction(() => window.kakariUpdate.ready);

scenario('an update waits for the word of the user, then replaces everything at once', async ({ page, context, test: t }) => {
  const copy = await copyOfApp(t);
  await release(copy, 'one');
  await open(page, copy.url);
  await offlineReady(page);
  assert.equal(await page.evaluate(() => window.kakariUpdate.ready), false);

  await release(copy, 'two');
  await page.evaluate(() => addEventListener('kakari-update-ready', () => (window.told = true)));
  await update(page);
  await updateReady(page);
  assert.equal(await page.evaluate(() => window.told), true);

  // Not agreed yet: a reload still gives the old version, and the offer stands.
  await page.reload();
  await booted(page);
  assert.equal(await version(page), 'one');
  await updateReady(page);

  // A person reads the offer, and meanwhile all is there.
  await page.waitForLoadState('networkidle');
  let loads = 0;
  page.on('load', () => (loads += 1));
  await Promise.all([page.waitForEvent('load'), page.evaluate(() => window.kakariUpdate.apply())]);
  await booted(page);
  await offlineReady(page);
  assert.equal(await version(page), 'two');
  assert.deepEqual(await cacheNames(page), ['two']);
  await page.waitForTimeout(500);
  assert.equal(loads, 1, 'one reload');

  await context.setOffline(true);
  await page.reload();
  await booted(page);
  assert.equal(await version(page), 'two');
}, { worker: true });

scenario('a second tab is not reloaded under the hands of the user', async ({ page, context, test: t }) => {
  const copy = await copyOfApp(t);
  await release(copy, 'one');
  await open(page, copy.url);
  await offlineReady(page);
  const second = await context.newPage();
  await open(second, copy.url);
  await offlineReady(second);

  await release(copy, 'two');
  await update(page);
  await updateReady(page);
  await second.evaluate(() => (window.typed = 'kept'));
  await Promise.all([page.waitForEvent('load'), page.evaluate(() => window.kakariUpdate.apply())]);
  await booted(page);
  await updateReady(second);
  assert.equal(await second.evaluate(() => window.typed), 'kept');
  await Promise.all([second.waitForEvent('load'), second.evaluate(() => window.kakariUpdate.apply())]);
  await booted(second);
  assert.equal(await version(second), 'two');
}, { worker: true });

scenario('an update that does not arrive whole leaves the old version working', async ({ page, context, tolerate, test: t }) => {
  const copy = await copyOfApp(t);
  await release(copy, 'one');
  await open(page, copy.url);
  await offlineReady(page);

  await release(copy, 'two');
  await rm(join(copy.folder, await hashed('.wasm')));
  tolerate(/service-worker|Failed to load resource|ServiceWorker/);
  await update(page).catch(() => {});
  await page.waitForTimeout(1000);
  assert.equal(await page.evaluate(() => window.kakariUpdate.ready), false);
  await context.setOffline(true);
  await page.reload();
  await booted(page);
  assert.equal(await version(page), 'one');
}, { worker: true });

const failed = (page) => page.waitForSelector('html[data-boot=failed]', { state: 'attached' });

scenario('without WebAssembly the page says so and what to do', async ({ page, url, tolerate }) => {
  tolerate(/no WebAssembly/);
  await page.addInitScript(() => delete window.WebAssembly);
  await page.goto(url);
  await failed(page);
  const alert = page.getByRole('alert');
  assert.match(await alert.innerText(), /このブラウザーでは動きません[^]*WebAssembly[^]*新しい版で開いてください/);
  await accessible(page);
  await screenshots(page, 'shell-refused');
});

scenario('with a file missing the page says so and offers to read again', async ({ page, url, tolerate }) => {
  tolerate(/Failed to (load resource|fetch)|TypeError/);
  const module = new RegExp(`${await hashed('.js')}$`);
  await page.route(module, (route) => route.abort());
  await page.goto(url);
  await failed(page);
  assert.match(await page.getByRole('alert').innerText(), /読み込めませんでした/);
  await accessible(page);
  await page.unroute(module);
  await page.getByRole('button', { name: '読み直す' }).click();
  await page.waitForSelector('html[data-boot=ready]', { state: 'attached' });
});

scenario('after a crash the typed text stays in view, with a way on', async ({ page, url, tolerate }) => {
  tolerate(/unreachable/);
  await open(page, url);
  // Says that it works without a network as soon as it does.
  await offlineReady(page);
  await page.getByText('通信がなくても使えます').waitFor();
  const before = await page.locator('#app').innerText();
  await page.evaluate(() => setTimeout(() => {
    // A module whose only function traps, as a Rust panic does.
    const trap = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11];
    new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(trap)));
  }));
  await page.waitForSelector('html[data-boot=crashed]', { state: 'attached' });
  assert.match(await page.getByRole('alert').innerText(), /不具合で止まりました/);
  assert.equal(await page.locator('#app').innerText(), before);
}, { worker: true });

scenario('without JavaScript the page says so', async ({ page, url }) => {
  await page.goto(url);
  assert.match(await page.locator('body').innerText(), /JavaScript を有効にして/);
}, { context: { javaScriptEnabled: false } });
