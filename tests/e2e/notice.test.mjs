// 院内掲示 on the screen, on paper and as a file; and the answers on paper.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { begin, blank, choose, control, download, eventually, example, faulty, field, full, go, onDay, options } from './app.mjs';
import { scenario, sheets } from './harness.mjs';

const AREAS = (await options('areas')).filter((label) => label !== '該当無し');
const DISEASES = (await options('diseases')).filter((label) => !['該当無し', 'その他の疾患'].includes(label));

const plain = (text) => text.normalize('NFKC').replace(/\s+/g, '');
const count = (text, sign) => text.split(sign).length - 1;

/** Asserts that a print is one A4 sheet with everything of the form and nothing of the app. */
function checkSheet(pages, what) {
  assert.deepEqual(pages.map(({ width, height }) => [width, height]), [[595, 842]], `${what}: one A4 sheet`);
  const text = plain(pages[0].text);
  for (const label of [...AREAS, ...DISEASES]) assert.ok(text.includes(plain(label)), `${what}: ${label}`);
  for (const words of ['当院におけるかかりつけ医機能について', '該当無し', 'その他の疾患', '医療に関する患者からの相談への対応', '様式の出典']) {
    assert.ok(text.includes(plain(words)), `${what}: ${words}`);
  }
  for (const chrome of ['次へ', '前へ', 'いまの判定', '印刷する', '元に戻す', '用紙に載せるもの', '下書きチェッカー', '送信されません']) {
    assert.ok(!text.includes(plain(chrome)), `${what}: no ${chrome}`);
  }
  return text;
}

scenario('the form asks for 17 areas and 40 diseases', async () => {
  assert.deepEqual([AREAS.length, DISEASES.length], [17, 40]);
});

scenario('the notice prints as one A4 sheet with everything on it and nothing of the app', async ({ page, url }) => {
  await begin(page, url, example(), 'notice');
  const text = checkSheet(await sheets(page), 'as it is');
  // ■ survives a photocopier: 2 of staff, 4 areas, 4 diseases, 可.
  assert.equal(count(text, '■'), 11);
  assert.ok(count(text, '□') >= 17 - 4 + 40 - 4);
  assert.ok(text.includes('例示クリニック'));
  assert.ok(text.includes('2026年2月1日'));
  assert.ok(!text.includes('下書き'));
  for (const words of ['台帳', '点検規則', '令和7年度報告']) assert.ok(text.includes(words), words);

  for (const [name, change] of [
    ['without numbers', () => page.getByRole('checkbox', { name: /人数/ }).uncheck()],
    ['with backgrounds', () => {}],
  ]) {
    await change();
    const pages = await sheets(page, { printBackground: name === 'with backgrounds' });
    const changed = checkSheet(pages, name);
    assert.ok(!changed.includes('人数'), name);
  }
  await page.getByRole('checkbox', { name: /だけを載せる/ }).check();
  const [only, ...more] = await sheets(page);
  assert.equal(more.length, 0);
  const short = plain(only.text);
  assert.ok(short.includes('呼吸器領域') && !short.includes('小児領域'));
});

scenario('from a telephone the print is the same sheet', async ({ page, url }) => {
  await begin(page, url, example(), 'notice');
  checkSheet(await sheets(page), 'telephone');
}, { width: 375, height: 812 });

scenario('with everything ticked and long words it is still one sheet, in both layouts and with 下書き', async ({ page, url }) => {
  await begin(page, url, full, 'notice');
  const text = checkSheet(await sheets(page), 'full');
  assert.ok(text.includes(plain('帯状疱疹後神経痛')), 'その他 to its end');
  assert.ok(text.includes(plain('附属診療所')), 'the name to its end');
  assert.equal(count(text, '■'), 17 + 40 + 1 + 3);
  await page.getByRole('checkbox', { name: /だけを載せる/ }).check();
  checkOnlyTicked(await sheets(page));

  const marked = { ...full, facility: { ...full.facility, prefecture: '13' } };
  await begin(page, url, marked, 'notice');
  const draft = checkSheet(await sheets(page), 'full and 下書き');
  assert.ok(draft.includes('下書き'));
});

function checkOnlyTicked(pages) {
  assert.deepEqual(pages.map(({ width, height }) => [width, height]), [[595, 842]]);
  const text = plain(pages[0].text);
  assert.equal(count(text, '□'), 0);
  for (const label of [...AREAS, ...DISEASES]) assert.ok(text.includes(plain(label)), label);
}

scenario('a blank draft prints as a form to be filled in by hand', async ({ page, url }) => {
  await begin(page, url, blank, 'notice');
  const text = checkSheet(await sheets(page), 'blank');
  assert.equal(count(text, '■'), 0);
});

scenario('while errors remain the sheet says 下書き, on the screen and on paper', async ({ page, url }) => {
  await begin(page, url, faulty, 'notice');
  await page.locator('.notice-sheet').getByText('下書き').first().waitFor();
  await page.locator('main').getByText(/エラーが残っている/).first().waitFor();
  const text = checkSheet(await sheets(page), 'faulty');
  assert.ok(text.includes('下書き') && text.includes(plain('掲示には使わないでください')));
  const file = await download(page, () => page.getByRole('button', { name: /HTML/ }).click());
  assert.match(file.name, /下書き/);
  assert.match(file.bytes.toString('utf8'), /下書き/);
});

/** Where everything on the sheet stands, in millimetres of the paper. */
const places = (page) => page.locator('main .notice-sheet').evaluate((sheet) => {
  const frame = sheet.getBoundingClientRect();
  const mm = frame.width / 210;
  const all = [...sheet.querySelectorAll('.notice-title, .notice-lead, .notice-item, .notice-heading, .notice-choice, .notice-footer')];
  return {
    height: frame.height / mm,
    places: all.map((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return [(left - frame.left) / mm, (top - frame.top) / mm, width / mm, height / mm];
    }),
  };
});

scenario('what is on the screen is what is printed, to the millimetre', async ({ page, url }) => {
  await begin(page, url, full, 'notice');
  const shown = await places(page);
  assert.ok(Math.abs(shown.height - 297) < 0.5, `the preview is ${shown.height} mm high`);
  await page.emulateMedia({ media: 'print' });
  // 210 mm at 96 dots an inch.
  await page.setViewportSize({ width: 794, height: 1123 });
  const paper = await places(page);
  assert.equal(shown.places.length, paper.places.length);
  assert.ok(shown.places.length > 60);
  shown.places.forEach((place, at) => place.forEach((length, side) => {
    const off = Math.abs(length - paper.places[at][side]);
    assert.ok(off < 1, `${off} mm apart at ${at}: ${place} and ${paper.places[at]}`);
  }));
});

scenario('the print button prints', async ({ page, url }) => {
  await page.addInitScript(() => { window.print = () => { window.prints = (window.prints ?? 0) + 1; }; });
  await begin(page, url, example(), 'notice');
  await page.getByRole('button', { name: /^印刷する/ }).click();
  assert.equal(await page.evaluate(() => window.prints), 1);
});

scenario('the preview beside the form follows each answer at once', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  const corner = page.locator('.notice-corner');
  const ticked = (label) => corner.locator('.notice-on').filter({ hasText: label }).count();
  assert.deepEqual([await ticked('小児領域'), await ticked('呼吸器領域')], [0, 1]);
  await field(page, 'f1.areas').getByRole('checkbox', { name: '小児領域' }).check();
  assert.equal(await ticked('小児領域'), 1);
  await field(page, 'f1.areas').getByRole('checkbox', { name: '呼吸器領域' }).uncheck();
  assert.equal(await ticked('呼吸器領域'), 0);
  await field(page, 'f1.diseases').getByRole('checkbox', { name: 'その他の疾患' }).check();
  await control(page, 'f1.diseases.other').pressSequentially('痛風');
  assert.equal(await corner.getByText('痛風').count(), 1);
  await control(page, 'f1.training.count').fill('7');
  await corner.getByText('7', { exact: true }).waitFor();
  // Without function there is nothing to post.
  await choose(page, '「具体的な機能」を有すること', '無し');
  await corner.getByText('掲示に使わないでください').waitFor();
});

scenario('what is typed cannot become part of the sheet', async ({ page, url }) => {
  const name = '<img src=x onerror=alert(1)>"&\'</article>医院';
  await begin(page, url, example({
    'facility.name': name, 'f1.diseases': ['2', 'other'], 'f1.diseases.other': '<script>document.title="x"</script><b>太字</b>',
  }), 'notice');
  const sheet = page.locator('main .notice-sheet');
  assert.equal(await sheet.locator('img, script, b').count(), 0);
  assert.ok((await sheet.locator('.notice-name').innerText()).includes(name));
  const file = (await download(page, () => page.getByRole('button', { name: /HTML/ }).click())).bytes.toString('utf8');
  assert.doesNotMatch(file, /<img|<script|<b>/i);
});

scenario('the saved file needs nothing else, opens anywhere and prints the same sheet', async ({ page, context, url, test: t }) => {
  await begin(page, url, full, 'notice');
  const { name, bytes } = await download(page, () => page.getByRole('button', { name: /HTML/ }).click());
  assert.equal(name, 'kakari-R7-0110112489-院内掲示.html');
  const html = bytes.toString('utf8');
  // No reference leads out: addresses may only be the words of a name.
  assert.doesNotMatch(html, /https?:|url\(|@import|<script|<link|\ssrc=|\shref=|\son\w+=/i);
  assert.match(html, /^<!doctype html>\n<html lang="ja">/);

  const folder = await mkdtemp(join(tmpdir(), 'kakari-notice-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, name), bytes);
  // Its own browser profile, without network and without scripts: the clinic's site, or a double click.
  const elsewhere = await context.browser().newContext({ offline: true, javaScriptEnabled: false });
  try {
    const asked = [];
    elsewhere.on('request', (request) => asked.push(request.url()));
    const reader = await elsewhere.newPage();
    const problems = [];
    reader.on('console', (message) => problems.push(message.text()));
    await reader.goto(pathToFileURL(join(folder, name)).href);
    assert.equal(asked.length, 1, `${asked}`);
    assert.deepEqual(problems, []);
    const text = checkSheet(await sheets(reader), 'the file');
    assert.equal(count(text, '■'), 17 + 40 + 1 + 3);
    assert.equal(await reader.locator('h1').count(), 1);
    // On a telephone it can be read without scrolling sideways.
    await reader.setViewportSize({ width: 375, height: 812 });
    const over = await reader.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
    assert.ok(over <= 0, `${over}px too wide`);
  } finally {
    await elsewhere.close();
  }
});

for (const step of ['review', 'export']) {
  scenario(`the print of ${step} is the table of all answers`, async ({ page, url }) => {
    await begin(page, url, full, step);
    const pages = await sheets(page);
    assert.ok(pages.every(({ width, height }) => width === 595 && height === 842), 'A4');
    assert.ok(pages.length >= 2 && pages.length <= 8, `${pages.length} sheets`);
    const text = plain(pages.map((sheet) => sheet.text).join(''));
    for (const words of ['入力した内容', '保険医療機関番号', '0110112489', '医師数', '在宅当番医制', '例示病院', '糖尿病', 'リカレント教育', '令和7年度報告', '台帳', '点検規則', '記入者']) {
      assert.ok(text.includes(plain(words)), words);
    }
    for (const chrome of ['変更(', '次へ', 'いまの判定', '元に戻す', 'CSV(', '送信されません']) {
      assert.ok(!text.includes(plain(chrome)), `no ${chrome}: ${text.slice(text.indexOf(chrome) - 40, text.indexOf(chrome) + 20)}`);
    }
  });
}

scenario('while errors remain the print of the answers says 下書き', async ({ page, url }) => {
  await begin(page, url, faulty, 'review');
  assert.match(plain((await sheets(page))[0].text), /下書き\(エラーが\d+件/);
});

scenario('a step of the form prints readably, without what only a screen needs', async ({ page, url }) => {
  await begin(page, url, example(), 'f2i');
  const text = plain((await sheets(page)).map((sheet) => sheet.text).join(''));
  assert.ok(text.includes('在宅当番医制'));
  for (const chrome of ['次へ', 'いまの判定', '元に戻す']) assert.ok(!text.includes(chrome), chrome);
});

scenario('the notice carries the day of the print, not the day the page was opened', async ({ page, context, url }) => {
  await begin(page, url, example(), 'notice', { day: '2026-02-01' });
  await onDay(context, '2026-02-02');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await eventually(() => page.locator('main .notice-date').innerText(), '2026年2月2日');
  await go(page, 'f1');
});
