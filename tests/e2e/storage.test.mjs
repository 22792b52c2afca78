// Storage that does not answer, fails and heals, and pages that are left before it has answered: nothing typed is lost,
// nothing becomes two.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { test } from 'node:test';

import { arrived, begin, blank, control, download, eventually, example, fresh, go, kept, record, reload, stored, type } from './app.mjs';
import { BASE_URL, accessible, fitsWidth, open, scenario, screenshots } from './harness.mjs';

const alert = (page) => page.locator('.banner[role=alert]');
const banner = (page, text) => page.locator('.banner', { hasText: text });
const named = async (page) => Object.values(await stored(page, 'drafts')).map(({ text }) => JSON.parse(text).facility.name).sort();
const left = (page) => page.evaluate(() => Object.keys(localStorage));
const phone = async (page) => JSON.parse((await record(page)).text).facility.phone;

/** In the page: while `window.silent`, the database does not answer; `wake()` lets it answer all that it was asked. */
function silence(from) {
  const opened = IDBFactory.prototype.open;
  const asked = [];
  IDBFactory.prototype.open = function (...given) {
    if (!window.silent) return opened.apply(this, given);
    const request = {};
    asked.push(() => {
      const real = opened.apply(this, given);
      for (const name of ['onupgradeneeded', 'onsuccess', 'onerror']) {
        real[name] = (event) => {
          if (name !== 'onerror') request.result = real.result;
          request[name]?.(event);
        };
      }
    });
    return request;
  };
  window.wake = () => {
    window.silent = false;
    asked.splice(0).forEach((answer) => answer());
  };
  window.silent = from;
}

/** In the page: while `window.fault`, opening the database fails with an error of that name. */
function faults() {
  const opened = IDBFactory.prototype.open;
  window.tries = 0;
  IDBFactory.prototype.open = function (...given) {
    if (!window.fault) return opened.apply(this, given);
    window.tries += 1;
    const request = { error: new DOMException('Connection to Indexed Database server lost.', window.fault) };
    queueMicrotask(() => request.onerror?.(new Event('error')));
    return request;
  };
}

/** In the page: what waits for a second or longer waits for ever, and what is typed for a minute if `slow`. */
function hurried(slow) {
  const quick = window.setTimeout;
  window.setTimeout = (act, time, ...more) => quick(act, time >= 1000 || (slow && time === 300) ? 600_000 : time, ...more);
}

/** The page goes to another one and the person comes back. */
async function awayAndBack(page) {
  await page.goto('about:blank');
  await page.goBack();
  await page.locator('.page').waitFor();
}

// It does not answer ---------------------------------------------------------------------------------------------------

scenario('where the storage never answers, the form is there within three seconds, says that nothing is kept, and offers the file', async ({ page, url }) => {
  await page.addInitScript(silence, true);
  await open(page, url);
  const started = performance.now();
  await page.getByRole('button', { name: 'はじめる' }).waitFor();
  const took = performance.now() - started;
  assert.ok(took < 3000, `${Math.round(took)} ms`);
  await alert(page).getByText('保存場所が応えません').waitFor();
  await accessible(page, 'no answer');
  await page.getByRole('button', { name: 'はじめる' }).click();
  await arrived(page, 'target');
  await go(page, 'facility');
  await type(page, '医療機関の名称', '応えのない医院');
  await alert(page).getByText('まだ保存できていません').waitFor();
  await page.locator('.header-keeping', { hasText: '保存できていません' }).waitFor();
  await screenshots(page, 'storage-no-answer');
  await page.setViewportSize({ width: 320, height: 568 });
  await fitsWidth(page);
  const file = await download(page, () => alert(page).getByRole('button', { name: /ファイルに保存/ }).click());
  assert.equal(JSON.parse(file.bytes.toString('utf8')).facility.name, '応えのない医院');
});

scenario('storage that answers after the person has begun: what was typed becomes a draft of its own, drafts and settings of before are all there', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '前の医院' }), 'facility', { settings: { deadline: '2026-02-27', office: '医療政策課' } });
  await page.addInitScript(silence, true);
  await reload(page);
  await alert(page).getByText('保存場所が応えません').waitFor();
  await go(page, '');
  await page.getByRole('button', { name: 'はじめる' }).click();
  await arrived(page, 'target');
  // A setting made meanwhile counts; the others must not be written over by it.
  await go(page, 'settings');
  await page.getByRole('textbox', { name: '電話番号' }).fill('011-777-7777');
  await go(page, 'facility');
  await type(page, '医療機関の名称', '新しい医院');
  await page.evaluate(() => window.wake());
  await banner(page, '保存場所が使えるようになりました').waitFor();
  assert.equal((await kept(page)).facility.name, '新しい医院');
  assert.equal(await alert(page).count(), 0);
  assert.equal(await control(page, 'facility.name').inputValue(), '新しい医院');
  assert.deepEqual(await named(page), ['前の医院', '新しい医院']);
  await eventually(async () => {
    const { deadline, office, phone: number } = await record(page, 'settings');
    return [deadline, office, number];
  }, ['2026-02-27', '医療政策課', '011-777-7777']);
  // What is open is what the next visit opens.
  await eventually(async () => JSON.parse((await record(page)).text).facility.name, '新しい医院');
});

scenario('storage that answers before the person has begun anything opens the draft of before', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '前の医院' }), 'facility');
  await page.addInitScript(silence, true);
  await reload(page);
  await alert(page).getByText('保存場所が応えません').waitFor();
  await page.evaluate(() => window.wake());
  await eventually(() => control(page, 'facility.name').inputValue(), '前の医院');
  assert.equal(await alert(page).count(), 0);
  await type(page, '電話番号', '011-111-1111');
  assert.equal((await kept(page)).facility.phone, '011-111-1111');
  assert.deepEqual(await named(page), ['前の医院']);
});

scenario('storage that stops answering in mid-session: that is said, typing goes on, and it is saved once it answers', async ({ page, url }) => {
  await page.addInitScript(silence, false);
  await begin(page, url, example(), 'facility');
  await page.evaluate(() => { window.silent = true; });
  await type(page, '電話番号', '011-111-1111');
  await alert(page).getByText('保存場所が応えません').waitFor();
  await page.locator('.header-keeping', { hasText: '保存できていません' }).waitFor();
  // The words stay while the person goes on.
  await type(page, '電話番号', '011-222-2222');
  assert.equal(await alert(page).count(), 1);
  await page.evaluate(() => window.wake());
  assert.equal((await kept(page)).facility.phone, '011-222-2222');
  assert.equal(await alert(page).count(), 0);
  assert.equal((await record(page)).revision, 2);
  assert.equal(Object.keys(await stored(page, 'history')).length, 1);
});

scenario('a transaction that never ends is given up, and a new one saves all', async ({ page, url }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      const request = put.apply(this, given);
      // Kept busy: it can only end by being given up.
      const again = () => {
        if (window.stuck) this.get('x').onsuccess = again;
      };
      again();
      return request;
    };
  });
  await begin(page, url, example(), 'facility');
  await page.evaluate(() => { window.stuck = true; });
  await type(page, '電話番号', '011-111-1111');
  await alert(page).getByText('保存場所が応えません').waitFor();
  await page.evaluate(() => { window.stuck = false; });
  assert.equal((await kept(page)).facility.phone, '011-111-1111');
  assert.equal(Object.keys(await stored(page, 'history')).length, 1);
});

scenario('a save that was made, but whose answer came too late, is not taken for the work of another tab', async ({ page, url }) => {
  await page.addInitScript(() => {
    const begun = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...given) {
      const transaction = begun.apply(this, given);
      if (window.deaf && given[1] === 'readwrite') {
        // It is being committed: giving it up is too late, and word of it does not come.
        transaction.abort = () => { throw new DOMException('too late', 'InvalidStateError'); };
        Object.defineProperty(transaction, 'oncomplete', { set(act) { window.word = act; } });
      }
      return transaction;
    };
  });
  await begin(page, url, example(), 'facility');
  await page.evaluate(() => { window.deaf = true; });
  await type(page, '電話番号', '011-111-1111');
  await alert(page).getByText('保存場所が応えません').waitFor();
  assert.equal(await phone(page), '011-111-1111');
  await page.evaluate(() => { window.deaf = false; });
  await type(page, '電話番号', '011-222-2222');
  assert.equal((await kept(page)).facility.phone, '011-222-2222');
  // Now comes the word.
  await page.evaluate(() => window.word());
  await type(page, '電話番号', '011-333-3333');
  await eventually(() => phone(page), '011-333-3333');
  assert.equal(await alert(page).count(), 0);
  assert.equal(Object.keys(await stored(page, 'drafts')).length, 1);
});

scenario('what another tab saved after a late answer of this one is still never written over', async ({ page, url }) => {
  await begin(page, url, example(), 'facility');
  await type(page, '電話番号', '011-111-1111');
  await kept(page);
  // A tab of an older version: it knows nothing of the page that a record names, and leaves that as it is.
  await page.evaluate(() => new Promise((done) => {
    const request = indexedDB.open('kakari');
    request.onsuccess = () => {
      const drafts = request.result.transaction('drafts', 'readwrite').objectStore('drafts');
      drafts.get('current').onsuccess = ({ target: { result } }) => {
        const text = result.text.replace('011-111-1111', '011-999-9999');
        drafts.put({ ...result, text, revision: result.revision + 1 }, 'current').onsuccess = () => {
          request.result.close();
          done();
        };
      };
    };
  }));
  await type(page, '電話番号', '011-222-2222');
  await alert(page).getByText('別のタブで').waitFor();
  assert.equal(await phone(page), '011-999-9999');
});

// It fails and heals ---------------------------------------------------------------------------------------------------

for (const name of ['UnknownError', 'InvalidStateError', 'AbortError']) {
  scenario(`a failure that heals (${name}) is said in its own words and tried again without another keystroke`, async ({ page, url }) => {
    await page.addInitScript(faults);
    await begin(page, url, example(), 'facility');
    await page.evaluate((fault) => { window.fault = fault; }, name);
    await type(page, '電話番号', '011-111-1111');
    await alert(page).getByText('接続が切れました').waitFor();
    assert.equal(await alert(page).getByText('プライベート').count(), 0);
    await page.waitForFunction(() => window.tries > 2);
    assert.equal(await alert(page).count(), 1);
    await page.evaluate(() => { window.fault = undefined; });
    assert.equal((await kept(page)).facility.phone, '011-111-1111');
    assert.equal(await alert(page).count(), 0);
  });
}

for (const [target, name] of [['window', 'focus'], ['window', 'online'], ['window', 'pageshow'], ['document', 'visibilitychange']]) {
  scenario(`after a failure it is tried again at once on ${name}`, async ({ page, url }) => {
    await page.addInitScript(faults);
    await begin(page, url, example(), 'facility');
    await page.evaluate(hurried, false);
    await page.evaluate(() => { window.fault = 'UnknownError'; });
    await type(page, '電話番号', '011-111-1111');
    await alert(page).getByText('接続が切れました').waitFor();
    await page.evaluate(() => { window.fault = undefined; });
    await page.evaluate(([on, what]) => window[on].dispatchEvent(new Event(what)), [target, name]);
    assert.equal((await kept(page)).facility.phone, '011-111-1111');
  });
}

scenario('what a draft that was left had unsaved waits until the storage is back, and settings as well', async ({ page, url }) => {
  await page.addInitScript(faults);
  await begin(page, url, example({ 'facility.name': '東医院' }), 'facility', { settings: { deadline: '2026-02-27' } });
  await page.evaluate(() => { window.fault = 'UnknownError'; });
  await type(page, '電話番号', '011-111-1111');
  await alert(page).getByText('接続が切れました').waitFor();
  await go(page, '');
  await page.getByRole('button', { name: '新しい下書きをはじめる' }).click();
  await arrived(page, 'target');
  await go(page, 'settings');
  await page.getByRole('textbox', { name: '電話番号' }).fill('011-777-7777');
  await page.waitForFunction(() => window.tries > 3);
  await page.evaluate(() => { window.fault = undefined; });
  await eventually(async () => JSON.parse((await stored(page, 'drafts')).current.text).facility.phone, '011-111-1111');
  await eventually(async () => [(await record(page, 'settings')).phone, (await record(page, 'settings')).deadline], ['011-777-7777', '2026-02-27']);
  assert.equal(Object.keys(await stored(page, 'drafts')).length, 2);
});

scenario('where locks do not answer, what is typed is saved all the same', async ({ page, url }) => {
  await page.addInitScript(() => {
    LockManager.prototype.request = () => new Promise(() => {});
    LockManager.prototype.query = () => new Promise(() => {});
  });
  await begin(page, url, example(), 'facility');
  await type(page, '電話番号', '011-111-1111');
  assert.equal((await kept(page)).facility.phone, '011-111-1111');
});

// Leaving --------------------------------------------------------------------------------------------------------------

/** Whether the browser asks when the page is left; the page stays. */
const asks = (page) => page.evaluate(() => {
  const event = document.createEvent('BeforeUnloadEvent');
  event.initEvent('beforeunload', false, true);
  dispatchEvent(event);
  return [event.defaultPrevented, Boolean(event.returnValue)];
});

scenario('the browser asks before a page with something unsaved is left, in the way of old and new browsers, and only then', async ({ page, context, url }) => {
  await page.addInitScript(faults);
  await begin(page, url, example(), 'facility');
  assert.deepEqual(await asks(page), [false, false]);
  await type(page, '電話番号', '011-111-1111');
  await kept(page);
  assert.deepEqual(await asks(page), [false, false]);
  await page.evaluate(() => { window.fault = 'SecurityError'; });
  await type(page, '電話番号', '011-222-2222');
  assert.deepEqual(await asks(page), [true, true], 'not saved yet');
  await alert(page).getByText('保存できません').waitFor();
  assert.deepEqual(await asks(page), [true, true], 'cannot be saved');
  // And so the browser does.
  const asked = page.waitForEvent('dialog');
  const closing = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.dismiss();
  await closing;
  assert.equal(context.pages().length, 1, 'the page stays');
  // What is in a file is not lost.
  await download(page, () => page.keyboard.press('Control+s'));
  await eventually(() => asks(page), [false, false]);
});

scenario('what was typed a moment before the page is closed is there at the next start, in the same draft, and nothing of it is left beside', async ({ page, context, url }) => {
  await page.addInitScript(silence, false);
  await begin(page, url, example({ 'facility.name': '東医院' }), 'facility');
  await page.evaluate(hurried, true);
  await page.evaluate(() => { window.silent = true; });
  await type(page, '電話番号', '011-111-1111');
  await page.close({ runBeforeUnload: true });
  await eventually(() => context.pages().length, 0);
  const next = await context.newPage();
  await open(next, url, '#/facility');
  await eventually(() => control(next, 'facility.phone').inputValue(), '011-111-1111');
  assert.equal(await phone(next), '011-111-1111');
  assert.deepEqual(await named(next), ['東医院']);
  assert.deepEqual(await left(next), []);
  assert.equal(Object.keys(await stored(next, 'history')).length, 1, 'the state before is in the history');
  await type(next, '電話番号', '011-222-2222');
  assert.equal((await kept(next)).facility.phone, '011-222-2222');
});

scenario('a draft that was begun a moment before the page is closed is there at the next start', async ({ page, context, url }) => {
  await page.addInitScript(silence, false);
  await fresh(page, url);
  await page.evaluate(hurried, true);
  await page.evaluate(() => { window.silent = true; });
  await page.getByRole('button', { name: 'はじめる' }).click();
  await arrived(page, 'target');
  await go(page, 'facility');
  await type(page, '医療機関の名称', '始めたばかりの医院');
  await page.close({ runBeforeUnload: true });
  await eventually(() => context.pages().length, 0);
  const next = await context.newPage();
  await open(next, url, '#/drafts');
  await next.locator('.drafts-entry', { hasText: '始めたばかりの医院' }).waitFor();
  assert.deepEqual(await named(next), ['始めたばかりの医院']);
  assert.deepEqual(await left(next), []);
});

scenario('what is left goes as soon as it is saved, and while its page lives no other takes it', async ({ page, context, url }) => {
  await page.addInitScript(silence, false);
  await begin(page, url, example({ 'facility.name': '東医院' }), 'facility');
  await page.evaluate(() => { window.silent = true; });
  await type(page, '電話番号', '011-111-1111');
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const [key] = await left(page);
  assert.match(key, /^kakari-unsaved-\d+$/);
  const second = await context.newPage();
  await open(second, url, '#/facility');
  await banner(second, '読み取り専用').waitFor();
  assert.deepEqual(await left(second), [key]);
  assert.equal(await phone(second), '011-000-0000');
  await second.close();
  await page.evaluate(() => {
    delete document.hidden;
    window.wake();
  });
  assert.equal((await kept(page)).facility.phone, '011-111-1111');
  await eventually(() => left(page), []);
  assert.deepEqual(await named(page), ['東医院']);
});

scenario('what was left stands beside newer work as a draft of its own, which is said, once', async ({ page, context, url }) => {
  await begin(page, url, example({ 'facility.name': '東医院' }), 'facility');
  await type(page, '電話番号', '011-111-1111');
  await kept(page);
  const text = JSON.stringify(example({ 'facility.name': '東医院', 'facility.phone': '011-999-9999' }));
  const work = { id: 'current', from: '', text, name: '', label: '東医院(別のタブの分)', point: true, by: '7', before: 1 };
  await page.evaluate((it) => { localStorage.setItem('kakari-unsaved-7', JSON.stringify([it])); }, work);
  await reload(page);
  await banner(page, '「東医院(別のタブの分)」として保存しました').waitFor();
  assert.equal(await control(page, 'facility.phone').inputValue(), '011-111-1111');
  assert.deepEqual(await left(page), []);
  // Should the browser have died before it was taken away, it is not made again.
  await page.evaluate((it) => { localStorage.setItem('kakari-unsaved-7', JSON.stringify([it])); }, work);
  await page.close();
  const next = await context.newPage();
  await open(next, url, '#/facility');
  await eventually(() => left(next), []);
  const phones = Object.values(await stored(next, 'drafts')).map((one) => JSON.parse(one.text).facility.phone).sort();
  assert.deepEqual(phones, ['011-111-1111', '011-999-9999']);
});

scenario('what is under the name and is no work of ours stops nothing', async ({ page, url }) => {
  await begin(page, url, example(), 'facility');
  await page.evaluate(() => {
    for (const [at, text] of ['', '{', '3', 'null', '{}', '[3]', '[{"id": 3}]', '[null]'].entries()) localStorage.setItem(`kakari-unsaved-${at}`, text);
  });
  await reload(page);
  await eventually(() => control(page, 'facility.name').inputValue(), '例示クリニック');
  await type(page, '電話番号', '011-111-1111');
  assert.equal((await kept(page)).facility.phone, '011-111-1111');
  assert.equal(Object.keys(await stored(page, 'drafts')).length, 1);
});

scenario('left within 300 milliseconds of typing, and back, three times over: one draft with everything', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '東医院' }), 'facility');
  for (const round of ['1', '2', '3']) {
    await eventually(() => control(page, 'facility.phone').isEnabled(), true);
    await type(page, '電話番号', `011-000-000${round}`);
    await awayAndBack(page);
    await eventually(() => control(page, 'facility.phone').inputValue(), `011-000-000${round}`);
  }
  await page.locator('.header-keeping', { hasText: '保存しました' }).waitFor();
  assert.deepEqual(await named(page), ['東医院']);
  await eventually(() => phone(page), '011-000-0003');
  assert.deepEqual(await left(page), []);
  await page.locator('.header-name', { hasText: '別のタブの分' }).waitFor({ state: 'detached' });
});

test('the same where the browser puts the page away whole: no lock is lost to anybody, and no draft made', { timeout: 600_000 }, async () => {
  const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? CHROMIUM.find((path) => existsSync(path)),
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const context = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
    const page = await context.newPage();
    await page.addInitScript(() => addEventListener('pageshow', ({ persisted }) => { window.cameBack = persisted; }));
    await begin(page, BASE_URL, example({ 'facility.name': '東医院' }), 'facility');
    const came = [];
    for (const round of ['1', '2', '3']) {
      await eventually(() => control(page, 'facility.phone').isEnabled(), true);
      await type(page, '電話番号', `011-000-000${round}`);
      await page.goto(`${BASE_URL}words/`);
      // No page is loaded that could be waited for.
      await page.goBack({ waitUntil: 'commit' });
      await eventually(() => control(page, 'facility.phone').inputValue(), `011-000-000${round}`);
      came.push(await page.evaluate(() => window.cameBack));
    }
    // The browser may choose not to, when it has much to do.
    assert.ok(came.includes(true), 'the page was put away');
    await eventually(() => phone(page), '011-000-0003');
    await page.locator('.header-keeping', { hasText: '保存しました' }).waitFor();
    assert.deepEqual(await named(page), ['東医院']);
    assert.equal(await page.locator('.banner', { hasText: '読み取り専用' }).count(), 0);
    await eventually(() => left(page), []);
  } finally {
    await browser.close();
  }
});

// 記入例 ---------------------------------------------------------------------------------------------------------------

scenario('記入例: what was changed in it is there when it is opened again, can be put back, and is nowhere in the browser', async ({ page, url }) => {
  await begin(page, url, blank, '');
  await page.getByRole('button', { name: '記入例を開く' }).click();
  await arrived(page, 'target');
  await go(page, 'facility');
  const first = await control(page, 'facility.name').inputValue();
  assert.equal(await page.getByRole('button', { name: 'はじめの記入例に戻す' }).count(), 0);
  await type(page, '医療機関の名称', '試しに変えた医院');
  assert.deepEqual(await asks(page), [false, false]);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    delete document.hidden;
  });
  assert.deepEqual(await left(page), []);
  await page.getByRole('button', { name: /^閉じて/ }).click();
  await page.locator('.page[data-example]').waitFor({ state: 'detached' });
  await go(page, '');
  await page.getByRole('button', { name: '記入例を開く' }).click();
  await arrived(page, 'target');
  await go(page, 'facility');
  assert.match(await control(page, 'facility.name').inputValue(), /試しに変えた医院$/);
  await page.getByRole('button', { name: 'はじめの記入例に戻す' }).click();
  await eventually(() => control(page, 'facility.name').inputValue(), first);
  await page.getByRole('button', { name: '元に戻す' }).click();
  await eventually(async () => (await control(page, 'facility.name').inputValue()).endsWith('試しに変えた医院'), true);
  assert.ok(!JSON.stringify(await stored(page, 'drafts')).includes('試しに変えた'));
});
