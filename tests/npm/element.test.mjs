// The element where there is no page: on a server that writes pages.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { installed, node, project } from './project.mjs';

test('importing the element in Node throws nothing and registers nothing', async (t) => {
  const folder = await project(t, {
    'server.mjs': `import { KakariChecker, define } from '@kakari/checker/element';
      define();
      console.log(typeof KakariChecker, KakariChecker.version.length > 5, typeof globalThis.customElements, typeof globalThis.HTMLElement);`,
  });
  assert.equal((await node(folder, 'server.mjs')).stdout, 'function true undefined undefined\n');
});

test('nor does any other module of it', async (t) => {
  const folder = await project(t, { 'all.mjs': 'for (const file of process.argv.slice(2)) await import(file);' });
  const embed = join(installed(folder), 'embed');
  // What runs in the frame itself is for no server.
  const files = (await readdir(embed)).filter((name) => name.endsWith('.js') && !/^frame-/.test(name));
  assert.ok(files.length > 10);
  await node(folder, 'all.mjs', ...files.map((name) => join(embed, name)));
});
