// Keeps drafts in the browser (IndexedDB), and sees to it that one tab at a time may write a draft (Web Locks).
//
// Database `kakari`, version 2. Version 1 had the drafts alone, one under `current`, and the settings among them.
//
//   drafts    id → { text, revision, savedAt, turn, name, catalog, rules, findings, points, pointAt }
//             text is the draft file; catalog, rules and findings are what it was last checked with and what was found.
//   history   [id, number] → { number, text, savedAt }: the last 20 states
//   beside    [id, name] → { draft, name, value }: small records that belong to a draft
//   deleted   id → { record, deletedAt }: for 30 days
//   settings  settings, open (the draft that was open last), turn (counts all saves), persist
//
// A save that does not find the revision that this page saw last keeps its hands off: another tab has newer work, or the
// record is damaged. Members of a record that this version does not know stay.
//
// A save first puts the state that it replaces into the history: with the first change after the draft was opened,
// before an earlier state is restored, and otherwise when five minutes of work went by. States are numbered, and drafts
// are ordered by their turn, so that a clock that was set back changes no order.
//
// What goes wrong is thrown with a name: QuotaExceededError, VersionError (a newer database), NewerElsewhere, Damaged, or
// whatever the browser says. Written without a library and outside the WebAssembly module: either costs several times as
// much in the first load.

const STORES = ['drafts', 'history', 'beside', 'deleted', 'settings'];
const STATES = 20;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

// The revision of each draft that this page saw last.
const seen = new Map();

export const trouble = (name) => Object.assign(new Error(name), { name });

// The answer to a request.
export const got = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// All keys of what belongs to a draft: in the order of keys a list stands after every number and text.
export const keysOf = (id) => IDBKeyRange.bound([id], [id, []]);

// A page that is put away, to be shown again when the person goes back, stands still with all that it has begun, and in
// WebKit holds up every other page with it. What is under way is given up before, and begun again when the page is back.
const leaving = new Set();
// While the page is away: when it is back.
let back;
addEventListener('pageshow', () => { back = undefined; });
addEventListener('pagehide', ({ persisted }) => {
  if (!persisted) return;
  back = new Promise((resolve) => { addEventListener('pageshow', resolve, { once: true }); });
  leaving.forEach((giveUp) => giveUp());
});

// One transaction: all that is written, or nothing at all. `work` is handed the stores by name.
export async function transact(mode, work) {
  await back;
  const opening = indexedDB.open('kakari', 2);
  opening.onupgradeneeded = () => {
    const { result } = opening;
    // The drafts of version 1 stay where they are.
    for (const name of STORES) if (!result.objectStoreNames.contains(name)) result.createObjectStore(name);
  };
  const database = await got(opening);
  let isGivenUp = false;
  let giveUp;
  try {
    if (back) return transact(mode, work);
    // A browser may hold back what was written to spare the disk: not here.
    const transaction = database.transaction(STORES, mode, { durability: 'strict' });
    const abort = () => {
      try {
        transaction.abort();
        return true;
      } catch {
        // It has ended already.
        return false;
      }
    };
    giveUp = () => { isGivenUp = abort(); };
    leaving.add(giveUp);
    const end = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? trouble('AbortError'));
    });
    try {
      const result = await work((name) => transaction.objectStore(name));
      await end;
      return result;
    } catch (error) {
      end.catch(() => {});
      if (isGivenUp) return transact(mode, work);
      abort();
      throw error;
    }
  } finally {
    leaving.delete(giveUp);
    database.close();
  }
}

const read = (store, key) => transact('readonly', (stores) => got(stores(store).get(key)));
const put = (store, value, key) => transact('readwrite', (stores) => got(stores(store).put(value, key)));

// A draft; nothing where there is none, or with `newer` where it is as this page saw it last.
export async function load(id, newer) {
  const record = await read('drafts', id);
  if (record === undefined) return undefined;
  if (typeof record?.text !== 'string' || typeof record.revision !== 'number') throw trouble('Damaged');
  if (newer && seen.get(id) === record.revision) return undefined;
  seen.set(id, record.revision);
  return record;
}

// What belongs to one draft and not to its copies: the ticks of 転記モード.
export const isOwn = ({ name }) => name === 'keyed';

// Saves `{ id, from, text, name, mark, point }`; what is new has beside it what lies beside the draft it is split `from`.
// Gives the time, negative where the record had gone in the meantime.
export async function save({ id, from, text, name, mark, point }) {
  const before = seen.get(id);
  const revision = (before ?? 0) + 1;
  const now = Date.now();
  const gone = await transact('readwrite', async (stores) => {
    const there = await got(stores('drafts').get(id));
    const turn = ((await got(stores('settings').get('turn'))) ?? 0) + 1;
    if (there !== undefined && (before === undefined || there?.revision !== before)) throw trouble('NewerElsewhere');
    // A name given in another tab stays.
    const record = { name, pointAt: now, ...there, text, revision, savedAt: now, turn, ...mark };
    // Either way: a clock that was set back must not stop the history.
    const due = point || Math.abs(now - (there?.pointAt ?? 0)) >= 5 * MINUTE;
    if (there && there.text !== text && due) {
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
    stores('drafts').put(record, id);
    return there === undefined && before !== undefined;
  });
  seen.set(id, revision);
  return gone ? -now : now;
}

// A small record beside a draft. It is copied, deleted and saved in a file together with it.
export const putBeside = (draft, name, value) => put('beside', { draft, name, value }, [draft, name]);
// The same if what is there is still `before`; gives what is there then.
export const swapBeside = (draft, name, before, value) => transact('readwrite', async (stores) => {
  const there = (await got(stores('beside').get([draft, name])))?.value;
  if (typeof there === 'string' && there !== before) return there;
  stores('beside').put({ draft, name, value }, [draft, name]);
  return value;
});
export const beside = async (draft, name) => (await read('beside', [draft, name]))?.value;

export const setting = (name) => read('settings', name);
export const putSetting = (name, value) => put('settings', value, name);

// Takes the settings out of the drafts, where version 1 had them, and lets go what was deleted long ago.
export const tidy = () => transact('readwrite', async (stores) => {
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
    for (const store of ['history', 'beside']) stores(store).delete(keysOf(ids[at]));
  });
});

// Asks the browser once and for all not to delete by itself what is kept. Some ask the person in turn.
export async function persist() {
  if (!navigator.storage?.persist || (await navigator.storage.persisted()) || (await setting('persist'))) return;
  await putSetting('persist', true);
  await navigator.storage.persist();
}

const lockOf = (id) => `kakari-draft-${id}`;

// Waits for the right to write a draft, or takes it from the tab that has it, where `lost` is called then. Gives what
// gives it back; nothing where the browser has no locks. Then the revision alone keeps newer work safe.
export async function hold(id, steal, lost) {
  await back;
  if (!navigator.locks) return undefined;
  return new Promise((resolve) => {
    const wait = new AbortController();
    let granted = false;
    let giveUp = () => wait.abort();
    const leave = () => giveUp();
    leaving.add(leave);
    const keep = () => new Promise((release) => {
      granted = true;
      giveUp = () => {
        release();
        lost();
      };
      resolve(release);
    });
    navigator.locks.request(lockOf(id), steal ? { steal } : { signal: wait.signal }, keep).catch(() => {
      if (granted) return lost();
      return resolve(wait.signal.aborted ? hold(id, steal, lost) : undefined);
    }).finally(() => leaving.delete(leave));
  });
}

// The drafts that some tab may write now.
export async function held() {
  const locks = (await navigator.locks?.query())?.held ?? [];
  return locks.map(({ name }) => name.replace('kakari-draft-', ''));
}
