// Nothing typed is lost: the browser dies, the storage is full, damaged, wiped or newer, tabs take over from each other,
// the app is updated, rules change, the clock is wrong.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { chromium } from 'playwright-core';

import {
  arrived, begin, control, download, eventually, example, field, go, kept, openFile, pastGuide, record, reload, stored, type,
} from './app.mjs';
import { booted, copyOfApp, offlineReady, open, scenario } from './harness.mjs';

const cards = (page) => page.locator('#shelf > .drafts-list > .drafts-entry');
const alert = (page) => page.locator('.banner[role=alert]');
const banner = (page, text) => page.locator('.banner', { hasText: text });
const named = async (page) => Object.values(await stored(page, 'drafts')).map(({ text }) => JSON.parse(text).facility.name).sort();

/** Puts something into a store, as nothing of the app does. */
const meddle = (page, store, key, value) => page.evaluate(([name, at, what]) => new Promise((done) => {
  const request = indexedDB.open('kakari');
  request.onsuccess = () => {
    request.result.transaction(name, 'readwrite').objectStore(name).put(what, at).onsuccess = () => {
      request.result.close();
      done();
    };
  };
}), [store, key, value]);

/** The next saves of a page wait for a minute, as those of a page that the browser has slowed down. */
const slow = (page) => page.evaluate(() => {
  window.quick = setTimeout;
  window.setTimeout = (act, time, ...more) => window.quick(act, time === 300 ? 60_000 : time, ...more);
});

// The browser dies ----------------------------------------------------------------------------------------------------

const CHROMIUM = process.env.HEADLESS ?? process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

/**
 * A browser of its own with a profile that outlives it, and the means to end it as a power cut does. One that does not
 * answer at all is ended, and another started: nothing has been asked of it yet.
 */
async function mortal(profile, tries = 3) {
  const child = spawn(CHROMIUM, [
    '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--no-first-run', '--disable-gpu',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const address = await new Promise((resolve, reject) => {
    let said = '';
    child.on('exit', () => reject(new Error(`the browser ended: ${said}`)));
    child.stderr.on('data', (data) => {
      said += data;
      const found = said.match(/ws:\/\/\S+/);
      if (found) resolve(found[0]);
    });
  });
  const ended = new Promise((resolve) => { child.on('exit', resolve); });
  let browser;
  try {
    browser = await chromium.connectOverCDP(address);
  } catch (error) {
    process.kill(-child.pid, 'SIGKILL');
    await ended;
    if (tries === 1) throw error;
    return mortal(profile, tries - 1);
  }
  const page = await browser.contexts()[0].newPage();
  return {
    page,
    // The browser and all that it started, without a chance to tidy up.
    async kill() {
      process.kill(-child.pid, 'SIGKILL');
      await ended;
      await browser.close().catch(() => {});
    },
  };
}

/** A test with a profile that several browsers use one after the other. */
function lifelong(name, body) {
  test(name, { timeout: 600_000 }, async (t) => {
    const { url } = await copyOfApp(t);
    const profile = await mkdtemp(join(tmpdir(), 'kakari-profile-'));
    const alive = [];
    try {
      await body(async () => {
        // What the dead one left in the profile to say that it is running.
        for (const lock of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) await rm(join(profile, lock), { force: true });
        const browser = await mortal(profile);
        alive.push(browser);
        return browser;
      }, url);
    } finally {
      await alive.at(-1)?.kill().catch(() => {});
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  });
}

lifelong('when the browser dies in the middle of typing, all that was said to be saved is there, and may be changed', async (launch, url) => {
  const first = await launch();
  await open(first.page, url);
  await pastGuide(first.page);
  await first.page.getByRole('button', { name: 'はじめる' }).click();
  await arrived(first.page, 'target');
  await go(first.page, 'facility');
  const name = control(first.page, 'facility.name');
  await name.pressSequentially('途切れる前の医院');
  await kept(first.page);
  await name.pressSequentially('と、その続き');
  await first.kill();

  const second = await launch();
  await open(second.page, url, '#/facility');
  await arrived(second.page, 'facility');
  const there = await control(second.page, 'facility.name').inputValue();
  assert.ok(there.startsWith('途切れる前の医院'), there);
  assert.ok('途切れる前の医院と、その続き'.startsWith(there), there);
  // The dead tab holds nothing back.
  await eventually(() => control(second.page, 'facility.name').isEnabled(), true);
  await type(second.page, '医療機関の名称', '再開した医院');
  await kept(second.page);
  await second.kill();
  const third = await launch();
  await open(third.page, url, '#/facility');
  assert.equal(await control(third.page, 'facility.name').inputValue(), '再開した医院');
});

lifelong('when the browser dies in the middle of saving, the draft is whole: as it was or as it became', async (launch, url) => {
  let browser = await launch();
  await open(browser.page, url);
  await pastGuide(browser.page);
  await openFile(browser.page, JSON.stringify(example()));
  await kept(browser.page);
  let last = (await record(browser.page)).revision;
  for (const round of ['一', '二', '三']) {
    await go(browser.page, 'facility');
    await eventually(() => control(browser.page, 'facility.name').isEnabled(), true);
    // The save is under way when the process ends.
    await browser.page.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      window.puts = 0;
      IDBObjectStore.prototype.put = function (...given) {
        window.puts += 1;
        return put.apply(this, given);
      };
    });
    await type(browser.page, '医療機関の名称', `${round}番目の医院`);
    await browser.page.waitForFunction(() => window.puts > 0, null, { polling: 1 });
    await browser.kill();
    browser = await launch();
    await open(browser.page, url, '#/facility');
    await arrived(browser.page, 'facility');
    const { text, revision } = await record(browser.page);
    const draft = JSON.parse(text);
    assert.deepEqual(draft.answers, example().answers);
    assert.ok(revision === last || (revision > last && draft.facility.name === `${round}番目の医院`), `${revision} ${draft.facility.name}`);
    assert.equal(await control(browser.page, 'facility.name').inputValue(), draft.facility.name);
    last = revision;
  }
});

// The storage ----------------------------------------------------------------------------------------------------------

scenario('a damaged record is listed as such, can be taken out as it is, is never written over, and the others open', async ({ page, url }) => {
  await begin(page, url, '{"format": "kakari-rep', '');
  await banner(page, '壊れていて開けません').waitFor();
  await openFile(page, JSON.stringify(example()));
  await kept(page);
  for (const [key, value] of [['second', 3], ['third', { text: 5, revision: 1 }], ['fourth', { text: '{}', savedAt: 1 }]]) {
    await meddle(page, 'drafts', key, value);
  }
  const before = await stored(page, 'drafts');
  await go(page, 'drafts');
  await eventually(() => cards(page).filter({ hasText: '壊れていて開けません' }).count(), 4);
  await cards(page).filter({ hasText: '例示クリニック' }).getByRole('button', { name: /^続ける/ }).waitFor();
  const raw = [];
  for (const button of await cards(page).getByRole('button', { name: /^そのままファイルに取り出す/ }).all()) {
    raw.push((await download(page, () => button.click())).bytes.toString('utf8'));
  }
  assert.deepEqual(raw.sort(), ['3', '{"format": "kakari-rep', '{"text":5,"revision":1}', '{}'].sort());
  await go(page, 'facility');
  await type(page, '医療機関の名称', '別の医院');
  await kept(page);
  const after = await stored(page, 'drafts');
  for (const key of ['current', 'second', 'third', 'fourth']) assert.deepEqual(after[key], before[key], key);
  // Deleted and had back, it is what it was.
  await go(page, 'drafts');
  await cards(page).filter({ hasText: '壊れて' }).first().getByRole('button', { name: /^削除/ }).click();
  await page.locator('.drafts-undo').getByRole('button', { name: /^元に戻す/ }).click();
  await eventually(async () => Object.keys(await stored(page, 'deleted')).length, 0);
  assert.deepEqual(await stored(page, 'drafts'), after);
});

scenario('when the browser gives a save up only at its end, that is said, the kept draft is whole, and the file is offered', async ({ page, url }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      const request = put.apply(this, given);
      if (window.broken && this.name === 'drafts') request.addEventListener('success', () => this.transaction.abort());
      return request;
    };
  });
  await begin(page, url, example(), 'facility');
  await page.evaluate(() => { window.broken = true; });
  await type(page, '医療機関の名称', '途中で切れた医院');
  await alert(page).getByText('まだ保存できていません').waitFor();
  const file = await download(page, () => alert(page).getByRole('button', { name: /ファイルに保存/ }).click());
  assert.equal(JSON.parse(file.bytes.toString('utf8')).facility.name, '途中で切れた医院');
  assert.equal(JSON.parse((await record(page)).text).facility.name, '例示クリニック');
  assert.deepEqual(await stored(page, 'history'), {}, 'all or nothing');
  await page.evaluate(() => { window.broken = false; });
  await type(page, '医療機関の名称', '直った医院');
  await eventually(() => alert(page).count(), 0);
  assert.equal((await kept(page)).facility.name, '直った医院');
});

scenario('while the last changes cannot be saved, the draft is not left without a file', async ({ page, url }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      if (window.full) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      return put.apply(this, given);
    };
  });
  await begin(page, url, example({ 'facility.name': '東医院' }), '');
  await openFile(page, JSON.stringify(example()));
  await kept(page);
  await page.evaluate(() => { window.full = true; });
  await go(page, 'facility');
  await type(page, '医療機関の名称', 'いっぱい医院');
  await alert(page).getByText('いっぱい').waitFor();
  await go(page, 'drafts');
  const open = cards(page).filter({ hasText: '東医院' }).getByRole('button', { name: /^開く/ });
  await open.click();
  await banner(page, '先に「ファイルに保存」').waitFor();
  await page.locator('.header-name', { hasText: 'いっぱい医院' }).waitFor();
  await download(page, () => page.keyboard.press('Control+s'));
  await open.click();
  await page.locator('.header-name', { hasText: '東医院' }).waitFor();
});

scenario('where the storage was wiped while a draft is open, it is saved again and that is said', async ({ page, url }) => {
  await begin(page, url, example(), 'facility');
  await type(page, '電話番号', '011-111-1111');
  await kept(page);
  await page.evaluate(() => new Promise((done) => { indexedDB.deleteDatabase('kakari').onsuccess = done; }));
  await type(page, '電話番号', '011-222-2222');
  await banner(page, '消されていました').waitFor();
  assert.equal((await kept(page)).facility.phone, '011-222-2222');
  await reload(page);
  assert.equal(await control(page, 'facility.phone').inputValue(), '011-222-2222');
});

scenario('a database of a newer version is not touched, and that is said', async ({ page, url }) => {
  await begin(page, url, example(), 'facility');
  await page.evaluate(() => new Promise((done) => {
    const request = indexedDB.open('kakari', 7);
    request.onupgradeneeded = () => request.result.createObjectStore('later').put('of tomorrow', 'x');
    request.onsuccess = () => {
      request.result.close();
      done();
    };
  }));
  const before = await Promise.all(['drafts', 'later'].map((store) => stored(page, store)));
  await reload(page);
  await alert(page).getByText('新しい版').waitFor();
  await go(page, '');
  await openFile(page, JSON.stringify(example()));
  await go(page, 'facility');
  await type(page, '医療機関の名称', '別の医院');
  await alert(page).getByText('新しい版').waitFor();
  await page.locator('.header-keeping', { hasText: '保存できていません' }).waitFor();
  assert.deepEqual(await Promise.all(['drafts', 'later'].map((store) => stored(page, store))), before);
});

// Two tabs -------------------------------------------------------------------------------------------------------------

scenario('what a tab could not save before it was taken over is offered, as a draft of its own or as a file', async ({ page, context, url }) => {
  await begin(page, url, example({ 'facility.name': '東医院' }), 'facility');
  await page.evaluate((text) => window.kakariKeep.putBeside('current', 'lastYear', text), JSON.stringify(example({ 'facility.phone': '011-333-3333' })));
  await reload(page);
  await field(page, 'facility.phone').getByText('前年: 011-333-3333').waitFor();
  const second = await context.newPage();
  await open(second, url, '#/facility');
  await banner(second, '読み取り専用').waitFor();
  // The first is slow: what is typed waits to be saved while the second takes over.
  await slow(page);
  await type(page, '医療機関の名称', '西医院');
  await second.getByRole('button', { name: 'このタブで編集する' }).click();
  await alert(page).getByText('まだ保存していません').waitFor();
  assert.equal(await control(page, 'facility.name').isDisabled(), true);
  assert.equal(await control(page, 'facility.name').inputValue(), '西医院');
  await type(second, '電話番号', '011-222-2222');
  await kept(second);
  const file = await download(page, () => alert(page).getByRole('button', { name: /ファイルに保存/ }).click());
  assert.equal(JSON.parse(file.bytes.toString('utf8')).facility.name, '西医院');
  await page.evaluate(() => { window.setTimeout = window.quick; });
  await alert(page).getByRole('button', { name: '別の下書きとして保存' }).click();
  await eventually(() => named(page), ['東医院', '西医院']);
  await eventually(() => control(page, 'facility.name').isEnabled(), true);
  await page.locator('.header-name', { hasText: '西医院(別のタブの分)' }).waitFor();
  // Last year's draft belongs to it too, now and after a reload.
  await kept(page);
  await field(page, 'facility.phone').getByText('前年: 011-333-3333').waitFor();
  await reload(page);
  await page.locator('.header-name', { hasText: '西医院(別のタブの分)' }).waitFor();
  await field(page, 'facility.phone').getByText('前年: 011-333-3333').waitFor();
  assert.equal(await banner(second, '読み取り専用').count(), 0);
});

scenario('a tab that is closed with what it could not save leaves it as a draft of its own', async ({ page, context, url }) => {
  await begin(page, url, example({ 'facility.name': '東医院' }), 'facility');
  const second = await context.newPage();
  await open(second, url, '#/facility');
  await banner(second, '読み取り専用').waitFor();
  await slow(page);
  await type(page, '医療機関の名称', '西医院');
  await second.getByRole('button', { name: 'このタブで編集する' }).click();
  await alert(page).getByText('まだ保存していません').waitFor();
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await eventually(() => named(second), ['東医院', '西医院']);
});

scenario('a hidden tab saves nothing over newer work', async ({ page, context, url }) => {
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));
  await begin(page, url, example({ 'facility.name': '東医院' }), 'facility');
  const second = await context.newPage();
  await open(second, url, '#/facility');
  await type(second, '医療機関の名称', '新しい医院');
  await kept(second);
  await type(page, '電話番号', '011-111-1111');
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await alert(page).getByText('別のタブで').waitFor();
  const { text } = (await stored(second, 'drafts')).current;
  assert.deepEqual([JSON.parse(text).facility.name, JSON.parse(text).facility.phone], ['新しい医院', '011-000-0000']);
});

// Updates, rules, clocks -----------------------------------------------------------------------------------------------

scenario('an update that comes in the middle of typing waits, and everything typed is there after it', async ({ page, test: t }) => {
  const copy = await copyOfApp(t);
  await begin(page, copy.url, example(), 'facility');
  await offlineReady(page);
  await type(page, '医療機関の名称', '更新前');
  const worker = join(copy.folder, 'service-worker.js');
  const text = await readFile(worker, 'utf8');
  await writeFile(worker, text.replace(/const CACHE = PREFIX \+ '[^']+'/, "const CACHE = PREFIX + 'later'"));
  await page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration()).update(); });
  const take = page.getByRole('button', { name: '新しい版に切り替える' });
  await take.waitFor();
  assert.equal(await control(page, 'facility.name').inputValue(), '更新前');
  await type(page, '医療機関の名称', '更新のさなかの医院');
  await Promise.all([page.waitForEvent('load'), take.click()]);
  await booted(page);
  await arrived(page, 'facility');
  assert.equal(await control(page, 'facility.name').inputValue(), '更新のさなかの医院');
  await eventually(() => control(page, 'facility.name').isEnabled(), true);
}, { worker: true });

scenario('when catalogue or rules changed under a draft, what is new is listed, nothing is dropped, and it goes when it was seen', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.phone': '000-0000' }), 'facility');
  await type(page, '医療機関の名称', '東医院');
  await kept(page);
  await reload(page);
  await page.locator('.page').waitFor();
  assert.equal(await banner(page, '変わりました').count(), 0);
  const { catalog, rules, findings, text } = await record(page);
  assert.ok(catalog && rules && findings.length);
  // As an older version of the app would have saved it: with other rules, and without the first of the findings.
  const current = (await stored(page, 'settings')).open;
  const [gone, ...rest] = findings.trimEnd().split('\n');
  const older = { ...await record(page), catalog: 'older', rules: 'older', findings: rest.map((line) => `${line}\n`).join('') };
  await meddle(page, 'drafts', current, older);
  await reload(page);
  const changed = banner(page, '台帳(聞かれる項目)と点検規則が変わりました');
  await changed.waitFor();
  assert.equal(await changed.locator('li').count(), 1, gone);
  assert.equal((await record(page)).text, text);
  // Typing does not make it go, not even over a reload.
  await type(page, '電話番号', '011-111-1111');
  await kept(page);
  assert.equal((await record(page)).rules, 'older');
  await reload(page);
  await changed.waitFor();
  await changed.getByRole('button', { name: '確かめました' }).click();
  await kept(page);
  assert.equal(await changed.count(), 0);
  assert.deepEqual([(await record(page)).rules, (await record(page)).catalog], [rules, catalog]);
  await reload(page);
  await page.locator('.page').waitFor();
  assert.equal(await changed.count(), 0);
});

scenario('a clock that is set back breaks neither the order of the drafts nor the history', async ({ page, context, url }) => {
  await begin(page, url, example({ 'facility.name': '東医院' }), 'facility', { day: '2030-01-01' });
  await type(page, '電話番号', '011-111-1111');
  await kept(page);
  await context.clock.setFixedTime('2026-02-01T10:00:00+09:00');
  await type(page, '電話番号', '011-222-2222');
  await eventually(async () => JSON.parse((await record(page)).text).facility.phone, '011-222-2222');
  await context.clock.setFixedTime('2026-02-01T10:06:00+09:00');
  await type(page, '電話番号', '011-333-3333');
  await eventually(async () => JSON.parse((await record(page)).text).facility.phone, '011-333-3333');
  const phones = Object.entries(await stored(page, 'history')).map(([, { number, text }]) => [number, JSON.parse(text).facility.phone]);
  assert.deepEqual(phones.sort(), [[1, '011-000-0000'], [2, '011-111-1111'], [3, '011-222-2222']]);
  // Saved in the future, but longer ago than the one that is saved now.
  await context.clock.setFixedTime('2030-06-01T10:00:00+09:00');
  await type(page, '電話番号', '011-444-4444');
  await eventually(async () => JSON.parse((await record(page)).text).facility.phone, '011-444-4444');
  await context.clock.setFixedTime('2026-02-02T10:00:00+09:00');
  await go(page, '');
  await openFile(page, JSON.stringify(example()));
  await kept(page);
  await go(page, 'drafts');
  await eventually(async () => (await cards(page).locator('h2').allInnerTexts()).map((name) => name.split('\n')[0]), ['例示クリニック', '東医院']);
  await cards(page).filter({ hasText: '東医院' }).getByText('時計より先').waitFor();
});
