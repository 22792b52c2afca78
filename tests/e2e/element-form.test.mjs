// <kakari-checker mode="full">: the app in a page of somebody else, of which it changes nothing, and what it has there.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { native } from '../cases/cases.mjs';
import { cases, download, eventually, example, onDay } from './app.mjs';
import { field, main, step, stepTo, steps } from './element.mjs';
import { accessible, scenario } from './harness.mjs';
import { host, ready } from './hosts.mjs';

const { KAKARI } = process.env;

/** Opens a page with something in it. */
async function opened(page, context, t, body = '<kakari-checker mode="full"></kakari-checker>', more = {}) {
  await onDay(context, '2026-02-01');
  await page.goto((await host(t, body, more)).url);
  return ready(page);
}

const draftOf = (element) => element.evaluate(({ draft }) => draft);
const inside = (element) => element.evaluate(({ shadowRoot }) => shadowRoot.activeElement?.id || shadowRoot.activeElement?.localName || null);

/** What a page has that is its own. */
const own = (page) => page.evaluate(async () => ({
  hash: location.hash, title: document.title, length: history.length, state: history.state,
  focus: document.activeElement.id, scroll: scrollY,
  kept: [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, document.cookie],
  root: document.documentElement.className, head: document.head.children.length, body: document.body.children.length,
  names: Object.keys(window).filter((name) => name.startsWith('kakari')),
}));

scenario('two elements in one page touch neither each other nor anything of the page', async ({ page, context, test: t }) => {
  const body = '<input id="theirs" aria-label="県の欄"><div id="target">県の節</div><kakari-checker mode="full"></kakari-checker><p><button id="between">県のボタン</button></p><kakari-checker mode="full"></kakari-checker>';
  const one = await opened(page, context, t, body);
  const two = await ready(page, 1);
  await page.evaluate(() => { location.hash = '#target'; });
  await page.locator('#theirs').focus();
  const before = await own(page);
  // What the page itself does with a draft leaves focus and place alone.
  await two.evaluate((element, draft) => { element.draft = draft; }, example({ 'facility.name': '乙クリニック' }));
  await eventually(async () => (await draftOf(two)).facility.name, '乙クリニック');
  await eventually(() => two.evaluate(({ result }) => result?.function1.status), 'has');
  assert.deepEqual(await own(page), before);
  await step(one, '医療機関');
  await field(one, 'facility.name').locator('input').fill('甲クリニック');
  await field(one, 'facility.electronic_claims').getByRole('radio', { name: 'はい' }).check();
  assert.equal((await draftOf(two)).facility.name, '乙クリニック');
  assert.equal(await two.locator('.full').getAttribute('data-step'), 'target', 'the other one stays where it is');
  await step(two, '医療機関');
  assert.equal(await field(two, 'facility.name').locator('input').inputValue(), '乙クリニック');
  assert.equal(await field(one, 'facility.name').locator('input').inputValue(), '甲クリニック');
  // Landmarks of one name would be one to a screen reader.
  assert.equal(await steps(one).getAttribute('aria-label'), '入力の手順');
  assert.equal(await steps(two).getAttribute('aria-label'), '入力の手順 2');
  await accessible(page, 'two forms');
  for (const element of [one, two]) for (const label of ['確認', '院内掲示', '書き出し', '対象']) await step(element, label);
  const { focus: _, scroll: __, ...after } = await own(page);
  const { focus: ___, scroll: ____, ...first } = before;
  assert.deepEqual(after, first);
  // Gone, one of them takes nothing of the other along.
  await page.evaluate(() => document.querySelector('kakari-checker').remove());
  const left = await ready(page, 0);
  await step(left, '医療機関');
  await field(left, 'facility.name').locator('input').fill('丙クリニック');
  await eventually(async () => (await draftOf(left)).facility.name, '丙クリニック');
});

scenario('no press on a step leads out of the element, whatever button and key', async ({ page, context, test: t }) => {
  const element = await opened(page, context, t);
  const tabs = [];
  context.on('page', (tab) => tabs.push(tab));
  const address = page.url();
  for (const press of [{}, { modifiers: ['Control'] }, { modifiers: ['Shift'] }]) {
    await step(element, '対象');
    await stepTo(element, '1号機能').click(press);
    await element.locator('.full[data-step="f1"]').waitFor();
  }
  await stepTo(element, '医療機関').click({ button: 'middle' });
  await stepTo(element, '医療機関').press('Enter');
  await element.locator('.full[data-step="facility"]').waitFor();
  await eventually(() => inside(element), 'h2');
  assert.equal(page.url(), address);
  assert.deepEqual(tabs, []);
});

scenario('what is scrolled is no more than it takes', async ({ page, context, test: t }) => {
  const element = await opened(page, context, t, '<p>県の文章</p><kakari-checker mode="full"></kakari-checker>');
  await step(element, '1号機能');
  await eventually(() => page.evaluate(() => scrollY), 0);
  await element.getByRole('button', { name: '次へ: 2号機能 イ' }).click();
  await element.locator('.full[data-step="f2i"]').waitFor();
  const heading = main(element).locator('h2').first();
  await eventually(() => heading.evaluate((one) => {
    const { top, bottom } = one.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  }), true);
});

scenario('calculators, words and grounds of the app, in the element', async ({ page, context, test: t }) => {
  const element = await opened(page, context, t);
  await step(element, '1号機能');
  await field(element, 'f1.generalist').getByRole('radio', { name: '有り' }).check();
  const fte = field(element, 'f1.generalist.fte');
  await fte.getByText('常勤換算を計算する').click();
  await fte.getByLabel(/^常勤の総合診療専門医/).fill('1');
  await fte.getByLabel(/^非常勤の専門医/).fill('20');
  await fte.getByLabel(/^常勤の医師の1週間/).fill('40');
  await fte.getByRole('button', { name: /この値を入れる/ }).click();
  await eventually(async () => (await draftOf(element)).answers['f1.generalist.fte'], 1.5);
  assert.equal(await fte.locator('.number input').first().inputValue() || await fte.locator('.number input').last().inputValue(), '1.5');
  await fte.getByRole('button', { name: /^くわしく/ }).click();
  await fte.locator('.more .facts').waitFor();
  await fte.locator('.more').getByText('「常勤換算」とは').waitFor();
  await accessible(page, 'calculator');
  // No page of the app is beside every copy of the element.
  assert.equal(await element.locator('a[href^="items/"], a[href^="rules/"]').count(), 0);
});

scenario('the answers of last year stand beside the fields once its file was chosen, change nothing, and go again', async ({ page, context, test: t }) => {
  const element = await opened(page, context, t, '<kakari-checker mode="full" edition="R8"></kakari-checker>');
  await element.evaluate((own_, draft) => { own_.draft = draft; }, { ...example({ 'f2i.claims.overtime': 1200 }), edition: 'R8' });
  const codes = () => element.evaluate(({ result }) => result?.findings.map(({ code }) => code) ?? []);
  await eventually(async () => (await codes()).length > 0 && !(await codes()).includes('KX01'), true);
  const before = await element.evaluate(({ draftText }) => draftText);
  const card = element.locator('.card', { has: page.getByRole('heading', { name: '前年の下書きと比べる' }) });
  const choose = (draft, name = '前年.kakari.json') => card.getByLabel('前年の下書きファイル')
    .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(typeof draft === 'string' ? draft : JSON.stringify(draft)) });
  // What is no draft, and one of the same year, are refused in words.
  await choose('{');
  await card.getByRole('alert').getByText('開けませんでした').waitFor();
  await choose({ ...example(), edition: 'R8' });
  await card.getByRole('alert').getByText('これも令和8年度報告の下書きです').waitFor();
  await choose(example({ 'f2i.claims.overtime': 120, 'facility.phone': '011-111-1111' }));
  await card.getByText(/の令和7年度報告と比べています/).waitFor();
  assert.equal(await card.getByRole('alert').count(), 0);
  await eventually(async () => (await codes()).includes('KX01'), true, 'ten times last year');
  await accessible(page, 'compared');
  await step(element, '医療機関');
  await field(element, 'facility.phone').getByText('前年: 011-111-1111').waitFor();
  assert.equal(await element.evaluate(({ draftText }) => draftText), before);
  await step(element, '対象');
  await card.getByRole('button', { name: '比べるのをやめる' }).click();
  await eventually(async () => (await codes()).includes('KX01'), false);
  await step(element, '医療機関');
  assert.equal(await field(element, 'facility.phone').getByText('前年: ').count(), 0);
});

scenario('a step goes by the keyboard alone', async ({ page, context, test: t }) => {
  const element = await opened(page, context, t);
  const focused = () => element.evaluate(({ shadowRoot }) => {
    const own_ = shadowRoot.activeElement;
    return own_ && { tag: own_.localName, text: own_.textContent, name: own_.getAttribute('name') };
  });
  const tabTo = async (is) => {
    for (let at = 0; at < 80; at++) {
      await page.keyboard.press('Tab');
      const now = await focused();
      if (now && is(now)) return;
    }
    assert.fail('not reached');
  };
  await tabTo(({ name }) => name === 'facility.exclusion');
  await page.keyboard.press('Space');
  await eventually(async () => (await draftOf(element)).facility.exclusion, 'none');
  await tabTo(({ name }) => name?.includes('outpatient') || name?.includes('general'));
  await page.keyboard.press('Space');
  await tabTo(({ tag, text }) => tag === 'button' && text.startsWith('次へ'));
  await page.keyboard.press('Enter');
  await element.locator('.full[data-step="facility"]').waitFor();
  await eventually(async () => (await focused())?.tag, 'h2');
  await tabTo(({ tag }) => tag === 'input');
  await page.keyboard.type('0110112489');
  await eventually(async () => (await draftOf(element)).facility.code, '0110112489');
  await page.keyboard.press('Shift+Tab');
});

scenario('what others take out of the form, put into it and write over is not there after the next answer', async ({ page, context, test: t }) => {
  const element = await opened(page, context, t);
  await step(element, '1号機能');
  const plain = (where) => element.evaluate(({ shadowRoot }, selector) => shadowRoot.querySelector(selector).innerText.replace(/\s+/g, ' '), where);
  const head = '.main > h2, .main h2';
  const before = await plain(head);
  await element.evaluate(({ shadowRoot }) => {
    shadowRoot.querySelector('.main h2').textContent = '書き換えられた見出し';
    shadowRoot.querySelector('.status').remove();
    const advert = document.createElement('div');
    advert.id = 'advert';
    shadowRoot.querySelector('.main').prepend(advert);
    shadowRoot.querySelector('.steps-list').replaceChildren();
  });
  await field(element, 'f1.function').getByRole('radio', { name: '有り' }).check();
  await eventually(() => plain(head), before);
  assert.equal(await element.locator('#advert').count(), 0);
  assert.equal(await element.locator('.status-row').count(), 7);
  assert.equal(await steps(element).getByRole('link').count(), 11);
  await field(element, 'f1.function').getByRole('radio', { name: '無し' }).check();
  await element.locator('.status-row', { hasText: '1号機能' }).first().locator('.status-value', { hasText: '無し' }).waitFor();
});

scenario('taken out of the page and put in again, it goes on with what was answered, and asks nobody meanwhile', async ({ page, context, test: t }) => {
  const element = await opened(page, context, t);
  await step(element, '医療機関');
  await field(element, 'facility.name').locator('input').fill('例示クリニック');
  const before = await element.evaluate(({ draftText }) => draftText);
  await page.evaluate(() => {
    window.held = document.querySelector('kakari-checker');
    window.held.remove();
  });
  await page.evaluate(() => new Promise((done) => { setTimeout(done, 100); }));
  assert.equal(await page.evaluate(() => window.held.draftText), before);
  await page.evaluate(() => document.querySelector('main').append(window.held));
  await element.locator('.full[data-step="facility"]').waitFor();
  assert.equal(await field(element, 'facility.name').locator('input').inputValue(), '例示クリニック');
  assert.equal(await element.evaluate(({ draftText }) => draftText), before);
  await field(element, 'facility.name').locator('input').fill('例示診療所');
  await eventually(async () => (await draftOf(element)).facility.name, '例示診療所');
});

scenario('the steps and modes that the configuration names are those that are there', async ({ page, context, test: t }) => {
  const configuration = JSON.stringify({ format: 'kakari-prefecture', version: 1, name: '例示県', steps: ['f1', 'f2i'], modes: ['full'], contacts: [{ name: '例示県医療政策課', phone: '00-0000-0000' }] });
  const element = await opened(page, context, t, '<kakari-checker src="/kakari.json"></kakari-checker>', { files: { '/kakari.json': configuration } });
  await element.locator('.full[data-step="f1"]').waitFor();
  assert.deepEqual(await steps(element).locator('.step-label').allInnerTexts(), ['1号機能', '2号機能 イ', '確認', '書き出し']);
  assert.equal(await main(element).getByRole('link', { name: /^前へ/ }).count(), 0);
  await step(element, '確認');
  await main(element).getByText('例示県医療政策課').waitFor();
  assert.equal(await main(element).getByRole('link', { name: '00-0000-0000' }).getAttribute('href'), 'tel:0000000000');
  await main(element).getByRole('button', { name: '次へ: 書き出し' }).click();
  await main(element).getByRole('heading', { name: '書き出し' }).waitFor();
});

scenario('files go to the page first, with their names', async ({ page, context, test: t }) => {
  const element = await opened(page, context, t);
  await element.evaluate((own_, draft) => { own_.draft = draft; }, example());
  await page.evaluate(() => {
    window.files = [];
    document.addEventListener('kakari-export', (event) => {
      window.files.push(event.detail);
      event.preventDefault();
    });
  });
  await main(element).getByRole('button', { name: /カレンダーに入れる/ }).click();
  await step(element, '書き出し');
  for (const name of ['下書きファイルを保存する', '点検の結果を保存する']) await main(element).getByRole('button', { name }).click();
  await step(element, '院内掲示');
  await main(element).getByRole('button', { name: 'HTMLファイルで保存する' }).click();
  await eventually(() => page.evaluate(() => window.files.map(({ name }) => name.replace(/-\d{10}/, ''))), ['kakari-R7-期限.ics', 'kakari-R7.kakari.json', 'kakari-R7-点検結果.json', 'kakari-R7-院内掲示.html']);
  const texts = await page.evaluate(() => window.files.map(({ text }) => text));
  assert.equal(texts[1], await element.evaluate(({ draftText }) => draftText));
  assert.deepEqual(JSON.parse(texts[2]), await element.evaluate(({ result }) => result));
  assert.match(texts[3], /<style>[^<]*\.notice-sheet/);
  // Untaken, they are saved.
  await page.evaluate(() => { document.addEventListener('kakari-export', (event) => event.stopImmediatePropagation(), true); });
  const { name } = await download(page, () => main(element).getByRole('button', { name: 'HTMLファイルで保存する' }).click());
  assert.match(name, /院内掲示\.html$/);
});

scenario('whoever is in the trial of the app is in the element, and in nothing of the page around it', async ({ page, context, url }) => {
  await onDay(context, '2026-02-01');
  await page.goto(`${url}#/embed`);
  await page.getByRole('button', { name: 'いまの設定で動かしてみる' }).click();
  await page.locator('#trial-mode').selectOption('full');
  const element = page.locator('kakari-checker');
  await element.locator('.root[data-mode="full"][data-state="ready"]').waitFor();
  await element.getByRole('radio', { name: /^特定機能病院/ }).check();
  await eventually(async () => (await draftOf(element)).facility.exclusion, 'advanced_hospital');
  await step(element, '医療機関');
  await field(element, 'facility.name').locator('input').fill('試しの診療所');
  await eventually(async () => (await draftOf(element)).facility.name, '試しの診療所');
  assert.equal(await page.evaluate(() => location.hash), '#/embed');
});

if (!KAKARI) test('KAKARI is set by `cargo xtask test --only browser`', { skip: true });
else {
  scenario('every case gives the bytes of the command line in the form too', async ({ page, context, test: t }) => {
    const element = await opened(page, context, t);
    for (const { file, written, today, deadline } of await cases()) {
      await onDay(context, today);
      const found = await element.evaluate(async (own_, [text, day]) => {
        if (day) own_.setAttribute('deadline', day);
        else own_.removeAttribute('deadline');
        own_.draft = text;
        for (let at = 0; at < 200; at++) {
          await new Promise((done) => { setTimeout(done, 20); });
          if (own_.shadowRoot.querySelector('.root').dataset.state === 'ready' && own_.result) break;
        }
        return own_.draftText === text ? null : 'another text';
      }, [written, deadline]);
      assert.equal(found, null, file);
      await eventually(() => element.evaluate(({ result }) => JSON.stringify(result)), native(written, { today, deadline }), file);
    }
  });
}

scenario('where the program stops by a fault of ours the answers can still be saved, and where one of the page stops nothing is said', async ({ page, context, tolerate, test: t }) => {
  tolerate(/unreachable|refused|panicked/);
  const element = await opened(page, context, t);
  await step(element, '医療機関');
  await field(element, 'facility.name').locator('input').fill('例示クリニック');
  await page.evaluate(() => new Promise((done) => setTimeout(() => {
    setTimeout(done);
    // A module whose only function traps, as a Rust panic does.
    const trap = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11];
    new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(trap)));
  })));
  assert.equal(await element.getByRole('alert').count(), 0);
  // What the program cannot do without, so that it stops at the next drawing.
  await page.evaluate(() => { Node.prototype.insertBefore = Node.prototype.appendChild = () => { throw new Error('refused'); }; });
  await step(element, '1号機能');
  await element.getByRole('alert').getByText('プログラムの不具合で止まりました').waitFor();
  const file = await download(page, () => element.getByRole('button', { name: '下書きファイルを保存する' }).click());
  assert.equal(JSON.parse(file.bytes.toString()).facility.name, '例示クリニック');
});
