// 患者説明: the institution's part comes from the draft; the patient's part is typed, printed, and found nowhere.

import assert from 'node:assert/strict';

import { begin, download, eventually, example, full, go, kept } from './app.mjs';
import { accessible, fitsWidth, scenario, sheets } from './harness.mjs';

const plain = (text) => text.normalize('NFKC').replace(/\s+/g, '');
const blankOf = (page, name) => page.getByRole('textbox', { name, exact: true }).first();

/** What is typed, by the name of its place. Every text has its own mark, so that a leak of any is seen. */
const TYPED = {
  患者氏名: '秘匿氏名 甲乙',
  疾患名: '秘匿疾患 慢性心不全',
  現在の症状: '秘匿症状 足のむくみ\n秘匿二行目 息苦しさ',
  '治療方針・計画・内容': '秘匿方針 月1回の診療',
  患者と相談した目標: '秘匿目標 毎朝の体重測定',
  主治医氏名: '秘匿主治医 丙丁',
};

const MARK = '秘匿';

async function typeAll(page) {
  for (const [name, text] of Object.entries(TYPED)) await blankOf(page, name).fill(text);
}

const formText = (page) => page.locator('.plan-sheet').innerText();

/** Everything that this browser keeps for the page, as one text. */
const everythingKept = (page) => page.evaluate(async () => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const found = [location.href, document.title, JSON.stringify(history.state), document.cookie];
  found.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }));
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      found.push(JSON.stringify(await done(database.transaction(store).objectStore(store).getAll())));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      found.push(request.url);
      if (/\.(js|css|html|json)$|\/$/.test(new URL(request.url).pathname)) found.push(await (await cache.match(request)).text());
    }
  }
  return found.join('\n');
});

scenario('the form has the headings of the official form in their order, and the institution from the draft', async ({ page, url }) => {
  await begin(page, url, example(), 'explain');
  const [sheet, ...more] = await sheets(page);
  assert.equal(more.length, 0, 'one sheet');
  assert.deepEqual([sheet.width, sheet.height], [595, 842]);
  const text = plain(sheet.text);
  let rest = text;
  for (const part of [
    'かかりつけ医機能に関する療養計画書', '(患者氏名)', '殿', '令和8年2月1日', '疾患名', '治療に関する計画', '現在の症状', '患者と相談した目標', '体調不良時の対応',
    '連携医療機関:例示病院', '在宅医療の提供', '注)', '名称', '例示クリニック', '住所', '北海道札幌市中央区例示1条1丁目', '連絡先', '011-000-0000', '(主治医氏名)', '様式の出典', '別添4',
  ]) {
    const at = rest.indexOf(plain(part));
    assert.ok(at >= 0, `${part} in order: ${text}`);
    rest = rest.slice(at + plain(part).length);
  }
  for (const chrome of ['印刷する', '消去', 'いまの判定', '説明の方法', '保存せず', '元に戻す', '書き出しへ']) {
    assert.ok(!text.includes(plain(chrome)), `no ${chrome}`);
  }
});

scenario('what was typed is printed and found nowhere else: storage, caches, address, files', async ({ page, url }) => {
  await begin(page, url, example(), 'explain');
  await page.waitForFunction(() => window.kakariOfflineReady);
  await typeAll(page);
  const text = plain((await sheets(page)).map((sheet) => sheet.text).join(''));
  for (const typed of Object.values(TYPED)) assert.ok(text.includes(plain(typed)), typed);

  // The draft is saved as always, without it.
  const file = await download(page, () => page.keyboard.press('Control+s'));
  assert.ok(!file.bytes.toString('utf8').includes(MARK), 'draft file');
  const found = await everythingKept(page);
  assert.ok(found.includes('例示クリニック'), 'the draft itself is found');
  assert.ok(!found.includes(MARK));

  page.once('dialog', (dialog) => dialog.accept());
  await go(page, 'export');
  for (const name of [/^CSV\(Excel/, /^CSV\(システム/]) {
    const csv = await download(page, () => page.getByRole('button', { name }).click());
    assert.ok(!csv.bytes.toString('utf8').includes(MARK), csv.name);
  }
  assert.ok(!(await everythingKept(page)).includes(MARK));
  assert.ok(!(await page.content()).includes(MARK), 'no trace in the page');
  // And it does not come back.
  await go(page, 'explain');
  assert.ok(!(await formText(page)).includes(MARK));
}, { worker: true });

scenario('a change to the draft while the form is filled in leaves what was typed, and the history without it', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  await page.getByRole('checkbox', { name: '小児領域' }).check();
  await go(page, 'explain');
  await typeAll(page);
  await page.getByRole('button', { name: '元に戻す' }).click();
  const text = await formText(page);
  for (const typed of Object.values(TYPED)) assert.ok(plain(text).includes(plain(typed)), typed);
  const draft = await kept(page);
  assert.ok(!draft.answers['f1.areas'].includes('17'), 'taken back');
  assert.ok(!JSON.stringify(draft).includes(MARK));
});

scenario('text that was taken out of a place stays out when the draft changes', async ({ page, url }) => {
  await begin(page, url, example(), 'f2ni');
  await page.getByRole('radiogroup', { name: 'ACP(人生会議)の実施状況' }).getByRole('radio').first().check();
  await go(page, 'explain');
  const home = blankOf(page, '在宅医療の提供・介護サービス等と連携した医療提供');
  await home.press('Control+a');
  await home.press('Delete');
  await home.pressSequentially('訪問日は別紙');
  await page.getByRole('button', { name: '元に戻す' }).click();
  await kept(page);
  assert.ok((await home.innerText()).includes('訪問日は別紙'));
});

scenario('消去 asks first, then everything is gone, also for the keys that take back', async ({ page, url }) => {
  await begin(page, url, example(), 'explain');
  const first = await formText(page);
  await typeAll(page);
  const asked = [];
  page.once('dialog', (dialog) => { asked.push(dialog.message()); return dialog.dismiss(); });
  await page.getByRole('button', { name: '患者の情報を消去する' }).click();
  assert.ok((await formText(page)).includes(MARK), 'stays after いいえ');
  page.once('dialog', (dialog) => { asked.push(dialog.message()); return dialog.accept(); });
  await page.getByRole('button', { name: '患者の情報を消去する' }).click();
  await page.getByText('消去しました。').waitFor();
  assert.equal(await formText(page), first);
  assert.equal(asked.length, 2);
  assert.match(asked[0], /すべて消します/);
  await eventually(() => page.evaluate(() => document.activeElement.id), 'plan-name');
  await page.keyboard.press('Control+z');
  assert.ok(!(await formText(page)).includes(MARK));
  // With nothing typed nothing is asked.
  await page.getByRole('button', { name: '患者の情報を消去する' }).click();
  assert.equal(asked.length, 2);
});

scenario('another screen is entered only when the person agrees to lose what was typed', async ({ page, url }) => {
  await begin(page, url, example(), 'explain');
  const asked = [];
  let agree = false;
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    return agree ? dialog.accept() : dialog.dismiss();
  });
  await blankOf(page, '疾患名').fill(MARK);
  await page.getByRole('link', { name: '書き出しへ戻る' }).click();
  await eventually(() => page.evaluate(() => location.hash), '#/explain');
  assert.ok((await formText(page)).includes(MARK), 'stays');
  agree = true;
  await page.getByRole('link', { name: '書き出しへ戻る' }).click();
  await page.locator('.page[data-step="export"]').waitFor();
  assert.deepEqual(asked, ['confirm', 'confirm']);
  // Nothing typed: nothing asked.
  await go(page, 'explain');
  await go(page, 'review');
  assert.equal(asked.length, 2);
});

scenario('closing the page with something typed warns, and with nothing typed does not', async ({ page, url }) => {
  await begin(page, url, example(), 'explain');
  const warns = () => page.evaluate(() => {
    const event = new Event('beforeunload', { cancelable: true });
    dispatchEvent(event);
    return event.defaultPrevented;
  });
  assert.equal(await warns(), false);
  await blankOf(page, '患者氏名').fill(MARK);
  assert.equal(await warns(), true);
  // And what the browser may keep of a page it puts aside is empty.
  await page.evaluate(() => dispatchEvent(new Event('pagehide')));
  assert.ok(!(await page.content()).includes(MARK));
});

scenario('a long plan goes on on a second sheet with every line whole', async ({ page, url }) => {
  await begin(page, url, full, 'explain');
  const lines = Array.from({ length: 40 }, (_, at) => `方針${String(at + 1).padStart(2, '0')}行目を最後まで`);
  await blankOf(page, '治療方針・計画・内容').fill(lines.join('\n'));
  const pages = await sheets(page);
  assert.equal(pages.length, 2);
  for (const line of lines) assert.ok(pages.some(({ text }) => plain(text).includes(line)), line);
  // In order over both.
  const all = plain(pages.map(({ text }) => text).join(''));
  const at = lines.map((line) => all.indexOf(line));
  assert.deepEqual(at, [...at].sort((a, b) => a - b));
});

scenario('without 2号機能 the form is offered with a word about the duty, and nothing is offered in it', async ({ page, url }) => {
  await begin(page, url, example({ 'f1.function': 'no' }), 'explain');
  await page.getByText('説明の努力義務は生じません').waitFor();
  assert.ok(!(await formText(page)).includes('連携医療機関'));
  await go(page, 'review');
  assert.equal(await page.getByRole('link', { name: '患者説明の用紙を作る' }).count(), 0);
  await begin(page, url, example(), 'review');
  await page.getByRole('link', { name: '患者説明の用紙を作る' }).click();
  await page.getByText('説明する努力義務が生じます').waitFor();
  await go(page, 'export');
  await page.getByRole('link', { name: '患者説明へ' }).click();
  await page.locator('.page[data-step="explain"]').waitFor();
});

scenario('beside the form stand when, how and when not, with the law', async ({ page, url }) => {
  await begin(page, url, example(), 'explain');
  for (const [summary, count, words] of [
    ['説明の努力義務が生じるのは', 3, 'おおむね四月以上継続して医療を提供することが見込まれる場合'],
    ['説明の方法', 4, '書面を交付する方法'],
    ['説明しなくてよいのは', 2, '正当な理由がある場合を除き'],
  ]) {
    const box = page.locator('main details.notes', { hasText: summary });
    await box.locator('summary').first().click();
    assert.equal(await box.locator('.plan-notes li').count(), count);
    await box.locator('.sources summary').click();
    assert.ok((await box.innerText()).includes(words), words);
  }
});

for (const width of [1280, 375]) {
  scenario(`the form is sound at ${width}, empty and filled in`, async ({ page, url }) => {
    await begin(page, url, example(), 'explain');
    await accessible(page, 'empty');
    await fitsWidth(page);
    await typeAll(page);
    await accessible(page, 'filled in');
    await fitsWidth(page);
    const places = await page.locator('.plan-blank').evaluateAll((all) => all.map((blank) => (
      [blank.getAttribute('autocomplete'), blank.getAttribute('spellcheck'), blank.isContentEditable]
    )));
    assert.equal(places.length, 11);
    assert.ok(places.every(([complete, spell, editable]) => complete === 'off' && spell === 'false' && editable));
  }, { width, height: 812 });
}
