// The examples of the README, as they stand there: in Node, in a page without a bundler, in a worker, with Vite.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import webpack from 'webpack';

import { example } from '../cases/cases.mjs';
import { STRICT, examples, installed, node, opened, page, project, served, started, under } from './project.mjs';

const README = await readFile(new URL('../../web/npm/README.md', import.meta.url), 'utf8');
const files = examples(README);
const draft = JSON.stringify(example({ 'f1.posted': 'no' }));

test('the README that is tested is the one in the package', async (t) => {
  const folder = await project(t);
  assert.equal(await readFile(join(installed(folder), 'README.md'), 'utf8'), README);
});

test('Node, with import', async (t) => {
  const folder = await project(t, { 'check.mjs': files['check.mjs'], 'draft.kakari.json': draft });
  const { stdout } = await node(folder, 'check.mjs');
  assert.match(stdout, /^報告の対象: target\n/);
  assert.match(stdout, /^K115 .*。$/m);
});

test('Node, with require', async (t) => {
  const folder = await project(t, { 'check.cjs': files['check.cjs'], 'draft.kakari.json': draft });
  assert.match((await node(folder, 'check.cjs')).stdout, /^指摘 [1-9]\d* 件\n$/);
});

test('a page without a bundler, under a strict policy', async (t) => {
  const folder = await page(t, under('html/', files));
  const tab = await opened(t, await served(t, folder), [/favicon|img-src/]);
  await tab.getByText(/^指摘は [1-9]\d* 件です。$/).waitFor();
});

test('a worker', async (t) => {
  const html = under('html/', files);
  const withWorker = html['index.html'].replace('src="page.js"', 'src="with-worker.js"');
  assert.notEqual(withWorker, html['index.html']);
  // A policy says nothing of workers where scripts are allowed.
  const folder = await page(t, { ...html, 'index.html': withWorker });
  const tab = await opened(t, await served(t, folder), [/favicon|img-src/]);
  await tab.getByText(/^指摘は [1-9]\d* 件です。$/).waitFor();
});

/** The page of the Vite example, used as its user would. */
async function useVite(t, url) {
  const tab = await opened(t, url, [/favicon/]);
  await tab.locator('#file:enabled').setInputFiles({ name: '下書き.kakari.json', mimeType: 'application/json', buffer: Buffer.from(draft) });
  assert.match(await tab.locator('#findings li', { hasText: 'K115' }).innerText(), /^K115 .+。$/);
}

/** Vite as its users call it; the version is that of the lock file. */
const vite = fileURLToPath(new URL('node_modules/vite/bin/vite.js', import.meta.url));

test('Vite, built', async (t) => {
  const root = await project(t, under('vite/', files));
  await node(root, vite, 'build');
  await useVite(t, await served(t, join(root, 'dist'), `${STRICT}; img-src data:`));
});

test('Vite, while developing', async (t) => {
  const root = await project(t, under('vite/', files));
  const url = await started(t, root, /http:\/\/127\.0\.0\.1:\d+\//, vite, '--host', '127.0.0.1', '--port', '0');
  await useVite(t, url);
});

test('the element, in a page that Vite built and in one without a bundler', async (t) => {
  const files_ = under('element/', files);
  const root = await project(t, { ...files_, 'vite.config.mjs': files['vite/vite.config.mjs'] });
  await node(root, vite, 'build');
  const plain = await page(t, {
    'index.html': files_['index.html'].replace('/main.js', 'main.js'),
    'main.js': files_['main.js'].replace('@kakari/checker/element', './kakari/embed/kakari-checker.js'),
  });
  const policy = `${STRICT}; img-src data:`;
  for (const folder of [join(root, 'dist'), plain]) {
    const tab = await opened(t, await served(t, folder, policy), [/favicon/]);
    const element = tab.locator('kakari-checker');
    await element.getByRole('radio').first().check();
    await tab.waitForFunction(() => document.title.startsWith('1号機能: '));
    // The form is another part of it, in files of its own.
    await element.evaluate((own) => own.setAttribute('mode', 'full'));
    await element.locator('.full[data-step="target"]').waitFor();
    await element.getByRole('link', { name: /^書き出し/ }).click();
    await element.getByRole('button', { name: '点検の結果を保存する' }).waitFor();
  }
});

test('a bundler that imports WebAssembly as a module', async (t) => {
  const folder = await project(t, {
    'main.js': `import { check, init } from '@kakari/checker/bundler';
      import { check as alone } from '@kakari/checker/engine/bundler';
      await init();
      const draft = ${draft};
      const codes = (call) => call(draft, { today: '2026-02-01' }).findings.map(({ code }) => code).join(' ');
      document.body.append(codes(check), codes(check) === codes(alone) ? ' の結果は同じです。' : '');`,
    'dist/index.html': '<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="main.js"></script>',
  });
  const stats = await new Promise((done, failed) => webpack({
    mode: 'development', devtool: false, context: folder, entry: './main.js',
    output: { path: join(folder, 'dist'), publicPath: '/' },
    experiments: { asyncWebAssembly: true },
  }, (error, made) => (error ? failed(error) : made.compilation.compiler.close(() => done(made)))));
  assert.equal(stats.toString({ all: false, errors: true, warnings: true }), '');
  const tab = await opened(t, await served(t, join(folder, 'dist')), [/img-src/]);
  await tab.getByText(/K115 .*の結果は同じです。/).waitFor();
});
