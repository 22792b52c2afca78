// Others change the page: translation by the browser puts every text into elements of its own, extensions take nodes away
// and put some in. The page asks not to be translated; and where its nodes are changed all the same, what it shows is
// drawn anew, never stale, and nothing stops.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

import { STEPS, arrived, begin, choose, control, download, eventually, example, faulty, field, go, kept, status } from './app.mjs';
import { open, scenario, withoutWorker } from './harness.mjs';

/**
 * Translates as Chrome does: each text goes into two `font`, the text node that the page knows is gone. With `follows` it
 * goes on for as long as the page lives, with whatever the page shows later.
 */
const translate = (page, follows = false) => page.evaluate((goesOn) => {
  window.translated = (text) => /[ぁ-んァ-ヶ一-龠]/.test(text);
  const translateWithin = (root) => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const all = [];
    while (texts.nextNode()) all.push(texts.currentNode);
    for (const text of root.nodeType === Node.TEXT_NODE ? [root] : all) {
      if (!text.data.trim() || text.parentElement?.closest('font, script, style, textarea, title')) continue;
      const [outer, inner] = [0, 0].map(() => document.createElement('font'));
      inner.append(text.data);
      outer.append(inner);
      text.replaceWith(outer);
    }
  };
  translateWithin(document.body);
  if (!goesOn) return;
  window.translations = 0;
  new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      for (const node of type === 'childList' ? addedNodes : [target]) {
        if (node.isConnected) translateWithin(node);
      }
    }
    window.translations += 1;
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}, follows);

/** What the page says, with what is typed and ticked, whatever elements it stands in. */
const said = (page) => page.evaluate(() => {
  const lines = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      lines.push(node.data);
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.tagName !== 'FONT') lines.push(`<${node.tagName} ${node.className}>`);
    if (node.matches('input, textarea, select')) lines.push(`${node.value} ${node.checked}`);
    for (const child of node.tagName === 'TEXTAREA' ? [] : node.childNodes) walk(child);
  };
  walk(document.querySelector('.page'));
  // A text in one piece or in several is the same text.
  return lines.join('').replaceAll('<', '\n<').replace(/ undefined/g, '').split('\n');
});

/** Asserts that two pages say the same, and names the place where they do not. */
async function same(page, other, what) {
  // What is loaded late is not there at the same moment in both.
  await eventually(async () => {
    const clean = await said(other);
    const own = await said(page);
    const at = clean.findIndex((line, place) => line !== own[place]);
    return at < 0 && own.length === clean.length ? 'the same' : own.slice(Math.max(at - 1, 0), at + 3);
  }, 'the same', what);
}

/** The line of a field, whatever was put around it. */
const line = (page, id) => field(page, id).locator('input').first();

const CHANGES = [
  ['target', 'a choice that decides', (page) => field(page, 'facility.exclusion').getByRole('radio').nth(1).check()],
  ['target', 'and back', (page) => field(page, 'facility.exclusion').getByRole('radio').first().check()],
  ['facility', 'an error in a line', async (page) => {
    await line(page, 'facility.phone').fill('000-0000');
    await page.keyboard.press('Tab');
  }],
  ['facility', 'the error mended', (page) => line(page, 'facility.phone').fill('011-000-0000')],
  ['f1', 'a choice that decides', (page) => choose(page, '患者からの相談', '無し')],
  ['f1', 'undo', (page) => page.getByRole('button', { name: '元に戻す' }).click()],
  ['f1', 'ticks', (page) => field(page, 'f1.areas').getByRole('checkbox', { name: '小児領域' }).check()],
  ['f1', 'a search', (page) => field(page, 'f1.diseases').getByRole('searchbox').fill('とうにょう')],
  ['f1', 'a search ended', (page) => field(page, 'f1.diseases').getByRole('searchbox').fill('')],
  ['f1', 'a question', (page) => field(page, 'f1.areas').getByRole('checkbox', { name: '該当無し' }).click()],
  ['f1', 'a question answered', (page) => page.getByRole('button', { name: 'やめる' }).click()],
  ['f1', 'an answer taken away', (page) => field(page, 'f1.dx.e_prescription').getByRole('button', { name: /^取り消す/ }).click()],
  ['f2i', 'a row', (page) => page.getByRole('button', { name: '連携医療機関を追加' }).click()],
  ['f2i', 'a row gone', (page) => page.getByRole('button', { name: /^削除/ }).first().click()],
  ['f2ro', 'what is calculated from', (page) => line(page, 'f2ro.referred.total').fill('1200')],
  ['f2ha', 'a choice', (page) => field(page, 'f2ha.care').getByRole('radio').last().check()],
  ['f2ni', 'a choice', (page) => field(page, 'f2ni.facilities').getByRole('radio').last().check()],
  ['other', 'an answer that does not fit another', (page) => field(page, 'other.school_doctor').getByRole('radio', { checked: false }).first().check()],
  ['notice', 'another layout', (page) => page.getByRole('radio', { name: '横' }).check()],
  ['notice', 'another layout again', (page) => page.getByRole('checkbox', { name: /だけを載せる/ }).check()],
];

const LATE = ['drafts', 'history', 'differences', 'transcribe', 'explain', 'guide', 'help', 'settings', 'embed'];

scenario('the app asks not to be translated, and its static pages, which are prose, do not', async ({ page, url }) => {
  await open(page, url);
  assert.deepEqual(await page.evaluate(() => [
    document.documentElement.lang, document.documentElement.translate, document.querySelector('meta[name=google]')?.content,
  ]), ['ja', false, 'notranslate']);
  for (const path of ['rules/', 'items/', 'words/', 'rules/KF21/']) {
    await page.goto(url + path);
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.translate]), ['ja', true], path);
  }
});

for (const [name, mangle] of [
  ['translated', (page) => translate(page)],
  // What extensions have been seen to do: texts joined and split, elements put in, taken out and wrapped.
  ['changed by an extension', (page) => page.evaluate(() => {
    const root = document.querySelector('.page');
    root.normalize();
    for (const input of root.querySelectorAll('input:not([type=radio], [type=checkbox])')) {
      input.before(document.createElement('extension-before'));
      const around = document.createElement('extension-around');
      input.replaceWith(around);
      around.append(input);
    }
    for (const [at, place] of root.querySelectorAll('.status-value, .step-state, .field-help, .findings > *, .count, .unit').entries()) {
      if (at % 3 === 0) place.remove();
      else if (at % 3 === 1) place.replaceChildren('…', document.createElement('b'));
      else if (place.firstChild?.nodeType === Node.TEXT_NODE) place.firstChild.splitText(1).data = '…';
    }
    for (const list of root.querySelectorAll('.status-rows, .steps-list, main ul')) list.append(list.firstElementChild);
  })],
]) {
  scenario(`on every step a page that was ${name} shows what a page shows that was not`, async ({ page, context, url }) => {
    await begin(page, url, example(), 'target');
    const other = await context.browser().newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport: { width: 1280, height: 900 } });
    await withoutWorker(other);
    try {
      const clean = await other.newPage();
      await begin(clean, url, example(), 'target');
      for (const [step, what, change] of CHANGES) {
        for (const one of [page, clean]) await go(one, step);
        await mangle(page);
        for (const one of [page, clean]) {
          await change(one);
          if (step !== 'notice') await kept(one);
        }
        await same(page, clean, `${step}: ${what}`);
      }
      // The screens that are only read follow as well.
      for (const step of STEPS) {
        for (const one of [page, clean]) await go(one, step);
        await same(page, clean, step);
        await mangle(page);
      }
    } finally {
      await other.close();
    }
  });
}

scenario('on a slow machine, where drawing is done in pieces, a page that is translated between them shows the same', async ({ page, context, url }) => {
  await begin(page, url, example(), 'target');
  const other = await context.browser().newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport: { width: 1280, height: 900 } });
  await withoutWorker(other);
  try {
    const clean = await other.newPage();
    await begin(clean, url, example(), 'target');
    await translate(page, true);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    for (const [step, what, change] of CHANGES.filter(([one]) => ['f1', 'f2i'].includes(one))) {
      for (const one of [page, clean]) {
        await go(one, step);
        await change(one);
        if (step !== 'notice') await kept(one);
      }
      await same(page, clean, `${step}: ${what}`);
    }
  } finally {
    await other.close();
  }
});

scenario('the card of a translated page says what the answers come to', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  await translate(page);
  await choose(page, '患者からの相談', '無し');
  await status(page, '1号機能').locator('.status-value', { hasText: '無し' }).waitFor();
  await translate(page);
  await choose(page, '患者からの相談', '有り');
  await status(page, '1号機能').locator('.status-value', { hasText: '有り' }).waitFor();
});

scenario('typing goes on where it is while the page is translated again and again', async ({ page, url }) => {
  await begin(page, url, faulty, 'facility');
  await translate(page, true);
  const name = control(page, 'facility.name');
  await name.fill('');
  await name.pressSequentially('例示医院');
  assert.equal(await page.evaluate(() => document.activeElement.value), '例示医院');
  await page.keyboard.press('Home');
  await page.keyboard.type('新');
  assert.equal(await name.inputValue(), '新例示医院');
  assert.deepEqual(await name.evaluate((input) => [input === document.activeElement, input.selectionStart]), [true, 1]);
  assert.equal((await kept(page)).facility.name, '新例示医院');
  for (const step of STEPS) await go(page, step);
  // Neither waits for the other for ever.
  const before = await page.evaluate(() => window.translations);
  await page.evaluate(() => new Promise((done) => { setTimeout(done, 300); }));
  assert.ok(await page.evaluate(() => window.translations) - before < 5, 'page and translation come to rest');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.boot), 'ready');
});

scenario('the screens that come late can be used while they are translated', async ({ page, url }) => {
  await begin(page, url, example(), 'target');
  await translate(page, true);
  for (const step of LATE) {
    await go(page, step);
    await eventually(() => page.locator('main').evaluate((main) => main.innerText.trim().length > 50), true, step);
  }
  const asked = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    dialog.accept();
  });

  await go(page, 'drafts');
  await page.getByRole('button', { name: /^名前を変える/ }).click();
  await page.getByRole('textbox', { name: /^下書きの名前/ }).fill('訳した下書き');
  await page.getByRole('button', { name: 'この名前にする' }).click();
  await page.getByRole('heading', { name: '訳した下書き' }).waitFor();
  await page.locator('.header-name', { hasText: '訳した下書き' }).waitFor();

  await go(page, 'transcribe');
  await page.locator('.keying-item').first().getByRole('checkbox', { name: /^入力した/ }).check();
  await page.locator('.keying-progress', { hasText: /1 \/ \d+/ }).waitFor();

  await go(page, 'embed');
  const contacts = page.getByRole('button', { name: '問い合わせ先を足す' });
  await contacts.click();
  await contacts.click();
  await page.getByRole('button', { name: /取り除く/ }).first().click();
  await page.getByRole('group', { name: /^問い合わせ先 1/ }).waitFor();
  await page.getByText('置いた場所').first().waitFor();

  await go(page, 'settings');
  await page.getByRole('radio', { name: '西暦(2026年1月1日)' }).check();
  await go(page, 'help');
  await page.locator('.year', { hasText: '2026年' }).waitFor();
  assert.deepEqual(asked.filter((words) => !/設定/.test(words)), []);
});

scenario('a translated form of 患者説明 holds nothing that was typed until something is, and follows the draft', async ({ page, url }) => {
  const asked = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    dialog.accept();
  });
  await begin(page, url, example(), 'facility');
  await control(page, 'facility.phone').fill('011-999-9999');
  await page.keyboard.press('Tab');
  await go(page, 'explain');
  const sheet = page.locator('.plan-sheet');
  await sheet.getByText('011-999-9999').waitFor();
  await translate(page);
  await page.evaluate(() => document.querySelectorAll('.plan-blank').forEach((blank) => { if (blank.textContent) blank.append(' translated'); }));
  await page.getByRole('button', { name: '元に戻す' }).click();
  await sheet.getByText('011-000-0000').waitFor();
  assert.equal(await sheet.getByText('011-999-9999').count(), 0);
  await go(page, 'export');
  assert.deepEqual(asked, []);
  await go(page, 'explain');
  await sheet.getByRole('textbox', { name: '患者氏名' }).fill('例');
  await translate(page);
  await go(page, 'export');
  assert.equal(asked.length, 1);
  await arrived(page, 'export');
});

scenario('what is printed and pictured is the page as it was made, not its translation', async ({ page, url }) => {
  await begin(page, url, example(), 'notice');
  const [before, after] = await page.evaluate(() => {
    const sheet = document.querySelector('main .notice-sheet');
    for (const place of sheet.querySelectorAll('.notice-title, .notice-label')) place.replaceChildren('translated');
    const translated = sheet.textContent;
    dispatchEvent(new Event('beforeprint'));
    return [translated, sheet.textContent];
  });
  assert.match(before, /translated/);
  assert.doesNotMatch(after, /translated/);
  assert.match(after, /当院における/);
  const picture = async () => createHash('sha256').update((await download(page, () => page.getByRole('button', { name: /PNG/ }).click())).bytes).digest('hex');
  const clean = await picture();
  await page.evaluate(() => document.querySelectorAll('main .notice-sheet .notice-title').forEach((title) => title.replaceChildren('translated')));
  assert.equal(await picture(), clean);
});
