// What the rules say, on the screen: when it appears, in what words, where it leads, and what the answers add up to.

import assert from 'node:assert/strict';

import {
  arrived, begin, beside, blank, choose, codes, control, eventually, example, field, fresh, go, goBySteps, kept, onward, record,
  reload, status, type, usual, more,
} from './app.mjs';
import { scenario } from './harness.mjs';

/** Message and remedy of a finding, as a person reads them. */
const words = async (finding) => [
  await finding.locator('.finding-message').textContent(),
  await finding.locator('.finding-fix').textContent(),
];

const activeField = (page) => page.evaluate(() => document.activeElement?.closest('.field')?.id.replace('field-', ''));
const decision = async (page, label) => (await status(page, label).locator('.status-value').innerText()).trim();

scenario('a finding appears when the field is left, not while it is filled in', async ({ page, url }) => {
  await begin(page, url, blank, 'facility');
  const phone = control(page, 'facility.phone');
  await phone.pressSequentially('000-0000');
  assert.equal(await beside(page, 'facility.phone').count(), 0, 'while typing');
  await phone.press('Tab');
  await beside(page, 'facility.phone').getByText('市外局番').first().waitFor();
  assert.equal(await phone.getAttribute('aria-invalid'), null, 'a warning does not call it wrong');

  // An error marks the field; it goes as soon as it is mended, without leaving again.
  const code = control(page, 'facility.code');
  await code.fill('011011248');
  assert.equal(await beside(page, 'facility.code').count(), 0);
  await code.press('Tab');
  await beside(page, 'facility.code').getByText('10桁').first().waitFor();
  assert.equal(await code.getAttribute('aria-invalid'), 'true');
  const described = (await code.getAttribute('aria-describedby')).split(' ');
  const texts = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).innerText()));
  assert.match(texts.join('\n'), /エラー/, 'the finding describes the field');
  await code.fill('0110112489');
  await eventually(() => beside(page, 'facility.code').count(), 0);
  assert.equal(await code.getAttribute('aria-invalid'), null);

  // Two answers that contradict each other: told as soon as both were left.
  await page.getByRole('combobox', { name: '都道府県' }).focus();
  await page.getByRole('combobox', { name: '都道府県' }).selectOption({ label: '青森県' });
  await page.keyboard.press('Tab');
  await page.locator('.findings .finding.is-error', { hasText: '食い違っています' }).waitFor();

  // A field that is passed over says nothing; going on from the step says what is missing.
  await control(page, 'facility.name').focus();
  await page.keyboard.press('Tab');
  assert.equal(await beside(page, 'facility.name').count(), 0);
  await onward(page).click();
  await arrived(page, 'f1');
  await goBySteps(page, '医療機関', 'facility');
  await beside(page, 'facility.name').first().waitFor();
});

scenario('a finding does not move the page under a press that is meant for the next field', async ({ page, url }) => {
  await begin(page, url, blank, 'facility');
  const next = field(page, 'facility.electronic_claims').getByRole('radio', { name: 'はい' });
  await control(page, 'facility.phone').fill('000-0000');
  await field(page, 'facility.phone').evaluate((element) => element.scrollIntoView());
  const { x, y, height } = await next.boundingBox();
  assert.ok(y + height < 900);
  await page.mouse.move(x + 5, y + height / 2);
  await page.mouse.down();
  // Time enough for the screen to be drawn anew.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await page.mouse.up();
  assert.equal(await next.isChecked(), true);
  await beside(page, 'facility.phone').first().waitFor();
});

scenario('going from one option of a question to the next is not leaving it', async ({ page, url }) => {
  await begin(page, url, example({ 'f1.training': 'no', 'f1.training.count': 2 }), 'f1');
  const training = field(page, 'f1.training');
  await training.getByRole('radio', { name: '無し' }).focus();
  await page.keyboard.press('Tab');
  assert.equal(await activeField(page), 'f1.training', 'still inside: the way to take the choice back');
  assert.equal(await beside(page, 'f1.training').count() + await beside(page, 'f1.training.count').count(), 0);
});

scenario('going on from a field to what is said about it is leaving it', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  await control(page, 'f1.staff.doctors').fill('約2');
  assert.equal(await beside(page, 'f1.staff.doctors').count(), 0);
  await page.keyboard.press('Tab');
  await beside(page, 'f1.staff.doctors').first().waitFor();
});

scenario('the summary says the same words as the field, counts in the title, and leads to the field', async ({ page, url }) => {
  await begin(page, url, example({
    'facility.prefecture': '13', 'facility.phone': '000-0000', 'f1.staff.doctors': '約2', 'f2i.claims.overtime': -3,
  }), 'review');
  const summary = page.locator('.summary');
  const errors = await summary.locator('.finding.is-error').count();
  assert.equal(errors, 3);
  assert.match(await summary.locator('h2').first().innerText(), /3 ?件/);
  assert.match(await page.title(), /^エラー3件: 確認/);

  const lines = await page.locator('.summary-list > li').all();
  const told = [];
  for (const line of lines) {
    const link = line.locator('a[href^="#/"]').first();
    if (await link.count()) told.push({ href: await link.getAttribute('href'), words: await words(line.locator('.finding')) });
  }
  assert.ok(told.length >= 4);
  for (const { href, words: said } of told) {
    const [, step, id] = href.match(/^#\/(\w+)\/(.+)$/);
    await go(page, 'review');
    await page.locator('details.summary-part').evaluateAll((parts) => parts.forEach((part) => { part.open = true; }));
    await page.locator(`.summary-list a[href="${href}"]`).first().click();
    await arrived(page, step);
    await eventually(() => activeField(page), id, 'the link leads to the field');
    assert.ok(await field(page, id).evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top < innerHeight && bottom > 0;
    }), 'in view');
    // お知らせ stands in くわしく, which the link opens.
    const there = await Promise.all((await field(page, id).locator('.finding').all()).map(words));
    assert.ok(there.some((own) => JSON.stringify(own) === JSON.stringify(said)), `${id}: ${said} in ${JSON.stringify(there)}`);
  }

  // Mended, the count goes down; without errors the title is plain.
  await go(page, 'facility');
  assert.doesNotMatch(await page.title(), /エラー/);
  await page.getByRole('combobox', { name: '都道府県' }).selectOption({ label: '北海道' });
  await go(page, 'review');
  assert.match(await page.title(), /^エラー2件/);
});

scenario('what is about several fields is said in full at the first and named at the others', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.prefecture': '13', 'f2i.rota': undefined, 'f2i.center': undefined }), 'review');
  for (const [step, first, other, title] of [
    ['facility', 'facility.prefecture', 'facility.code', '保険医療機関番号と都道府県が合いません'],
    ['f2i', 'f2i.rota', 'f2i.center', '2号機能に回答していない項目があります'],
  ]) {
    await go(page, 'review');
    for (const id of [first, other]) await page.locator(`.summary a[href="#/${step}/${id}"]`).waitFor();
    await go(page, step);
    await beside(page, first).locator('.finding-fix').first().waitFor();
    const named = beside(page, other).filter({ hasText: title });
    assert.equal(await named.locator('.finding-fix').count(), 0);
    assert.match(await field(page, other).getAttribute('class'), /is-invalid/);
    await named.getByRole('link').click();
    await eventually(() => activeField(page), first);
  }
});

scenario('what says the same about several items is told once, with a way to each', async ({ page, url }) => {
  const open = ['f1.consultation', 'f1.medication', 'f1.areas'];
  await begin(page, url, example(Object.fromEntries(open.map((id) => [id, undefined]))), 'review');
  const told = page.locator('.summary-list > li').filter({ hasText: 'K103' });
  assert.equal(await told.count(), 1);
  for (const id of open) assert.equal(await told.locator(`a[href="#/f1/${id}"]`).count(), 1, id);
  assert.match(await page.locator('.summary h2').first().innerText(), /3 ?件/);
});

scenario('on coming to 確認 the focus is on what stands at the top', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.prefecture': '13' }), 'other');
  await onward(page).click();
  await arrived(page, 'review');
  await eventually(() => page.evaluate(() => {
    const active = document.activeElement;
    return Boolean(active?.matches('main h1, .summary, .summary *')) && scrollY === 0;
  }), true);
});

scenario('a link to a field works a second time', async ({ page, url }) => {
  await begin(page, url, example({ 'f1.posted': 'no' }), 'f1');
  await status(page, '1号機能').locator('summary').first().click();
  const link = status(page, '1号機能').locator('.condition.is-unmet a').first();
  for (const time of ['first', 'second']) {
    await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
    await link.click();
    await eventually(() => activeField(page), 'f1.posted', time);
  }
});

scenario('該当無し asks before it clears, and an ordinary choice takes it back', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  const areas = field(page, 'f1.areas');
  const none = areas.getByRole('checkbox', { name: '該当無し' });
  const chosen = () => areas.getByRole('checkbox', { checked: true }).count();
  assert.equal(await chosen(), 4);
  await none.click();
  const ask = areas.getByRole('alert');
  assert.match(await ask.innerText(), /4件を解除/);
  assert.equal(await none.isChecked(), false);
  assert.equal(await chosen(), 4, 'nothing is cleared yet');
  await ask.getByRole('button', { name: 'やめる' }).click();
  assert.equal(await ask.count(), 0);
  assert.equal(await chosen(), 4);

  await none.click();
  await ask.getByRole('button', { name: /解除して/ }).click();
  await eventually(async () => (await kept(page)).answers['f1.areas'], ['0']);
  await areas.getByRole('checkbox', { name: '小児領域' }).check();
  await eventually(async () => (await kept(page)).answers['f1.areas'], ['17']);
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByRole('button', { name: '元に戻す' }).click();
  await eventually(async () => (await kept(page)).answers['f1.areas'], ['6', '7', '9', '14']);

  // With nothing chosen there is nothing to ask.
  await areas.getByRole('button', { name: 'すべて解除' }).click();
  await none.check();
  assert.equal(await ask.count(), 0);
  assert.equal(await none.isChecked(), true);
});

scenario('diseases are found by kana, katakana, kanji and official wording, and Enter takes the only one', async ({ page, url }) => {
  await begin(page, url, example({ 'f1.diseases': undefined }), 'f1');
  const diseases = field(page, 'f1.diseases');
  const search = diseases.getByRole('searchbox');
  const shown = async () => (await diseases.locator('.boxes .option-text').allInnerTexts()).map((text) => text.trim());
  for (const [typed, names] of [
    ['とうにょう', ['糖尿病']],
    ['トウニョウ', ['糖尿病']],
    ['糖尿', ['糖尿病']],
    ['感冒', ['かぜ、感冒']],
    ['慢性閉塞性肺疾患', ['喘息・COPD']],
    ['ずつう', ['頭痛（片頭痛）']],
    ['結膜炎', ['結膜炎、角膜炎、涙腺炎']],
    [' 貧血 ', ['貧血']],
    ['ない病名', []],
  ]) {
    await search.fill(typed);
    await eventually(shown, names, typed);
  }
  await diseases.getByText('「ない病名」に当たるものはありません').waitFor();
  await search.press('Enter');
  assert.equal(await diseases.getByRole('checkbox', { checked: true }).count(), 0, 'nothing found, nothing chosen');

  await search.fill('がん');
  assert.ok((await shown()).length > 1, 'several');
  await search.press('Enter');
  assert.equal(await search.inputValue(), 'がん', 'several found: Enter does nothing');

  await search.fill('こうけつあつ');
  await search.press('Enter');
  await eventually(async () => (await kept(page)).answers['f1.diseases'], ['18']);
  assert.equal(await search.inputValue(), '', 'ready for the next');
  assert.equal((await shown()).length, 41);
  // The same again takes it off.
  await search.fill('こうけつあつ');
  await search.press('Enter');
  await eventually(async () => (await kept(page)).answers['f1.diseases'], undefined);
});

scenario('すべて選ぶ and すべて解除 work for everything and for a group, and count', async ({ page, url }) => {
  await begin(page, url, example({ 'f1.areas': ['0'], 'f1.diseases': undefined }), 'f1');
  const areas = field(page, 'f1.areas');
  await areas.getByRole('button', { name: /^すべて選ぶ/ }).click();
  await areas.getByText('17 / 17').waitFor();
  assert.equal(await areas.getByRole('checkbox', { name: '該当無し' }).isChecked(), false, '該当無し gives way');
  await areas.getByRole('button', { name: 'すべて解除' }).click();
  await areas.getByText('0 / 17').waitFor();
  assert.equal('f1.areas' in (await kept(page)).answers, false, 'no answer, not an empty one');

  const diseases = field(page, 'f1.diseases');
  const group = diseases.getByRole('group', { name: '循環器' });
  await group.getByRole('button', { name: /^すべて選ぶ/ }).click();
  await eventually(async () => (await kept(page)).answers['f1.diseases'], ['18', '19', '20', '21']);
  await group.getByRole('checkbox', { name: '不整脈' }).uncheck();
  await group.getByRole('button', { name: /^すべて選ぶ/ }).click();
  await group.getByRole('button', { name: /^すべて解除/ }).click();
  await eventually(async () => 'f1.diseases' in (await kept(page)).answers, false);
});

scenario('2号機能 is not asked when 1号機能 is lacking, with the reason, and is asked again when it is held', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  for (const name of ['イ', 'ロ', 'ハ', 'ニ']) assert.equal(await decision(page, `2号機能 ${name}`), '有り');
  await choose(page, '「報告事項」の院内掲示による公表', '無し');
  assert.equal(await decision(page, '1号機能'), '無し');
  for (const name of ['イ', 'ロ', 'ハ', 'ニ']) assert.notEqual(await decision(page, `2号機能 ${name}`), '有り');

  await goBySteps(page, '2号機能 イ', 'f2i');
  const main = page.locator('main');
  await main.getByRole('heading', { name: '2号機能の報告は不要です' }).waitFor();
  assert.match(await main.innerText(), /1号機能が「無し」のためです/);
  assert.match(await main.locator('.condition.is-unmet').first().innerText(), /掲示/);
  assert.equal(await field(page, 'f2i.rota').count(), 0, 'not asked');
  // What was typed is not lost, can be looked at, and the question of 意向 is there.
  await field(page, 'f1.willing').waitFor();
  await main.getByRole('button', { name: '入力済みの内容を見る' }).click();
  await field(page, 'f2i.rota').waitFor();
  assert.equal((await kept(page)).answers['f2i.rota'], 'm1');
  // Nothing of it counts as an error.
  assert.doesNotMatch((await codes(await (await go(page, 'review'), page))).join(), /K2/);

  // The condition leads back to the field; answered, it is asked again.
  await goBySteps(page, '2号機能 イ', 'f2i');
  await main.locator('.condition.is-unmet a').first().click();
  await eventually(() => activeField(page), 'f1.posted');
  await choose(page, '「報告事項」の院内掲示による公表', '有り');
  await goBySteps(page, '2号機能 イ', 'f2i');
  await field(page, 'f2i.rota').waitFor();
  assert.equal(await decision(page, '2号機能 イ'), '有り');
});

scenario('the status card follows the answers and shows each condition as met, unmet or open', async ({ page, url }) => {
  await begin(page, url, blank, 'f1');
  const row = status(page, '1号機能');
  await row.locator('summary').first().click();
  const marks = async () => {
    const all = await row.locator('.condition').evaluateAll((list) => list.map((one) => one.className.match(/is-(\w+)/)[1]));
    return all.join(' ');
  };
  assert.equal(await decision(page, '1号機能'), '未定');
  assert.equal(await marks(), 'open open open open');
  await choose(page, '「具体的な機能」を有すること', '有り');
  await eventually(marks, 'met open open open');
  await choose(page, '「報告事項」の院内掲示による公表', '有り');
  await field(page, 'f1.areas').getByRole('checkbox', { name: '小児領域' }).check();
  await choose(page, '患者からの相談', '無し');
  await eventually(marks, 'met met met unmet');
  assert.equal(await decision(page, '1号機能'), '無し');
  await choose(page, '患者からの相談', '有り');
  await eventually(marks, 'met met met met');
  assert.equal(await decision(page, '1号機能'), '有り');
  // Said aloud as well.
  await page.locator('[aria-live=polite]', { hasText: '1号機能は有り' }).waitFor({ state: 'attached' });
  // Each function of 2号 stands alone.
  await goBySteps(page, '2号機能 ハ', 'f2ha');
  assert.equal(await decision(page, '2号機能 ハ'), '未定');
  await choose(page, '在宅医療を提供する体制', '自院で日中のみ');
  assert.equal(await decision(page, '2号機能 ハ'), '有り');
  assert.equal(await decision(page, '2号機能 ニ'), '未定');
  assert.match(await decision(page, '説明の努力義務'), /生じ|確認/);
});

scenario('a clinic outside the report is told so and what to do', async ({ page, url }) => {
  await begin(page, url, blank, 'target');
  assert.equal(await decision(page, '報告の対象'), '未定');
  await choose(page, '報告の対象から除かれる', '歯科医業のみを行う病院・診療所');
  await page.getByRole('heading', { name: '報告の対象外です' }).waitFor();
  assert.equal(await decision(page, '報告の対象'), '対象外');
  await choose(page, '報告の対象から除かれる', 'いずれにも当たらない');
  await page.getByRole('heading', { name: '報告の対象です' }).waitFor();
});

scenario('the calculators show the arithmetic and fill the field', async ({ page, url }) => {
  await begin(page, url, example({
    'f1.generalist.fte': undefined, 'f2i.rota': undefined, 'f2ro.referred': undefined, 'f2ro.referred.total': undefined, 'f2ro.referred.months': undefined,
  }), 'f1');
  const calculator = (id) => field(page, id).locator('details.calculator');
  const fill = (id) => calculator(id).getByRole('button', { name: 'この値を入れる' });
  const result = (id) => calculator(id).locator('.calculator-result');

  await calculator('f1.generalist.fte').locator('summary').click();
  const inputs = calculator('f1.generalist.fte').getByRole('textbox');
  await inputs.nth(0).fill('1');
  await inputs.nth(1).fill('１７．５');
  await inputs.nth(2).fill('40');
  // 17.5 ÷ 40 = 0.4375, cut off, not rounded.
  await eventually(async () => (await result('f1.generalist.fte').innerText()).includes('1.4'), true);
  await fill('f1.generalist.fte').click();
  assert.equal(await control(page, 'f1.generalist.fte').inputValue(), '1.4');
  await inputs.nth(2).fill('0');
  assert.equal(await fill('f1.generalist.fte').count(), 0, 'no division by nothing');
  await inputs.nth(2).fill('よんじゅう');
  await calculator('f1.generalist.fte').getByText('数を').waitFor();

  await go(page, 'f2i');
  await calculator('f2i.rota').locator('summary').click();
  const year = calculator('f2i.rota').getByRole('textbox');
  await year.fill('24');
  await fill('f2i.rota').click();
  assert.equal(await field(page, 'f2i.rota').getByRole('radio', { checked: true }).inputValue(), 'm2_3');
  await year.fill('18');
  await calculator('f2i.rota').getByText('どちらに当たるか').waitFor();
  assert.equal(await fill('f2i.rota').count(), 0, 'between two bands nothing is decided');

  await calculator('f2i.claims.overtime').locator('summary').click();
  const parts = calculator('f2i.claims.overtime').getByRole('textbox');
  assert.equal(await parts.count(), 8);
  await parts.nth(0).fill('10');
  await parts.nth(7).fill('2');
  await fill('f2i.claims.overtime').click();
  assert.equal(await control(page, 'f2i.claims.overtime').inputValue(), '12');

  await go(page, 'f2ro');
  await calculator('f2ro.referred').locator('summary').click();
  await control(page, 'f2ro.referred.total').fill('96');
  await control(page, 'f2ro.referred.months').fill('9');
  await eventually(async () => /96.*9.*10\.6/.test(await result('f2ro.referred').innerText()), true);
  await fill('f2ro.referred').click();
  assert.equal(await field(page, 'f2ro.referred').getByRole('radio', { checked: true }).inputValue(), 'ge10');
  // Where the band's limits are not known, nothing is decided.
  await control(page, 'f2ro.referred.total').fill('45');
  await eventually(async () => /45.*9.*5/.test(await result('f2ro.referred').innerText()), true);
  assert.equal(await fill('f2ro.referred').count(), 0);

  const { answers } = await kept(page);
  assert.deepEqual(
    ['f1.generalist.fte', 'f2i.rota', 'f2i.claims.overtime', 'f2ro.referred'].map((id) => answers[id]),
    [1.4, 'm2_3', 12, 'ge10'],
  );
});

scenario('numbers may be typed in full width and with commas; what is no number is kept and told', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  for (const [typed, shown, value] of [['１２', '12', 12], ['1,234', '1234', 1234], [' 3 ', '3', 3], ['約2', '約2', '約2'], ['', '', undefined]]) {
    await control(page, 'f1.staff.doctors').fill(typed);
    await control(page, 'f1.staff.doctors').press('Tab');
    await eventually(() => control(page, 'f1.staff.doctors').inputValue(), shown, typed);
    await eventually(async () => (await kept(page)).answers['f1.staff.doctors'], value, typed);
    if (typed === '約2') await beside(page, 'f1.staff.doctors').first().waitFor();
  }
});

scenario('a number whose check digit does not fit can be kept, and that is remembered', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.code': '0110112488' }), 'review');
  assert.deepEqual(await codes(page), [...await usual(), 'KF21'].sort());
  await go(page, 'facility');
  const finding = beside(page, 'facility.code');
  assert.match(await finding.innerText(), /検証番号/);
  await finding.getByRole('button', { name: 'この番号で続ける' }).click();
  await eventually(() => finding.count(), 0);
  await eventually(async () => (await record(page, 'settings'))?.acceptedCode, '0110112488');
  await go(page, 'review');
  assert.deepEqual(await codes(page), [...await usual()].sort());
  await reload(page);
  await arrived(page, 'review');
  assert.deepEqual(await codes(page), [...await usual()].sort());
  // For this number only.
  await go(page, 'facility');
  await control(page, 'facility.code').fill('0110112487');
  await go(page, 'review');
  assert.deepEqual(await codes(page), [...await usual(), 'KF21'].sort());
});

scenario('the days left are counted before, in and after the window', async ({ page, url }) => {
  const calendar = page.locator('.calendar');
  for (const [day, left, finding] of [
    ['2025-12-20', '報告期間まであと12日', /報告期間|まで/],
    ['2026-01-01', 'あと89日', null],
    ['2026-03-17', 'あと14日', null],
    ['2026-03-18', 'あと13日', /あと13日/],
    ['2026-03-31', '今日が期限です', /本日/],
    ['2026-04-02', '期限から2日過ぎています', /過ぎ|終わ/],
  ]) {
    await begin(page, url, example(), 'target', { day });
    assert.match(await calendar.innerText(), new RegExp(left), day);
    const told = (await page.locator('.verdict .finding').allInnerTexts()).join('\n');
    if (finding) assert.match(told, finding, day);
    else assert.equal(told, '', day);
  }
});

scenario('the deadline of the prefecture changes the days left and the warning, and is remembered', async ({ page, url }) => {
  await begin(page, url, example(), 'target', { day: '2026-02-20' });
  const calendar = page.locator('.calendar');
  const deadline = page.getByLabel(/が示した期限/);
  assert.match(await calendar.innerText(), /あと39日/);
  assert.equal(await page.locator('.verdict .finding').count(), 0);
  await deadline.fill('2026-02-27');
  await eventually(async () => /令和8年\(2026年\)2月27日[^]*あと7日/.test(await calendar.innerText()), true);
  assert.match(await page.locator('.verdict .finding').innerText(), /令和8年\(2026年\)2月27日.*あと7日/);
  await go(page, 'review');
  assert.ok((await codes(page)).includes('KT09'));
  await eventually(async () => (await record(page, 'settings'))?.deadline, '2026-02-27');
  await reload(page);
  await go(page, 'target');
  assert.match(await calendar.innerText(), /あと7日/);
  assert.equal(await deadline.inputValue(), '2026-02-27');
  // Outside the window it is not taken for one, and said so.
  await deadline.fill('2026-06-30');
  await calendar.getByText('報告期間の中にありません').waitFor();
  assert.match(await calendar.innerText(), /あと39日/);
  await deadline.fill('');
  await eventually(async () => (await record(page, 'settings'))?.deadline, '');
  assert.doesNotMatch(await calendar.innerText(), /報告期間の中にありません/);
});

scenario('a page that stays open over midnight counts from the new day', async ({ page, context, url }) => {
  await begin(page, url, example(), 'target', { day: '2026-03-17' });
  assert.match(await page.locator('.calendar').innerText(), /あと14日/);
  await context.clock.setFixedTime('2026-03-18T09:00:00+09:00');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await eventually(async () => /あと13日/.test(await page.locator('.calendar').innerText()), true);
});

scenario('the edition is that of the day: the next one from the year after', async ({ page, url }) => {
  for (const [day, label] of [['2026-02-01', '令和7年度報告'], ['2026-11-22', '令和8年度報告'], ['2027-02-01', '令和8年度報告']]) {
    await fresh(page, url, { day });
    await page.getByRole('button', { name: /はじめる/ }).click();
    await arrived(page, 'target');
    await page.getByRole('heading', { name: `${label}の日程` }).waitFor();
  }
});

scenario('a conditional field comes and goes with its question, and keeps what was typed', async ({ page, url }) => {
  await begin(page, url, example(), 'f2i');
  await field(page, 'f2i.partners').waitFor();
  await choose(page, '自院又は連携による時間外対応', '自院の連絡先を渡して随時対応');
  // Something stands there: it stays in view, with a word about it.
  await field(page, 'f2i.partners').waitFor();
  await page.getByRole('button', { name: /^削除/ }).click();
  await eventually(() => field(page, 'f2i.partners').count(), 0);
  await page.getByRole('button', { name: '元に戻す' }).click();
  await field(page, 'f2i.partners').waitFor();
  assert.equal(await page.getByRole('textbox', { name: '名称' }).inputValue(), '例示病院');
  await page.getByRole('button', { name: '連携医療機関を追加' }).click();
  assert.equal(await page.getByRole('textbox', { name: '名称' }).count(), 2);
});

scenario('counts that G-MIS fills in are asked only of those who count by hand', async ({ page, url }) => {
  await begin(page, url, example(), 'f2i');
  const asked = field(page, 'f2i.claims.overtime');
  assert.match(await asked.locator('.need').innerText(), /入力は任意/);
  assert.match(await (await more(page, 'f2i.claims.overtime')).innerText(), /G-MISに集計値が表示されます/);
  await go(page, 'review');
  assert.deepEqual(await codes(page), [...await usual()].sort());
  await go(page, 'facility');
  await choose(page, '電子レセプトで請求しているか', 'いいえ');
  await go(page, 'f2i');
  assert.match(await asked.locator('.need').innerText(), /必須/);
  assert.doesNotMatch(await (await more(page, 'f2i.claims.overtime')).innerText(), /G-MISに集計値が表示されます/);
  await beside(page, 'f2i.claims.overtime').first().waitFor();
});

scenario('remarks count their characters and say that they are published', async ({ page, url }) => {
  await begin(page, url, example(), 'f2ha');
  const remarks = field(page, 'f2ha.remarks');
  assert.match(await remarks.innerText(), /公表されます/);
  await type(page, '特記事項', '𠮟る髙橋');
  await remarks.getByText(/^4文字/).waitFor();
});
