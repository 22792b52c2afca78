// What is not asked is handed over to nobody, stays in the draft, and comes back.

import assert from 'node:assert/strict';

import { scenario, screenshots } from './harness.mjs';
import { arrived, begin, choose, download, eventually, example, go, kept, parseCsv } from './app.mjs';

const SAID = /^1号機能が「無し」のため、入力済みの2号機能の\d+項目の回答は、報告する内容から除いています。下書きには残っています。$/;
const state = (page, label) => page.getByRole('navigation', { name: '入力の手順' }).getByRole('listitem').filter({ hasText: label }).locator('.step-state').innerText();
const answers = (page) => page.locator('.answers').innerText();
const keyed = (page) => page.getByRole('navigation', { name: '機能' }).getByRole('button').allInnerTexts();

async function transcribe(page) {
  await go(page, 'export');
  await page.getByRole('link', { name: '画面で見ながら転記する' }).click();
  await arrived(page, 'transcribe');
}

scenario('without 1号機能 no answer of 2号機能 is listed for keying, printed or counted, until it is back', async ({ page, url }) => {
  await begin(page, url, example({ 'f1.willing': 'no' }), 'f1');
  await choose(page, /「報告事項」の院内掲示による公表/, '無し');
  await eventually(() => state(page, '2号機能 イ'), '報告不要');
  await transcribe(page);
  await page.locator('.keying-progress').waitFor();
  assert.equal((await keyed(page)).filter((name) => name.startsWith('2号機能')).length, 0);
  assert.match(await page.locator('.keying .hint').filter({ hasText: '除いています' }).innerText(), SAID);
  await screenshots(page, 'asked-transcribe');
  for (const step of ['review', 'export']) {
    await go(page, step);
    assert.doesNotMatch(await answers(page), /在宅当番医制|例示病院/);
    assert.match(await page.locator('.answers .left-out').innerText(), SAID);
  }
  await screenshots(page, 'asked-export');
  const { bytes } = await download(page, () => page.getByRole('button', { name: 'CSV(システム連携)' }).click());
  const rows = parseCsv(bytes.toString('utf8'));
  assert.ok(!rows.some((cells) => cells.at(-1).startsWith('f2')));
  assert.equal(rows.filter((cells) => SAID.test(cells[6])).length, 1);
  // All of it is still there, and comes back.
  assert.equal((await kept(page)).answers['f2i.rota'], 'm1');
  await go(page, 'f1');
  await choose(page, /「報告事項」の院内掲示による公表/, '有り');
  await transcribe(page);
  await eventually(async () => (await keyed(page)).filter((name) => name.startsWith('2号機能')).length, 4);
  await go(page, 'review');
  assert.match(await answers(page), /例示病院/);
  // What depends on 1号機能 being lacking is left out now.
  assert.match(await page.locator('.answers .left-out').innerText(), /^いまの回答では尋ねない項目のため、「[^」]+」の回答は、/);
});

scenario('of who is no target nothing is listed, and the steps say that nothing is asked', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.exclusion': 'dental_only' }), 'review');
  for (const label of ['1号機能', '2号機能 イ', 'その他']) assert.equal(await state(page, label), '報告不要', label);
  assert.match(await page.locator('.answers .left-out').innerText(), /^報告の対象外のため、/);
  assert.doesNotMatch(await answers(page), /例示病院|医師数/);
  await transcribe(page);
  await page.locator('.keying-progress').waitFor();
  assert.equal((await keyed(page)).length, 1);
});

scenario('a conditional answer whose condition is gone is left out and said by its name', async ({ page, url }) => {
  await begin(page, url, example({ 'f2i.own': 'own' }), 'review');
  assert.match(await page.locator('.answers .left-out').innerText(), /「時間外の連携医療機関」の回答は、報告する内容から除いています/);
  assert.doesNotMatch(await answers(page), /夜間の電話対応と受入れ/);
  // In the form it can be seen, so that it can be taken away.
  await go(page, 'f2i');
  await page.locator('[id="field-f2i.partners"]').waitFor();
});
