// For a page that holds embed.html in an iframe: gives the iframe the height of what is in it, and makes events of what
// it says. `<iframe data-kakari src="…/embed.html?mode=quick" sandbox="allow-scripts allow-downloads">`

const EVENTS = ['kakari-ready', 'kakari-change', 'kakari-result', 'kakari-export'];
const HIGHEST = 50_000;

/** The iframe that a message comes from; nothing for any other window, and for a frame that has gone elsewhere. */
function frameOf({ source, origin }) {
  const frame = [...document.querySelectorAll('iframe[data-kakari]')].find(({ contentWindow }) => contentWindow === source);
  // A frame in a sandbox has no origin of its own.
  const own = frame && (frame.sandbox.length && !frame.sandbox.contains('allow-same-origin') ? 'null' : new URL(frame.src).origin);
  return frame && origin === own ? frame : null;
}

/** The way to the document in a frame, which it gave itself. */
const ports = new WeakMap();
const waiting = new WeakMap();

// Imported where there is no page, it does nothing.
globalThis.addEventListener?.('message', (event) => {
  const { data } = event;
  if (typeof data !== 'object' || data === null) return;
  const frame = frameOf(event);
  if (!frame) return;
  if (data.type === 'kakari-height' && Number.isFinite(data.height) && data.height > 0) {
    frame.style.height = `${Math.min(data.height, HIGHEST)}px`;
  } else if (EVENTS.includes(data.type)) {
    if (event.ports[0]) {
      ports.set(frame, event.ports[0]);
      (waiting.get(frame) ?? []).forEach((message) => event.ports[0].postMessage(message));
      waiting.delete(frame);
    }
    frame.dispatchEvent(new CustomEvent(data.type, { detail: data.detail ?? {}, bubbles: true }));
  }
});

/** Hands a draft (`draft`) or an attribute to the checker in an iframe, as soon as it is there. */
export function setInFrame(frame, name, value) {
  const message = { type: 'kakari-set', name, value };
  const port = ports.get(frame);
  if (port) port.postMessage(message);
  else waiting.set(frame, [...(waiting.get(frame) ?? []), message]);
}
