// A catalogue of the person's own: read, refused with places, used with a sign, and put away again.

import assert from 'node:assert/strict';
import { accessible, scenario, screenshots } from './harness.mjs';
import { begin, eventually, example, field, go, reload, source } from './app.mjs';

const edition = await source('crates/catalog/editions/R7.toml');
const OWN = '時間外の電話当番(手直しした項目名)';
const edited = edition.replace('short = "在宅当番医制"', `short = "${OWN}"`).replace('label = "令和7年度報告"', 'label = "令和7年度報告(県の手直し)"');

const choose = (page, text, name = 'R7.toml') => page.getByLabel('台帳のファイルを選ぶ')
  .setInputFiles({ name, mimeType: 'application/toml', buffer: Buffer.from(text) });
const sign = (page) => page.getByRole('region', { name: '台帳' });

scenario('an edited catalogue is used with a sign on every screen, over a reload, until it is put away', async ({ page, url }) => {
  assert.notEqual(edited, edition);
  await begin(page, url, example({ 'f2i.rota': undefined }), 'settings');
  await choose(page, edited);
  await page.locator('#shelf').getByText('台帳「令和7年度報告(県の手直し)」').waitFor();
  await sign(page).getByText('内蔵のものではない台帳').waitFor();
  await accessible(page, 'own catalogue');
  await screenshots(page, 'catalog-own');
  for (const step of ['review', 'f2i', 'export']) {
    await go(page, step);
    await sign(page).waitFor();
  }
  await go(page, 'review');
  await page.locator('.summary').getByText(OWN).first().waitFor();
  await reload(page);
  await sign(page).waitFor();
  await page.locator('.summary').getByText(OWN).first().waitFor();

  await sign(page).getByRole('button', { name: '内蔵の台帳に戻す' }).click();
  await eventually(() => sign(page).count(), 0);
  await page.locator('.summary').getByText('在宅当番医制').first().waitFor();
  assert.equal(await page.locator('.summary').getByText(OWN).count(), 0);
  await reload(page);
  assert.equal(await sign(page).count(), 0);
});

scenario('a catalogue of another edition waits for drafts of its own', async ({ page, url }) => {
  await begin(page, url, { ...example(), edition: 'R8' }, 'settings', { day: '2027-02-01' });
  await choose(page, edited);
  await page.locator('#shelf').getByText('台帳「令和7年度報告(県の手直し)」').waitFor();
  assert.equal(await sign(page).count(), 0);
});

scenario('a catalogue with mistakes is refused with line and column, and the one in use stays', async ({ page, url }) => {
  await begin(page, url, example(), 'settings');
  const faults = {
    'a wrong id': edition.replace('id = "f2i.rota"', 'id = "f2i.rotas"'),
    'a missing option': edition.replace('{ key = "dental_only", label = "歯科医業のみを行う病院・診療所", help = "医科の診療も行っている場合は当たりません。" },', ''),
    'no TOML': '{ "edition": "R7" ',
  };
  for (const [name, text] of Object.entries(faults)) {
    assert.notEqual(text, edition, name);
    await choose(page, text, `${name}.toml`);
    await page.getByText(`「${name}.toml」には直すところが`).waitFor();
    assert.match(await page.locator('#shelf li').first().innerText(), /^\d+行\d+列: /, name);
    assert.equal(await sign(page).count(), 0, name);
  }
  await screenshots(page, 'catalog-refused');
  await choose(page, Buffer.from([0x8d, 0xc4]), 'sjis.toml');
  await page.getByText('文字コードがUTF-8ではない').waitFor();
  await choose(page, 'x'.repeat(2_000_000), 'large.toml');
  await page.getByText('この大きさのファイルは台帳ではありません').waitFor();
  await go(page, 'f2i');
  await field(page, 'f2i.rota').waitFor();
});

scenario('where what reads a catalogue cannot be loaded that is said, and the next try works', async ({ page, url, tolerate }) => {
  tolerate(/ERR_FAILED|Failed to load/);
  const chunk = '**/assets/split_tables-*.wasm';
  await page.route(chunk, (route) => route.abort());
  await begin(page, url, example(), 'settings');
  await choose(page, edited);
  await page.locator('#shelf').getByText('台帳を読む部品を読み込めませんでした。').waitFor();
  assert.equal(await sign(page).count(), 0);
  await page.unroute(chunk);
  await choose(page, edited);
  await page.locator('#shelf').getByText('台帳「令和7年度報告(県の手直し)」').waitFor();
});
