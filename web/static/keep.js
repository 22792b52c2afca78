// Keeps drafts in the browser (IndexedDB), and sees to it that one tab at a time may write a draft (Web Locks).
//
// Database `kakari`, version 2. Version 1 had the drafts alone, one under `current`, and the settings among them.
//
//   drafts    id → { text, revision, by, savedAt, turn, name, catalog, rules, findings, points, pointAt }
//             text is the draft file; by is the page that saved this revision; catalog, rules and findings are what it
//             was last checked with and what was found.
//   history   [id, number] → { number, text, savedAt }: the last 20 states
//   beside    [id, name] → { draft, name, value }: small records that belong to a draft
//   deleted   id → { record, deletedAt }: for 30 days
//   settings  settings, open (the draft that was open last), turn (counts all saves), persist
//
// A save that does not find the revision that this page saw last keeps its hands off: another tab has newer work, or the
// record is damaged. What this page saved itself is not newer, though the answer came when nobody waited for it any more.
// Members of a record that this version does not know stay.
//
// A save first puts the state that it replaces into the history: with the first change after the draft was opened,
// before an earlier state is restored, and otherwise when five minutes of work went by. States are numbered, and drafts
// are ordered by their turn, so that a clock that was set back changes no order.
//
// The last resort, for a page that goes before the database has answered, is localStorage, which answers at once:
//
//   kakari-unsaved-PAGE → [{ what `save` is given, by, before, label }]
//
// It is written when the page is hidden or left, and only while something is unsaved. Once that is saved it goes, and the
// next page that starts saves what is still there.
//
// What goes wrong is thrown with a name: QuotaExceededError, VersionError (a newer database), NewerElsewhere, Damaged,
// TimeoutError (no answer; then nothing was written, or `by` tells), or whatever the browser says. Written without a library and outside the WebAssembly module: either costs several times as
// much in the first load.

/**
 * What a draft was checked with, and what was found.
 * @typedef {object} Mark
 * @property {string} catalog
 * @property {string} rules
 * @property {string} findings
 */

/**
 * In `drafts`. What came later than the first version may be missing.
 * @typedef {object} DraftParts
 * @property {string} text
 * @property {number} revision
 * @property {number} savedAt
 * @property {string} [by]
 * @property {number} [turn]
 * @property {string} [name]
 * @property {number} [points]
 * @property {number} [pointAt]
 *
 * @typedef {DraftParts & Partial<Mark>} DraftRecord
 */

/**
 * In `history`.
 * @typedef {object} HistoryRecord
 * @property {number} number
 * @property {string} text
 * @property {number} savedAt
 */

/**
 * In `beside`.
 * @typedef {object} BesideRecord
 * @property {string} draft
 * @property {string} name
 * @property {string} value
 */

/**
 * In `deleted`.
 * @typedef {object} DeletedRecord
 * @property {DraftRecord} record
 * @property {number} deletedAt
 */

/**
 * In `settings`, each under its name.
 * @typedef {object} Settings
 * @property {Record<string, string>} settings
 * @property {string} open
 * @property {number} turn
 * @property {boolean} persist
 * @property {{ single: boolean, keys: boolean }} keying
 */

/**
 * The keys of each store.
 * @typedef {object} Keys
 * @property {string} drafts
 * @property {[string, number]} history
 * @property {[string, string]} beside
 * @property {string} deleted
 * @property {keyof Settings} settings
 */

/**
 * The records of each store; those of `settings` differ by key.
 * @typedef {object} Records
 * @property {DraftRecord} drafts
 * @property {HistoryRecord} history
 * @property {BesideRecord} beside
 * @property {DeletedRecord} deleted
 * @property {Settings[keyof Settings]} settings
 */

/**
 * What a store has under a key. Version 1 had the settings among the drafts.
 * @template {keyof Keys} N
 * @template K
 * @typedef {N extends 'settings' ? (K extends keyof Settings ? Settings[K] : never)
 *   : N extends 'drafts' ? (K extends 'settings' ? Settings['settings'] : DraftRecord) : Records[N]} Value
 */

/**
 * A store that knows what is in it.
 * @template {keyof Keys} N
 * @typedef {object} Store
 * @property {<K extends Keys[N]>(key: K) => IDBRequest<Value<N, K> | undefined>} get
 * @property {(key: Keys[N]) => IDBRequest<Keys[N] | undefined>} getKey
 * @property {(range?: IDBKeyRange) => IDBRequest<Records[N][]>} getAll
 * @property {(range?: IDBKeyRange) => IDBRequest<Keys[N][]>} getAllKeys
 * @property {<K extends Keys[N]>(value: Value<N, K>, key: K) => IDBRequest<IDBValidKey>} put
 * @property {(key: Keys[N] | IDBKeyRange) => IDBRequest<undefined>} delete
 */

/**
 * Gives the stores of a transaction, by name.
 * @typedef {<N extends keyof Keys>(name: N) => Store<N>} Stores
 */

/**
 * A transaction that knows its stores.
 * @typedef {Omit<IDBTransaction, 'objectStore'> & { objectStore: Stores }} Transaction
 */

/**
 * What is to be saved. `by` and `before`, the page and the revision it saw last, are there where another page left it.
 * @typedef {object} Work
 * @property {string} id
 * @property {string} from empty where it was split from none
 * @property {string} text
 * @property {string} name
 * @property {string} label its name where it has to become a draft of its own
 * @property {Mark} [mark]
 * @property {boolean} [point]
 * @property {string} [by]
 * @property {number} [before]
 */

/** @typedef {() => void} Act */
const STORES = ['drafts', 'history', 'beside', 'deleted', 'settings'];
const STATES = 20;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

// For so long an answer is waited for.
const PATIENCE = 5000;
const LEFT = 'kakari-unsaved-';

// The revision of each draft that this page saw last.
/** @type {Map<string, number | undefined>} */
const seen = new Map();
// The draft that this tab had open before it was reloaded: in the entry of its history, as the app remembers it.
/** @type {string | null} */
const wanted = history.state;
// The draft that is open, while that is not kept.
/** @type {string | undefined} */
let opened;
// This page among all that there ever were.
const me = String(Math.trunc(Math.random() * 1e15));

/** @param {string} name */
export const trouble = (name) => Object.assign(new Error(name), { name });

// The answer to a request.
/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export const got = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// All keys of what belongs to a draft: in the order of keys a list stands after every number and text.
/** @param {string} id */
export const keysOf = (id) => IDBKeyRange.bound([id], [id, []]);

// A page that is put away, to be shown again when the person goes back, stands still with all that it has begun, and in
// WebKit holds up every other page with it. What is under way is given up before, and begun again when the page is back.
/** @type {Set<Act>} */
const leaving = new Set();
// While the page is away: when it is back.
/** @type {Promise<unknown> | undefined} */
let back;
addEventListener('pageshow', () => { back = undefined; });
addEventListener('pagehide', ({ persisted }) => {
  if (!persisted) return;
  back = new Promise((resolve) => { addEventListener('pageshow', resolve, { once: true }); });
  leaving.forEach((giveUp) => giveUp());
});

// One transaction: all that is written, or nothing at all. `work` is handed the stores by name. It is given up where the
// browser does not answer; should it answer after all, it can be tried again.
/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(stores: Stores) => T | Promise<T>} work
 * @param {number} [patience]
 * @returns {Promise<T>}
 */
export async function transact(mode, work, patience = PATIENCE) {
  await back;
  /** @type {IDBDatabase | undefined} */
  let database;
  /** @type {Transaction} */
  let transaction;
  /** @type {number | undefined} */
  let timer;
  let isLate = false;
  let isGivenUp = false;
  const abort = () => {
    try {
      transaction.abort();
      return true;
    } catch {
      // It has not begun, or has ended already.
      return false;
    }
  };
  const giveUp = () => { isGivenUp = abort(); };
  const again = () => {
    clearTimeout(timer);
    /** @type {IDBDatabase} */
    (database).close();
    return transact(mode, work, patience);
  };
  /** @type {Act | undefined} */
  let wait;
  /** @type {Promise<never>} */
  const silence = new Promise((_, reject) => {
    wait = () => {
      clearTimeout(timer);
      if (isLate) return;
      timer = setTimeout(() => {
        isLate = true;
        abort();
        reject(trouble('TimeoutError'));
      }, patience);
    };
  });
  const answers = () => isLate && dispatchEvent(new Event('kakari-storage'));
  /** @type {() => Promise<T>} */
  const run = async () => {
    const opening = indexedDB.open('kakari', 2);
    opening.onupgradeneeded = () => {
      const { result } = opening;
      // The drafts of version 1 stay where they are.
      for (const name of STORES) if (!result.objectStoreNames.contains(name)) result.createObjectStore(name);
    };
    database = await got(opening);
    if (answers()) return /** @type {never} */ (database.close());
    if (back) return again();
    // A browser may hold back what was written to spare the disk: not here.
    transaction = /** @type {Transaction} */ (database.transaction(STORES, mode, { durability: 'strict' }));
    leaving.add(giveUp);
    const end = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? trouble('AbortError'));
    });
    try {
      const result = await work((name) => {
        /** @type {Act} */
        (wait)();
        return transaction.objectStore(name);
      });
      await end;
      answers();
      return result;
    } catch (error) {
      end.catch(() => {});
      if (isGivenUp) return again();
      abort();
      throw error;
    }
  };
  /** @type {Act} */
  (wait)();
  try {
    return await Promise.race([silence, run()]);
  } finally {
    clearTimeout(timer);
    leaving.delete(giveUp);
    database?.close();
  }
}

/**
 * @template {keyof Keys} N
 * @template {Keys[N]} K
 * @param {N} store
 * @param {K} key
 */
const read = (store, key) => transact('readonly', (stores) => got(stores(store).get(key)));
/**
 * @template {keyof Keys} N
 * @template {Keys[N]} K
 * @param {N} store
 * @param {Value<N, K>} value
 * @param {K} key
 */
const put = (store, value, key) => transact('readwrite', (stores) => got(stores(store).put(value, key)));

// A draft; nothing where there is none, or with `newer` where it is as this page saw it last.
/**
 * @param {string} id
 * @param {boolean} [newer]
 * @returns {Promise<DraftRecord | undefined>}
 */
export async function load(id, newer) {
  const record = await read('drafts', id);
  if (record === undefined) return undefined;
  if (typeof record?.text !== 'string' || typeof record.revision !== 'number') throw trouble('Damaged');
  if (newer && seen.get(id) === record.revision) return undefined;
  seen.set(id, record.revision);
  return record;
}

// What belongs to one draft and not to its copies: the ticks of 転記モード.
/** @param {{ name: string }} one */
export const isOwn = ({ name }) => name === 'keyed';

// Saves `{ id, from, text, name, mark, point }`; what is new has beside it what lies beside the draft it is split `from`.
// Gives the time, negative where the record had gone in the meantime. What another page left is saved in its name.
/**
 * @param {Omit<Work, 'label'>} work
 * @param {number} [patience]
 */
export async function save({ id, from, text, name, mark, point, by = me, before = seen.get(id) ?? 0 }, patience) {
  const isOther = by !== me;
  const now = Date.now();
  /** @type {number | undefined} */
  let revision;
  const gone = await transact('readwrite', async (stores) => {
    const there = await got(stores('drafts').get(id));
    const turn = ((await got(stores('settings').get('turn'))) ?? 0) + 1;
    const isSame = there?.text === text;
    if (isSame && isOther) return false;
    if (there !== undefined && !isSame && there?.revision !== before && there?.by !== `${by} ${there?.revision}`) {
      throw trouble('NewerElsewhere');
    }
    revision = Math.max(before, there?.revision ?? 0) + 1;
    // A name given in another tab stays.
    const record = { name, pointAt: now, ...there, text, revision, by: `${by} ${revision}`, savedAt: now, turn, ...mark };
    // Either way: a clock that was set back must not stop the history.
    const due = point || Math.abs(now - (there?.pointAt ?? 0)) >= 5 * MINUTE;
    if (there && !isSame && due) {
      const number = (there.points ?? 0) + 1;
      Object.assign(record, { points: number, pointAt: now });
      stores('history').put({ number, text: there.text, savedAt: there.savedAt }, [id, number]);
      stores('history').delete([id, number - STATES]);
    }
    if (from && there === undefined) {
      for (const one of await got(stores('beside').getAll(keysOf(from)))) {
        if (!isOwn(one)) stores('beside').put({ ...one, draft: id }, [id, one.name]);
      }
    }
    stores('settings').put(turn, 'turn');
    if (opened) stores('settings').put(opened, 'open');
    stores('drafts').put(record, id);
    return there === undefined && before > 0;
  }, patience);
  if (!isOther) seen.set(id, revision);
  return gone ? -now : now;
}

// The page goes, or is hidden and may not come back: what is not saved is left for the next one. Nothing where all is.
/** @param {Work[]} works */
export function leave(works) {
  const left = works.map((work) => ({ ...work, by: me, before: seen.get(work.id) ?? 0 }));
  try {
    if (left.length) localStorage.setItem(LEFT + me, JSON.stringify(left));
    else localStorage.removeItem(LEFT + me);
  } catch {
    // The browser has none for this page, or no room: then what is asked before the page is left has to do.
  }
}

// Saves what nobody looks at any more: beside newer work, as a draft of its own, which is said.
/**
 * @param {Work} work
 * @param {number} [patience]
 */
export async function rescue(work, patience) {
  try {
    await save(work, patience);
  } catch (error) {
    if (/** @type {Error} */ (error).name !== 'NewerElsewhere') throw error;
    const { id, by = me, label } = work;
    await save({ ...work, id: id + by, from: id, name: label, before: 0 }, patience);
    dispatchEvent(new CustomEvent('kakari-split', { detail: label }));
  }
}

// What is no list of works was left by no page of ours.
/**
 * @param {string} text
 * @returns {Work[]}
 */
function worksIn(text) {
  try {
    return /** @type {Work[]} */ (JSON.parse(text)).filter(({ id, text }) => typeof id === 'string' && typeof text === 'string');
  } catch {
    return [];
  }
}

// Saves what pages that are gone have left, but for drafts that another page may write. `own` is the draft that this page
// may.
/** @param {string} [own] */
async function takeUp(own) {
  for (const [key, text] of Object.entries(localStorage)) {
    if (!key.startsWith(LEFT) || key === LEFT + me) continue;
    const rest = [];
    for (const work of worksIn(text)) {
      const isDone = await alone(work.id, own, async () => {
        // Another page may have been first.
        if (localStorage.getItem(key) !== text) return;
        await rescue(work);
      });
      if (!isDone) rest.push(work);
    }
    if (localStorage.getItem(key) !== text) continue;
    if (rest.length) localStorage.setItem(key, JSON.stringify(rest));
    else localStorage.removeItem(key);
  }
}

// A small record beside a draft. It is copied, deleted and saved in a file together with it.
/**
 * @param {string} draft
 * @param {string} name
 * @param {string} value
 */
export const putBeside = (draft, name, value) => put('beside', { draft, name, value }, [draft, name]);
// The same if what is there is still `before`; gives what is there then.
/**
 * @param {string} draft
 * @param {string} name
 * @param {string | undefined} before
 * @param {string} value
 */
export const swapBeside = (draft, name, before, value) => transact('readwrite', async (stores) => {
  const there = (await got(stores('beside').get([draft, name])))?.value;
  if (typeof there === 'string' && there !== before) return there;
  stores('beside').put({ draft, name, value }, [draft, name]);
  return value;
});
/**
 * @param {string} draft
 * @param {string} name
 */
export const beside = async (draft, name) => (await read('beside', [draft, name]))?.value;

/**
 * @template {keyof Settings} K
 * @param {K} name
 */
export const setting = (name) => read('settings', name);
/**
 * @template {keyof Settings} K
 * @param {K} name
 * @param {Value<'settings', K>} value
 */
export const putSetting = (name, value) => put('settings', value, name);

// Remembers which draft is open; where that fails, with the next save.
/** @param {string} id */
export async function remember(id) {
  opened = id;
  await putSetting('open', id);
  opened = undefined;
}

// Takes the settings out of the drafts, where version 1 had them, and lets go what was deleted long ago.
const tidy = () => transact('readwrite', async (stores) => {
  const drafts = stores('drafts');
  const settings = await got(drafts.get('settings'));
  if (settings !== undefined) {
    stores('settings').put(settings, 'settings');
    drafts.delete('settings');
  }
  const ids = await got(stores('deleted').getAllKeys());
  const all = await got(stores('deleted').getAll());
  all.forEach(({ deletedAt }, at) => {
    // A day in the future, from a clock that was wrong, lets nothing go.
    if (!(Date.now() - deletedAt > 30 * DAY)) return;
    stores('deleted').delete(ids[at]);
    for (const store of /** @type {const} */ (['history', 'beside'])) stores(store).delete(keysOf(ids[at]));
  });
});

// What a page starts with: the settings, and the draft that this tab had open, else the one that was open last in any.
// Before there were several there was one.
export async function begin() {
  await tidy();
  // What cannot be saved now stays where it was left.
  await takeUp().catch(() => {});
  const settings = await setting('settings');
  const id = wanted || ((await setting('open')) ?? 'current');
  try {
    return { settings, id, record: await load(id) };
  } catch (error) {
    if (/** @type {Error} */ (error).name !== 'Damaged') throw error;
    return { settings, trouble: /** @type {Error} */ (error).name };
  }
}

// Asks the browser once and for all not to delete by itself what is kept. Some ask the person in turn.
export async function persist() {
  if (!navigator.storage?.persist || (await navigator.storage.persisted()) || (await setting('persist'))) return;
  await putSetting('persist', true);
  await navigator.storage.persist();
}

/** @param {string} id */
const lockOf = (id) => `kakari-draft-${id}`;

// Does something while no other page may write a draft. False where one may; those that are just going are waited for.
/**
 * @param {string} id
 * @param {string | undefined} own
 * @param {() => Promise<void>} act
 */
async function alone(id, own, act) {
  if (id !== own && navigator.locks) {
    const wait = new AbortController();
    const timer = setTimeout(() => wait.abort(), 200);
    try {
      await navigator.locks.request(lockOf(id), { signal: wait.signal }, () => {
        clearTimeout(timer);
        return act();
      });
    } catch (error) {
      if (wait.signal.aborted) return false;
      throw error;
    }
  } else await act();
  return true;
}

// Waits for the right to write a draft, or takes it from the tab that has it, where `lost` is called then; so it is, and
// told that, where this page is put away itself. Gives what gives it back; nothing where the browser has no locks. Then
// the revision alone keeps newer work safe.
/**
 * @param {string} id
 * @param {boolean} steal
 * @param {(isAway: boolean) => void} lost
 * @returns {Promise<Act | void>}
 */
export async function hold(id, steal, lost) {
  await back;
  if (!navigator.locks) return undefined;
  return new Promise((resolve) => {
    const wait = new AbortController();
    let granted = false;
    let isLate = false;
    let giveUp = () => wait.abort();
    const leave = () => giveUp();
    leaving.add(leave);
    // Where nobody has it and it is not given either, it is as without locks.
    setTimeout(async () => {
      /** @type {string[]} */
      const all = await Promise.race([held(), new Promise((enough) => { setTimeout(enough, 1000, []); })]);
      if (granted || all.includes(id)) return;
      isLate = true;
      resolve();
    }, PATIENCE);
    /** @type {() => false | Promise<void>} */
    const keep = () => !isLate && new Promise((release) => {
      granted = true;
      giveUp = () => {
        release();
        lost(true);
      };
      // What a page that is gone has left of this draft belongs to it.
      takeUp(id).catch(() => {}).then(() => resolve(release));
    });
    navigator.locks.request(lockOf(id), steal ? { steal } : { signal: wait.signal }, keep).catch(() => {
      if (granted) return lost(false);
      return resolve(wait.signal.aborted ? hold(id, steal, lost) : undefined);
    }).finally(() => leaving.delete(leave));
  });
}

// The drafts that some tab may write now.
export async function held() {
  const locks = (await navigator.locks?.query())?.held ?? [];
  return locks.map(({ name }) => /** @type {string} */ (name).replace('kakari-draft-', ''));
}
