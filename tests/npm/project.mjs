// What the tests share: empty projects with the packed package in them, the examples of its README, a server, and Chromium.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, extname, join, normalize } from 'node:path';
import { after } from 'node:test';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

/** The packed package. */
export const { TARBALL } = process.env;

if (!TARBALL || !process.env.KAKARI) throw new Error('TARBALL and KAKARI are set by `cargo xtask test --only npm`');

const exec = promisify(execFile);

/** Runs a program and gives what it printed; a program that fails fails the test. */
export const run = (folder, program, ...args) => exec(program, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 });

/** Node with a file, in a project. */
export const node = (folder, ...args) => run(folder, process.execPath, ...args);

/** Starts Node with a file, gives what it says that fits, and ends it with the test. */
export async function started(t, folder, said, ...args) {
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((done) => child.once('exit', done));
  t.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  // Listened to until the end: a program whose output nobody takes may stop.
  let output = '';
  return new Promise((found, failed) => {
    child.stdout.on('data', (part) => {
      output += part;
      const [fits] = output.match(said) ?? [];
      if (fits) found(fits);
    });
    child.once('exit', () => failed(new Error(`ended early: ${output}`)));
  });
}

const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** An empty project with these files in which the package is installed, gone after the test. */
export async function project(t, files = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'kakari-npm-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await fill(folder, { 'package.json': '{ "private": true }', ...files });
  await run(folder, NPM, 'install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', TARBALL);
  return folder;
}

/** Where the package lies in a project. */
export const installed = (folder) => join(folder, 'node_modules/@kakari/checker');

/** Writes files by name. */
export async function fill(folder, files) {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** The examples of a README by file name, as they stand there. */
export function examples(readme) {
  const all = Object.fromEntries([...readme.matchAll(/^```\w+ file=(\S+)\n([^]*?)^```$/gm)].map(([, name, code]) => [name, code]));
  assert.ok(Object.keys(all).length > 0);
  return all;
}

/** The examples in a folder, without the folder's name. */
export const under = (folder, files) =>
  Object.fromEntries(Object.entries(files).filter(([name]) => name.startsWith(folder)).map(([name, code]) => [name.slice(folder.length), code]));

/** What the pages of other people may do at most: nothing but their own scripts, and WebAssembly. */
export const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' };

/** Serves a folder until the test ends. Gives its address. */
export async function served(t, folder, policy = STRICT) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    const path = normalize(pathname === '/' ? '/index.html' : pathname);
    const content = await readFile(join(folder, path)).catch(() => null);
    response.writeHead(content ? 200 : 404, {
      'content-type': content ? TYPES[extname(path)] ?? 'application/octet-stream' : 'text/plain',
      'content-security-policy': policy,
    });
    response.end(content ?? 'not found');
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return `http://127.0.0.1:${server.address().port}/`;
}

/** A folder with the package in `kakari/`, as a page without a bundler has it, and these files beside. */
export async function page(t, files) {
  const folder = await mkdtemp(join(tmpdir(), 'kakari-npm-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await run(folder, 'tar', '-xzf', TARBALL);
  await cp(join(folder, 'package'), join(folder, 'kakari'), { recursive: true });
  await fill(folder, files);
  return folder;
}

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
let browser;
after(() => browser?.close());

/** A page of Chromium at an address. It fails the test where it asks another server or logs an error that is not expected. */
export async function opened(t, url, expected = []) {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? CHROMIUM.find((path) => existsSync(path)),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking', '--no-first-run'],
  });
  const context = await browser.newContext();
  const problems = [];
  context.on('request', (request) => {
    if (!/^(http:\/\/(127\.0\.0\.1|localhost)[:/]|data:|blob:|ws:\/\/(127\.0\.0\.1|localhost):)/.test(request.url())) problems.push(request.url());
  });
  context.on('console', (message) => message.type() === 'error' && problems.push(`${message.text()} (${message.location().url})`));
  context.on('weberror', (error) => problems.push(String(error.error())));
  t.after(async () => {
    await context.close();
    assert.deepEqual(problems.filter((problem) => !expected.some((pattern) => pattern.test(problem))), []);
  });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}
