// The main job from the first page to the files that are taken away, and files that come back.

import assert from 'node:assert/strict';

import {
  arrived, blank, chooseFile, choose, codes, control, download, exactly, example, faulty, field, fresh, begin, go, items, kept, onward,
  distinct, openFile, parseCsv, record, reload, status, type, eventually, cases,
} from './app.mjs';
import { BASE_URL, scenario, screenshots } from './harness.mjs';

const YES = '有り';
const NO = '無し(意向無し)';

/** Fills every step by hand, by what is written on the screen. */
async function fillEverything(page) {
  await page.getByRole('button', { name: 'はじめる' }).click();
  await arrived(page, 'target');
  await choose(page, '報告の対象から除かれる医療機関に当たるか', 'いずれにも当たらない');
  await choose(page, '一般外来を行っているか', 'はい');
  await page.getByRole('heading', { name: '報告の対象です' }).waitFor();
  await onward(page).click();

  await arrived(page, 'facility');
  await page.getByRole('combobox', { name: '都道府県' }).selectOption({ label: '北海道' });
  await type(page, '保険医療機関番号', '0110112489');
  await page.getByText('10桁 北海道 医科').waitFor();
  await type(page, '医療機関の名称', '例示クリニック');
  await choose(page, '病院・診療所の別', '無床診療所');
  await type(page, '所在地', '北海道札幌市中央区例示1条1丁目');
  await type(page, '電話番号', '011-000-0000');
  await type(page, '管理者の氏名', '例示 太郎');
  await choose(page, '電子レセプトで請求しているか', 'はい');
  await onward(page).click();

  await arrived(page, 'f1');
  await choose(page, '「具体的な機能」を有すること', YES);
  await choose(page, '「報告事項」の院内掲示による公表', YES);
  await choose(page, '研修の修了者の有無', YES);
  await type(page, '研修の修了者数', '１');
  await choose(page, '総合診療専門医', YES);
  await type(page, '総合診療専門医数', '0.4');
  const areas = page.getByRole('group', { name: '一次診療の対応ができる領域' });
  for (const name of ['呼吸器領域', '循環器系領域', '内分泌・代謝・栄養領域']) {
    await areas.getByRole('checkbox', { name }).check();
  }
  // Diseases by the search field alone: type, Enter, type, Enter.
  const search = page.getByRole('searchbox', { name: 'さがす' });
  for (const text of ['とうにょう', '高血圧症', 'カゼ']) {
    await search.fill(text);
    await search.press('Enter');
  }
  await page.getByText('3 / 40').waitFor();
  await choose(page, '患者からの相談', YES);
  for (const [label, count] of [['医師数', '2'], ['外来の看護師数', '3'], ['専門看護師数', '0'], ['認定看護師数', '0'], ['特定行為研修修了看護師数', '0']]) {
    await type(page, label, count);
  }
  await choose(page, 'オンライン資格確認を行う体制', YES);
  await choose(page, '閲覧・活用できる体制', YES);
  await choose(page, '電子処方箋', YES);
  await choose(page, '電子カルテ情報共有サービス', '無し(意向有り)');
  await choose(page, '服薬を一元管理', YES);
  await status(page, '1号機能').getByText('有り', { exact: true }).waitFor();
  await onward(page).click();

  await arrived(page, 'f2i');
  await choose(page, '在宅当番医制', '有り(月1回)');
  await choose(page, '休日夜間急患センター等', NO);
  await choose(page, '自院又は連携による時間外対応', '自院での一定の対応に加えて他医療機関と連携して随時対応');
  await page.getByRole('button', { name: '連携医療機関を追加' }).click();
  await type(page, '名称', '=例示病院');
  await type(page, '連携の内容', '夜間の電話対応と受入れ');
  await choose(page, '時間外対応加算1~4の届出状況', '時間外対応加算3');
  await type(page, '深夜加算の算定回数', '1,234');
  await type(page, '特記事項', '輪番は日曜のみ');
  await onward(page).click();

  await arrived(page, 'f2ro');
  await choose(page, '後方支援病床の確保状況', '他医療機関と連携して確保');
  await page.getByRole('button', { name: '連携医療機関を追加' }).click();
  await type(page, '名称', '例示病院');
  await type(page, '連携の内容', '急変時の入院受入れ');
  await choose(page, '退院ルールへの参加状況', YES);
  await choose(page, '地域連携クリティカルパス', NO);
  await choose(page, '紹介を受けた外来患者数', '10人以上');
  await onward(page).click();

  await arrived(page, 'f2ha');
  await choose(page, '在宅医療を提供する体制', '自院で日中のみ');
  await onward(page).click();

  await arrived(page, 'f2ni');
  await choose(page, '主治医意見書の作成', YES);
  await choose(page, 'サービス担当者会議', YES);
  await choose(page, '地域ケア会議', NO);
  await choose(page, '居宅療養管理指導', NO);
  await choose(page, '介護保険施設等における医療の提供状況', NO);
  await choose(page, '医療・介護情報共有システム', NO);
  await choose(page, 'ACP(人生会議)', YES);
  await onward(page).click();

  await arrived(page, 'other');
  for (const label of ['健診', '予防接種', '学校医']) await choose(page, label, YES);
  for (const label of ['産業医', '警察業務', '医学生', '研修医', 'リカレント教育']) await choose(page, label, '無し');
  await onward(page).click();
  await arrived(page, 'review');
}

const ANSWERS = {
  'f1.function': 'yes',
  'f1.posted': 'yes',
  'f1.training': 'yes',
  'f1.training.count': 1,
  'f1.generalist': 'yes',
  'f1.generalist.fte': 0.4,
  'f1.areas': ['6', '9', '14'],
  'f1.diseases': ['2', '18', '23'],
  'f1.consultation': 'yes',
  'f1.staff.doctors': 2,
  'f1.staff.outpatient_nurses': 3,
  'f1.staff.specialist_nurses': 0,
  'f1.staff.certified_nurses': 0,
  'f1.staff.specified_act_nurses': 0,
  'f1.dx.online_eligibility': 'yes',
  'f1.dx.view_records': 'yes',
  'f1.dx.e_prescription': 'yes',
  'f1.dx.record_sharing': 'willing',
  'f1.medication': 'yes',
  'f2i.rota': 'm1',
  'f2i.center': 'no',
  'f2i.own': 'partnered',
  'f2i.partners': [{ name: '=例示病院', content: '夜間の電話対応と受入れ' }],
  'f2i.addon': 'addon3',
  'f2i.claims.midnight': 1234,
  'f2i.remarks': '輪番は日曜のみ',
  'f2ro.beds': 'partnered',
  'f2ro.partners': [{ name: '例示病院', content: '急変時の入院受入れ' }],
  'f2ro.discharge_rules': 'yes',
  'f2ro.critical_path': 'no',
  'f2ro.referred': 'ge10',
  'f2ha.care': 'daytime',
  'f2ni.opinion': 'yes',
  'f2ni.conference': 'yes',
  'f2ni.community': 'no',
  'f2ni.home_guidance': 'no',
  'f2ni.facilities': 'no',
  'f2ni.network': 'no',
  'f2ni.acp': 'yes',
  'other.checkups': 'yes',
  'other.vaccination': 'yes',
  'other.school_doctor': 'yes',
  'other.industrial_doctor': 'no',
  'other.police': 'no',
  'other.students': 'no',
  'other.residents': 'no',
  'other.recurrent': 'no',
};

const FACILITY = {
  exclusion: 'none',
  general_outpatients: true,
  prefecture: '01',
  code: '0110112489',
  name: '例示クリニック',
  kind: 'clinic',
  address: '北海道札幌市中央区例示1条1丁目',
  phone: '011-000-0000',
  manager: '例示 太郎',
  electronic_claims: true,
};

/** What the transcription has to hold for ANSWERS, from the tables of the specification, not from the program. */
const OFFICIAL_CODES = {
  'f1.generalist': '1',
  'f1.dx.e_prescription': '2',
  'f1.dx.record_sharing': '1',
  'f1.medication': '3',
  'f2i.rota': '3',
  'f2i.center': '0',
  'f2ro.referred': '5',
  'f2ni.opinion': '2',
  'f2ni.community': '0',
};

async function checkTranscription(text, institution) {
  const [head, ...rows] = parseCsv(text);
  assert.deepEqual(head, [
    '機能', '項番', '分類', '項目名', '選択肢コード', '選択肢名', '記入値', '単位', '対象期間', '根拠', '確度', '指摘コード', '項目ID',
  ]);
  const row = rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [head[at], cell])));
  const answers = row.filter((line) => line['項目ID']);
  const value = (id) => answers.filter((line) => line['項目ID'] === id).map((line) => line['記入値']);
  assert.deepEqual(value('facility.code'), [institution]);
  // The zero of the code, of a count, and of a decimal.
  assert.deepEqual(value('f1.staff.certified_nurses'), ['0']);
  assert.deepEqual(value('f1.generalist.fte'), ['0.4']);
  assert.deepEqual(value('f2i.claims.midnight'), ['1234']);
  assert.deepEqual(value('f2i.remarks'), ['輪番は日曜のみ']);
  // Nothing a spreadsheet would run, although a partner's name begins with 「=」.
  assert.match(value('f2i.partners')[0], /例示病院/);
  for (const cell of rows.flat()) assert.doesNotMatch(cell, /^\s*[=+@\-＝＋＠－]/);

  const given = answers.filter((line) => line['選択肢コード']).map((line) => [line['項目ID'], line['選択肢コード']]);
  assert.deepEqual(Object.fromEntries(given), OFFICIAL_CODES);
  assert.equal(given.length, Object.keys(OFFICIAL_CODES).length);
  for (const line of answers.filter(({ 確度 }) => 確度 === '暫定')) {
    assert.equal(line['選択肢コード'], '', `暫定なのにコードがある: ${line['項目ID']}`);
  }
  // Official numbers only: 暫定 numbers are left out too.
  for (const line of answers) assert.ok(line['項番'] === '' || line['確度'] !== '', line['項目ID']);

  // The order of the screens.
  const order = (await items()).map(({ id }) => id);
  const places = answers.map((line) => order.indexOf(line['項目ID']));
  assert.ok(places.every((place) => place >= 0), 'every row names an item');
  assert.deepEqual(places, [...places].sort((a, b) => a - b), 'in the order of the form');
  // Everything that was answered is there, under its label and with the words of the choice.
  const there = new Set(answers.map((line) => line['項目ID']));
  for (const id of Object.keys(ANSWERS)) assert.ok(there.has(id), id);
  const areas = answers.filter((line) => line['項目ID'] === 'f1.areas').map((line) => line['選択肢名']);
  assert.deepEqual(areas, ['呼吸器領域', '循環器系領域', '内分泌・代謝・栄養領域']);
}

scenario('from the empty page to the transcription file, all by hand', async ({ page, context, url }) => {
  await fresh(page, url);
  await fillEverything(page);

  await page.getByRole('heading', { name: 'G-MISへの転記の準備ができました' }).waitFor();
  assert.equal(await page.locator('.summary-list .finding.is-error').count(), 0);
  await onward(page).click();

  await arrived(page, 'notice');
  await page.locator('main').getByText('当院におけるかかりつけ医機能について').waitFor();
  await onward(page).click();

  await arrived(page, 'export');
  const excel = await download(page, () => page.getByRole('button', { name: /^CSV.*Excel/ }).click());
  assert.equal(excel.name, 'kakari-R7-0110112489-転記.csv');
  assert.deepEqual([...excel.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], 'a byte order mark');
  await checkTranscription(excel.bytes.subarray(3).toString('utf8'), '番号 0110112489');

  const system = await download(page, () => page.getByRole('button', { name: /^CSV.*システム/ }).click());
  assert.equal(system.name, 'kakari-R7-0110112489-転記-システム連携.csv');
  assert.equal(system.bytes.subarray(0, 6).toString('utf8'), '機能', 'no byte order mark');
  assert.doesNotMatch(system.bytes.toString('utf8'), /[^\r]\n/, 'CRLF');
  await checkTranscription(system.bytes.toString('utf8'), '0110112489');

  const saved = await download(page, () => page.getByRole('button', { name: '下書きファイルを保存' }).click());
  assert.equal(saved.name, 'kakari-R7-0110112489.kakari.json');
  const draft = JSON.parse(saved.bytes.toString('utf8'));
  assert.deepEqual(draft.answers, ANSWERS);
  assert.deepEqual(draft.facility, FACILITY);
  assert.deepEqual([draft.format, draft.version, draft.edition], ['kakari-report', 1, 'R7']);

  // What was typed is there after the page is gone.
  assert.deepEqual((await kept(page)).answers, ANSWERS);
  await reload(page);
  await go(page, 'f1');
  assert.equal(await control(page, 'f1.generalist.fte').inputValue(), '0.4');
  assert.equal(await field(page, 'f1.diseases').getByRole('checkbox', { name: '糖尿病' }).isChecked(), true);

  // Somewhere else, from the file.
  const elsewhere = await context.browser().newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
  try {
    const other = await elsewhere.newPage();
    await fresh(other, url);
    await openFile(other, saved.bytes, saved.name);
    await other.getByRole('heading', { name: 'G-MISへの転記の準備ができました' }).waitFor();
    const again = await download(other, () => other.keyboard.press('Control+s'));
    assert.deepEqual(again.bytes, saved.bytes, 'the same file comes out again');
  } finally {
    await elsewhere.close();
  }
});

scenario('where nothing is to be reported the card of decisions says that the others are not used', async ({ page, url }) => {
  await begin(page, url, example(), 'target');
  const note = page.locator('#status').getByText('報告の対象ではないため、1号機能から下の判定は報告には使いません。');
  await status(page, '報告の対象').getByText('対象', { exact: true }).waitFor();
  assert.equal(await note.count(), 0);
  await begin(page, url, example({ 'facility.exclusion': 'correctional' }), 'target');
  await note.waitFor();
  await screenshots(page, 'not-target');
});

scenario('the example is a draft without errors', async ({ page, url }) => {
  await fresh(page, url);
  await page.getByRole('button', { name: '記入例を開く' }).click();
  await arrived(page, 'target');
  await go(page, 'review');
  await page.getByRole('heading', { name: 'G-MISへの転記の準備ができました' }).waitFor();
  const file = await download(page, () => page.keyboard.press('Control+s'));
  assert.deepEqual(JSON.parse(file.bytes.toString('utf8')).answers, example().answers);
});

scenario('a reload in the middle keeps everything and comes back to the same step', async ({ page, url }) => {
  await fresh(page, url);
  await page.getByRole('button', { name: 'はじめる' }).click();
  await go(page, 'facility');
  await type(page, '医療機関の名称', '途中医院');
  await kept(page);
  await go(page, 'f2i');
  await reload(page);
  await arrived(page, 'f2i');
  await page.getByText('途中医院').first().waitFor();
  await go(page, 'facility');
  assert.equal(await control(page, 'facility.name').inputValue(), '途中医院');
  // Half of it is enough to go on later.
  await go(page, '');
  await page.getByRole('link', { name: /^続きから\(対象の確認/ }).waitFor();
});

scenario('typing is kept although the page is closed before the pause after the last key', async ({ page, context, url }) => {
  await begin(page, url, blank, 'facility');
  await type(page, '医療機関の名称', '閉じる直前');
  // A page that is closed is hidden first.
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await eventually(async () => JSON.parse((await record(page)).text).facility?.name, '閉じる直前');
  await page.close();
  const later = await context.newPage();
  await later.goto(`${url}#/facility`);
  await later.locator('.page').waitFor();
  assert.equal(await control(later, 'facility.name').inputValue(), '閉じる直前');
});

scenario('a draft with trouble in it is opened, told about, and saved with everything', async ({ page, url }) => {
  const known = await cases();
  const named = (file) => known.find((one) => one.file === `${file}.json`);
  const newer = { ...example(), version: 2, new_in_2: { kept: ['いつか', 1.50] }, answers: { ...example().answers, 'f9.future': 'yes' } };
  const drafts = [
    ...['half-filled-1-held', 'half-filled-1-open', 'unknown-items', 'damaged-answers', 'unreadable-values', 'unicode-trouble'].map((file) => {
      const { written, expect, today } = named(file);
      return { name: file, text: written, expected: expect.codes, today };
    }),
    { name: 'newer version', text: JSON.stringify(newer), contains: ['KF02', 'KF10'], today: '2026-02-01' },
  ];
  for (const { name, text, expected, contains, today } of drafts) {
    await fresh(page, url, { day: today });
    await openFile(page, text);
    const found = await codes(page);
    if (expected) assert.deepEqual(found, distinct(expected), name);
    for (const code of contains ?? []) assert.ok(found.includes(code), `${name}: ${code} in ${found}`);
    const saved = await download(page, () => page.keyboard.press('Control+s'));
    assert.deepEqual(exactly(saved.bytes.toString('utf8')), exactly(text), name);
    // All steps can be looked at, and nothing is lost by that.
    for (const step of ['target', 'facility', 'f1', 'f2i', 'f2ro', 'f2ha', 'f2ni', 'other', 'notice', 'export']) {
      await go(page, step);
      await page.locator('main h1').waitFor();
    }
    assert.deepEqual(exactly((await record(page)).text), exactly(text), name);
  }
});

scenario('after a change all that the tool does not know is still in the file', async ({ page, url }) => {
  const draft = {
    ...example({ 'f1.staff.doctors': '約2' }),
    version: 7,
    memo: { free: ['自由', { a: null }] },
  };
  draft.answers['f9.future'] = [1, 2.50, '三'];
  draft.answers['f2i.partners'][0].fax = '011-000-0001';
  draft.answers['f1.areas'].push('99');
  // Numbers beyond what JavaScript holds have to survive as they are written.
  const text = JSON.stringify(draft).replace('2.5,', '2.50,').replace('"version":7', '"version":7,"big":123456789012345678901234567890');
  await fresh(page, url);
  await openFile(page, text);
  await go(page, 'f2i');
  await type(page, '連携の内容', '夜間の受入れ');
  await go(page, 'f1');
  await field(page, 'f1.areas').getByRole('checkbox', { name: '小児領域' }).check();
  const saved = await download(page, () => page.keyboard.press('Control+s'));
  const out = saved.bytes.toString('utf8');
  assert.match(out, /123456789012345678901234567890/);
  assert.match(out, /2\.50/);
  const after = JSON.parse(out);
  assert.deepEqual(after.memo, draft.memo);
  assert.equal(after.version, 7);
  assert.deepEqual(after.answers['f9.future'], [1, 2.5, '三']);
  assert.deepEqual(after.answers['f2i.partners'], [{ name: '例示病院', content: '夜間の受入れ', fax: '011-000-0001' }]);
  assert.deepEqual(after.answers['f1.areas'], ['6', '7', '9', '14', '17', '99']);
  assert.equal(after.answers['f1.staff.doctors'], '約2');
});

scenario('a file that is no draft is refused with line and column, and the draft stays', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '元の下書き' }), 'target');
  const before = await record(page);
  await go(page, '');
  const whole = JSON.stringify(example(), null, 2);
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(whole, 'utf16le')]);
  const shiftJis = Buffer.concat([Buffer.from('{\n "format": "kakari-report",\n "memo": "'), Buffer.from([0x93, 0xfa, 0x96, 0x7b]), Buffer.from('"}')]);
  const refused = [
    ['a page', '<!doctype html>\n<title>転記</title>', /1行1列/],
    ['a torn file', whole.slice(0, whole.indexOf('"例示クリニック"') + 3), /11行16列/],
    ['another JSON', '[1, 2]', /下書きファイルではありません\(1行1列\)/],
    ['JSON of another kind', '{"format": "something-else"}', /下書きファイルではありません\(1行\d+列\)/],
    ['a slip of the hand', '{"format": "kakari-report",\n "answers": {"f1.function" "yes"}}', /2行28列/],
    ['nothing', '', /1行1列/],
    ['UTF-16', utf16, /UTF-8.*|文字コード/],
    ['Shift_JIS', shiftJis, /文字コード/],
    ['brackets without end', '['.repeat(5000), /\d+行\d+列/],
    ['too large', Buffer.alloc(11 * 1024 * 1024, ' '), /大きすぎます/],
  ];
  for (const [name, content, words] of refused) {
    await chooseFile(page, content, 'file.json');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), words, name);
    assert.match(await alert.innerText(), /そのまま残っています|選んでください|確かめてください/, `${name}: what to do`);
    assert.deepEqual(await record(page), before, `${name}: untouched`);
    // Gone again on leaving.
    await go(page, 'target');
    await go(page, '');
    assert.equal(await alert.count(), 0, name);
  }
  await go(page, 'facility');
  assert.equal(await control(page, 'facility.name').inputValue(), '元の下書き');
});

scenario('a file can be chosen again after it was mended', async ({ page, url }) => {
  await fresh(page, url);
  await chooseFile(page, '{', 'a.json');
  await page.getByRole('alert').waitFor();
  await chooseFile(page, JSON.stringify(example()), 'a.json');
  await arrived(page, 'review');
});

scenario('changes are taken back one by one, and the keys in one field are one change', async ({ page, url }) => {
  await begin(page, url, blank, 'facility');
  const undo = page.getByRole('button', { name: '元に戻す' });
  assert.equal(await undo.isDisabled(), true);
  await control(page, 'facility.name').pressSequentially('例示医院');
  await choose(page, '病院・診療所の別', '無床診療所');
  await go(page, 'f1');
  await field(page, 'f1.areas').getByRole('button', { name: /^すべて選ぶ/ }).click();
  assert.equal((await kept(page)).answers['f1.areas'].length, 17);
  await undo.click();
  assert.equal(await field(page, 'f1.areas').getByRole('checkbox', { checked: true }).count(), 0);
  await undo.click();
  await undo.click();
  const after = await kept(page);
  assert.deepEqual([after.facility ?? {}, after.answers ?? {}], [{}, {}]);
  assert.equal(await undo.isDisabled(), true);
});

scenario('a new beginning or a file over a draft can be taken back', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.name': '大切な下書き' }), 'target');
  // The first page says to save it first, and can.
  await go(page, '');
  const first = await download(page, () => page.getByRole('button', { name: 'ファイルに保存' }).click());
  assert.equal(JSON.parse(first.bytes.toString('utf8')).facility.name, '大切な下書き');
  for (const replace of [
    () => page.getByRole('button', { name: '新しい下書きをはじめる' }).click(),
    () => chooseFile(page, JSON.stringify(blank)),
  ]) {
    await go(page, '');
    await replace();
    await page.locator('.page:not([data-step=""])').waitFor();
    await eventually(async () => (await kept(page)).facility?.name === '大切な下書き', false);
    await page.getByRole('button', { name: '元に戻す' }).click();
    await eventually(async () => (await kept(page)).facility?.name, '大切な下書き');
  }
});

scenario('while errors remain the transcription is refused unless it is marked 下書き', async ({ page, url }) => {
  await begin(page, url, faulty, 'export');
  const excel = page.getByRole('button', { name: /^CSV.*Excel/ });
  assert.equal(await excel.isDisabled(), true);
  await page.getByText(/エラーが\d+件残っている/).waitFor();
  await page.getByRole('checkbox', { name: /下書き/ }).check();
  const file = await download(page, () => excel.click());
  assert.equal(file.name, 'kakari-R7-0110112488-転記-下書き.csv');
  const rows = parseCsv(file.bytes.toString('utf8'));
  assert.match(rows[0].join(''), /下書き/);
  assert.ok(rows.some((cells) => cells.includes('状態') && cells.includes('下書き')));
  // The leave is not given for ever.
  await go(page, 'review');
  await go(page, 'export');
  assert.equal(await excel.isDisabled(), true);
});

scenario('確認 shows every answer in words, and each leads to its field', async ({ page, url }) => {
  await begin(page, url, example({
    'facility.opened_on': '2020-04-01', 'f1.remarks': '一行目\n二行目', 'f1.staff.doctors': undefined, 'f2i.rota': 'm2_3',
  }), 'review');
  const row = (label) => page.locator('.answers tr').filter({ has: page.getByRole('rowheader', { name: label, exact: true }) });
  for (const [label, words] of [
    ['開設した日', '令和2年(2020年)4月1日'], ['都道府県', '北海道'], ['一般外来を行っているか', 'はい'], ['外来の看護師数', '3人'], ['医師数', '未入力'],
  ]) {
    assert.equal((await row(label).locator('td').first().innerText()).trim(), words, label);
  }
  const table = await page.locator('.answers').innerText();
  for (const words of ['有り(月2~3回)', '呼吸器領域', '例示病院', '夜間の電話対応と受入れ', '一行目', '二行目']) {
    assert.ok(table.includes(words), words);
  }
  await row('医師数').getByRole('link', { name: '変更' }).click();
  await arrived(page, 'f1');
  await eventually(() => page.evaluate(() => document.activeElement?.closest('.field')?.id), 'field-f1.staff.doctors');
});

scenario('the edition can be changed and taken back, with the answers as they were', async ({ page, url }) => {
  await begin(page, url, example(), 'target');
  await page.getByRole('combobox', { name: 'どの年度' }).selectOption({ label: '令和8年度報告' });
  await page.getByText('令和9年1月1日〜令和9年3月31日').first().waitFor();
  assert.equal((await kept(page)).edition, 'R8');
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByText('令和8年1月1日〜令和8年3月31日').first().waitFor();
  assert.deepEqual(await kept(page), example());
});
