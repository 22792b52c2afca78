// The cases and the clean draft, for the tests that are written in JavaScript, and what the command line says of them.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** A file of the repository as text. */
export const source = (path) => readFile(repository + path, 'utf8');

const base = JSON.parse(await source('crates/rules/src/base.kakari.json'));

/** 記入例, with answers changed; `undefined` takes one away. */
export function example(changes = {}) {
  const draft = structuredClone(base);
  for (const [id, value] of Object.entries(changes)) {
    const facility = id.startsWith('facility.');
    const [group, name] = facility ? [draft.facility, id.slice('facility.'.length)] : [draft.answers, id];
    if (value === undefined) delete group[name];
    else group[name] = value;
  }
  return draft;
}

/** The cases that every surface has to agree on. */
export async function cases() {
  const folder = `${repository}tests/cases/`;
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map(async (file) => {
    const text = await readFile(folder + file, 'utf8');
    // The draft as it is written: JavaScript would change numbers such as 1.0 and 1e400. Members of a case stand two
    // spaces in, so its object ends at the first brace that does.
    const written = text.match(/^ {2}"draft": (\{(?:\}|[^]*?^ {2}\}))/m)[1];
    return { file, written, ...JSON.parse(text) };
  }));
}

/** Texts that are no drafts, and drafts with what a case file cannot hold. A lone surrogate cannot stand in a file. */
export const TEXTS = [
  '', '{', '[]', '{"format":"kakari-report"}', '\ufeff{"format":"kakari-report"}', '<!doctype html>', 'null',
  '{"format":"kakari-report","answers":{"f1.staff.doctors":1.0,"f1.staff.outpatient_nurses":1e2,"f1.generalist.fte":0.10}}',
  JSON.stringify(example({ 'f1.remarks': '\u0000\u2028\u2029𠮷野家\ud800'.normalize() })),
  JSON.stringify(example({ 'facility.name': '<b>"\\\'&</b>\t\r\n' })),
].map((text) => text.toWellFormed?.() ?? text);

/** What the command line writes about a text, as one line. `KAKARI` says where it is. */
export function native(text, { today, deadline }) {
  const days = ['--as-of', today, ...(deadline ? ['--deadline', deadline] : [])];
  const { stdout, stderr, error } = spawnSync(process.env.KAKARI, ['check', '--format', 'jsonl', ...days, '-'], { input: text, encoding: 'utf8' });
  assert.equal(error, undefined);
  // For a day without an edition it says so.
  assert.match(stderr, /^(kakari: .+の年度の報告は、この版のツールに入っていません。.*\n)?$/);
  assert.match(stdout, /^[^\n]+\n$/, 'one line');
  return stdout.slice(0, -1);
}

/** JSON with every number as it is written, which JavaScript would round; `1e9` and `1e+9` are the same. */
export const exactly = (json) => JSON.parse(json.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) => (
  token.startsWith('"') ? token : `"number ${token.replace('e+', 'e')}"`
)));

/** RFC 4180. */
export function parseCsv(text) {
  const rows = [];
  let row = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') {
      rows.push(row);
      row = [];
    }
  }
  return rows.filter((cells) => cells.length > 1);
}
