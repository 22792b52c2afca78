// The main ways in Firefox. Where it is not installed, that is said and nothing fails.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';

import { eventually } from './app.mjs';
import { launchFirefox, missing } from './firefox-driver.mjs';
import { BASE_URL, copyOfApp } from './harness.mjs';
import { leavingWay, mainWay, offlineWay } from './ways.mjs';

const lacking = missing();
const skip = lacking ? `left out: this machine has no ${lacking}` : false;

async function inFirefox(body) {
  const browser = await launchFirefox();
  try {
    await body(browser);
    assert.deepEqual(browser.problems(), [], 'errors in the page');
  } finally {
    await browser.quit();
  }
}

test('Firefox: from the first page over findings, 確認 and 院内掲示 to the files, and a reload keeps the draft', { skip, timeout: 600_000 }, () => inFirefox(async (browser) => {
  const { draft, table } = await mainWay(browser, BASE_URL);
  // The files do arrive.
  await eventually(async () => (await readdir(browser.downloads)).sort(), [draft.name, table.name].sort());
}));

test('Firefox: what was typed a moment before the page is left is there when the person is back, in the one draft', { skip, timeout: 600_000 }, () => inFirefox(async (browser) => {
  await leavingWay(browser, BASE_URL);
}));

test('Firefox: without a network a reload, a deep link and typing work, and the draft is there', { skip, timeout: 600_000 }, (t) => inFirefox(async (browser) => {
  await offlineWay(browser, await copyOfApp(t));
}));
