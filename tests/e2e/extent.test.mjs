// How long the form is, against what was last recorded (extent.toml, whose head says what is measured), and how small its
// text is. `cargo xtask extent` runs this file alone; with `UPDATE` set it records anew.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';

import { STEPS, arrived, begin, blank, faulty, fresh, go, openFile } from './app.mjs';
import { scenario } from './harness.mjs';

const FILE = new URL('extent.toml', import.meta.url);
/** Heights are those of lines of text, and another version of a font breaks a line here and there: 1 part in this many. */
const TOLERANCE = 200;

/** The steps that ask for answers. */
const ASKING = STEPS.slice(0, STEPS.indexOf('review'));
/** The two windows that are measured. */
const DESK = { width: 1280, height: 900 };
const TELEPHONE = { width: 375, height: 812 };

/** The numbers below a heading of the record. */
const numbers = (text, heading) => {
  const body = text.slice(text.indexOf(`[${heading}]`)).split('\n').slice(1);
  const lines = body.slice(0, body.findIndex((line) => !line.includes('=')));
  return Object.fromEntries(lines.map((line) => line.split(' = ')).map(([name, number]) => [name, Number(number)]));
};

/** What stands in sight on a step: a fold that is closed, and words for screen readers alone, do not. */
const measured = (page) => page.evaluate(() => {
  const main = document.querySelector('main');
  const words = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  let provisional = 0;
  while (words.nextNode()) {
    const { data, parentElement } = words.currentNode;
    const isInSight = data.includes('暫定') && parentElement.checkVisibility() && !parentElement.closest('.visually-hidden');
    if (isInSight) provisional += data.split('暫定').length - 1;
  }
  return { height: main.getBoundingClientRect().height, provisional, elements: document.querySelectorAll('*').length };
});

/** 記入例 on each step, in a window. What is laid out only when it comes into sight is laid out all the same. */
async function steps(page, window) {
  await page.setViewportSize(window);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { content-visibility: visible !important }');
    document.adoptedStyleSheets = [sheet];
  });
  const all = {};
  for (const step of ASKING) {
    await go(page, step);
    all[step] = await measured(page);
  }
  return all;
}

/** Presses of Tab from the heading of a step to the button that leads on. */
async function presses(page) {
  await page.locator('h1').focus();
  for (let count = 1; count < 400; count += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement.innerText?.startsWith('次へ'))) return count;
  }
  assert.fail('Tab never reaches 次へ');
}

const sum = (all, name) => Object.values(all).reduce((before, one) => before + one[name], 0);

scenario('the form is no longer than it was', async ({ page, url, test }) => {
  await begin(page, url, blank, 'f1');
  const tabPresses = await presses(page);
  await go(page, '');
  await page.getByRole('button', { name: '記入例を開く' }).click();
  await arrived(page, 'target');
  const desk = await steps(page, DESK);
  const telephone = await steps(page, TELEPHONE);
  const now = {
    height: Math.ceil(sum(desk, 'height')),
    height_f1: Math.ceil(desk.f1.height),
    height_375: Math.ceil(sum(telephone, 'height')),
    provisional: Math.max(sum(desk, 'provisional'), sum(telephone, 'provisional')),
    elements: Math.max(...Object.values(desk).map(({ elements }) => elements)),
    tab_presses: tabPresses,
  };

  const text = await readFile(FILE, 'utf8');
  const [limits, recorded] = [numbers(text, 'limits'), numbers(text, 'recorded')];
  assert.deepEqual([Object.keys(recorded), Object.keys(limits)], [Object.keys(now), Object.keys(now)]);
  const isUpdate = Boolean(process.env.UPDATE);
  const most = (name) => {
    if (isUpdate) return Math.max(recorded[name], limits[name]);
    return name.startsWith('height') ? Math.floor(recorded[name] * (1 + 1 / TOLERANCE)) : recorded[name];
  };
  for (const [name, value] of Object.entries(now)) {
    test.diagnostic(`${name}: ${value} (recorded ${recorded[name]}, limit ${limits[name]})`);
  }
  const risen = Object.keys(now).filter((name) => now[name] > most(name)).map((name) => `${name}: ${now[name]} > ${most(name)}`);
  assert.deepEqual(risen, [], 'longer than recorded: cargo xtask extent --update, if it has to be');
  if (isUpdate) {
    const lines = Object.entries(now).map(([name, value]) => `${name} = ${value}\n`).join('');
    await writeFile(FILE, `${text.slice(0, text.indexOf('[recorded]'))}[recorded]\n${lines}`);
  }
});

/** Text in sight, or controls that are typed into, in letters smaller than so many px. A sheet of paper has its own sizes. */
const smaller = (page, of, px) => page.evaluate(([selector, least]) => [...document.querySelectorAll(selector)]
  .filter((element) => element.checkVisibility() && !element.closest('.visually-hidden, .notice-sheet'))
  .filter((element) => element.matches('input, select, textarea') || [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim()))
  .filter((element) => parseFloat(getComputedStyle(element).fontSize) < least)
  .map((element) => `${getComputedStyle(element).fontSize} ${element.tagName}.${element.className} ${element.textContent.slice(0, 20)}`), [of, px]);

for (const [name, draft] of [['an empty draft', blank], ['a draft with findings everywhere', faulty]]) {
  scenario(`no text is smaller than 14 px, and on a telephone none that is typed smaller than 16: ${name}`, async ({ page, url }) => {
    await fresh(page, url);
    await openFile(page, JSON.stringify(draft));
    for (const step of STEPS) {
      await go(page, step);
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
      await page.setViewportSize(DESK);
      assert.deepEqual(await smaller(page, '.page *', 14), [], `${step} 1280`);
      await page.setViewportSize(TELEPHONE);
      assert.deepEqual(await smaller(page, '.page *', 14), [], `${step} 375`);
      assert.deepEqual(await smaller(page, '.page :is(input, select, textarea)', 16), [], `${step} 375, typed`);
    }
  });
}
