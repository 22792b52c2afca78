// What the screens of the element are made of.

// What is typed is left alone by the browser: see `typing` in app/src/words.rs.
const TYPING = { autocapitalize: 'off', autocomplete: 'off', autocorrect: 'off', spellcheck: 'false' };

export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  const own = name === 'input' || name === 'textarea' ? { ...TYPING, ...attributes } : attributes;
  for (const [key, value] of Object.entries(own)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...content.flat().filter((part) => part !== undefined && part !== false));
  return made;
}

// Words for those who do not see what is around.
export const unseen = (text) => element('span', { class: 'visually-hidden' }, text);

export function download(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  element('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** 「2026年3月31日」 */
export const inWords = (day) => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');
