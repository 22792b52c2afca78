// はじめての方へ, the year of the scheme and the words beside the fields, loaded when they are first shown. What they say
// is `help.json`, which crates/pages makes; what the draft and the settings have to do with it is asked of the app
// (see parts.js).

import { app, element } from './{{parts}}';

const paragraph = (name, text) => element('p', { class: name }, text);

let loaded;

function help() {
  loaded ??= fetch('help.json').then((response) => {
    if (!response.ok) throw new Error(response.statusText);
    return response.json();
  }).catch((error) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

// Fills a place with what is made of the file, or says why it cannot.
async function fill(place, make) {
  // An empty place says that it is being loaded.
  place.replaceChildren();
  try {
    place.replaceChildren(make(await help()));
  } catch {
    const again = element('button', { type: 'button', class: 'button is-outline is-small' }, 'もう一度読み込む');
    again.addEventListener('click', () => fill(place, make));
    place.replaceChildren(element('p', {}, '説明を読み込めませんでした。通信を確かめてください。', again));
  }
}

// One of the three screens for a first visit.
export const showGuide = (place, at) => fill(place, ({ guide }) => {
  const { title, points } = guide[at];
  const list = element('ul', { class: 'guide-points' }, ...points.map((point) => element('li', {}, point)));
  return element('div', {}, element('h2', {}, title), list);
});

// The parts of the year in order, and where today is among them. Months count from January of the year of the report.
export const showYear = (place) => fill(place, ({ year }) => {
  const [now, today, before, own] = app('year');
  const here = () => element('span', { class: 'mark is-here' }, 'いまここ');
  const apart = (words) => element(
    'li', { class: 'is-now', 'aria-current': 'date' }, paragraph('year-today', `今日は${today}です。${words}`), here(),
  );
  const part = ({ months, when, title, text, origin }) => {
    const isNow = months.includes(now);
    const head = paragraph('year-when', `${months[0] < 0 ? before : own} ${when}`);
    const entry = element('li', {}, head, paragraph('year-title', title), element('p', {}, text));
    if (isNow) {
      head.append(here());
      entry.className = 'is-now';
      entry.setAttribute('aria-current', 'date');
      entry.append(paragraph('year-today', `今日は${today}です。`));
    }
    entry.append(paragraph('source-small', origin));
    return entry;
  };
  const list = element('ol', { class: 'year' }, ...year.map(part));
  const months = year.flatMap((one) => one.months);
  if (now < Math.min(...months)) list.prepend(apart('この報告の案内が始まる前です。'));
  if (now > Math.max(...months)) list.append(apart('この報告の1年は終わりました。'));
  return list;
});

// The explanation of a word, in the disclosure that was opened.
export const explain = (place, term) => fill(place, ({ words }) => {
  const { text, origin } = words.find((word) => word.term === term);
  return element('div', {}, element('p', {}, text), paragraph('source-small', origin));
});
