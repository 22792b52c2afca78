// The same results everywhere: the command line, the engine for JavaScript, and the app say the same of every case.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { TEXTS, cases, exactly, example, native } from '../cases/cases.mjs';
import { begin, blank, codes, distinct, eventually, fresh, items, onDay, openFile, status } from './app.mjs';
import { scenario } from './harness.mjs';

const { ENGINE, KAKARI } = process.env;
const whole = { skip: ENGINE && KAKARI ? false : 'ENGINE and KAKARI are set by `cargo xtask test --only browser`' };

async function engine() {
  const module = await import(pathToFileURL(join(ENGINE, 'engine.js')).href);
  await module.default({ module_or_path: await readFile(join(ENGINE, 'module_bg.wasm')) });
  return module;
}

const all = await cases();
assert.ok(all.length >= 40);

/** What is asked; a finding can also be about what is not. */
const ids = new Set((await items()).map(({ id }) => id));

test('engine and command line write the same bytes for every case', whole, async () => {
  const { resultText } = await engine();
  for (const { file, written, today, deadline } of all) {
    const expected = native(written, { today, deadline });
    assert.equal(resultText(written, { today, deadline }), expected, file);
    assert.ok(expected.includes('"findings"'));
  }
});

test('engine and command line write the same bytes for texts that are no drafts, and for odd ones', whole, async () => {
  const { resultText } = await engine();
  for (const text of TEXTS) {
    const expected = native(text, { today: '2026-02-01' });
    assert.equal(resultText(text, { today: '2026-02-01' }), expected, JSON.stringify(text.slice(0, 60)));
  }
});

test('the object, the object of an object, and the text are one result', whole, async () => {
  const { check, checkText, resultText } = await engine();
  for (const { file, written, draft, today, deadline } of all) {
    const options = { today, deadline };
    const text = JSON.parse(resultText(written, options));
    assert.deepEqual(checkText(written, options), text, file);
    // An object holds its numbers as JavaScript does, so only drafts that survive that are compared.
    if (JSON.stringify(exactly(JSON.stringify(draft))) === JSON.stringify(exactly(written))) {
      assert.deepEqual(check(draft, options), text, file);
    }
  }
});

test('a call that makes no sense is an error that names the argument', whole, async () => {
  const { check, checkText, resultText } = await engine();
  for (const [call, code, place] of [
    [() => checkText('{}', {}), 'OPTIONS', 'today'],
    [() => checkText('{}', { today: '2026/02/01' }), 'OPTIONS', 'today'],
    [() => checkText('{}', { today: '2026-02-01', deadline: 'soon' }), 'OPTIONS', 'deadline'],
    [() => checkText('{}', { today: '2026-02-01', edition: 'R6' }), 'OPTIONS', 'edition'],
    [() => checkText('{}', { today: 20260201 }), 'OPTIONS', 'today'],
    [() => checkText(undefined, { today: '2026-02-01' }), 'DRAFT', 'json'],
    [() => resultText(new Uint8Array(2), { today: '2026-02-01' }), 'DRAFT', 'json'],
    [() => check(undefined, { today: '2026-02-01' }), 'DRAFT', 'draft'],
  ]) {
    assert.throws(call, (error) => error instanceof Error && error.code === code && error.place === place && error.message.length > 5, `${call}`);
  }
  // And the engine goes on working.
  assert.equal(checkText(JSON.stringify(example()), { today: '2026-02-01' }).function1.status, 'has');
});

const LABELS = {
  target: { target: '対象', not_target: '対象外', undecided: '未定' },
  function1: { has: '有り', lacks: '無し', undecided: '未定' },
  function2: { has: '有り', lacks: '無し', not_asked: '報告不要', undecided: '未定' },
};

const KINDS = { error: 'エラー', warning: '注意', question: '確認', note: 'お知らせ' };
const MARKS = { true: '✓満たしている: ', false: '✗満たしていない: ', null: '–まだわからない: ' };

/** What the app has to show of a result: every decision with its conditions, and every finding with its words. */
function toShow({ target, function1, function2, explanation_duty: duty, findings }) {
  const decisions = [target, function1, function2.i, function2.ro, function2.ha, function2.ni, duty];
  // What says the same about several items is told once, with all of them named at its beginning.
  const told = new Map();
  for (const { code, severity, items: places, message, why, fix, provisional } of findings) {
    const [, about, rest] = places.every((id) => ids.has(id)) ? message.match(/^((?:「[^」]*」)?)([^]*)$/) : [null, '', message];
    const same = JSON.stringify([code, severity, rest, why, fix, provisional]);
    told.set(same, [...(told.get(same) ?? []), about]);
  }
  return {
    conditions: decisions.map(({ because }) => because.map(({ condition, met }) => MARKS[met] + condition)),
    findings: [...told].map(([same, about]) => {
      const [code, severity, rest, why, fix, provisional] = JSON.parse(same);
      return [code, `${KINDS[severity]}${distinctInOrder(about).join('、')}${rest}${provisional ? ' 暫定' : ''}`, fix, why].join('\n');
    }).sort(),
  };
}

const distinctInOrder = (all) => [...new Set(all)];

/** What the app shows. */
const showsNow = (page) => page.evaluate(() => {
  // The conditions are drawn once they are asked for.
  for (const why of document.querySelectorAll('#status details.status-why')) why.open = true;
  const words = (place, of) => place.querySelector(of)?.textContent.trim() ?? '';
  const rows = [...document.querySelectorAll('#status .status-row')];
  const told = [...document.querySelectorAll('.summary-list .finding')].map((finding) => (
    [words(finding, '.finding-code'), words(finding, '.finding-message'), words(finding, '.finding-fix'), words(finding, '.finding-why > p')].join('\n')));
  return {
    conditions: rows.map((row) => [...row.querySelectorAll('.condition')].map(({ textContent }) => textContent.trim())),
    findings: [...new Set(told)].sort(),
  };
});

scenario('the app finds and decides what every case expects, in the bytes and the words of the command line', async ({ page, url }) => {
  await fresh(page, url);
  // Other drafts to compare with are not opened in the app.
  const alone = all.filter((one) => Object.keys(one).every((name) => ['file', 'written', 'name', 'today', 'deadline', 'draft', 'expect'].includes(name)));
  assert.ok(alone.length >= 40);
  for (const { file, written, expect, today, deadline } of alone) {
    if (deadline) {
      await begin(page, url, written, 'review', { day: today, settings: { deadline, acceptedCode: '' } });
    } else {
      await onDay(page.context(), today);
      await openFile(page, written);
      await page.evaluate(() => dispatchEvent(new Event('focus')));
    }
    await eventually(() => codes(page), distinct(expect.codes), file);
    if (KAKARI) {
      const expected = native(written, { today, deadline });
      assert.equal(await page.evaluate(() => window.kakariResult()), expected, file);
      await eventually(() => showsNow(page), toShow(JSON.parse(expected)), file);
    }
    const shown = async (label) => (await status(page, label).locator('.status-value').innerText()).trim();
    assert.equal(await shown('報告の対象'), LABELS.target[expect.target], file);
    assert.equal(await shown('1号機能'), LABELS.function1[expect.function1], file);
    for (const [name, label] of [['i', 'イ'], ['ro', 'ロ'], ['ha', 'ハ'], ['ni', 'ニ']]) {
      assert.equal(await shown(`2号機能 ${label}`), LABELS.function2[expect.function2[name]], `${file} ${label}`);
    }
    if (deadline) await begin(page, url, blank, 'target');
  }
});
