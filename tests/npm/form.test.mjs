// How far a draft is, as a form shows it: for every case what the command line says, in the shape that is declared.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

import { cases, example } from '../cases/cases.mjs';
import { node, project } from './project.mjs';

const TODAY = { today: '2026-02-01' };
const tsc = join(import.meta.dirname, 'node_modules/typescript/bin/tsc');

/** What the command line tells a person about the steps: the line about all of them, and a line for each. */
function told(text, { today, deadline }) {
  const days = ['--as-of', today, ...(deadline ? ['--deadline', deadline] : [])];
  const { stdout } = spawnSync(process.env.KAKARI, ['check', ...days, '-'], { input: text, encoding: 'utf8' });
  const [, all, steps] = stdout.match(/^(入力 .*)\n((?: {2}.*\n)+)/m);
  return [all, ...steps.trimEnd().split('\n').map((line) => line.trim().replace(/、入力 .*/, ''))];
}

/** Runs some code in a project, with the package as `kakari`, and gives what it returns. */
async function ran(t, code, given) {
  const folder = await project(t, {
    'given.json': JSON.stringify(given),
    'main.mjs': `import * as kakari from '@kakari/checker';
      import { readFileSync } from 'node:fs';
      const given = JSON.parse(readFileSync('given.json', 'utf8'));
      process.stdout.write(JSON.stringify((${code})(kakari, given)));`,
  });
  return JSON.parse((await node(folder, 'main.mjs')).stdout);
}

test('the steps of every case stand where the command line says, and the types hold', async (t) => {
  const all = (await cases()).map(({ file, written: text, today, deadline }) => ({ file, text, options: { today, deadline } }));
  const states = await ran(t, '({ form, formText }, all) => all.map(({ text, options }) => [formText(text, options), form(JSON.parse(text), options)])', all);
  for (const [at, [state, ofObject]] of states.entries()) {
    const { file, text, options } = all[at];
    assert.deepEqual(ofObject, state, file);
    const { percent, answered, asked, steps, items, resume } = state;
    const lines = [`入力 ${percent}%(${answered}/${asked}項目)`, ...steps.map(({ label, words }) => `${label}: ${words}`)];
    assert.deepEqual(lines, told(text, options), file);
    assert.equal(steps.reduce((sum, step) => sum + step.asked, 0), asked, file);
    assert.equal(steps.find((step) => step.answered < step.asked)?.id ?? 'review', resume, file);
    for (const { id, asked: is, because } of items) {
      assert.equal(because === null, ['yes', 'preprinted', 'open'].includes(is), `${file} ${id}`);
    }
  }
  for (const found of ['empty', 'done', 'marked', 'not_asked']) {
    assert.ok(states.some(([{ steps }]) => steps.some(({ state }) => state === found)), found);
  }
  const folder = await project(t, {
    'package.json': '{ "private": true, "type": "module" }',
    'tsconfig.json': JSON.stringify({ compilerOptions: { strict: true, noEmit: true, target: 'es2022', lib: ['es2022', 'dom'], types: [], module: 'nodenext' } }),
    'states.ts': `import { form, formText, type CheckOptions, type FormState, type ItemState, type StepState } from '@kakari/checker';
      export const states: FormState[] = ${JSON.stringify(states.map(([state]) => state))};
      const options: CheckOptions = { today: '2026-02-01' };
      const state: FormState = form({ format: 'kakari-report' }, options);
      const step: StepState | undefined = formText('{}', options).steps[0];
      const item: ItemState | undefined = state.items[0];
      const reason: 'yes' | 'preprinted' | 'open' | 'not_target' | 'function1_lacks' | 'other_answer' | undefined = item?.asked;
      console.log(step?.state === 'done', reason);
      // @ts-expect-error no such state
      console.log(step?.state === 'finished');`,
  });
  assert.equal((await node(folder, tsc, '--project', '.').catch((error) => error)).stdout, '');
});

test('an item says whether it is asked, why not, and whether it has to be answered', async (t) => {
  const trials = [
    [{}, 'f2i.partners', { asked: 'yes', because: null, need: 'required', shown: true, answered: true }],
    [{}, 'f1.willing', { asked: 'other_answer', because: 'いまの回答では尋ねない項目のため', need: 'required', shown: false, answered: false }],
    [{ 'f1.posted': 'no' }, 'f1.willing', { asked: 'yes', because: null, need: 'required', shown: true, answered: false }],
    [{ 'f1.posted': undefined }, 'f1.willing', { asked: 'open', because: null, need: 'required', shown: false, answered: false }],
    [{ 'f1.posted': 'no' }, 'f2ni.acp', { asked: 'function1_lacks', because: '1号機能が「無し」のため', need: 'required', shown: true, answered: true }],
    [{ 'facility.exclusion': 'imperial' }, 'f1.posted', { asked: 'not_target', because: '報告の対象外のため', need: 'required', shown: true, answered: true }],
    [{}, 'f2i.claims.overtime', { asked: 'preprinted', because: null, need: 'preprinted', shown: true, answered: false }],
    [{ 'facility.electronic_claims': false }, 'f2i.claims.overtime', { asked: 'yes', because: null, need: 'required', shown: true, answered: false }],
    [{}, 'f1.remarks', { asked: 'yes', because: null, need: 'optional', shown: true, answered: false }],
  ];
  const given = { drafts: trials.map(([changes]) => example(changes)), options: TODAY };
  const found = await ran(t, '({ form }, { drafts, options }) => drafts.map((draft) => form(draft, options).items)', given);
  for (const [at, [changes, id, expected]] of trials.entries()) {
    const { id: own, ...rest } = found[at].find((item) => item.id === id);
    assert.deepEqual([own, rest], [id, expected], JSON.stringify(changes));
  }
});

test('what makes no sense is refused with its place', async (t) => {
  const found = await ran(t, `({ form, formText, KakariError }, { options }) => [
    () => formText('{', options), () => formText('[]', options), () => formText({}, options), () => form(undefined, options),
    () => form({}, options), () => form({ format: 'kakari-report' }), () => form({ format: 'kakari-report' }, { today: '2026/02/01' }),
    () => form({ format: 'kakari-report' }, { ...options, edition: 'R1' }),
  ].map((call) => { try { call(); return 'nothing'; } catch (error) { return error instanceof KakariError ? \`\${error.code} \${error.place}\` : String(error); } })`, { options: TODAY });
  assert.deepEqual(found, ['DRAFT draft', 'DRAFT draft', 'DRAFT json', 'DRAFT draft', 'DRAFT draft', 'OPTIONS options', 'OPTIONS today', 'OPTIONS edition']);
});
