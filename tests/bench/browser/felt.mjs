// Speed that is felt, in headless Chromium on a slowed processor: from a keystroke to the paint that shows what it
// changed, from an address to a page that can be used, and the same without a network. `cargo xtask bench --felt`
// calls this with the address of the app (`BASE_URL`); one JSON object comes out.
//
// Keystrokes are real ones, sent through the browser's input; every one of them makes a finding beside the field come
// or go, or changes a text. `work` is what the app does on the keystroke; `paint` is the browser's own event timing, from
// the key to the frame, in steps of 8 ms, 0 where it is under 16. Frames are not tied to a screen's 60 a second, for
// that wait is the screen's and not the page's.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const address = process.env.BASE_URL;
const repository = fileURLToPath(new URL('../../..', import.meta.url));
const KEYS = Number(process.env.KEYS ?? 120);
const LOADS = Number(process.env.LOADS ?? 5);
/** How much slower than this machine. */
const SLOWER = Number(process.env.SLOWER ?? 4);
/** Lighthouse's slow 4G, as its devtools throttling sets it: bytes a second and milliseconds. */
const SLOW_4G = { offline: false, latency: 150 * 3.75, downloadThroughput: (1.6 * 1024 * 1024 / 8) * 0.9, uploadThroughput: (750 * 1024 / 8) * 0.9 };
const DAY = '2026-02-01T10:00:00+09:00';

/** 記入例 with the most that can be ticked and written. */
async function fullDraft() {
  const draft = JSON.parse(await readFile(`${repository}crates/rules/src/base.kakari.json`, 'utf8'));
  const upTo = (last) => Array.from({ length: last }, (_, at) => String(at + 1));
  Object.assign(draft.answers, {
    'f1.areas': upTo(17),
    'f1.diseases': [...upTo(40), 'other'],
    'f1.diseases.other': '帯状疱疹、痛風、甲状腺機能低下症、逆流性食道炎、過敏性腸症候群、過活動膀胱、花粉症、じんましん、鉄欠乏性貧血',
    'f1.remarks': '発熱の方は電話でお知らせください。'.repeat(20),
    'f2i.partners': Array.from({ length: 10 }, (_, at) => ({ name: `例示第${at + 1}診療所`, content: '時間外の電話の当番' })),
    'f2i.remarks': '夜間は当番の医師が電話に出ます。'.repeat(20),
  });
  return JSON.stringify(draft);
}

const launch = (...more) => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking', '--no-first-run', ...more],
});

const context = (browser) => browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport: { width: 1280, height: 900 } });

async function ready(page) {
  await page.waitForSelector('html:not([data-boot=loading]) .page', { state: 'attached' });
}

/** Median, 95 and 100 in a hundred, and how many. */
function summary(all) {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
  return { p50: at(0.5), p95: at(0.95), most: at(1), count: sorted.length };
}

/** Below the threshold the browser reports nothing. */
const withUnreported = (paint, work) => [...paint, ...Array(Math.max(0, work.length - paint.length)).fill(0)];

/** In the page: another day. */
function onDay(day) {
  const Own = Date;
  const fixed = new Own(day).getTime();
  window.Date = class extends Own {
    constructor(...given) {
      super(...(given.length ? given : [fixed]));
    }
    static now() { return fixed; }
  };
}

/** In the page: keeps how long the page works on each keystroke, and what the browser says of the time to the paint. */
function listen() {
  const felt = { work: [], paint: [] };
  window.felt = felt;
  let began = 0;
  addEventListener('input', () => { began = performance.now(); }, { capture: true });
  // The app draws in a microtask of its own listener, which is over when the window hears.
  addEventListener('input', () => { felt.work.push(performance.now() - began); });
  new PerformanceObserver((list) => {
    for (const { name, startTime, duration } of list.getEntries()) {
      // What the key brings about is drawn in the frame after it is pressed.
      if (name === 'keydown') felt.paint.push(duration);
    }
  }).observe({ type: 'event', durationThreshold: 16 });
}

/** Main thread work by kind, in milliseconds, from the browser's trace. */
const KINDS = { UpdateLayoutTree: 'style', Layout: 'layout', PrePaint: 'paint', Paint: 'paint', Layerize: 'paint', Commit: 'paint', IntersectionObserverController: 'paint' };

function byKind(trace, thread) {
  const sum = {};
  for (const { name, dur, tid, pid } of trace) {
    const kind = KINDS[name];
    if (kind && dur && `${pid}/${tid}` === thread) sum[kind] = (sum[kind] ?? 0) + dur / 1000;
  }
  return sum;
}

const FIELDS = [
  ['facility', 'facility.phone', '0'],
  ['f1', 'f1.staff.doctors', 'x'],
  ['f1', 'f1.remarks', 'a'],
  ['f2i', 'f2i.claims.overtime', 'x'],
  ['f2i', 'f2i.remarks', 'a'],
];

async function keystrokes(browser, draft) {
  const own = await context(browser);
  await own.addInitScript(onDay, DAY);
  await own.addInitScript(listen);
  const page = await own.newPage();
  await page.goto(address);
  await ready(page);
  // The worker's own first work is over.
  await page.waitForFunction(() => window.kakariOfflineReady, undefined, { timeout: 120_000 });
  const clock = await own.newCDPSession(page);
  // A first visit begins with the guide.
  await page.getByRole('link', { name: '案内をとばす' }).click();
  await page.getByLabel('下書きファイル').setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(draft) });
  await page.locator('.page[data-step=review]').waitFor();
  await clock.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const times = {};
  for (const [step, id, key] of FIELDS) {
    await page.evaluate((name) => { location.hash = `#/${name}`; }, step);
    await page.locator(`.page[data-step=${step}]`).waitFor();
    const control = page.locator(`[id="field-${id}"]`).locator(':is(input, textarea):visible').first();
    await control.focus();
    await page.keyboard.press('End');
    const type = async (count) => {
      await page.keyboard.press(count % 2 === 0 ? key : 'Backspace');
      await page.waitForTimeout(40);
    };
    for (let count = 0; count < 10; count += 1) await type(count);
    await page.waitForTimeout(1500);
    await page.evaluate(() => {
      window.felt.work.length = 0;
      window.felt.paint.length = 0;
    });
    await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] });
    for (let count = 0; count < KEYS; count += 1) await type(count);
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
    await page.waitForTimeout(1000);
    const { work, paint, elements } = await page.evaluate(() => ({
      work: window.felt.work,
      paint: window.felt.paint,
      elements: document.querySelectorAll('*').length,
    }));
    const layout = traceEvents.find(({ name }) => name === 'Layout');
    const kinds = byKind(traceEvents, `${layout?.pid}/${layout?.tid}`);
    times[`${step} ${id}`] = {
      elements,
      work: summary(work),
      paint: summary(withUnreported(paint, work)),
      each: Object.fromEntries(Object.entries(kinds).map(([name, sum]) => [name, sum / KEYS])),
    };
  }
  await own.close();
  return times;
}

/** What the browser itself takes: a page with one field, and one line that comes and goes. */
async function bare(browser) {
  const own = await context(browser);
  await own.addInitScript(listen);
  const page = await own.newPage();
  await page.goto('data:text/html,<!doctype html><input><p></p>');
  await page.evaluate(() => {
    const [field, line] = document.querySelectorAll('input, p');
    field.addEventListener('input', () => { line.textContent = field.value ? 'x' : ''; });
  });
  const clock = await own.newCDPSession(page);
  await clock.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.locator('input').focus();
  for (let count = 0; count < KEYS + 10; count += 1) {
    await page.keyboard.press(count % 2 === 0 ? 'x' : 'Backspace');
    await page.waitForTimeout(40);
  }
  await page.waitForTimeout(1000);
  const { work, paint } = await page.evaluate(() => window.felt);
  await own.close();
  return { elements: 2, work: summary(work), paint: summary(withUnreported(paint, work)), each: {} };
}

async function loads(browser) {
  const all = { largestPaint: [], usable: [], offlineUsable: [] };
  for (let count = 0; count < LOADS; count += 1) {
    const own = await context(browser);
    const page = await own.newPage();
    const clock = await own.newCDPSession(page);
    await clock.send('Network.enable');
    await clock.send('Network.emulateNetworkConditions', SLOW_4G);
    await clock.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.addInitScript(watchLoad);
    await page.goto(address, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.usableAt, undefined, { polling: 100 });
    await page.waitForTimeout(500);
    const first = await page.evaluate(() => [window.largestAt, window.usableAt]);
    all.largestPaint.push(first[0]);
    all.usable.push(first[1]);
    await clock.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    await clock.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await page.waitForFunction(() => window.kakariOfflineReady && navigator.serviceWorker.controller, undefined, { timeout: 120_000 });
    await own.setOffline(true);
    // The browser keeps what it compiled once it has loaded it from the worker's cache.
    for (let visit = 0; visit < 2; visit += 1) {
      await page.reload({ waitUntil: 'commit' });
      await page.waitForFunction(() => window.usableAt, undefined, { polling: 50 });
      if (visit === 0) all.offlineUsable.push(await page.evaluate(() => window.usableAt));
    }
    await own.close();
  }
  return Object.fromEntries(Object.entries(all).map(([name, times]) => [name, summary(times)]));
}

/** In the page: when the largest thing was painted, and when the app takes input. A first visit begins with the guide. */
function watchLoad() {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.largestAt = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  const look = () => {
    if (document.querySelector('.page :is(button, a)')) requestAnimationFrame(() => setTimeout(() => { window.usableAt = performance.now(); }));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const freePort = () => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

/** Lighthouse's own marks for the first page, as for a telephone; what is not whole is named. */
async function lighthouse() {
  const { default: audit } = await import('lighthouse');
  // Lighthouse speaks to a browser by its port.
  const port = await freePort();
  const browser = await launch(`--remote-debugging-port=${port}`);
  try {
    const { lhr } = await audit(address, { port, output: 'json', logLevel: 'silent' });
    const whole = ({ score, scoreDisplayMode }) => score === null || score >= 0.9 || scoreDisplayMode === 'informative';
    return {
      version: lhr.lighthouseVersion,
      marks: Object.fromEntries(Object.entries(lhr.categories).map(([name, { score }]) => [name, score])),
      lacking: Object.values(lhr.audits).filter((one) => !whole(one)).map(({ id, displayValue }) => (displayValue ? `${id} (${displayValue})` : id)),
    };
  } finally {
    await browser.close();
  }
}

const only = process.argv[2];
const result = {};
if (!only || only === 'keys') {
  const browser = await launch('--disable-frame-rate-limit', '--disable-gpu-vsync');
  result.browser = browser.version();
  try {
    result.keys = { ...await keystrokes(browser, await fullDraft()), 'a page with nothing but a field': await bare(browser) };
  } finally {
    await browser.close();
  }
}
if (!only || only === 'loads') {
  const browser = await launch();
  result.browser = browser.version();
  try {
    result.loads = await loads(browser);
  } finally {
    await browser.close();
  }
}
if (!only || only === 'lighthouse') result.lighthouse = await lighthouse();
console.log(JSON.stringify(result));
