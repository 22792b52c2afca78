// Which year's report: named on the first page, and said where the day is in the year of no edition.

import assert from 'node:assert/strict';

import { arrived, begin, eventually, example, fresh, go, kept } from './app.mjs';
import { accessible, fitsWidth, scenario, screenshots } from './harness.mjs';

const about = (page) => page.getByRole('region', { name: '年度' });
const year = (page) => page.locator('.start-year').innerText();

for (const [day, words] of [['2028-02-01', '令和10年'], ['1970-01-01', '昭和45年'], ['2025-03-31', '令和7年']]) {
  scenario(`on ${day}, in the year of no edition, that is said with the day, and that the clock may be wrong`, async ({ page, url }) => {
    await fresh(page, url, { day });
    const text = await about(page).innerText();
    for (const part of [words, 'この版のツールに入っていません', '端末の時計', '新しい版']) assert.ok(text.includes(part), text);
    const nearest = (await year(page)).match(/令和\d+年度報告/)[0];
    assert.ok(text.includes(nearest), text);
    await accessible(page, day);
    if (day === '2028-02-01') await screenshots(page, 'edition-none');
    await page.setViewportSize({ width: 320, height: 568 });
    await fitsWidth(page);
    await page.getByRole('button', { name: 'はじめる' }).click();
    await arrived(page, 'target');
    await about(page).waitFor();
    const draft = await kept(page);
    assert.equal(`令和${draft.edition.slice(1)}年度報告`, nearest);
  });
}

scenario('on a day in the year of an edition nothing is said, and the first page names the year, with a draft and without', async ({ page, context, url }) => {
  await fresh(page, url, { day: '2026-03-31' });
  assert.match(await year(page), /令和7年度報告/);
  assert.equal(await about(page).count(), 0);
  await begin(page, url, example(), '', { day: '2026-04-01' });
  // The draft that is kept is of the year before; a new one is not.
  assert.match(await page.locator('.start-resume').innerText(), /令和7年度報告/);
  assert.match(await year(page), /令和8年度報告/);
  assert.equal(await about(page).count(), 0);
  // The day changes in a page that stays open.
  await context.clock.setFixedTime('2027-04-01T10:00:00+09:00');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await eventually(() => about(page).count(), 1);
  await go(page, 'facility');
  await about(page).waitFor();
});
