// embed.html: the checker in an iframe, and the talk with the page around it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { native } from '../cases/cases.mjs';
import { cases, download, eventually, example, onDay } from './app.mjs';
import { step } from './element.mjs';
import { BASE_URL, DIST, accessible, fitsWidth, scenario, screenshots } from './harness.mjs';
import { page as pageOf, site } from './hosts.mjs';

const { KAKARI } = process.env;

/** Notes every message that comes to the page, whoever sends it, and the events that kakari-frame.js makes of them. */
const LISTENER = `window.messages = [];
window.events = [];
addEventListener('message', ({ data, origin }) => window.messages.push({ data, origin }));
for (const type of ['kakari-ready', 'kakari-change', 'kakari-result', 'kakari-export']) {
  document.addEventListener(type, ({ detail }) => window.events.push({ type, detail }));
}`;

/**
 * Two origins: the checker with a configuration, and a page that holds it. `query` gets the origin of the page;
 * `origins` says whom the configuration names.
 */
async function framed(t, { query = () => 'mode=quick&src=kakari.json', origins = (host) => [host], sandbox = true, more = {}, frames = 1 } = {}) {
  const modules = await site(t, {}, { app: true });
  const host = await site(t, {});
  modules.files['/kakari.json'] = JSON.stringify({ format: 'kakari-prefecture', version: 1, name: '例示県', origins: origins(host.origin) });
  const source = `${modules.url}embed.html?${query(host.origin, modules.origin)}`.replaceAll('&', '&amp;');
  const attributes = sandbox ? ' sandbox="allow-scripts allow-downloads"' : '';
  host.files['/'] = {
    body: pageOf(`<iframe data-kakari title="チェッカー" src="${source}"${attributes}></iframe>`.repeat(frames), { scripts: ['/listener.js', `${modules.url}embed/kakari-frame.js`, '/own.js'], styles: ['/own.css'] }),
    headers: { 'content-security-policy': `default-src 'self'; script-src 'self' ${modules.origin}; style-src 'self'; frame-src ${modules.origin}` },
  };
  Object.assign(host.files, {
    '/listener.js': LISTENER,
    '/own.js': `import { setInFrame } from '${modules.url}embed/kakari-frame.js';\nwindow.setInFrame = setInFrame;`,
    '/own.css': 'iframe { border: 0; width: 100%; height: 200px }',
    ...more,
  });
  return { modules, host, url: host.url };
}

/** The checker in the frame, once its first screen is there. */
async function inside(page, at = 0) {
  const element = page.frameLocator('iframe').nth(at).locator('kakari-checker');
  await element.locator('.root[data-state="ready"]').waitFor();
  return element;
}

const events = (page, type) => page.evaluate((name) => window.events.filter((one) => one.type === name), type);
const messages = (page) => page.evaluate(() => window.messages);

/** A round trip through the frame's own event loop and the page's, after which nothing is still on its way. */
async function settled(page) {
  await page.frames().at(-1).evaluate(() => new Promise((done) => setTimeout(done)));
  await page.evaluate(() => new Promise((done) => setTimeout(done)));
}

scenario('in a sandbox it works, tells its height and its result, and hands over its file', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  const { url } = await framed(t);
  await page.goto(url);
  const element = await inside(page);
  await page.waitForFunction(() => parseInt(document.querySelector('iframe').style.height, 10) > 400);
  const height = await page.evaluate(() => document.querySelector('iframe').clientHeight);
  assert.ok(await page.frames()[1].evaluate((high) => document.documentElement.scrollHeight <= high, height), 'nothing has to be scrolled inside');
  // It has no origin there, and so no storage; and says so.
  assert.equal(await page.frames()[1].evaluate(() => self.origin), 'null');
  assert.match(await page.frames()[1].evaluate(() => document.body.innerText), /この枠の中にも保存されません/);
  await element.getByRole('radio', { name: '特定機能病院' }).check();
  await eventually(async () => (await events(page, 'kakari-change')).at(-1)?.detail.id, 'facility.exclusion');
  await eventually(async () => (await events(page, 'kakari-result')).at(-1)?.detail.result.target.status, 'not_target');
  await element.getByRole('button', { name: '次へ' }).click();
  const { name } = await download(page, () => element.getByRole('button', { name: '下書きファイルを保存する' }).click());
  assert.match(name, /\.kakari\.json$/);
  await eventually(async () => (await events(page, 'kakari-export')).at(-1)?.detail.name, name);
  assert.ok((await messages(page)).every(({ origin }) => origin === 'null'));
  await accessible(page, 'host');
  await screenshots(page, 'embed-host');
  await page.setViewportSize({ width: 375, height: 812 });
  await fitsWidth(page);
});

scenario('the page around it hands in a draft and attributes, before and after it is there', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  const early = `import { setInFrame } from '%MODULES%embed/kakari-frame.js';
setInFrame(document.querySelector('iframe'), 'draft', ${JSON.stringify(JSON.stringify(example()))});`;
  const { host, modules, url } = await framed(t);
  host.files['/early.js'] = early.replace('%MODULES%', modules.url);
  host.files['/'].body = host.files['/'].body.replace('</head>', '<script type="module" src="/early.js"></script></head>');
  await page.goto(url);
  await inside(page);
  await eventually(async () => (await events(page, 'kakari-result')).at(-1)?.detail.result.function1.status, 'has');
  const set = (name, value) => page.evaluate(([key, given]) => window.setInFrame(document.querySelector('iframe'), key, given), [name, value]);
  await set('deadline', '2026-02-10');
  await set('draft', example({ 'f1.posted': 'no' }));
  await eventually(async () => (await events(page, 'kakari-result')).at(-1)?.detail.result.function1.status, 'lacks');
  await eventually(async () => (await events(page, 'kakari-result')).at(-1)?.detail.deadline, '2026-02-10');
  // What is no draft is refused inside, in words.
  await set('draft', '<!doctype html>');
  await page.frameLocator('iframe').locator('.troubles', { hasText: 'HTMLのようです' }).waitFor();
});

scenario('a page that the configuration does not name hears nothing and is not listened to', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  const { url } = await framed(t, { origins: () => ['https://www.pref.example.lg.jp'] });
  await page.goto(url);
  const element = await inside(page);
  await page.evaluate(() => window.frames[0].postMessage({ type: 'kakari-set', name: 'mode', value: 'notice' }, '*'));
  await element.getByRole('radio', { name: '特定機能病院' }).check();
  await element.locator('.so-far', { hasText: '対象外' }).waitFor();
  await element.evaluate((own) => own.result ?? new Promise((done) => own.addEventListener('kakari-result', done)));
  await settled(page);
  assert.deepEqual(await messages(page), []);
  assert.equal(await element.locator('.root').getAttribute('data-mode'), 'quick');
});

scenario('a page that lies about its origin hears nothing', async ({ page, context, tolerate, test: t }) => {
  // The browser says on the console that the message was for another.
  tolerate(/Failed to execute 'postMessage'/);
  await onDay(context, '2026-02-01');
  const named = 'http://127.0.0.1:1';
  const { url } = await framed(t, { origins: () => [named], query: () => `mode=quick&src=kakari.json&parent=${encodeURIComponent(named)}` });
  await page.goto(url);
  const element = await inside(page);
  await page.evaluate((origin) => window.frames[0].postMessage({ type: 'kakari-set', name: 'mode', value: 'notice', origin }, '*'), named);
  await element.getByRole('radio', { name: '特定機能病院' }).check();
  await element.evaluate((own) => own.result ?? new Promise((done) => own.addEventListener('kakari-result', done)));
  await settled(page);
  assert.deepEqual(await messages(page), []);
  assert.equal(await element.locator('.root').getAttribute('data-mode'), 'quick');
});

scenario('messages of other shapes, and names that are not for the page to set, change nothing', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  page.on('dialog', () => assert.fail('a script ran'));
  const { url } = await framed(t);
  await page.goto(url);
  const element = await inside(page);
  const before = await element.evaluate(({ draftText }) => draftText);
  await page.evaluate(() => {
    const send = (message) => window.frames[0].postMessage(message, '*');
    for (const message of [null, 5, 'kakari-set', [], {}, { type: 'kakari-set' }, { type: 'kakari-set', name: 'src', value: 'https://evil.example/' },
      { type: 'kakari-set', name: 'onclick', value: 'alert(1)' }, { type: 'kakari-set', name: 'innerHTML', value: '<img src=x onerror=alert(1)>' },
      { type: 'kakari-set', name: '__proto__', value: { polluted: 1 } }, { type: 'kakari-set', name: 'draft', value: 5 },
      { type: 'kakari-set', name: 'deadline', value: { toString: 1 } }, { type: 'kakari-set', name: 'contact', value: '<img src=x onerror=alert(1)>' }]) send(message);
  });
  // The last one is in order: messages come in order, so all were looked at by then.
  await eventually(() => element.getAttribute('contact'), '<img src=x onerror=alert(1)>');
  await element.locator('.root[data-state="ready"]').waitFor();
  assert.equal(await element.evaluate(({ draftText }) => draftText), before);
  assert.deepEqual(await element.evaluate((own) => own.getAttributeNames().sort()), ['contact', 'mode', 'src']);
  await element.getByRole('radio', { name: '特定機能病院' }).check();
  await element.getByRole('button', { name: '次へ' }).click();
  await element.locator('.calendar', { hasText: '<img src=x' }).waitFor();
  assert.equal(await element.locator('img').count(), 0);
});

scenario('a page ignores what other windows and frames say in the name of the checker', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  const liar = `for (const type of ['kakari-height', 'kakari-result', 'kakari-export']) parent.postMessage({ type, height: 9999, detail: { result: 'forged' } }, '*');
parent.postMessage('told', '*');`;
  const { host, modules, url } = await framed(t, { more: { '/liar.html': '<!doctype html><title>?</title><script src="/liar.js"></script>', '/liar.js': liar } });
  // A frame that is ours by its address, and has gone to another origin.
  modules.files['/moved.html'] = { status: 302, headers: { location: `${host.url}liar.html` } };
  host.files['/'].headers['content-security-policy'] = host.files['/'].headers['content-security-policy'].replace('frame-src', "frame-src 'self'");
  await page.goto(url);
  await inside(page);
  await page.waitForFunction(() => document.querySelector('iframe').style.height !== '');
  await page.evaluate((ours) => {
    for (const [source, marked] of [['/liar.html', false], [`${ours}moved.html`, true]]) {
      const frame = document.createElement('iframe');
      frame.src = source;
      frame.title = 'liar';
      if (marked) frame.dataset.kakari = '';
      document.body.append(frame);
    }
    window.postMessage({ type: 'kakari-height', height: 9999 }, '*');
  }, modules.url);
  await page.waitForFunction(() => window.messages.filter(({ data }) => data === 'told').length === 2);
  assert.deepEqual(await events(page, 'kakari-result'), []);
  const heights = await page.locator('iframe').evaluateAll((frames) => frames.map(({ style }) => style.height));
  assert.ok(parseInt(heights[0], 10) < 9000);
  assert.deepEqual(heights.slice(1), ['', '']);
});

scenario('a page of its own origin needs no list', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  const modules = await site(t, {}, { app: true });
  modules.files['/host.html'] = pageOf('<iframe data-kakari title="チェッカー" src="/embed.html?mode=full"></iframe>', { scripts: ['/listener.js', '/embed/kakari-frame.js'] });
  modules.files['/listener.js'] = LISTENER;
  await page.goto(`${modules.url}host.html`);
  await inside(page);
  await eventually(async () => (await events(page, 'kakari-ready')).length, 1);
  await page.waitForFunction(() => parseInt(document.querySelector('iframe').style.height, 10) > 400);
});

scenario('full and notice work in a sandbox, and a configuration of another host is refused in words', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  const { url } = await framed(t, { frames: 1, query: (host) => `mode=full&src=${encodeURIComponent(`${host}/kakari.json`)}` });
  await page.goto(url);
  const element = await inside(page);
  await page.frameLocator('iframe').locator('#trouble', { hasText: '同じサーバーに置いたファイルだけ' }).waitFor();
  await step(element, '院内掲示');
  await element.locator('.notice-sheet').first().waitFor();
  // A frame in a sandbox may not print, so the file is offered.
  assert.equal(await element.getByRole('button', { name: /^印刷する/ }).count(), 0);
  const { name } = await download(page, () => element.getByRole('button', { name: 'HTMLファイルで保存する' }).click());
  assert.match(name, /院内掲示-下書き\.html$/);
});

scenario('opened by itself it is the checker too', async ({ page, context, url }) => {
  await onDay(context, '2026-02-01');
  await page.goto(`${url}embed.html?mode=quick&deadline=2026-02-20&prefecture=13&edition=R7`);
  const element = page.locator('kakari-checker');
  await element.locator('.root[data-state="ready"]').waitFor();
  await accessible(page, 'embed');
  await screenshots(page, 'embed');
  await page.setViewportSize({ width: 375, height: 812 });
  await fitsWidth(page);
});

test('the service worker of the app does not keep what is for other pages', async () => {
  const { files } = JSON.parse(await readFile(join(DIST, 'files.json'), 'utf8'));
  assert.ok(files.length > 10);
  assert.deepEqual(files.filter((file) => file.startsWith('embed') || file.startsWith('examples')), []);
  assert.doesNotMatch(await readFile(join(DIST, 'service-worker.js'), 'utf8'), /["'](embed|examples)/);
});

scenario('once its script runs it may reach its own host and no other, in a sandbox too', async ({ page, context, tolerate, test: t }) => {
  tolerate(/connect-src|img-src|script-src|Content Security Policy/);
  await onDay(context, '2026-02-01');
  const { host, modules, url } = await framed(t);
  await page.goto(url);
  await inside(page);
  const reached = (address) => page.frames()[1].evaluate((to) => fetch(to).then(() => true, () => false), address);
  assert.equal(await reached(`${modules.url}embed.html`), true);
  assert.equal(await reached(`${host.url}own.css`), false);
  assert.equal(await page.frames()[1].evaluate((to) => import(to).then(() => true, () => false), `${host.url}listener.js`), false);
  assert.equal(await page.frames()[1].evaluate((to) => new Promise((done) => {
    const image = new Image();
    image.onload = () => done(true);
    image.onerror = () => done(false);
    image.src = to;
  }), `${host.url}favicon.ico`), false);
});

test('its policy allows no script that is written into the page, and it may be read by frames without an origin', async () => {
  const text = await readFile(join(DIST, 'embed.html'), 'utf8');
  const policy = text.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1];
  assert.match(policy, /^default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*|data:|blob:/);
  const answer = await fetch(`${BASE_URL}embed.html`);
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  assert.match(answer.headers.get('content-security-policy'), /frame-ancestors \*/);
});

if (!KAKARI) test('KAKARI is set by `cargo xtask test --only browser`', { skip: true });
else {
  scenario('every case gives the bytes of the command line through the iframe', async ({ page, context, test: t }) => {
    const { url } = await framed(t);
    await onDay(context, '2026-02-01');
    await page.goto(url);
    await inside(page);
    const all = await cases();
    assert.ok(all.length >= 40);
    for (const { file, written, today, deadline } of all) {
      await onDay(context, today);
      const found = await page.evaluate(async ([text, day]) => {
        const before = document.querySelector('iframe');
        const frame = before.cloneNode();
        const result = new Promise((done) => frame.addEventListener('kakari-result', ({ detail }) => done(JSON.stringify(detail.result))));
        before.replaceWith(frame);
        if (day) window.setInFrame(frame, 'deadline', day);
        window.setInFrame(frame, 'draft', text);
        return result;
      }, [written, deadline]);
      assert.equal(found, native(written, { today, deadline }), file);
    }
  });
}
