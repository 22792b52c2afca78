// `full` and `notice`: the app itself, drawn into the element. What the app asks of the element are members of `port`.

import { element as h } from './{{parts}}';
import { chunk, guarded, program } from './{{program}}';
import { SHEET } from './{{form-styles}}';

/** The styles of what is loaded after the first screen, those of 院内掲示 last. Once for all elements of a page. */
let late = null;
const lateStyles = () => {
  late ??= Promise.all([import('./{{late-styles}}'), import('./{{notice-styles}}')]).then((all) => all.map(({ SHEET: own }) => own));
  late.catch(() => { late = null; });
  return late;
};

/** What a page may style, by what it is in the app. */
const PARTS = {
  heading: '.main > h2, .main > div > h2', progress: '.steps-progress', option: '.option', field: '.field',
  input: '.input, .select, .textarea', button: '.button', 'main-button': '.button.is-main', result: '.verdict', calendar: '.calendar',
};

function name(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  for (const [part, what] of Object.entries(PARTS)) {
    for (const own of node.querySelectorAll(what)) own.part.add(part);
    if (node.matches(what)) node.part.add(part);
  }
}

/** The app in a root of its own: what the element needs of what has the draft. Each member of the app takes a list. */
export async function form(port) {
  const mount = await program();
  const node = h('div', {});
  Object.assign(port, {
    async kakariChunk(name) {
      const [sheets] = await Promise.all([name === 'late' ? lateStyles() : [], chunk(name)]);
      if (sheets.length) port.wear(own.styles = [SHEET, ...sheets]);
    },
    kakariDraw: guarded(node),
    // No further than it takes: the place is the page's.
    reveal: (one) => one.scrollIntoView({ block: 'nearest' }),
    async kakariTake(what, name, given) {
      const { pictured, styled } = await import('./{{take}}');
      if (what === 'file') {
        port.file(name, 'text/html', new TextEncoder().encode(styled(given, (await lateStyles()).at(-1).text)));
        return true;
      }
      // What others have written into the sheet is no part of it.
      port.kakariDraw();
      const picture = await pictured(node, given);
      if (picture) port.file(name, picture.type, new Uint8Array(await picture.arrayBuffer()));
      return picture !== null;
    },
    print: () => print(node, port.makes),
  });
  new MutationObserver((all) => all.forEach(({ addedNodes }) => addedNodes.forEach(name))).observe(node, { childList: true, subtree: true });
  const app = mount(node, port);
  const own = {
    node,
    styles: [SHEET],
    at: () => app.at([]),
    blank: (...given) => app.blank(given),
    edition: () => app.edition([]),
    editions: () => app.editions([]),
    end: () => app.destroy(),
    go: (href) => app.go([href]),
    /** What reads the file of a prefecture, and a catalogue of its own. */
    async reader() {
      await chunk('configuration');
      return {
        configuration: (text) => JSON.parse(app.configuration([text])),
        catalog(json) {
          const found = app.catalog([json]);
          if (typeof found === 'string') throw new Error(found);
          return { json, ...found, read: new Map() };
        },
      };
    },
    /** What the check finds, as text; nothing where its words cannot be loaded. */
    result() {
      const found = new Promise((done) => { port.found = done; });
      app.check([]);
      return found;
    },
    text: () => app.text([]),
    open(...given) {
      const refused = app.open(given);
      if (refused !== undefined) throw new Error(refused);
    },
    /** Shows a step with these settings, and waits until it is there. */
    show(from, { deadline, catalog, print: fingerprint }) {
      const shown = new Promise((done) => { port.drawn = done; });
      app.place([from || '']);
      app.settings([deadline, catalog, fingerprint]);
      return shown;
    },
  };
  return own;
}

/** Prints the sheet in a page of its own inside this one, so that nothing of the page around comes onto the paper. */
async function print(root, makes) {
  const sheet = (await lateStyles()).at(-1);
  const frame = h('iframe', { class: 'visually-hidden', title: '印刷', 'aria-hidden': 'true', tabindex: '-1' });
  root.getRootNode().append(frame);
  const { contentWindow: inner, contentDocument: page } = frame;
  if (makes) {
    const styles = new inner.CSSStyleSheet();
    styles.replaceSync(sheet.text);
    page.adoptedStyleSheets = [styles];
  } else await (await import('./{{dress}}')).dress(page.head, [sheet]);
  page.documentElement.lang = 'ja';
  page.title = '院内掲示';
  page.body.append(...[...root.querySelector('.notice-view').childNodes].map((one) => page.importNode(one, true)));
  inner.addEventListener('afterprint', () => frame.remove());
  inner.print();
}
