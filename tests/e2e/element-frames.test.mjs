// The element and the iframe where little is allowed, and in browsers as old as the oldest that we name.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { begin, blank, download, eventually, example, onDay } from './app.mjs';
import { step } from './element.mjs';
import { BASE_URL, accessible, fitsWidth, scenario, screenshots } from './harness.mjs';
import { host, page as pageOf, ready, site, strict } from './hosts.mjs';
import { takeAway } from './older.mjs';

const MODULES = new URL(BASE_URL).origin;
const EXAMPLE = new URL('../../web/examples/prefecture/', import.meta.url);

// Links in a frame ----------------------------------------------------------------------------------------------------------

/** A page with the checker in a frame, under a policy that allows the frame and nothing else; the configuration has contacts. */
async function framed(t, { sandbox = 'allow-scripts allow-downloads', query = 'mode=quick&src=kakari.json' } = {}) {
  const modules = await site(t, { '/office': '<!doctype html><title>窓口</title>' }, { app: true });
  modules.files['/kakari.json'] = JSON.stringify({
    format: 'kakari-prefecture', version: 1, name: '例示県',
    contacts: [{ name: '例示県医療政策課', phone: '00-0000-0000 内線12', email: 'iryo@pref.example.lg.jp', url: 'https://www.pref.example.lg.jp/iryo' }],
  });
  const own = await site(t, {});
  const attribute = sandbox === null ? '' : ` sandbox="${sandbox}"`;
  own.files['/'] = {
    body: pageOf(`<iframe title="チェッカー" width="1200" height="800" src="${modules.url}embed.html?${query.replaceAll('&', '&amp;')}"${attribute}></iframe>`),
    headers: { 'content-security-policy': `default-src 'self'; style-src 'self'; frame-src ${modules.origin}` },
  };
  return { modules, url: own.url };
}

/** The result of `quick` in the frame, where contacts and sources stand. */
async function toResult(page) {
  const element = page.frameLocator('iframe').locator('kakari-checker');
  await element.locator('.root[data-state="ready"]').waitFor();
  await element.getByRole('radio', { name: '特定機能病院' }).check();
  await element.getByRole('button', { name: '次へ' }).click();
  await element.locator('.calendar').waitFor();
  return element;
}

for (const [sandbox, popups] of [['allow-scripts allow-downloads', false], ['allow-scripts allow-downloads allow-same-origin', false], ['allow-scripts allow-downloads allow-popups', true], [null, true]]) {
  scenario(`sandbox="${sandbox ?? '(none)'}": no link takes the frame elsewhere, and what cannot be opened is shown to be copied`, async ({ page, context, tolerate, test: t }) => {
    tolerate(/Blocked opening|sandboxed|Clipboard API/);
    await onDay(context, '2026-02-01');
    const { modules, url } = await framed(t, { sandbox });
    await page.goto(url);
    const element = await toResult(page);
    const frame = page.frames()[1];
    const address = frame.url();
    const tabs = [];
    context.on('page', (tab) => tabs.push(tab));
    const copy = element.locator('.copy input');
    for (const [name, shown] of [[/^00-0000-0000/, '00-0000-0000 内線12'], ['iryo@pref.example.lg.jp', 'iryo@pref.example.lg.jp']]) {
      for (const press of ['click', 'middle', 'Enter']) {
        const link = element.getByRole('link', { name });
        if (press === 'Enter') await link.press('Enter');
        else await link.click({ button: press === 'middle' ? 'middle' : 'left' });
        await eventually(() => copy.inputValue(), shown);
        assert.equal(await element.evaluate(({ shadowRoot }) => {
          const field = shadowRoot.activeElement;
          return field.value.slice(field.selectionStart, field.selectionEnd);
        }), shown, 'selected');
      }
    }
    await screenshots(page, `element-copy-${popups ? 'popups' : 'sandbox'}`);
    if (popups) {
      assert.deepEqual(tabs, []);
      // Nothing of other hosts may be asked for in a test.
      const office = element.getByRole('link', { name: '例示県医療政策課' });
      await office.evaluate((link, to) => { link.href = to; }, `${modules.url}office`);
      await office.click();
      await eventually(() => tabs.length, 1);
      assert.equal(await tabs[0].evaluate(() => window.opener === null || window.origin), sandbox === null ? true : 'null');
    } else {
      await element.getByRole('link', { name: '例示県医療政策課' }).click();
      await eventually(() => copy.inputValue(), 'https://www.pref.example.lg.jp/iryo');
      // Here and there, whatever the page around allows.
      await element.locator('.copy button').click();
      await eventually(() => element.locator('.copy button').innerText(), 'コピーしました');
      assert.deepEqual(tabs, []);
    }
    assert.equal(frame.url(), address);
    assert.equal(await element.evaluate(({ draft }) => draft.facility.exclusion), 'advanced_hospital', 'the answers are there');
  });
}

scenario('what is dropped on the frame does not open there', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  const { url } = await framed(t);
  await page.goto(url);
  await toResult(page);
  const dropped = (selector) => page.frames()[1].evaluate((where) => ['dragover', 'drop'].map((type) => {
    const event = new DragEvent(type, { bubbles: true, composed: true, cancelable: true, dataTransfer: new DataTransfer() });
    (where ? document.querySelector('kakari-checker').shadowRoot.querySelector(where) : document.body).dispatchEvent(event);
    return event.defaultPrevented;
  }), selector);
  assert.deepEqual(await dropped(null), [true, true]);
  assert.deepEqual(await dropped('h2'), [true, true]);
});

scenario('in a frame without the clipboard the answers are copied all the same', async ({ page, context, tolerate, test: t }) => {
  tolerate(/Clipboard API/);
  await onDay(context, '2026-02-01');
  const { url } = await framed(t, { query: 'mode=full' });
  await page.goto(url);
  const element = page.frameLocator('iframe').locator('kakari-checker');
  await element.locator('.root[data-state="ready"]').waitFor();
  await element.evaluate((own, draft) => { own.draft = draft; }, example());
  await element.locator('.root[data-state="ready"]').waitFor();
  await step(element, '書き出し');
  await element.getByRole('button', { name: /^コピー/ }).first().click();
  await eventually(() => element.locator('[role=status].visually-hidden').innerText(), 'コピーしました。');
  assert.equal(await element.locator('.copy').count(), 0);
});

scenario('a link in a page that is in no frame is a link', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  const { url } = await host(t, '<kakari-checker contact="窓口"></kakari-checker>');
  await page.goto(url);
  const element = await ready(page);
  await element.getByRole('radio', { name: '特定機能病院' }).check();
  await element.getByRole('button', { name: '次へ' }).click();
  const link = element.locator('.lacking a').first();
  await link.evaluate((own, to) => { own.href = to; }, `${BASE_URL}words/`);
  const [tab] = await Promise.all([context.waitForEvent('page'), link.click()]);
  assert.equal(await element.locator('.copy').count(), 0);
  await tab.close();
});

// Older and hardened browsers -------------------------------------------------------------------------------------------------

const look = (element) => element.evaluate(({ shadowRoot }) => ['.root', 'h2', '.main-button', '.option', '.progress'].map((what) => {
  const { fontSize, color, backgroundColor, borderTopStyle, display, paddingTop } = getComputedStyle(shadowRoot.querySelector(what));
  return { what, fontSize, color, backgroundColor, borderTopStyle, display, paddingTop };
}));

scenario('where sheets are not made, files are linked: the element looks and works as ever, with the colours of the file', async ({ page, context, test: t }) => {
  const own = JSON.parse(await readFile(new URL('kakari.json', EXAMPLE), 'utf8'));
  const body = '<kakari-checker src="/kakari.json"></kakari-checker><kakari-checker class="ours" mode="full" src="/kakari.json"></kakari-checker>';
  const shown = [];
  for (const old of [false, true]) {
    const own_ = await context.newPage();
    await onDay(context, '2027-01-20');
    if (old) await own_.addInitScript(takeAway);
    const { url } = await host(t, body, {
      policy: strict(MODULES).replace("style-src 'self'", `style-src 'self' ${MODULES}`), styles: ['/ours.css'],
      files: { '/kakari.json': JSON.stringify(own), '/ours.css': '.ours { --kakari-color-primary: #7a2048; }' },
    });
    await own_.goto(url);
    const elements = [await ready(own_, 0), await ready(own_, 1)];
    if (old) assert.ok(await own_.evaluate(() => window.takenAway.length > 30));
    assert.equal(await elements[0].locator('[data-about="styles"]').count(), 0);
    shown.push(await Promise.all([look(elements[0]), elements[1].evaluate(({ shadowRoot }) => ['.full .columns', '.steps', '.field', '.button.is-main'].map((what) => {
      const { display, gridTemplateColumns, backgroundColor } = getComputedStyle(shadowRoot.querySelector(what));
      return { display, gridTemplateColumns, backgroundColor };
    }))]));
    if (!old) continue;
    assert.equal(await elements[0].evaluate(({ shadowRoot }) => shadowRoot.querySelectorAll('link[data-sheet]').length), 1);
    await screenshots(own_, 'element-old');
    await own_.setViewportSize({ width: 375, height: 812 });
    await fitsWidth(own_);
    await own_.setViewportSize({ width: 1280, height: 900 });
    // And it works: quick to its end, the form, the sheet, a file.
    await elements[0].getByRole('radio', { name: '特定機能病院' }).check();
    await elements[0].getByRole('button', { name: '次へ' }).click();
    await elements[0].getByRole('heading', { name: '報告の対象外です' }).waitFor();
    await elements[1].evaluate((one, draft) => { one.draft = draft; }, example());
    await ready(own_, 1);
    for (const name of ['1号機能', '確認', '院内掲示', '書き出し']) await step(elements[1], name);
    await elements[1].locator('.answers table').waitFor();
    await download(own_, () => elements[1].getByRole('button', { name: '下書きファイルを保存する' }).click());
    // Taken out and put in again, it is dressed as before.
    await own_.evaluate(() => document.querySelector('main').append(document.querySelector('kakari-checker')));
    await eventually(() => own_.locator('kakari-checker.ours ~ kakari-checker h2').first().evaluate((one) => getComputedStyle(one).fontSize), '24px');
    await eventually(() => own_.locator('kakari-checker.ours ~ kakari-checker').evaluate((one) => getComputedStyle(one).getPropertyValue('--kakari-color-primary')), '#0b5d2a');
  }
  assert.deepEqual(shown[1], shown[0]);
});

scenario('where neither sheets nor files nor text of styles are allowed, it works and says where it looks better', async ({ page, context, tolerate, test: t }) => {
  tolerate(/style-src|Content Security Policy|stylesheet/i);
  await onDay(context, '2026-02-01');
  await page.addInitScript(takeAway);
  await page.goto((await host(t, '<kakari-checker></kakari-checker>')).url);
  const element = await ready(page);
  const words = element.locator('[data-about="styles"]');
  await words.waitFor();
  assert.ok((await words.innerText()).includes(BASE_URL), await words.innerText());
  await element.getByRole('radio', { name: '特定機能病院' }).check();
  await element.getByRole('button', { name: '次へ' }).click();
  await element.getByRole('heading', { name: '報告の対象外です' }).waitFor();
});

scenario('an old browser in a sandboxed frame: everything, also a file that is no address', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  await page.addInitScript(takeAway);
  const { url } = await framed(t, { query: 'mode=full&src=http://[' });
  await page.goto(url);
  await page.frameLocator('iframe').locator('#trouble', { hasText: '同じサーバーに置いたファイルだけ' }).waitFor();
  const element = page.frameLocator('iframe').locator('kakari-checker');
  await element.locator('.root[data-state="ready"]').waitFor();
  assert.equal(await element.locator('[data-about="styles"]').count(), 0);
  await step(element, '院内掲示');
  await element.locator('.notice-sheet').first().waitFor();
});

scenario('the app starts in a browser as old as the oldest that is named, and takes an answer', async ({ page, context, url }) => {
  await page.addInitScript(takeAway);
  await begin(page, url, blank, 'f1');
  await page.getByRole('radio').first().check();
  await eventually(() => page.getByRole('radio').first().isChecked(), true);
  await eventually(() => page.evaluate(() => window.kakariResult && JSON.parse(window.kakariResult()).function1.status), 'lacks');
});

scenario('printing 院内掲示 works where sheets are not made', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  await page.addInitScript(takeAway);
  await page.addInitScript(() => {
    window.print = () => {
      window.top.printed = { text: document.body.innerText, border: getComputedStyle(document.querySelector('.notice-sheet')).display };
      dispatchEvent(new Event('afterprint'));
    };
  });
  await page.goto((await host(t, '<kakari-checker mode="notice"></kakari-checker>', { policy: strict(MODULES).replace("style-src 'self'", `style-src 'self' ${MODULES}`) })).url);
  const element = await ready(page);
  await element.getByLabel('下書きファイルを選んでください').setInputFiles({ name: 'a.kakari.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(example())) });
  await element.locator('.notice-sheet').first().waitFor();
  await element.getByRole('button', { name: /^印刷する/ }).click();
  await eventually(() => page.evaluate(() => window.printed?.border), 'flex');
});

scenario('where something else is missing that the element needs, it says so and leads to the app', async ({ page, context, test: t }) => {
  await onDay(context, '2026-02-01');
  await page.addInitScript(() => { delete Object.fromEntries; delete Array.prototype.flatMap; });
  await page.goto((await host(t, '<kakari-checker></kakari-checker>')).url);
  const alert = page.locator('kakari-checker').getByRole('alert');
  await alert.waitFor();
  assert.match(await alert.innerText(), /ブラウザーが古いか/);
  assert.equal(await alert.getByRole('link', { name: /下書きチェッカーのページ/ }).getAttribute('href'), BASE_URL);
  await accessible(page, 'broken');
});

for (const [name, break_] of [
  ['its modules cannot be read', (modules) => { modules.files['/embed/kakari-checker.js'] = 'const a = ;'; }],
  ['its modules are not there', (modules) => { modules.files['/embed/kakari-checker.js'] = { status: 404, body: '' }; }],
  ['it stops on its way', (modules) => { modules.files['/embed/kakari-checker.js'] = "throw new Error('stopped');"; }],
]) {
  scenario(`the frame says so where ${name}`, async ({ page, context, tolerate, test: t }) => {
    tolerate(/404|Unexpected token|stopped|thrown: *$/);
    await onDay(context, '2026-02-01');
    const { modules, url } = await framed(t);
    break_(modules);
    await page.goto(url);
    const trouble = page.frameLocator('iframe').locator('#trouble');
    await eventually(async () => /チェッカーを動かせません/.test(await trouble.innerText()), true);
    assert.equal(await trouble.getByRole('link').innerText(), modules.url);
    await screenshots(page, 'embed-broken');
  });
}
