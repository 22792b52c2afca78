// What the tests of the form share: days, drafts, ways to begin with one in place, and names for what is on the screen.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { cases, example, source } from '../cases/cases.mjs';
import { PATIENCE, booted, open } from './harness.mjs';

export { cases, exactly, example, parseCsv, source } from '../cases/cases.mjs';

/** A day inside the window of 令和7年度, far from its end. */
export const DAY = '2026-02-01';

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The steps in order, as they stand in the address. */
export const STEPS = ['target', 'facility', 'f1', 'f2i', 'f2ro', 'f2ha', 'f2ni', 'other', 'review', 'notice', 'export'];

/** A draft with nothing in it. */
export const blank = { format: 'kakari-report', version: 1, edition: 'R7', report: 'periodic', facility: {}, answers: {} };

/** A draft with something to say on every step: errors, warnings, questions, and answers that cannot be read. */
export const faulty = example({
  'facility.prefecture': '13',
  'facility.code': '0110112488',
  'facility.phone': '000-0000',
  'facility.electronic_claims': false,
  'facility.suspended_on': '2025-12-01',
  'f1.training': 'no',
  'f1.generalist': 'no',
  'f1.diseases': ['0', '2', 'other'],
  'f1.staff.doctors': '約2',
  'f1.remarks': '①診療は髙橋が担当',
  'f2i.own': 'own',
  'f2i.claims.overtime': -3,
  'f2ro.beds': 'own',
  'f2ro.referred.months': 13,
  'f2ha.care': 'partnered_24h',
  'f2ni.facilities': 'yes',
  'f2ni.claims.care_manager': 12345678,
  'other.checkups': 'maybe',
  'other.school_doctor': undefined,
});

/** The most that can be ticked and written. */
export const full = example({
  'facility.name': '医療法人社団例示会 例示中央総合内科・小児科・整形外科・皮膚科・耳鼻咽喉科クリニック附属診療所',
  'f1.areas': Array.from({ length: 17 }, (_, at) => String(at + 1)),
  'f1.diseases': [...Array.from({ length: 40 }, (_, at) => String(at + 1)), 'other'],
  'f1.diseases.other': '帯状疱疹、痛風、甲状腺機能低下症、逆流性食道炎、過敏性腸症候群、過活動膀胱、花粉症、じんましん、鉄欠乏性貧血、起立性調節障害、めまい、片頭痛の予防、禁煙外来、肥満症、熱中症、帯状疱疹後神経痛',
  'f1.training.count': 12,
  'f1.generalist.fte': 10.5,
});

/** Sets the clock of the browser. Timers go on running. */
export const onDay = (context, day) => context.clock.setFixedTime(`${day}T10:00:00+09:00`);

/** Opens the app with nothing kept, on a day, past the guide. */
export async function fresh(page, url, { day = DAY, path = '' } = {}) {
  await onDay(page.context(), day);
  await open(page, url, path);
  await pastGuide(page);
}

/** A first visit begins with the guide, once it is known that nothing is kept. */
export async function pastGuide(page) {
  await page.locator('.page').waitFor();
  if (await page.locator('.page[data-step="guide"]').count()) {
    await page.getByRole('link', { name: '案内をとばす' }).click();
    await arrived(page, '');
  }
}

/**
 * Opens the app with a draft kept from an earlier visit: nothing was left or finished in this one. The draft is kept as
 * the first version of the database had it, so that each test goes through the change to the present one.
 */
export async function begin(page, url, draft, step, { day = DAY, settings, late = true } = {}) {
  await onDay(page.context(), day);
  // A page of the same origin where the app does not run; later on the app itself, which writes nothing by itself.
  if (page.url() === 'about:blank') {
    const elsewhere = `${url}seed`;
    const content = '<!doctype html><link rel="icon" href="data:,">';
    await page.route(elsewhere, (route) => route.fulfill({ body: content, contentType: 'text/html' }), { times: 1 });
    await page.goto(elsewhere);
  }
  await page.evaluate(async ([text, kept]) => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    await done(indexedDB.deleteDatabase('kakari'));
    history.replaceState(null, '');
    const request = indexedDB.open('kakari', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('drafts');
    const database = await done(request);
    const store = database.transaction('drafts', 'readwrite').objectStore('drafts');
    await done(store.put({ text, revision: 1, savedAt: Date.now() }, 'current'));
    if (kept) await done(store.put(kept, 'settings'));
    database.close();
  }, [typeof draft === 'string' ? draft : JSON.stringify(draft), settings]);
  if (page.url() !== `${url}seed`) await page.goto('about:blank');
  await open(page, url, `#/${step}`);
  await arrived(page, step);
  // What the form shows folded or beside comes a moment later, or cannot be had. A test that withholds it says so (`late`).
  if (late) await page.evaluate(async () => {
    const isThere = await window.kakariChunk('late').then(() => true, () => false);
    while (isThere && !window.kakariResult) await new Promise((again) => { setTimeout(again, 10); });
  });
}

/** Waits until a step is on the screen, with what is loaded for it late, or with word that it could not be. */
export async function arrived(page, step) {
  await page.locator(`.page[data-step="${step}"]:not(:has(#shelf:empty, .waiting))`).waitFor();
}

/** Goes to a step by its address. */
export async function go(page, step) {
  await page.evaluate((name) => { location.hash = `#/${name}`; }, step);
  await arrived(page, step);
}

/** Goes to a step by the line of steps, as a person does. */
export async function goBySteps(page, label, step) {
  await page.getByRole('navigation', { name: '入力の手順' }).getByRole('link', { name: label }).click();
  await arrived(page, step);
}

/** The main button of a step. */
export const onward = (page) => page.getByRole('button', { name: /^次へ/ });

/** The field of an item. */
export const field = (page, id) => page.locator(`[id="field-${id}"]`);

/** The control of a field that has one. */
export const control = (page, id) => field(page, id).locator('[id^="control-"]').first();

/** What else there is to know of a field (くわしく), opened. */
export async function more(page, id) {
  await field(page, id).getByRole('button', { name: /^くわしく/, expanded: false }).press('Enter');
  return field(page, id).locator('.more');
}

/** The findings beside a field. */
export const beside = (page, id) => field(page, id).locator('.findings .finding');

/** The row of the status card. */
export const status = (page, label) => page.locator('.status-row').filter({
  has: page.locator('.status-label').getByText(new RegExp(`^${escaped(label)}`)),
});

/** Chooses an option of a question by what is written on the screen. Marks and help may follow the words. */
export async function choose(page, question, option) {
  const group = page.getByRole('radiogroup', { name: question }).or(page.getByRole('group', { name: question }));
  await group.getByRole('radio', { name: new RegExp(`^${escaped(option)}(\\s|$)`) }).check();
}

/** Types into the field with this label. */
export const type = (page, label, text) => page.getByRole('textbox', { name: label }).fill(text);

/**
 * Asks again until the answer is right; what it was last is in the message. It gives up when Playwright does.
 */
export async function eventually(read, expected, what = '') {
  const end = performance.now() + PATIENCE;
  let last;
  do {
    last = await read();
    try {
      assert.deepEqual(last, expected);
      return;
    } catch {
      await new Promise((again) => setTimeout(again, 25));
    }
  } while (performance.now() < end);
  assert.deepEqual(last, expected, what);
}

/** What stands in one of the stores of the browser's storage, by key; empty where there is none. */
export const stored = (page, store) => page.evaluate((name) => new Promise((resolve, reject) => {
  const request = indexedDB.open('kakari');
  request.onerror = () => reject(request.error);
  request.onsuccess = async () => {
    const database = request.result;
    if (!database.objectStoreNames.contains(name)) {
      database.close();
      return resolve({});
    }
    const objects = database.transaction(name).objectStore(name);
    const [keys, values] = await Promise.all([objects.getAllKeys(), objects.getAll()].map((asked) => new Promise((done) => {
      asked.onsuccess = () => done(asked.result);
    })));
    database.close();
    resolve(Object.fromEntries(keys.map((key, at) => [String(key), values[at]])));
  };
}), store);

/** The record of the draft that was opened last, or the settings; `null` where there is none. */
export async function record(page, of = 'draft') {
  const settings = await stored(page, 'settings');
  if (of === 'settings') return settings.settings ?? null;
  return (await stored(page, 'drafts'))[settings.open ?? 'current'] ?? null;
}

/** Waits until the last change is kept, and gives the draft as it is kept. */
export async function kept(page) {
  await page.locator('.header-keeping', { hasText: '保存しました' }).waitFor();
  return JSON.parse((await record(page)).text);
}

/** Presses something that saves a file, and gives its name and bytes. */
export async function download(page, press) {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Chooses a file on the first page. */
export async function chooseFile(page, content, name = '下書き.kakari.json') {
  const buffer = Buffer.isBuffer(content) ? content : Buffer.from(content);
  await page.getByLabel('下書きファイル').setInputFiles({ name, mimeType: 'application/json', buffer });
}

/** Opens a draft file the way people do, which leads to 確認. */
export async function openFile(page, content, name) {
  await pastGuide(page);
  await go(page, '');
  await chooseFile(page, content, name);
  await arrived(page, 'review');
}

/** The codes of all findings on 確認, each once: what says the same about several items is told once. */
export async function codes(page) {
  const all = await page.locator('.summary-list .finding-code').allTextContents();
  return distinct(all.map((code) => code.trim()));
}

/** Each once, in order. */
export const distinct = (all) => [...new Set(all)].sort();

/** The notes that a draft without any trouble has. */
export const usual = async () => (await cases()).find(({ file }) => file === 'clean-clinic.json').expect.codes;

/** The items of the form in order, with what the catalogue says of them. Small on purpose: a second reading of the file. */
export async function items() {
  const text = await source('crates/catalog/editions/R7.toml');
  return [...text.matchAll(/^\[\[item\]\]\n((?:(?!\[\[).*\n?)*)/gm)].map(([, body]) => {
    const member = (name) => body.match(new RegExp(`^${name} = "(.*)"$`, 'm'))?.[1];
    return { id: member('id'), label: member('label'), number: member('number') };
  });
}

/** The labels of an option set, in order. */
export async function options(set) {
  const text = await source('crates/catalog/editions/R7.toml');
  const body = text.match(new RegExp(`^\\[\\[option_set\\]\\]\nid = "${escaped(set)}"\n([^]*?)^\\]`, 'm'))[1];
  return [...body.matchAll(/\blabel = "([^"]*)"/g)].map(([, label]) => label);
}

/** Reloads and waits. */
export async function reload(page) {
  await page.reload();
  await booted(page);
}
