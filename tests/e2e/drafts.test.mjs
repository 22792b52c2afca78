// Several drafts: the list and what can be done with them, the history, two tabs, the reminder of the file.

import assert from 'node:assert/strict';

import {
  arrived, begin, blank, choose, chooseFile, control, download, eventually, example, fresh, go, kept, record, reload,
  stored, type,
} from './app.mjs';
import { accessible, fitsWidth, open, scenario, screenshots } from './harness.mjs';

const cards = (page) => page.locator('#shelf > .drafts-list > .drafts-entry');
const card = (page, name) => cards(page).filter({ has: page.getByRole('heading', { name, exact: false }) });
const press = (page, name, button) => card(page, name).getByRole('button', { name: new RegExp(`^${button}`) }).click();
const names = async (page) => (await page.locator('#shelf > .drafts-list > li > h2').allInnerTexts()).map((name) => name.split('\n')[0]);
const notice = (page, text) => page.locator('.banner', { hasText: text });
const readOnly = (page) => page.locator('.banner', { hasText: '読み取り専用' });
const texts = async (page) => Object.values(await stored(page, 'drafts')).map(({ text }) => JSON.parse(text).facility.name).sort();

/** Another draft beside those that are there. */
async function another(page, name) {
  await go(page, 'drafts');
  await page.getByRole('button', { name: '新しい下書きをはじめる' }).click();
  await arrived(page, 'target');
  await go(page, 'facility');
  await type(page, '医療機関の名称', name);
  await kept(page);
}

scenario('the draft and the settings of the first version are there, untouched, and become the first of several', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '以前の医院' }), 'facility', { settings: { deadline: '2026-02-27', acceptedCode: '0110112488' } });
  const text = JSON.stringify(example({ 'facility.name': '以前の医院' }));
  assert.deepEqual(await stored(page, 'drafts'), { current: { text, revision: 1, savedAt: new Date('2026-02-01T10:00:00+09:00').getTime() } });
  assert.deepEqual((await record(page, 'settings')), { deadline: '2026-02-27', acceptedCode: '0110112488' });
  await go(page, 'target');
  assert.equal(await page.locator('#deadline').inputValue(), '2026-02-27');
  await another(page, '新しい医院');
  assert.deepEqual(await texts(page), ['以前の医院', '新しい医院']);
});

scenario('drafts are created, listed with how far they are, opened and gone on with', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '東医院' }), 'target');
  await another(page, '西医院');
  await go(page, 'drafts');
  // The one that was saved last first.
  await eventually(() => names(page), ['西医院', '東医院']);
  await card(page, '西医院').getByText('途中').waitFor();
  await card(page, '東医院').getByText('準備ができました').waitFor();
  await card(page, '東医院').getByText('令和7年度').waitFor();
  await card(page, '西医院').getByText('このタブで開いています').waitFor();
  await accessible(page, 'list');
  await screenshots(page, 'drafts-list');
  await page.setViewportSize({ width: 320, height: 568 });
  await fitsWidth(page);
  await press(page, '東医院', '開く');
  await arrived(page, 'review');
  await page.locator('.header-name', { hasText: '東医院' }).waitFor();
  assert.deepEqual(await texts(page), ['東医院', '西医院']);
  // Each tab goes on with its own after a reload.
  await reload(page);
  await page.locator('.header-name', { hasText: '東医院' }).waitFor();
});

scenario('what was typed last in a draft that is left at once is saved with that draft', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '東医院' }), 'facility');
  await type(page, '電話番号', '011-999-9999');
  await go(page, '');
  await page.getByRole('button', { name: '記入例を開く' }).click();
  await arrived(page, 'target');
  await eventually(async () => JSON.parse((await stored(page, 'drafts')).current.text).facility.phone, '011-999-9999');
});

scenario('a draft is named, copied, deleted and had back with all that belongs to it', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '東医院' }), 'facility');
  await type(page, '電話番号', '011-999-9999');
  await kept(page);
  await go(page, 'drafts');
  await press(page, '東医院', '名前を変える');
  await page.getByLabel('下書きの名前').fill('東医院 修正案');
  await page.keyboard.press('Enter');
  await eventually(() => names(page), ['東医院 修正案']);
  await page.locator('.header-name', { hasText: '東医院 修正案' }).waitFor();
  // The name outlasts the next change.
  await go(page, 'facility');
  await type(page, '電話番号', '011-888-8888');
  await kept(page);
  // What was keyed into G-MIS was keyed from this draft.
  await page.evaluate(async () => {
    const open = await window.kakariKeep.setting('open');
    await window.kakariKeep.putBeside(open, 'keyed', '{}');
    await window.kakariKeep.putBeside(open, 'lastYear', 'x');
  });
  await go(page, 'drafts');
  await press(page, '東医院 修正案', '写しを作る');
  await eventually(async () => (await names(page)).sort(), ['東医院 修正案', '東医院 修正案の写し']);
  const history = await stored(page, 'history');
  assert.equal(Object.keys(history).length, 2, 'the history is copied as well');
  const beside = Object.values(await stored(page, 'beside')).map(({ name }) => name).sort();
  assert.deepEqual(beside, ['keyed', 'lastYear', 'lastYear'], 'what lies beside it is copied, but for what was keyed');

  const before = await stored(page, 'drafts');
  await press(page, '東医院 修正案の写し', '削除');
  await eventually(() => names(page), ['東医院 修正案']);
  assert.equal(await page.evaluate(() => document.activeElement.className), 'banner drafts-undo');
  await page.locator('.drafts-undo').getByRole('button', { name: /^元に戻す/ }).click();
  await eventually(async () => (await names(page)).length, 2);
  assert.deepEqual(await stored(page, 'drafts'), before);

  // The one that is open can go too; after a reload it can still be had back.
  await cards(page).filter({ hasText: 'このタブで' }).getByRole('button', { name: /^削除/ }).click();
  await eventually(async () => (await names(page)).length, 1);
  assert.equal(await page.locator('.header-name').count(), 0);
  await reload(page);
  await go(page, 'drafts');
  await page.getByText(/^削除した下書き 1件/).click();
  await page.locator('.fold').getByRole('button', { name: /^元に戻す/ }).click();
  await eventually(async () => (await names(page)).length, 2);
  assert.deepEqual(await stored(page, 'drafts'), before);
});

scenario('what was deleted can be had back for 30 days and not longer', async ({ page, context, url }) => {
  await begin(page, url, example({ 'facility.name': '東医院' }), 'facility');
  await go(page, 'drafts');
  await press(page, '東医院', '削除');
  await page.locator('.drafts-undo').waitFor();
  await context.clock.setFixedTime('2026-03-02T10:00:00+09:00');
  await reload(page);
  assert.equal(Object.keys(await stored(page, 'deleted')).length, 1);
  await context.clock.setFixedTime('2026-03-04T10:00:00+09:00');
  await reload(page);
  assert.equal(Object.keys(await stored(page, 'deleted')).length, 0);
});

scenario('all drafts go into one file, which brings them all back beside those that are there', async ({ page, url, context }) => {
  await begin(page, url, example({ 'facility.name': '東医院', 'f1.generalist.fte': 1 }), 'facility');
  await type(page, '電話番号', '011-999-9999');
  await kept(page);
  await download(page, () => page.keyboard.press('Control+s'));
  await another(page, '西医院');
  await go(page, 'drafts');
  await eventually(() => names(page), ['西医院', '東医院']);
  const file = await download(page, () => page.getByRole('button', { name: 'すべての下書きを1つのファイルに保存' }).click());
  assert.equal(file.name, 'かかりつけ医機能報告_下書き一式_20260201.json');
  const all = JSON.parse(file.bytes.toString('utf8'));
  assert.deepEqual([all.format, all.version, all.drafts.length], ['kakari-drafts', 1, 2]);
  const [first] = all.drafts.filter(({ record: { text } }) => text.includes('東医院'));
  assert.equal(first.history.length, 1);
  assert.deepEqual(first.beside.map(({ name }) => name), ['file']);

  // Here, beside those that are there; nothing is replaced.
  await chooseFile(page, file.bytes, file.name);
  await notice(page, '2件の下書きを取り込みました').waitFor();
  await eventually(async () => (await names(page)).sort(), ['東医院', '東医院', '西医院', '西医院']);
  assert.deepEqual(await texts(page), ['東医院', '東医院', '西医院', '西医院']);
  assert.equal(Object.keys(await stored(page, 'history')).length, 2);
  // And in a browser that has none.
  const other = await context.browser().newContext({ locale: 'ja-JP' });
  try {
    const there = await other.newPage();
    await fresh(there, url);
    await chooseFile(there, file.bytes, file.name);
    await arrived(there, 'drafts');
    await eventually(async () => (await names(there)).sort(), ['東医院', '西医院']);
    await press(there, '東医院', '履歴');
    await there.getByText('いまと違う項目 1件').waitFor();
  } finally {
    await other.close();
  }
});

scenario('a file with several drafts that is damaged or newer is refused as a whole', async ({ page, url }) => {
  await begin(page, url, example(), 'facility');
  await go(page, 'drafts');
  const before = await stored(page, 'drafts');
  for (const [content, words] of [
    ['{"format": "kakari-drafts", "version": 1, "drafts": [', '壊れていて'],
    ['{"format": "kakari-drafts", "version": 1, "drafts": [{"record": {"text": "{}"}}, {"history": 3}]}', '壊れていて'],
    ['{"format": "kakari-drafts", "version": 2, "drafts": []}', '新しい版'],
  ]) {
    await chooseFile(page, content);
    await page.locator('.open-file [role=alert]', { hasText: words }).waitFor();
    await page.getByText('1件も取り込んでいません').waitFor();
    assert.deepEqual(await stored(page, 'drafts'), before, content);
  }
});

scenario('earlier states are shown with what differs, can be restored, and that can be taken back', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '東医院' }), 'facility');
  await go(page, 'history');
  await page.getByText('まだありません').waitFor();
  await go(page, 'facility');
  await type(page, '電話番号', '011-999-9999');
  await choose(page, '病院・診療所の別', '有床診療所');
  await kept(page);
  // One state for the whole of the work since the draft was opened.
  await go(page, 'history');
  await eventually(() => page.locator('#shelf li').count(), 1);
  await page.locator('#shelf summary').click();
  const rows = page.locator('.drafts-differences tbody tr');
  await rows.filter({ hasText: '電話番号' }).getByText('011-000-0000').waitFor();
  await rows.filter({ hasText: '電話番号' }).getByText('011-999-9999').waitFor();
  await page.getByRole('heading', { name: '2026年2月1日 10:00' }).waitFor();
  await accessible(page, 'history');
  await screenshots(page, 'drafts-history');
  await page.getByRole('button', { name: /^この時点に戻す/ }).click();
  await arrived(page, 'review');
  assert.equal((await kept(page)).facility.phone, '011-000-0000');
  // Taken back by the button …
  await page.getByRole('button', { name: '元に戻す' }).click();
  await eventually(async () => (await kept(page)).facility.phone, '011-999-9999');
  // … and the state before the restoring stands in the history too.
  await go(page, 'history');
  await eventually(() => page.locator('#shelf li').count(), 2);
});

scenario('the history has a state for every five minutes of work, and the last 20', async ({ page, context, url }) => {
  await begin(page, url, blank, 'facility');
  const states = async () => Object.values(await stored(page, 'history')).map(({ text }) => JSON.parse(text).facility.name ?? '');
  for (let at = 0; at < 24; at += 1) {
    await context.clock.setFixedTime(new Date(Date.parse('2026-02-01T10:00:00+09:00') + at * 5 * 60_000));
    await type(page, '医療機関の名称', `${at}の1`);
    await eventually(async () => JSON.parse((await record(page)).text).facility.name, `${at}の1`);
    await type(page, '医療機関の名称', `${at}の2`);
    await eventually(async () => JSON.parse((await record(page)).text).facility.name, `${at}の2`);
  }
  const all = await states();
  assert.equal(all.length, 20);
  assert.deepEqual([...all].sort(), Array.from({ length: 20 }, (_, at) => `${at + 3}の2`).sort());
});

scenario('a second tab can only look, says so, and takes over with everything; the first says that at once', async ({ page, context, url }) => {
  await begin(page, url, example(), 'facility');
  const second = await context.newPage();
  await open(second, url, '#/facility');
  await readOnly(second).waitFor();
  assert.equal(await control(second, 'facility.name').isDisabled(), true);
  await second.locator('.header-keeping', { hasText: '読み取り専用' }).waitFor();
  assert.equal(await readOnly(page).count(), 0);
  await accessible(second, 'read-only');
  await screenshots(second, 'drafts-read-only');
  // Reading and exporting still work.
  const file = await download(second, () => second.keyboard.press('Control+s'));
  assert.equal(JSON.parse(file.bytes.toString('utf8')).facility.name, '例示クリニック');
  await second.getByRole('button', { name: /^次へ/ }).click();
  await arrived(second, 'f1');
  await go(second, 'facility');

  await type(page, '電話番号', '011-111-1111');
  await kept(page);
  await second.getByRole('button', { name: 'このタブで編集する' }).click();
  await readOnly(page).getByText('引き継いだ').waitFor();
  assert.equal(await control(page, 'facility.phone').isDisabled(), true);
  await eventually(() => control(second, 'facility.phone').isEnabled(), true);
  assert.equal(await control(second, 'facility.phone').inputValue(), '011-111-1111');
  await type(second, '電話番号', '011-222-2222');
  await kept(second);
  // And back again.
  await page.getByRole('button', { name: 'このタブで編集する' }).click();
  await eventually(() => control(page, 'facility.phone').isEnabled(), true);
  assert.equal(await control(page, 'facility.phone').inputValue(), '011-222-2222');
  await readOnly(second).waitFor();
  // When the tab that may write is closed, the other one may.
  await page.close();
  await eventually(() => control(second, 'facility.phone').isEnabled(), true);
  await type(second, '電話番号', '011-444-4444');
  assert.equal((await kept(second)).facility.phone, '011-444-4444');
});

scenario('two drafts can be worked on in two tabs at the same time', async ({ page, context, url }) => {
  await begin(page, url, example({ 'facility.name': '東医院' }), 'facility');
  const second = await context.newPage();
  await open(second, url, '#/');
  await another(second, '西医院');
  assert.equal(await readOnly(second).count(), 0);
  await type(page, '電話番号', '011-111-1111');
  await kept(page);
  await go(second, 'drafts');
  await card(second, '東医院').getByText('別のタブで開いています').waitFor();
  assert.equal(await card(second, '東医院').getByRole('button', { name: /^削除/ }).count(), 0);
  assert.deepEqual(await texts(page), ['東医院', '西医院']);
  // A reload of the first comes back to its own draft, although the other one was opened last.
  await reload(page);
  await eventually(() => control(page, 'facility.name').inputValue(), '東医院');
});

scenario('a file is reminded of until it holds all changes', async ({ page, url }) => {
  await begin(page, url, example(), 'export');
  await page.getByText('まだファイルに保存していません').waitFor();
  await download(page, () => page.keyboard.press('Control+s'));
  await page.getByText('ファイルにも保存してあります').waitFor();
  await go(page, 'facility');
  await type(page, '電話番号', '011-999-9999');
  await kept(page);
  await reload(page);
  await go(page, 'export');
  await page.getByText('前にファイルに保存したあと、変更があります').waitFor();
  await go(page, 'drafts');
  await card(page, '例示クリニック').getByText('前にファイルに保存したあと、変更があります').waitFor();
});

scenario('the browser is asked once not to delete what is kept, and its answer is shown', async ({ page, context, url }) => {
  await context.addInitScript(() => {
    StorageManager.prototype.persist = async () => { localStorage.asked = Number(localStorage.asked ?? 0) + 1; return false; };
    StorageManager.prototype.persisted = async () => Boolean(localStorage.promised);
  });
  await begin(page, url, blank, 'facility');
  await type(page, '医療機関の名称', '東医院');
  await kept(page);
  await eventually(() => page.evaluate(() => localStorage.asked), '1');
  await type(page, '医療機関の名称', '西医院');
  await kept(page);
  await reload(page);
  await type(page, '医療機関の名称', '南医院');
  await kept(page);
  await go(page, 'drafts');
  await page.getByText('下書きを消すことがあります').waitFor();
  assert.equal(await page.evaluate(() => localStorage.asked), '1');
  await page.evaluate(() => { localStorage.promised = 'yes'; });
  await reload(page);
  await page.getByText('自動で消さない設定です').waitFor();
});
