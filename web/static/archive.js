// What 下書きの一覧, 下書きの履歴 and 違いの一覧 ask of the storage, loaded when one of them is first opened.
//
// Beside a draft lie, each as the text of a draft file: `lastYear`, the draft that it was started from, and `confirmed`,
// what the prefecture confirmed, with the day it was kept as `confirmedOn`.
//
// All drafts in one file, to be put away and read again:
//
//   {
//     "format": "kakari-drafts",
//     "version": 1,
//     "drafts": [
//       {
//         "record": { "text": "the draft file", "name": "…", "savedAt": 1769900000000, "revision": 7 },
//         "history": [{ "number": 1, "text": "the draft file as it was", "savedAt": 1769800000000 }],
//         "beside": [{ "name": "file", "value": "…" }]
//       }
//     ]
//   }
//
// Draft files stand in it as texts, so that numbers stay as they were typed. A damaged record is in it as it is.

import { got, held, isOwn, keysOf, transact, trouble } from './keep.js';

/** @typedef {import('./keep.js').DraftRecord} DraftRecord */
/** @typedef {import('./keep.js').HistoryRecord} HistoryRecord */
/** @typedef {import('./keep.js').BesideRecord} BesideRecord */
/** @typedef {import('./keep.js').Stores} Stores */

/**
 * What lies beside a draft, by name.
 * @typedef {{ [name: string]: string | undefined }} Lies
 */

/**
 * A draft with its history and what lies beside it. A file may leave out the latter two.
 * @typedef {object} Whole
 * @property {DraftRecord} record
 * @property {HistoryRecord[]} [history]
 * @property {Omit<BesideRecord, 'draft'>[]} [beside]
 */

/**
 * A draft in the list of all.
 * @typedef {object} Listed
 * @property {string} id
 * @property {DraftRecord | undefined} record
 * @property {boolean} isDeleted whether it can be had back
 * @property {boolean} isHeld whether some tab may write it
 * @property {Lies} beside
 */

const newId = () => `d${Math.trunc(Math.random() * 1e15)}`;

/**
 * What lies beside a draft, by name.
 *
 * @param {BesideRecord[]} beside
 * @returns {Lies}
 */
const byName = (beside) => Object.fromEntries(beside.map(({ name, value }) => [name, value]));

/**
 * A draft with its history and what lies beside it.
 *
 * @param {Stores} stores
 * @param {string} id
 */
const whole = async (stores, id) => ({
  record: await got(stores('drafts').get(id)),
  history: await got(stores('history').getAll(keysOf(id))),
  beside: await got(stores('beside').getAll(keysOf(id))),
});

/**
 * The same as a new draft.
 *
 * @param {Stores} stores
 * @param {Whole} draft
 * @param {string} [name] in place of its own
 */
function putWhole(stores, { record, history = [], beside = [] }, name) {
  const id = newId();
  stores('drafts').put(name === undefined ? record : { ...record, name }, id);
  for (const point of history) stores('history').put(point, [id, point.number]);
  for (const one of beside) stores('beside').put({ ...one, draft: id }, [id, one.name]);
}

/**
 * The drafts, the one that was saved last first, then those that can be had back: each with what lies beside it and
 * whether some tab may write it. And whether the browser keeps them until they are deleted.
 */
export async function list() {
  const [ids, records, gone, deleted, beside] = await transact('readonly', async (stores) => [
    await got(stores('drafts').getAllKeys()),
    await got(stores('drafts').getAll()),
    await got(stores('deleted').getAllKeys()),
    await got(stores('deleted').getAll()),
    await got(stores('beside').getAll()),
  ]);
  const elsewhere = await held();
  /** @type {(id: string, record: DraftRecord | undefined, isDeleted: boolean) => Listed} */
  const entry = (id, record, isDeleted) => ({
    id, record, isDeleted,
    isHeld: elsewhere.includes(id),
    beside: byName(beside.filter(({ draft }) => draft === id)),
  });
  /** @param {Listed} one */
  const turn = ({ record }) => record?.turn ?? 0;
  return {
    isPersistent: Boolean(await navigator.storage?.persisted?.()),
    drafts: [
      ...ids.map((id, at) => entry(id, records[at], false)).sort((one, other) => turn(other) - turn(one)),
      ...gone.map((id, at) => entry(id, deleted[at]?.record, true)),
    ],
  };
}

/** @param {string} id */
export const record = (id) => transact('readonly', (stores) => got(stores('drafts').get(id)));
/** @param {string} id */
export const history = (id) => transact('readonly', (stores) => got(stores('history').getAll(keysOf(id))));
/** @param {string} id */
export const lies = (id) => transact('readonly', async (stores) => byName(await got(stores('beside').getAll(keysOf(id)))));

/**
 * @param {string} id
 * @param {string} name of the copy
 */
export const duplicate = (id, name) => transact('readwrite', async (stores) => {
  const { beside, record, history } = await whole(stores, id);
  // It may have been deleted in another tab.
  if (record !== undefined) putWhole(stores, { record, history, beside: beside.filter((one) => !isOwn(one)) }, name);
});

/**
 * The revision stays: a name is not the work of another tab.
 *
 * @param {string} id
 * @param {string} name
 */
export const rename = (id, name) => transact('readwrite', async (stores) => {
  const there = await got(stores('drafts').get(id));
  if (there) stores('drafts').put({ ...there, name }, id);
});

/** @param {string} id */
export const remove = (id) => transact('readwrite', async (stores) => {
  const there = await got(stores('drafts').get(id));
  if (there === undefined) return;
  stores('deleted').put({ record: there, deletedAt: Date.now() }, id);
  stores('drafts').delete(id);
});

/** @param {string} id */
export const restore = (id) => transact('readwrite', async (stores) => {
  const { record: gone } = (await got(stores('deleted').get(id))) ?? {};
  const there = await got(stores('drafts').getKey(id));
  if (gone === undefined) return;
  // A tab may have saved it anew.
  stores('drafts').put(gone, there === undefined ? id : newId());
  stores('deleted').delete(id);
});

/**
 * Puts a new draft among those that are kept, and gives its id. Beside it lies what the prefecture confirmed of the one
 * that it is made `from`, which holds until the structure changes.
 *
 * @param {string} text
 * @param {string} name
 * @param {string} from
 * @param {string} [lastYear]
 */
export const start = (text, name, from, lastYear) => transact('readwrite', async (stores) => {
  const id = newId();
  const turn = ((await got(stores('settings').get('turn'))) ?? 0) + 1;
  const now = Date.now();
  const { confirmed, confirmedOn } = byName(await got(stores('beside').getAll(keysOf(from))));
  stores('settings').put(turn, 'turn');
  stores('drafts').put({ text, name, revision: 1, savedAt: now, pointAt: now, turn }, id);
  for (const [key, value] of Object.entries({ lastYear, confirmed, confirmedOn })) {
    if (value !== undefined) stores('beside').put({ draft: id, name: key, value }, [id, key]);
  }
  return id;
});

/**
 * Keeps a copy of what the prefecture confirmed.
 *
 * @param {string} id
 * @param {string} text
 * @param {string} day in words
 */
export const keepConfirmed = (id, text, day) => transact('readwrite', (stores) => {
  stores('beside').put({ draft: id, name: 'confirmed', value: text }, [id, 'confirmed']);
  stores('beside').put({ draft: id, name: 'confirmedOn', value: day }, [id, 'confirmedOn']);
});

export const exportAll = () => transact('readonly', async (stores) => {
  const drafts = [];
  for (const id of await got(stores('drafts').getAllKeys())) drafts.push(await whole(stores, id));
  return JSON.stringify({ format: 'kakari-drafts', version: 1, drafts }, null, 1);
});

/**
 * Adds the drafts of a file to those that are here, all or none, and gives their number. None is replaced.
 *
 * @param {string} text
 */
export async function importAll(text) {
  /** @type {{ version?: unknown, drafts: Whole[] }} */
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw trouble('Damaged');
  }
  if (file.version !== 1) throw trouble('VersionError');
  /** @param {Partial<Whole> | null} draft as it was read, and may be anything */
  const sound = (draft) => {
    const { record: own, history: points = [], beside = [] } = draft ?? {};
    return own !== undefined
      && [points, beside].every(Array.isArray)
      && points.every((point) => typeof point?.number === 'number')
      && beside.every((one) => typeof one?.name === 'string');
  };
  if (!Array.isArray(file.drafts) || !file.drafts.every(sound)) throw trouble('Damaged');
  await transact('readwrite', (stores) => file.drafts.forEach((draft) => putWhole(stores, draft)));
  return file.drafts.length;
}
