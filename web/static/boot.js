// Starts the app, keeps it usable offline, and speaks up when it cannot run.
//
// What the app may rely on:
//
//   document.documentElement.dataset.boot
//       'loading', then 'ready', or 'failed' (never started), or later 'crashed' (stopped by a fault of ours).
//   window.kakariKeep
//       keep.js: what is kept in the browser.
//   window.kakariArchive()
//       a promise of archive.js, which asks the storage about all drafts.
//   window.kakariOfflineReady, event 'kakari-offline-ready' on window
//       true, and sent once per page, when every file is kept and the network may go away.
//   window.kakariUpdate = { ready, apply() }, event 'kakari-update-ready' on window
//       ready is true, and the event sent, when a newer version waits. Nothing changes until the user agrees: the app
//       saves its draft, then calls apply(), and the page reloads once. The same happens in a second tab after the
//       first has taken the update, because that tab's lazily loaded files are gone.
//   event 'kakari-styles-ready' on window
//       the styles of 院内掲示, link#notice-styles, hold.
//   window.kakariChunk(name)
//       a promise that a chunk of the program is there, with the styles of what is loaded after the first screen: the app
//       may call what is in it. What failed is tried again with the next call.
//   window.kakariTake(what, name, text)
//       calls a function of take.js, which is loaded when it is first wanted, and gives its promise.
//   window.kakariDraw()
//       called by the app before it draws: what others have changed in its page is taken back, see program.js.

const page = document.documentElement;
const UPDATE_INTERVAL = 60 * 60 * 1000;

/**
 * What is said when the app cannot run: a heading, and paragraphs.
 *
 * @typedef {{ title: string, text: string[] }} Trouble
 */

const TROUBLE = {
  refused: {
    title: 'このブラウザーでは動きません',
    text: [
      'この画面を動かすしくみ(WebAssembly)が、このブラウザーにないか、設定で止められています。',
      'Chrome、Edge、Firefox、Safari のどれかの新しい版で開いてください。Edge の「Web 上のセキュリティを強化する」や iPhone の「ロックダウンモード」を使っているときは、このページを例外に加えてください。',
      '職場の設定で止められているときは、情報システムの担当の方に「このページで WebAssembly を許可してほしい」と伝えてください。',
    ],
  },
  notLoaded: {
    title: '読み込めませんでした',
    text: [
      '通信が途切れたか、サーバーにファイルがそろっていません。',
      '通信を確かめて、読み直してください。くり返すときは、時間をおいて開いてください。前に入力した内容は、このブラウザーに残っています。',
    ],
  },
  crashed: {
    title: 'プログラムの不具合で止まりました',
    text: [
      '申し訳ありません。続けるには、ページを読み直してください。自動で保存した内容から続けられます。',
      'くり返すときは、別のブラウザーで、書き出しておいた下書きファイルを開いてください。',
    ],
  },
};

/**
 * @param {string} name
 * @param {string | Node | (string | Node)[]} content
 * @param {Record<string, string | URL>} attributes a URL is written out by the browser
 * @returns {HTMLElement}
 */
function element(name, content, attributes = {}) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, /** @type {string} */ (value));
  made.append(...[content].flat());
  return made;
}

/**
 * @param {Trouble} trouble
 * @returns {HTMLElement}
 */
function report({ title, text }) {
  const again = element('button', '読み直す', { type: 'button' });
  again.addEventListener('click', () => location.reload());
  const lines = text.map((line) => element('p', line));
  return element('div', [element('h1', title), ...lines, element('p', again)], { class: 'boot boot-trouble', role: 'alert' });
}

/**
 * In place of the app: there is nothing else to see.
 *
 * @param {Trouble} trouble
 * @param {unknown} error
 */
function fail(trouble, error) {
  console.error(error);
  page.dataset.boot = 'failed';
  /** @type {HTMLElement} */
  (document.getElementById('boot')).replaceChildren(element('main', report(trouble)));
}

/**
 * Above the app: what the user typed stays in view.
 *
 * @param {unknown} error
 */
function crash(error) {
  if (!(error instanceof WebAssembly.RuntimeError) || page.dataset.boot !== 'ready') return;
  page.dataset.boot = 'crashed';
  document.body.prepend(report(TROUBLE.crashed));
  scrollTo(0, 0);
}

// WebKit empties fields without completion when a page comes back from its cache, and the app, which knows what stood
// there, sees no difference to draw.

/** @type {[HTMLInputElement, string][]} */
let stood = [];
addEventListener('pagehide', () => {
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = document.querySelectorAll('#app :is(input:not([type=file]), textarea)');
  stood = [...fields].map((field) => [field, field.value]);
});
addEventListener('pageshow', () => setTimeout(() => {
  for (const [field, value] of stood) if (field.value !== value) field.value = value;
  stood = [];
}));

async function start() {
  if (typeof WebAssembly !== 'object') return fail(TROUBLE.refused, new Error('no WebAssembly'));
  addEventListener('error', (event) => crash(event.error));
  addEventListener('unhandledrejection', (event) => crash(event.reason));
  try {
    const [program, keep] = await Promise.all([import('./program.js'), import('./keep.js')]);
    const mount = await program.program();
    const root = /** @type {HTMLElement} */ (document.getElementById('app'));
    window.kakariKeep = keep;
    window.kakariDraw = program.guarded(root);
    addEventListener('beforeprint', window.kakariDraw);
    window.kakariChunk = async (name) => {
      await Promise.all([...SHEETS.map(loadStyles), program.chunk(name)]);
      dispatchEvent(new CustomEvent('kakari-styles-ready'));
    };
    mount(root, window);
    page.dataset.boot = 'ready';
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return fail(TROUBLE.refused, error);
    if (error instanceof WebAssembly.RuntimeError) return fail(TROUBLE.crashed, error);
    fail(TROUBLE.notLoaded, error);
  }
}

/**
 * Id of styles → what is on its way or there.
 *
 * @type {Record<string, Promise<Event | void>>}
 */
const loading = {};

/**
 * In Chromium a later `@page` wins over an earlier one: that of the notice stands last.
 *
 * @type {[id: string, file: string][]}
 */
const SHEETS = [['late-styles', './late.css'], ['notice-styles', './notice.css']];

/**
 * @param {[id: string, file: string]} sheet
 * @returns {Promise<unknown>}
 */
function loadStyles([id, file]) {
  loading[id] ??= new Promise((resolve) => {
    const styles = element('link', [], { rel: 'stylesheet', href: new URL(file, import.meta.url), id });
    styles.addEventListener('load', resolve);
    // Without them it is plain, and still works.
    styles.addEventListener('error', () => {
      delete loading[id];
      styles.remove();
      resolve();
    });
    document.head.append(styles);
  });
  return loading[id];
}

window.kakariArchive = () => import('./archive.js');
window.kakariTake = async (what, ...given) => (await import('./take.js'))[what](...given);

window.kakariOfflineReady = false;
window.kakariUpdate = { ready: false, apply() {} };

/** @param {() => void} apply */
function offer(apply) {
  window.kakariUpdate = { ready: true, apply };
  dispatchEvent(new CustomEvent('kakari-update-ready'));
}

async function keepOffline() {
  const container = navigator.serviceWorker;
  // Absent from file: and plain http: pages; the app works there all the same, only not offline.
  if (!container) return;
  let controlled = Boolean(container.controller);
  let agreed = false;
  /** @param {ServiceWorker} worker */
  const take = (worker) => async () => {
    agreed = true;
    // In Chromium a worker that asks to take over while the old one has files of the page to fetch may wait for minutes.
    await Promise.allSettled(Object.values(loading));
    worker.postMessage('SKIP_WAITING');
  };
  container.addEventListener('controllerchange', () => {
    if (agreed) location.reload();
    else if (controlled) offer(() => location.reload());
    controlled = true;
  });

  const registration = await container.register('service-worker.js', { updateViaCache: 'none' });
  if (registration.waiting && registration.active) offer(take(registration.waiting));
  registration.addEventListener('updatefound', () => {
    const worker = /** @type {ServiceWorker} */ (registration.installing);
    worker.addEventListener('statechange', () => {
      if (worker.state === 'installed' && registration.active) offer(take(worker));
    });
  });

  await container.ready;
  window.kakariOfflineReady = true;
  dispatchEvent(new CustomEvent('kakari-offline-ready'));

  // A tab that stays open for days still hears of updates.
  let asked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - asked < UPDATE_INTERVAL) return;
    asked = Date.now();
    registration.update().catch(() => {});
  });
}

// The worker fetches every file again to fill its cache, so it waits until the page has its own.
await start();
if (document.readyState !== 'complete') await new Promise((done) => addEventListener('load', done, { once: true }));
// A browser that refuses (private windows, settings) leaves an app that works online.
keepOffline().catch((error) => console.info('offline use is not available:', error.message));
