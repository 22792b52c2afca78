// <kakari-checker> in other people's pages: pages of another origin, under a strict policy, with a style sheet that
// reaches for everything.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { TEXTS, native } from '../cases/cases.mjs';
import { cases, download, eventually, example, onDay, source } from './app.mjs';
import { field as fieldOf, main, step, steps } from './element.mjs';
import { BASE_URL, accessible, fitsWidth, scenario, screenshots } from './harness.mjs';
import { host, ready, site, strict } from './hosts.mjs';

const { KAKARI } = process.env;
const MODULES = new URL(BASE_URL).origin;
const EXAMPLE = fileURLToPath(new URL('../../web/examples/prefecture/', import.meta.url));

/** Notes the events of the page's elements on the page. */
const LISTENER = `window.heard = [];
for (const type of ['kakari-ready', 'kakari-change', 'kakari-result', 'kakari-export']) {
  document.addEventListener(type, ({ detail, target }) => window.heard.push({ type, on: target.id, detail }));
}`;
const LISTENING = { scripts: ['/listener.js'], files: { '/listener.js': LISTENER } };
const heard = (page, type) => page.evaluate((name) => window.heard.filter((one) => one.type === name), type);
const warnings = (page) => {
  const all = [];
  page.on('console', (message) => { if (message.type() === 'warning') all.push(message.text()); });
  return all;
};

/** Goes on to the next question, whose heading has the focus then. */
async function onward(element) {
  const before = await element.locator('.quick').getAttribute('data-question');
  await element.getByRole('button', { name: '次へ' }).click();
  await element.locator(`.quick:not([data-question="${before}"])`).waitFor();
  await eventually(() => element.evaluate(({ shadowRoot }) => shadowRoot.activeElement?.localName), 'h2');
}

const choose = (element, option) => element.getByRole('radio', { name: new RegExp(`^${option}`) }).check();

/** The whole way of `quick`: a target that has 1号機能, and of the 2号機能 one by an answer and the others by none. */
async function walk(element) {
  await choose(element, 'いずれにも当たらない');
  await onward(element);
  for (const answer of ['有り', '有り']) {
    await choose(element, answer);
    await onward(element);
  }
  await element.getByRole('checkbox', { name: '呼吸器領域' }).check();
  await onward(element);
  await choose(element, '有り');
  await onward(element);
  await element.getByRole('combobox', { name: '在宅当番医制' }).selectOption('m1');
  await element.locator('.so-far', { hasText: '有り' }).waitFor();
  await onward(element);
  for (let at = 0; at < 3; at++) {
    await element.getByRole('button', { name: '答えていない項目をすべて' }).click();
    await element.locator('.so-far', { hasText: '無し' }).waitFor();
    await onward(element);
  }
}

const outcome = (element) => element.locator('.outcome > div').evaluateAll((rows) => (
  rows.map((row) => `${row.querySelector('dt').firstChild.data} ${row.querySelector('dd').textContent}`)
));

scenario('quick leads to what is decided and what comes next, in a page of another origin under a strict policy', async ({ page, context, test: t }) => {
  await onDay(context, '2027-01-20');
  const { url } = await host(t, '<kakari-checker id="a" deadline="2027-02-26" prefecture="東京都" contact="例示県医療政策課 00-0000-0000"></kakari-checker>', LISTENING);
  await page.goto(url);
  const element = await ready(page);
  await screenshots(page, 'element-quick-target');
  await accessible(page, 'first question');
  await walk(element);
  assert.deepEqual(await outcome(element), ['報告の対象 対象', '1号機能 有り', '2号機能 イ 有り', '2号機能 ロ 無し', '2号機能 ハ 無し', '2号機能 ニ 無し']);
  const text = await element.locator('.calendar').innerText();
  assert.match(text, /2027年2月26日/);
  assert.match(text, /あと37日/);
  assert.match(text, /例示県医療政策課 00-0000-0000/);
  assert.match(text, /暫定/);
  await screenshots(page, 'element-quick-result');
  await accessible(page, 'result');
  // The page hears every answer, and the result with words.
  const changes = await heard(page, 'kakari-change');
  assert.deepEqual(changes[0].detail.id, 'facility.exclusion');
  assert.equal(changes.at(-1).detail.draft.facility.prefecture, '13');
  assert.equal(changes[0].on, 'a');
  await page.waitForFunction(() => window.heard.some(({ type, detail }) => type === 'kakari-result' && detail.result.function2.ni.status === 'lacks'));
  const result = (await heard(page, 'kakari-result')).at(-1).detail;
  assert.equal(result.deadline, '2027-02-26');
  assert.ok(result.result.findings.every(({ message, why, fix }) => message && why && fix));
  assert.deepEqual(await element.evaluate(({ result: own }) => own), result.result);
  // And may take the file instead of the browser.
  const { name, bytes } = await download(page, () => element.getByRole('button', { name: '下書きファイルを保存する' }).click());
  assert.equal(name, 'kakari-R8.kakari.json');
  assert.equal(bytes.toString(), await element.evaluate(({ draftText }) => draftText));
  await page.evaluate(() => document.addEventListener('kakari-export', (event) => event.preventDefault()));
  await element.getByRole('button', { name: '下書きファイルを保存する' }).click();
  await eventually(async () => (await heard(page, 'kakari-export')).length, 2);
});

scenario('a policy that allows a script of the page by its hash alone is enough', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  const inline = "document.documentElement.classList.add('cms');";
  const hash = createHash('sha256').update(inline).digest('base64');
  const { url } = await host(t, '<kakari-checker></kakari-checker>', {
    page: { head: `<script>${inline}</script>` }, policy: strict(MODULES).replace("script-src 'self'", `script-src 'sha256-${hash}'`),
  });
  await page.goto(url);
  await choose(await ready(page), '特定機能病院');
  assert.equal(await page.evaluate(() => document.documentElement.className), 'cms');
});

scenario('quick says what is missing, where the law says so, and leads back to it', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  await page.goto((await host(t, '<kakari-checker></kakari-checker>')).url);
  const element = await ready(page);
  await choose(element, 'いずれにも当たらない');
  await onward(element);
  await choose(element, '有り');
  await onward(element);
  await choose(element, '無し');
  for (let at = 0; at < 3; at++) await onward(element);
  // Without 1号機能 nothing is asked of 2号機能.
  assert.equal(await element.locator('.quick').getAttribute('data-question'), 'result');
  assert.deepEqual((await outcome(element)).slice(1), ['1号機能 無し', '2号機能 イ 報告不要', '2号機能 ロ 報告不要', '2号機能 ハ 報告不要', '2号機能 ニ 報告不要']);
  const lacking = element.locator('.lacking', { hasText: '足りない条件' }).locator('.lacking-list > li');
  assert.equal(await lacking.count(), 1);
  assert.match(await lacking.innerText(), /院内掲示/);
  assert.equal(await lacking.getByRole('link', { name: '医療法施行規則 別表第八 第二 一' }).getAttribute('href'), 'https://laws.e-gov.go.jp/law/323M40000100050');
  await screenshots(page, 'element-quick-lacking');
  await accessible(page, 'lacking');
  await lacking.getByRole('button').click();
  await element.locator('.quick[data-question="f1.posted"]').waitFor();
  assert.equal(await element.getByRole('radio', { name: '無し' }).isChecked(), true, 'the answer is kept');
});

scenario('who is excluded is told at once, and dates count', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  await page.goto((await host(t, '<kakari-checker></kakari-checker>')).url);
  const element = await ready(page);
  await choose(element, '特定機能病院');
  await onward(element);
  assert.equal(await element.getByRole('heading', { name: '報告の対象外です' }).count(), 1);
  assert.deepEqual(await outcome(element), ['報告の対象 対象外']);
  await element.getByRole('button', { name: '前の質問' }).click();
  await choose(element, 'いずれにも当たらない');
  await element.getByText('最近、開設・休院').click();
  await element.getByLabel('開設した日').fill('2026-01-15');
  await element.locator('.so-far', { hasText: '対象外' }).waitFor();
});

scenario('quick goes by the keyboard alone', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  await page.goto((await host(t, '<kakari-checker></kakari-checker>')).url);
  const element = await ready(page);
  const focused = () => element.evaluate(({ shadowRoot }) => shadowRoot.activeElement?.localName ?? null);
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'input');
  await page.keyboard.press('Space');
  await eventually(() => element.getByRole('radio').first().isChecked(), true);
  while ((await element.evaluate(({ shadowRoot }) => shadowRoot.activeElement?.textContent)) !== '次へ') await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await element.locator('.quick[data-question="f1.function"]').waitFor();
  await eventually(focused, 'h2');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await eventually(() => element.getByRole('radio', { name: '有り' }).isChecked(), true);
  // What has the focus can be seen.
  const outline = await element.evaluate(({ shadowRoot }) => getComputedStyle(shadowRoot.querySelector('.option:has(:focus-visible)')).outlineStyle);
  assert.equal(outline, 'solid');
});

scenario('once the page is there no network is needed: quick', async ({ page, context, tolerate, test: t }) => {
  tolerate(/ERR_INTERNET_DISCONNECTED|Failed to fetch|Failed to load/);
  await onDay(context, '2026-02-01');
  await page.goto((await host(t, '<kakari-checker></kakari-checker>')).url);
  const element = await ready(page);
  await context.setOffline(true);
  await walk(element);
  assert.equal((await outcome(element))[1], '1号機能 有り');
  const { name } = await download(page, () => element.getByRole('button', { name: '下書きファイルを保存する' }).click());
  assert.equal(name, 'kakari-R7.kakari.json');
  // The form is another matter: it says so, and what was answered stays.
  await element.getByRole('button', { name: '残りの項目を入力する' }).click();
  await element.locator('.troubles', { hasText: 'チェッカーを読み込めませんでした' }).waitFor();
  assert.equal((await outcome(element))[1], '1号機能 有り');
  await context.setOffline(false);
  await element.getByRole('button', { name: '残りの項目を入力する' }).click();
  await element.locator('.root[data-mode="full"][data-state="ready"]').waitFor();
});

scenario('two elements keep apart what is answered, how they look, and for which year', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  const body = '<kakari-checker id="one"></kakari-checker><kakari-checker id="two" class="ours" edition="R8"></kakari-checker>';
  const { url } = await host(t, body, {
    ...LISTENING, styles: ['/ours.css'],
    files: { ...LISTENING.files, '/ours.css': '.ours { --kakari-color-primary: #7a2048; --kakari-font-size: 20px; } .ours::part(heading) { color: rgb(1, 2, 3); }' },
  });
  await page.goto(url);
  const [one, two] = [await ready(page, 0), await ready(page, 1)];
  await choose(one, '特定機能病院');
  await eventually(async () => (await heard(page, 'kakari-change')).map(({ on }) => on), ['one']);
  assert.equal(await two.getByRole('radio', { name: '特定機能病院' }).isChecked(), false);
  assert.deepEqual(await Promise.all([one, two].map((own) => own.evaluate(({ draft }) => draft.edition))), ['R7', 'R8']);
  const look = (own) => own.evaluate(({ shadowRoot }) => {
    const style = (what) => getComputedStyle(shadowRoot.querySelector(what));
    return [style('.main-button').backgroundColor, style('.root').fontSize, style('h2').color];
  });
  assert.deepEqual(await look(one), ['rgb(0, 23, 193)', '16px', 'rgb(26, 26, 26)']);
  assert.deepEqual(await look(two), ['rgb(122, 32, 72)', '20px', 'rgb(1, 2, 3)']);
});

scenario('no style sheet of the page reaches inside, and none of ours reaches out', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  const hostile = await readFile(`${EXAMPLE}site.css`, 'utf8');
  const { url } = await host(t, '<p id="theirs">県の文章</p><kakari-checker></kakari-checker>', { styles: ['/hostile.css'], files: { '/hostile.css': hostile } });
  await page.goto(url);
  const element = await ready(page);
  const look = () => element.evaluate(({ shadowRoot }) => ['.root', 'h2', '.main-button', '.option', 'input'].map((what) => {
    const { fontSize, color, letterSpacing, textTransform, borderTopStyle, opacity, boxSizing, display } = getComputedStyle(shadowRoot.querySelector(what));
    return { fontSize, color, letterSpacing, textTransform, borderTopStyle, opacity, boxSizing, display };
  }));
  const dressed = await look();
  const theirs = await page.locator('#theirs').evaluate((own) => getComputedStyle(own).fontSize);
  assert.equal(theirs, '9px', 'the sheet is hostile');
  await page.evaluate(() => document.querySelector('link[rel=stylesheet]').remove());
  assert.deepEqual(dressed, await look());
  assert.equal(await page.evaluate(() => document.styleSheets.length + document.adoptedStyleSheets.length), 0);
});

scenario('a telephone, high contrast, calm screens, large type', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  await page.goto((await host(t, '<kakari-checker></kakari-checker>')).url);
  const element = await ready(page);
  for (const width of [375, 320]) {
    await page.setViewportSize({ width, height: 812 });
    await fitsWidth(page);
  }
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await accessible(page, 'forced colours');
  assert.equal(await element.evaluate(({ shadowRoot }) => getComputedStyle(shadowRoot.querySelector('.option')).transitionDuration), '0s');
  await walk(element);
  await fitsWidth(page);
  await accessible(page, 'forced colours, result');
});

scenario('full: every kind of field, findings beside the fields, review, files', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  await page.goto((await host(t, '<kakari-checker mode="full"></kakari-checker>', LISTENING)).url);
  const element = await ready(page);
  const go = async (label, id) => {
    await step(element, label);
    await element.locator(`.full[data-step="${id}"]`).waitFor();
  };
  const field = (id) => fieldOf(element, id);
  await screenshots(page, 'element-full-target');
  await accessible(page, 'full, empty');
  await choose(element, 'いずれにも当たらない');
  await go('医療機関', 'facility');
  // A list that unfolds, text, a flag.
  await field('facility.prefecture').locator('select').selectOption({ label: '北海道' });
  await field('facility.code').locator('input').fill('0110112488');
  await field('facility.name').locator('input').fill('<img src=x onerror=alert(1)>');
  await field('facility.electronic_claims').getByRole('radio', { name: 'はい' }).check();
  await eventually(() => field('facility.code').locator('.finding').count(), 1);
  assert.match(await field('facility.code').locator('input').getAttribute('aria-describedby'), /finding-\d+-0/);
  await screenshots(page, 'element-full-facility');
  await go('1号機能', 'f1');
  // A conditional field, many boxes, 該当無し, numbers as typed.
  assert.equal(await field('f1.training.count').isVisible(), false);
  await field('f1.training').getByRole('radio', { name: '有り' }).check();
  await field('f1.training.count').waitFor();
  await field('f1.training.count').locator('input').fill('１，２00');
  await field('f1.training.count').locator('input').blur();
  await eventually(() => field('f1.training.count').locator('input').inputValue(), '1200');
  const diseases = field('f1.diseases');
  await diseases.getByRole('searchbox').fill('こうけつあつ');
  await diseases.getByRole('checkbox', { name: '高血圧' }).check();
  await diseases.getByRole('searchbox').fill('');
  assert.match(await diseases.locator('.multi-count').innerText(), /^1 \/ 4\d$/);
  await diseases.getByRole('checkbox', { name: '該当無し' }).click();
  await diseases.getByRole('button', { name: '解除して「該当無し」にする' }).click();
  await eventually(() => element.evaluate(({ draft }) => draft.answers['f1.diseases']), ['0']);
  await screenshots(page, 'element-full-f1');
  await accessible(page, 'full, 1号機能');
  await go('確認', 'review');
  await element.locator('.summary.is-error').waitFor();
  await screenshots(page, 'element-full-review');
  await accessible(page, 'full, review');
  // From what is said to the field that it is about.
  await element.locator('.summary-list').first().getByRole('link').first().click();
  await element.locator('.full:not([data-step="review"])').waitFor();
  await go('書き出し', 'export');
  await element.locator('.answers table').waitFor();
  await screenshots(page, 'element-full-export');
  await accessible(page, 'full, export');
  const { name, bytes } = await download(page, () => element.getByRole('button', { name: '下書きファイルを保存する' }).click());
  assert.equal(name, 'kakari-R7-0110112488.kakari.json');
  assert.equal(JSON.parse(bytes).facility.name, '<img src=x onerror=alert(1)>');
  assert.equal(await element.locator('img').count(), 0);
  for (const width of [375, 320]) {
    await page.setViewportSize({ width, height: 812 });
    await fitsWidth(page);
  }
});

scenario('full: partners, names, numbers and what was typed survive an opened draft', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  await page.goto((await host(t, '<kakari-checker mode="full"></kakari-checker>')).url);
  const element = await ready(page);
  const text = JSON.stringify(example({ 'f1.generalist': 'yes', 'f2i.own': 'partnered', 'f2i.partners': [{ name: '甲', content: '乙', mark: 1 }] }))
    .replace('"answers":{', '"strange":1.50,"answers":{"f1.generalist.fte":0.10,').replace(/"f1\.generalist\.fte":(?!0\.10)[\d.]+,?/, '');
  await element.evaluate((own, given) => { own.draft = given; }, text);
  await eventually(() => element.evaluate(({ draftText }) => draftText), text, 'to the letter as long as nothing is changed');
  await step(element, '2号機能 イ');
  const partners = fieldOf(element, 'f2i.partners');
  await partners.getByRole('button', { name: '連携医療機関を追加' }).click();
  await partners.getByLabel(/^名称.* 2番目/).fill('丙');
  await eventually(() => element.evaluate(({ draft }) => draft.answers['f2i.partners']), [{ name: '甲', content: '乙', mark: 1 }, { name: '丙', content: '' }]);
  const now = await element.evaluate(({ draftText }) => draftText);
  assert.match(now, /"strange": 1\.50,/);
  assert.match(now, /"f1\.generalist\.fte": 0\.10,/);
  await partners.getByRole('button', { name: /^削除/ }).first().click();
  await eventually(() => element.evaluate(({ draft }) => draft.answers['f2i.partners'].length), 1);
});

scenario('notice: the sheet of a chosen file, which can be saved', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  // Printing goes through a frame of its own, so that nothing of the page comes onto the paper.
  await page.addInitScript(() => {
    window.print = () => {
      window.top.printed = { framed: window !== window.top, title: document.title, text: document.body.innerText, sheets: document.adoptedStyleSheets.length };
      dispatchEvent(new Event('afterprint'));
    };
  });
  await page.goto((await host(t, '<kakari-checker mode="notice"></kakari-checker>', LISTENING)).url);
  const element = await ready(page);
  await accessible(page, 'notice, empty');
  const draft = example({ 'facility.name': '例示内科<script>alert(1)</script>クリニック' });
  await element.getByLabel('下書きファイルを選んでください').setInputFiles({ name: 'a.kakari.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(draft)) });
  await element.locator('.notice-sheet').first().waitFor();
  assert.match(await element.locator('.notice-sheet').first().innerText(), /例示内科<script>alert\(1\)<\/script>クリニック/);
  assert.equal(await element.locator('.notice-sheet script').count(), 0);
  await screenshots(page, 'element-notice');
  await accessible(page, 'notice');
  await element.getByRole('group', { name: '用紙の大きさ' }).getByRole('radio', { name: /^A3/ }).check();
  await element.locator('.notice-a3').first().waitFor();
  const { name, bytes } = await download(page, () => element.getByRole('button', { name: 'HTMLファイルで保存する' }).click());
  assert.match(name, /^kakari-R7-\d{10}-院内掲示\.html$/);
  assert.match(bytes.toString(), /^<!doctype html>/i);
  assert.doesNotMatch(bytes.toString(), /<script>alert/);
  await element.getByRole('button', { name: /^印刷する/ }).click();
  const printed = await page.evaluate(() => window.printed);
  assert.deepEqual([printed.framed, printed.title, printed.sheets], [true, '院内掲示', 1]);
  assert.match(printed.text, /当院におけるかかりつけ医機能について/);
  assert.doesNotMatch(printed.text, /例示県の案内/);
  assert.equal(await element.locator('iframe').count(), 0, 'it goes when it was printed');
  // What is no draft is refused in words, and the sheet stays.
  await element.getByLabel('ほかの下書きファイルを選ぶ').setInputFiles({ name: 'b.json', mimeType: 'application/json', buffer: Buffer.from('<!doctype html>') });
  await element.locator('.troubles', { hasText: 'HTMLのようです' }).waitFor();
  assert.ok(await element.locator('.notice-sheet').count() > 0);
});

// Trouble ----------------------------------------------------------------------------------------------------------------

scenario('a page whose policy refuses WebAssembly is told, and the iframe and the page of the app are offered', async ({ page, context, tolerate, test: t }) => {
  tolerate(/wasm|WebAssembly/i);
  await onDay(context, '2026-02-01');
  const told = warnings(page);
  const { url } = await host(t, '<kakari-checker deadline="2026-02-20"></kakari-checker>', { policy: strict(MODULES).replace(" 'wasm-unsafe-eval'", '') });
  await page.goto(url);
  const element = page.locator('kakari-checker');
  await element.getByRole('alert').waitFor();
  assert.match(await element.getByRole('alert').innerText(), /このページの設定のため/);
  await eventually(() => told.some((line) => line.includes("'wasm-unsafe-eval'")), true, 'the officer is told what to add');
  assert.equal(await element.getByRole('link', { name: /下書きチェッカーのページ/ }).getAttribute('href'), BASE_URL);
  await screenshots(page, 'element-refused');
  await accessible(page, 'refused');
  await element.getByRole('button', { name: 'この場所に開く' }).click();
  const inside = element.frameLocator('iframe');
  await inside.locator('kakari-checker .root[data-state="ready"]').waitFor();
  await inside.getByRole('radio', { name: '特定機能病院' }).check();
});

scenario('a browser without WebAssembly is told', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  await page.addInitScript(() => { delete window.WebAssembly; });
  await page.goto((await host(t, '<kakari-checker></kakari-checker>')).url);
  const alert = page.locator('kakari-checker').getByRole('alert');
  await alert.waitFor();
  assert.match(await alert.innerText(), /このブラウザーでは/);
  await accessible(page, 'no WebAssembly');
});

scenario('what the page gives and cannot be is told with its place, and the defaults hold', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  const told = warnings(page);
  const body = '<kakari-checker edition="R99" deadline="来週" prefecture="例示県" mode="slow" src="/gone.json"></kakari-checker>';
  const { url } = await host(t, body, { files: { '/gone.json': { status: 200, body: '<!doctype html><script>alert(1)</script>404' } } });
  await page.goto(url);
  const element = await ready(page);
  const troubles = element.locator('.troubles [data-about]');
  await eventually(() => troubles.count(), 5);
  await element.getByText('使えないところが5件あります').click();
  const words = (await troubles.allInnerTexts()).join('\n');
  for (const part of ['edition の「R99」', 'R7、R8', 'deadline の「来週」', 'prefecture の「例示県」', 'mode の「slow」', '設定ファイル', '1行1列']) {
    assert.ok(words.includes(part), part);
  }
  assert.equal(told.filter((line) => line.startsWith('kakari-checker:')).length, 5);
  await accessible(page, 'troubles');
  await screenshots(page, 'element-troubles');
  // A day that no calendar has is none.
  await element.evaluate((own) => own.setAttribute('deadline', '2026-02-30'));
  await element.locator('[data-about="deadline"]', { hasText: '2026-02-30' }).waitFor({ state: 'attached' });
  await element.locator('.root[data-state="ready"]').waitFor();
  await choose(element, '特定機能病院');
  await element.locator('.so-far', { hasText: '報告の対象外です' }).waitFor();
});

scenario('a draft that is none is refused in words, and what was there stays', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  await page.goto((await host(t, '<kakari-checker></kakari-checker>')).url);
  const element = await ready(page);
  await choose(element, '特定機能病院');
  const before = await element.evaluate(({ draftText }) => draftText);
  for (const [given, said] of [[null, /下書きファイルではありません/], ['<!doctype html><p>404', /HTMLのようです/], [[], /下書きファイルではありません/], [5, /下書きファイルではありません/], ['x'.repeat(10_000_000), /draft/]]) {
    await element.evaluate((own, value) => { own.draft = value; }, given);
    assert.equal(await element.evaluate(({ draftText }) => draftText), before);
    await element.locator('[data-about="draft"]', { hasText: said }).waitFor();
  }
  await page.evaluate(() => {
    const own = {};
    own.own = own;
    document.querySelector('kakari-checker').draft = own;
  });
  assert.equal(await element.evaluate(({ draftText }) => draftText), before);
  // A good one takes the warning away.
  await element.evaluate((own, given) => { own.draft = given; }, example());
  await eventually(() => element.locator('[data-about="draft"]').count(), 0);
  await eventually(() => element.evaluate(({ result }) => result?.function1.status), 'has');
});

scenario('names with a script, keys that reach for prototypes, a text of 10 MB: shown as they are, and nothing runs', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  page.on('dialog', () => assert.fail('a script ran'));
  await page.goto((await host(t, '<kakari-checker mode="full"></kakari-checker>')).url);
  const element = await ready(page);
  const evil = '"><img src=x onerror=alert(1)><script>alert(1)</script>{{constructor}}';
  const draft = JSON.stringify(example({ 'facility.name': evil, 'f1.remarks': evil, 'f2i.partners': [{ name: evil, content: evil }] }))
    .replace('{', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},')
    .replace('"answers":{', '"answers":{"__proto__":{"polluted":1},"toString":"x",');
  await element.evaluate((own, given) => { own.draft = given; }, draft);
  for (const label of ['医療機関', '1号機能', '2号機能 イ', '確認', '院内掲示', '書き出し']) {
    await step(element, label);
    await main(element).locator('h2').first().waitFor();
    assert.equal(await element.locator('img, script').count(), 0, label);
  }
  await element.locator('.answers table').waitFor();
  assert.equal(await page.evaluate(() => ({}).polluted), undefined);
  // Kept for the file: nothing of a draft is lost.
  assert.ok((await element.evaluate(({ draftText }) => draftText)).includes('"__proto__"'));
  await element.evaluate((own, given) => { own.draft = given; }, example({ 'f1.remarks': 'あ'.repeat(10_000_000) }));
  await eventually(() => element.evaluate(({ result }) => result?.function1.status), 'has');
});

scenario('who leaves the page is asked only where something would be lost', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  await page.goto((await host(t, '<kakari-checker></kakari-checker>')).url);
  const element = await ready(page);
  const asks = () => page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));
  assert.equal(await asks(), false);
  await choose(element, '特定機能病院');
  assert.equal(await asks(), true);
  await onward(element);
  await download(page, () => element.getByRole('button', { name: '下書きファイルを保存する' }).click());
  assert.equal(await asks(), false, 'saved');
  // A page that keeps the draft itself says so.
  await page.evaluate(() => document.addEventListener('kakari-change', (event) => event.preventDefault()));
  await element.getByRole('button', { name: '前の質問' }).click();
  await choose(element, 'いずれにも当たらない');
  assert.equal(await asks(), false, 'kept by the page');
  await page.evaluate(() => document.querySelector('kakari-checker').remove());
  assert.equal(await asks(), false, 'gone');
});

scenario('a reader of English is told what this is, in a page that asks for it', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  await page.goto((await host(t, '<kakari-checker lang="en"></kakari-checker>')).url);
  const element = await ready(page);
  assert.equal(await element.locator('[lang="en"]').count(), 1);
  await element.evaluate((own) => own.removeAttribute('lang'));
  await eventually(() => element.locator('[lang="en"]').count(), 0);
});

scenario('another setting is no reason to begin anew, and the way on and back keeps what was answered', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  await page.goto((await host(t, '<kakari-checker></kakari-checker>')).url);
  const element = await ready(page);
  await choose(element, 'いずれにも当たらない');
  await onward(element);
  await element.evaluate((own) => own.setAttribute('deadline', '2026-02-20'));
  await element.locator('.root[data-state="ready"]').waitFor();
  assert.equal(await element.locator('.quick').getAttribute('data-question'), 'f1.function');
  await choose(element, '無し');
  for (let at = 0; at < 4; at++) await onward(element);
  await element.getByRole('button', { name: '残りの項目を入力する' }).click();
  await element.locator('.full').waitFor();
  await eventually(() => element.evaluate(({ shadowRoot }) => shadowRoot.activeElement?.localName), 'h2');
  await element.evaluate((own) => own.setAttribute('deadline', '2026-02-21'));
  await element.locator('.root[data-state="ready"][data-mode="full"]').waitFor();
  await element.getByRole('button', { name: '対象と機能の確認に戻る' }).click();
  await element.locator('.quick').waitFor();
  assert.equal(await element.getByRole('radio', { name: 'いずれにも当たらない' }).isChecked(), true);
});

// Whoever was first ------------------------------------------------------------------------------------------------------

scenario('registering twice does no harm, and a second version says on the console that it is not used', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  const lines = [];
  page.on('console', (message) => lines.push(message.text()));
  const { files, url } = await host(t, '<kakari-checker></kakari-checker>');
  // Another copy of the same files at another address is another version for the browser.
  const copy = await site(t, {}, { app: true });
  files['/'].headers['content-security-policy'] = strict(`${MODULES} ${copy.origin}`);
  files['/again.js'] = `import '${BASE_URL}embed/kakari-checker.js';\nimport { KakariChecker, define } from '${copy.url}embed/kakari-checker.js';\ndefine();\nwindow.other = KakariChecker;`;
  files['/'].body = files['/'].body.replace('</head>', '<script type="module" src="/again.js"></script></head>');
  await page.goto(url);
  const element = await ready(page);
  await page.waitForFunction(() => window.other);
  assert.equal(await page.evaluate(() => customElements.get('kakari-checker') !== window.other), true);
  assert.equal(await page.evaluate(() => typeof customElements.get('kakari-checker').version === 'string' && window.other.version.length > 5), true);
  assert.equal(lines.filter((line) => line.includes('先に登録されています')).length, 1);
  await choose(element, '特定機能病院');
});

scenario('a page built with another library holds it like any element', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  const preact = await readFile(new URL('node_modules/preact/dist/preact.mjs', import.meta.url), 'utf8');
  const script = `import { h, render } from '/preact.js';
const heard = [];
const draft = ${JSON.stringify(example({ 'facility.exclusion': 'dental_only' }))};
const App = ({ edition }) => h('section', null, h('p', { id: 'heard' }, heard.length + '件'), h('kakari-checker', {
  mode: 'quick', edition, draft,
  'onkakari-change': (event) => { heard.push(event.detail.id); render(h(App, { edition }), document.getElementById('app')); },
}));
render(h(App, { edition: 'R7' }), document.getElementById('app'));`;
  const { url } = await host(t, '<div id="app"></div>', { scripts: ['/app.js'], files: { '/app.js': script, '/preact.js': preact.replace(/\/\/# sourceMappingURL.*/, '') } });
  await page.goto(url);
  const element = await ready(page);
  assert.equal(await element.getByRole('radio', { name: '歯科医業のみ' }).isChecked(), true, 'a draft given before the element is known');
  await choose(element, 'いずれにも当たらない');
  await eventually(() => page.locator('#heard').innerText(), '1件');
});

// Configuration ----------------------------------------------------------------------------------------------------------

scenario('the configuration of a prefecture gives deadline, contacts, colours and modes, and attributes win over it', async ({ page, context, test: t }) => {
  await onDay(context, '2027-01-20');
  page.on('dialog', () => assert.fail('a script ran'));
  const own = JSON.parse(await readFile(`${EXAMPLE}kakari.json`, 'utf8'));
  own.modes = ['quick'];
  own.contacts[0].name = '<img src=x onerror=alert(1)>県庁';
  own.links.push({ label: '悪い', url: 'javascript:alert(1)' });
  const body = '<kakari-checker src="/kakari.json"></kakari-checker><kakari-checker src="/kakari.json" deadline="2027-02-01"></kakari-checker>';
  await page.goto((await host(t, body, { files: { '/kakari.json': JSON.stringify(own) } })).url);
  const [one, two] = [await ready(page, 0), await ready(page, 1)];
  assert.equal(await one.evaluate(({ shadowRoot }) => getComputedStyle(shadowRoot.querySelector('.main-button')).backgroundColor), 'rgb(11, 93, 42)');
  await one.locator('[data-about="src"]').waitFor({ state: 'attached' });
  for (const [element, deadline] of [[one, '2027年2月26日'], [two, '2027年2月1日']]) {
    await choose(element, '特定機能病院');
    await onward(element);
    assert.match(await element.locator('.calendar').innerText(), new RegExp(deadline));
  }
  const text = await one.locator('.calendar').innerText();
  assert.match(text, /<img src=x onerror=alert\(1\)>県庁/);
  assert.match(text, /例示市、見本町/);
  assert.doesNotMatch(text, /null|undefined/);
  assert.equal(await one.locator('img, [href^="javascript"]').count(), 0);
  assert.equal(await one.getByRole('link', { name: '00-0000-0000' }).getAttribute('href'), 'tel:0000000000');
  await screenshots(page, 'element-configured');
  await accessible(page, 'configured');
});

scenario("the example of a prefecture's page works as it is", async ({ page, context, url }) => {
  await onDay(context, '2027-01-20');
  await page.goto(`${url}examples/prefecture/`);
  const [one, two] = [await ready(page, 0), await ready(page, 1)];
  await page.frameLocator('iframe').locator('kakari-checker .root[data-state="ready"]').waitFor();
  assert.equal(await one.locator('.troubles > *').count(), 0, await one.locator('.troubles').innerText());
  await two.locator('.full').waitFor();
  await choose(one, '特定機能病院');
  await page.locator('#heard', { hasText: '対象外' }).waitFor();
  // The frame is as high as what is in it.
  await page.waitForFunction(() => document.querySelector('iframe').style.height.endsWith('px'));
  await page.setViewportSize({ width: 375, height: 812 });
  await fitsWidth(page);
});

// The same everywhere ----------------------------------------------------------------------------------------------------

/** A catalogue as JSON, made of R7 by the command line with something changed in it. */
function catalogue(change) {
  const text = readFileSync(new URL('../../crates/catalog/editions/R7.toml', import.meta.url), 'utf8');
  const { stdout, status, stderr } = spawnSync(KAKARI, ['catalog', 'convert', '-'], { input: change(text), encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}

const whole = KAKARI ? {} : { skip: true };
if (whole.skip) test('KAKARI is set by `cargo xtask test --only browser`', whole);
else {
  scenario('the catalogue of a configuration is asked, and a script in a label stays words', async ({ page, context, test: t }) => {
    await onDay(context, '2026-02-01');
    page.on('dialog', () => assert.fail('a script ran'));
    const label = '<img src=x onerror=alert(1)>県の質問';
    const json = catalogue((text) => text.replace('label = "「具体的な機能」を有すること"', `label = "${label}"`));
    assert.ok(json.includes('県の質問'));
    const configuration = JSON.stringify({ format: 'kakari-prefecture', version: 1, catalog: 'own/catalog.json' });
    const body = '<kakari-checker src="/kakari.json"></kakari-checker><kakari-checker mode="full" src="/kakari.json"></kakari-checker><kakari-checker src="/broken.json"></kakari-checker>';
    const files = {
      '/kakari.json': configuration, '/own/catalog.json': json,
      '/broken.json': configuration.replace('own/catalog.json', 'gone.json'), '/gone.json': '<!doctype html>404',
    };
    await page.goto((await host(t, body, { files })).url);
    const [one, two, three] = [await ready(page, 0), await ready(page, 1), await ready(page, 2)];
    await choose(one, 'いずれにも当たらない');
    await onward(one);
    assert.equal(await one.locator('h2').innerText(), label);
    await step(two, '1号機能');
    await fieldOf(two, 'f1.function').filter({ hasText: label }).waitFor();
    assert.equal(await page.locator('kakari-checker img').count(), 0);
    // Their result is that of the command line with that catalogue, as far as its fingerprint tells.
    await one.evaluate((own, given) => { own.draft = given; }, example());
    await eventually(() => one.evaluate(({ result }) => result?.catalog.length), 16);
    assert.notEqual(await one.evaluate(({ result }) => result.catalog), JSON.parse(native(JSON.stringify(example()), { today: '2026-02-01' })).catalog);
    // A catalogue that is none is told, and the built-in one asks.
    await three.locator('[data-about="src"]', { hasText: 'catalog' }).waitFor({ state: 'attached' });
    await choose(three, '特定機能病院');
  });

  scenario('every case gives the bytes of the command line', async ({ page, context, test: t }) => {
    const { url } = await host(t, '');
    await onDay(context, '2026-02-01');
    await page.goto(url);
    await page.waitForFunction(() => customElements.get('kakari-checker'));
    const odd = TEXTS.filter((text) => text.includes('"format":"kakari-report"')).map((written) => ({ file: written, written, today: '2026-02-01' }));
    assert.ok(odd.length >= 4);
    // What the command line cannot read is no draft here either.
    const isRead = ({ written, today }) => JSON.parse(native(written, { today })).edition !== null;
    const [read, refused] = [odd.filter(isRead), odd.filter((one) => !isRead(one))];
    assert.ok(read.length >= 3 && refused.length >= 1);
    for (const { written } of refused) {
      await page.evaluate((text) => {
        const element = document.createElement('kakari-checker');
        element.draft = text;
        document.body.append(element);
      }, written);
      await page.locator('kakari-checker [data-about="draft"]', { hasText: 'JSONとして読めない文字があります' }).waitFor();
      await page.evaluate(() => document.querySelector('kakari-checker').remove());
    }
    const all = [...await cases(), ...read];
    assert.ok(all.length >= 40);
    for (const { file, written, today, deadline } of all) {
      await onDay(context, today);
      const found = await page.evaluate(async ([text, day]) => {
        const element = document.createElement('kakari-checker');
        if (day) element.setAttribute('deadline', day);
        element.draft = text;
        const result = new Promise((done) => element.addEventListener('kakari-result', ({ detail }) => done(JSON.stringify(detail.result))));
        document.body.append(element);
        const bytes = await result;
        const same = bytes === JSON.stringify(element.result);
        element.remove();
        return same ? bytes : 'the property differs from the event';
      }, [written, deadline]);
      assert.equal(found, native(written, { today, deadline }), file);
    }
  });
}

// What the page for officers says ---------------------------------------------------------------------------------------

test('docs/embedding.md names the attributes, values, parts and events that there are, and no others', async () => {
  const words = await source('docs/embedding.md');
  const code = (await Promise.all(['kakari-checker', 'quick', 'form'].map((name) => source(`web/element/${name}.js`)))).join('\n');
  const styles = await source('web/element/element.css');
  const all = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();
  assert.deepEqual(all(words, /(--kakari-[a-z-]+)/g), all(styles, /(--kakari-[a-z-]+)/g));
  const named = all(code.match(/const PARTS = \{\n([^]*?)\n\};/)[1], /([a-z-]+)'?: '/g);
  const parts = all(code, /\bpart: '([a-z -]+)'/g).flatMap((names) => names.split(' '));
  assert.deepEqual(named.filter((name) => !words.includes(`\`${name}\``)), []);
  assert.deepEqual(all(words.match(/`::part` で選べるのは、([^]*?)です。/)[1], /`([a-z-]+)`/g), [...new Set([...parts, ...named])].sort());
  const attributes = code.match(/observedAttributes = \[(.*?)\]/)[1];
  assert.deepEqual(all(words.match(/### 属性([^]*?)###/)[1], /^\| `([a-z]+)` \|/gm), all(attributes, /'([a-z]+)'/g));
  assert.deepEqual(all(words, /`(kakari-(?:ready|change|result|export))`/g), all(code, /#send\('(kakari-[a-z]+)'/g));
});
