// Firefox over WebDriver BiDi, which needs no driver beside it.

import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PATIENCE } from './harness.mjs';

const NAMES = ['firefox-esr', 'firefox'];

/** Firefox: the one that was asked for, or the first on the search path. */
function firefox() {
  if (process.env.FIREFOX) return process.env.FIREFOX;
  const folders = (process.env.PATH ?? '').split(':');
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** What is missing on this machine, in words; empty where Firefox can be driven. */
export function missing() {
  return firefox() ? '' : 'Firefox';
}

/** Starts Firefox. Gives what `ways.mjs` drives a browser by. */
export async function launchFirefox() {
  const { launch } = await import('puppeteer-core');
  const downloads = await mkdtemp(join(tmpdir(), 'kakari-firefox-'));
  const browser = await launch({
    browser: 'firefox',
    executablePath: firefox(),
    headless: true,
    timeout: PATIENCE,
    protocolTimeout: 2 * PATIENCE,
    extraPrefsFirefox: {
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.useDownloadDir': true,
      'browser.download.alwaysOpenPanel': false,
      'intl.accept_languages': 'ja',
    },
  });
  const problems = [];
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on('pageerror', (error) => problems.push(`thrown: ${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  // A page with something unsaved asks whether it may be left.
  page.on('dialog', (dialog) => dialog.accept());
  await page.setViewport({ width: 1280, height: 900 });
  return {
    name: await browser.version(),
    downloads,
    async quit() {
      await browser.close();
      await rm(downloads, { recursive: true, force: true });
    },
    run: (body, ...args) => page.evaluate(body, ...args),
    open: (url) => page.goto(url),
    reload: () => page.reload(),
    async element(body, ...args) {
      const found = (await page.evaluateHandle(body, ...args)).asElement();
      return found && { handle: found, click: () => found.click(), type: (text) => found.type(text) };
    },
    press: (key) => page.keyboard.press(key),
    problems: () => problems,
  };
}
