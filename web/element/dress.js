// Styles where a browser makes no sheets for shadow trees (Safari before 16.4): loaded only there.
//
// A file of the same styles is linked, which the page's `style-src` has to allow. Where it does not, or a bundler left the
// file behind, their text is put in, which a page with a policy allows even more rarely.

import { element as h } from './{{parts}}';

const told = (node) => new Promise((done) => {
  node.addEventListener('load', () => done(node.sheet));
  node.addEventListener('error', () => done(null));
});

async function put(root, file, before) {
  const link = h('link', { rel: 'stylesheet', crossorigin: '', href: new URL(file.href, import.meta.url).href, 'data-sheet': file.href });
  const loaded = told(link);
  root.insertBefore(link, before);
  if (await loaded) return;
  const own = h('style', { 'data-sheet': file.href }, file.text);
  link.replaceWith(own);
}

const at = (root, { href }) => root.querySelector(`[data-sheet="${href}"]`);

/** Dresses a root in sheets, `{ text, href }`, in their order, and in a rule of colours. False where no way is open. */
export async function dress(root, files, colors = '') {
  for (const [place, file] of files.entries()) {
    if (!at(root, file)) await put(root, file, place ? at(root, files[place - 1]).nextSibling : root.firstChild);
  }
  const sheet = at(root, files[0]).sheet;
  if (!sheet || !files.every((file) => at(root, file).sheet)) return false;
  const last = sheet.cssRules.length - 1;
  if (/^:host ?\{ ?(--kakari-color|\})/.test(sheet.cssRules[last].cssText)) sheet.deleteRule(last);
  if (colors) sheet.insertRule(colors, sheet.cssRules.length);
  return true;
}
