// Keeps one whole version of the app, so that it works without a network and never mixes two versions.
//
// The build puts in the version and the file list. A new version fills its own cache first and then waits; the page
// asks for it to take over (see boot.js) when the user agrees.

const SCOPE = new URL(self.registration.scope).pathname;
// Caches belong to the whole origin: the scope keeps a second copy of the app, in another folder, apart.
const PREFIX = `kakari-${SCOPE}-`;
const CACHE = PREFIX + '{{version}}';
const FILES = [{{files}}];

self.addEventListener('install', (event) => event.waitUntil(fill()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('message', (event) => {
  if (event.data === 'SKIP_WAITING') self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
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
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request, pathname) {
  const cache = await caches.open(CACHE);
  const home = pathname === SCOPE || pathname === SCOPE + 'index.html';
  const kept = await cache.match(home ? './' : request, { ignoreSearch: home, ignoreVary: true });
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    // An unknown address below the app, offline: its start page, at its own address, where relative links hold.
    if (request.mode === 'navigate') return Response.redirect(SCOPE);
    throw error;
  }
}
