// ホームページに置く: a configuration made, opened, mended, saved; what is wrong with it; the lines to paste.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { accessible, fitsWidth, scenario, screenshots } from './harness.mjs';
import { begin as beginWith, download, eventually, example, fresh, go, source } from './app.mjs';

const run = promisify(execFile);
const EXAMPLE = await source('crates/prefecture/src/example.json');

/** The screen, on a day of edition R8. */
async function begin(page, url) {
  await fresh(page, url, { day: '2026-11-22' });
  await go(page, 'embed');
  await page.getByRole('button', { name: '設定ファイルを保存' }).waitFor();
}

const choose = (page, text, name = 'kakari.json') => page.getByLabel('前に作った設定ファイルを開く')
  .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
const opened = (page) => page.locator('.prefecture-opened');
/** The field with this label, with what is said about it. */
const field = (page, label) => page.locator('.field').filter({ has: page.getByLabel(new RegExp(`^${label}(\\(|$)`)) }).last();
const said = (page, label) => field(page, label).locator('.finding').allInnerTexts();
async function save(page) {
  const { name, bytes } = await download(page, () => page.getByRole('button', { name: '設定ファイルを保存' }).click());
  assert.equal(name, 'kakari-prefecture.json');
  return bytes.toString();
}

/** What the command line says of it. */
async function check(text) {
  const folder = await mkdtemp(join(tmpdir(), 'kakari-config-'));
  try {
    const file = join(folder, 'config.json');
    await writeFile(file, text);
    const { stdout } = await run(process.env.KAKARI, ['config', 'check', '--format', 'json', file]).catch((error) => error);
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}

scenario('the page is reached from 設定 and ヘルプ with a plain link, and leads back', async ({ page, url }) => {
  await fresh(page, url, { day: '2026-11-22' });
  for (const step of ['settings', 'help']) {
    await go(page, step);
    await page.getByRole('link', { name: 'ホームページに置く(都道府県・医師会の方へ)' }).click();
    await page.getByRole('button', { name: '設定ファイルを保存' }).waitFor();
    assert.equal(await page.title(), 'ホームページに置く - かかりつけ医機能報告 下書きチェッカー');
  }
  await page.getByRole('link', { name: /に戻る$/ }).click();
  await page.locator('.page:not([data-step="embed"])').waitFor();
});

scenario('what is made is read by the command line without a problem', async ({ page, url }) => {
  await begin(page, url);
  await page.getByLabel('都道府県コード').selectOption('13');
  await page.getByLabel('名前', { exact: true }).fill('例示県');
  await page.getByLabel('報告年度の版').selectOption('R8');
  await page.getByLabel('期限', { exact: true }).fill('2027-02-26');
  await page.getByRole('button', { name: '問い合わせ先を足す' }).click();
  const contact = page.getByRole('group', { name: '問い合わせ先 1' });
  await contact.getByLabel('名前※必須').fill('例示中央保健所');
  await contact.getByLabel('受け持つ地域').fill('例示市\n\n 見本町 ');
  await contact.getByLabel('電話番号').fill('00-0000-0000');
  await contact.getByLabel('ページのアドレス').fill('https://www.pref.example.lg.jp/chuo/');
  await page.getByRole('button', { name: 'リンクを足す' }).click();
  const link = page.getByRole('group', { name: 'リンク 1' });
  await link.getByLabel('リンクの文字').fill('例示県の案内 <script>alert(1)</script>');
  await link.getByLabel('アドレス', { exact: false }).last().fill('https://www.pref.example.lg.jp/');
  await page.getByLabel('主な色', { exact: true }).fill('#0b5d2a');
  await page.getByRole('checkbox', { name: '院内掲示' }).uncheck();
  await page.getByRole('checkbox', { name: '2号機能 ニ' }).uncheck();
  await page.getByLabel('置くページのオリジン').fill('https://www.pref.example.lg.jp');
  await page.getByText('直すところはありません。').waitFor();
  const text = await save(page);
  assert.deepEqual(JSON.parse(text), {
    format: 'kakari-prefecture', version: 1, prefecture: '13', name: '例示県', edition: 'R8', deadline: '2027-02-26',
    contacts: [{
      name: '例示中央保健所', areas: ['例示市', '見本町'], phone: '00-0000-0000', url: 'https://www.pref.example.lg.jp/chuo/',
    }],
    links: [{ label: '例示県の案内 <script>alert(1)</script>', url: 'https://www.pref.example.lg.jp/' }],
    colors: { primary: '#0b5d2a' },
    modes: ['quick', 'full'],
    steps: ['target', 'facility', 'f1', 'f2i', 'f2ro', 'f2ha', 'other'],
    origins: ['https://www.pref.example.lg.jp'],
  });
  const reading = await check(text);
  assert.deepEqual(reading.problems, []);
  assert.equal(reading.configuration.deadline, '2027-02-26');
});

scenario('a file that is opened comes out again as it went in', async ({ page, url }) => {
  await begin(page, url);
  await choose(page, EXAMPLE);
  await opened(page).getByText('「kakari.json」を開きました。直すところはありません。').waitFor();
  await eventually(() => page.evaluate(() => document.activeElement.className), 'prefecture-opened');
  assert.equal(await page.getByLabel('期限', { exact: true }).inputValue(), '2027-02-26');
  await accessible(page, 'a configuration');
  await screenshots(page, 'prefecture-full');
  const { modes, steps, ...rest } = JSON.parse(EXAMPLE);
  // All of them is what holds where nothing is said.
  assert.deepEqual(JSON.parse(await save(page)), rest);
  assert.equal(modes.length + steps.length, 11);
});

scenario('a catalogue inside the file and the member for editors stay', async ({ page, url }) => {
  await begin(page, url);
  const file = { $schema: 'x.json', format: 'kakari-prefecture', version: 1, catalog: { edition: 'R9', items: [] } };
  await choose(page, JSON.stringify(file));
  await opened(page).getByText('を開きました').waitFor();
  assert.deepEqual(JSON.parse(await save(page)), file);
});

scenario('a file that is no configuration is named for what it is, and what was typed stays', async ({ page, url }) => {
  await begin(page, url);
  page.on('dialog', (dialog) => dialog.accept());
  await page.getByLabel('名前', { exact: true }).fill('例示県');
  for (const [text, words] of [
    ['<!DOCTYPE html><title>404 Not Found</title>', 'ホームページ(HTML)が書かれています'],
    ['{"format": "kakari-report"}', '報告の下書きファイルです'],
    ['{"format": "kakari-prefecture",}', '「,」を消してください'],
    ['', '何も書かれていません'],
  ]) {
    await choose(page, text);
    await opened(page).getByText(words).waitFor();
    assert.match(await opened(page).innerText(), /いまの内容のままです。[^]*エラー/);
    assert.equal(await page.getByLabel('名前', { exact: true }).inputValue(), '例示県');
  }
  await accessible(page, 'a file that is no configuration');
  await screenshots(page, 'prefecture-refused');
  await choose(page, Buffer.from([0x8c, 0xa7]));
  await opened(page).getByText('UTF-8ではない').waitFor();
  await choose(page, ' '.repeat(1024 * 1024 + 1));
  await opened(page).getByText('この大きさのファイル').waitFor();
});

scenario('mistakes in a file are listed with line and column, and what can be used is opened', async ({ page, url }) => {
  await begin(page, url);
  await choose(page, '{"format": "kakari-prefecture", "version": 1,\n "name": "<b>例示県</b>", "deadlien": "2027-02-26",\n "links": [{"label": "a", "url": "javascript:alert(1)"}]}');
  await opened(page).getByText('次のところがありました').waitFor();
  const words = await opened(page).innerText();
  assert.match(words, /2行24列[^]*「deadline」のことですか/);
  assert.match(words, /3行\d+列[^]*https:\/\/ で始まっていません/);
  assert.equal(await page.getByLabel('名前', { exact: true }).inputValue(), '<b>例示県</b>');
  assert.equal(await page.locator('.sample-name').innerText(), '<b>例示県</b>');
  // The link's address is still there to be mended, and said to be wrong beside it.
  assert.match((await said(page, 'アドレス※必須')).join(), /javascript:alert\(1\)/);
});

scenario('colours that are hard to read are measured, and the nearest that is not is offered and shown', async ({ page, url }) => {
  await begin(page, url);
  await page.getByLabel('文字', { exact: true }).fill('#999999');
  await page.getByLabel('文字', { exact: true }).blur();
  await eventually(async () => (await said(page, '文字')).length, 1);
  const [words] = await said(page, '文字');
  assert.match(words, /2\.84:1 で、4\.5:1 以上が必要です/);
  const [, offered] = /「text」を「(#[0-9a-f]{6})」にすると/.exec(words);
  const shown = () => page.locator('.prefecture-sample').evaluate((sample) => getComputedStyle(sample).color);
  const rgb = `rgb(${offered.slice(1).match(/../g).map((part) => parseInt(part, 16)).join(', ')})`;
  assert.equal(await shown(), rgb);
  await accessible(page, 'a colour that is hard to read');
  await screenshots(page, 'prefecture-contrast');
  await page.getByLabel('文字', { exact: true }).fill(offered);
  await page.getByLabel('文字', { exact: true }).blur();
  await eventually(() => said(page, '文字'), []);
  const row = page.getByRole('row', { name: /^文字 背景/ });
  assert.match(await row.innerText(), /4\.[5-9]\d*:1/);
  await page.getByLabel('文字', { exact: true }).fill('赤');
  await page.getByLabel('文字', { exact: true }).blur();
  await eventually(async () => (await said(page, '文字')).join().includes('色として読めません'), true);
  assert.equal(await page.getByLabel('文字', { exact: true }).getAttribute('aria-invalid'), 'true');
});

scenario('half a word is not called wrong while it is being typed', async ({ page, url }) => {
  await begin(page, url);
  const origins = page.getByLabel('置くページのオリジン');
  await origins.pressSequentially('https');
  await eventually(() => page.locator('.prefecture-outcome li').count(), 1);
  assert.deepEqual(await said(page, '置くページのオリジン'), []);
  await page.keyboard.press('Tab');
  await eventually(async () => (await said(page, '置くページのオリジン')).length, 1);
});

scenario('what is taken away can be had back, and the list of mistakes leads to the field', async ({ page, url }) => {
  await begin(page, url);
  await choose(page, EXAMPLE);
  await opened(page).getByText('を開きました').waitFor();
  await page.getByRole('group', { name: '問い合わせ先 1' }).getByRole('button', { name: '取り除く' }).click();
  await eventually(() => page.getByRole('group', { name: /^問い合わせ先 \d/ }).count(), 1);
  await page.getByRole('button', { name: '元に戻す' }).click();
  await eventually(() => page.getByRole('group', { name: /^問い合わせ先 \d/ }).count(), 2);
  const phone = page.getByRole('group', { name: '問い合わせ先 1' }).getByLabel('電話番号');
  assert.equal(await phone.inputValue(), '00-0000-0000(内線 12)');
  await phone.fill('お電話で');
  await phone.blur();
  await page.locator('.prefecture-outcome').getByRole('button', { name: /電話番号に見えません/ }).click();
  await eventually(() => phone.evaluate((input) => input === document.activeElement), true);
});

scenario('unsaved work is asked about before it goes, saved work is not', async ({ page, url }) => {
  await begin(page, url);
  const asked = [];
  let answer = 'dismiss';
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    return dialog[answer]();
  });
  await page.getByLabel('名前', { exact: true }).fill('例示県');
  await page.evaluate(() => { location.hash = '#/help'; });
  await eventually(() => asked.length, 1);
  await eventually(() => page.evaluate(() => location.hash), '#/embed');
  assert.equal(await page.getByLabel('名前', { exact: true }).inputValue(), '例示県');
  await save(page);
  await go(page, 'help');
  assert.equal(asked.length, 1);
  await go(page, 'embed');
  await page.getByLabel('名前', { exact: true }).fill('見本県');
  answer = 'accept';
  await go(page, 'help');
  assert.equal(asked.length, 2);
  await go(page, 'embed');
  await page.getByRole('button', { name: '設定ファイルを保存' }).waitFor();
  assert.equal(await page.getByLabel('名前', { exact: true }).inputValue(), '');
});

scenario('the lines to paste follow what is chosen, and are copied', async ({ page, url }) => {
  await begin(page, url);
  await page.getByLabel('チェッカーを置いた場所').fill('https://www.pref.example.lg.jp/kakari');
  await page.getByLabel('設定ファイルを置いた場所').fill('https://www.pref.example.lg.jp/kakari/"a&b".json');
  await page.getByLabel('はじめに出す画面').selectOption('full');
  await page.getByRole('button', { name: /^コピー *\(ページの一部として置く行\)/ }).click();
  await page.getByText('ページの一部として置く行をコピーしました。').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const parsed = await page.evaluate((html) => {
    const { body, head } = new DOMParser().parseFromString(html, 'text/html');
    const checker = body.querySelector('kakari-checker');
    return [head.querySelector('script').getAttribute('src'), checker.getAttribute('mode'), checker.getAttribute('src')];
  }, copied);
  assert.deepEqual(parsed, [
    'https://www.pref.example.lg.jp/kakari/embed/kakari-checker.js', 'full', 'https://www.pref.example.lg.jp/kakari/"a&b".json',
  ]);
  await page.getByRole('button', { name: /^コピー *\(枠\(iframe\)/ }).click();
  await page.getByText('枠(iframe)で置く行をコピーしました。').waitFor();
  const frame = await page.evaluate(async () => {
    const { body } = new DOMParser().parseFromString(await navigator.clipboard.readText(), 'text/html');
    const { src, sandbox, title } = body.querySelector('iframe');
    const { pathname, searchParams } = new URL(src);
    return [pathname, searchParams.get('mode'), searchParams.get('src'), sandbox.value, title !== ''];
  });
  assert.deepEqual(frame, [
    '/kakari/embed.html', 'full', 'https://www.pref.example.lg.jp/kakari/"a&b".json', 'allow-scripts allow-downloads', true,
  ]);
  await page.getByRole('checkbox', { name: '報告の下書き' }).uncheck();
  await eventually(() => page.getByLabel('はじめに出す画面').inputValue(), 'quick');
}, { context: { permissions: ['clipboard-read', 'clipboard-write'] } });

scenario('the checker itself runs with what is on the screen', async ({ page, url }) => {
  await begin(page, url);
  await choose(page, EXAMPLE);
  await opened(page).getByText('を開きました').waitFor();
  await page.getByLabel('名前', { exact: true }).first().fill('見本県');
  await page.getByRole('button', { name: 'いまの設定で動かしてみる' }).click();
  await page.getByText('いまの設定で表示しました。').waitFor();
  const checker = page.locator('kakari-checker');
  await checker.getByRole('button', { name: '次へ' }).waitFor();
  await eventually(() => checker.evaluate((own) => own.configuration.name), '見本県');
  await eventually(() => checker.evaluate((own) => getComputedStyle(own).getPropertyValue('--kakari-color-primary')), '#0b5d2a');
  await accessible(page, 'the checker inside');
  await screenshots(page, 'prefecture-trial');
  await page.locator('#trial-mode').selectOption('full');
  await eventually(() => checker.getAttribute('mode'), 'full');
});

scenario('what is handed to the checker and is no configuration is said, and the checker goes on', async ({ page, url }) => {
  await begin(page, url);
  await page.getByRole('button', { name: 'いまの設定で動かしてみる' }).click();
  const checker = page.locator('kakari-checker');
  await checker.getByRole('button', { name: '次へ' }).waitFor();
  for (const [text, words] of [['<html>', 'ホームページ(HTML)'], ['{', '途中で終わっています'], ['', '何も書かれていません']]) {
    await checker.evaluate((own, given) => { own.configuration = given; }, text);
    await checker.getByText(words).waitFor({ state: 'attached' });
    assert.deepEqual(await checker.evaluate((own) => own.configuration.contacts), []);
  }
  // What is no text is as if nothing had been given.
  await checker.evaluate((own) => { own.configuration = { toString() { throw new Error(); } }; });
  await eventually(() => checker.getByText('使えないところが').count(), 0);
  await checker.getByRole('button', { name: '次へ' }).waitFor();
});

scenario('the lines work on a page when they are pasted, with what was saved beside the checker', async ({ page, url }) => {
  await begin(page, url);
  await choose(page, EXAMPLE);
  await opened(page).getByText('を開きました').waitFor();
  const text = await save(page);
  const lines = page.locator('.prefecture-paste code');
  await eventually(async () => (await lines.first().textContent()).includes('integrity="sha'), true);
  const [own, policy, frame, height] = await lines.allTextContents();
  await page.context().route(`${url}kakari-prefecture.json`, (route) => route.fulfill({
    body: text, contentType: 'application/json', headers: { 'access-control-allow-origin': '*' },
  }));
  await page.context().route(`${url}pasted.html`, (route) => route.fulfill({
    body: `<!doctype html><html lang="ja"><title>例示県</title><link rel="icon" href="data:,"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; ${policy}">${own}${frame}${height}`,
    contentType: 'text/html; charset=utf-8',
  }));
  const pasted = await page.context().newPage();
  await pasted.goto(`${url}pasted.html`);
  for (const place of [pasted, pasted.frameLocator('iframe')]) {
    const checker = place.locator('kakari-checker');
    await checker.getByRole('button', { name: '次へ' }).waitFor();
    await eventually(() => checker.evaluate((own_) => own_.configuration.deadline), '2027-02-26');
  }
  // The frame of a page of the same server is told its height.
  await eventually(async () => (await pasted.locator('iframe').evaluate(({ style }) => style.height)).endsWith('px'), true);
}, { context: { serviceWorkers: 'block' } });

scenario('it is used with the keyboard, fits a telephone, and says nothing against the policy', async ({ page, url }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await begin(page, url);
  await fitsWidth(page);
  await accessible(page, 'the empty page');
  await screenshots(page, 'prefecture');
  await page.getByRole('button', { name: '問い合わせ先を足す' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('例示保健所');
  await eventually(() => page.getByRole('group', { name: '問い合わせ先 1' }).getByLabel('名前※必須').inputValue(), '例示保健所');
  page.on('dialog', (dialog) => dialog.accept());
  await choose(page, EXAMPLE);
  await opened(page).getByText('を開きました').waitFor();
  await fitsWidth(page);
});

scenario('the largest type fits a telephone, with something wrong in every part', async ({ page, url }) => {
  await beginWith(page, url, example(), 'settings', { settings: { typeSize: 'larger' } });
  await go(page, 'embed');
  const wrong = { ...JSON.parse(EXAMPLE), links: [{ label: 'a', url: 'http://a' }], colors: { text: '#999', link: 'x' }, modes: ['quik'] };
  await choose(page, JSON.stringify(wrong));
  await opened(page).getByText('次のところがありました').waitFor();
  await fitsWidth(page);
  await accessible(page, 'something wrong in every part');
}, { width: 375, height: 812 });

scenario('closing the window asks while something is unsaved, and not before', async ({ page, url }) => {
  await begin(page, url);
  const asked = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    return dialog.dismiss();
  });
  await page.getByLabel('名前', { exact: true }).fill('例示県');
  await page.close({ runBeforeUnload: true });
  await eventually(() => asked.length, 1);
  assert.deepEqual(asked, ['beforeunload']);
  await save(page);
  await page.close({ runBeforeUnload: true });
  await eventually(() => page.isClosed(), true);
  assert.equal(asked.length, 1);
});

const CHUNK = '**/assets/split_embed-*.wasm';

scenario('a page that cannot be loaded says so, and the next try shows it', async ({ page, url, tolerate }) => {
  tolerate(/ERR_FAILED|Failed to load/);
  await page.route(CHUNK, (route) => route.abort());
  await fresh(page, url, { day: '2026-11-22' });
  await go(page, 'embed');
  await page.getByRole('alert').getByText('この画面を読み込めませんでした。').waitFor();
  await accessible(page, 'not loaded');
  // What the other screens are drawn from is there.
  await go(page, 'settings');
  await page.getByLabel('台帳のファイルを選ぶ').waitFor();
  await go(page, 'embed');
  await page.unroute(CHUNK);
  await page.getByRole('button', { name: 'もう一度読み込む' }).click();
  await page.getByRole('button', { name: '設定ファイルを保存' }).waitFor();
});

scenario('while it is being loaded that is said', async ({ page, url }) => {
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route(CHUNK, async (route) => {
    await held;
    await route.continue();
  });
  await fresh(page, url, { day: '2026-11-22' });
  await page.evaluate(() => { location.hash = '#/embed'; });
  await page.getByRole('status').getByText('読み込んでいます…').waitFor();
  assert.equal(await page.getByRole('heading', { level: 1, name: 'ホームページに置く' }).count(), 1);
  release();
  await page.getByRole('button', { name: '設定ファイルを保存' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
});

scenario('it is loaded once the page rests, so that it opens when the network has gone', async ({ page, context, url, tolerate }) => {
  tolerate(/ERR_INTERNET_DISCONNECTED/);
  const loaded = page.waitForResponse(CHUNK);
  await fresh(page, url, { day: '2026-11-22' });
  await (await loaded).finished();
  await context.setOffline(true);
  await go(page, 'embed');
  await page.getByRole('button', { name: '設定ファイルを保存' }).waitFor();
});

scenario('what is typed stays when the address names the screen again and when the example is closed', async ({ page, url }) => {
  page.on('dialog', (dialog) => dialog.dismiss());
  await beginWith(page, url, example(), '');
  await page.getByRole('button', { name: '記入例を開く' }).click();
  await go(page, 'embed');
  const name = page.getByLabel('名前', { exact: true });
  await name.fill('例示県');
  await page.evaluate(() => { location.hash = '#/embed/name'; });
  await eventually(() => page.evaluate(() => location.hash), '#/embed/name');
  await page.locator('.banner.is-example').getByRole('button').first().click();
  await eventually(() => page.locator('.banner.is-example').count(), 0);
  assert.equal(await name.inputValue(), '例示県');
});

scenario('no id stands twice, and what is taken out says which', async ({ page, url }) => {
  await begin(page, url);
  await page.getByRole('button', { name: '例を入れてみる' }).click();
  await page.getByRole('button', { name: 'リンクを足す' }).click();
  const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id));
  assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at || id.startsWith('-')), []);
  await page.getByRole('button', { name: /^取り除く *\(問い合わせ先 2\)$/ }).click();
  await page.getByRole('status').getByText('問い合わせ先 2 を取り除きました。').waitFor();
  await eventually(() => page.evaluate(() => document.activeElement.textContent), '問い合わせ先を足す');
});
