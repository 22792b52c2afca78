// A service worker whose caches fail keeps nobody out.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { fresh } from './app.mjs';
import { booted, copyOfApp, offlineReady, scenario } from './harness.mjs';

/** In the worker: from the word on, what is asked of the caches fails as it is told. */
function meddling() {
  let fault;
  self.addEventListener('message', ({ data, ports }) => {
    if (!data.fault) return;
    fault = data;
    ports[0].postMessage('done');
  });
  for (const [of, name] of [[CacheStorage, 'open'], [CacheStorage, 'keys'], [Cache, 'match']]) {
    const usual = of.prototype[name];
    of.prototype[name] = function (...given) {
      if (fault?.where !== name) return usual.apply(this, given);
      if (fault.fault === 'silence') return new Promise(() => {});
      return Promise.reject(new DOMException('Unexpected internal error.', fault.fault));
    };
  }
}

for (const [where, fault] of [['open', 'UnknownError'], ['match', 'UnknownError'], ['open', 'SecurityError'], ['open', 'silence'], ['match', 'silence']]) {
  scenario(`where caches.${where} fails (${fault}), the network answers`, async ({ page, test: t }) => {
    const copy = await copyOfApp(t);
    const worker = join(copy.folder, 'service-worker.js');
    await writeFile(worker, `(${meddling})();\n${await readFile(worker, 'utf8')}`);
    await fresh(page, copy.url);
    await offlineReady(page);
    await page.evaluate((what) => new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      navigator.serviceWorker.controller.postMessage(what, [port2]);
    }), { where, fault });
    await page.reload();
    await booted(page);
    await page.getByRole('button', { name: 'はじめる' }).waitFor();
    assert.equal(await page.evaluate(() => Boolean(navigator.serviceWorker.controller)), true);
  }, { worker: true });
}
