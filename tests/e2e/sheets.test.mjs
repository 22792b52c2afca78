// Spreadsheets: the chunk is loaded when it is asked for, writes what the transcription says, and reads back what
// people wrote into it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { accessible, booted, fitsWidth, offlineReady, open, scenario, screenshots } from './harness.mjs';
import {
  arrived, begin, download, eventually, example, exactly, faulty, go, kept, parseCsv, record,
} from './app.mjs';

const XLSX = /^Excelファイル/;
const CP932 = /^CSV\(シフトJIS/;
const SYSTEM = /^CSV\(システム/;

const save = (page, name) => download(page, () => page.getByRole('button', { name }).click());

/** Chooses a spreadsheet on the first page. */
async function choose(page, buffer, name) {
  if (await page.locator('.page[data-step=""], .page[data-step="start"]').count() === 0) await go(page, '');
  await page.getByLabel('下書きファイル').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

const read = (page) => page.getByRole('heading', { name: '読み取った内容を確かめてください' });
const take = (page) => page.getByRole('button', { name: 'この内容を取り込む' });

/** The requests for the chunk of the program. */
function asked(context) {
  const all = [];
  context.on('request', (request) => {
    if (/\/split_tables-[0-9a-f]+\.wasm$/.test(request.url())) all.push(request);
  });
  return all;
}

scenario('the chunk is not loaded before it is asked for, and then once', async ({ page, context, url }) => {
  const requests = asked(context);
  await begin(page, url, example(), 'export');
  assert.equal(requests.length, 0);
  await save(page, XLSX);
  await save(page, SYSTEM);
  assert.equal(requests.length, 1);
});

scenario('a workbook comes back into the draft that it was made from, unchanged', async ({ page, url }) => {
  const draft = example({ 'f1.remarks': '=1+1', 'f1.generalist.fte': 1.5, 'zzz.unknown': { kept: null } });
  await begin(page, url, draft, 'export');
  const file = await save(page, XLSX);
  assert.equal(file.name, 'kakari-R7-0110112489-転記.xlsx');
  assert.equal(file.bytes.subarray(0, 2).toString(), 'PK');
  await choose(page, file.bytes, file.name);
  await read(page).waitFor();
  await page.getByText('いまの下書きと違うところはありません。').waitFor();
  assert.equal(await take(page).count(), 0);
  await page.getByRole('button', { name: '戻る' }).click();
  await page.getByRole('heading', { name: /報告の前に確かめられます/ }).waitFor();
  assert.deepEqual(exactly((await record(page)).text), exactly(JSON.stringify(draft)));
});

scenario('on another computer a workbook alone is the whole draft', async ({ page, url }) => {
  await begin(page, url, example(), 'export');
  const file = await save(page, XLSX);
  await begin(page, url, example({ 'facility.code': '0110112497', 'facility.name': '別のクリニック' }), 'export');
  await choose(page, file.bytes, file.name);
  await page.getByText(/新しい下書きとして開きます/).waitFor();
  await take(page).click();
  await arrived(page, 'review');
  const { facility, answers } = await kept(page);
  const expected = example();
  assert.deepEqual(facility, expected.facility);
  assert.deepEqual(answers, expected.answers);
  // And back to what was open before.
  await page.getByRole('button', { name: '元に戻す' }).click();
  await eventually(async () => (await kept(page)).facility.name, '別のクリニック');
});

scenario('what a person filled in is shown with what could not be read, and taken only on a word', async ({ page, url }) => {
  await begin(page, url, example(), 'export');
  const rows = parseCsv((await save(page, SYSTEM)).bytes.toString('utf8'));
  const row = (id) => rows.find((cells) => cells[12] === id);
  row('f1.staff.doctors')[6] = '５人';
  row('f1.staff.outpatient_nurses')[6] = '約3人';
  Object.assign(row('f1.generalist'), { 4: '', 5: 'あり' });
  row('f1.medication').splice(4, 2, '', '');
  const csv = Buffer.from(rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n'));

  await choose(page, csv, '記入済み.csv');
  await read(page).waitFor();
  assert.equal(await read(page).evaluate((heading) => document.activeElement === heading), true, 'focus');
  await page.getByRole('heading', { name: /確かめるところ 2件/ }).waitFor();
  const problems = await page.locator('.incoming-list li').allInnerTexts();
  assert.match(problems[0], /\d+行目の6列目\(F列\)[^]*総合診療専門医[^]*「あり」という選択肢はありません/);
  assert.match(problems[1], /外来の看護師数[^]*「約3人」は数として読めません[^]*数字だけ/);
  assert.deepEqual(
    (await page.locator('.incoming-changes li').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ')).map((text) => /(新しく|変わり|消え)/.exec(text)[1]),
    ['変わり', '変わり', '変わり', '消え'],
  );
  await accessible(page);
  await fitsWidth(page);
  await screenshots(page, 'sheets-incoming');
  assert.deepEqual((await kept(page)).answers['f1.staff.doctors'], 2, 'nothing is taken before the word');

  await page.getByRole('button', { name: '取り込まずに戻る' }).click();
  assert.equal((await kept(page)).answers['f1.staff.doctors'], 2);

  await choose(page, csv, '記入済み.csv');
  await take(page).click();
  await arrived(page, 'review');
  const { answers, facility } = await kept(page);
  assert.equal(answers['f1.staff.doctors'], 5);
  assert.equal(answers['f1.staff.outpatient_nurses'], '約3人', 'what was typed is not lost');
  assert.equal(answers['f1.generalist'], 'あり');
  assert.equal('f1.medication' in answers, false);
  assert.equal(facility.manager, '例示 太郎', 'what the file does not hold stays');
});

scenario('characters that CP932 cannot hold are listed before anything is written', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '𠮷田醫院😀', 'f1.remarks': '〜髙﨑' }), 'export');
  const downloads = [];
  page.on('download', (file) => downloads.push(file));
  await page.getByRole('button', { name: CP932 }).click();
  const alert = page.getByRole('alert');
  await alert.getByText(/まだ書き出していません/).waitFor();
  assert.deepEqual(await alert.locator('tbody tr').allInnerTexts(), ['医療機関の名称\t𠮷 😀']);
  assert.equal(await alert.evaluate((element) => document.activeElement === element), true, 'focus');
  await accessible(page);
  await screenshots(page, 'sheets-cp932');
  await page.getByRole('button', { name: 'やめる' }).click();
  await eventually(() => alert.count(), 0);
  assert.equal(downloads.length, 0);

  await page.getByRole('button', { name: CP932 }).click();
  const file = await save(page, '〓に置き換えて書き出す');
  assert.equal(file.name, 'kakari-R7-0110112489-転記-CP932.csv');
  const text = new TextDecoder('shift_jis', { fatal: true }).decode(file.bytes);
  const rows = parseCsv(text);
  assert.equal(rows.find((cells) => cells[12] === 'facility.name')[6], '〓田醫院〓');
  assert.equal(rows.find((cells) => cells[12] === 'f1.remarks')[6], '～髙﨑');
});

scenario('without such characters CP932 is written at once', async ({ page, url }) => {
  await begin(page, url, example(), 'export');
  const file = await save(page, CP932);
  const rows = parseCsv(new TextDecoder('shift_jis', { fatal: true }).decode(file.bytes));
  assert.equal(rows.find((cells) => cells[12] === 'facility.code')[6], '番号 0110112489');
});

scenario('while errors remain nothing is written but a 下書き', async ({ page, url }) => {
  await begin(page, url, faulty, 'export');
  for (const name of [XLSX, CP932, SYSTEM]) assert.equal(await page.getByRole('button', { name }).isDisabled(), true);
  await page.getByRole('checkbox', { name: /下書き/ }).check();
  assert.equal((await save(page, XLSX)).name, 'kakari-R7-0110112488-転記-下書き.xlsx');
  await accessible(page);
  await fitsWidth(page);
  await screenshots(page, 'sheets-export');
});

scenario('files that are none are refused with what to do, and nothing changes', async ({ page, url }) => {
  await begin(page, url, example(), 'facility');
  const before = (await record(page)).text;
  const utf16 = Buffer.from('\ufeff項目ID,記入値\r\n', 'utf16le');
  const encrypted = Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from('EncryptedPackage', 'utf16le'),
  ]);
  await go(page, '');
  for (const [content, name, message, fix] of [
    [Buffer.from('氏名,住所\r\n'), '名簿.csv', /見出し/, /消さずに/],
    [Buffer.from('これはExcelではありません'), '転記.xlsx', /見出し/, /転記ファイル/],
    [Buffer.from('PK\x03\x04 broken'), '転記.xlsx', /壊れています/, /保存し直して/],
    [encrypted, '転記.xlsx', /パスワード/, /外して/],
    [encrypted.subarray(0, 300), '転記.xls', /古い形式/, /\.xlsx/],
    [utf16, '転記.csv', /項目の行がありません/, /保存してから/],
    [Buffer.alloc(0), '転記.csv', /何も入っていません/, /選んで/],
    [Buffer.alloc(11 * 1024 * 1024, 'x'), '転記.csv', /大きすぎます/, /そのまま/],
  ]) {
    await choose(page, content, name);
    const alert = page.getByRole('alert');
    await alert.locator('.finding-message').getByText(message).waitFor();
    await alert.locator('.finding-fix').getByText(fix).waitFor();
    assert.equal((await record(page)).text, before, name);
  }
  await accessible(page);
  await screenshots(page, 'sheets-refused');
});

scenario('after everything is kept the module works without a network', async ({ page, context, url }) => {
  await begin(page, url, example(), 'export');
  await offlineReady(page);
  await context.setOffline(true);
  await page.reload();
  await booted(page);
  await arrived(page, 'export');
  const file = await save(page, XLSX);
  await choose(page, file.bytes, file.name);
  await read(page).waitFor();
}, { worker: true });

scenario('where the chunk cannot be loaded that is said, and the next try works', async ({ page, context, url, tolerate }) => {
  tolerate(/ERR_(FAILED|INTERNET_DISCONNECTED)|net::/);
  await begin(page, url, example(), 'export');
  await context.setOffline(true);
  await page.getByRole('button', { name: XLSX }).click();
  await page.getByRole('alert').getByText(/部品を読み込めませんでした/).waitFor();
  await screenshots(page, 'sheets-not-loaded');
  await context.setOffline(false);
  const file = await save(page, XLSX);
  assert.match(file.name, /\.xlsx$/);
  assert.equal(await page.getByRole('alert').count(), 0);
});

scenario('a catalogue in TOML is used, or refused with line and column of what is wrong', async ({ page, url }) => {
  await begin(page, url, { ...example(), edition: 'R8' }, 'settings', { day: '2027-02-01' });
  const toml = await readFile(new URL('../../crates/catalog/editions/R8.toml', import.meta.url), 'utf8');
  const told = page.locator('#shelf [role=status]');
  const use = (text) => page.getByLabel('台帳のファイルを選ぶ')
    .setInputFiles({ name: 'R8.toml', mimeType: 'application/toml', buffer: Buffer.from(text) });
  await use(toml.replace('based_on = "R7"', 'based_on = "R1"'));
  await told.getByText('「R8.toml」には直すところが1か所あります。いまの台帳のままです。').waitFor();
  assert.deepEqual((await told.locator('li').allInnerTexts()).map((line) => line.split(': ')[0]), ['4行12列']);
  assert.equal(await told.evaluate((element) => element === document.activeElement), true, 'focus');

  await use(toml.replace('label = "令和8年度報告"', 'label = "令和8年度報告(県の手直し)"'));
  await told.getByText('台帳「令和8年度報告(県の手直し)」').waitFor();
  // A draft can be written with it.
  await go(page, 'export');
  const { name } = await save(page, XLSX);
  assert.match(name, /^kakari-R8-/);
});
