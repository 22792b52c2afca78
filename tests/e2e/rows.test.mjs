// A field is a row, fields that are alike are one table, and what else there is to know is one press away.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

import { begin, beside, control, eventually, example, field, fresh, go, kept, openFile, STEPS } from './app.mjs';
import { scenario } from './harness.mjs';

const { KAKARI = 'kakari' } = process.env;

const answers = async (page) => (await kept(page)).answers;

const focusedField = (page) => page.evaluate(() => document.activeElement.closest('.field')?.id.replace('field-', '') ?? null);

const paste = (page, text) => page.evaluate((content) => {
  const data = new DataTransfer();
  data.setData('text/plain', content);
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}, text);

const STAFF = ['doctors', 'outpatient_nurses', 'specialist_nurses', 'certified_nurses', 'specified_act_nurses'].map((name) => `f1.staff.${name}`);

scenario('a table of numbers is walked with Enter and arrow keys, and each row is named', async ({ page, url }) => {
  await begin(page, url, example({}), 'f1');
  await control(page, STAFF[0]).focus();
  for (const [key, expected] of [
    ['Enter', 1], ['ArrowDown', 2], ['Enter', 3], ['ArrowUp', 2], ['Shift+Enter', 1], ['ArrowUp', 0], ['ArrowUp', 0],
    ['ArrowDown', 1], ['ArrowDown', 2], ['ArrowDown', 3], ['ArrowDown', 4], ['ArrowDown', 4],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await focusedField(page), STAFF[expected], key);
  }
  const table = page.getByRole('table', { name: '人員' });
  assert.deepEqual(await table.getByRole('columnheader').allInnerTexts(), ['項目', '数']);
  await table.getByRole('rowheader', { name: /医師数/ }).waitFor();
  await table.getByRole('textbox', { name: /^No\.12 ?特定行為研修修了看護師数/ }).waitFor();
});

scenario('a column that was copied from a spreadsheet goes into the rows from the cursor on, as one change', async ({ page, url }) => {
  await begin(page, url, example({}), 'f1');
  const before = await answers(page);
  await control(page, STAFF[1]).focus();
  await paste(page, '4\t来年\n１２人\n\n0\n7\n');
  const told = page.locator('.banners', { hasText: '入れていないもの: 7' });
  await told.waitFor();
  assert.deepEqual(await Promise.all(STAFF.map((id) => control(page, id).inputValue())), [String(before[STAFF[0]]), '4', '12', '', '0']);
  await page.getByRole('button', { name: '元に戻す' }).first().click();
  await eventually(async () => (await answers(page))[STAFF[1]], before[STAFF[1]]);
  assert.deepEqual(await answers(page), before);
  // One line is the browser's to paste.
  await control(page, STAFF[0]).fill('');
  await control(page, STAFF[0]).focus();
  await paste(page, '9');
  assert.equal(await control(page, STAFF[0]).inputValue(), '');
});

scenario('a table of choices is answered with the arrow keys, walked up and down, and takes a pasted column of words', async ({ page, url }) => {
  const DX = ['online_eligibility', 'view_records', 'e_prescription', 'record_sharing'].map((name) => `f1.dx.${name}`);
  await begin(page, url, example(Object.fromEntries(DX.map((id) => [id, undefined]))), 'f1');
  await field(page, DX[0]).getByRole('radio').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.equal(await field(page, DX[0]).getByRole('radio', { name: /^有り/ }).isChecked(), true);
  await page.keyboard.press('ArrowDown');
  assert.equal(await focusedField(page), DX[1]);
  // Walking answers nothing.
  assert.equal(await field(page, DX[1]).getByRole('radio', { checked: true }).count(), 0);
  await page.keyboard.press('Space');
  assert.equal(await field(page, DX[1]).getByRole('radio', { name: /^有り/ }).isChecked(), true);
  await paste(page, '無し(意向有り)\n有り\nたぶん');
  await page.locator('.banners', { hasText: 'たぶん' }).waitFor();
  await eventually(async () => { const now = await answers(page); return DX.map((id) => now[id] ?? null); }, ['yes', 'willing', 'yes', null]);
  // Each row is a question of its own.
  await page.getByRole('radiogroup', { name: /オンライン資格確認を行う体制/ }).waitFor();
});

scenario('areas and diseases are one stop of Tab each: arrows go from box to box, a letter jumps, Space ticks', async ({ page, url }) => {
  await begin(page, url, example({ 'f1.areas': undefined, 'f1.diseases': undefined }), 'f1');
  const focused = () => page.evaluate(() => (document.activeElement.closest('label') ?? document.activeElement).innerText.trim().split('\n')[0]);
  const areas = field(page, 'f1.areas');
  assert.equal(await areas.locator('.boxes [tabindex="0"]').count(), 1);
  await areas.locator('.boxes [tabindex="0"]').focus();
  assert.equal(await focused(), '皮膚・形成外科領域');
  for (const [key, expected] of [
    ['ArrowDown', '神経・脳血管領域'], ['ArrowUp', '皮膚・形成外科領域'], ['End', '小児領域'], ['Home', '皮膚・形成外科領域'],
    ['s', '神経・脳血管領域'], ['s', '精神科・神経科領域'], ['f', '婦人科領域'], ['x', '婦人科領域'],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await focused(), expected, key);
  }
  const left = () => page.evaluate(() => Math.round(document.activeElement.getBoundingClientRect().left));
  const before = await left();
  await page.keyboard.press('ArrowLeft');
  assert.ok(await left() < before);
  await page.keyboard.press('ArrowRight');
  assert.equal(await left(), before);
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await eventually(async () => (await answers(page))['f1.areas'], ['1']);
  // One Tab leaves, and Shift+Tab comes back to where the focus was.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  assert.notEqual(await focusedField(page), 'f1.areas');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await focused(), '神経・脳血管領域');
});

scenario('what is searched for stays one stop of Tab, wherever the focus was before', async ({ page, url }) => {
  await begin(page, url, example({}), 'f1');
  const diseases = field(page, 'f1.diseases');
  // The heading of the last group, which the search then takes away.
  await diseases.locator('.all').last().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await diseases.getByRole('searchbox').fill('とうにょう');
  await eventually(() => diseases.locator('.boxes [data-stop]').count(), 2);
  assert.equal(await diseases.locator('.boxes [tabindex="0"]').count(), 1);
  await diseases.getByRole('searchbox').fill('');
  assert.equal(await diseases.locator('.boxes [tabindex="0"]').count(), 1);
});

scenario('all 40 diseases are in sight at once at 1280×900', async ({ page, url }) => {
  await begin(page, url, example({}), 'f1');
  const box = await field(page, 'f1.diseases').boundingBox();
  assert.ok(box.height <= 900, `${box.height} px`);
});

// The facts of the catalogue, as the command line gives them, and what the form makes of them.
scenario('each provisional fact is marked at its field, named in the list of its step, and graded in くわしく', async ({ page, url }) => {
  await fresh(page, url);
  await openFile(page, JSON.stringify(example({ 'f1.function': 'yes' })));
  let facts = 0;
  for (const step of STEPS.slice(0, 8)) {
    await go(page, step);
    const shown = await page.locator('.field[id^="field-"]').evaluateAll((all) => all.map(({ id }) => id.replace('field-', '')));
    assert.ok(shown.length > 1, step);
    if (await page.locator('.provisional').count()) {
      await page.locator('.provisional > summary').click();
      await page.locator('.provisional li').first().waitFor();
    }
    const listed = await page.locator('.provisional li').evaluateAll((all) => all.map((line) => [line.querySelector('a').hash.split('/').at(-1), line.textContent.split(': ').at(-1).split('、')]));
    const list = new Map(listed);
    for (const id of shown) {
      const { item } = JSON.parse(execFileSync(KAKARI, ['catalog', 'show', id, '--edition', 'R7', '--format', 'json'], { encoding: 'utf8' }));
      const names = { number: '項番', label: '項目名', input: '選択肢・単位', period: '対象期間' };
      const unsure = Object.entries(names).filter(([name]) => item.facts[name]?.grade === 'inferred').map(([, name]) => name);
      const named = (list.get(id) ?? []).filter((name) => name !== '選択肢のコード');
      assert.deepEqual(named, unsure, id);
      assert.equal(await field(page, id).locator('.field-title .unsure').count(), list.has(id) ? 1 : 0, id);
      if (!list.has(id)) continue;
      facts += list.get(id).length;
      const more = field(page, id).locator('.more-button');
      await more.click();
      assert.equal(await more.getAttribute('aria-expanded'), 'true');
      const words = await field(page, id).locator('.more').innerText();
      for (const name of unsure) assert.ok(words.includes(`${name}: 暫定(確認できていません)`), `${id}: ${name}\n${words}`);
      if (list.get(id).includes('選択肢のコード')) assert.match(words, /選択肢のコード: .*確認できていません/, id);
      await more.click();
      await eventually(() => field(page, id).locator('.more').count(), 0);
    }
    // In sight it is said once.
    assert.ok((await page.locator('main').innerText()).split('暫定').length <= 2, step);
  }
  assert.ok(facts > 40, `${facts}`);
});

scenario('what takes a fear away stays in sight for the ★ items, and くわしく holds what does not', async ({ page, url }) => {
  await begin(page, url, example({}), 'f1');
  for (const [id, words] of [
    ['f1.function', '専門を超える診療まで自院で行う必要はありません'], ['f1.posted', '自院で作った様式でもかまいません'],
    ['f1.areas', '全ての領域に対応している必要はありません'], ['f1.consultation', '総合診療専門医がいなくても'],
  ]) assert.equal(await field(page, id).getByText(words).isVisible(), true, id);
  const training = field(page, 'f1.training');
  assert.equal(await training.getByText('日医かかりつけ医機能研修制度').count(), 0);
  await training.getByRole('button', { name: /くわしく/ }).press('Enter');
  for (const words of ['日医かかりつけ医機能研修制度', '項目名: ', '別表第八', 'この項目のくわしい説明', '選択肢のコード: ']) {
    assert.equal(await training.getByText(words).first().isVisible(), true, words);
  }
  // A row of a table has its help there.
  const doctors = field(page, 'f1.staff.doctors');
  await doctors.getByRole('button', { name: /くわしく/ }).click();
  assert.equal(await doctors.getByText('医師の人数です。').isVisible(), true);
});

scenario('the codes of options stand beside them once that is chosen in 設定', async ({ page, url }) => {
  await begin(page, url, example({}), 'f1');
  assert.equal(await page.locator('.option-code').count(), 0);
  await go(page, 'settings');
  await page.getByRole('group', { name: '選択肢のコード' }).getByRole('radio', { name: /横に表示/ }).check();
  await go(page, 'f2i');
  assert.match(await field(page, 'f2i.rota').locator('.option', { hasText: '月1回)' }).innerText(), /コード \d/);
  // One that was not seen on an official page is not shown as if it had been.
  await go(page, 'f1');
  assert.deepEqual(await field(page, 'f1.function').locator('.option-code').allInnerTexts(), ['暫定', '暫定']);
});

scenario('a link to a field leads to its control, in a row and in a table, answered or not', async ({ page, url }) => {
  const missing = { 'f1.staff.doctors': undefined, 'f1.dx.e_prescription': undefined, 'f1.posted': undefined, 'f1.areas': undefined, 'f1.remarks': undefined };
  await begin(page, url, example(missing), 'f1');
  const kind = () => page.evaluate(() => document.activeElement.type ?? document.activeElement.tagName);
  for (const [id, expected] of [
    ['f1.staff.doctors', 'text'], ['f1.dx.e_prescription', 'radio'], ['f1.dx.view_records', 'radio'], ['f1.posted', 'radio'],
    ['f1.training.count', 'text'], ['f1.areas', 'checkbox'], ['f1.remarks', 'textarea'],
  ]) {
    await page.evaluate((field) => { location.hash = `#/f1/${field}`; }, id);
    await eventually(() => focusedField(page), id);
    await eventually(kind, expected, id);
  }
});

scenario('a finding of a row stands below it, in the table', async ({ page, url }) => {
  await begin(page, url, example({ 'f1.staff.doctors': -3 }), 'f1');
  await control(page, 'f1.staff.doctors').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await eventually(() => beside(page, 'f1.staff.doctors').count(), 1);
  assert.equal(await control(page, 'f1.staff.doctors').getAttribute('aria-invalid'), 'true');
});
