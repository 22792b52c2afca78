// 転記モード: every answer in the order of the G-MIS screens, to be copied and ticked. Loaded when it is first opened.
//
// What is ticked is kept beside the draft under `keyed`, as JSON: item id → what the item said when it was ticked. An
// answer that has changed since keeps its tick and says so. How the screen is used is a setting of this browser,
// `keying`: { single, keys }.

import { beside, got, putSetting, setting, transact } from './{{keep}}';
import { app, element, unseen } from './{{parts}}';

const NAME = 'keyed';

// What stays while the page lives.
const view = { asDraft: false, section: '', item: '', single: false, keys: true };
let shown;

const SHORTCUTS = [
  ['J', '次の項目へ', () => move(1)],
  ['K', '前の項目へ', () => move(-1)],
  ['C', '内容(選択肢名・記入値)をコピー', () => current() && copy(current(), 'content')],
  ['D', 'コードをコピー', () => current() && copy(current(), 'code')],
  ['L', '項目名をコピー', () => current() && copy(current(), 'label')],
  ['T', '「入力した」の印を付ける・外す', () => current()?.isTickable && tick(current(), !current().isTicked)],
];

// Styles ------------------------------------------------------------------------------------------------------------

const styled = new Promise((resolve) => {
  const link = element('link', {
    rel: 'stylesheet', href: new URL('./{{styles}}', import.meta.url), load: resolve, error: resolve,
  });
  document.head.append(link);
});

// What is kept ------------------------------------------------------------------------------------------------------

// The ticks in a record, which may come from a file that somebody made up: what is no tick is left out.
function ticksIn(text) {
  let all;
  try {
    all = JSON.parse(text);
  } catch {
    return {};
  }
  const sound = (tick) => ['then', 'label', 'section'].every((name) => typeof tick?.[name] === 'string');
  return Object.fromEntries(Object.entries(all ?? {}).filter(([, tick]) => sound(tick)));
}

// In one transaction, so that two tabs lose nothing of each other.
const keep = (draft, change) => transact('readwrite', async (stores) => {
  const there = await got(stores('beside').get([draft, NAME]));
  const keyed = ticksIn(there?.value ?? '{}');
  change(keyed);
  stores('beside').put({ draft, name: NAME, value: JSON.stringify(keyed) }, [draft, NAME]);
  return keyed;
});

const keepView = () => putSetting('keying', { single: view.single, keys: view.keys }).catch(() => {});

// What is to be keyed -----------------------------------------------------------------------------------------------

const line = ({ code, option, value, unit }) => [code, option, value && `${value}${unit}`].filter(Boolean).join(' ');

// The items of the rows, each with what was said when it was ticked.
function itemsOf(rows, keyed) {
  const items = new Map();
  for (const row of rows) {
    if (!items.has(row.id)) items.set(row.id, { ...row, rows: [] });
    if (row.option || row.value) items.get(row.id).rows.push(row);
  }
  const all = [...items.values()].map((item) => {
    const now = item.rows.map(line).join('\n');
    const then = keyed[item.id]?.then;
    const isTicked = then !== undefined;
    return { ...item, now, then, isTicked, isTickable: isTicked || now !== '', isChanged: isTicked && then !== now };
  });
  // What was keyed and is not part of the report any more.
  for (const [id, { then, label, section }] of Object.entries(keyed)) {
    if (items.has(id)) continue;
    const gone = { id, label, function: section, rows: [], now: '', then, isTicked: true, isTickable: true, isChanged: true, isGone: true };
    const after = all.findLastIndex((item) => item.function === section);
    all.splice(after < 0 ? all.length : after + 1, 0, gone);
  }
  return all;
}

const counted = (items) => items.filter((item) => item.isTickable);
const done = (items) => items.filter((item) => item.isTicked && !item.isChanged);
const sectionsOf = (items) => [...new Set(items.map((item) => item.function))];
const current = () => shown?.items.find((item) => item.id === view.item);
const visible = () => (view.single
  ? [current()].filter(Boolean)
  : shown.items.filter((item) => item.function === view.section));

// What is done ------------------------------------------------------------------------------------------------------

function say(text) {
  // The same words again are told again.
  shown.said.replaceChildren(element('span', {}, text));
}

function content(item, what) {
  if (what === 'label') return item.label;
  const parts = item.rows.map((row) => (what === 'code' ? row.code : row.option || row.value));
  return parts.filter(Boolean).join('\n');
}

async function copy(item, what, row) {
  const text = row ? row[what] : content(item, what);
  if (!text) return say(what === 'code' ? 'この項目には、公式に確かめたコードがありません。' : 'この項目には、コピーする内容がありません。');
  const words = text.length > 40 ? `${text.slice(0, 40)}…` : text.replaceAll('\n', '、');
  try {
    await navigator.clipboard.writeText(text);
    say(`コピーしました: ${words}`);
  } catch {
    const place = shown.place.querySelector(`[data-item="${CSS.escape(item.id)}"]`);
    const at = what === 'label' ? 'label' : `${what === 'code' ? 'code' : 'content'}${row ? `-${item.rows.indexOf(row)}` : ''}`;
    const target = place?.querySelector(`[data-part^="${at}"]`);
    if (target) getSelection().selectAllChildren(target);
    say('ブラウザーがコピーを許していません。文字を選択したので、Ctrl+C(Macは⌘C)でコピーしてください。');
  }
}

async function tick(item, on) {
  const { draft } = shown;
  try {
    const keyed = await keep(draft, (all) => {
      if (on) all[item.id] = { then: item.now, label: item.label, section: item.function };
      else delete all[item.id];
    });
    shown.items = itemsOf(shown.rows, keyed);
    draw();
    const all = counted(shown.items);
    say(`「${item.label}」${on ? 'を入力済みにしました' : 'の印を外しました'}。${done(all).length} / ${all.length}`);
  } catch (error) {
    app('trouble', error.name ?? '');
  }
}

function show(item) {
  view.item = item.id;
  view.section = item.function;
  draw();
  const place = shown.place.querySelector(`[data-item="${CSS.escape(item.id)}"]`);
  place?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: 'center' });
}

function move(step) {
  const at = shown.items.findIndex((item) => item.id === view.item);
  const next = shown.items[at < 0 ? 0 : at + step];
  if (next) show(next);
  else say(step > 0 ? '最後の項目です。' : '最初の項目です。');
}

addEventListener('keydown', (event) => {
  if (!shown?.place.isConnected || !shown.isOpen || !view.keys) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (event.target.closest?.('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]')) return;
  const shortcut = SHORTCUTS.find(([key]) => key === event.key.toUpperCase());
  if (!shortcut) return;
  event.preventDefault();
  shortcut[2]();
});

// What is shown -----------------------------------------------------------------------------------------------------

const button = (kind, words, about, click, focus) => element(
  'button', { type: 'button', class: `button is-small ${kind}`, click, 'data-focus': focus }, words, about && unseen(`(${about})`),
);

const provisional = () => element('span', { class: 'mark is-provisional', title: '公式の資料で確認できていません' }, '暫定');

function tickBox(checked, words, change, focus) {
  const box = element('input', { type: 'checkbox', change: (event) => change(event.target.checked), 'data-focus': focus });
  box.checked = checked;
  return element('label', { class: 'option' }, box, element('span', { class: 'option-text' }, words));
}

function rowOf(item, row, at) {
  const text = row.option || row.value;
  const part = row.option ? 'option' : 'value';
  const focus = `${item.id} ${at}`;
  return element(
    'li', {},
    element('p', { class: 'keying-answer' },
      row.code && element('span', { class: 'keying-code' }, unseen('コード '), element('b', { 'data-part': `code-${at}` }, row.code)),
      row.option && !row.code && provisional(),
      element('span', { class: 'keying-content', 'data-part': `content-${at}` }, text),
      row.value && row.unit && element('span', { class: 'keying-unit' }, row.unit)),
    element('div', { class: 'keying-buttons' },
      button('is-outline', row.option ? '選択肢名をコピー' : '値をコピー', `${item.label} ${text.slice(0, 20)}`, () => copy(item, part, row), `${focus} content`),
      row.code && button('is-outline', 'コードをコピー', `${item.label} ${row.code} ${text.slice(0, 20)}`, () => copy(item, 'code', row), `${focus} code`)),
  );
}

function changed(item) {
  const then = item.then.replaceAll('\n', '、') || '(記入なし)';
  const now = item.isGone ? '(報告する項目ではなくなりました)' : item.now.replaceAll('\n', '、') || '(記入なし)';
  return element(
    'div', { class: 'finding is-warning' },
    element('p', { class: 'finding-message' }, '入力したあとで変わりました。'),
    element('dl', { class: 'keying-change' },
      element('div', {}, element('dt', {}, '入力したとき'), element('dd', {}, then)),
      element('div', {}, element('dt', {}, 'いま'), element('dd', {}, now))),
    element('p', { class: 'finding-fix' }, 'G-MISの入力も直してください。'),
    button('is-outline', item.isGone ? 'G-MISからも消した' : 'G-MISも直した', item.label, () => tick(item, !item.isGone), `${item.id} again`),
  );
}

function card(item) {
  const title = `keying-${item.id}`;
  return element(
    'div', {
      class: `keying-item${item.isTicked && !item.isChanged ? ' is-done' : ''}${item.id === view.item ? ' is-current' : ''}`,
      role: 'group', 'aria-labelledby': title, 'data-item': item.id, tabindex: '-1',
      focusin: (event) => { if (view.item !== item.id) choose(item, event.currentTarget); },
    },
    element('h3', { id: title },
      item.number && element('span', { class: 'keying-number' }, `No.${item.number}`),
      element('span', { 'data-part': 'label' }, item.label),
      item.certainty === '暫定' && provisional()),
    item.period && element('p', { class: 'keying-period' }, item.period),
    item.rows.length > 0 && element('ul', { class: 'keying-rows' }, item.rows.map((row, at) => rowOf(item, row, at))),
    !item.rows.length && !item.isGone && element('p', { class: 'hint' }, '記入がありません。'),
    item.isChanged && changed(item),
    item.findings && element('p', { class: 'hint' }, `指摘: ${item.findings}`),
    element('div', { class: 'keying-foot' },
      item.isTickable && !item.isGone && tickBox(item.isTicked, ['入力した', unseen(`(${item.label})`)], (on) => tick(item, on), `${item.id} tick`),
      element('div', { class: 'keying-buttons' },
        item.rows.length > 1 && button('is-quiet', 'まとめてコピー', item.label, () => copy(item, 'content'), `${item.id} all`),
        button('is-quiet', '項目名をコピー', item.label, () => copy(item, 'label'), `${item.id} label`),
        element('a', { class: 'button is-small is-quiet', href: `#/${item.id.split('.')[0]}/${item.id}` }, '直す', unseen(`(${item.label})`)))),
  );
}

// The item that the focus is in is the one that the keys are about.
function choose(item, place) {
  view.item = item.id;
  for (const other of shown.place.querySelectorAll('.keying-item.is-current')) other.classList.remove('is-current');
  place.classList.add('is-current');
}

function radio(words, single) {
  const control = element('input', {
    type: 'radio', name: 'keying-mode', 'data-focus': `mode ${single}`, change: () => {
      view.single = single;
      keepView();
      draw();
    },
  });
  control.checked = view.single === single;
  return element('label', { class: 'option' }, control, element('span', { class: 'option-text' }, words));
}

function shortcuts() {
  const keys = ({ key, words }) => element('div', {}, element('dt', {}, element('kbd', {}, key)), element('dd', {}, words));
  return element(
    'details', { class: 'keying-keys', toggle: (event) => { view.isKeysOpen = event.target.open; }, open: view.isKeysOpen ? '' : undefined },
    element('summary', { 'data-focus': 'keys' }, 'キーボードで使う'),
    tickBox(view.keys, '1文字のキーを使う', (on) => {
      view.keys = on;
      keepView();
      draw();
      say(on ? '1文字のキーを使います。' : '1文字のキーを使いません。');
    }, 'keys on'),
    element('dl', {}, SHORTCUTS.map(([key, words]) => keys({ key, words }))),
    element('p', { class: 'hint' }, '文字を入力する欄にいるときは働きません。Tabキーとスペースキーでも、すべて操作できます。'),
  );
}

function sections() {
  const chip = (section) => {
    const all = counted(shown.items.filter((item) => item.function === section));
    const ready = done(all).length;
    const hasChanged = all.some((item) => item.isChanged);
    return element('li', {}, element('button', {
      type: 'button', class: 'keying-section', 'data-focus': `section ${section}`,
      'aria-current': section === view.section ? 'true' : undefined,
      click: () => {
        view.section = section;
        view.item = shown.items.find((item) => item.function === section).id;
        draw();
      },
    }, element('span', {}, section), element('span', { class: 'keying-count' },
      `${ready === all.length ? '✓ ' : ''}${ready} / ${all.length}${hasChanged ? ' 変更あり' : ''}`)));
  };
  return element('nav', { 'aria-label': '機能' }, element('ul', { class: 'keying-sections' }, sectionsOf(shown.items).map(chip)));
}

function onward() {
  const names = sectionsOf(shown.items);
  const at = view.single ? shown.items.findIndex((item) => item.id === view.item) : names.indexOf(view.section);
  const count = view.single ? shown.items.length : names.length;
  const what = view.single ? '項目' : '機能';
  const go = (step) => {
    if (view.single) return move(step);
    const section = names[at + step];
    show(shown.items.find((item) => item.function === section));
  };
  return element('div', { class: 'onward keying-onward' },
    at > 0 ? button('is-outline', `前の${what}`, undefined, () => go(-1), 'previous') : '',
    at < count - 1 ? button('', `次の${what}`, undefined, () => go(1), 'next') : '');
}

// Errors remain: it opens as 下書き alone.
const refusal = () => element(
  'section', { class: 'finding is-error' },
  element('p', { class: 'finding-message' }, element('span', { class: 'finding-kind' }, 'エラー'),
    `エラーが${shown.errors}件残っています。直すまえに入力すると、G-MISで入力し直すことになります。`,
    element('a', { href: '#/review' }, '確認の画面で見る')),
  button('is-outline', '下書きとして開く', undefined, () => {
    view.asDraft = true;
    draw();
    shown.place.querySelector('[data-focus="keys"]')?.focus();
  }),
);

function draw() {
  const { body, items, errors, sign } = shown;
  shown.isOpen = errors === 0 || view.asDraft;
  if (!shown.isOpen) return body.replaceChildren(refusal());
  if (!items.some((item) => item.function === view.section)) view.section = items[0].function;
  if (!current()) view.item = items.find((item) => item.function === view.section).id;
  const focus = body.contains(document.activeElement) && document.activeElement.dataset.focus;
  const focusItem = body.contains(document.activeElement) && document.activeElement.dataset.item;
  const all = counted(items);
  const ready = done(all).length;
  const differing = all.filter((item) => item.isChanged).length;
  body.replaceChildren(...[
    errors > 0 && element('p', { class: 'keying-sign' }, sign),
    shown.provisional && element('p', { class: 'hint' }, provisional(), ` ${shown.provisional}`),
    element('div', { class: 'keying-progress' },
      element('p', {}, element('b', {}, `${ready} / ${all.length}`), ' 項目を入力しました', ready === all.length && '。すべて終わりました'),
      element('progress', { max: all.length, value: ready, 'aria-label': '入力した項目の割合' })),
    differing > 0 && element('div', { class: 'finding is-warning' },
      element('p', { class: 'finding-message' }, `入力したあとで変わった項目が${differing}件あります。`),
      button('is-outline', '変わった項目へ', undefined, () => show(all.find((item) => item.isChanged)), 'changed')),
    element('fieldset', { class: 'keying-mode' }, element('legend', { class: 'visually-hidden' }, '並べ方'),
      radio('機能ごとに見る', false), radio('1項目ずつ見る', true)),
    shortcuts(),
    sections(),
    element('h2', { class: 'keying-heading' }, view.section),
    element('div', { class: 'keying-list' }, visible().map(card)),
    onward(),
  ].filter(Boolean));
  const again = focus && [...body.querySelectorAll('[data-focus]')].find((one) => one.dataset.focus === focus);
  const same = focusItem && [...body.querySelectorAll('[data-item]')].find((one) => one.dataset.item === focusItem);
  (again || same || undefined)?.focus({ preventScroll: true });
}

// Shows 転記モード in a place of the page; the same again where the draft has changed.
export async function showKeying(place) {
  const [part] = await Promise.all([window.kakariSheets(), styled]);
  const draft = app('open draft');
  const made = part.keying(app('work'));
  const [keyed, kept] = await Promise.all([beside(draft, NAME), setting('keying')]);
  if (shown?.draft !== draft) Object.assign(view, { asDraft: false, section: '', item: '' });
  Object.assign(view, kept);
  const isNew = shown?.place !== place;
  const said = isNew ? element('p', { class: 'keying-said', role: 'status' }) : shown.said;
  const body = isNew ? element('div', { class: 'keying' }) : shown.body;
  shown = { ...made, place, draft, said, body, items: itemsOf(made.rows, ticksIn(keyed ?? '{}')) };
  if (isNew) place.replaceChildren(body, said);
  draw();
}
