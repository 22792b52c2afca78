// What is in the packed file: what is meant to be, nothing of the machine that made it, and the same each time.

import assert from 'node:assert/strict';
import { access, readFile, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { installed, project, run } from './project.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));

test('the package holds these files', async (t) => {
  const folder = await project(t);
  // The names of what the element loads carry what is in them.
  const element = (await readdir(join(installed(folder), 'embed'))).map((name) => name.replace(/-[0-9a-f]{16}\./, '.')).sort();
  assert.ok(element.includes('kakari-checker.js') && element.includes('kakari-checker.d.ts') && element.includes('quick-engine.wasm'), `${element}`);
  assert.deepEqual((await readdir(installed(folder))).sort(), [
    'LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'embed', 'embed.html',
    'engine.bundler.js', 'engine.d.cts', 'engine.d.ts', 'engine.js', 'engine.node.cjs', 'engine.node.mjs',
    'guard.cjs', 'guard.js',
    'index.bundler.js', 'index.d.cts', 'index.d.ts', 'index.js', 'index.node.cjs', 'index.node.mjs',
    'kakari.bundler.js', 'kakari.node.cjs', 'kakari.web.js', 'kakari_bg.js', 'kakari_bg.wasm',
    'kakari_engine.bundler.js', 'kakari_engine.node.cjs', 'kakari_engine.web.js', 'kakari_engine_bg.js', 'kakari_engine_bg.wasm',
    'package.json',
  ]);
});

test('whatever package.json names is there, and it can be published with provenance', async (t) => {
  const folder = await project(t);
  const manifest = JSON.parse(await readFile(join(installed(folder), 'package.json'), 'utf8'));
  const named = [];
  const collect = (value) => (typeof value === 'string' ? named.push(value) : Object.values(value).forEach(collect));
  collect([manifest.exports, manifest.main, manifest.module, manifest.types, manifest.sideEffects]);
  assert.ok(named.length > 15);
  for (const file of named.filter((one) => !one.includes('*'))) await access(join(installed(folder), file));
  // The first condition that holds is taken: what is for Node has to stand before what is for everybody.
  for (const way of ['.', './engine']) {
    assert.deepEqual(Object.keys(manifest.exports[way]), ['node', 'types', 'default']);
    for (const to of ['import', 'require']) assert.deepEqual(Object.keys(manifest.exports[way].node[to]), ['types', 'default']);
  }
  assert.deepEqual(manifest.publishConfig, { access: 'public', provenance: true });
  assert.equal(manifest.license, 'MIT OR Apache-2.0');
  assert.deepEqual([manifest.dependencies, manifest.scripts, manifest.private], [undefined, undefined, undefined]);
});

test('nothing in it names the machine that made it', async (t) => {
  const folder = await project(t);
  const homes = [repository, join(homedir(), '.'), process.env.CARGO_HOME ?? '/.cargo/'].filter((path) => path.length > 5);
  for (const name of (await readdir(installed(folder), { recursive: true })).filter((one) => one !== 'embed')) {
    const content = await readFile(join(installed(folder), name), 'latin1');
    for (const home of homes) assert.ok(!content.includes(home), `${name}: ${home}`);
  }
});

test('packing once more gives the same bytes', async (t) => {
  const folder = await project(t);
  const { stdout } = await run(installed(folder), process.platform === 'win32' ? 'npm.cmd' : 'npm', 'pack', '--silent', '--pack-destination', folder);
  assert.deepEqual(await readFile(join(folder, stdout.trim())), await readFile(process.env.TARBALL));
});
