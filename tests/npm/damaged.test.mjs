// A catalogue that someone damaged is refused with its place, or works; it never stops the module. The same damage each time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { example } from '../cases/cases.mjs';
import { node, project, run } from './project.mjs';

const DAMAGE = `
import { readFileSync } from 'node:fs';

let seed = 20260201;
const random = (below) => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return Math.floor((seed / 0x80000000) * below);
};
const pick = (list) => list[random(list.length)];
const places = (of, all = []) => {
  for (const [name, value] of Object.entries(of)) {
    all.push([of, name]);
    if (value && typeof value === 'object') places(value, all);
  }
  return all;
};
const STRANGE = ['', ' ', '0', 'x', 'no', 'yes', 'R7', 'f1', 'f1.posted', 'facility', 'areas', 'multi', 'partners', '0000-01-01', '9999-12-31', 1.5, true, null, [], {}];

/** An edition with up to four things taken away, doubled, emptied or replaced. */
function damaged(edition) {
  const file = JSON.parse(edition);
  for (let times = random(4); times >= 0; times -= 1) {
    const [of, name] = pick(places(file));
    const change = random(4);
    if (change === 0) Array.isArray(of) ? of.splice(name, 1) : delete of[name];
    else if (change === 1) Array.isArray(of) ? of.push(structuredClone(of[name])) : (of[name] = pick(STRANGE));
    else if (change === 2 && Array.isArray(of[name])) of[name].length = 0;
    else of[name] = pick(STRANGE);
  }
  return JSON.stringify(file);
}

const { editions, drafts } = JSON.parse(readFileSync('given.json', 'utf8'));
const count = { refused: 0, read: 0 };
for (const path of ['@kakari/checker', '@kakari/checker/engine']) {
  const { Catalog, Checker, KakariError, check, notice, transcription } = await import(path);
  for (let at = 0; at < 250; at += 1) {
    let catalog;
    try {
      catalog = Catalog.fromJson(damaged(pick(editions)));
    } catch (error) {
      if (!(error instanceof KakariError) || error.code !== 'CATALOG') throw error;
      count.refused += 1;
      continue;
    }
    count.read += 1;
    catalog.form();
    for (const draft of drafts) {
      for (const today of ['2026-02-01', '0001-01-01', '9999-12-31']) {
        const options = { today, catalog };
        check(draft, options);
        new Checker(options).check(draft);
        notice?.(draft, options);
        transcription?.(draft, { ...options, asDraft: true });
      }
    }
    catalog.free();
  }
}
console.log(JSON.stringify(count));
`;

test('no catalogue stops the module, however damaged it is', async (t) => {
  const file = (name) => fileURLToPath(new URL(`../../crates/catalog/editions/${name}.toml`, import.meta.url));
  const convert = async (name) => (await run('.', process.env.KAKARI, 'catalog', 'convert', file(name))).stdout;
  const given = {
    editions: await Promise.all(['R7', 'R8'].map(convert)),
    drafts: [example(), { format: 'kakari-report' }, example({ 'f1.areas': 'yes', 'f1.posted': ['no'], 'f2i.partners': [1], 'f2ha.care': 3 })],
  };
  const folder = await project(t, { 'given.json': JSON.stringify(given), 'damage.mjs': DAMAGE });
  const count = JSON.parse((await node(folder, 'damage.mjs')).stdout);
  assert.ok(count.refused > 50 && count.read > 50, JSON.stringify(count));
});
