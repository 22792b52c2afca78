// What is said to be saved or copied is: in browsers that know less, that refuse, or that hand out something else.

import assert from 'node:assert/strict';

import { begin, download, eventually, example, full, go, record } from './app.mjs';
import { scenario } from './harness.mjs';

const pictureButton = (page) => page.getByRole('button', { name: /PNG/ });
const posted = async (page) => (await record(page, 'settings'))?.posted ?? '';

/** The darkness of a PNG, its share in each of the cells of a grid: where there are characters and where there are none. */
const look = (page, bytes) => page.evaluate(async (numbers) => {
  const picture = await createImageBitmap(new Blob([new Uint8Array(numbers)], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const pen = canvas.getContext('2d');
  pen.drawImage(picture, 0, 0);
  const { data } = pen.getImageData(0, 0, picture.width, picture.height);
  const cells = Array(40 * 60).fill(0);
  for (let at = 0; at < picture.width * picture.height; at += 1) {
    if (data[at * 4] > 127) continue;
    const x = Math.floor(((at % picture.width) / picture.width) * 40);
    const y = Math.floor((at / picture.width / picture.height) * 60);
    cells[y * 40 + x] += 1;
  }
  return cells;
}, [...bytes]);

/** The share of ink that stands in the same cells. */
function alike(one, other) {
  const sum = (cells) => cells.reduce((all, cell) => all + cell, 0);
  const apart = one.reduce((all, cell, at) => all + Math.abs(cell - other[at]), 0);
  return 1 - apart / (sum(one) + sum(other));
}

/** The ink of the characters alone: what a canvas is told to write. */
const watchCharacters = (page) => page.addInitScript(() => {
  const { fillText } = CanvasRenderingContext2D.prototype;
  window.written = [];
  CanvasRenderingContext2D.prototype.fillText = function write(text, x, y) {
    window.written.push([text, x, y]);
    return fillText.call(this, text, x, y);
  };
});

scenario('the picture carries its characters in browsers that say nothing of the boxes of a font', async ({ page, context, url }) => {
  await watchCharacters(page);
  await begin(page, url, full, 'notice');
  const whole = await look(page, (await download(page, () => pictureButton(page).click())).bytes);
  const other = await context.browser().newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport: { width: 1280, height: 900 } });
  try {
    const old = await other.newPage();
    await watchCharacters(old);
    // As Firefox was before 116.
    await old.addInitScript(() => {
      for (const name of ['fontBoundingBoxAscent', 'fontBoundingBoxDescent', 'emHeightAscent', 'emHeightDescent', 'hangingBaseline', 'alphabeticBaseline', 'ideographicBaseline']) {
        delete TextMetrics.prototype[name];
      }
      delete Intl.Segmenter;
    });
    await begin(old, url, full, 'notice');
    const less = await look(old, (await download(old, () => pictureButton(old).click())).bytes);
    assert.ok(alike(whole, less) > 0.99, `${alike(whole, less)}`);
    const written = await old.evaluate(() => window.written);
    assert.ok(written.length > 500, `${written.length} characters`);
    assert.deepEqual(written.filter(([, x, y]) => !Number.isFinite(x) || !Number.isFinite(y)), []);
    await old.getByText('保存しました。').waitFor();
  } finally {
    await other.close();
  }
});

scenario('each character of the picture stands where the browser has put it', async ({ page, url }) => {
  await watchCharacters(page);
  await begin(page, url, example(), 'notice');
  await download(page, () => pictureButton(page).click());
  // The line on which characters stand, told by what stands on it, against where the canvas was told to write.
  const apart = await page.evaluate(() => {
    const sheet = document.querySelector('main .notice-sheet');
    const frame = sheet.getBoundingClientRect();
    const scale = 1680 / frame.width;
    const found = [];
    const isLine = (place) => ['block', 'inline'].includes(getComputedStyle(place).display) && place.firstChild?.nodeType === Node.TEXT_NODE;
    for (const place of [...sheet.querySelectorAll('h1, h2, h3, p, span')].filter(isLine)) {
      if (!place.innerText.trim() || getComputedStyle(place).clipPath !== 'none') continue;
      const foot = document.createElement('span');
      foot.style.display = 'inline-block';
      place.prepend(foot);
      const line = (foot.getBoundingClientRect().bottom - frame.top) * scale;
      const [first] = place.innerText.trim();
      foot.remove();
      const distances = window.written.filter(([text]) => text === first).map(([, , y]) => Math.abs(y - line));
      found.push(Math.min(...distances));
    }
    return found;
  });
  assert.ok(apart.length > 20, `${apart.length} lines`);
  for (const distance of apart) assert.ok(distance < 2, `${apart}`);
});

for (const [name, lie] of [
  ['hands out nothing', () => { HTMLCanvasElement.prototype.toBlob = (done) => done(null); }],
  ['hands out white', () => {
    const { getImageData } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.getImageData = function white(...place) {
      const read = getImageData.apply(this, place);
      read.data.fill(255);
      return read;
    };
  }],
  ['has no canvas', () => { HTMLCanvasElement.prototype.getContext = () => null; }],
]) {
  scenario(`a browser that ${name} is said to make no picture, and nothing counts as posted`, async ({ page, url }) => {
    await page.addInitScript(lie);
    const files = [];
    page.on('download', (file) => files.push(file.suggestedFilename()));
    await begin(page, url, example(), 'notice');
    await pictureButton(page).click();
    await page.locator('main .said', { hasText: 'このブラウザーでは画像を作れません' }).waitFor();
    assert.deepEqual(files, []);
    assert.equal(await page.getByText('保存しました。').count(), 0);
    assert.equal(await page.getByText(/印刷・保存した掲示/).count(), 0);
    assert.equal(await posted(page), '');
  });
}

scenario('two sheets are two pictures, a press each, and count as posted when both are there', async ({ page, url }) => {
  await begin(page, url, full, 'notice', { settings: { notice: 'landscape larger' } });
  // A browser that lets a page save one file for each press, as many do until they are told otherwise.
  const names = [];
  page.on('download', (file) => names.push(file.suggestedFilename()));
  await page.getByRole('button', { name: '画像(PNG)で保存する(1枚目)' }).click();
  await page.locator('main .said', { hasText: '1枚目を保存しました。続けて、2枚目を保存してください。' }).waitFor();
  assert.equal(await page.getByText(/印刷・保存した掲示/).count(), 0);
  await eventually(async () => names, ['kakari-R7-0110112489-院内掲示-1.png']);
  const { name } = await download(page, () => page.getByRole('button', { name: '画像(PNG)で保存する(2枚目)' }).click());
  assert.equal(name, 'kakari-R7-0110112489-院内掲示-2.png');
  await page.locator('main .said', { hasText: /^保存しました。$/ }).waitFor();
  await page.getByText(/に印刷・保存した掲示と、いまの内容は同じです。/).waitFor();
  assert.equal(names.length, 2);
  // And again from the first.
  await page.getByRole('button', { name: '画像(PNG)で保存する(1枚目)' }).waitFor();
  await page.getByRole('radio', { name: '標準' }).check();
  await page.getByRole('button', { name: '画像(PNG)で保存する', exact: true }).waitFor();
});

scenario('a second picture that cannot be made is not said to be saved', async ({ page, url }) => {
  await page.addInitScript(() => {
    const { toBlob } = HTMLCanvasElement.prototype;
    let made = 0;
    HTMLCanvasElement.prototype.toBlob = function once(done, kind) {
      made += 1;
      if (made > 1) done(null);
      else toBlob.call(this, done, kind);
    };
  });
  await begin(page, url, full, 'notice', { settings: { notice: 'landscape larger' } });
  await download(page, () => pictureButton(page).click());
  await page.locator('main .said', { hasText: '1枚目を保存しました' }).waitFor();
  await pictureButton(page).click();
  await page.locator('main .said', { hasText: '画像を作れません' }).waitFor();
  assert.equal(await posted(page), '');
  await page.getByRole('button', { name: '画像(PNG)で保存する(2枚目)' }).waitFor();
});

for (const [name, refuse] of [
  ['refuses', () => { Clipboard.prototype.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }],
  ['has none', () => { delete Navigator.prototype.clipboard; }],
]) {
  scenario(`where the clipboard ${name} nothing is said to be copied, and the text is chosen to be copied by hand`, async ({ page, url }) => {
    await page.addInitScript(refuse);
    await begin(page, url, example(), 'notice');
    await page.getByText('画像に付ける説明文').click();
    await page.getByRole('button', { name: '説明文をコピーする' }).click();
    await page.locator('main .said', { hasText: 'コピーできませんでした。' }).waitFor();
    const [chosen, all] = await page.locator('#notice-words').evaluate((area) => [
      area === document.activeElement && area.value.slice(area.selectionStart, area.selectionEnd), area.value,
    ]);
    assert.equal(chosen, all);

    await go(page, 'transcribe');
    await page.getByRole('button', { name: /^項目名をコピー/ }).first().click();
    await page.locator('.keying-said', { hasText: 'ブラウザーがコピーを許していません' }).waitFor();
    assert.notEqual(await page.evaluate(() => getSelection().toString().trim()), '');

    await go(page, 'embed');
    await page.getByRole('button', { name: /^コピー/ }).first().click();
    await page.getByText(/コピーできませんでした。/).waitFor();
    assert.match(await page.evaluate(() => getSelection().toString()), /<script/);
  });
}

scenario('a file that the browser cannot make is not said to be written, saved or kept', async ({ page, url }) => {
  await begin(page, url, example(), 'export');
  await page.evaluate(() => { URL.createObjectURL = () => { throw new TypeError('no'); }; });
  const files = [];
  page.on('download', (file) => files.push(file.suggestedFilename()));
  const words = page.getByText(/ファイルを作れませんでした/);

  await page.getByRole('button', { name: 'Excelファイル(.xlsx)' }).click();
  await words.first().waitFor();
  assert.equal(await page.getByText('ファイルを書き出しました。').count(), 0);

  await page.getByRole('button', { name: /^下書きファイルを保存/ }).click();
  await page.locator('.banner', { hasText: 'ファイルを作れませんでした' }).waitFor();
  assert.equal(await page.getByText('ファイルにも保存してあります').count(), 0);
  await page.getByText('まだファイルに保存していません').first().waitFor();
  await page.locator('.banner').getByRole('button', { name: '閉じる' }).click();

  await go(page, 'target');
  await page.getByRole('button', { name: /^期限をカレンダーに入れる/ }).click();
  await page.locator('.banner', { hasText: 'ファイルを作れませんでした' }).waitFor();

  await go(page, 'notice');
  await page.getByRole('button', { name: /HTML/ }).click();
  await page.locator('main .said', { hasText: 'ファイルを作れませんでした' }).waitFor();
  assert.equal(await posted(page), '');

  await go(page, 'embed');
  await page.getByRole('textbox', { name: /^名前|名称/ }).first().fill('例');
  await page.getByRole('button', { name: '設定ファイルを保存' }).click();
  await page.locator('.prefecture').getByText(/ファイルを作れませんでした/).waitFor();
  assert.equal(await page.getByText(/を保存しました。このファイルを/).count(), 0);
  assert.deepEqual(files, []);
});

scenario('the lines to paste are copied as they were made, whatever has been done to what is shown', async ({ page, context, url }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await begin(page, url, example(), 'embed');
  const code = page.locator('.prefecture-paste code').first();
  const made = await code.innerText();
  await code.evaluate((element) => element.replaceChildren('translated'));
  await page.getByRole('button', { name: /^コピー/ }).first().click();
  await page.getByText(/をコピーしました。/).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), made);
});
