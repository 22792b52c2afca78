// 下書きの一覧 and 下書きの履歴, loaded when they are first opened.
//
// All drafts in one file, to be put away and read again:
//
//   {
//     "format": "kakari-drafts",
//     "version": 1,
//     "drafts": [
//       {
//         "record": { "text": "the draft file", "name": "…", "savedAt": 1769900000000, "revision": 7 },
//         "history": [{ "number": 1, "text": "the draft file as it was", "savedAt": 1769800000000 }],
//         "beside": [{ "name": "file", "value": "…" }]
//       }
//     ]
//   }
//
// Draft files stand in it as texts, so that numbers stay as they were typed. A damaged record is in it as it is.

import { got, held, isOwn, keysOf, transact, trouble } from './{{keep}}';
import { app, download, element, mark, moment, unseen } from './{{parts}}';
import { keepConfirmed, startChangeReport, startNextYear } from './{{year}}';

const newId = () => `d${Math.trunc(Math.random() * 1e15)}`;

// What is kept ------------------------------------------------------------------------------------------------------

// A draft with its history and what lies beside it.
const whole = async (stores, id) => ({
  record: await got(stores('drafts').get(id)),
  history: await got(stores('history').getAll(keysOf(id))),
  beside: await got(stores('beside').getAll(keysOf(id))),
});

// The same as a new draft.
function putWhole(stores, { record, history = [], beside = [] }, name) {
  const id = newId();
  stores('drafts').put(name === undefined ? record : { ...record, name }, id);
  for (const point of history) stores('history').put(point, [id, point.number]);
  for (const one of beside) stores('beside').put({ ...one, draft: id }, [id, one.name]);
}

const duplicate = (id, name) => transact('readwrite', async (stores) => {
  const { beside, ...rest } = await whole(stores, id);
  putWhole(stores, { ...rest, beside: beside.filter((one) => !isOwn(one)) }, name);
});

// The revision stays: a name is not the work of another tab.
const rename = (id, name) => transact('readwrite', async (stores) => {
  const record = await got(stores('drafts').get(id));
  if (record) stores('drafts').put({ ...record, name }, id);
});

const remove = (id) => transact('readwrite', async (stores) => {
  const record = await got(stores('drafts').get(id));
  if (record === undefined) return;
  stores('deleted').put({ record, deletedAt: Date.now() }, id);
  stores('drafts').delete(id);
});

const restore = (id) => transact('readwrite', async (stores) => {
  const { record } = (await got(stores('deleted').get(id))) ?? {};
  const there = await got(stores('drafts').getKey(id));
  if (record === undefined) return;
  // A tab may have saved it anew.
  stores('drafts').put(record, there === undefined ? id : newId());
  stores('deleted').delete(id);
});

const exportAll = () => transact('readonly', async (stores) => {
  const drafts = [];
  for (const id of await got(stores('drafts').getAllKeys())) drafts.push(await whole(stores, id));
  return JSON.stringify({ format: 'kakari-drafts', version: 1, drafts }, null, 1);
});

// Adds the drafts of a file to those that are here, all or none. None is replaced.
export async function importAll(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw trouble('Damaged');
  }
  if (file.version !== 1) throw trouble('VersionError');
  const sound = (draft) => {
    const { record, history = [], beside = [] } = draft ?? {};
    return record !== undefined
      && [history, beside].every(Array.isArray)
      && history.every((point) => typeof point?.number === 'number')
      && beside.every((one) => typeof one?.name === 'string');
  };
  if (!Array.isArray(file.drafts) || !file.drafts.every(sound)) throw trouble('Damaged');
  await transact('readwrite', (stores) => file.drafts.forEach((draft) => putWhole(stores, draft)));
  app('notice', `${file.drafts.length}件の下書きを取り込みました。`);
}

// The drafts as they are shown, the one that was saved last first, and those that can be had back.
async function list() {
  const [ids, records, gone, deleted, beside] = await transact('readonly', async (stores) => [
    await got(stores('drafts').getAllKeys()),
    await got(stores('drafts').getAll()),
    await got(stores('deleted').getAllKeys()),
    await got(stores('deleted').getAll()),
    await got(stores('beside').getAll()),
  ]);
  const elsewhere = await held();
  const open = app('open draft');
  const entry = (id, record, isDeleted) => {
    const { text, name = '', savedAt, turn = 0 } = record ?? {};
    const described = typeof text === 'string' && typeof record.revision === 'number' && app('describe', text, name);
    const lies = (name) => beside.find((one) => one.draft === id && one.name === name)?.value;
    const file = lies('file');
    const confirmedOn = lies('confirmedOn');
    const [shown, label, state] = described || ['壊れた記録'];
    return {
      id, record, text, turn, isDeleted, name: shown, own: name,
      isDamaged: !described,
      isOpen: id === open,
      isElsewhere: elsewhere.includes(id) && (id !== open || app('is read-only')),
      facts: described && {
        年度: label,
        状態: state,
        最後の変更: moment(savedAt),
        大きさ: `${Math.ceil(text.length / 1024)} KB`,
        ファイル: app('file', text, file),
        ...(confirmedOn && { 確認を受けた内容: `${confirmedOn}に残しました` }),
      },
      hasOther: Boolean(lies('lastYear') ?? lies('confirmed')),
      isConfirmed: Boolean(confirmedOn),
    };
  };
  return [
    ...ids.map((id, at) => entry(id, records[at], false)).sort((one, other) => other.turn - one.turn),
    ...gone.map((id, at) => entry(id, deleted[at]?.record, true)),
  ];
}

// What is shown -----------------------------------------------------------------------------------------------------

// Shows 下書きの一覧 in a place of the page.
export async function showList(place) {
  const all = await list();
  const persistent = await navigator.storage?.persisted?.();
  let removed;

  const again = async () => {
    const fresh = await list();
    all.splice(0, all.length, ...fresh);
    draw();
  };
  const act = async (work, focus) => {
    try {
      await work();
      await again();
      place.querySelector(focus ?? null)?.focus();
    } catch (error) {
      app('trouble', error.name ?? '');
    }
  };
  // Which draft, for those who do not see what is around: several may have one name.
  const about = (entry) => {
    const same = all.filter(({ name }) => name === entry.name);
    const which = same.length > 1 ? [entry.name, entry.facts?.年度, `${same.indexOf(entry) + 1}番目`] : [entry.name];
    return unseen(`(${which.filter(Boolean).join(' ')})`);
  };
  const button = (entry, kind, words, work) => element(
    'button', { type: 'button', class: `button is-small ${kind}`, click: work }, words, about(entry),
  );
  const back = (entry) => button(entry, 'is-outline', '元に戻す', () => act(async () => {
    await restore(entry.id);
    removed = undefined;
    app('notice', `「${entry.name}」を一覧に戻しました。`);
  }));
  const removal = (entry) => !entry.isElsewhere && button(entry, 'is-quiet', '削除', () => act(async () => {
    if ((await held()).includes(entry.id) && (!entry.isOpen || app('is read-only'))) {
      return app('notice', 'この下書きは別のタブで開いているため、削除できません。');
    }
    if (entry.isOpen && !app('close')) return;
    await remove(entry.id);
    removed = entry;
  }, '.drafts-undo'));
  const buttons = (entry) => {
    if (entry.isDeleted) return [back(entry)];
    if (entry.isDamaged) {
      const raw = typeof entry.text === 'string' ? entry.text : JSON.stringify(entry.record);
      return [
        button(entry, 'is-outline', 'そのままファイルに取り出す', () => act(async () => download('壊れた下書きの記録.txt', 'text/plain', raw))),
        removal(entry),
      ];
    }
    return [
      button(entry, '', entry.isOpen ? '続ける' : '開く', () => app('open', entry.id)),
      button(entry, 'is-quiet', '履歴', () => app('history', entry.id)),
      button(entry, 'is-quiet', '写しを作る', () => act(() => duplicate(entry.id, `${entry.name}の写し`))),
      button(entry, 'is-quiet', '名前を変える', (event) => {
        const row = event.target.closest('li');
        row.querySelector('.drafts-buttons').before(naming(entry));
        row.querySelector('.input').focus();
        event.target.disabled = true;
      }),
      removal(entry),
    ];
  };
  const naming = (entry) => {
    const input = element('input', { class: 'input is-text', type: 'text', value: entry.own });
    const done = (event) => {
      event.preventDefault();
      act(async () => {
        await rename(entry.id, input.value.trim());
        app('named', entry.id, input.value.trim());
      }, 'h2');
    };
    return element(
      'form', { class: 'drafts-naming', submit: done },
      element('label', {}, '下書きの名前(空にすると、医療機関の名称になります)', about(entry), input),
      element('div', { class: 'drafts-buttons' },
        element('button', { class: 'button is-small' }, 'この名前にする', about(entry)),
        button(entry, 'is-quiet', 'やめる', draw)),
    );
  };
  // What comes after the report.
  const later = (entry) => element(
    'details', { class: 'drafts-later' },
    element('summary', {}, '来年の分・変更報告', about(entry)),
    element('div', { class: 'drafts-buttons' },
      button(entry, 'is-outline', 'この下書きから来年の分を始める', () => act(() => startNextYear(entry))),
      button(entry, 'is-outline', entry.isConfirmed
        ? 'いまの内容を、確認を受けた内容として残し直す'
        : '都道府県の確認を受けた内容として残す', () => act(() => keepConfirmed(entry))),
      entry.isConfirmed && button(entry, 'is-outline', '変更報告の下書きを作る', () => act(() => startChangeReport(entry.id))),
      entry.hasOther && button(entry, 'is-quiet', '違いを見る', () => app('compare', entry.id))),
    element('p', { class: 'hint' }, '「残す」は、この端末の中に写しを取ります。そのあとの変更と比べて、変更報告が要るかを確かめられます。'),
  );
  const card = (entry) => element(
    'li', { class: entry.isOpen ? 'drafts-entry is-open' : 'drafts-entry' },
    element('h2', {}, entry.name, entry.isOpen && mark('このタブで開いています'), entry.isElsewhere && mark('別のタブで開いています')),
    entry.isDamaged && element('p', {}, '壊れていて開けません。記録はそのまま残してあり、上書きしません。'),
    entry.facts && element('dl', {}, Object.entries(entry.facts).map(([name, fact]) => (
      element('div', {}, element('dt', {}, name), element('dd', {}, fact))
    ))),
    element('div', { class: 'drafts-buttons' }, buttons(entry)),
    entry.facts && !entry.isDeleted && later(entry),
  );
  const cards = (entries) => element('ul', { class: 'drafts-list' }, entries.map(card));

  const draw = () => {
    const kept = all.filter((entry) => !entry.isDeleted);
    const deleted = all.filter((entry) => entry.isDeleted);
    place.replaceChildren(...[
      removed && element(
        'div', { class: 'banner drafts-undo', role: 'status', tabindex: '-1' },
        element('p', {}, `「${removed.name}」を削除しました。`), element('div', { class: 'banner-buttons' }, back(removed)),
      ),
      kept.length ? cards(kept) : element('p', {}, '下書きはまだありません。'),
      element('p', { class: 'hint' }, persistent
        ? 'このブラウザーは、下書きを自動で消さない設定です。'
        : 'このブラウザーは、長く使わないときや空きが少ないときに、下書きを消すことがあります。ファイルにも保存してください。'),
      kept.length && element('p', {}, element('button', {
        type: 'button',
        class: 'button is-outline',
        click: () => act(async () => download(app('name of all'), 'application/json', await exportAll())),
      }, 'すべての下書きを1つのファイルに保存')),
      deleted.length && element(
        'details', { class: 'fold' },
        element('summary', {}, `削除した下書き ${deleted.length}件(30日のあいだ元に戻せます)`), cards(deleted),
      ),
    ].filter(Boolean));
  };
  draw();
}

// Shows 下書きの履歴 of the draft that is open.
export async function showHistory(place) {
  const id = app('open draft');
  const points = await transact('readonly', (stores) => got(stores('history').getAll(keysOf(id))));
  const row = ([label, then, now]) => element(
    'tr', {}, element('th', { scope: 'row' }, label), element('td', {}, then), element('td', {}, now),
  );
  const head = (text) => element('th', { scope: 'col' }, text);
  const card = (point) => {
    const when = moment(point.savedAt);
    const described = app('describe', point.text, '');
    if (!described) return undefined;
    const rows = app('differences', point.text);
    const differences = rows.length
      ? element('details', {},
        element('summary', {}, `いまと違う項目 ${rows.length}件: `, rows.slice(0, 3).map(([label]) => label).join('、'), rows.length > 3 && 'など'),
        element('table', { class: 'drafts-differences' },
          element('thead', {}, element('tr', {}, head('項目'), head('この時点'), head('いま'))),
          element('tbody', {}, rows.map(row))))
      : element('p', {}, 'いまと同じ内容です。');
    const restored = () => app('restore', point.text, `${when} の内容に戻しました。「元に戻す」で取り消せます。`);
    return element(
      'li', { class: 'drafts-entry' },
      element('h2', {}, when), element('p', {}, described[2]), differences,
      element('div', { class: 'drafts-buttons' }, element('button', {
        type: 'button', class: 'button is-outline is-small', disabled: app('is read-only') && '', click: restored,
      }, 'この時点に戻す', unseen(`(${when})`))),
    );
  };
  const cards = points.reverse().map(card);
  place.replaceChildren(points.length
    ? element('ol', { class: 'drafts-list' }, cards)
    : element('p', {}, 'まだありません。次に開いて変更したときから、ここに残ります。'));
}
