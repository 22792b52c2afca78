// Keeps one whole version of the app, so that it works without a network and never mixes two versions.
//
// The build puts in the version and the file list. A new version fills its own cache first and then waits; the page
// asks for it to take over (see boot.js) when the user agrees.

/**
 * What `self` is here: the checker takes it for that of any worker.
 *
 * @typedef {ServiceWorkerGlobalScope & typeof globalThis} Scope
 */

const SCOPE = new URL(/** @type {Scope} */ (self).registration.scope).pathname;
// Caches belong to the whole origin: the scope keeps a second copy of the app, in another folder, apart.
const PREFIX = `kakari-${SCOPE}-`;
const CACHE = PREFIX + '{{version}}';
// For so long the cache is waited for; not again until it has answered.
const PATIENCE = 2000;
let patience = PATIENCE;
/**
 * What the app itself needs stands first, so that it is fetched first; the pages of rules and items follow.
 *
 * @type {string[]}
 */
const FILES = JSON.parse('{{files}}');

/** @type {Scope} */
(self).addEventListener('install', (event) => event.waitUntil(fill()));
/** @type {Scope} */
(self).addEventListener('activate', (event) => event.waitUntil(takeOver()));
/** @type {Scope} */
(self).addEventListener('message', (event) => {
  if (event.data === 'SKIP_WAITING') /** @type {Scope} */ (self).skipWaiting();
});
/** @type {Scope} */
(self).addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method === 'GET' && origin === self.location.origin && pathname.startsWith(SCOPE)) {
    event.respondWith(answer(event.request, pathname));
  }
});

// All files or none: one that is missing fails the installation, and the old version stays.
async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })));
}

async function takeOver() {
  try {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
  } catch (error) {
    // What is left over takes room and does no harm.
    console.info(error);
  }
  await /** @type {Scope} */ (self).clients.claim();
}

/**
 * A browser shows no redirected answer in place of a page, and some hosts redirect `index.html` to its folder.
 *
 * @param {Response} redirected
 * @returns {Response}
 */
function plain({ body, status, statusText, headers }) {
  return new Response(body, { status, statusText, headers });
}

/**
 * What is kept for a request. Nothing where the browser cannot say.
 *
 * @param {Request} request
 * @param {boolean} home
 * @param {boolean} folder
 * @param {string} pathname
 * @returns {Promise<Response | undefined>}
 */
async function keptFor(request, home, folder, pathname) {
  const wanted = home ? './' : folder ? pathname + 'index.html' : request;
  try {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(wanted, { ignoreSearch: home || folder, ignoreVary: true });
    return kept?.redirected ? plain(kept) : kept;
  } catch (error) {
    console.info(error);
    return undefined;
  }
}

/**
 * @param {Request} request
 * @param {string} pathname
 * @returns {Promise<Response>}
 */
async function answer(request, pathname) {
  const home = pathname === SCOPE || pathname === SCOPE + 'index.html';
  // A folder below the app means its page, as on any static host: `rules/K104/` is `rules/K104/index.html`.
  const folder = !home && request.mode === 'navigate' && pathname.endsWith('/');
  /** @type {boolean | undefined} */
  let isLate;
  const looked = keptFor(request, home, folder, pathname).finally(() => {
    isLate = false;
    patience = PATIENCE;
  });
  // A cache that does not answer keeps nobody out who has a network.
  const enough = new Promise((go) => { setTimeout(go, patience); }).then(() => { isLate ??= true; });
  const kept = await Promise.race([looked, enough]);
  if (isLate) patience = 0;
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    const late = await looked;
    if (late) return late;
    // An unknown address below the app, offline: its start page, at its own address, where relative links hold.
    if (request.mode === 'navigate') return Response.redirect(SCOPE);
    throw error;
  }
}
