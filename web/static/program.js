// The program, for every host of it: loads it and its chunks, and guards what it has drawn.

import start, { mount } from './app.js';

/**
 * Chunk → its files, with the integrity of each; some belong to several chunks. The build writes it here.
 *
 * @type {Record<string, [file: string | URL, integrity: string][]>}
 */
const chunks = /** @type {any} */ ('chunks');
/**
 * The first part, and the files of chunks, that are on their way or there.
 *
 * @type {Record<string, Promise<unknown>>}
 */
const loading = {};

/**
 * Loads something once. What fails is forgotten, so that the next call tries again.
 *
 * @param {string} file
 * @param {() => Promise<unknown>} load
 * @returns {Promise<unknown>}
 */
function once(file, load) {
  loading[file] ??= load().catch((error) => {
    delete loading[file];
    throw error;
  });
  return loading[file];
}

/** The first part, which gives its chunks memory, table of functions and functions. */
const first = () => once('', start);

/** Starts the program, one for all its hosts in a page, and gives the way to draw it into a root. */
export async function program() {
  await first();
  return mount;
}

/**
 * The content of a file. Bundlers write small ones into the script, where the page's policy lets nobody fetch them.
 *
 * @param {URL} file
 * @param {string} integrity
 * @returns {Promise<BufferSource>}
 */
async function content({ href }, integrity) {
  if (href.startsWith('data:')) return Uint8Array.from(atob(href.split(',')[1]), (byte) => byte.charCodeAt(0));
  const response = await fetch(href, { integrity });
  if (!response.ok) throw new Error(`${href}: ${response.status}`);
  return response.arrayBuffer();
}

/**
 * Loads a chunk of the program: the app may call what is in it.
 *
 * @param {string} name
 */
export const chunk = (name) => Promise.all(chunks[name].map(([file, integrity]) => once(`${file}`, async () => {
  const bytes = await content(new URL(file, import.meta.url), integrity);
  return WebAssembly.instantiate(bytes, { __wasm_split: /** @type {WebAssembly.Exports} */ (await first()) });
})));

// Others change the page: translation by the browser, extensions. The app draws by the nodes that it knows, so what was
// done to them meanwhile is taken back before it draws, and by it before a print. What it has drawn itself is told apart
// by its time: from the call until it hands over to the browser. Left alone is what is not drawn: the form of 患者説明,
// and the checker that is tried out, in places marked data-filled.

/**
 * A change to the page. Only one to characters has an old value, and only its target has `data`.
 *
 * @typedef {MutationRecord & { readonly target: Node & { data?: string } }} Change
 */

const FILLED_IN = '[data-filled], [contenteditable]';
/**
 * Whether the app draws what was changed.
 *
 * @param {{ readonly target: Element | (Node & { closest?: undefined }) }} change
 * @returns {boolean}
 */
const isApp = ({ target }) => !(target.closest ? target : target.parentElement)?.closest(FILLED_IN);

/**
 * Watches over what is drawn into a root, and gives what the app calls before it draws there.
 *
 * @param {HTMLElement} root
 * @returns {() => void}
 */
export function guarded(root) {
  /** @type {Change[]} */
  let others = [];
  let isDrawing = false;
  /** @param {MutationRecord[]} records */
  const settle = (records) => {
    if (!isDrawing) others.push(...records.filter(isApp));
    isDrawing = false;
  };
  const watch = new MutationObserver(settle);
  const sign = document.createTextNode('');
  watch.observe(sign, { characterData: true });
  watch.observe(root, { childList: true, characterDataOldValue: true, subtree: true });
  const take = () => settle(watch.takeRecords());
  return () => {
    take();
    queueMicrotask(take);
    const tree = /** @type {Document | ShadowRoot} */ (root.getRootNode());
    const focus = /** @type {HTMLElement | null} */ (tree.activeElement);
    for (const { target, addedNodes, removedNodes, nextSibling, oldValue } of others.reverse()) {
      if (oldValue !== null) target.data = oldValue;
      /** @type {NodeListOf<ChildNode>} */
      (addedNodes).forEach((node) => node.remove());
      removedNodes.forEach((node) => target.insertBefore(node, nextSibling?.parentNode === target ? nextSibling : null));
    }
    if (focus !== tree.activeElement) focus?.focus({ preventScroll: true });
    others = [];
    watch.takeRecords();
    isDrawing = true;
    sign.data = '';
  };
}
