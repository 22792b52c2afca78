// 患者説明: the form that is filled in for a patient and printed, loaded when it is first opened.
//
// What is typed about the patient is in the elements of the page and nowhere else. The form itself is HTML made by
// crates/documents (explanation/sheet.rs), in which everything is escaped.

import { trouble } from './{{keep}}';

const LEAVING = '入力した患者の情報は、この画面を離れると消えます。移動しますか。';
const ERASING = '入力した患者の情報をすべて消します。よろしいですか。';

const blanks = (within = document) => [...within.querySelectorAll('.plan-blank')];

// What stood in each place before anybody wrote there, and where somebody did: others than the person may change a text.
const offered = new WeakMap();
const written = new WeakSet();
const isTyped = (blank) => written.has(blank) && blank.textContent.trim() !== offered.get(blank);
const hasTyped = () => blanks().some(isTyped);

const DOES = { print: () => print(), erase };

let html = '';

function parsed() {
  const template = document.createElement('template');
  template.innerHTML = html;
  const made = document.importNode(template.content, true);
  for (const blank of blanks(made)) offered.set(blank, blank.textContent.trim());
  for (const button of made.querySelectorAll('[data-does]')) button.addEventListener('click', DOES[button.dataset.does]);
  return made;
}

// Browsers that know no plain text only take rich text; it is printed the same.
function makeEditable() {
  for (const blank of blanks()) if (!blank.isContentEditable) blank.contentEditable = 'true';
}

// Shows the form, or what a change of the draft means for one that may be half filled in: what was typed stays.
export async function showPlan(place) {
  const part = await window.kakariSheets().catch(() => { throw trouble('NotLoaded'); });
  html = part.explanation(window.kakariApp('work'));
  const made = parsed();
  if (place.querySelector('.plan-sheet')) follow(place, made);
  else place.replaceChildren(made);
  makeEditable();
}

function follow(place, made) {
  const own = place.querySelectorAll('[data-follows]');
  for (const [at, fresh] of [...made.querySelectorAll('[data-follows]')].entries()) own[at].replaceWith(fresh);
  for (const fresh of blanks(made)) {
    const blank = document.getElementById(fresh.id);
    if (!isTyped(blank) && blank.textContent !== fresh.textContent) blank.textContent = fresh.textContent;
    offered.set(blank, offered.get(fresh));
  }
}

// New elements in place of the old: with them goes what the browser would bring back on 元に戻す.
function erase() {
  if (hasTyped() && !confirm(ERASING)) return;
  const sheet = document.querySelector('.plan-sheet');
  sheet.replaceWith(parsed().querySelector('.plan-sheet'));
  makeEditable();
  document.querySelector('#shelf .said').textContent = '消去しました。';
  blanks()[0].focus();
}

addEventListener('input', ({ target }) => {
  const blank = target.closest?.('.plan-blank');
  if (blank) written.add(blank);
});

// Asked by the app before it goes to another screen.
window.kakariMayLeave = () => !hasTyped() || confirm(LEAVING);

addEventListener('beforeunload', (event) => {
  if (!hasTyped()) return;
  event.preventDefault();
  // Some browsers look at nothing but this.
  event.returnValue = '?';
});

// The browser may keep a page that it puts aside.
addEventListener('pagehide', () => blanks().forEach((blank) => { blank.textContent = ''; }));
