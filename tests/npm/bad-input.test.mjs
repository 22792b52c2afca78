// Bad input is ordinary input: a KakariError with its place, or a result with findings. The same in Node and in the browser.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { example } from '../cases/cases.mjs';
import { fill, node, opened, page, project, run, served } from './project.mjs';

const EXPECTED = {
  'check: a string': 'KF01',
  'check: a number': 'KF01',
  'check: null': 'KF01',
  'check: an array': 'KF01',
  'check: an empty object': 'KF01',
  'check: undefined': 'DRAFT draft',
  'check: a function': 'DRAFT draft',
  'check: a symbol': 'DRAFT draft',
  'check: a big integer': 'DRAFT draft',
  'check: a cyclic object': 'DRAFT draft',
  'check: a getter that throws': 'DRAFT draft',
  'check: a proxy that throws': 'DRAFT draft',
  'check: toJSON that throws': 'DRAFT draft',
  'check: 200 lists in one another': 'KF01',
  'check: 10 MB in an answer': 'true',
  'checkText: 10 MB': 'KF01',
  'checkText: an object': 'DRAFT json',
  'checkText: names of the prototype': 'true',
  'check: names of the prototype': 'true',
  'checkText: a page that says 404': 'KF01',
  'options: undefined': 'OPTIONS options',
  'options: null': 'OPTIONS options',
  'options: a number': 'OPTIONS options',
  'options: empty': 'OPTIONS today',
  'options: today as a date': 'OPTIONS today',
  'options: today in other words': 'OPTIONS today',
  'options: no such day': 'OPTIONS today',
  'options: deadline in words': 'OPTIONS deadline',
  'options: an edition that does not exist': 'OPTIONS edition',
  'options: an edition by number': 'OPTIONS edition',
  'options: a catalogue as text': 'OPTIONS catalog',
  'options: a catalogue that is none': 'OPTIONS catalog',
  'options: a catalogue that pretends': 'OPTIONS catalog',
  'options: a catalogue that was freed': 'OPTIONS catalog',
  'options: a getter that throws': 'OPTIONS today',
  'Checker: an edition that does not exist': 'OPTIONS edition',
  'Checker: without options': 'OPTIONS options',
  'Checker: called as a function': 'OPTIONS ',
  'Checker: text that is no draft': 'KF01',
  'Catalog: made with new': 'OPTIONS ',
  'Catalog: no such edition': 'OPTIONS edition',
  'Catalog: an edition by number': 'OPTIONS edition',
  'Catalog: no text': 'CATALOG json',
  'Catalog: a page that says 404': 'CATALOG ',
  'Catalog: empty': 'CATALOG ',
  'Catalog: an unknown kind': 'CATALOG item[3].kind',
  'Catalog: an unknown member': 'CATALOG section[1].colour',
  'Catalog: an item is missing': 'CATALOG ',
  'Catalog: as it is': 'R7',
  'Catalog: used after it was freed': 'INTERNAL ',
  'Catalog: freed twice': 'INTERNAL ',
  'resultText: an array of bytes': 'DRAFT json',
  'explain: no such code': 'CODE code',
  'explain: a number': 'CODE code',
  'render: null': 'FINDING finding',
  'render: an object that is no finding': 'FINDING finding',
  'render: a text that the rule does not have': 'FINDING finding',
  'render: an unknown code': 'FINDING finding',
  'notice: text that is no draft': 'DRAFT draft',
  'notice: an empty object': 'DRAFT draft',
  'notice: undefined': 'DRAFT draft',
  'notice: an unknown layout': 'OPTIONS layout',
  'notice: a word where true or false belongs': 'OPTIONS numbers',
  'transcription: errors remain': 'ERRORS_REMAIN draft',
  'transcription: an edition that does not exist': 'OPTIONS edition',
  'Catalog: an option that the checks need is missing': 'CATALOG option_set[6].options',
  'after all of this': 'has',
};

const own = (name) => readFile(new URL(name, import.meta.url), 'utf8');

/** What the trials need, as JSON. The edition is the built-in one as the command line converts it. */
async function given() {
  const file = fileURLToPath(new URL('../../crates/catalog/editions/R7.toml', import.meta.url));
  const { stdout: edition } = await run('.', process.env.KAKARI, 'catalog', 'convert', file);
  return JSON.stringify({ draft: example(), faulty: example({ 'f1.staff.doctors': -1 }), edition });
}

/** The trials that an entry has: the engine alone has no words and no documents. */
const expected = (found) => Object.fromEntries(Object.entries(EXPECTED).filter(([name]) => name in found));

for (const entry of ['', '/engine']) {
  test(`Node: @kakari/checker${entry}`, async (t) => {
    const folder = await project(t, {
      'trials.mjs': await own('trials.mjs'),
      'given.json': await given(),
      'run.mjs': `import * as kakari from '@kakari/checker${entry}';
        import { trials } from './trials.mjs';
        import { readFileSync } from 'node:fs';
        console.log(JSON.stringify(trials(kakari, JSON.parse(readFileSync('given.json', 'utf8')))));`,
    });
    const found = JSON.parse((await node(folder, 'run.mjs')).stdout);
    assert.deepEqual(found, expected(found));
    assert.ok(Object.keys(found).length > (entry ? 45 : 60));
  });

  test(`browser: @kakari/checker${entry}`, async (t) => {
    const folder = await page(t, { 'index.html': '<!doctype html><link rel="icon" href="data:,">' });
    await fill(folder, { 'trials.mjs': await own('trials.mjs'), 'given.json': await given() });
    const tab = await opened(t, await served(t, folder), [/favicon|img-src/]);
    const found = await tab.evaluate(async (file) => {
      const kakari = await import(file);
      const { trials } = await import('/trials.mjs');
      await kakari.init();
      return trials(kakari, await (await fetch('/given.json')).json());
    }, entry ? '/kakari/engine.js' : '/kakari/index.js');
    assert.deepEqual(found, expected(found));
  });
}

test('what is called before the module is there says so, and a module that cannot be loaded says why', async (t) => {
  const folder = await page(t, { 'index.html': '<!doctype html><link rel="icon" href="data:,">' });
  const tab = await opened(t, await served(t, folder), [/favicon|img-src|404|MIME/]);
  const thrown = await tab.evaluate(async () => {
    const { KakariError, check, init } = await import('/kakari/index.js');
    const of = (error) => [error instanceof KakariError, error.code, error.place, error.message];
    const early = (() => { try { return check({}, { today: '2026-02-01' }); } catch (error) { return of(error); } })();
    const lost = await init('/nowhere.wasm').catch(of);
    await init();
    return { early, lost, then: check({}, { today: '2026-02-01' }).findings[0].code };
  });
  assert.deepEqual(thrown.early.slice(0, 3), [true, 'NOT_READY', '']);
  assert.deepEqual(thrown.lost.slice(0, 3), [true, 'LOAD', '/nowhere.wasm']);
  assert.equal(thrown.then, 'KF01');
});

test('a policy without WebAssembly is named in what is thrown', async (t) => {
  const folder = await page(t, { 'index.html': '<!doctype html><link rel="icon" href="data:,">' });
  const policy = "default-src 'none'; script-src 'self'; connect-src 'self'";
  const tab = await opened(t, await served(t, folder, policy), [/Content Security Policy|img-src|favicon|unsafe-eval/]);
  const message = await tab.evaluate(async () => {
    const { init } = await import('/kakari/index.js');
    return init().then(() => 'loaded', ({ code, message }) => `${code} ${message}`);
  });
  assert.match(message, /^LOAD .*'wasm-unsafe-eval'/);
});

test('a module that stops in the middle is no mystery', async () => {
  const { KakariError, guarded } = await import('../../web/npm/guard.js');
  const module = guarded({ stop() { throw new WebAssembly.RuntimeError('unreachable'); }, throws() { throw 'a string'; } }, () => true);
  for (const call of [module.stop, module.throws]) {
    assert.throws(call, (error) => error instanceof KakariError && error.code === 'INTERNAL' && error.cause !== undefined);
  }
});
