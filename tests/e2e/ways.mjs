// The ways through the app that every browser has to allow, written once. A browser is handed in as `firefox-driver.mjs`
// and `webkit-driver.mjs` make it: `run` calls a function in the page, `element` gives what a function in the page finds,
// to be clicked and typed into by the browser's own input.

import assert from 'node:assert/strict';

import { eventually, parseCsv } from './app.mjs';

// What is said of an element that was drawn anew, or covered, between being found and being used: nothing was done yet.
const TOO_LATE = /stale element|click intercepted|not interactable|detached|not clickable|no such node/i;

/** Asks the page again until the answer is right. */
const shows = (browser, body, expected, ...args) => eventually(() => browser.run(body, ...args), expected, `${browser.name}: ${body}`);

// In the page ---------------------------------------------------------------------------------------------------------

const stepNow = () => document.querySelector('.page:not(:has(#shelf:empty, .waiting))')?.dataset.step ?? null;

const pressable = (words) => [...document.querySelectorAll('button, main a, main label, [role=alert] button')]
  .find((element) => element.checkVisibility() && element.innerText.trim().startsWith(words)) ?? null;

// What may be changed: a moment passes before this tab has the right to.
const control = (id) => document.querySelector(`[id="field-${id}"] :is(input, textarea):enabled`);

const option = (id, words) => [...document.querySelectorAll(`[id="field-${id}"] label:has(:enabled)`)]
  .find((element) => element.innerText.trim().startsWith(words)) ?? null;

const valueOf = (id) => document.querySelector(`[id="field-${id}"] :is(input, textarea)`)?.value ?? null;

const isChosen = (id, words) => [...document.querySelectorAll(`[id="field-${id}"] label`)]
  .find((element) => element.innerText.trim().startsWith(words))?.querySelector('input').checked ?? null;

const errorsBeside = (id) => document.querySelectorAll(`[id="field-${id}"] .finding.is-error`).length;

// These browsers press a place in the window, and the page may have moved since the place was asked for. So a press is let
// through to one element alone; what goes beside it reaches nothing, and is known. Playwright does the same in Chromium.
const aim = (element) => {
  const isFirst = !window.aim;
  window.aim = { element, struck: null };
  if (!isFirst) return;
  for (const kind of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) {
    addEventListener(kind, (event) => {
      if (!event.isTrusted || window.aim.struck !== null) return;
      const isMet = window.aim.element.contains(event.target);
      if (!isMet) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      if (kind === 'click') window.aim.struck = isMet;
    }, true);
  }
};

const struck = () => new Promise((resolve) => {
  const look = () => (window.aim.struck === null ? setTimeout(look, 10) : resolve(window.aim.struck));
  look();
});

// What a person does --------------------------------------------------------------------------------------------------

/** Waits for something to be there and gives it. */
async function found(browser, body, ...args) {
  let element;
  await eventually(async () => {
    element = await browser.element(body, ...args);
    return Boolean(element);
  }, true, `${browser.name}: ${args}`);
  return element;
}

/** Does something with what is found; where it is drawn anew meanwhile, with what stands there then. */
async function using(browser, act, body, ...args) {
  await eventually(async () => {
    try {
      return await act(await found(browser, body, ...args));
    } catch (error) {
      if (!TOO_LATE.test(error.message)) throw error;
      return error.message;
    }
  }, true, `${browser.name}: ${args}`);
}

/** Presses what is found. What goes beside it, because the page still moves, is made again. */
const click = (browser, body, ...args) => using(browser, async (element) => {
  await browser.run(aim, element.handle);
  await element.click();
  return browser.run(struck);
}, body, ...args);

const press = (browser, words) => click(browser, pressable, words);

async function type(browser, id, text, value = text) {
  await using(browser, async (element) => {
    await element.type(text);
    return true;
  }, control, id);
  await shows(browser, valueOf, value, id);
}

async function choose(browser, id, words) {
  await click(browser, option, id, words);
  await shows(browser, isChosen, true, id, words);
}

const arrived = (browser, step) => shows(browser, stepNow, step);

async function go(browser, step) {
  await browser.run((name) => { location.hash = `#/${name}`; }, step);
  await arrived(browser, step);
}

/** Waits until the app has its first page on the screen. */
export async function begun(browser) {
  await shows(browser, () => document.documentElement?.dataset.boot, 'ready');
  await shows(browser, () => Boolean(document.querySelector('.page')), true);
}

/** A first visit begins with the guide, unless the storage is so slow that nobody knows yet whether it is the first. */
async function pastGuide(browser) {
  if (await browser.run(stepNow) === 'guide') await press(browser, '案内をとばす');
}

const saved = (browser) => shows(browser, () => /保存しました/.test(document.querySelector('.header-keeping')?.innerText), true);

/** Watches what the page hands to the browser's download, and lets it go on there. */
const watchFiles = (browser) => browser.run(() => {
  window.files = [];
  let content = null;
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    content = blob;
    return make.call(URL, blob);
  };
  const press = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () {
    const file = { name: this.download, text: null };
    window.files.push(file);
    content.text().then((text) => { file.text = text; });
    press.call(this);
  };
});

async function lastFile(browser, count) {
  await shows(browser, (wanted) => window.files.filter(({ text }) => text !== null).length === wanted, true, count);
  return browser.run(() => window.files.at(-1));
}

// The ways ------------------------------------------------------------------------------------------------------------

/** From the first page to the files, with an answer of each kind; a reload in the end keeps everything. */
export async function mainWay(browser, url) {
  await browser.open(url);
  await begun(browser);
  await pastGuide(browser);
  await press(browser, 'はじめる');
  await arrived(browser, 'target');
  await choose(browser, 'facility.general_outpatients', 'はい');
  await press(browser, '次へ');
  await arrived(browser, 'facility');
  await type(browser, 'facility.name', '窓辺の診療所');
  await type(browser, 'facility.code', '011');

  await go(browser, 'f1');
  await choose(browser, 'f1.function', '有り');
  await choose(browser, 'f1.areas', '循環器');
  await choose(browser, 'f1.areas', '呼吸器');
  await type(browser, 'f1.remarks', '土曜も開いています。');
  await type(browser, 'f1.staff.doctors', '2');
  // What is no number stays as it was typed, and is said to be wrong once the field is left.
  await type(browser, 'f1.staff.outpatient_nurses', 'x');
  assert.equal(await browser.run(errorsBeside, 'f1.staff.outpatient_nurses'), 0);
  await browser.press('Tab');
  await shows(browser, errorsBeside, 1, 'f1.staff.outpatient_nurses');

  await go(browser, 'review');
  await shows(browser, () => document.querySelectorAll('.summary-list .finding').length > 3, true);
  await go(browser, 'notice');
  await shows(browser, () => document.querySelector('.sheet, .notice, main')?.innerText.includes('窓辺の診療所'), true);

  await go(browser, 'export');
  await watchFiles(browser);
  await press(browser, '「下書き」と入れて書き出す');
  await press(browser, 'CSV(Excelで開く)');
  const table = await lastFile(browser, 1);
  assert.match(table.name, /転記-下書き\.csv$/);
  const rows = parseCsv(table.text.replace(/^\uFEFF/, ''));
  assert.ok(rows.some((cells) => cells.includes('土曜も開いています。')), `${table.name}: ${table.text}`);
  await press(browser, '下書きファイルを保存');
  const draft = await lastFile(browser, 2);
  assert.match(draft.name, /\.json$/);
  const { facility, answers } = JSON.parse(draft.text);
  assert.deepEqual([facility.name, answers['f1.remarks']], ['窓辺の診療所', '土曜も開いています。']);

  await saved(browser);
  await browser.reload();
  await begun(browser);
  await arrived(browser, 'export');
  await go(browser, 'f1');
  await shows(browser, isChosen, true, 'f1.function', '有り');
  await shows(browser, isChosen, true, 'f1.areas', '呼吸器');
  await shows(browser, valueOf, 'x', 'f1.staff.outpatient_nurses');
  await shows(browser, valueOf, '土曜も開いています。', 'f1.remarks');
  return { draft, table };
}

/** Whether this browser, as it was started, keeps pages for use without a network. */
export const keepsPages = (browser) => browser.run(() => 'serviceWorker' in navigator);

/** Left a moment after typing, three times: back, and opened anew. One draft with everything, and nothing beside it. */
export async function leavingWay(browser, url) {
  await browser.open(url);
  await begun(browser);
  await pastGuide(browser);
  await press(browser, 'はじめる');
  await arrived(browser, 'target');
  await go(browser, 'facility');
  await type(browser, 'facility.name', '出たり入ったりの医院');
  await saved(browser);
  const drafts = () => window.kakariKeep.transact('readonly', async (stores) => (
    (await window.kakariKeep.got(stores('drafts').getAll())).map(({ text }) => JSON.parse(text).facility)
  ));
  const back = async () => {
    await browser.open(`${url}words/`);
    // Said first, done then: the page that is asked is not the one that is left meanwhile.
    await browser.run(() => { setTimeout(() => history.back(), 100); });
    await new Promise((gone) => { setTimeout(gone, 500); });
  };
  const anew = async () => {
    await browser.open('about:blank');
    await browser.open(`${url}#/facility`);
  };
  let phone = '';
  for (const leave of [back, anew, back]) {
    // What is typed now is not saved before the page is left.
    await browser.run(() => {
      const quick = window.setTimeout;
      window.setTimeout = (act, time, ...more) => quick(act, time === 300 ? 600_000 : time, ...more);
    });
    phone += '7';
    await type(browser, 'facility.phone', '7', phone);
    await leave();
    await begun(browser);
    await shows(browser, valueOf, phone, 'facility.phone');
    await shows(browser, drafts, [{ name: '出たり入ったりの医院', phone }]);
    await shows(browser, () => Object.keys(localStorage), []);
  }
}

/** After the first visit the server goes away: a reload, a deep link, more typing, another reload. */
export async function offlineWay(browser, app) {
  await browser.open(app.url);
  await begun(browser);
  await eventually(() => browser.run(() => Boolean(window.kakariOfflineReady && navigator.serviceWorker.controller)), true, `${browser.name}: kept`);
  await pastGuide(browser);
  await press(browser, 'はじめる');
  await arrived(browser, 'target');
  await go(browser, 'facility');
  await type(browser, 'facility.name', '山の診療所');
  await saved(browser);

  await app.stop();
  await browser.reload();
  await begun(browser);
  await arrived(browser, 'facility');
  await shows(browser, valueOf, '山の診療所', 'facility.name');

  await browser.open('about:blank');
  await browser.open(`${app.url}#/f1`);
  await begun(browser);
  await arrived(browser, 'f1');
  await choose(browser, 'f1.function', '有り');
  await type(browser, 'f1.remarks', '通信がなくても書ける');
  await saved(browser);
  await browser.reload();
  await begun(browser);
  await shows(browser, valueOf, '通信がなくても書ける', 'f1.remarks');
  await shows(browser, isChosen, true, 'f1.function', '有り');
  await go(browser, 'notice');
  await shows(browser, () => document.querySelector('main')?.innerText.includes('山の診療所'), true);
}
