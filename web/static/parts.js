// What the screens that are loaded late are made of.
//
// What a draft is, and where it leads, is asked of the app: `app(what, …)`, see app/src/shelf.rs.

export const app = (...what) => window.kakariApp(...what);

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
export const mark = (text) => element('span', { class: 'mark is-optional' }, text);

export function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  element('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

// 「2026年2月1日 14:03」
export function moment(millis) {
  const time = new Date(millis);
  const minutes = String(time.getMinutes()).padStart(2, '0');
  const words = `${time.getFullYear()}年${time.getMonth() + 1}月${time.getDate()}日 ${time.getHours()}:${minutes}`;
  return millis > Date.now() + 60_000 ? `${words}(この端末の時計より先の時刻です)` : words;
}
