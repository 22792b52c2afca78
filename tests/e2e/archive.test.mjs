// 下書きの一覧, 下書きの履歴 and 違いの一覧 where something is in the way: what cannot be loaded, what is not saved yet, what
// another tab did, several drafts of one name.

import assert from 'node:assert/strict';

import { arrived, begin, chooseFile, eventually, example, field, go, kept, stored, type } from './app.mjs';
import { accessible, scenario, screenshots } from './harness.mjs';

/** A day on which R8 is the edition to be prepared. */
const NEXT = '2026-11-22';

const cards = (page) => page.locator('#shelf > .drafts-list > .drafts-entry');
const notice = (page, text) => page.locator('.banner', { hasText: text });
const texts = async (page) => Object.values(await stored(page, 'drafts')).map(({ text }) => JSON.parse(text));

/** The next saves of a page wait for a minute, as those of a page that the browser has slowed down. */
const slow = (page) => page.evaluate(() => {
  const quick = setTimeout;
  window.setTimeout = (act, time, ...more) => quick(act, time === 300 ? 60_000 : time, ...more);
});

for (const [step, there] of [['drafts', '.drafts-list'], ['history', 'p'], ['differences', '.year']]) {
  scenario(`where what ${step} needs cannot be loaded that is said, and the next try works`, async ({ page, url, tolerate }) => {
    tolerate(/ERR_FAILED|Failed to load/);
    const file = /\/archive-[0-9a-f]+\.js$/;
    await page.route(file, (route) => route.abort());
    await begin(page, url, example(), step);
    const said = page.locator('#shelf [role=alert]');
    await said.getByText('この画面を読み込めませんでした。').waitFor();
    await accessible(page);
    await screenshots(page, `archive-${step}-not-loaded`);
    await page.unroute(file);
    await said.getByRole('button', { name: 'もう一度読み込む' }).click();
    await page.locator(`#shelf > ${there}`).first().waitFor();
    assert.equal(await said.count(), 0);
  });
}

scenario('drafts of one name are told apart by what has to do with each', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '東医院' }), 'drafts');
  await chooseFile(page, JSON.stringify(example({ 'facility.name': '東医院' })));
  await arrived(page, 'review');
  await kept(page);
  await go(page, 'drafts');
  await eventually(() => cards(page).count(), 2);
  for (const part of ['button', 'summary']) {
    const names = await page.locator(`#shelf ${part}`).allTextContents();
    assert.deepEqual(names, [...new Set(names)]);
  }
  await accessible(page);
});

scenario('the name is put in by Enter and by the button, and left by the other; the focus comes back', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '東医院' }), 'drafts');
  const name = page.getByRole('button', { name: /^名前を変える/ });
  const input = page.getByLabel('下書きの名前');
  const heading = async () => (await cards(page).locator('h2').innerText()).split('\n')[0];
  const focused = () => eventually(() => input.evaluate((own) => own === document.activeElement), true);
  const focus = () => page.evaluate(() => document.activeElement.textContent);
  await name.click();
  await focused();
  assert.equal(await input.inputValue(), '');
  assert.equal(await input.getAttribute('spellcheck'), 'false');
  await accessible(page, 'naming');
  await screenshots(page, 'archive-naming');
  await page.keyboard.type('これから');
  await page.getByRole('button', { name: 'やめる' }).click();
  await eventually(focus, await name.textContent());
  assert.equal(await heading(), '東医院');
  await name.click();
  await focused();
  await page.keyboard.type(' 春の分 ');
  await page.keyboard.press('Enter');
  await eventually(heading, '春の分');
  await eventually(focus, await name.textContent());
  await name.click();
  await input.fill('');
  await page.getByRole('button', { name: 'この名前にする' }).click();
  await eventually(heading, '東医院');
  assert.equal(await input.count(), 0);
});

scenario('what was typed last is in what is made from the draft, though it is not saved yet', async ({ page, url }) => {
  await begin(page, url, example(), 'facility', { day: NEXT });
  await type(page, '電話番号', '011-111-1111');
  await kept(page);
  await slow(page);
  await type(page, '電話番号', '011-222-2222');
  await go(page, 'drafts');
  await page.locator('.drafts-later > summary').click();
  await page.getByRole('button', { name: /^都道府県の確認を受けた内容として残す/ }).click();
  await notice(page, '確認を受けた内容として残しました').waitFor();
  const confirmed = (await stored(page, 'beside'))['current,confirmed'].value;
  assert.equal(JSON.parse(confirmed).facility.phone, '011-222-2222');
  await page.getByRole('button', { name: /^この下書きから来年の分を始める/ }).click();
  await notice(page, '令和8年度報告の下書きを作りました').waitFor();
  const made = (await texts(page)).find(({ edition }) => edition === 'R8');
  assert.equal(made.facility.phone, '011-222-2222');
  await go(page, 'facility');
  await field(page, 'facility.phone').getByText('前年のまま').waitFor();
});

scenario('from a draft that another tab deleted nothing is made, and that is said', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '東医院' }), 'drafts', { day: NEXT });
  await page.getByRole('button', { name: '新しい下書きをはじめる' }).click();
  await arrived(page, 'target');
  await kept(page);
  await go(page, 'drafts');
  const card = cards(page).filter({ hasText: '東医院' });
  await card.locator('.drafts-later > summary').click();
  await page.evaluate(() => new Promise((done) => {
    const request = indexedDB.open('kakari');
    request.onsuccess = () => {
      request.result.transaction('drafts', 'readwrite').objectStore('drafts').delete('current').onsuccess = () => {
        request.result.close();
        done();
      };
    };
  }));
  await card.getByRole('button', { name: /^この下書きから来年の分を始める/ }).click();
  await notice(page, 'この下書きは、別のタブで削除されました。').waitFor();
  await eventually(() => cards(page).count(), 1);
  assert.equal((await texts(page)).length, 1);
});

scenario('the history says what differs from the draft as it is, also after something was taken back there', async ({ page, url }) => {
  await begin(page, url, example(), 'facility');
  await type(page, '電話番号', '011-999-9999');
  await kept(page);
  await go(page, 'history');
  await page.getByText('いまと違う項目 1件: 電話番号').waitFor();
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByText('いまと同じ内容です。').waitFor();
});
