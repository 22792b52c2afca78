// The Questionnaire in a tool that is not ours: LHC-Forms (npm `lforms`) renders it, a person fills it in, and what it
// exports is read back into a draft. Both resources are also validated against the FHIR R4 definitions (npm `fhir`).

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

const { Fhir } = createRequire(import.meta.url)('fhir');
const run = promisify(execFile);

const KAKARI = process.env.KAKARI;
if (!KAKARI) throw new Error('KAKARI is not set: run the tests with `cargo xtask test --only browser`');

const BASE = fileURLToPath(new URL('../../crates/rules/src/base.kakari.json', import.meta.url));
const LFORMS = new URL('node_modules/lforms/dist/lforms/', import.meta.url);
const ORIGIN = 'http://127.0.0.1:9/';
const PAGE = `<!doctype html><html lang="ja"><meta charset="utf-8"><title>LHC-Forms</title>
<link rel="stylesheet" href="webcomponent/styles.css"><body><div id="form"></div>
<script src="webcomponent/assets/lib/zone.min.js"></script><script src="webcomponent/lhc-forms.js"></script>
<script src="fhir/R4/lformsFHIR.min.js"></script>`;

let folder;
let browser;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kakari-fhir-'));
  const paths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? paths.find((path) => existsSync(path)),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const kakari = async (...args) => (await run(KAKARI, ['fhir', ...args])).stdout;
const questionnaire = async () => JSON.parse(await kakari('questionnaire', '--edition', 'R7'));

/** Writes a resource or draft into a file and gives its name. */
async function file(name, content) {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** A page with the form in it; with `response`, filled in. Nothing is asked of any server. */
async function form(t, response) {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1200, height: 900 } });
  t.after(() => context.close());
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => {
    if (!/^(http:\/\/127\.0\.0\.1:9\/|data:|blob:)/.test(request.url())) errors.push(`asks ${request.url()}`);
  });
  await context.route(`${ORIGIN}**`, async (route) => {
    const path = new URL(route.request().url()).pathname.slice(1);
    if (path === '') return route.fulfill({ contentType: 'text/html', body: PAGE });
    if (!existsSync(new URL(path, LFORMS))) return route.fulfill({ status: 404 });
    return route.fulfill({ path: fileURLToPath(new URL(path, LFORMS)) });
  });
  await page.goto(ORIGIN);
  await page.evaluate(
    async ([questionnaire, response]) => {
      const { Util } = window.LForms;
      let form = Util.convertFHIRQuestionnaireToLForms(questionnaire, 'R4');
      if (response) form = Util.mergeFHIRDataIntoLForms('QuestionnaireResponse', response, form, 'R4');
      await Util.addFormToPage(form, 'form');
    },
    [await questionnaire(), response],
  );
  await item(page, 'other.education').waitFor();
  return {
    page,
    async exported() {
      assert.deepEqual(errors, []);
      return page.evaluate(() => window.LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4'));
    },
  };
}

/** An item of the form. Of a repeating group, `row` counts from 1. */
const item = (page, linkId, row) => page.locator(`[id^="item-${linkId}/1/1/"]${row ? `[id*="/${row}/1"]` : ''}`);
const choose = (page, linkId, label) => item(page, linkId).getByText(label, { exact: true }).click();
const type = (page, linkId, text) => item(page, linkId).locator('input, textarea').first().fill(text);

test('both resources are valid FHIR R4', async () => {
  const fhir = new Fhir();
  const response = JSON.parse(await kakari('response', '--as-of', '2026-02-01', BASE));
  for (const resource of [await questionnaire(), response]) {
    const { valid, messages } = fhir.validate(resource, { errorOnUnexpected: true });
    assert.deepEqual(messages.filter(({ severity }) => severity === 'error' || severity === 'fatal'), []);
    assert.ok(valid, resource.resourceType);
  }
  // The validator finds what is wrong at all.
  const wrong = { ...response, item: [{ answer: [{ valueInteger: 'x' }] }] };
  assert.equal(fhir.validate(wrong, { errorOnUnexpected: true }).valid, false);
});

test('what is filled in by hand becomes a draft with those answers', async (t) => {
  const { page, exported } = await form(t);

  await choose(page, 'f1.function', '有り');
  await type(page, 'f1.staff.doctors', '2');
  await choose(page, 'f1.areas', '呼吸器領域');
  await choose(page, 'f1.areas', '循環器系領域');
  await choose(page, 'f2i.rota', '有り(月1回)');
  await choose(page, 'facility.electronic_claims', 'Yes');
  await type(page, 'facility.code', '0110112489');

  assert.equal(await item(page, 'f1.generalist.fte').count(), 0, 'asked only of those who have one');
  await choose(page, 'f1.generalist', '有り');
  await item(page, 'f1.generalist.fte').waitFor();
  await type(page, 'f1.generalist.fte', '1.5');
  await choose(page, 'f1.diseases', 'その他の疾患');
  await type(page, 'f1.diseases.other', '痛風');

  assert.equal(await item(page, 'f2i.partners').count(), 0, 'asked only of those who have partners');
  await choose(page, 'f2i.own', '自院での一定の対応に加えて他医療機関と連携して随時対応');
  const names = page.locator('input[id^="f2i.partners:name/"]');
  const contents = page.locator('input[id^="f2i.partners:content/"]');
  await names.first().fill('例示病院');
  await contents.first().fill('夜間の電話対応');
  await page.locator('[id^="add-f2i.partners/"]').click();
  await names.nth(1).fill('例示診療所');
  await contents.nth(1).fill('休日の受入れ');
  await contents.nth(1).press('Tab');

  const response = await exported();
  const { valid, messages } = new Fhir().validate(response, { errorOnUnexpected: true });
  assert.ok(valid, JSON.stringify(messages));
  const draft = JSON.parse(await kakari('draft', await file('filled.json', response)));
  assert.deepEqual(draft, {
    format: 'kakari-report',
    version: 1,
    edition: 'R7',
    report: 'periodic',
    facility: { code: '0110112489', electronic_claims: true },
    answers: {
      'f1.function': 'yes',
      'f1.generalist': 'yes',
      'f1.generalist.fte': 1.5,
      'f1.areas': ['6', '9'],
      'f1.diseases': ['other'],
      'f1.diseases.other': '痛風',
      'f1.staff.doctors': 2,
      'f2i.rota': 'm1',
      'f2i.own': 'partnered',
      'f2i.partners': [
        { name: '例示病院', content: '夜間の電話対応' },
        { name: '例示診療所', content: '休日の受入れ' },
      ],
    },
  });
});

test('a whole draft goes through the form, is changed in one place, and nothing else changes', async (t) => {
  const original = (await readFile(BASE, 'utf8'))
    .replace('"f1.generalist.fte": 1.0', '"f1.generalist.fte": 1.50')
    .replace('"answers": {', '"answers": { "zzz.unknown": {"kept": null},');
  const base = await file('base.kakari.json', original);
  const response = JSON.parse(await kakari('response', '--as-of', '2026-02-01', base));
  const { page, exported } = await form(t, response);

  const untouched = await file('untouched.json', await exported());
  const same = await kakari('draft', '--base', base, untouched);
  assert.deepEqual(JSON.parse(same), JSON.parse(original));
  assert.match(same, /"f1\.generalist\.fte": 1\.50,/);

  await type(page, 'f1.staff.doctors', '7');
  await choose(page, 'f1.generalist', '無し');
  await item(page, 'f1.generalist.fte').waitFor({ state: 'detached' });
  const changed = await file('changed.json', await exported());
  const expected = JSON.parse(original);
  expected.answers['f1.staff.doctors'] = 7;
  expected.answers['f1.generalist'] = 'no';
  delete expected.answers['f1.generalist.fte'];
  assert.deepEqual(JSON.parse(await kakari('draft', '--base', base, changed)), expected);
});
