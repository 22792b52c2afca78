// Working without a network, and without a place to keep the work.

import assert from 'node:assert/strict';

import {
  arrived, begin, choose, control, download, eventually, example, fresh, go, kept, parseCsv, record, reload, type,
} from './app.mjs';
import { booted, offlineReady, open, scenario } from './harness.mjs';

const alert = (page) => page.locator('.banner[role=alert]');
const saveOffered = (page) => alert(page).getByRole('button', { name: /ファイルに保存/ });

scenario('without a network everything goes on: a deep link, typing, a reload, the files', async ({ page, context, url }) => {
  await begin(page, url, example(), 'target');
  await offlineReady(page);
  await context.setOffline(true);

  // The draft can be changed in one tab at a time.
  const deep = await context.newPage();
  await page.close();
  await open(deep, url, '#/f2ha');
  await arrived(deep, 'f2ha');
  await deep.getByText(/オフライン/).waitFor();
  await choose(deep, '在宅医療を提供する体制', '自院で24時間対応');
  await type(deep, '特記事項', '通信がなくても書ける');
  assert.equal((await kept(deep)).answers['f2ha.care'], 'own_24h');
  await reload(deep);
  await arrived(deep, 'f2ha');
  assert.equal(await control(deep, 'f2ha.remarks').inputValue(), '通信がなくても書ける');

  await go(deep, 'export');
  const csv = await download(deep, () => deep.getByRole('button', { name: /^CSV.*Excel/ }).click());
  assert.ok(parseCsv(csv.bytes.toString('utf8')).some((cells) => cells.includes('通信がなくても書ける')));
  await go(deep, 'notice');
  const notice = await download(deep, () => deep.getByRole('button', { name: /HTML/ }).click());
  assert.match(notice.bytes.toString('utf8'), /当院におけるかかりつけ医機能について/);
  const draft = await download(deep, () => deep.keyboard.press('Control+s'));
  assert.equal(JSON.parse(draft.bytes.toString('utf8')).answers['f2ha.care'], 'own_24h');

  // Back in the network the mark goes by itself.
  await context.setOffline(false);
  await eventually(() => deep.getByText(/オフライン/).count(), 0);
}, { worker: true });

scenario('the first page without a network is whole and starts a draft', async ({ page, context, url }) => {
  await fresh(page, url);
  await offlineReady(page);
  await context.setOffline(true);
  await page.reload();
  await booted(page);
  await page.getByRole('button', { name: 'はじめる' }).click();
  await arrived(page, 'target');
  await go(page, 'facility');
  await type(page, '医療機関の名称', '山の診療所');
  assert.equal((await kept(page)).facility.name, '山の診療所');
}, { worker: true });

scenario('where the browser keeps nothing, that is said at once and the file is offered', async ({ page, url }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => { throw new DOMException('The operation is insecure.', 'SecurityError'); };
  });
  await fresh(page, url);
  await alert(page).getByText('保存できません').waitFor();
  await page.getByRole('button', { name: 'はじめる' }).click();
  await arrived(page, 'target');
  await go(page, 'facility');
  await type(page, '医療機関の名称', '保存できない医院');
  await alert(page).getByText('保存できません').waitFor();
  await page.locator('.header-keeping', { hasText: '保存できていません' }).waitFor();
  const file = await download(page, () => saveOffered(page).click());
  assert.equal(JSON.parse(file.bytes.toString('utf8')).facility.name, '保存できない医院');
}, { worker: true });

scenario('where opening the storage fails later, that is said at once too', async ({ page, url }) => {
  await page.addInitScript(() => {
    const opened = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...given) {
      if (!window.refuse) return opened.apply(this, given);
      const request = opened.call(this, 'other', 1);
      Object.defineProperty(request, 'error', { value: new DOMException('refused', 'UnknownError') });
      request.addEventListener('success', (event) => event.stopImmediatePropagation(), { capture: true });
      queueMicrotask(() => request.dispatchEvent(new Event('error')));
      return request;
    };
  });
  await fresh(page, url);
  await page.getByRole('button', { name: 'はじめる' }).click();
  await kept(page);
  assert.equal(await alert(page).count(), 0);
  await page.evaluate(() => { window.refuse = true; });
  await go(page, 'facility');
  await type(page, '医療機関の名称', '途中で');
  await alert(page).getByText('接続が切れました').waitFor();
}, { worker: true });

scenario('a full storage is said at once, the file is offered, and later saves go through', async ({ page, url }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
      if (window.full) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      return put.apply(this, given);
    };
  });
  await begin(page, url, example(), 'facility');
  await page.evaluate(() => { window.full = true; });
  await type(page, '医療機関の名称', 'いっぱい医院');
  await alert(page).getByText('いっぱい').waitFor();
  const file = await download(page, () => saveOffered(page).click());
  assert.equal(JSON.parse(file.bytes.toString('utf8')).facility.name, 'いっぱい医院');
  assert.equal(JSON.parse((await record(page)).text).facility.name, '例示クリニック', 'the kept draft is whole');
  // Room again: the next change is kept, and the warning goes.
  await page.evaluate(() => { window.full = false; });
  await type(page, '医療機関の名称', '空いた医院');
  await eventually(() => alert(page).count(), 0);
  assert.equal((await kept(page)).facility.name, '空いた医院');
}, { worker: true });

scenario('where the browser has no locks, newer work of a second tab is still never overwritten', async ({ page, context, url }) => {
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));
  await begin(page, url, example(), 'facility');
  const second = await context.newPage();
  await open(second, url, '#/facility');
  await arrived(second, 'facility');
  await type(second, '医療機関の名称', '新しいタブ');
  await kept(second);

  await type(page, '電話番号', '011-111-1111');
  await alert(page).getByText('別のタブで').waitFor();
  const there = JSON.parse((await record(page)).text);
  assert.deepEqual([there.facility.name, there.facility.phone], ['新しいタブ', '011-000-0000']);
  // This tab's work can be taken away, or given up for the newer.
  const file = await download(page, () => saveOffered(page).click());
  assert.equal(JSON.parse(file.bytes.toString('utf8')).facility.phone, '011-111-1111');
  // More typing changes nothing about that.
  await type(page, '電話番号', '011-222-2222');
  await page.locator('.header-keeping', { hasText: '保存できていません' }).waitFor();
  assert.equal(JSON.parse((await record(page)).text).facility.name, '新しいタブ');

  await alert(page).getByRole('button', { name: /別のタブの内容を読み込む/ }).click();
  await eventually(() => control(page, 'facility.name').inputValue(), '新しいタブ');
  // From here on both work in turn again.
  await type(page, '電話番号', '011-333-3333');
  assert.equal((await kept(page)).facility.phone, '011-333-3333');
  assert.equal(await alert(page).count(), 0);
}, { worker: true });

scenario('a damaged record in the storage is not taken for a draft and does not stop the app', async ({ page, url }) => {
  await begin(page, url, '{"format": "kakari-rep', '');
  await page.getByRole('button', { name: 'はじめる' }).waitFor();
  await page.getByRole('button', { name: 'はじめる' }).click();
  await arrived(page, 'target');
  assert.deepEqual((await kept(page)).answers, {});
}, { worker: true });

scenario('an update is offered while a draft is open, and the draft is there afterwards', async ({ page, url }) => {
  await begin(page, url, example(), 'facility');
  await page.evaluate(() => {
    window.kakariUpdate = { ready: true, apply() { location.reload(); } };
    dispatchEvent(new CustomEvent('kakari-update-ready'));
  });
  const take = page.getByRole('button', { name: '新しい版に切り替える' });
  await type(page, '医療機関の名称', '切替医院');
  await Promise.all([page.waitForEvent('load'), take.click()]);
  await booted(page);
  await arrived(page, 'facility');
  assert.equal(await control(page, 'facility.name').inputValue(), '切替医院');
}, { worker: true });
