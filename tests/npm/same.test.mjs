// The same everywhere: the package in Node and in the browser gives the bytes of the command line, for every case.

import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { test } from 'node:test';

import { TEXTS, cases, example, native, parseCsv, source } from '../cases/cases.mjs';
import { fill, node, opened, page, project, run, served } from './project.mjs';

const all = [
  ...(await cases()).map(({ file, written, today, deadline }) => ({ file, text: written, options: { today, deadline } })),
  ...TEXTS.map((text) => ({ file: JSON.stringify(text.slice(0, 60)), text, options: { today: '2026-02-01' } })),
];
assert.ok(all.length >= 50);
const expected = all.map(({ text, options }) => native(text, options));

// What both places run: results as text, as objects, in brief, from the engine alone, and put into words afterwards.
const RUN = `
export function results({ resultText, checkText, Checker, render }, engine, all) {
  return all.map(({ text, options }) => {
    const brief = new Checker(options).checkText(text);
    return {
      text: resultText(text, options),
      object: JSON.stringify(checkText(text, options)),
      brief,
      briefAlone: new engine.Checker(options).checkText(text),
      alone: engine.checkText(text, options),
      words: brief.findings.map((finding) => render(finding, { edition: brief.edition ?? 'R7' })),
    };
  });
}`;

function compare(found) {
  for (const [at, { text, object, brief, briefAlone, alone, words }] of found.entries()) {
    const { file } = all[at];
    assert.equal(text, expected[at], file);
    assert.equal(object, expected[at], file);
    assert.deepEqual(briefAlone, brief, file);
    const whole = JSON.parse(expected[at]);
    const without = (finding, names) => Object.fromEntries(Object.entries(finding).filter(([name]) => !names.includes(name)));
    const bare = ({ findings, ...rest }) => ({ ...rest, findings: findings.map((one) => without(one, ['message', 'why', 'fix', 'text', 'args'])) });
    assert.deepEqual(bare(alone), bare(whole), file);
    const sentences = (finding) => [finding.code, finding.severity, finding.message, finding.why, finding.fix];
    assert.deepEqual(words.map(sentences), whole.findings.map(sentences), file);
    assert.deepEqual(alone.findings.map(({ code, text, items, args }) => [code, text, items, args]), brief.findings, file);
  }
}

test('Node writes the bytes of the command line for every case', async (t) => {
  const folder = await project(t, {
    'run.mjs': RUN,
    'all.json': JSON.stringify(all),
    'main.mjs': `import * as kakari from '@kakari/checker';
      import * as engine from '@kakari/checker/engine';
      import { readFileSync } from 'node:fs';
      import { results } from './run.mjs';
      process.stdout.write(JSON.stringify(results(kakari, engine, JSON.parse(readFileSync('all.json', 'utf8')))));`,
  });
  compare(JSON.parse((await node(folder, 'main.mjs')).stdout));
});

test('the browser writes the bytes of the command line for every case', async (t) => {
  const folder = await page(t, { 'index.html': '<!doctype html><link rel="icon" href="data:,">' });
  await fill(folder, { 'run.mjs': RUN, 'all.json': JSON.stringify(all) });
  const tab = await opened(t, await served(t, folder), [/img-src/]);
  compare(await tab.evaluate(async () => {
    const [kakari, engine, { results }] = await Promise.all(['/kakari/index.js', '/kakari/engine.js', '/run.mjs'].map((file) => import(file)));
    await Promise.all([kakari.init(), engine.init()]);
    return results(kakari, engine, await (await fetch('/all.json')).json());
  }));
});

test('a catalogue of one\'s own is the same to the command line and to both engines', async (t) => {
  const toml = (await source('crates/catalog/editions/R8.toml'))
    .replace('label = "令和8年度報告"', 'label = "令和8年度報告(手直し)"')
    .concat('\n[[option_set]]\nid = "A"\noptions = [{ key = "no", code = "0", label = "なし" }, { key = "yes", code = "1", label = "あり", positive = true }]\n');
  const folder = await project(t, {
    'own.toml': toml,
    'draft.kakari.json': JSON.stringify({ ...example({ 'f1.posted': 'perhaps' }), edition: 'R8' }),
    'main.mjs': `import * as kakari from '@kakari/checker';
      import * as engine from '@kakari/checker/engine';
      import { readFileSync } from 'node:fs';
      const draft = readFileSync('draft.kakari.json', 'utf8');
      process.stdout.write(JSON.stringify([kakari, engine].map(({ Catalog, checkText }) => {
        const catalog = Catalog.fromJson(readFileSync('own.json', 'utf8'));
        const item = catalog.form().sections.flatMap(({ groups }) => groups).flatMap(({ items }) => items).find(({ id }) => id === 'f1.posted');
        return { label: catalog.label, print: catalog.fingerprint, options: item.options.map(({ label }) => label), result: checkText(draft, { today: '2027-02-01', catalog }) };
      })));`,
  });
  const kakari = (...args) => run(folder, process.env.KAKARI, ...args).catch((error) => error).then(({ stdout }) => stdout);
  await fill(folder, { 'own.json': await kakari('catalog', 'convert', 'own.toml') });
  const [whole, alone] = JSON.parse((await node(folder, 'main.mjs')).stdout);
  assert.deepEqual(whole.result, JSON.parse(await kakari('check', '--format', 'jsonl', '--as-of', '2027-02-01', '--catalog', 'own.toml', 'draft.kakari.json')));
  assert.deepEqual([whole.label, whole.options], ['令和8年度報告(手直し)', ['なし', 'あり']]);
  assert.equal(whole.print, whole.result.catalog);
  for (const member of ['label', 'print', 'options']) assert.deepEqual(alone[member], whole[member]);
  assert.deepEqual(alone.result.findings.map(({ code }) => code), whole.result.findings.map(({ code }) => code));
});

test('several catalogues, checkers and copies of the package stand side by side in one page', async (t) => {
  const folder = await page(t, { 'index.html': '<!doctype html><link rel="icon" href="data:,">' });
  await fill(folder, { 'case.json': JSON.stringify(all[0]) });
  await cp(`${folder}/package`, `${folder}/second`, { recursive: true });
  const tab = await opened(t, await served(t, folder), [/img-src/]);
  const found = await tab.evaluate(async () => {
    const [one, two] = await Promise.all(['/kakari/index.js', '/second/index.js'].map((file) => import(file)));
    await Promise.all([one.init(), one.init(), two.init()]);
    const { text } = await (await fetch('/case.json')).json();
    const today = '2026-02-01';
    const [r7, r8] = ['R7', 'R8'].map((name) => one.Catalog.builtin(name));
    const [first, second] = [r7, r8].map((catalog) => new one.Checker({ today, catalog }));
    const editions = [first, second, first].map((checker) => checker.checkText(text).edition);
    first.free();
    r7.free();
    const strange = (() => { try { return two.check({}, { today, catalog: r8 }); } catch ({ code, place }) { return `${code} ${place}`; } })();
    return {
      editions,
      later: [second.checkText(text).edition, one.checkText(text, { today, catalog: r8 }).edition, two.checkText(text, { today, edition: 'R8' }).edition],
      same: r8.fingerprint === two.Catalog.builtin('R8').fingerprint,
      strange,
      kinds: [r8 instanceof one.Catalog, r8 instanceof two.Catalog, second instanceof one.Checker],
    };
  });
  assert.deepEqual(found.editions, ['R7', 'R8', 'R7']);
  assert.deepEqual(found.later, ['R8', 'R8', 'R8']);
  assert.equal(found.same, true);
  assert.equal(found.strange, 'OPTIONS catalog');
  assert.deepEqual(found.kinds, [true, false, true]);
});

test('notice and transcription are those of the command line', async (t) => {
  const draft = example({ 'f1.remarks': '"引用", 改行\nあり', 'f1.staff.doctors': 1.5 });
  const folder = await project(t, {
    'draft.kakari.json': JSON.stringify(draft),
    'main.mjs': `import { notice, transcription } from '@kakari/checker';
      import { readFileSync } from 'node:fs';
      const draft = JSON.parse(readFileSync('draft.kakari.json', 'utf8'));
      const today = '2026-02-01';
      process.stdout.write(JSON.stringify({
        plain: notice(draft, { today }),
        chosen: notice(JSON.stringify(draft), { today, date: '2026-04-01', numbers: false, layout: 'applying', paper: 'A3', orientation: 'landscape', larger: true }),
        fragment: notice(draft, { today, fragment: true }),
        table: transcription(draft, { today, asDraft: true }),
      }));`,
  });
  const { plain, chosen, fragment, table } = JSON.parse((await node(folder, 'main.mjs')).stdout);
  // A 下書き is made, and said to be one by the exit code.
  const kakari = (...args) => run(folder, process.env.KAKARI, ...args, '--as-of', '2026-02-01', 'draft.kakari.json').catch((error) => error).then(({ stdout }) => stdout);
  assert.equal(plain, await kakari('notice'));
  assert.equal(chosen, await kakari('notice', '--date', '2026-04-01', '--without-numbers', '--only-applying', '--a3', '--landscape', '--larger'));
  assert.match(fragment, /^<div class="notice-frame">/);
  const cells = ({ function: of, number, group, label, code, option, value, unit, period, basis, official, findings, id }) =>
    [of, number, group, label, code, option, value, unit, period, basis, official === null ? '' : official ? '公式' : '暫定', findings, id];
  const rows = parseCsv(await kakari('transcribe', '--format', 'csv', '--draft'));
  const own = [...table.head, ...table.rows].map(cells);
  assert.ok(own.length > 60 && table.isDraft && table.about.some(({ name }) => name === '版'));
  const at = rows.findIndex((row) => row.at(-1) === own[0].at(-1));
  for (const [row, one] of own.entries()) assert.deepEqual(rows[at + row], one);
});
