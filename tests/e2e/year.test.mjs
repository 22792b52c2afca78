// Next year's draft from last year's, the page of differences, and 変更報告.

import assert from 'node:assert/strict';

import { accessible, fitsWidth, printed, scenario, screenshots } from './harness.mjs';
import {
  arrived, begin, beside, blank, control, eventually, example, field, go, kept, reload, stored, type,
} from './app.mjs';

/** A day on which R8 is the edition to be prepared. */
const NEXT = '2026-11-22';

const card = (page, name) => page.locator('#shelf > .drafts-list > .drafts-entry').filter({ has: page.getByRole('heading', { name }) });
const later = (page, name, button) => card(page, name).getByRole('button', { name: new RegExp(`^${button}`) });
const notice = (page, text) => page.locator('.banner', { hasText: text });
const last = example({ 'f1.staff.doctors': 2, 'f2i.claims.overtime': 120, 'f2i.rota': 'm1', 'zzz.unknown': 'kept' });

/** Starts next year's draft from the one that is kept. */
async function startNext(page, url, draft = last) {
  await begin(page, url, draft, 'drafts', { day: NEXT });
  await page.locator('.drafts-later > summary').first().click();
  await later(page, '例示クリニック', 'この下書きから来年の分を始める').click();
  await notice(page, '令和8年度報告の下書きを作りました').waitFor();
  // It opens where the first answer is missing.
  await arrived(page, 'f1');
}

scenario('next year begins with the facts and without the figures, and last year stays as it was', async ({ page, url }) => {
  await begin(page, url, last, 'drafts', { day: NEXT });
  const before = (await stored(page, 'drafts')).current;
  await page.locator('.drafts-later > summary').first().click();
  await page.setViewportSize({ width: 375, height: 812 });
  await accessible(page, 'list');
  await screenshots(page, 'year-list');
  await page.setViewportSize({ width: 1280, height: 900 });
  await later(page, '例示クリニック', 'この下書きから来年の分を始める').click();
  await notice(page, '令和8年度報告の下書きを作りました').waitFor();
  const drafts = await stored(page, 'drafts');
  assert.deepEqual(drafts.current, before);
  const [id] = Object.keys(drafts).filter((key) => key !== 'current');
  const made = JSON.parse(drafts[id].text);
  assert.deepEqual([made.edition, made.report, made.facility], ['R8', 'periodic', last.facility]);
  assert.equal(made.answers['zzz.unknown'], 'kept');
  for (const name of ['f1.staff.doctors', 'f2i.claims.overtime', 'f2i.rota']) assert.equal(made.answers[name], undefined, name);
  assert.deepEqual(made.answers['f1.areas'], last.answers['f1.areas']);
  assert.equal((await stored(page, 'beside'))[`${id},lastYear`].value, before.text);
});

scenario('last year stands beside the field, and may be taken over where it can still be true', async ({ page, url }) => {
  await startNext(page, url);
  await go(page, 'f1');
  const doctors = field(page, 'f1.staff.doctors');
  await doctors.getByText('前年: 2人').waitFor();
  await accessible(page, 'fields');
  await screenshots(page, 'year-fields');
  await doctors.getByRole('button', { name: /^前年の値を入れる/ }).click();
  assert.equal(await control(page, 'f1.staff.doctors').inputValue(), '2');
  assert.equal((await kept(page)).answers['f1.staff.doctors'], 2);
  assert.equal(await doctors.getByText('前年: 2人').count(), 0);

  // The result of a period is no more than a reminder.
  await go(page, 'f2i');
  await field(page, 'f2i.claims.overtime').getByText('前年: 120回').waitFor();
  assert.equal(await field(page, 'f2i.claims.overtime').getByRole('button', { name: /前年/ }).count(), 0);
  await field(page, 'f2i.rota').getByText('前年: 有り(月1回)').waitFor();
});

scenario('a carried-over fact is marked until it was looked at or changed', async ({ page, url }) => {
  await startNext(page, url);
  await go(page, 'facility');
  const [name, phone] = [field(page, 'facility.name'), field(page, 'facility.phone')];
  await name.getByText('前年のまま').waitFor();
  await phone.getByText('前年のまま').waitFor();
  await control(page, 'facility.name').focus();
  await control(page, 'facility.phone').focus();
  await eventually(() => name.getByText('前年のまま').count(), 0);
  await phone.getByText('前年のまま').waitFor();
  await type(page, '電話番号', '011-999-9999');
  await phone.getByText(`前年: ${last.facility.phone}`).waitFor();
  await kept(page);
  await reload(page);
  await phone.getByText(`前年: ${last.facility.phone}`).waitFor();
  assert.equal(await name.getByText('前年のまま').count(), 0);
});

scenario('a number that is ten times last year is asked about', async ({ page, url }) => {
  await startNext(page, url);
  await go(page, 'f2i');
  await control(page, 'f2i.claims.overtime').fill('1200');
  await control(page, 'f2i.claims.midnight').focus();
  const told = beside(page, 'f2i.claims.overtime').locator('.finding-code', { hasText: 'KX01' });
  await told.waitFor({ state: 'attached' });
  await control(page, 'f2i.claims.overtime').fill('1199');
  await eventually(() => told.count(), 0);
});

scenario('the page of differences says what changed since last year, and can be printed', async ({ page, url }) => {
  await startNext(page, url);
  await go(page, 'facility');
  await type(page, '医療機関の名称', '改名クリニック');
  await kept(page);
  await go(page, 'review');
  await page.getByRole('link', { name: '前年や、確認を受けた内容との違いを見る' }).click();
  await arrived(page, 'differences');
  await page.getByRole('heading', { name: '前年との違い(令和7年度報告 → 令和8年度報告)' }).waitFor();
  const row = page.locator('.year-table tr', { hasText: '医療機関の名称' });
  assert.deepEqual(await row.locator('td').allInnerTexts(), ['例示クリニック', '改名クリニック']);
  await page.getByText(/^今年の数や実績をまだ入れていない項目 \d+件$/).click();
  await page.locator('.year-table tr', { hasText: '120回' }).waitFor();
  await page.locator('.year-table tr', { hasText: '報告の期間' }).getByText('令和9年1月1日〜令和9年3月31日').waitFor();
  // Nothing that the edition does not know is dropped.
  await page.locator('.year-table tr', { hasText: 'zzz.unknown' }).waitFor();
  await accessible(page, 'differences');
  await screenshots(page, 'year-differences');
  await page.setViewportSize({ width: 375, height: 812 });
  await accessible(page, 'differences 375');
  await page.setViewportSize({ width: 320, height: 568 });
  await fitsWidth(page);
  const [sheet] = await printed(page);
  assert.match(sheet, /改名クリニック \/ 令和8年度報告/);
  assert.match(sheet, /例示クリニック/);
  assert.doesNotMatch(sheet, /この一覧を印刷する/);
});

scenario('without a later edition it says why nothing was started', async ({ page, url }) => {
  await begin(page, url, { ...example(), edition: 'R8' }, 'drafts', { day: NEXT });
  await page.locator('.drafts-later > summary').first().click();
  await later(page, '例示クリニック', 'この下書きから来年の分を始める').click();
  await notice(page, 'まだこのツールにありません').waitFor();
  assert.equal(Object.keys(await stored(page, 'drafts')).length, 1);
});

scenario('with nothing to compare the page of differences says so', async ({ page, url }) => {
  await begin(page, url, blank, 'differences');
  await page.getByText('比べる下書きがありません').waitFor();
  await accessible(page, 'nothing');
});

scenario('what the prefecture confirmed is kept, compared, and leads to 変更報告', async ({ page, url }) => {
  await begin(page, url, example({ 'f2ni.acp': 'yes' }), 'drafts');
  await page.locator('.drafts-later > summary').first().click();
  await later(page, '例示クリニック', '都道府県の確認を受けた内容として残す').click();
  await card(page, '例示クリニック').getByText('2026年2月1日に残しました').waitFor();

  // What is no structure does not ask for a report.
  await go(page, 'facility');
  await type(page, '電話番号', '011-999-9999');
  await kept(page);
  await go(page, 'differences');
  await page.getByText('2号機能の体制の項目は変わっていません').waitFor();
  await page.locator('.year-table tr', { hasText: '011-999-9999' }).waitFor();
  assert.equal(await page.getByRole('button', { name: '変更報告の下書きを作る' }).count(), 0);
  await accessible(page, 'untouched');

  await go(page, 'f2ni');
  await field(page, 'f2ni.acp').getByRole('radio').first().check();
  await kept(page);
  await go(page, 'review');
  await eventually(() => page.locator('.finding-code', { hasText: 'KX02' }).count(), 1);
  await go(page, 'differences');
  await page.getByText('2号機能の体制の項目が1件変わっています').waitFor();
  await page.getByText('根拠の条文').click();
  await page.getByText('当該確認を受けた体制について変更が生じたときは').waitFor();
  await page.getByText(/速やかに行うものとする/).waitFor();
  await accessible(page, 'touched');
  await screenshots(page, 'year-confirmed');
  await page.getByRole('button', { name: '変更報告の下書きを作る' }).click();
  await notice(page, '変更報告の下書きを作りました').waitFor();
  await page.locator('.header-name', { hasText: '変更報告' }).waitFor();
  await arrived(page, 'review');
  const drafts = Object.values(await stored(page, 'drafts')).map(({ text }) => JSON.parse(text));
  assert.deepEqual(drafts.map(({ report }) => report).sort(), ['change', 'periodic']);
  const made = drafts.find(({ report }) => report === 'change');
  assert.equal(made.answers['f2ni.acp'], 'no');
  await go(page, 'differences');
  await page.getByText('2号機能の体制の項目が1件変わっています').waitFor();
});
