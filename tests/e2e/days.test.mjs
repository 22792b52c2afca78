// Days: typed as people write them, kept where they are none, shown in both calendars, and found where they cannot be meant.

import assert from 'node:assert/strict';

import { accessible, fitsWidth, scenario, screenshots } from './harness.mjs';
import { arrived, begin, beside, eventually, example, field, fresh, go, kept, onDay, record, reload, status } from './app.mjs';
import { host, ready } from './hosts.mjs';

const CLOSED = 'facility.closed_on';
const input = (page, id) => field(page, id).getByRole('textbox');
const line = (page, id) => field(page, id).locator('.day');
const fold = (page) => page.locator('details.fold > summary').first();
const answer = async (page) => (await kept(page)).facility.closed_on;
const decided = (page) => status(page, '報告の対象').locator('.status-value').innerText();

scenario('a day is taken as people write it, and what was understood stands below in both calendars', async ({ page, url }) => {
  await begin(page, url, example(), 'target');
  await fold(page).click();
  const closed = input(page, CLOSED);
  assert.match(await line(page, CLOSED).innerText(), /^例: /);
  for (const typed of ['2026-03-20', '2026/3/20', '2026.3.20', '20260320', '令和8年3月20日', 'R8.3.20', '令和8.3.20', '２０２６／３／２０', 'Ｒ８．３．２０', '令和8年(2026年)3月20日']) {
    await closed.fill(typed);
    await eventually(() => line(page, CLOSED).innerText(), '令和8年(2026年)3月20日', typed);
    await eventually(() => answer(page), '2026-03-20', typed);
    // What was typed is not written over.
    assert.equal(await closed.inputValue(), typed);
  }
  for (const [typed, iso, words] of [
    ['昭和64年1月7日', '1989-01-07', '昭和64年(1989年)1月7日'], ['平成元年1月8日', '1989-01-08', '平成元年(1989年)1月8日'],
    ['H31.4.30', '2019-04-30', '平成31年(2019年)4月30日'], ['令和元年5月1日', '2019-05-01', '令和元年(2019年)5月1日'],
  ]) {
    await closed.fill(typed);
    await eventually(() => line(page, CLOSED).innerText(), words);
    await eventually(() => answer(page), iso);
  }
  await reload(page);
  await arrived(page, 'target');
  assert.equal(await input(page, CLOSED).inputValue(), '2019-05-01');
  assert.equal(await line(page, CLOSED).innerText(), '令和元年(2019年)5月1日');
  await accessible(page, 'a day that was typed');
  await screenshots(page, 'days');
});

scenario('letter by letter the field leaves what is typed alone, and a half-typed day counts as typed', async ({ page, url }) => {
  await begin(page, url, example(), 'target');
  await fold(page).click();
  const closed = input(page, CLOSED);
  await closed.click();
  await page.keyboard.type('令和8年3月2');
  assert.equal(await closed.inputValue(), '令和8年3月2');
  await page.keyboard.type('0日');
  assert.equal(await closed.inputValue(), '令和8年3月20日');
  await page.keyboard.press('Home');
  for (let times = 0; times < 4; times += 1) await page.keyboard.press('Delete');
  await eventually(() => answer(page), '3月20日');
  assert.match(await line(page, CLOSED).innerText(), /日付として読み取れません/);
  await closed.blur();
  await eventually(() => beside(page, CLOSED).count(), 1);
  assert.equal(await closed.getAttribute('aria-invalid'), 'true');
  // The line below, like help and finding, describes the field.
  const described = (await closed.getAttribute('aria-describedby')).split(' ');
  assert.ok(described.includes(await line(page, CLOSED).getAttribute('id')));
  assert.equal(await decided(page), '未定');
  await accessible(page, 'no day');
  await screenshots(page, 'days-none');
  await page.setViewportSize({ width: 375, height: 812 });
  await fitsWidth(page);
});

scenario('what is no day stands in its field and can be cleared', async ({ page, url }) => {
  await begin(page, url, example({ [CLOSED]: 'なし' }), 'target');
  const closed = input(page, CLOSED);
  assert.equal(await closed.inputValue(), 'なし');
  await closed.fill('');
  await eventually(() => answer(page), undefined);
  await closed.blur();
  await eventually(() => decided(page), '対象');
  assert.equal(await beside(page, CLOSED).count(), 0);
  assert.match(await line(page, CLOSED).innerText(), /^例: /);
});

scenario('a day that an era does not have is told, with the day that may be meant', async ({ page, url }) => {
  await begin(page, url, example(), 'target');
  await fold(page).click();
  await input(page, CLOSED).fill('令和元年4月1日');
  await eventually(() => line(page, CLOSED).innerText(), 'この元号に、この日はありません。平成31年(2019年)4月1日のことでしたら、そのように入れてください。');
  await eventually(() => answer(page), '令和元年4月1日');
  await input(page, CLOSED).fill('8.4.1');
  await eventually(() => line(page, CLOSED).innerText(), '何年のことかわかりません。年は、西暦の4桁か、元号を付けて(令和8年、R8)入れてください。');
});

scenario('a year of one digit is found, told with the year that may be meant, and decides nothing', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.opened_on': '0009-01-20' }), 'target');
  assert.equal(await decided(page), '未定');
  assert.equal(await line(page, 'facility.opened_on').innerText(), '西暦9年1月20日');
  await go(page, 'review');
  await page.getByText('令和9年(2027年)1月20日のことかもしれません。').first().waitFor();
  assert.match(await page.locator('.answers').innerText(), /西暦9年1月20日/);
  await go(page, 'target');
  await input(page, 'facility.opened_on').fill('R7.1.20');
  await eventually(() => decided(page), '対象');
});

scenario('the deadline is taken in the same ways, and what is no day is told and kept', async ({ page, url }) => {
  await fresh(page, url, { day: '2026-02-01' });
  await go(page, 'settings');
  const deadline = page.locator('#deadline');
  const words = page.locator('#deadline-day');
  await deadline.fill('令和8年3月6日');
  await eventually(() => words.innerText(), '令和8年(2026年)3月6日');
  await eventually(async () => (await record(page, 'settings')).deadline, '2026-03-06');
  assert.equal(await deadline.inputValue(), '令和8年3月6日');
  await deadline.fill('3月6日');
  await eventually(() => words.innerText(), '日付として読み取れません。「2026-04-01」「令和8年4月1日」「R8.4.1」のように入れてください。');
  await eventually(async () => (await record(page, 'settings')).deadline, '3月6日');
  assert.equal(await page.getByText('この日は報告期間の中にありません').count(), 0);
  await deadline.fill('2026/4/1');
  await page.getByText('この日は報告期間の中にありません').waitFor();
  await accessible(page, 'deadline');
});

scenario('the configuration of a prefecture takes its day in the same ways', async ({ page, url }) => {
  await fresh(page, url, { day: '2026-11-22' });
  await go(page, 'embed');
  const day = page.locator('.field').filter({ has: page.locator('.day') });
  await day.getByRole('textbox').fill('令和9年2月26日');
  await eventually(() => day.locator('.day').innerText(), '令和9年(2027年)2月26日');
  await day.getByRole('textbox').fill('2月末');
  await day.getByRole('textbox').blur();
  await day.locator('.finding').first().waitFor();
  assert.equal(await day.getByRole('textbox').inputValue(), '2月末');
});

for (const mode of ['quick', 'full']) {
  scenario(`${mode} of the element takes days in the same ways`, async ({ page, context, test: t }) => {
    await onDay(context, '2026-02-01');
    await page.goto((await host(t, `<kakari-checker mode="${mode}" edition="R7"></kakari-checker>`)).url);
    const element = await ready(page);
    const summary = element.locator('summary', { hasText: '最近、開設・休院・再開・廃院' });
    if (await summary.count()) await summary.click();
    const closed = element.getByRole('textbox', { name: /^廃院/ });
    const words = element.locator(`[id="${await closed.getAttribute('id')}-day"]`);
    const given = () => element.evaluate((own) => own.draft.facility.closed_on);
    await closed.fill('令和8年3月20日');
    await eventually(() => words.innerText(), '令和8年(2026年)3月20日');
    await eventually(given, '2026-03-20');
    assert.equal(await closed.inputValue(), '令和8年3月20日');
    await closed.fill('なし');
    await eventually(given, 'なし');
    assert.match(await words.innerText(), /日付として読み取れません/);
    assert.ok((await closed.getAttribute('aria-describedby')).includes(await words.getAttribute('id')));
    await closed.fill('');
    await eventually(given, undefined);
    await accessible(page, `${mode} with days`);
    await screenshots(page, `days-${mode}`);
  });
}
