// 控え on paper: the answers alone, from 確認 and from 書き出し, in every browser.

import assert from 'node:assert/strict';

import { begin, example, faulty, fresh, go, openFile } from './app.mjs';
import { printed, scenario } from './harness.mjs';

const plain = (text) => text.normalize('NFKC').replace(/\s+/g, '');

/** The styles as a browser has them that does not know `:has`: it leaves out each rule in whose list it stands. */
const withoutHas = (page) => page.evaluate(() => {
  let left = 0;
  const leave = (rules) => {
    for (let at = rules.cssRules.length - 1; at >= 0; at -= 1) {
      const rule = rules.cssRules[at];
      if (rule.selectorText?.includes(':has(')) {
        rules.deleteRule(at);
        left += 1;
      } else if (rule.cssRules) {
        leave(rule);
      }
    }
  };
  for (const sheet of document.styleSheets) leave(sheet);
  return left;
});

for (const [name, draft] of [['ready', example()], ['with errors', faulty]]) {
  for (const isOld of [false, true]) {
    scenario(`控え is the answers alone, the same from 確認 and from 書き出し: ${name}${isOld ? ', in a browser without :has' : ''}`, async ({ page, url }) => {
      await fresh(page, url);
      await openFile(page, JSON.stringify(draft));
      // Whom to ask is on both screens, and on no 控え.
      await go(page, 'settings');
      await page.getByRole('textbox', { name: '窓口の名称' }).fill('例示県 医療政策課');
      const sheets = {};
      for (const step of ['review', 'export']) {
        await go(page, step);
        await page.locator('main').getByText('例示県 医療政策課').first().waitFor();
        if (isOld) assert.ok(await withoutHas(page) > 0 || step === 'export');
        sheets[step] = (await printed(page)).map(plain);
        assert.match(sheets[step][0], name === 'ready' ? /^入力した内容例示クリニック/ : /^入力した内容下書き\(エラーが\d+件残っています\)例示クリニック/, step);
        const all = sheets[step].join('');
        assert.match(all, /記入者確認者$/, step);
        for (const other of ['理由と根拠', '直す必要のある', '確かめるとよい', '準備ができました', '例示県', '次へ', 'CSV', '変更(']) {
          assert.ok(!all.includes(plain(other)), `${step}: no ${other}`);
        }
      }
      assert.deepEqual(sheets.review, sheets.export);
    });
  }
}

scenario('what is not printed stays on the screen', async ({ page, url }) => {
  await begin(page, url, example(), 'review');
  await page.getByRole('heading', { name: 'G-MISへの転記の準備ができました' }).waitFor();
  assert.ok(await page.getByRole('heading', { name: '確認', level: 1 }).isVisible());
});
