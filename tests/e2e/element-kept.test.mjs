// <kakari-checker>: what must not be lost, be stale, or share a name.

import assert from 'node:assert/strict';

import { download, eventually, example, faulty, onDay } from './app.mjs';
import { field as fieldOf, main, step } from './element.mjs';
import { accessible, scenario, screenshots } from './harness.mjs';
import { host, ready } from './hosts.mjs';

/** Opens a page with one element. */
async function opened(page, context, t, { attributes = '', day = '2026-02-01' } = {}) {
  await onDay(context, day);
  await page.goto((await host(t, `<kakari-checker ${attributes}></kakari-checker>`)).url);
  return ready(page);
}

const choose = (element, option) => element.getByRole('radio', { name: new RegExp(`^${option}`) }).check();
const STEPS = ['対象', '医療機関', '1号機能', '2号機能 イ', '2号機能 ロ', '2号機能 ハ', '2号機能 ニ', 'その他', '確認', '院内掲示', '書き出し'];
const textOf = (element) => element.evaluate(({ draftText }) => draftText);
async function give(element, draft) {
  await element.evaluate((own, given) => { own.draft = given; }, draft);
  await element.locator('.root[data-state="ready"]').waitFor();
}
const asks = (page) => page.evaluate(() => {
  const event = document.createEvent('BeforeUnloadEvent');
  event.initEvent('beforeunload', false, true);
  dispatchEvent(event);
  return [event.defaultPrevented, event.returnValue];
});

// The draft ----------------------------------------------------------------------------------------------------------------

const TWICE = '{"format":"kakari-report","version":1,"edition":"R7","report":"periodic","facility":{"name":"甲","name":"乙"},"answers":{"f1.posted":"no","f1.posted":"yes","zzz":1.50},"answers":{"f1.function":"yes","f1.generalist.fte":1e400},"later":[1.0,-0,1e-7]}';

scenario('what the element does not understand stays: a damaged member, members given twice, numbers as they were typed', async ({ page, context, test: t }) => {
  const element = await opened(page, context, t);
  await give(element, '{"format":"kakari-report","edition":"R7","answers":[1.50,{"kept":true}],"facility":"壊れた"}');
  await choose(element, 'いずれにも当たらない');
  await eventually(async () => JSON.parse(await textOf(element)).facility, { exclusion: 'none' });
  const damaged = await textOf(element);
  assert.match(damaged, /"facility\(1\)": "壊れた"/);
  assert.match(damaged, /"answers": \[\s+1\.50,/);
  await element.getByRole('button', { name: '次へ' }).click();
  await choose(element, '有り');
  await eventually(async () => JSON.parse(await textOf(element)).answers, { 'f1.function': 'yes' });
  assert.match(await textOf(element), /"answers\(1\)": \[\s+1\.50,\s+\{\s+"kept": true/);
  await give(element, TWICE);
  assert.equal(await textOf(element), TWICE, 'to the letter as long as nothing is changed');
  await choose(element, 'いずれにも当たらない');
  const now = await textOf(element);
  for (const kept of ['"name": "甲"', '"name": "乙"', '"f1.posted": "no"', '"f1.posted": "yes"', '"zzz": 1.50', '"f1.generalist.fte": 1e400', '1.0,', '-0,', '1e-7']) assert.ok(now.includes(kept), kept);
});

scenario('an entry of a list changes in the one place that was typed into, and the page hears a plain value', async ({ page, context, test: t }) => {
  const element = await opened(page, context, t, { attributes: 'mode="full"' });
  await page.evaluate(() => { window.heard = []; document.addEventListener('kakari-change', ({ detail }) => window.heard.push(detail)); });
  const text = JSON.stringify(example({ 'f1.generalist': 'yes', 'f2i.own': 'partnered', 'f2i.partners': 'PARTNERS' }))
    .replace('"PARTNERS"', '[{"name":"甲","content":"乙","mark":1.50,"mark":2.0}]');
  await give(element, text);
  await step(element, '2号機能 イ');
  await fieldOf(element, 'f2i.partners').getByLabel(/^名称.* 1番目/).fill('丙');
  await eventually(async () => /"name": "丙",\s+"content": "乙",\s+"mark": 1\.50,\s+"mark": 2\.0/.test(await textOf(element)), true);
  await give(element, text.replace(/"f1\.areas":\[[^\]]*\]/, '"f1.areas":["6",7.0]'));
  await step(element, '1号機能');
  await fieldOf(element, 'f1.areas').getByRole('checkbox', { name: '皮膚・形成外科領域' }).check();
  assert.match(await textOf(element), /"f1\.areas": \[[^\]]*"6"[^\]]*7\.0\s+\]/);
  const fte = fieldOf(element, 'f1.generalist.fte').locator('.number input').first();
  await fte.fill('１．５0');
  await fte.blur();
  await eventually(() => fte.inputValue(), '1.50');
  assert.match(await textOf(element), /"f1\.generalist\.fte": 1\.50/);
  assert.equal(await page.evaluate(() => window.heard.at(-1).value), 1.5);
});

scenario('a draft that was given before the engine is there is read when it is, and refused in words if it is none', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  const files = { '/early.js': `for (const [at, own] of document.querySelectorAll('kakari-checker').entries()) own.draft = at ? '<p>404' : ${JSON.stringify(TWICE)};` };
  await page.goto((await host(t, '<kakari-checker></kakari-checker><kakari-checker></kakari-checker>', { scripts: ['/early.js'], files })).url);
  const [one, two] = [await ready(page, 0), await ready(page, 1)];
  assert.equal(await textOf(one), TWICE);
  await two.locator('[data-about="draft"]', { hasText: 'HTMLのようです' }).waitFor();
  assert.equal(await two.evaluate(({ draft }) => draft.edition), 'R7');
});

// Undo ---------------------------------------------------------------------------------------------------------------------

for (const mode of ['quick', 'full']) {
  scenario(`everything comes back with one press after 「最初からやり直す」 in ${mode}`, async ({ page, context, test: t }) => {
    const element = await opened(page, context, t, { attributes: `mode="${mode}"` });
    await choose(element, mode === 'quick' ? '特定機能病院' : 'いずれにも当たらない');
    if (mode === 'quick') await element.getByRole('button', { name: '次へ' }).click();
    else {
      await step(element, '医療機関');
      await fieldOf(element, 'facility.name').locator('input').fill('例示クリニック');
      await step(element, '書き出し');
    }
    const restart = element.getByRole('button', { name: '最初からやり直す' });
    await restart.waitFor();
    const before = await textOf(element);
    await restart.click();
    const back = element.getByRole('button', { name: '元に戻す' });
    await back.waitFor();
    assert.doesNotMatch(await textOf(element), /例示クリニック|advanced_hospital/);
    await eventually(() => element.locator('[role=status].visually-hidden').innerText(), '最初からやり直しました。「元に戻す」を押すと、前の内容に戻ります。');
    await eventually(() => element.evaluate(({ shadowRoot }) => shadowRoot.activeElement?.localName), 'h2');
    await screenshots(page, `element-undo-${mode}`);
    await accessible(page, 'begun anew');
    // Something new is typed meanwhile: neither of the two is lost.
    await choose(element, '歯科医業のみ');
    await back.click();
    await eventually(() => textOf(element), before);
    await element.locator(mode === 'quick' ? '.quick[data-question="result"]' : '.full[data-step="export"]').waitFor();
    await eventually(() => element.evaluate(({ shadowRoot }) => shadowRoot.activeElement?.localName), 'h2');
    await element.locator('.offer', { hasText: '元に戻しました。' }).waitFor();
    assert.deepEqual(await asks(page), [true, 'true'], 'it is unsaved as before');
    await back.click();
    await eventually(async () => JSON.parse(await textOf(element)).facility.exclusion, 'dental_only');
  });
}

scenario('a file that is opened over something unsaved gives it back with one press', async ({ page, context, test: t }) => {
  const element = await opened(page, context, t, { attributes: 'mode="full"' });
  await choose(element, 'いずれにも当たらない');
  const before = await textOf(element);
  await step(element, '書き出し');
  const file = { name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(example())) };
  await element.getByLabel('下書きファイル').setInputFiles(file);
  await eventually(async () => JSON.parse(await textOf(element)).answers['f1.function'], 'yes');
  await element.getByRole('button', { name: '元に戻す' }).click();
  await eventually(() => textOf(element), before);
  // Nothing is offered where nothing was lost.
  await download(page, () => element.getByRole('button', { name: '下書きファイルを保存する' }).click());
  await element.getByLabel('下書きファイル').setInputFiles(file);
  await eventually(async () => JSON.parse(await textOf(element)).answers['f1.function'], 'yes');
  assert.equal(await element.getByRole('button', { name: '元に戻す' }).count(), 0);
});

scenario('whoever takes 該当無し back has the areas again that it took away', async ({ page, context, test: t }) => {
  const element = await opened(page, context, t);
  await give(element, example({ 'f1.areas': ['1', '3'] }));
  for (let at = 0; at < 3; at++) await element.getByRole('button', { name: '次へ' }).click();
  await element.locator('.quick[data-question="f1.areas"]').waitFor();
  const none = element.getByRole('checkbox', { name: '該当無し' });
  await none.check();
  await eventually(() => element.evaluate(({ draft }) => draft.answers['f1.areas']), ['0']);
  await none.uncheck();
  await eventually(() => element.evaluate(({ draft }) => draft.answers['f1.areas']), ['1', '3']);
});

scenario('leaving asks in browsers before Chrome 119 too, and a number counts while it is being typed', async ({ page, context, test: t }) => {
  const element = await opened(page, context, t);
  assert.deepEqual(await asks(page), [false, '']);
  await give(element, example());
  assert.deepEqual(await asks(page), [false, '']);
  while (await element.locator('.quick').getAttribute('data-question') !== 'f2i') await element.getByRole('button', { name: '次へ' }).click();
  await element.getByText(/^算定回数から答える/).click();
  await element.locator('.fold input').first().pressSequentially('12');
  assert.deepEqual(await asks(page), [true, 'true']);
});

// Changed by somebody else --------------------------------------------------------------------------------------------------

/** What a translation in the browser does: around every text stand elements of its own. */
const translated = (element) => element.evaluate(({ shadowRoot }) => {
  const walk = document.createTreeWalker(shadowRoot.querySelector('.root'), NodeFilter.SHOW_TEXT);
  const all = [];
  while (walk.nextNode()) if (walk.currentNode.parentNode.localName !== 'font') all.push(walk.currentNode);
  for (const text of all) {
    const [outer, inner] = [document.createElement('font'), document.createElement('font')];
    text.replaceWith(outer);
    outer.append(inner);
    inner.append(text);
  }
  return all.length;
});

scenario('the element asks not to be translated, and what is shown is never stale where it is all the same', async ({ page, context, test: t }) => {
  const [one, other] = [page, await context.newPage()];
  const elements = [];
  for (const own of [one, other]) elements.push(await opened(own, context, t, { attributes: 'mode="full"' }));
  const [element, plain] = elements;
  assert.deepEqual(await element.locator('.root').evaluate((root) => [root.lang, root.translate, root.classList.contains('notranslate')]), ['ja', false, true]);
  const shown = (own) => own.evaluate(({ shadowRoot }) => shadowRoot.querySelector('.root').innerText.replace(/\s+/g, ' '));
  const both = async (act, where) => {
    assert.ok(await translated(element) > 0);
    for (const own of elements) await act(own);
    let [ours, theirs] = [];
    await eventually(async () => { [ours, theirs] = [await shown(element), await shown(plain)]; return ours === theirs; }, true, where).catch(() => assert.equal(ours, theirs, where));
  };
  const field = (id, answer) => (own) => fieldOf(own, id).getByRole('radio', { name: answer }).check();
  await both((own) => choose(own, 'いずれにも当たらない'), 'target');
  await both((own) => step(own, '1号機能'), 'step');
  await both(field('f1.function', '有り'), 'has');
  await both(field('f1.function', '無し'), 'lacks');
  await both((own) => own.locator('.status-why > summary').nth(1).click(), 'why');
  await both(field('f1.posted', '有り'), 'posted');
  await both((own) => fieldOf(own, 'f1.areas').getByRole('checkbox', { name: '呼吸器領域' }).check(), 'areas');
  await both((own) => fieldOf(own, 'f1.remarks').locator('textarea').fill('①'), 'remarks');
  for (const label of ['2号機能 イ', '確認', '書き出し', '対象']) await both((own) => step(own, label), label);
  await both((own) => choose(own, '特定機能病院'), 'not target');
});

// Fields and names ------------------------------------------------------------------------------------------------------------

const fields = (element) => element.evaluate(({ shadowRoot }) => [...shadowRoot.querySelectorAll('input, textarea')]
  .filter(({ type }) => !['radio', 'checkbox', 'file'].includes(type)).map((own) => own.spellcheck));

/** The names of all controls; radios and boxes with the name of their group, links with where they lead. */
async function names(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const by = new Map(nodes.map((node) => [node.nodeId, node]));
  const name = (node) => node?.name?.value ?? '';
  const group = (node) => {
    for (let up = by.get(node.parentId); up; up = by.get(up.parentId)) if (['group', 'radiogroup'].includes(up.role?.value) && name(up)) return name(up);
    return '';
  };
  // What a date is made of is the browser's own.
  const isPart = (node) => {
    for (let up = by.get(node.parentId); up; up = by.get(up.parentId)) if (up.role?.value === 'Date') return true;
    return false;
  };
  const wanted = ['button', 'textbox', 'searchbox', 'combobox', 'checkbox', 'radio', 'spinbutton', 'DisclosureTriangle', 'Date', 'link'];
  return nodes.filter(({ role, ignored }) => !ignored && wanted.includes(role?.value)).filter((node) => !isPart(node)).map((node) => {
    const kind = node.role.value;
    if (kind === 'link') return `link ${name(node)} → ${node.properties.find((one) => one.name === 'url')?.value.value}`;
    return ['checkbox', 'radio'].includes(kind) ? `${kind} ${group(node)}: ${name(node)}` : `${kind} ${name(node)}`;
  });
}

scenario("every control's name says what it is about, on every step, and no field is checked for spelling by others", async ({ page, context, test: t }) => {
  const element = await opened(page, context, t, { attributes: 'mode="full"' });
  await give(element, { ...faulty, answers: { ...faulty.answers, 'f2i.partners': [{ name: '甲', content: '乙' }, { name: '丙', content: '丁' }], 'f2ro.partners': [{ name: '甲', content: '' }] } });
  await element.locator('.root[data-state="ready"]').waitFor();
  let typed = 0;
  for (const label of STEPS) {
    await step(element, label);
    await main(element).locator('h2').first().waitFor();
    await eventually(() => element.evaluate(({ result }) => result?.findings.length > 0), true);
    const all = (await names(page)).filter((name) => !name.startsWith('link '));
    const twice = all.filter((name, at) => all.indexOf(name) !== at);
    assert.deepEqual([...new Set(twice)], [], label);
    assert.ok(all.every((name) => !/ $/.test(name)), `${label}: ${all.filter((name) => / $/.test(name))}`);
    // Links of one name lead to one place.
    const links = new Map();
    for (const [, name, to] of (await names(page)).map((one) => one.match(/^link (.*) → (.*)$/)).filter(Boolean)) {
      assert.equal(links.get(name) ?? to, to, name);
      links.set(name, to);
    }
    const spell = await fields(element);
    typed += spell.length;
    assert.ok(spell.every((is) => is === false), label);
  }
  assert.ok(typed > 30, `${typed}`);
  assert.equal(await element.locator('.root').getAttribute('writingsuggestions'), 'false');
});

scenario("quick: every control's name says what it is about", async ({ page, context, test: t }) => {
  const element = await opened(page, context, t);
  await give(element, { ...faulty, answers: { ...faulty.answers, 'f1.function': 'yes', 'f1.posted': 'yes', 'f1.areas': ['6'], 'f1.consultation': 'yes' } });
  await element.locator('.root[data-state="ready"]').waitFor();
  for (let at = 0; at < 12; at++) {
    const all = (await names(page)).filter((name) => !name.startsWith('link '));
    assert.deepEqual(all.filter((name, place) => all.indexOf(name) !== place), [], await element.locator('.quick').getAttribute('data-question'));
    assert.ok((await fields(element)).every((is) => is === false));
    if (await element.locator('.quick').getAttribute('data-question') === 'result') break;
    await element.getByRole('button', { name: '次へ' }).click();
  }
  assert.equal(await element.locator('.quick').getAttribute('data-question'), 'result');
});

// The day ----------------------------------------------------------------------------------------------------------------------

for (const [day, said] of [
  ['2028-02-01', /令和10年2月1日の年度の報告は、この版のツールに入っていません。入っているなかで近いのは「令和8年度報告」です。[^]*令和8年度報告として動いています。/],
  ['1999-12-31', /平成11年12月31日の年度の報告は、この版のツールに入っていません。入っているなかで近いのは「令和7年度報告」です。/],
  ['2027-03-31', null], ['2026-02-01', null], ['2025-06-01', null],
]) {
  scenario(`on ${day} the element ${said ? 'says that there is no edition for the day, or that the clock is wrong' : 'says nothing of the day'}`, async ({ page, context, test: t }) => {
    const element = await opened(page, context, t, { day });
    const box = element.locator('[data-about="day"]');
    assert.equal(await box.count(), said ? 1 : 0);
    // The year that it is about stands on the first screen in any case.
    assert.match(await element.locator('.progress').innerText(), /令和[78]年度報告/);
    if (!said) return;
    assert.match(await box.innerText(), said);
    assert.match(await box.innerText(), /端末の時計/);
    await accessible(page, 'no edition');
    await screenshots(page, `element-day-${day}`);
  });
}
