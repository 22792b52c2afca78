// What TypeScript is told: every function can be called as it says, nothing else can, and real results are what it says.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { cases, source } from '../cases/cases.mjs';
import { examples, installed, node, opened, page, project, served } from './project.mjs';

const tsc = join(import.meta.dirname, 'node_modules/typescript/bin/tsc');
const own = (name) => readFile(new URL(name, import.meta.url), 'utf8');

/** A configuration as strict as it gets. Declarations are checked as well. */
const config = (more) => JSON.stringify({
  compilerOptions: {
    strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true,
    skipLibCheck: false, target: 'es2022', lib: ['es2022', 'dom'], types: [], ...more,
  },
  include: ['*.ts', '*.cts'],
});

/** Compiles a project; what the compiler says fails the test. */
async function compiles(folder) {
  const { stdout } = await node(folder, tsc, '--project', '.').catch((error) => error);
  assert.equal(stdout, '');
}

/**
 * What the package gives for every case and for the rest of its functions, written down as constants of its types. The
 * type of a draft refuses the drafts in which a check finds an unknown member (KF02), a value of another kind (KF03) or no
 * such option (KF04), and no others. A day is a text to it, whichever.
 */
const WRITE = `
import { Catalog, Checker, check, checkText, explain, render, transcription } from '@kakari/checker';
import * as engine from '@kakari/checker/engine';
import { readFileSync, writeFileSync } from 'node:fs';
const all = JSON.parse(readFileSync('all.json', 'utf8'));
const lines = [
  "import type { BriefResult, CheckResult, Draft, Explanation, Form, RenderedFinding, Transcription } from '@kakari/checker';",
  "import type { CheckResult as Bare, Form as BareForm } from '@kakari/checker/engine';",
];
const say = (type, value) => lines.push(\`export const v\${lines.length}: \${type} = \${JSON.stringify(value)};\`);
const codes = new Set();
const items = Catalog.builtin('R8').form().sections.flatMap(({ groups }) => groups).flatMap((group) => group.items);
const days = new Set(items.filter(({ kind }) => kind === 'date').map(({ id }) => id));
const isRefused = ({ code, items: [id] }) => ['KF02', 'KF04'].includes(code) || (code === 'KF03' && !days.has(id));
for (const { text, options } of all) {
  const result = checkText(text, options);
  say('CheckResult', result);
  say('Bare', engine.checkText(text, options));
  if (result.findings.some(isRefused)) lines.push('// @ts-expect-error a check finds it as well');
  say('Draft', JSON.parse(text));
  say('BriefResult', new Checker(options).checkText(text));
  for (const finding of result.findings) {
    if (!codes.has(finding.code)) say('RenderedFinding', render(finding));
    codes.add(finding.code);
  }
}
for (const code of codes) say('Explanation', explain(code));
for (const edition of Catalog.editions()) {
  say('Form', Catalog.builtin(edition).form());
  say('BareForm', engine.Catalog.builtin(edition).form());
}
say('Transcription', transcription(all[0].text, { ...all[0].options, asDraft: true }));
writeFileSync('results.ts', lines.join('\\n'));
`;

for (const [name, more] of Object.entries({
  'as Node resolves it': { module: 'nodenext' },
  'as bundlers resolve it': { module: 'esnext', moduleResolution: 'bundler' },
})) {
  test(`the declarations hold, ${name}`, async (t) => {
    const all = (await cases()).map(({ written: text, today, deadline }) => ({ text, options: { today, deadline } }));
    const folder = await project(t, {
      'package.json': '{ "private": true, "type": "module" }',
      'tsconfig.json': config(more),
      'use.ts': await own('use.ts'),
      ...(more.module === 'nodenext' && { 'use.cts': await own('use.cts') }),
      'all.json': JSON.stringify(all),
      'write.mjs': WRITE,
    });
    await node(folder, 'write.mjs');
    await compiles(folder);
  });
}

test('the example of the README is compiled and runs', async (t) => {
  const folder = await project(t, {
    'package.json': '{ "private": true, "type": "module" }',
    'tsconfig.json': config({ module: 'nodenext', noEmit: false, outDir: 'made' }),
    'draft.ts': examples(await source('web/npm/README.md'))['draft.ts'],
  });
  await compiles(folder);
  assert.match((await node(folder, 'made/draft.js')).stdout, /^1号機能: undecided\n(K\w\d+ 「.+」\n)+$/);
});

/** What the element gives in a page: its attributes, what its events tell, and its properties. */
async function given(configuration) {
  const { KakariChecker } = await import('/kakari/embed/kakari-checker.js');
  const element = new KakariChecker();
  const details = {};
  const told = (name) => new Promise((done) => element.addEventListener(name, (event) => {
    event.preventDefault();
    details[name] = event.detail;
    done();
  }, { once: true }));
  const [ready, changed, result, exported] = ['kakari-ready', 'kakari-change', 'kakari-result', 'kakari-export'].map(told);
  element.configuration = configuration;
  document.body.append(element);
  await ready;
  const inside = (selector) => element.shadowRoot.querySelectorAll(selector);
  // Who is not asked to report is at the end after one question.
  inside('input[type=radio]')[1].click();
  await Promise.all([changed, result]);
  inside('.main-button')[0].click();
  [...inside('button')].find(({ textContent }) => textContent === '下書きファイルを保存する').click();
  await exported;
  // Bytes do not come out of the page as what they are.
  const { bytes } = details['kakari-export'];
  details['kakari-export'] = { ...details['kakari-export'], bytes: bytes instanceof Uint8Array ? [...bytes] : null };
  return { attributes: KakariChecker.observedAttributes, details, draft: element.draft, configuration: element.configuration, result: element.result };
}

test('what the element takes and gives is what is declared', async (t) => {
  const tab = await opened(t, await served(t, await page(t, { 'index.html': '<!doctype html><link rel="icon" href="data:,"><body>' })), [/img-src/]);
  const seen = await tab.evaluate(given, await source('crates/prefecture/src/example.json'));
  const { phone } = seen.configuration.contacts[0];
  assert.ok(phone && seen.configuration.colors.on_primary && seen.details['kakari-change'].id === 'facility.exclusion');
  const attributes = Object.fromEntries(seen.attributes.map((name) => [name, true]));
  const folder = await project(t, {
    'package.json': '{ "private": true, "type": "module" }',
    'tsconfig.json': config({ module: 'esnext', moduleResolution: 'bundler' }),
    'given.ts': `import type { CheckResult, Draft, KakariAttributes, KakariConfiguration, KakariEventMap } from '@kakari/checker/element';
      export const attributes: Record<keyof KakariAttributes, true> = ${JSON.stringify(attributes)};
      export const details: { [Name in keyof KakariEventMap]: KakariEventMap[Name]['detail'] } = ${JSON.stringify(seen.details).replace(/"bytes":(\[[^\]]*\])/, '"bytes":new Uint8Array($1)')};
      export const draft: Draft = ${JSON.stringify(seen.draft)};
      export const configuration: KakariConfiguration = ${JSON.stringify(seen.configuration)};
      export const result: CheckResult = ${JSON.stringify(seen.result)};`,
  });
  await compiles(folder);
});

test('every way in has exactly the functions that are declared', async (t) => {
  const folder = await project(t);
  for (const [index, path] of [['index', ''], ['engine', '/engine']]) {
    const declared = await readFile(join(installed(folder), `${index}.d.ts`), 'utf8');
    assert.equal(await readFile(join(installed(folder), `${index}.d.cts`), 'utf8'), declared);
    const names = [...declared.matchAll(/^export (?:declare )?(?:class|function) (\w+)/gm)].map(([, name]) => name).concat('default').sort();
    assert.ok(names.includes('check') && names.includes('KakariError') && names.includes('init'));
    const code = (load) => `${load}.then ? ${load}.then((m) => console.log(JSON.stringify(Object.keys(m).sort()))) : console.log(JSON.stringify(Object.keys(${load}).sort()))`;
    for (const load of [`import('@kakari/checker${path}')`, `require('@kakari/checker${path}')`]) {
      assert.deepEqual(JSON.parse((await node(folder, '-e', code(load))).stdout), names, load);
    }
    // The scripts for pages and bundlers load elsewhere; their names are in their text.
    for (const file of [`${index}.js`, `${index}.bundler.js`]) {
      const script = await readFile(join(installed(folder), file), 'utf8');
      const [, bound] = script.match(/^export const \{ (.*) \} = guarded/m);
      const [, others] = script.match(/^export \{ (.*) \};$/m);
      assert.deepEqual([...bound.split(', '), ...others.split(', ').map((one) => one.replace('init as ', '')), 'init'].sort(), names, file);
    }
  }
});
