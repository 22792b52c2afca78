// Next year's draft, 変更報告, and the page of differences. Loaded when they are first wanted.
//
// Beside a draft lie, each as the text of a draft file: `lastYear`, the draft that it was started from, and `confirmed`,
// what the prefecture confirmed, with the day it was kept as `confirmedOn`.

import { beside, got, transact } from './{{keep}}';
import { app, element, moment } from './{{parts}}';

const styled = new Promise((resolve) => {
  document.head.append(element('link', {
    rel: 'stylesheet', href: new URL('./{{styles}}', import.meta.url), load: resolve, error: resolve,
  }));
});

// Puts a new draft among those that are kept, with what lies beside it, and opens it.
async function start(text, name, lies) {
  const id = `d${Math.trunc(Math.random() * 1e15)}`;
  await transact('readwrite', async (stores) => {
    const turn = ((await got(stores('settings').get('turn'))) ?? 0) + 1;
    const now = Date.now();
    stores('settings').put(turn, 'turn');
    stores('drafts').put({ text, name, revision: 1, savedAt: now, pointAt: now, turn }, id);
    for (const [key, value] of Object.entries(lies)) {
      if (value !== undefined) stores('beside').put({ draft: id, name: key, value }, [id, key]);
    }
  });
  app('open', id);
}

// Starts next year's draft from one that is kept.
export async function startNextYear({ id, text, own }) {
  const part = await window.kakariSheets();
  const made = part.carryOver({ ...app('work'), draft: text });
  if (made.refused) return app('notice', made.refused);
  // The confirmation holds until the structure changes.
  const lies = { lastYear: text, confirmed: await beside(id, 'confirmed'), confirmedOn: await beside(id, 'confirmedOn') };
  await start(made.draft, own && `${own} ${made.label}`, lies);
  const words = [
    `${made.label}の下書きを作りました。前の年の下書きは、そのまま残っています。`,
    `${made.carried}項目を引き継ぎ、人数・回数などの${made.emptied}項目を空にして、前年の値を横に示しています。`,
    made.unplaced ? `この年度にない項目や選択肢が${made.unplaced}件あります。消さずに残し、「違いの一覧」に示しています。` : '',
  ];
  app('notice', words.join(''));
}

// Keeps a copy of what the prefecture confirmed.
export async function keepConfirmed({ id, text, name }) {
  const [day] = moment(Date.now()).split(' ');
  await transact('readwrite', (stores) => {
    stores('beside').put({ draft: id, name: 'confirmed', value: text }, [id, 'confirmed']);
    stores('beside').put({ draft: id, name: 'confirmedOn', value: day }, [id, 'confirmedOn']);
  });
  app('reread', id);
  app('notice', `「${name}」のいまの内容を、確認を受けた内容として残しました。これから変えたところと比べます。`);
}

// Makes a draft of 変更報告 from one that is kept.
export async function startChangeReport(id) {
  const { text, name } = await transact('readonly', (stores) => got(stores('drafts').get(id)));
  const part = await window.kakariSheets();
  const made = part.changeReport({ ...app('work'), draft: text });
  await start(made, name && `${name} 変更報告`, {
    confirmed: await beside(id, 'confirmed'), confirmedOn: await beside(id, 'confirmedOn'),
  });
  app('notice', '変更報告の下書きを作りました。変わったところだけでなく、すべての回答が入っています。どこまで報告するかは、都道府県の案内で確かめてください。');
}

// What is shown -----------------------------------------------------------------------------------------------------

const head = (text) => element('th', { scope: 'col' }, text);
const answer = (text) => (text ? element('td', {}, text) : element('td', { class: 'year-none' }, '(回答なし)'));

function table(caption, names, rows) {
  return element('table', { class: 'year-table' },
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, names.map(head))),
    element('tbody', {}, rows));
}

function sections(made, names, wanted) {
  const row = ({ id, section, label, before, now, isStructure }) => element('tr', {},
    element('th', { scope: 'row' }, element('a', { href: `#/${section}/${id}` }, label),
      isStructure && ' ', isStructure && element('span', { class: 'mark is-star' }, '2号機能の体制')),
    answer(before), answer(now));
  return made.sections.map(({ label, rows }) => {
    const own = rows.filter(wanted);
    return own.length > 0 && table(`${label} ${own.length}件`, ['項目', ...names], own.map(row));
  }).filter(Boolean);
}

function lastYear(made) {
  const isOpen = ({ isFigure, before, now }) => isFigure && before && !now;
  const open = made.sections.flatMap(({ rows }) => rows).filter(isOpen).length;
  const shown = sections(made, ['前年', '今年'], (row) => !isOpen(row));
  const waiting = sections(made, ['前年', '今年'], isOpen);
  return [
    element('h2', {}, `前年との違い(${made.before} → ${made.now})`),
    ...(shown.length ? shown : [element('p', {}, '前年から変えた回答は、まだありません。')]),
    open > 0 && element('details', { class: 'fold' },
      element('summary', {}, `今年の数や実績をまだ入れていない項目 ${open}件`), waiting),
    made.unplaced.length > 0 && table('この年度の台帳にない回答(消さずに残しています)', ['項目', '回答'],
      made.unplaced.map(([label, value]) => element('tr', {}, element('th', { scope: 'row' }, label), answer(value)))),
    made.edition.length > 0 && table('報告そのものの違い', ['内容', made.before, made.now],
      made.edition.map(([label, before, now]) => element('tr', {}, element('th', { scope: 'row' }, label), element('td', {}, before), element('td', {}, now)))),
  ];
}

function confirmed(made, day) {
  const shown = sections(made, ['確認済み', 'いま'], () => true);
  const isTouched = made.structure > 0;
  const law = element('details', { class: 'fold' }, element('summary', {}, '根拠の条文'),
    made.quotes.map(([place, text]) => element('div', {}, element('p', {}, element('b', {}, place)), element('blockquote', {}, text))));
  return [
    element('h2', {}, `確認を受けた内容との違い(${day}に残した内容)`),
    element('section', { class: isTouched ? 'finding is-warning' : 'finding is-note' },
      element('p', { class: 'finding-message' }, isTouched
        ? `2号機能の体制の項目が${made.structure}件変わっています。確認を受けた体制が変わったときは、速やかに変更報告をします。`
        : '2号機能の体制の項目は変わっていません。体制の変更による報告が要るところは、見つかりませんでした。'),
      element('p', { class: 'finding-fix' }, isTouched
        ? '書き方を直しただけの場合や、確認を受けていない機能の場合は、変更報告に当たるかどうかを都道府県に確かめてください。'
        : '回答に表れない変更があるときは、都道府県に確かめてください。'),
      isTouched && element('p', { class: 'no-print' }, element('button', {
        type: 'button', class: 'button', click: async () => {
          try {
            await startChangeReport(app('open draft'));
          } catch (error) {
            app('trouble', error.name ?? '');
          }
        },
      }, '変更報告の下書きを作る')),
      law),
    ...(shown.length ? shown : [element('p', {}, '確認を受けた内容から変わった回答はありません。')]),
  ];
}

// Shows 違いの一覧 of the draft that is open.
export async function showDifferences(place) {
  const id = app('open draft');
  const [part, last, own, day] = await Promise.all([
    window.kakariSheets(), beside(id, 'lastYear'), beside(id, 'confirmed'), beside(id, 'confirmedOn'), styled,
  ]);
  const between = (before) => part.differences({ ...app('work'), before });
  const nothing = element('p', {}, '比べる下書きがありません。「下書きの一覧」で、前の年の下書きから今年の分を始めるか、確認を受けた内容を残すと、ここで比べられます。');
  const print = element('p', { class: 'no-print' }, element('button', {
    type: 'button', class: 'button is-outline', click: () => window.print(),
  }, 'この一覧を印刷する'));
  const [name, label] = app('describe', app('work').draft);
  place.replaceChildren(element('div', { class: 'year' }, [
    (last || own) && element('p', { class: 'print-only' }, `${name} / ${label}`),
    (last || own) && print,
    ...(own ? confirmed(between(own), day) : []),
    ...(last ? lastYear(between(last)) : []),
    !last && !own && nothing,
  ].filter(Boolean)));
}
