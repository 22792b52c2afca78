// The main ways in WebKit. Where it is not installed, that is said and nothing fails.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { BASE_URL, copyOfApp } from './harness.mjs';
import { begun, leavingWay, mainWay, offlineWay } from './ways.mjs';
import { launchWebKit, missing } from './webkit-driver.mjs';

const lacking = missing();
const skip = lacking ? `left out: this machine has no ${lacking}` : false;

async function inWebKit(body) {
  const browser = await launchWebKit();
  try {
    await body(browser);
  } finally {
    await browser.quit();
  }
}

test('WebKit: from the first page over findings, 確認 and 院内掲示 to the files, and a reload keeps the draft', { skip, timeout: 600_000 }, () => inWebKit(async (browser) => {
  await mainWay(browser, BASE_URL);
  assert.equal(await browser.run(() => document.documentElement.dataset.boot), 'ready');
}));

test('WebKit: what was typed a moment before the page is left is there when the person is back, in the one draft', { skip, timeout: 600_000 }, () => inWebKit(async (browser) => {
  await leavingWay(browser, BASE_URL);
}));

test('WebKit: without a network a reload, a deep link and typing work, and the draft is there', { skip, timeout: 600_000 }, (t) => inWebKit(async (browser) => {
  await offlineWay(browser, await copyOfApp(t));
}));

test('WebKit: a page that was left in the middle of a transaction holds up no other', { skip, timeout: 600_000 }, () => inWebKit(async (browser) => {
  await browser.open(BASE_URL);
  await begun(browser);
  // It would go on until the page is gone for good.
  await browser.run(() => {
    window.kakariKeep.transact('readwrite', async (stores) => {
      for (;;) await window.kakariKeep.got(stores('settings').get('settings'));
    }).catch(() => {});
  });
  await browser.open('about:blank');
  await browser.open(BASE_URL);
  await begun(browser);
}));
