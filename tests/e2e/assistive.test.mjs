// What a screen reader is told on every screen, and what remains when people set the page to their needs: spacing of
// text, zoom, colours of their own, the keyboard. Beside access.test.mjs, which walks the form.

import assert from 'node:assert/strict';

import {
  DAY, STEPS, arrived, begin, beside, blank, choose, control, eventually, example, faulty, field, fresh, go, kept, onDay,
  openFile,
} from './app.mjs';
import { accessible, fitsWidth, open, scenario } from './harness.mjs';

const EVERYWHERE = ['', ...STEPS, 'explain'];
const WIDE = { width: 1280, height: 900 };
const TELEPHONE = { width: 375, height: 812 };
/** 1280 px wide at 400 %. */
const ZOOMED = { width: 320, height: 256 };

const explainLink = (page) => page.getByRole('link', { name: '患者説明へ' });

// axe in the states that come and go ----------------------------------------------------------------------------------

async function accessibleAtBothWidths(page, where) {
  for (const size of [WIDE, TELEPHONE]) {
    await page.setViewportSize(size);
    await accessible(page, `${where} ${size.width}`);
  }
  await page.setViewportSize({ width: 320, height: 568 });
  await fitsWidth(page);
  await page.setViewportSize(WIDE);
}

scenario('axe finds nothing on 患者説明: empty, filled in, unfolded, erased', async ({ page, url }) => {
  page.on('dialog', (dialog) => dialog.accept());
  await begin(page, url, blank, 'explain');
  await accessibleAtBothWidths(page, 'explain, empty draft');
  await begin(page, url, example(), 'explain');
  await page.getByRole('textbox', { name: '患者氏名' }).fill('例示 花子');
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
  await accessibleAtBothWidths(page, 'explain, filled in');
  await page.getByRole('button', { name: '患者の情報を消去する' }).click();
  await page.getByText('消去しました。').waitFor();
  await accessibleAtBothWidths(page, 'explain, erased');
});

scenario('axe finds nothing at 書き出し with errors and without, and at the first page with a draft', async ({ page, url }) => {
  await begin(page, url, example(), 'export');
  await accessibleAtBothWidths(page, 'export, ready');
  await go(page, '');
  await page.getByRole('link', { name: /^続きから/ }).waitFor();
  await accessibleAtBothWidths(page, 'start, with a draft');
  await openFile(page, JSON.stringify(faulty));
  await go(page, 'export');
  await accessibleAtBothWidths(page, 'export, with errors');
  await page.getByRole('checkbox', { name: '「下書き」と入れて書き出す' }).check();
  await accessibleAtBothWidths(page, 'export, as a draft');
});

scenario('axe finds nothing at 院内掲示 however it is laid out', async ({ page, url }) => {
  for (const notice of ['a3', 'landscape', 'larger', 'only-applying without-numbers', 'a3 landscape larger']) {
    await begin(page, url, example(), 'notice', { settings: { notice, posted: '', accepted_code: '', deadline: '' } });
    await accessibleAtBothWidths(page, `notice, ${notice}`);
  }
});

scenario('axe finds nothing in the calculators, with a result and with what is no number', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  for (const [step, id, label] of [['f1', 'f1.generalist.fte', '常勤の総合診療専門医'], ['f2i', 'f2i.rota', '参加回数'], ['f2i', 'f2i.claims.overtime', null]]) {
    await go(page, step);
    const box = field(page, id).locator('.calculator');
    await box.locator('summary').click();
    const input = label ? box.getByLabel(new RegExp(label)) : box.locator('input').first();
    await input.fill('3');
    await box.locator('.calculator-result').waitFor();
    await accessibleAtBothWidths(page, `${id} calculated`);
    await input.fill('さん');
    await box.getByText(/数を/).first().waitFor();
    await accessibleAtBothWidths(page, `${id} not calculated`);
  }
});

scenario('axe finds nothing after undo, with an update waiting, without a network', async ({ page, context, url }) => {
  await begin(page, url, example(), 'f1');
  await choose(page, '患者からの相談', '無し');
  await page.getByRole('button', { name: '元に戻す' }).click();
  await eventually(async () => /戻しました/.test(await page.locator('.page > [aria-live=polite]').innerText()), true);
  await accessibleAtBothWidths(page, 'undone');
  await page.evaluate(() => {
    window.kakariUpdate = { ready: true, apply() {} };
    dispatchEvent(new CustomEvent('kakari-update-ready'));
  });
  await page.getByRole('button', { name: '新しい版に切り替える' }).waitFor();
  await accessibleAtBothWidths(page, 'an update waits');
  await context.setOffline(true);
  await page.getByText('オフライン(このまま使えます)').waitFor();
  await accessibleAtBothWidths(page, 'offline');
}, { worker: true });

// The accessibility tree ----------------------------------------------------------------------------------------------

const CONTROLS = new Set(['button', 'checkbox', 'combobox', 'link', 'radio', 'searchbox', 'spinbutton', 'textbox', 'progressbar', 'DisclosureTriangle', 'DisclosureTriangleGrouped', 'Date']);
const NAMED = new Set(['group', 'form', 'navigation', 'complementary', 'region', 'radiogroup', 'dialog']);

/** The tree that the browser hands to a screen reader: role, name, description, and where each stands. */
async function tree(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const text = (value) => String(value?.value ?? '').trim();
  const made = new Map();
  const make = (node) => {
    if (!made.has(node.nodeId)) {
      const parent = byId.get(node.parentId);
      made.set(node.nodeId, {
        role: text(node.role), name: text(node.name), description: text(node.description), ignored: node.ignored,
        properties: Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value])),
        parent: parent ? make(parent) : null,
      });
    }
    return made.get(node.nodeId);
  };
  return nodes.map(make).filter(({ ignored }) => !ignored);
}

function* above(node) {
  for (let at = node.parent; at; at = at.parent) yield at;
}

const liveAbove = (node) => [node, ...above(node)].some(({ role, properties }) => role === 'alert' || role === 'status' || ['polite', 'assertive'].includes(properties.live));

for (const [name, draft] of [['an empty draft', blank], ['a draft with findings', faulty]]) {
  scenario(`for a screen reader every control has a name and every choice its question: ${name}`, async ({ page, context, url }) => {
    await onDay(context, DAY);
    await open(page, url);
    await openFile(page, JSON.stringify(draft));
    for (const step of EVERYWHERE) {
      await go(page, step);
      const nodes = await tree(page);
      // What unfolds is a group too, named by the control that unfolds it.
      const folds = new Set(nodes.filter(({ role }) => role.startsWith('DisclosureTriangle'))
        .map((node) => [...above(node)].find(({ role }) => role === 'group')));
      const nameless = nodes.filter((node) => (CONTROLS.has(node.role) || NAMED.has(node.role)) && node.name === '' && !folds.has(node));
      assert.deepEqual(nameless.map(({ role, parent }) => `${role} in ${parent?.role} ${parent?.name}`), [], step);
      // A radio button by itself says 有り: the question is the name of a group around it.
      const alone = nodes.filter((node) => node.role === 'radio' && ![...above(node)].some(({ role, name: own }) => ['group', 'radiogroup'].includes(role) && own));
      assert.deepEqual(alone.map(({ name: own }) => own), [], step);
      assert.equal(nodes.filter(({ role }) => role === 'main').length, 1, step);
      // What a part is for is said once by one landmark.
      const landmarks = nodes.filter(({ role }) => ['navigation', 'complementary', 'region', 'form'].includes(role)).map(({ role, name: own }) => `${role} ${own}`);
      assert.equal(new Set(landmarks).size, landmarks.length, `${step}: ${landmarks}`);
    }
  });
}

scenario('what is wrong with a field is told with the field, once, and by nothing else', async ({ page, url }) => {
  await fresh(page, url);
  await openFile(page, JSON.stringify(faulty));
  for (const [step, id] of [['facility', 'facility.phone'], ['f1', 'f1.staff.doctors'], ['other', 'other.checkups']]) {
    await go(page, step);
    const words = (await beside(page, id).first().locator('.finding-message').innerText()).replace(/^(エラー|警告|質問|要確認|ご確認)\s*/, '').trim();
    const part = words.slice(0, 12);
    const nodes = await tree(page);
    const told = nodes.filter(({ description }) => description.includes(part));
    assert.equal(told.length, 1, `${id}: ${part} is told with ${told.map(({ role, name }) => `${role} ${name}`)}`);
    assert.equal(told[0].description.split(part).length, 2, `${id}: once`);
    assert.ok(['textbox', 'combobox', 'group', 'radiogroup', 'spinbutton'].includes(told[0].role), told[0].role);
    // It is not shouted as well: the findings beside a field are in no live region.
    const shouted = nodes.filter((node) => node.name.includes(part) && liveAbove(node));
    assert.deepEqual(shouted.map(({ role }) => role), [], id);
  }
});

scenario('a finding that comes while the field is left is found on the way back, and goes with its cause', async ({ page, url }) => {
  await begin(page, url, example(), 'facility');
  const phone = control(page, 'facility.phone');
  const described = async () => (await tree(page)).find(({ role, name }) => role === 'textbox' && name.startsWith('電話番号')).description;
  const before = await described();
  await phone.fill('000-0000');
  await page.keyboard.press('Tab');
  await beside(page, 'facility.phone').first().waitFor();
  const with_ = await described();
  assert.ok(with_.length > before.length, with_);
  await phone.fill('011-000-0000');
  await eventually(() => beside(page, 'facility.phone').count(), 0);
  assert.equal(await described(), before);
});

// Keyboard ------------------------------------------------------------------------------------------------------------

scenario('患者説明 is reached, filled in, printed and left by keyboard alone', async ({ page, url }) => {
  await page.addInitScript(() => { window.print = () => { window.prints = (window.prints ?? 0) + 1; }; });
  await begin(page, url, example(), 'export');
  const at = () => page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      text: element.innerText?.trim() ?? '', label: element.getAttribute('aria-label') ?? '',
      seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.top < innerHeight,
    };
  });
  const tabTo = async (wanted) => {
    for (let presses = 0; presses < 200; presses += 1) {
      await page.keyboard.press('Tab');
      const now = await at();
      assert.ok(now.seen, `the focus cannot be seen at ${now.text || now.label}`);
      if (wanted(now)) return;
    }
    assert.fail(`Tab never leads to ${wanted}`);
  };
  await tabTo(({ text }) => text === '患者説明へ');
  await page.keyboard.press('Enter');
  await arrived(page, 'explain');
  await page.locator('.plan-sheet').waitFor();
  await tabTo(({ label }) => label === '患者氏名');
  await page.keyboard.type('Keyboard Patient');
  await tabTo(({ label }) => label === '現在の症状');
  await page.keyboard.type('Symptoms');
  await tabTo(({ label }) => label === '主治医氏名');
  assert.match(await page.locator('.plan-sheet').innerText(), /Keyboard Patient/);
  await tabTo(({ text }) => text.startsWith('印刷する'));
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => window.prints), 1);
  const asked = page.waitForEvent('dialog').then((dialog) => dialog.accept());
  await tabTo(({ text }) => text === '書き出しへ戻る');
  await page.keyboard.press('Enter');
  await asked;
  await arrived(page, 'export');
});

/** Where the focus is hidden behind something that stays in place. */
const covered = (page) => page.evaluate(() => {
  const element = document.activeElement;
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const inside = (x, y) => {
    const hit = document.elementFromPoint(x, y);
    return hit && (element.contains(hit) || hit.contains(element) || element.labels?.[0]?.contains(hit));
  };
  const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + (right - left) * x, top + (bottom - top) * y]));
  const within = points.filter(([x, y]) => x >= 0 && x < innerWidth && y >= 0 && y < innerHeight);
  // Past the last control the focus is with the browser's own.
  if (element === document.body) return null;
  return within.length > 0 && within.some(([x, y]) => inside(x, y)) ? null : `${element.tagName} ${element.innerText?.slice(0, 20)} ${element.id} at ${Math.round(top)}`;
});

for (const size of [WIDE, TELEPHONE, ZOOMED]) {
  scenario(`the focus is never hidden behind what stays in place, forwards and back: ${size.width}x${size.height}`, async ({ page, url }) => {
    await begin(page, url, faulty, 'f2i');
    for (const step of ['f2i', 'review', 'explain']) {
      await go(page, step);
      for (const key of ['Tab', 'Shift+Tab']) {
        for (let presses = 0; presses < 45; presses += 1) {
          await page.keyboard.press(key);
          const hidden = await covered(page);
          assert.equal(hidden, null, `${step} ${key} ${presses}`);
        }
      }
    }
  }, size);
}

// As people set it ----------------------------------------------------------------------------------------------------

scenario('with more space between lines, letters and paragraphs nothing is cut off or lost', async ({ page, url }) => {
  for (const size of [WIDE, { width: 320, height: 568 }]) {
    await page.setViewportSize(size);
    await begin(page, url, faulty, 'target');
    // What WCAG 1.4.12 asks for. A sheet made in the page is what a person's own style amounts to.
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }');
      document.adoptedStyleSheets = [sheet];
    });
    for (const step of EVERYWHERE) {
      await go(page, step);
      await fitsWidth(page);
      const cut = await page.evaluate(() => [...document.querySelectorAll('.page *')]
        // The sheets of paper are pictures of what is printed.
        .filter((element) => element.checkVisibility() && !element.closest('.notice-frame, .visually-hidden, .plan-sheet'))
        // What is typed into a line scrolls in it.
        .filter((element) => !element.matches('input, select, textarea'))
        .filter((element) => {
          const { overflowX, overflowY, clipPath } = getComputedStyle(element);
          // It is for those who do not see it.
          if (clipPath === 'inset(50%)') return false;
          const clips = (overflow) => overflow === 'hidden' || overflow === 'clip';
          return (clips(overflowX) && element.scrollWidth > element.clientWidth + 1) || (clips(overflowY) && element.scrollHeight > element.clientHeight + 1);
        })
        .map((element) => `${element.tagName}.${element.className} ${element.innerText?.slice(0, 20)}`));
      assert.deepEqual(cut, [], `${step} ${size.width}`);
    }
  }
});

scenario('at 400 % every screen fits, and only the sheets of paper are scrolled sideways', async ({ page, url }) => {
  await begin(page, url, faulty, 'target');
  for (const step of EVERYWHERE) {
    await go(page, step);
    await fitsWidth(page);
    const sideways = await page.evaluate(() => [...document.querySelectorAll('.page *')]
      .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
      .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX))
      .filter((element) => !element.closest('.notice-frame') && !element.querySelector('.notice-sheet, .plan-sheet') && !element.matches('.plan-sheet'))
      .map((element) => `${element.tagName}.${element.className}`));
    assert.deepEqual(sideways, [], step);
  }
}, ZOOMED);

scenario('targets are 24 px or stand apart, everywhere, with findings and folds open', async ({ page, url }) => {
  await begin(page, url, faulty, 'review');
  for (const size of [WIDE, TELEPHONE]) {
    await page.setViewportSize(size);
    for (const step of EVERYWHERE) {
      await go(page, step);
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
      const small = await page.evaluate(() => {
        const targets = [...document.querySelectorAll('button, input:not([type=file]), select, textarea, summary, a, [contenteditable]')]
          .filter((element) => element.checkVisibility() && !element.matches('.skip'))
          .map((element) => ({ element, box: (element.closest('.option') ?? element).getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0);
        // 2.5.8: a circle of 24 px around a small one meets no other target; links in a sentence are left out.
        const inSentence = ({ element }) => element.matches('a') && getComputedStyle(element).display === 'inline'
          && element.parentElement.innerText.trim().length > element.innerText.trim().length + 3;
        return targets.filter((one) => (one.box.width < 24 || one.box.height < 24) && !inSentence(one)).filter((one) => {
          const x = (one.box.left + one.box.right) / 2;
          const y = (one.box.top + one.box.bottom) / 2;
          return targets.some(({ element, box }) => element !== one.element && !element.contains(one.element) && !one.element.contains(element)
            && Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)) < 12);
        }).map(({ element, box }) => `${element.tagName}.${element.className} ${element.innerText?.slice(0, 20)} ${Math.round(box.width)}x${Math.round(box.height)}`);
      });
      assert.deepEqual(small, [], `${step} ${size.width}`);
    }
  }
});

scenario('in forced colours what is chosen, wrong or current is told by more than colour, and 患者説明 can be filled in', async ({ page, url }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await begin(page, url, faulty, 'f1');
  // Each place to write in has an edge.
  const edgeless = async (selector) => page.evaluate((wanted) => [...document.querySelectorAll(wanted)].filter((element) => {
    const style = getComputedStyle(element);
    return ['Top', 'Bottom'].every((side) => style[`border${side}Style`] === 'none' || parseFloat(style[`border${side}Width`]) === 0)
      && style.outlineStyle === 'none';
  }).map((element) => element.id || element.className), selector);
  assert.deepEqual(await edgeless('main .input, main .select, main .textarea, main .button'), []);
  await go(page, 'explain');
  assert.deepEqual(await edgeless('.plan-blank'), []);
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
});
