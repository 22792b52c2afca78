// embed.html: one element, and the talk with the page around it.
//
// Who that page is, the browser says, and nobody else: what is sent goes to one origin by name, which has to stand in the
// configuration or be our own, and what comes is looked at only if it comes from the parent and from that origin.

import './kakari-checker.js';

// From here on this host alone, by its name: in a frame with `sandbox` not every browser knows it as 'self'.
const own = location.origin;
const policy = document.createElement('meta');
policy.httpEquiv = 'Content-Security-Policy';
policy.content = `default-src 'none'; script-src ${own} 'wasm-unsafe-eval'; style-src ${own}; connect-src ${own}; img-src ${own}; base-uri 'none'; form-action 'none'`;
document.head.append(policy);

const ATTRIBUTES = ['mode', 'edition', 'deadline', 'prefecture', 'contact', 'lang'];
const query = new URLSearchParams(location.search);
const main = document.getElementById('frame');
const checker = document.createElement('kakari-checker');

/** The origin that is talked with, once it is known and allowed. */
let partner = null;
const pending = [];

/** The page around this one, as it is said to be; the browser delivers nothing to any other. */
function named() {
  const said = query.get('parent') ?? location.ancestorOrigins?.[0] ?? document.referrer;
  try {
    return new URL(said).origin;
  } catch {
    return null;
  }
}

function send(type, detail) {
  if (window.parent !== window && partner) window.parent.postMessage({ ...detail, type }, partner);
}

/** From the configuration, which lies on this host; our own origin needs no list. */
function allow({ origins = [] }) {
  const allowed = [location.origin, ...origins];
  const parent = named();
  partner = allowed.includes(parent) ? parent : null;
  if (parent && !partner && window.parent !== window) {
    console.warn(`kakari: ${parent} は設定ファイルの origins にないため、このページとはやりとりしません。`);
  }
  if (!partner || window.parent === window) return void (pending.length = 0);
  // A frame in a sandbox cannot be named as the target of a message; a port leads to this document and no other.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => take(data);
  window.parent.postMessage({ type: 'kakari-ready', detail: { mode: query.get('mode') ?? 'quick' } }, partner, [port2]);
  tell();
  pending.splice(0).forEach(receive);
}

let height = 0;
function tell() {
  const now = Math.ceil(main.getBoundingClientRect().height);
  if (partner && now !== height) send('kakari-height', { height: height = now });
}

/** From the parent, and from the origin that is talked with; what comes before that is known waits. */
function receive(event) {
  if (event.source !== window.parent || window.parent === window) return;
  if (!ready) return void pending.push(event);
  if (partner && event.origin === partner) take(event.data);
}

/** `{ type: 'kakari-set', name, value }`: a draft, or an attribute. */
function take(data) {
  if (typeof data !== 'object' || data === null || data.type !== 'kakari-set') return;
  const { name, value } = data;
  if (name === 'draft' && (typeof value === 'string' || (typeof value === 'object' && value !== null))) checker.draft = value;
  else if (ATTRIBUTES.includes(name) && typeof value === 'string') checker.setAttribute(name, value);
  else if (ATTRIBUTES.includes(name) && value === null) checker.removeAttribute(name);
}

let ready = false;
addEventListener('message', receive);
checker.addEventListener('kakari-ready', ({ detail }) => {
  if (ready) return;
  ready = true;
  allow(detail.configuration);
});
for (const type of ['kakari-change', 'kakari-result', 'kakari-export']) {
  checker.addEventListener(type, ({ detail }) => send(type, { detail }));
}

for (const name of ATTRIBUTES) {
  if (query.has(name)) checker.setAttribute(name, query.get(name));
}
const source = query.get('src');
if (source) {
  let address = null;
  try {
    address = new URL(source, location.href);
  } catch {
    // No address at all: refused below.
  }
  if (address?.origin === location.origin) {
    checker.setAttribute('src', address.href);
  } else {
    const words = `設定ファイル「${source}」は読み込みません。このページと同じサーバーに置いたファイルだけを指定できます。`;
    document.getElementById('trouble').textContent = words;
    console.warn(`kakari: ${words}`);
  }
}
// What is dropped beside a field would be opened here, in place of all that was typed.
const isField = (event) => event.composedPath().some(({ localName }) => localName === 'input' || localName === 'textarea');
for (const type of ['dragover', 'drop']) {
  addEventListener(type, (event) => { if (!isField(event)) event.preventDefault(); });
}
document.querySelector('.keeping').before(checker);
new ResizeObserver(tell).observe(main);
