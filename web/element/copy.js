// Texts to copy: beside a link that cannot be opened, and where the page around a frame does not let it use the clipboard.

import { element as h } from './{{parts}}';

const shown = new WeakMap();

/** A text to copy, beside the link or button that could not do its work. */
export function lay(node, text, name, why) {
  const root = node.getRootNode();
  shown.get(root)?.remove();
  const field = h('input', { class: 'input is-text', part: 'input', type: 'text', readonly: '', value: text, 'aria-label': `${name}: ${why}写してお使いください。` });
  const box = h('span', { class: 'copy' }, h('span', {}, `${why}${name}を写してお使いください。`), field, h('button', {
    type: 'button', class: 'button is-outline is-small', part: 'button',
    click: async ({ target }) => {
      const is = await written(text) || selected(field);
      target.textContent = is ? 'コピーしました' : `選ばれている${name}を、コピーしてください`;
    },
  }, `${name}をコピー`));
  shown.set(root, box);
  (node.closest('li, p, td, dd') ?? node.parentNode).append(box);
  field.select();
  return box;
}

const written = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
};

/** The older way, from what is selected, which needs no leave. */
const selected = (field) => {
  field.select();
  return document.execCommand('copy');
};

/** Copies a text, or shows it to be copied. Gives what there is to say. */
export async function copied(node, text, name) {
  if (!await written(text)) {
    const box = lay(node, text, name, 'ここからはコピーできません。');
    if (!selected(box.querySelector('input'))) return '';
    box.remove();
    node.focus();
  }
  return 'コピーしました。';
}
