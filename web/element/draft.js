// The draft as text and as an object.
//
// A draft that is handed in as text stays the very text until something in it is changed. JavaScript would write 1.0 as
// 1 and lose 1e400, so such numbers go through objects as marked strings and come out as they were typed.

// No text that anybody writes begins so.
const OWN = Math.random().toString(36).slice(2);
const MARK = `\u0000${OWN}:`;
const MARKED = new RegExp(`"\\\\u0000${OWN}:(-?\\d[\\d.eE+-]*)"`, 'g');
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** JSON as an object that knows its numbers as they are written. Throws where it is no JSON. */
export const read = (text) => JSON.parse(text.replace(/^\ufeff/, '').replace(TOKENS, (token) => (
  token.startsWith('"') || String(Number(token)) === token || !NUMBER.test(token) ? token : JSON.stringify(MARK + token)
)));

/** The object as JSON, two spaces in, as a draft file is written. */
export const write = (draft) => `${JSON.stringify(draft, null, 2).replace(MARKED, '$1')}\n`;

/** A value as it is shown in a field. */
export const shown = (value) => (
  typeof value === 'string' ? (value.startsWith(MARK) ? value.slice(MARK.length) : value)
    : typeof value === 'number' ? String(value) : ''
);

/** What was typed, in half width and without the signs that group digits. */
export const tidied = (text) => text.trim().normalize('NFKC').replace(/[, ]/g, '').replace(/[ー−]/g, '-');

/** What was typed as a value: a number where it is one, else the text, so that nothing typed is lost. */
export function numeric(text) {
  if (text === '') return undefined;
  if (!NUMBER.test(text)) return text;
  return String(Number(text)) === text ? Number(text) : MARK + text;
}

/** A draft with nothing in it. */
export const blank = (edition, prefecture) => ({
  format: 'kakari-report', version: 1, edition, report: 'periodic',
  facility: prefecture ? { prefecture } : {}, answers: {},
});

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where the answer to an item stands: the group, and its name there. */
const place = (id) => (id.startsWith('facility.') ? ['facility', id.slice('facility.'.length)] : ['answers', id]);

export function get(draft, id) {
  const [group, name] = place(id);
  const answers = draft[group];
  return isObject(answers) && Object.hasOwn(answers, name) ? answers[name] : undefined;
}

/** Sets an answer, or takes it away. */
export function set(draft, id, value) {
  const [group, name] = place(id);
  if (!isObject(draft[group])) draft[group] = {};
  if (value === undefined) delete draft[group][name];
  else draft[group][name] = value;
}
