// Files as people have them, and what they copy from a spreadsheet: nothing of it is lost, and what was not read is said.

import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';

import { accessible, fitsWidth, scenario, screenshots } from './harness.mjs';
import { arrived, begin, beside, control, eventually, example, field, go, kept } from './app.mjs';

/** An archive of these parts, not compressed. */
function zip(parts) {
  const [files, list] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [path, content] = [Buffer.from(name), Buffer.from(text)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(content.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(16);
    place.writeUInt32LE(at, 12);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), head, path, content]);
    list.push(Buffer.from('PK\x01\x02\x14\x00'), head, place.subarray(2), path);
    files.push(file);
    at += file.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, directory, Buffer.from('PK\x05\x06'), end]);
}

const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const text = (place, words) => `<c r="${place}" t="inlineStr"><is>${words.startsWith('<r>') ? words : `<t>${words}</t>`}</is></c>`;
const head = `<row r="1">${text('A1', '項目ID')}${text('B1', '項目名')}${text('C1', '選択肢名')}${text('D1', '記入値')}</row>`;
const about = `<row r="9">${text('A9', 'この表について')}${text('B9', '版')}${text('D9', '令和7年度報告(R7)')}</row>`;

/** A workbook of sheets with these rows below the headings. */
function workbook(sheets) {
  const parts = { '[Content_Types].xml': '<Types/>' };
  let [list, relations] = ['', ''];
  sheets.forEach(({ name, state = '', rows }, index) => {
    const number = index + 1;
    list += `<sheet name="${name}" sheetId="${number}" ${state} r:id="rId${number}"/>`;
    relations += `<Relationship Id="rId${number}" Type="${TYPES}/worksheet" Target="worksheets/sheet${number}.xml"/>`;
    parts[`xl/worksheets/sheet${number}.xml`] = `<worksheet><sheetData>${head}${rows}${about}</sheetData></worksheet>`;
  });
  parts['xl/workbook.xml'] = `<workbook xmlns:r="${TYPES}"><sheets>${list}</sheets></workbook>`;
  parts['xl/_rels/workbook.xml.rels'] = `<Relationships>${relations}</Relationships>`;
  return zip(parts);
}

async function choose(page, buffer, name) {
  if (await page.locator('.page[data-step=""], .page[data-step="start"]').count() === 0) await go(page, '');
  await page.getByLabel('下書きファイル').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

const read = (page) => page.getByRole('heading', { name: '読み取った内容を確かめてください' });
const take = (page) => page.getByRole('button', { name: 'この内容を取り込む' });
const told = (page) => page.locator('.incoming-list li').allInnerTexts();

scenario('struck-out text, hidden sheets and broken cells are told, and no answer is lost by them', async ({ page, url }) => {
  await begin(page, url, example(), 'facility');
  const struck = '<r><rPr><strike/></rPr><t>3</t></r><r><rPr><sz val="11"/></rPr><t>5</t></r>';
  const rows = `<row r="2">${text('A2', 'f1.staff.doctors')}${text('B2', '医師数')}${text('D2', struck)}</row>`
    + `<row r="3">${text('A3', 'f1.staff.outpatient_nurses')}${text('B3', '看護師数')}<c r="D3" t="e"><v>#SPILL!</v></c></row>`
    + '<row r="4"><c r="P4" t="e"><v>#SPILL!</v></c></row>';
  const hidden = `<row r="2">${text('A2', 'f1.staff.doctors')}${text('D2', '9')}</row>`;
  const file = workbook([{ name: '1号機能', rows }, { name: '1号機能 (2)', state: 'state="hidden"', rows: hidden }]);
  await choose(page, file, '転記.xlsx');
  await read(page).waitFor();
  const problems = await told(page);
  assert.equal(problems.length, 4, problems.join('\n'));
  assert.match(problems[0], /シート 1号機能 \(2\)[^]*非表示/);
  assert.match(problems[1], /セル D2[^]*「3」に取り消し線[^]*「5」を読みました/);
  assert.match(problems[2], /セル D3[^]*#SPILL!/);
  assert.match(problems[3], /セル P4[^]*表の外/);
  await accessible(page);
  await fitsWidth(page);
  await screenshots(page, 'files-corrected');
  await take(page).click();
  await arrived(page, 'review');
  const { answers } = await kept(page);
  assert.equal(answers['f1.staff.doctors'], 5);
  assert.equal(answers['f1.staff.outpatient_nurses'], example().answers['f1.staff.outpatient_nurses']);
});

scenario('characters lost in a save are told with both texts, and those of the draft stay', async ({ page, url }) => {
  const draft = example({ 'facility.name': '𠮷野例示クリニック', 'facility.manager': '例示 𠀋太郎' });
  await begin(page, url, draft, 'facility');
  const lines = ['項目ID,項目名,記入値', 'facility.name,名称,??野例示クリニック', 'facility.manager,管理者,例示 ??太郎', 'この表について,版,令和7年度報告(R7)'];
  await choose(page, Buffer.from(lines.join('\r\n')), '転記.csv');
  await read(page).waitFor();
  const problems = await told(page);
  assert.equal(problems.length, 2);
  assert.match(problems[0], /\nいまの下書き: 𠮷野例示クリニック\nファイル: \?\?野例示クリニック\n/);
  assert.equal(await page.getByText('読み取れないところはありませんでした').count(), 0);
  assert.equal(await take(page).count(), 0, 'there is nothing to take');
  await accessible(page);
  await fitsWidth(page);
  await screenshots(page, 'files-lost-characters');
});

scenario('text with tabs is read in UTF-16 and UTF-8, and a draft by the same end of its name is a draft', async ({ page, url }) => {
  await begin(page, url, example(), 'facility');
  await go(page, '');
  assert.match(await page.getByLabel('下書きファイル').getAttribute('accept'), /\.txt/);
  const lines = [['項目ID', '項目名', '記入値'], ['f1.remarks', '特記事項', '𠮷野例示'], ['この表について', '版', '令和7年度報告(R7)']];
  const tabs = lines.map((cells) => cells.join('\t')).join('\r\n');
  for (const [bytes, name] of [[Buffer.from(`\ufeff${tabs}`, 'utf16le'), 'Unicode.txt'], [Buffer.from(tabs), '表.txt'], [Buffer.from(tabs), '表.TSV']]) {
    await choose(page, bytes, name);
    await read(page).waitFor();
    await page.getByText('✓ 読み取れないところはありませんでした。').waitFor();
    assert.match(await page.locator('.incoming-changes').innerText(), /特記事項/);
    await page.getByRole('button', { name: '取り込まずに戻る' }).click();
    await read(page).waitFor({ state: 'detached' });
  }
  await choose(page, Buffer.from(`\ufeff${JSON.stringify(example({ 'facility.name': '別名' }))}`), '下書き.txt');
  await arrived(page, 'review');
  assert.equal((await kept(page)).facility.name, '別名');
});

/** Puts text into the clipboard and presses the keys that paste it. */
async function paste(page, context, where, words) {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((words) => navigator.clipboard.writeText(words), words);
  await where.focus();
  await page.keyboard.press('ControlOrMeta+V');
}

const partners = async (page) => (await kept(page)).answers['f2i.partners'];
const asked = { 'f2i.own': 'partnered', 'f2i.partners': [{ name: '丙病院', content: '日中' }, { name: '', content: '' }] };

scenario('rows copied from a spreadsheet go into rows and columns, and one undo takes them back', async ({ page, context, url }) => {
  await begin(page, url, example(asked), 'f2i');
  const names = field(page, 'f2i.partners').getByLabel('名称');
  await paste(page, context, names.nth(1), '甲病院\t夜間の電話対応\r\n乙医院\t"休日の\n受入れ"\r\n');
  const pasted = [asked['f2i.partners'][0], { name: '甲病院', content: '夜間の電話対応' }, { name: '乙医院', content: '休日の 受入れ' }];
  await eventually(() => partners(page), pasted);
  assert.equal(await names.count(), 3);
  assert.equal(await field(page, 'f2i.partners').evaluate((list) => list.contains(document.activeElement)), true, 'focus');
  await page.getByRole('button', { name: '元に戻す' }).click();
  await eventually(() => partners(page), asked['f2i.partners']);

  // Into a row that holds something: it stays.
  await paste(page, context, names.nth(0), '甲病院\t夜間の電話対応\r\n乙医院\t"休日の\n受入れ"\r\n');
  await eventually(() => partners(page), pasted);
});

scenario('columns that find no place are told with what they hold', async ({ page, context, url }) => {
  await begin(page, url, example(asked), 'f2i');
  const rows = field(page, 'f2i.partners');
  await paste(page, context, rows.getByLabel('名称').nth(1), '甲病院\t夜間\t011-000-0000\n乙医院\t休日');
  await rows.getByRole('alert').getByText('入れていないもの: 011-000-0000').waitFor();
  await accessible(page);
  await fitsWidth(page);
  await screenshots(page, 'files-pasted');
  // The next paste that fits takes the word away.
  await paste(page, context, rows.getByLabel('名称').nth(2), '丁病院\t夜間\n戊医院\t休日');
  await eventually(() => rows.getByRole('alert').count(), 0);
  await eventually(async () => (await partners(page)).map(({ name }) => name), ['丙病院', '甲病院', '乙医院', '丁病院', '戊医院']);
});

scenario('text of one line is pasted as ever', async ({ page, context, url }) => {
  await begin(page, url, example(asked), 'f2i');
  const name = field(page, 'f2i.partners').getByLabel('名称').nth(0);
  await paste(page, context, name, 'と丁医院');
  await eventually(() => name.inputValue().then((text) => text.length), '丙病院と丁医院'.length);
  assert.equal((await partners(page)).length, 2);
});

scenario('names are pasted one a row', async ({ page, context, url }) => {
  await begin(page, url, example({ 'f2ni.facilities': 'yes', 'f2ni.facilities.names': [''] }), 'f2ni');
  await paste(page, context, field(page, 'f2ni.facilities.names').getByRole('textbox'), '例示苑\r\n例示荘\r\n');
  await eventually(async () => (await kept(page)).answers['f2ni.facilities.names'], ['例示苑', '例示荘']);
});

scenario('a number with its unit or with zeros before it is read, and what is none is not blamed on quotation marks', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  const doctors = control(page, 'f1.staff.doctors');
  for (const [typed, number] of [['12人', 12], ['012', 12], ['３名', 3]]) {
    await doctors.fill(typed);
    await doctors.blur();
    await eventually(async () => (await kept(page)).answers['f1.staff.doctors'], number);
    assert.equal(await doctors.inputValue(), String(number));
  }
  await doctors.fill('約12');
  await doctors.blur();
  await beside(page, 'f1.staff.doctors').getByText(/数として読めない書き方/).waitFor();
  assert.doesNotMatch(await beside(page, 'f1.staff.doctors').innerText(), /引用符/);
  assert.equal((await kept(page)).answers['f1.staff.doctors'], '約12');
});

scenario('the card of the CSV files says what stands before text that a spreadsheet might run', async ({ page, url }) => {
  await begin(page, url, example(), 'export');
  await page.getByText(/「=」「\+」「-」「@」で始まる文字の前には「'」が付きます/).waitFor();
  await fitsWidth(page);
  await screenshots(page, 'files-export');
});
