// The element and the iframe in Firefox and WebKit: in the example of a prefecture's page. Where a browser is not
// installed, that is said and nothing fails.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually } from './app.mjs';
import * as firefox from './firefox-driver.mjs';
import { BASE_URL } from './harness.mjs';
import * as webkit from './webkit-driver.mjs';

for (const [name, lacking, launch] of [['Firefox', firefox.missing(), firefox.launchFirefox], ['WebKit', webkit.missing(), webkit.launchWebKit]]) {
  test(`${name}: the element answers, and the frame in its sandbox tells its height`, { skip: lacking ? `left out: this machine has no ${lacking}` : false, timeout: 600_000 }, async () => {
    const browser = await launch();
    try {
      await browser.open(`${BASE_URL}examples/prefecture/`);
      await eventually(() => browser.run(() => [...document.querySelectorAll('kakari-checker')].map((own) => own.shadowRoot?.querySelector('.root').dataset.state)), ['ready', 'ready']);
      await eventually(() => browser.run(() => parseInt(document.querySelector('iframe').style.height, 10) > 400), true, 'the frame told its height');
      await browser.run(() => document.querySelector('kakari-checker').shadowRoot.querySelector('input[value=advanced_hospital]').click());
      await eventually(() => browser.run(() => document.getElementById('heard').textContent.includes('対象外')), true, 'the page heard the result');
      assert.equal(await browser.run(() => document.querySelector('kakari-checker').shadowRoot.querySelector('.so-far').textContent), '報告の対象外です');
    } finally {
      await browser.quit();
    }
  });
}
