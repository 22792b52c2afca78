// 院内掲示 on the screen, on paper and as a file; and the answers on paper.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import {
  begin, blank, choose, control, download, eventually, example, faulty, field, full, go, kept, onDay, options, record, reload,
} from './app.mjs';
import { accessible, fitsWidth, scenario, sheets } from './harness.mjs';

const AREAS = (await options('areas')).filter((label) => label !== '該当無し');
const DISEASES = (await options('diseases')).filter((label) => !['該当無し', 'その他の疾患'].includes(label));

const plain = (text) => text.normalize('NFKC').replace(/\s+/g, '');
const count = (text, sign) => text.split(sign).length - 1;

/** The sizes of paper in points, upright. */
const SIZES = { A4: [595, 842], A3: [842, 1191] };

/** Asserts that a print is one A4 sheet, or those sheets, with everything of the form and nothing of the app. */
function checkSheet(pages, what, expected = [SIZES.A4]) {
  assert.deepEqual(pages.map(({ width, height }) => [width, height]), expected, `${what}: the sheets`);
  const text = plain(pages.map((page) => page.text).join(''));
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
  // What was chosen is remembered, so it is chosen anew.
  await begin(page, url, marked, 'notice', { settings: { notice: '' } });
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

scenario('the preview over the form shows each answer', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  const preview = page.locator('dialog.preview');
  const look = async (seen) => {
    await page.getByRole('button', { name: '院内掲示の見本を見る' }).click();
    await seen();
    await page.keyboard.press('Escape');
    await preview.waitFor({ state: 'detached' });
  };
  const ticked = (label) => preview.locator('.notice-on').filter({ hasText: label }).count();
  await look(async () => assert.deepEqual([await ticked('小児領域'), await ticked('呼吸器領域')], [0, 1]));
  await field(page, 'f1.areas').getByRole('checkbox', { name: '小児領域' }).check();
  await field(page, 'f1.areas').getByRole('checkbox', { name: '呼吸器領域' }).uncheck();
  await look(async () => assert.deepEqual([await ticked('小児領域'), await ticked('呼吸器領域')], [1, 0]));
  await field(page, 'f1.diseases').getByRole('checkbox', { name: 'その他の疾患' }).check();
  // What is typed follows when the hand rests.
  await control(page, 'f1.diseases.other').pressSequentially('痛風');
  await look(() => preview.getByText('痛風').waitFor());
  await control(page, 'f1.training.count').fill('7');
  await look(() => preview.getByText('7', { exact: true }).waitFor());
  // Without function there is nothing to post.
  await choose(page, '「具体的な機能」を有すること', '無し');
  await look(() => preview.getByText('掲示に使わないでください').waitFor());
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

const pick = (page, name) => page.getByRole('radio', { name, exact: typeof name === 'string' }).check();
const warned = (page, words) => page.locator('main [role=status]', { hasText: words }).count();

for (const paper of ['A4', 'A3']) {
  for (const orientation of ['縦', '横']) {
    const upright = SIZES[paper];
    const size = orientation === '縦' ? upright : [upright[1], upright[0]];
    scenario(`${paper} ${orientation}: one sheet with everything on it, two with larger type, on paper and from the file`, async ({ page, context, url, test: t }) => {
      await begin(page, url, full, 'notice');
      await pick(page, paper === 'A3' ? /^A3/ : 'A4');
      await pick(page, orientation);
      await page.getByRole('button', { name: `印刷する(${paper} ${orientation})` }).waitFor();
      const one = checkSheet(await sheets(page), 'standard', [size]);
      assert.equal(count(one, '■'), 17 + 40 + 1 + 3);
      assert.equal(await warned(page, '2枚になります'), 0);
      assert.equal(await warned(page, '収まりません'), 0);

      await pick(page, '大きく');
      await page.locator('main [role=status]', { hasText: '2枚になります' }).waitFor();
      const two = checkSheet(await sheets(page), 'larger', [size, size]);
      assert.equal(count(two, '■'), 17 + 40 + 1 + 3);
      assert.ok(two.includes('1/2枚') && two.includes('2/2枚'));

      const { name, bytes } = await download(page, () => page.getByRole('button', { name: /HTML/ }).click());
      const folder = await mkdtemp(join(tmpdir(), 'kakari-notice-'));
      t.after(() => rm(folder, { recursive: true, force: true }));
      await writeFile(join(folder, name), bytes);
      const elsewhere = await context.browser().newContext({ offline: true, javaScriptEnabled: false });
      try {
        const reader = await elsewhere.newPage();
        await reader.goto(pathToFileURL(join(folder, name)).href);
        checkSheet(await sheets(reader), 'the file', [size, size]);
      } finally {
        await elsewhere.close();
      }
    });
  }
}

scenario('the preview of a lying sheet with larger type is what is printed, to the millimetre', async ({ page, url }) => {
  await begin(page, url, full, 'notice', { settings: { notice: 'landscape larger' } });
  const read = () => page.locator('main .notice-frame').evaluate((frame) => {
    const wide = frame.getBoundingClientRect().width / 297;
    return [...frame.querySelectorAll('.notice-sheet')].map((sheet) => {
      const corner = sheet.getBoundingClientRect();
      return [...sheet.querySelectorAll('.notice-item, .notice-heading, .notice-lead, .notice-footer')].map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return [left - corner.left, top - corner.top, width, height].map((length) => length / wide);
      });
    });
  });
  const shown = await read();
  await page.emulateMedia({ media: 'print' });
  // 297 mm at 96 dots an inch.
  await page.setViewportSize({ width: 1123, height: 794 });
  const paper = await read();
  assert.deepEqual(shown.map((sheet) => sheet.length), paper.map((sheet) => sheet.length));
  assert.equal(shown.length, 2);
  shown.flat(2).forEach((length, at) => {
    const off = Math.abs(length - paper.flat(2)[at]);
    assert.ok(off < 1, `${off} mm apart at ${at}`);
  });
});

scenario('larger type stays on one sheet where little applies', async ({ page, url }) => {
  await begin(page, url, example(), 'notice', { settings: { notice: 'larger only-applying' } });
  assert.equal(await warned(page, '2枚'), 0);
  assert.deepEqual((await sheets(page)).map(({ width, height }) => [width, height]), [SIZES.A4]);
});

scenario('what cannot fit is said before it is printed', async ({ page, url }) => {
  const text = '帯状疱疹、痛風、甲状腺機能低下症、'.repeat(30);
  await begin(page, url, example({ 'f1.diseases': ['2', 'other'], 'f1.diseases.other': text }), 'notice');
  await page.locator('main [role=status]', { hasText: '収まりません' }).waitFor();
  assert.ok((await sheets(page)).length > 1);
  await accessible(page);
});

scenario('the choices are kept for the next visit', async ({ page, url }) => {
  await begin(page, url, example(), 'notice');
  await pick(page, /^A3/);
  await pick(page, '横');
  await page.getByRole('checkbox', { name: /人数/ }).uncheck();
  await eventually(async () => (await record(page, 'settings'))?.notice.split(' ').sort().join(' ').trim(), 'a3 landscape without-numbers');
  await reload(page);
  assert.ok(await page.getByRole('radio', { name: /^A3/ }).isChecked());
  assert.ok(await page.getByRole('radio', { name: '横' }).isChecked());
  assert.ok(await page.getByRole('radio', { name: '標準' }).isChecked());
  assert.ok(!(await page.getByRole('checkbox', { name: /人数/ }).isChecked()));
  await pick(page, '縦');
  assert.ok(!(await page.getByRole('radio', { name: '横' }).isChecked()));
});

/** Width and height of a PNG, and how much of it is dark. */
const look = (page, bytes) => page.evaluate(async (numbers) => {
  const picture = await createImageBitmap(new Blob([new Uint8Array(numbers)], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const pen = canvas.getContext('2d');
  pen.drawImage(picture, 0, 0);
  const { data } = pen.getImageData(0, 0, picture.width, picture.height);
  const dark = (at) => data[at * 4] < 128;
  let sum = 0;
  // Ink in ten bands from top to bottom.
  const bands = Array(10).fill(0);
  for (let at = 0; at < picture.width * picture.height; at += 1) {
    if (!dark(at)) continue;
    sum += 1;
    bands[Math.floor((at / picture.width / picture.height) * 10)] += 1;
  }
  return { width: picture.width, height: picture.height, dark: sum / (picture.width * picture.height), bands };
}, [...bytes]);

for (const width of [1280, 375]) {
  scenario(`the picture for the clinic's site is wide enough to read and carries ink everywhere, from a window of ${width}`, async ({ page, url }) => {
    await begin(page, url, full, 'notice');
    const { name, bytes } = await download(page, () => page.getByRole('button', { name: /PNG/ }).click());
    assert.equal(name, 'kakari-R7-0110112489-院内掲示.png');
    const picture = await look(page, bytes);
    assert.equal(picture.width, 1680);
    assert.ok(Math.abs(picture.height - 2376) <= 2, `${picture.height}`);
    assert.ok(picture.dark > 0.04 && picture.dark < 0.3, `${picture.dark}`);
    assert.ok(picture.bands.every((ink) => ink > 1000), `${picture.bands}`);
    await page.getByText('保存しました。').waitFor();
  }, { width, height: 900 });
}

scenario('a picture of a lying sheet lies', async ({ page, url }) => {
  await begin(page, url, full, 'notice', { settings: { notice: 'landscape' } });
  const { bytes } = await download(page, () => page.getByRole('button', { name: /PNG/ }).click());
  const { width, height } = await look(page, bytes);
  assert.deepEqual([width, height], [2376, 1680]);
});

scenario('the picture comes with its words to copy', async ({ page, context, url }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await begin(page, url, example(), 'notice');
  await page.getByText('画像に付ける説明文').click();
  const words = await page.locator('#notice-words').inputValue();
  for (const part of ['例示クリニック', '呼吸器領域', '糖尿病', '研修の修了者の有無：有', '相談への対応について：可']) {
    assert.ok(words.includes(part), `${part} in ${words}`);
  }
  await page.getByRole('button', { name: '説明文をコピーする' }).click();
  await page.getByText('説明文をコピーしました。').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), words);
});

scenario('a notice that was printed and no longer holds is called out of date, in words', async ({ page, url }) => {
  await begin(page, url, example(), 'notice');
  const step = page.getByRole('navigation', { name: '入力の手順' }).getByRole('link', { name: /院内掲示/ });
  assert.equal(await page.getByText(/印刷・保存した掲示/).count(), 0);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.getByText('令和8年2月1日に印刷・保存した掲示と、いまの内容は同じです。').waitFor();

  await go(page, 'f1');
  await field(page, 'f1.areas').getByRole('checkbox', { name: '小児領域' }).check();
  await step.getByText('内容が変わりました').waitFor();
  await choose(page, '医療に関する患者からの相談に応じることができること', '無し');
  await kept(page);
  await eventually(async () => Boolean((await record(page, 'settings'))?.posted), true);
  await reload(page);
  await go(page, 'notice');
  const box = page.locator('main .finding', { hasText: '掲示を貼り替えてください' });
  assert.deepEqual(await box.locator('li').allInnerTexts(), [
    '一次診療の対応ができる領域：「小児領域」が加わりました。',
    '医療に関する患者からの相談への対応について：「可」から「不可」に変わりました。',
  ]);
  await accessible(page);
  // Printing anew puts it right.
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await box.waitFor({ state: 'detached' });
  assert.equal(await step.getByText('内容が変わりました').count(), 0);
  // And a print that was not posted can be taken back.
  await page.getByRole('button', { name: /この記録を消す/ }).click();
  assert.equal(await page.getByText(/印刷・保存した掲示/).count(), 0);
});

scenario('a draft that is printed does not count as posted, nor does a print of another screen', async ({ page, url }) => {
  await begin(page, url, faulty, 'notice');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await page.getByText(/印刷・保存した掲示/).count(), 0);
  await begin(page, url, example(), 'review');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await go(page, 'notice');
  assert.equal(await page.getByText(/印刷・保存した掲示/).count(), 0);
});

for (const width of [1280, 375]) {
  scenario(`the screen of the notice is sound at ${width}, with every choice made`, async ({ page, url }) => {
    await begin(page, url, full, 'notice', { settings: { notice: 'a3 landscape larger only-applying without-numbers' } });
    await accessible(page);
    await fitsWidth(page);
  }, { width, height: 812 });
}
