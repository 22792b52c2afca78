// Takes the 院内掲示 out of the browser: as a file of its own, and as pictures. Loaded when it is first wanted. The element
// hands out itself what `styled` and `pictured` make.

const PAPER = '#fff';
const INK = '#000';

/** @typedef {typeof window & { kakariDraw(): void }} Page what boot.js has put there */
/** @typedef {CSSStyleDeclaration & Record<string, string>} Styles asked by names that are put together */
/** @typedef {Element & { nodeType: 1 }} Tag */
/** @typedef {Text & { nodeType: 3, parentElement: HTMLElement }} Words */
/** @typedef {CanvasRenderingContext2D} Pen */
/** @typedef {(box: DOMRect) => [left: number, top: number, wide: number, high: number]} Place from the screen to the canvas */

const shown = {
  /** @param {Tag | Words} node */
  acceptNode(node) {
    // What is for ears only is clipped away.
    const hidden = node.nodeType === Node.ELEMENT_NODE && getComputedStyle(node).clipPath !== 'none';
    return hidden ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  },
};

// Each gives `true` once the browser has been handed the file, and `false` where it makes none.

/**
 * Saves a page under a name, with the styles of the sheet: see `styled`.
 *
 * @param {string} name
 * @param {string} page its HTML
 */
export async function file(name, page) {
  const styles = await fetch(/** @type {HTMLLinkElement} */ (document.getElementById('notice-styles')).href, { cache: 'force-cache' });
  if (!styles.ok) throw new Error(`${styles.status}`);
  save(name, new Blob([styled(page, await styles.text())], { type: 'text/html;charset=utf-8' }));
  return true;
}

/**
 * A page with the styles of the sheet.
 *
 * @param {string} page its HTML, with `<styles>` in the place of the styles, which no text of the draft can be
 * @param {string} styles
 */
export const styled = (page, styles) => page.replace('<styles>', () => styles);

/**
 * Saves a sheet on the screen as a PNG: which, counted from 0, and its width in pixels.
 *
 * @param {string} name
 * @param {string} of both numbers, with a space between them
 */
export async function picture(name, of) {
  // What others have written into the sheet is no part of it.
  (/** @type {Page} */ (window)).kakariDraw();
  const blob = await pictured(document.body, of);
  if (blob) save(name, blob);
  return blob !== null;
}

/**
 * The picture of a sheet within what is shown.
 *
 * @param {Element} root
 * @param {string} of as above
 */
export function pictured(root, of) {
  const [at, width] = of.split(' ').map(Number);
  return drawn(root.querySelectorAll('.main .notice-sheet, main .notice-sheet')[at], width);
}

/**
 * @param {string} name
 * @param {Blob} blob
 */
function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has its own hold on the data once it has begun; some browsers begin a moment later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// A picture of an element, or `null` where the browser makes none, black on white: its borders and its characters, each drawn where the browser has put it.
//
// The HTML inside an SVG would be less to write, but such an image would need `data:` or `blob:` in the page's policy,
// and WebKit lets nobody read a canvas on which one was drawn.
/**
 * @param {Element} element
 * @param {number} width in pixels of the picture
 * @returns {Promise<Blob | null>}
 */
async function drawn(element, width) {
  const frame = element.getBoundingClientRect();
  const scale = width / frame.width;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = Math.round(frame.height * scale);
  const pen = canvas.getContext('2d', { alpha: false });
  if (!pen || !isHonest(pen)) return null;
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = INK;
  /** @type {Place} */
  const place = ({ left, top, width: wide, height }) => (
    [(left - frame.left) * scale, (top - frame.top) * scale, wide * scale, height * scale]
  );
  const nodes = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, shown);
  while (nodes.nextNode()) {
    const node = /** @type {Tag | Words} */ (nodes.currentNode);
    if (node.nodeType === Node.ELEMENT_NODE) borders(pen, node, place, scale);
    else characters(pen, node, place, scale);
  }
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}

// Browsers that let nobody be known by what they draw hand out a white picture, or noise, without a word.
/** @param {Pen} pen */
function isHonest(pen) {
  for (const [at, color] of [PAPER, INK].entries()) {
    pen.fillStyle = color;
    pen.fillRect(at * 4, 0, 4, 8);
  }
  const { data } = pen.getImageData(0, 0, 8, 8);
  return Array.from({ length: 64 }).every((_, at) => data[at * 4] > 127 === at % 8 < 4);
}

/**
 * @param {Pen} pen
 * @param {Element} element
 * @param {Place} place
 * @param {number} scale
 */
function borders(pen, element, place, scale) {
  const style = /** @type {Styles} */ (getComputedStyle(element));
  const [x, y, wide, high] = place(element.getBoundingClientRect());
  /** @param {string} side */
  const thick = (side) => (style[`border${side}Style`] === 'none' ? 0 : parseFloat(style[`border${side}Width`]) * scale);
  /** @type {(side: string, left: number, top: number, across: number, down: number) => void} */
  const fill = (side, left, top, across, down) => {
    // A double line is two with as much between them.
    const parts = style[`border${side}Style`] === 'double' ? [[0, 1 / 3], [2 / 3, 1 / 3]] : [[0, 1]];
    for (const [from, share] of parts) {
      if (across > down) pen.fillRect(left, top + from * down, across, share * down);
      else pen.fillRect(left + from * across, top, share * across, down);
    }
  };
  const [top, right, bottom, left] = ['Top', 'Right', 'Bottom', 'Left'].map(thick);
  if (top) fill('Top', x, y, wide, top);
  if (bottom) fill('Bottom', x, y + high - bottom, wide, bottom);
  if (left) fill('Left', x, y, left, high);
  if (right) fill('Right', x + wide - right, y, right, high);
}

/**
 * What is read as one character: a kanji with its variation selector stays whole.
 *
 * @param {string} text
 */
const pieces = (text) => (
  Intl.Segmenter ? Array.from(new Intl.Segmenter('ja').segment(text), ({ segment }) => segment) : Array.from(text)
);

// How far down a character the line is on which it stands, as a share of its height, by font. Asked of the page, since
// older browsers say nothing of it for a canvas.
/** @type {Map<string, number>} */
const lines = new Map();

/**
 * @param {string} font
 * @param {Node} place where the page is asked
 */
function lineOf(font, place) {
  if (!lines.has(font)) {
    const probe = document.createElement('p');
    const foot = document.createElement('span');
    Object.assign(probe.style, { font, position: 'absolute', visibility: 'hidden' });
    // Without content it stands on the line.
    foot.style.display = 'inline-block';
    probe.append('永', foot);
    place.appendChild(probe);
    const range = document.createRange();
    range.selectNodeContents(/** @type {Text} */ (probe.firstChild));
    const { top, height } = range.getBoundingClientRect();
    lines.set(font, (foot.getBoundingClientRect().bottom - top) / height);
    probe.remove();
  }
  return /** @type {number} */ (lines.get(font));
}

/**
 * @param {Pen} pen
 * @param {Words} node
 * @param {Place} place
 * @param {number} scale
 */
function characters(pen, node, place, scale) {
  const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(node.parentElement);
  /** @param {number} size */
  const font = (size) => `${fontStyle} ${fontWeight} ${size}px ${fontFamily}`;
  const size = parseFloat(fontSize);
  const tree = node.getRootNode();
  const line = lineOf(font(size), tree === document ? document.body : tree);
  pen.font = font(size * scale);
  const range = document.createRange();
  let at = 0;
  for (const piece of pieces(node.data)) {
    range.setStart(node, at);
    range.setEnd(node, at += piece.length);
    const [box] = range.getClientRects();
    if (!box?.width || !piece.trim()) continue;
    const [x, y, , high] = place(box);
    pen.fillText(piece, x, y + high * line);
  }
}
