// On every screen: what each control is called, what a browser may do with what is typed, and that no id stands twice.

import assert from 'node:assert/strict';

import { STEPS, begin, blank, example, faulty, field, fresh, full, go, openFile } from './app.mjs';
import { scenario } from './harness.mjs';

const EVERYWHERE = ['', ...STEPS, 'explain', 'drafts', 'history', 'differences', 'transcribe', 'guide', 'guide/2', 'help', 'settings', 'embed'];

const CONTROLS = new Set([
  'button', 'checkbox', 'combobox', 'ComboBoxSelect', 'link', 'radio', 'searchbox', 'spinbutton', 'textbox', 'DisclosureTriangle',
  'DisclosureTriangleGrouped', 'Date', 'ColorWell',
]);
const GROUPS = new Set(['group', 'radiogroup']);

/** Goes to a screen, guide pages too. */
async function show(page, step) {
  if (!step.startsWith('guide/')) return go(page, step);
  await page.evaluate((name) => { location.hash = `#/${name}`; }, step);
  await page.getByRole('heading', { name: `${step.slice('guide/'.length)}/3` }).waitFor();
}

const unfold = (page) => page.evaluate(() => {
  document.querySelectorAll('.more-button[aria-expanded=false]').forEach((button) => button.click());
  return new Promise((drawn) => { setTimeout(drawn, 100); }).then(() => {
    document.querySelectorAll('details').forEach((details) => { details.open = true; });
  });
});

/** The controls as a screen reader is told of them, in order: role, name, the groups they are in, where a link leads. */
async function controls(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const text = (value) => String(value?.value ?? '').trim();
  const above = (node) => {
    const found = [];
    for (let at = byId.get(node.parentId); at; at = byId.get(at.parentId)) if (!at.ignored) found.push(at);
    return found;
  };
  const groups = (node) => above(node).filter((at) => GROUPS.has(text(at.role)) && text(at.name)).map((at) => text(at.name)).join(' < ');
  // The parts of a control are the browser's own.
  const isOwn = (node) => !above(node).some((at) => CONTROLS.has(text(at.role)));
  return nodes.filter((node) => !node.ignored && CONTROLS.has(text(node.role)) && isOwn(node)).map((node) => ({
    role: text(node.role),
    name: text(node.name),
    groups: groups(node),
    url: node.properties?.find(({ name }) => name === 'url')?.value.value ?? '',
  }));
}

/**
 * Controls that cannot be told from another. Left out is
 * - a link with the name of another that leads to the same place: it does not matter which is followed;
 * - an option (radio button, check box) with the name of one in another group: the group, which is read with it, is the
 *   question that it answers.
 */
function alike(all) {
  const seen = new Map();
  const found = [];
  for (const { role, name, groups, url } of all) {
    const isOption = role === 'radio' || role === 'checkbox';
    const key = [role, name, isOption ? groups : ''].join(' | ');
    if (seen.has(key) && !(url && seen.get(key) === url)) found.push(key);
    seen.set(key, url);
  }
  return [...new Set(found)];
}

/** What is seen on a control has to be in its name, so that who speaks it is heard (WCAG 2.5.3). */
const unspoken = (page) => page.evaluate(() => {
  const plain = (words) => words.replace(/\s+/g, '');
  return [...document.querySelectorAll('.page [aria-label]:is(button, a, summary, input, select, textarea)')]
    .filter((control) => !plain(control.getAttribute('aria-label')).includes(plain(control.innerText ?? '')))
    .map((control) => control.outerHTML);
});

const twice = (page) => page.evaluate(() => {
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  return ids.filter((id, at) => ids.indexOf(id) !== at || id.startsWith('-') || id.includes('undefined'));
});

/** Fields that a browser may look into: some send what they check for spelling, or fill in and put right what is typed. */
const loose = (page) => page.evaluate(() => {
  const typed = 'textarea, [contenteditable], input:not([type=radio], [type=checkbox], [type=file], [type=button], [type=color], [type=date])';
  const wanted = { spellcheck: 'false', autocomplete: 'off', autocorrect: 'off', autocapitalize: 'off' };
  const isLoose = (element) => element.closest('[writingsuggestions=false]') === null || element.spellcheck !== false;
  return [...document.querySelectorAll(typed)]
    .filter((element) => !element.readOnly)
    .flatMap((element) => Object.entries(wanted)
      .filter(([name, value]) => element.getAttribute(name) !== value || isLoose(element))
      .map(([name]) => `${name} of ${element.id || element.labels?.[0]?.innerText || element.getAttribute('aria-label') || element.outerHTML}`));
});

/** All that is wrong with the screen as it is, a line each. */
async function wrong(page, where) {
  await unfold(page);
  const all = await controls(page);
  assert.ok(all.length > 3, where);
  const named = (what, found) => found.map((one) => `${where}: ${what}: ${one}`);
  return [
    ...named('the same role and name', alike(all)),
    ...named('no name', all.filter(({ name }) => name === '').map(({ role, groups }) => `${role} in ${groups}`)),
    ...named('what is seen is not in the name', await unspoken(page)),
    ...named('an id', await twice(page)),
    ...named('a field', await loose(page)),
  ];
}

const check = async (page, where) => assert.deepEqual(await wrong(page, where), []);

for (const [name, draft] of [['empty', blank], ['filled', full], ['an example', example()], ['faulty', faulty]]) {
  scenario(`every control has a name of its own, every field is left alone and every id stands once: ${name}`, async ({ page, url }) => {
    page.on('dialog', (dialog) => dialog.accept());
    if (draft === faulty) {
      // A file that was opened shows all that is wrong with it.
      await fresh(page, url);
      await openFile(page, JSON.stringify(draft));
    } else {
      await begin(page, url, draft, 'target');
    }
    const found = [];
    for (const step of EVERYWHERE) {
      await show(page, step);
      found.push(...await wrong(page, `${name} #/${step}`));
    }
    assert.deepEqual(found, []);
  });
}

scenario('the same in the states that come and go', async ({ page, url }) => {
  page.on('dialog', (dialog) => dialog.accept());
  const rows = [{ name: '例示病院', content: '入院' }, { name: '例示第二病院', content: '検査' }, { name: '', content: '' }];
  await begin(page, url, example({ 'f1.posted': 'no', 'f2i.partners': rows, 'f2ha.stations': ['例示訪問看護', '例示第二訪問看護'] }), 'f2i');
  await page.getByRole('button', { name: '入力済みの内容を見る' }).click();
  await check(page, 'rows');
  await go(page, 'f2ha');
  await page.getByRole('button', { name: '入力済みの内容を見る' }).click();
  await check(page, 'more rows');

  await begin(page, url, example(), 'f1');
  for (const calculator of await page.locator('.calculator').all()) {
    await calculator.evaluate((details) => { details.open = true; });
    for (const input of await calculator.locator('input').all()) await input.fill('3');
  }
  await field(page, 'f1.areas').getByRole('checkbox', { name: '該当無し' }).click();
  await check(page, 'calculated, and asked about 該当無し');
  await go(page, 'f2i');
  for (const calculator of await page.locator('.calculator').all()) {
    await calculator.evaluate((details) => { details.open = true; });
    for (const input of await calculator.locator('input').all()) await input.fill('30');
  }
  await check(page, 'calculated');

  await go(page, 'settings');
  await page.getByRole('button', { name: '設定を初期値に戻す' }).click();
  await check(page, 'asked about the settings');

  // Several drafts, one of them deleted, one being named.
  await go(page, '');
  await openFile(page, JSON.stringify(faulty));
  await go(page, 'drafts');
  for (const count of [1, 2, 3]) {
    await page.getByRole('button', { name: /^写しを作る/ }).first().click();
    await page.locator('.drafts-entry').nth(count).waitFor();
  }
  await page.getByRole('button', { name: /^削除/ }).last().click();
  await page.locator('.drafts-undo').waitFor();
  await page.getByRole('button', { name: /^名前を変える/ }).first().click();
  await page.getByRole('button', { name: /^名前を変える/ }).nth(1).click();
  await check(page, 'drafts');

  await go(page, 'export');
  await page.getByRole('checkbox', { name: '「下書き」と入れて書き出す' }).check();
  await check(page, 'as a draft');
  await go(page, 'transcribe');
  await page.getByRole('button', { name: '下書きとして開く' }).click();
  await page.locator('.keying-item').first().waitFor();
  for (const section of await page.locator('.keying-section').all()) {
    await section.click();
    await check(page, `keying ${await section.innerText()}`);
  }

  await go(page, 'embed');
  await page.getByRole('button', { name: '例を入れてみる' }).click();
  for (const what of ['問い合わせ先', 'リンク']) {
    await page.getByRole('button', { name: `${what}を足す` }).click();
    await page.getByRole('button', { name: `${what}を足す` }).click();
  }
  await check(page, 'embed, filled in');
  await page.getByRole('button', { name: /^取り除く/ }).first().click();
  await check(page, 'embed, one taken out');

  await go(page, '');
  await page.getByLabel('下書きファイル').setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{') });
  await page.locator('.open-file [role=alert]').waitFor();
  await check(page, 'a file refused');
  await page.getByRole('button', { name: '記入例を開く' }).click();
  await page.locator('.banner.is-example').waitFor();
  await check(page, 'the example');
});

scenario('next year, with last year beside', async ({ page, url }) => {
  await begin(page, url, full, 'drafts', { day: '2026-12-01' });
  await unfold(page);
  await page.getByRole('button', { name: /^この下書きから来年の分を始める/ }).click();
  await page.locator('.page:not([data-step="drafts"])').waitFor();
  const found = [];
  for (const step of EVERYWHERE) {
    await show(page, step);
    found.push(...await wrong(page, `next year #/${step}`));
  }
  assert.deepEqual(found, []);
});

scenario('what a name is about stands in it', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  await unfold(page);
  const names = (await controls(page)).map(({ name }) => name);
  for (const wanted of [/^取り消す ?\(電子処方箋/, /^すべて選ぶ ?\(.*領域/, /^くわしく ?\(医師数/]) {
    assert.ok(names.some((name) => wanted.test(name)), `${wanted} in ${names.join(' / ')}`);
  }
});
