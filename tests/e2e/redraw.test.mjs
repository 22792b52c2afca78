// Only what a change touches is drawn anew. What is on the screen must be what drawing everything would show.

import assert from 'node:assert/strict';

import { begin, choose, control, eventually, example, faulty, field, go } from './app.mjs';
import { scenario } from './harness.mjs';

/** The screen and the status card as they are, with what is typed and ticked, but for what is folded and focused. */
const shown = (page) => page.evaluate(() => {
  const copy = (root) => {
    const clone = root.cloneNode(true);
    const controls = (of) => [...of.querySelectorAll('input, textarea, select')];
    controls(root).forEach((control, at) => {
      const own = controls(clone)[at];
      own.setAttribute('data-value', control.type === 'radio' || control.type === 'checkbox' ? control.checked : control.value);
      own.removeAttribute('value');
      own.removeAttribute('checked');
    });
    clone.querySelectorAll('option').forEach((option) => option.removeAttribute('selected'));
    clone.querySelectorAll('details').forEach((details) => details.removeAttribute('open'));
    // In whatever order attributes and classes came.
    for (const element of clone.querySelectorAll('*')) {
      const all = [...element.attributes].map(({ name, value }) => [name, name === 'class' ? value.split(' ').sort().join(' ') : value]).sort();
      for (const [name] of all) element.removeAttribute(name);
      for (const [name, value] of all) element.setAttribute(name, value);
    }
    return clone.innerHTML.split(/(?=<)/);
  };
  return [...document.querySelectorAll('main, .status')].map(copy);
});

/** Leaves the step and comes back, which makes every element anew. */
async function drawnAnew(page, step) {
  await go(page, 'target');
  await go(page, step);
  return shown(page);
}

async function asDrawnAnew(page, step, what) {
  // The small notice follows when the hand rests.
  await page.locator('.header-keeping', { hasText: '保存しました' }).waitFor();
  const before = await shown(page);
  const anew = await drawnAnew(page, step);
  for (const [at, part] of before.entries()) {
    const differs = part.findIndex((piece, place) => piece !== anew[at][place]);
    assert.deepEqual(part.slice(differs - 2, differs + 3), anew[at].slice(differs - 2, differs + 3), `${step}: ${what}`);
    assert.equal(part.length, anew[at].length, `${step}: ${what}`);
  }
}

scenario('after every kind of change the screen is what drawing it anew shows', async ({ page, url }) => {
  await begin(page, url, example(), 'review');
  const changes = [
    ['facility', 'an error in a line', () => control(page, 'facility.phone').fill('000-0000')],
    ['facility', 'the code', () => control(page, 'facility.code').fill('0130112489')],
    ['facility', 'counts no longer preprinted', () => field(page, 'facility.electronic_claims').getByRole('radio', { name: 'いいえ' }).check()],
    ['f1', 'an error in a number', () => control(page, 'f1.staff.doctors').fill('約2')],
    ['f1', 'a choice that opens an item', () => field(page, 'f1.training').getByRole('radio').last().check()],
    ['f1', 'a choice that decides', () => choose(page, '患者からの相談', '無し')],
    ['f1', 'undo', () => page.getByRole('button', { name: '元に戻す' }).click()],
    ['f1', 'ticks', () => field(page, 'f1.diseases').getByRole('button', { name: /^すべて選ぶ/ }).first().click()],
    ['f2i', 'an answer taken away', () => field(page, 'f2i.rota').getByRole('button', { name: /^取り消す/ }).click()],
    ['f2i', 'a row', () => page.getByRole('button', { name: '連携医療機関を追加' }).click()],
    // The calculator of one item works on two others.
    ['f2ro', 'what is calculated from', () => control(page, 'f2ro.referred.total').fill('1200')],
    ['f2ro', 'what is calculated from, the other', () => control(page, 'f2ro.referred.months').fill('11')],
    ['other', 'an answer that does not fit another', () => field(page, 'other.school_doctor').getByRole('radio').last().check()],
  ];
  for (const [step, what, change] of changes) {
    await go(page, step);
    await change();
    await asDrawnAnew(page, step, what);
  }
});

scenario('what is calculated beside one item follows what is typed into others', async ({ page, url }) => {
  await begin(page, url, example({ 'f2ro.referred.total': undefined, 'f2ro.referred.months': undefined }), 'f2ro');
  const box = field(page, 'f2ro.referred').locator('.calculator-body');
  await field(page, 'f2ro.referred').locator('.calculator > summary').click();
  await box.getByText('を入れると、ここに計算が出ます').waitFor();
  await control(page, 'f2ro.referred.total').fill('1200');
  await control(page, 'f2ro.referred.months').fill('12');
  await box.locator('.calculator-result', { hasText: '1200' }).or(box.locator('.calculator-result', { hasText: '100' })).first().waitFor();
  await control(page, 'f2ro.referred.months').fill('');
  await box.getByText('を入れると、ここに計算が出ます').waitFor();
});

scenario('a field that a keystroke does not touch keeps its very elements, and the one it touches changes', async ({ page, url }) => {
  await begin(page, url, faulty, 'f1');
  const changed = async (act) => {
    await page.evaluate(() => {
      window.touched = new Set();
      window.watch?.disconnect();
      window.watch = new MutationObserver((records) => {
        for (const { target } of records) {
          const element = target.nodeType === 1 ? target : target.parentElement;
          window.touched.add(element?.closest('.field')?.id ?? 'elsewhere');
        }
      });
      window.watch.observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true, characterData: true });
    });
    await act();
    return page.evaluate(() => [...window.touched]);
  };
  const touched = await changed(() => control(page, 'f1.remarks').pressSequentially('あ'));
  assert.deepEqual(touched, ['field-f1.remarks']);
  await eventually(() => page.locator('[id="field-f1.remarks"] .count').innerText().then((words) => /^\d+文字/.test(words)), true);
});
