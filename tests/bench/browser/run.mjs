// The engine beside its peers in one page of headless Chromium. `cargo xtask bench` makes the folder `BENCH` with the
// modules and the drafts and calls this; one JSON object comes out.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const folder = process.env.BENCH;
const here = fileURLToPath(new URL('.', import.meta.url));
const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' };

const page = await build({
  entryPoints: [join(here, 'page.mjs')],
  bundle: true,
  write: false,
  format: 'esm',
  external: ['/engine/*', '/quick/*', '/peers/*'],
});

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://127.0.0.1');
  try {
    const body =
      pathname === '/' ? '<!doctype html><title>bench</title>' :
      pathname === '/page.mjs' ? page.outputFiles[0].text :
      await readFile(join(folder, pathname));
    response.setHeader('content-type', pathname === '/' ? 'text/html' : (TYPES[extname(pathname)] ?? 'text/plain'));
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking', '--no-first-run'],
});
try {
  const tab = await browser.newPage();
  tab.on('pageerror', (error) => console.error(error));
  tab.on('console', (message) => console.error(message.text()));
  const origin = `http://127.0.0.1:${server.address().port}`;
  // The start of the engine, in a fresh page each time; the browser may keep what it compiled, as it does for a visitor.
  const starts = { engine: [], quick: [] };
  const modules = ['engine', ...(existsSync(join(folder, 'quick')) ? ['quick'] : [])];
  for (let round = 0; round < Number(process.env.STARTS ?? 11); round += 1) {
    for (const name of modules) {
      await tab.goto(origin);
      starts[name].push(await tab.evaluate(async (module) => (await import('/page.mjs')).start(module), name));
    }
  }
  await tab.goto(origin);
  const rounds = Number(process.env.ROUNDS ?? 15);
  const result = await tab.evaluate(
    async ([names, count]) => (await import('/page.mjs')).measure(names, count),
    [modules, rounds],
  );
  console.log(JSON.stringify({ browser: browser.version(), starts, ...result }));
} finally {
  await browser.close();
  server.close();
}
