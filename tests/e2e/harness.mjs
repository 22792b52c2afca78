// What every browser test shares: one Chromium, a fresh profile for each test, and a watch on everything the page
// does. A test fails when the page asks any other server for anything, logs an error, breaks the security policy or
// throws, even where the test itself looks at something else.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The app under test, served by `cargo xtask test`. */
export const BASE_URL = process.env.BASE_URL;
/** The folder that is served there. */
export const DIST = process.env.DIST ?? join(here, '../../dist');

if (!BASE_URL) throw new Error('BASE_URL is not set: run the tests with `cargo xtask test --only browser`');

/**
 * How long something is waited for, in milliseconds. A page waits for the processor, and for the disk with each change that
 * is to be kept for good: on a machine with other work both may take half a minute, which is no failure.
 */
export const PATIENCE = 90_000;

/** The two widths the app is designed for. */
export const WIDTHS = [1280, 375];

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

let browser;
let isOver = false;
after(async () => {
  isOver = true;
  const isStuck = await Promise.race([browser?.close(), new Promise((enough) => { setTimeout(enough, 30_000, true).unref(); })]);
  // A browser that does not end must not keep the tests from ending; leaving takes it along.
  if (isStuck) setTimeout(() => process.exit(), 5000).unref();
});

async function launched() {
  browser ??= await chromium.launch({
    timeout: PATIENCE,
    executablePath: process.env.HEADLESS ?? process.env.CHROMIUM ?? CHROMIUM.find((path) => existsSync(path)),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
      // A name that is not this machine leads nowhere, whatever the page tries.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
  return browser;
}

/**
 * A browser test. `body` gets `{ page, context, url, tolerate, test }`:
 * `url` is where the app is; `tolerate(pattern)` lets errors through that the test provokes.
 *
 * Options: `width`, `height` of the window; `url` of another copy of the app; `context` for more Playwright options;
 * `worker` for a browser with service workers. Without it there are none, since filling the cache with every page takes
 * longer than most of what is tested.
 */
export function scenario(name, body, { width = 1280, height = 900, url = BASE_URL, worker = false, context: options = {} } = {}) {
  // Node takes a file for done when all tests it knows are, though the file may wait for something between two of them.
  if (isOver) throw new Error(`${name}: wait for what is needed above the first test of the file`);
  // Against hanging alone: some tests go through every case.
  test(name, { timeout: 600_000 }, async (t) => {
    const context = await (await launched()).newContext({
      locale: 'ja-JP',
      timezoneId: 'Asia/Tokyo',
      viewport: { width, height },
      ...options,
    });
    context.setDefaultTimeout(PATIENCE);
    if (!worker) await withoutWorker(context);
    const watch = await watching(context);
    try {
      const page = await context.newPage();
      await body({ page, context, url, tolerate: watch.tolerate, test: t });
      watch.verify();
    } finally {
      await context.close();
    }
  });
}

/** No page of a context has a service worker. */
export const withoutWorker = (context) => context.addInitScript(() => { delete Navigator.prototype.serviceWorker; });

/** Listens to all pages and service workers of a context. */
async function watching(context) {
  const requests = new Set();
  const problems = [];
  const tolerated = [];
  context.on('request', (request) => requests.add(request.url()));
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => problems.push(`thrown: ${error.error().stack ?? error.error()}`));
  await context.exposeBinding('__policyBroken', (_, what) => problems.push(`policy: ${what}`));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      window.__policyBroken(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  return {
    tolerate: (pattern) => tolerated.push(pattern),
    verify() {
      const foreign = [...requests].filter(isForeign);
      assert.deepEqual(foreign, [], 'requests to other servers');
      const serious = problems.filter((problem) => !tolerated.some((pattern) => pattern.test(problem)));
      assert.deepEqual(serious, [], 'errors in the page');
    },
  };
}

/** `blob:` and `data:` never leave the browser; everything else must be on this machine. */
function isForeign(address) {
  const url = new URL(address);
  return !['blob:', 'data:', 'about:'].includes(url.protocol) && url.hostname !== '127.0.0.1';
}

/** Opens the app (`path` such as '#/f1' or '?x') and waits until it runs. */
export async function open(page, url = BASE_URL, path = '') {
  await page.goto(url + path);
  await booted(page);
}

/** Waits until the app runs. */
export async function booted(page) {
  await page.waitForSelector('html:not([data-boot=loading])', { state: 'attached' });
  assert.equal(await page.evaluate(() => document.documentElement.dataset.boot), 'ready');
}

/** Waits until every file is kept for use without a network, and the page is under the service worker. */
export async function offlineReady(page) {
  await page.waitForFunction(() => window.kakariOfflineReady && navigator.serviceWorker.controller);
}

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Asserts that axe finds nothing; `where` names the state in the message. */
export async function accessible(page, where = page.url()) {
  // Through the debugger's own evaluation, which the page's policy does not bind.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: await axe });
  await session.detach();
  const violations = await page.evaluate(async () => {
    const result = await window.axe.run(document, { resultTypes: ['violations'] });
    return result.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => html) }));
  });
  assert.deepEqual(violations, [], `axe: ${where}`);
}

/** Pictures at both widths, into `out/`, and back to the width the test had. */
export async function screenshots(page, name) {
  const before = page.viewportSize();
  await mkdir(join(here, 'out'), { recursive: true });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width < 600 ? 812 : 900 });
    await page.screenshot({ path: join(here, 'out', `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize(before);
}

/** Asserts that nothing has to be scrolled sideways. */
export async function fitsWidth(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `the page is ${over}px wider than the window`);
}

/** Prints the page as PDF and gives each sheet: its text, in the forms of characters that people type, and its size in points. */
export async function sheets(page, options = {}) {
  const { extractText, getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(new Uint8Array(await page.pdf({ preferCSSPageSize: true, printBackground: false, ...options })));
  const { text } = await extractText(pdf);
  return Promise.all(text.map(async (sheet, at) => {
    const [left, bottom, right, top] = (await pdf.getPage(at + 1)).view;
    return { text: sheet.normalize('NFKC').replaceAll('‧', '・'), width: Math.round(right - left), height: Math.round(top - bottom) };
  }));
}

/** Prints the page as PDF and gives the text of each sheet. */
export async function printed(page, options = {}) {
  return (await sheets(page, options)).map(({ text }) => text);
}

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** The security headers the app under test is served with, to serve copies of it the same way. */
async function securityHeaders() {
  const { headers } = await fetch(BASE_URL);
  const names = ['content-security-policy', 'x-content-type-options', 'referrer-policy'];
  return Object.fromEntries(names.map((name) => [name, headers.get(name)]));
}

/**
 * A copy of the app that a test may change, served on its own port below `prefix`.
 * Gives `{ folder, url, stop() }`; it is stopped and removed when the test `t` ends.
 */
export async function copyOfApp(t, { prefix = '/' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'kakari-'));
  await cp(DIST, folder, { recursive: true });
  const security = await securityHeaders();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    const path = pathname.startsWith(prefix) ? pathname.slice(prefix.length) || 'index.html' : null;
    const content = path && (await readFile(join(folder, normalize(path))).catch(() => null));
    response.writeHead(content ? 200 : 404, {
      ...security,
      'content-type': (content && TYPES[extname(path)]) ?? 'text/plain; charset=utf-8',
      'cache-control': path?.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    response.end(content ?? 'not found');
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  t.after(async () => {
    if (server.listening) await stop();
    await rm(folder, { recursive: true, force: true });
  });
  return { folder, url: `http://127.0.0.1:${server.address().port}${prefix}`, stop };
}
