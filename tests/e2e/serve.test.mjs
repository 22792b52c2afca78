// `kakari serve`: the app from inside the program, below a path, on this machine.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

import { arrived, begin, control, eventually, example, fresh, kept, reload, type } from './app.mjs';
import { BASE_URL, DIST, booted, offlineReady, open, scenario } from './harness.mjs';

const { KAKARI } = process.env;

/** Starts `kakari serve` below a path on a free port; gives the address and a way to end it as Ctrl+C does. */
async function serve(t, ...more) {
  const child = spawn(KAKARI, ['serve', '--port', '0', '--path', '/iryo/kakari/', ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGINT');
    return ended;
  };
  t.after(stop);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = line.match(/^ {2}(http:\S+)$/)?.[1];
    if (url) return { url, stop };
  }
  throw new Error('kakari serve ended without an address');
}

/** The bytes under an address as they are sent, with the status and headers. */
const raw = (url, headers = {}) => new Promise((resolve, reject) => {
  const asked = request(url, { headers }, async (response) => {
    const parts = [];
    for await (const part of response) parts.push(part);
    resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) });
  });
  asked.on('error', reject);
  asked.end();
});

const sums = async () => (await readFile(join(DIST, 'SHA256SUMS'), 'utf8')).trim().split('\n').map((line) => line.split('  '));
const sum = (bytes) => createHash('sha256').update(bytes).digest('hex');

test('every file inside the program is the file of dist, byte for byte', async (t) => {
  const { url } = await serve(t);
  const all = await sums();
  assert.ok(all.length > 300, `${all.length} files`);
  for (const [wanted, path] of all) {
    const { status, body } = await raw(url + path);
    assert.deepEqual([status, sum(body)], [200, wanted], path);
  }
  assert.deepEqual((await raw(`${url}SHA256SUMS`)).body, await readFile(join(DIST, 'SHA256SUMS')));
});

test('the packed copy goes to those who take it', async (t) => {
  const { url } = await serve(t);
  const [, path] = (await sums()).find(([, name]) => /^assets\/app-.*\.wasm$/.test(name));
  const { headers, body } = await raw(url + path, { 'accept-encoding': 'gzip' });
  assert.equal(headers['content-encoding'], 'gzip');
  assert.deepEqual(body, await readFile(join(DIST, `${path}.gz`)));
});

test('the headers are those of the server of the other tests', async (t) => {
  const { url } = await serve(t);
  const [, script] = (await sums()).find(([, name]) => /^assets\/boot-.*\.js$/.test(name));
  for (const path of ['', script, 'service-worker.js', 'icons/icon.svg', 'rules/K104/', 'nowhere']) {
    const [here, there] = await Promise.all([raw(url + path), raw(BASE_URL + path)]);
    for (const { headers } of [here, there]) delete headers.date;
    assert.deepEqual([here.status, here.headers], [there.status, there.headers], path);
  }
});

test('a page of a foreign name that leads to this machine gets nothing', async (t) => {
  const { url } = await serve(t);
  const { host } = new URL(url);
  assert.equal((await raw(url, { host })).status, 200);
  assert.equal((await raw(url, { host: host.replace('127.0.0.1', 'localhost') })).status, 200);
  const foreign = await raw(url, { host: host.replace('127.0.0.1', 'kakari.example') });
  assert.equal(foreign.status, 421);
  assert.doesNotMatch(foreign.body.toString(), /<html/);
});

test('Ctrl+C ends it', async (t) => {
  const { url, stop } = await serve(t);
  const [, signal] = await stop();
  assert.equal(signal, 'SIGINT');
  await assert.rejects(raw(url), { code: 'ECONNREFUSED' });
});

scenario('below a path the app loads, keeps a draft, and goes on after the server has ended', async ({ page, context, test: t }) => {
  const { url, stop } = await serve(t);
  assert.ok(url.endsWith('/iryo/kakari/'));
  await fresh(page, url);
  await page.getByRole('button', { name: 'はじめる' }).click();
  await arrived(page, 'target');
  await page.evaluate(() => { location.hash = '#/facility'; });
  await arrived(page, 'facility');
  await type(page, '医療機関の名称', '離島の診療所');
  assert.equal((await kept(page)).facility.name, '離島の診療所');
  await reload(page);
  await arrived(page, 'facility');
  assert.equal(await control(page, 'facility.name').inputValue(), '離島の診療所');

  await offlineReady(page);
  await page.close();
  await stop();
  // A deep link, a page below the app, and the draft, all from what the browser keeps.
  const later = await context.newPage();
  await open(later, url, '#/f1');
  await arrived(later, 'f1');
  await later.goto(`${url}rules/K104/`);
  assert.match(await later.locator('h1').innerText(), /K104/);
  await open(later, url, '#/facility');
  await arrived(later, 'facility');
  assert.equal(await control(later, 'facility.name').inputValue(), '離島の診療所');
}, { worker: true });

scenario('the top of the server leads to the app below its path', async ({ page, test: t }) => {
  const { url } = await serve(t);
  await page.goto(new URL('/', url).href);
  await booted(page);
  assert.equal(page.url().split('#')[0], url);
});

scenario('the app from a folder is the same app', async ({ page, test: t }) => {
  const { url } = await serve(t, '--folder', DIST);
  await begin(page, url, example(), 'f1');
  await eventually(() => page.locator('.page[data-step="f1"]').count(), 1);
});

test('what a page loads by a tag has the hash of the file, as integrity.json has of all', async () => {
  const { files } = JSON.parse(await readFile(join(DIST, 'integrity.json'), 'utf8'));
  for (const [path, hash] of Object.entries(files)) {
    const bytes = await readFile(join(DIST, path));
    assert.equal(hash, `sha384-${createHash('sha384').update(bytes).digest('base64')}`, path);
  }
  for (const [name, count] of [['index.html', 5], ['embed.html', 3]]) {
    const page = await readFile(join(DIST, name), 'utf8');
    const tags = [...page.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+\.(?:js|css))"[^>]*>/g)];
    assert.equal(tags.length, count, name);
    for (const [tag, path] of tags) assert.ok(tag.includes(`integrity="${files[path]}"`), tag);
  }
});

for (const name of ['boot', 'app', 'keep']) {
  scenario(`a script that was changed on its way is not run: ${name}.js`, async ({ page, url, tolerate }) => {
    tolerate(/integrity|Failed to fetch dynamically imported module/);
    const pattern = new RegExp(`/assets/${name}-\\w+\\.js$`);
    let changed = 0;
    await page.route(pattern, async (route) => {
      const response = await route.fetch();
      changed += 1;
      await route.fulfill({ response, body: `window.evil = true;\n${await response.text()}` });
    });
    const [refused] = await Promise.all([
      page.waitForEvent('console', (message) => /integrity/.test(message.text())),
      page.goto(url),
    ]);
    assert.match(refused.text(), /integrity/);
    await page.waitForLoadState();
    assert.ok(changed > 0);
    assert.equal(await page.evaluate(() => window.evil), undefined);
    assert.notEqual(await page.evaluate(() => document.documentElement.dataset.boot), 'ready');
  });
}
