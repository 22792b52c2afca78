// For everyone: screen readers, keyboards, small screens, high contrast, calm screens.

import assert from 'node:assert/strict';

import {
  DAY, STEPS, arrived, begin, blank, beside, choose, control, eventually, example, faulty, field, fresh, go, kept, onDay, onward,
  openFile, reload, status,
} from './app.mjs';
import { accessible, fitsWidth, open, scenario } from './harness.mjs';

/** Everything that can be said of a step without looking at it. */
async function wellFormed(page, where) {
  assert.equal(await page.locator('h1').count(), 1, `${where}: one h1`);
  assert.notEqual((await page.locator('h1').innerText()).trim(), '', where);
  assert.ok((await page.title()).length > 5, where);
  assert.equal(await page.locator('main').count(), 1, where);
  // No level is left out between headings.
  const levels = await page.locator('main :is(h1, h2, h3, h4)').evaluateAll((all) => all
    .filter((heading) => heading.checkVisibility()).map((heading) => Number(heading.tagName[1])));
  levels.reduce((before, level) => {
    assert.ok(level <= before + 1, `${where}: h${before} then h${level}`);
    return level;
  }, 0);
  // Every control has a name.
  const tree = await page.locator('body').ariaSnapshot();
  const nameless = tree.split('\n').filter((line) => /^\s*- '?(textbox|radio|checkbox|combobox|searchbox|button|link|progressbar)'?(:|$| \[)/.test(line));
  assert.deepEqual(nameless, [], `${where}: controls without a name`);
  // Every reference leads somewhere, and no id stands twice.
  const broken = await page.evaluate(() => {
    const found = [];
    for (const name of ['aria-describedby', 'aria-labelledby', 'aria-controls', 'for']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        for (const id of element.getAttribute(name).split(/\s+/)) {
          if (!document.getElementById(id)) found.push(`${name}=${id}`);
        }
      }
    }
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    found.push(...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `twice: ${id}`));
    found.push(...[...document.querySelectorAll('[tabindex]')].filter(({ tabIndex }) => tabIndex > 0).map(({ outerHTML }) => outerHTML));
    return found;
  });
  assert.deepEqual(broken, [], where);
}

async function walkThrough(page, name, steps = ['', ...STEPS]) {
  for (const step of steps) {
    const where = `${name} #/${step}`;
    await page.setViewportSize({ width: 1280, height: 900 });
    await go(page, step);
    await wellFormed(page, where);
    await accessible(page, `${where} 1280`);
    for (const width of [375, 320]) {
      await page.setViewportSize({ width, height: 812 });
      await fitsWidth(page);
    }
    await page.setViewportSize({ width: 375, height: 812 });
    await accessible(page, `${where} 375`);
  }
}

const openAll = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));

scenario('axe finds nothing and nothing is wider than a telephone: empty', async ({ page, url }) => {
  await begin(page, url, blank, 'target');
  await walkThrough(page, 'empty');
});

scenario('axe finds nothing and nothing is wider than a telephone: filled in', async ({ page, url }) => {
  await begin(page, url, example(), 'target');
  await walkThrough(page, 'filled');
});

scenario('axe finds nothing and nothing is wider than a telephone: with findings everywhere', async ({ page, url }) => {
  await fresh(page, url);
  await openFile(page, JSON.stringify(faulty));
  assert.ok(await page.locator('.summary-list .finding').count() > 8);
  await walkThrough(page, 'faulty');
});

scenario('axe finds nothing when every fold is open', async ({ page, url }) => {
  await fresh(page, url);
  await openFile(page, JSON.stringify(faulty));
  for (const step of ['target', 'f1', 'f2ro', 'review']) {
    await page.setViewportSize({ width: 1280, height: 900 });
    await go(page, step);
    await openAll(page);
    await accessible(page, `open #/${step}`);
    for (const width of [375, 320]) {
      await page.setViewportSize({ width, height: 812 });
      await fitsWidth(page);
    }
  }
});

scenario('axe finds nothing where 2号機能 is not asked, at a refused file, at 該当無し, in trouble with the storage', async ({ page, url }) => {
  await begin(page, url, example({ 'f1.posted': 'no' }), 'f2i');
  await walkThrough(page, 'not asked', ['f2i']);
  await page.setViewportSize({ width: 1280, height: 900 });
  await go(page, 'f1');
  await field(page, 'f1.areas').getByRole('checkbox', { name: '該当無し' }).click();
  await accessible(page, 'asking');
  await page.evaluate(() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  await choose(page, '患者からの相談', '無し');
  await page.locator('.banner[role=alert]').waitFor();
  await accessible(page, 'trouble');
  await page.setViewportSize({ width: 320, height: 568 });
  await fitsWidth(page);
  await go(page, '');
  await page.getByLabel('下書きファイル').setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{') });
  await page.locator('.open-file [role=alert]').waitFor();
  await accessible(page, 'refused');
  await fitsWidth(page);
});

scenario('very long words fit a telephone', async ({ page, url }) => {
  const long = 'かかりつけ医機能報告の長い名前の医療機関'.repeat(6) + 'W'.repeat(80);
  await begin(page, url, example({
    'facility.name': long, 'facility.address': long, 'f1.remarks': long, 'f2i.partners': [{ name: long, content: long }],
    'f1.diseases': ['other'], 'f1.diseases.other': long,
  }), 'facility');
  for (const step of ['facility', 'f1', 'f2i', 'review', 'notice', 'export', '']) {
    await go(page, step);
    await fitsWidth(page);
  }
}, { width: 320, height: 568 });

// The whole way by keyboard -------------------------------------------------------------------------------------------

/** What has the focus, and whether it can be seen to have it. */
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  // Radio buttons and check boxes wear it around their label.
  const ring = [element, element.closest('.option')].some((one) => {
    const style = one && getComputedStyle(one);
    return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  });
  const { top, bottom, left, right } = box;
  return {
    tag: element.tagName,
    type: element.type ?? '',
    text: (element.labels?.[0] ?? element).innerText?.trim() ?? '',
    value: element.value ?? '',
    checked: element.checked ?? null,
    field: element.closest('.field, fieldset')?.id.replace('field-', '') ?? '',
    inMain: Boolean(element.closest('main')),
    visible: element.matches(':focus-visible') && ring,
    inView: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
    top: top + scrollY,
    bottom: bottom + scrollY,
    left,
    inBoxes: Boolean(element.closest('.boxes')),
    inTable: Boolean(element.closest('table')),
  };
});

/** Presses Tab, and checks that the focus can be seen and goes on down the page. */
async function tab(page, before) {
  await page.keyboard.press('Tab');
  const now = await focused(page);
  assert.ok(now, `the focus is lost after ${before?.text}`);
  assert.ok(now.visible, `the focus cannot be seen: ${now.tag} ${now.text}`);
  assert.ok(now.inView, `the focus is out of view: ${now.tag} ${now.text}`);
  if (before?.inMain && now.inMain) {
    // Within a field it may go on at the top of the column to the right.
    const isBeside = now.field && now.field === before.field && now.left > before.left;
    assert.ok(now.bottom > before.top || isBeside, `the focus goes up from ${before.text} to ${now.text}`);
  }
  return now;
}

/** Tab until the focus is on something. */
async function tabTo(page, wanted, what) {
  let now = await focused(page);
  for (let presses = 0; presses < 400; presses += 1) {
    now = await tab(page, now);
    if (wanted(now)) return now;
  }
  assert.fail(`Tab never reaches ${what}`);
}

/** Answers a step by keyboard alone, from the top to the button that leads on. */
async function answerByKeyboard(page, answers) {
  const open = new Set(Object.keys(answers));
  const label = (now) => now.text.split('\n')[0].trim();
  let now = await focused(page);
  assert.equal(now?.tag, 'H1', 'a step begins at its heading');
  for (let presses = 0; presses < 500; presses += 1) {
    now = await tab(page, now);
    if (now.tag === 'BUTTON' && now.text.startsWith('次へ')) break;
    const answer = answers[now.field];
    if (answer === undefined) continue;
    if (now.type === 'radio') {
      if (!open.has(now.field)) continue;
      // Arrows choose; Space takes the first. Tab leads past the others.
      if (now.value !== answer) {
        await page.keyboard.press('ArrowRight');
        for (let at = 0; (await focused(page)).value !== answer && at < 12; at += 1) await page.keyboard.press('ArrowRight');
      } else {
        await page.keyboard.press('Space');
      }
      now = await focused(page);
      assert.deepEqual([now.value, now.checked], [answer, true], now.field);
    } else if (now.type === 'checkbox') {
      // 該当無し stands apart; the others are one stop, in which arrows lead from box to box.
      for (let at = 0; now.inBoxes && !answer.includes(label(now)) && at < 60; at += 1) {
        await page.keyboard.press('ArrowDown');
        now = await focused(page);
        assert.ok(now.visible && now.inView, label(now));
      }
      if (!answer.includes(label(now))) continue;
      await page.keyboard.press('Space');
    } else if (now.tag === 'SELECT') {
      await page.keyboard.type(answer);
    } else if (now.tag === 'INPUT' && now.type !== 'search') {
      await page.keyboard.type(answer);
      // Enter never sends a half-filled step anywhere. In a table it leads to the next row.
      if (!now.inTable) await page.keyboard.press('Enter');
    } else {
      continue;
    }
    open.delete(now.field);
  }
  assert.deepEqual([...open], [], 'every question of the step is reached');
  assert.match(now.text, /^次へ/);
  await page.keyboard.press('Enter');
}

scenario('the whole way goes by keyboard alone, with the focus always to be seen', async ({ page, url }) => {
  await fresh(page, url);
  // A page as it is when it is opened: the guide has been seen.
  await reload(page);
  await page.locator('.page').waitFor();
  const first = await tab(page, null);
  assert.equal(first.text, '本文へ移動', 'the first stop is the way past everything');
  await tabTo(page, ({ text }) => text === 'はじめる', 'はじめる');
  await page.keyboard.press('Enter');
  await arrived(page, 'target');

  const yes = (...ids) => Object.fromEntries(ids.map((id) => [id, 'yes']));
  const no = (...ids) => Object.fromEntries(ids.map((id) => [id, 'no']));
  const way = [
    ['target', { 'facility.exclusion': 'none', 'facility.general_outpatients': 'true' }],
    ['facility', {
      'facility.prefecture': '北海', 'facility.code': '0110112489', 'facility.name': 'Keyboard Clinic', 'facility.kind': 'clinic',
      'facility.electronic_claims': 'true',
    }],
    ['f1', {
      ...yes('f1.function', 'f1.posted', 'f1.consultation', 'f1.dx.online_eligibility', 'f1.dx.view_records', 'f1.dx.e_prescription', 'f1.medication'),
      ...no('f1.training', 'f1.generalist'),
      'f1.dx.record_sharing': 'willing',
      'f1.areas': ['循環器系領域'], 'f1.diseases': ['高血圧'],
      'f1.staff.doctors': '1', 'f1.staff.outpatient_nurses': '2', 'f1.staff.specialist_nurses': '0', 'f1.staff.certified_nurses': '0',
      'f1.staff.specified_act_nurses': '0',
    }],
    ['f2i', { 'f2i.rota': 'm1', 'f2i.center': 'no', 'f2i.own': 'own', 'f2i.addon': 'addon1' }],
    ['f2ro', { 'f2ro.beds': 'no', ...no('f2ro.critical_path'), ...yes('f2ro.discharge_rules'), 'f2ro.referred': 'none' }],
    ['f2ha', { 'f2ha.care': 'daytime' }],
    ['f2ni', { ...yes('f2ni.opinion', 'f2ni.conference', 'f2ni.acp'), ...no('f2ni.community', 'f2ni.home_guidance', 'f2ni.facilities', 'f2ni.network') }],
    ['other', {
      ...yes('other.checkups', 'other.vaccination', 'other.school_doctor'),
      ...no('other.industrial_doctor', 'other.police', 'other.students', 'other.residents', 'other.recurrent'),
    }],
  ];
  for (const [step, answers] of way) {
    await arrived(page, step);
    await eventually(async () => (await focused(page))?.tag, 'H1', step);
    await answerByKeyboard(page, answers);
  }
  await arrived(page, 'review');
  await page.getByRole('heading', { name: 'G-MISへの転記の準備ができました' }).waitFor();
  await tabTo(page, ({ text }) => text.startsWith('次へ: 院内掲示'), '次へ');
  await page.keyboard.press('Enter');
  await arrived(page, 'notice');
  await tabTo(page, ({ text }) => text.startsWith('次へ: 書き出し'), '次へ');
  await page.keyboard.press('Enter');
  await arrived(page, 'export');
  await tabTo(page, ({ text }) => text.startsWith('CSV(Excel'), 'CSV');
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  assert.match(file.suggestedFilename(), /転記\.csv$/);
});

scenario('skip links lead past everything, to the step and to the status', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  const next = await tab(page, null);
  assert.equal(next.inMain, true);
  await page.evaluate(() => document.activeElement.blur());
  await page.reload();
  await arrived(page, 'f1');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'status');
  assert.match(page.url(), /#\/f1$/, 'the step stays in the address');
});

scenario('a button that does its work and goes leaves the focus in its field', async ({ page, url }) => {
  await begin(page, url, example({ 'facility.code': '0110112488' }), 'f1');
  const stays = async (id, what) => {
    await eventually(async () => (await focused(page))?.field, id, what);
  };
  const press = async (button) => {
    await button.focus();
    await page.keyboard.press('Enter');
  };
  await press(field(page, 'f1.dx.e_prescription').getByRole('button', { name: /^取り消す/ }));
  await stays('f1.dx.e_prescription', '取り消す');
  const diseases = field(page, 'f1.diseases');
  for (const name of ['やめる', /解除して/]) {
    await diseases.getByRole('checkbox', { name: '該当無し' }).focus();
    await page.keyboard.press('Space');
    await press(diseases.getByRole('button', { name }));
    await stays('f1.diseases', String(name));
  }
  await press(diseases.getByRole('group', { name: '循環器' }).getByRole('button', { name: /すべて選ぶ/ }));
  await stays('f1.diseases', 'すべて選ぶ');

  await go(page, 'f2i');
  await press(page.getByRole('button', { name: '連携医療機関を追加' }));
  await eventually(async () => {
    const now = await focused(page);
    return [now?.field, now?.tag, now?.value];
  }, ['f2i.partners', 'INPUT', ''], 'the new row');
  await page.keyboard.type('二番目');
  assert.equal((await kept(page)).answers['f2i.partners'][1].name, '二番目');
  await press(page.getByRole('button', { name: /^削除.*1番目/ }));
  await stays('f2i.partners', '削除');
  assert.deepEqual((await kept(page)).answers['f2i.partners'].map(({ name }) => name), ['二番目']);

  await go(page, 'review');
  await go(page, 'facility');
  await press(page.getByRole('button', { name: 'この番号で続ける' }));
  await stays('facility.code', 'この番号で続ける');
});

scenario('changes of a decision and what was done are said aloud, once and politely', async ({ page, url }) => {
  await begin(page, url, example(), 'f1');
  const told = page.locator('.page > [aria-live=polite]');
  await choose(page, '患者からの相談', '無し');
  await eventually(async () => /1号機能は無し/.test(await told.innerText()), true);
  await choose(page, '患者からの相談', '有り');
  await eventually(async () => /1号機能は有り/.test(await told.innerText()), true);
  // An answer that decides nothing is not talked about.
  const before = await told.innerText();
  await choose(page, '研修の修了者の有無', '無し');
  assert.equal(await told.innerText(), before);
  await page.getByRole('button', { name: '元に戻す' }).click();
  await eventually(async () => /戻しました/.test(await told.innerText()), true);
});

scenario('with forced colours and reduced motion every step loads, and states are told by words', async ({ page, context, url }) => {
  await onDay(context, DAY);
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await open(page, url);
  await openFile(page, JSON.stringify(faulty));
  for (const step of STEPS) {
    await go(page, step);
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0, step);
    const current = page.locator('.step [aria-current=step]');
    assert.equal(await current.count(), 1);
    assert.equal(await current.evaluate((element) => matchMedia('(forced-colors: active)').matches && element.checkVisibility()), true);
  }
  const states = await page.locator('.step-state').allInnerTexts();
  assert.ok(states.some((state) => /^要確認 \d+件$/.test(state.trim())), `${states}`);
  assert.ok((await page.locator('.status-value').allInnerTexts()).every((value) => value.trim() !== ''));
  // The focus is still to be seen.
  await go(page, 'facility');
  await tab(page, null);
});

scenario('at 400 % zoom the form can be used', async ({ page, url }) => {
  await begin(page, url, blank, 'facility');
  await fitsWidth(page);
  await control(page, 'facility.phone').fill('000-0000');
  await page.keyboard.press('Tab');
  await beside(page, 'facility.phone').first().waitFor();
  await page.getByRole('button', { name: /^手順/ }).click();
  await page.getByRole('link', { name: /1号機能/ }).first().click();
  await arrived(page, 'f1');
  await choose(page, '「具体的な機能」を有すること', '有り');
  await status(page, '1号機能').scrollIntoViewIfNeeded();
  await onward(page).click();
  await arrived(page, 'f2i');
}, { width: 320, height: 256 });

scenario('the list of steps folds on a telephone, says so, and closes on arrival', async ({ page, url }) => {
  await begin(page, url, example(), 'facility');
  const toggle = page.getByRole('button', { name: /^手順/ });
  assert.equal(await toggle.getAttribute('aria-expanded'), 'false');
  await toggle.click();
  assert.equal(await toggle.getAttribute('aria-expanded'), 'true');
  await page.getByRole('navigation', { name: '入力の手順' }).getByRole('link', { name: /確認/ }).last().click();
  await arrived(page, 'review');
  assert.equal(await toggle.getAttribute('aria-expanded'), 'false');
}, { width: 375, height: 812 });

scenario('targets are large enough for a finger', async ({ page, url }) => {
  await begin(page, url, example(), 'target');
  for (const step of ['', ...STEPS]) {
    await go(page, step);
    const small = await page.evaluate(() => [...document.querySelectorAll('button, input:not([type=file]), select, textarea, summary, .option, a')]
      .filter((element) => element.checkVisibility() && !element.matches('.skip, .option input, p a, .footer a'))
      .map((element) => [element.getBoundingClientRect(), element])
      .filter(([{ width, height }]) => width > 0 && (height < 24 || width < 24))
      .map(([{ width, height }, element]) => `${element.tagName}.${element.className} ${element.innerText?.slice(0, 20)} ${Math.round(width)}x${Math.round(height)}`));
    assert.deepEqual(small, [], step);
  }
}, { width: 375, height: 812 });
