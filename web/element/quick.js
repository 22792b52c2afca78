// 対象ですか → 1号機能 ★ → どの2号機能: one question a screen, and at the end what is decided, why, and what comes next.
//
// What is asked and what it leads to is the engine's; here is only the way through.

import { element as h, unseen } from './{{parts}}';
import { dayField } from './{{day}}';
import { WORDS } from './{{words}}';

const FUNCTIONS = { f2i: 'i', f2ro: 'ro', f2ha: 'ha', f2ni: 'ni' };
const VALUES = {
  target: ['対象', 'is-yes'], not_target: ['対象外', 'is-no'], has: ['有り', 'is-yes'], lacks: ['無し', 'is-no'],
  not_asked: ['報告不要', 'is-no'], undecided: ['未定', 'is-open'],
};

export const help = (id) => WORDS.items[id] ?? [null, null, {}];

/** 「医療法施行規則 別表第八 第二 一」, with the way to the text. */
export function sources(all) {
  return all.map(({ id, place }) => {
    const [short, url] = WORDS.documents[id] ?? [id, null];
    const words = `${short} ${place}`;
    return h('li', {}, url ? h('a', { href: url, target: '_blank', rel: 'noopener' }, words, unseen('(新しいタブ)')) : words);
  });
}

export const pill = (status) => h('span', { class: `status-value ${VALUES[status][1]}` }, VALUES[status][0]);

/** How many days from a day to another. */
const days = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

export function remaining({ today, form, deadline }) {
  const [before, left] = [days(today, form.window.from), days(today, deadline)];
  if (before > 0) return `報告期間まであと${before}日`;
  return left === 0 ? '今日が期限です' : left > 0 ? `あと${left}日` : `期限から${-left}日過ぎています`;
}

/** 「2026年3月31日」 */
export const inWords = (day) => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');

/** Whom to ask, and until when. */
export function calendar(context) {
  const row = (term, ...words) => h('div', {}, h('dt', {}, term), h('dd', {}, ...words));
  const contact = context.contact();
  const { form, settings } = context;
  return h('section', { class: 'calendar', part: 'calendar' },
    h('h3', {}, `${settings.name ? `${settings.name} ` : ''}${form.label}の期限`),
    h('dl', {},
      row('期限', inWords(context.deadline), h('strong', {}, remaining(context))),
      row('報告期間', `${inWords(form.window.from)}〜${inWords(form.window.to)}`),
      contact && row('問い合わせ先', contact)),
    form.provisional ? h('p', { class: 'hint' }, h('span', { class: 'mark is-provisional' }, '暫定'), ` ${form.provisional}`) : false);
}

export function quick(context) {
  const { form } = context;
  const node = h('div', { class: 'quick' });
  let at = context.from;
  let decided = context.decide();

  const items = (section) => form.sections.find(({ id }) => id === section)?.groups.flatMap((group) => group.items) ?? [];
  const all = [...form.items.values()];
  const wanted = (id) => !context.settings.steps?.length || context.settings.steps.includes(id);

  /** The questions that are still to be asked, as far as is decided now. */
  function questions() {
    const list = [{ id: 'target', part: '報告の対象', items: [form.items.get('facility.exclusion')] }];
    if (decided.target.status === 'not_target') return list;
    for (const item of all.filter(({ star }) => star)) list.push({ id: item.id, part: '1号機能 ★', items: [item] });
    if (decided.function1.status === 'lacks') return list;
    for (const id of Object.keys(FUNCTIONS).filter(wanted)) {
      const section = form.sections.find((one) => one.id === id);
      list.push({ id, part: section.label, section, items: items(id).filter(({ required }) => required) });
    }
    return list;
  }

  function change(...what) {
    const result = context.change(...what);
    decided = context.decide();
    return result;
  }

  // Controls ----------------------------------------------------------------------------------------------------------

  function words(option, item) {
    const more = option.help ?? help(item.id)[2]?.[option.key];
    return h('span', { class: 'option-text' }, option.label, more ? h('span', { class: 'option-help' }, more) : false);
  }

  function radios(item, then) {
    const chosen = context.get(item.id);
    return h('div', { class: item.options.length === 2 ? 'options is-row' : 'options' }, item.options.map((option) => h('label', { class: 'option', part: 'option' },
      h('input', {
        type: 'radio', name: item.id, value: option.key, checked: chosen === option.key && '',
        change: () => { change(item.id, 'set', option.key); then?.(); },
      }), words(option, item))));
  }

  function boxes(item) {
    const list = () => (Array.isArray(context.get(item.id)) ? context.get(item.id) : []);
    const inputs = new Map();
    const order = item.options.map(({ key }) => key);
    let before = [];
    const tick = (option, on) => {
      const held = new Set(list());
      if (on) held.add(option.key);
      else held.delete(option.key);
      // 該当無し and what it excludes do not stand together; who takes it back has the others again.
      if (on && option.exclusive) before = list();
      if (on) item.options.filter(({ exclusive }) => exclusive !== option.exclusive).forEach(({ key }) => held.delete(key));
      else if (option.exclusive) before.forEach((key) => held.add(key));
      change(item.id, 'choose', order.filter((key) => held.has(key)), order);
      for (const [key, input] of inputs) input.checked = held.has(key);
    };
    const box = (option) => {
      const input = h('input', { type: 'checkbox', checked: list().includes(option.key) && '', change: () => tick(option, input.checked) });
      inputs.set(option.key, input);
      return h('label', { class: 'option', part: 'option' }, input, words(option, item));
    };
    const [alone, others] = [true, false].map((is) => item.options.filter(({ exclusive }) => exclusive === is));
    return h('div', {}, h('div', { class: 'option-none' }, alone.map(box)), h('div', { class: 'option-grid' }, others.map(box)));
  }

  function dates() {
    const own = all.filter(({ id, kind }) => id.startsWith('facility.') && kind === 'date');
    const known = own.some(({ id }) => context.get(id) !== undefined);
    return h('details', { class: 'fold', open: known && '' },
      h('summary', {}, '最近、開設・休院・再開・廃院があった(予定がある)とき'),
      own.map((item, index) => h('div', { class: 'date' }, h('label', { for: `d-${index}` }, item.label),
        dayField(context, `d-${index}`, context.shown(item.id), (day) => { change(item.id, 'set', day); live(); }))));
  }

  /** An item of a 2号機能 as a list that unfolds, or a number. */
  function row(item, index) {
    const id = `q-${index}`;
    const label = h('label', { for: id }, item.short, item.label === item.short ? false : h('span', { class: 'option-help' }, item.label));
    if (item.kind === 'choice') {
      const chosen = context.get(item.id);
      return h('div', { class: 'ask-row' }, label, h('select', {
        id, class: 'select', part: 'input', change: ({ target }) => { change(item.id, 'set', target.value || undefined); live(); },
      }, h('option', { value: '' }, '選んでください'), item.options.map((option) => h('option', { value: option.key, selected: chosen === option.key && '' }, option.label))));
    }
    return h('div', { class: 'ask-row' }, label, h('span', { class: 'number' }, h('input', {
      id, class: 'input', part: 'input', inputmode: 'numeric', autocomplete: 'off', value: context.shown(item.id),
      input: ({ target }) => { change(item.id, 'type', target.value, item.unit ?? '', false); live(); },
      change: ({ target }) => { target.value = change(item.id, 'type', target.value, item.unit ?? '', true); live(); },
    }), item.unit ?? '回'));
  }

  /** All that is left open, answered with 無し and 0, because the person says so. */
  function none(question) {
    for (const item of question.items) {
      if (context.get(item.id) === undefined) change(item.id, 'set', item.kind === 'choice' ? item.options[0].key : 0);
    }
    draw();
    node.querySelector('.main-button')?.focus();
  }

  // Screens -----------------------------------------------------------------------------------------------------------

  const live = () => {
    const line = node.querySelector('.so-far');
    const words = line && sofar(questions()[at]);
    if (line && line.textContent !== words) line.textContent = words;
  };

  function sofar(question) {
    if (question?.id === 'target') {
      return { target: '報告の対象です', not_target: '報告の対象外です' }[decided.target.status] ?? '';
    }
    const status = decided.function2[FUNCTIONS[question?.id]]?.status;
    return { has: `${question.part}は「有り」です。ほかの項目に答えなくても次へ進めます。`, lacks: `${question.part}は「無し」です。` }[status] ?? '';
  }

  function ask(list) {
    const question = list[at];
    const [item] = question.items;
    const [explained, relief] = question.section ? [question.section.help] : [item.help ?? help(item.id)[0], item.notNeeded ?? help(item.id)[1]];
    const title = question.section ? question.section.title : item.label;
    const heading = h('h2', { tabindex: '-1', part: 'heading', id: 'question' }, question.section ? `${title}を行っていますか` : title);
    const body = question.section
      ? h('div', { class: 'ask-rows', role: 'group', 'aria-labelledby': 'question' },
        ...question.items.filter(({ preprinted }) => !preprinted).map(row),
        ...counts(question.items.filter(({ preprinted }) => preprinted)))
      : h('div', { role: item.kind === 'multi' ? 'group' : 'radiogroup', 'aria-labelledby': 'question' },
        item.kind === 'multi' ? boxes(item) : radios(item, live), question.id === 'target' ? dates() : false);
    return [
      h('p', { class: 'progress', part: 'progress' }, `${form.label} ${question.part}`, h('span', {}, `質問 ${at + 1} / ${list.length}`),
        h('progress', { max: list.length, value: at, 'aria-label': '答えた質問' })),
      heading,
      explained ? h('p', { class: 'explained' }, explained) : false,
      question.section ? h('p', { class: 'explained' }, '1つでも実施または実績があれば、この機能は「有り」です。当てはまるものから答えてください。') : false,
      relief ? h('p', { class: 'relief' }, relief) : false,
      body,
      h('p', { class: 'so-far', 'aria-live': 'polite' }, sofar(question)),
      question.section
        ? h('p', {}, h('button', { type: 'button', class: 'button is-outline is-small', part: 'button', click: () => none(question) }, '答えていない項目をすべて「無し(意向無し)」・0回にする'))
        : false,
      h('div', { class: 'onward' },
        at > 0 ? h('button', { type: 'button', class: 'button is-outline', part: 'button', click: () => go(at - 1) }, '前の質問') : h('span', {}),
        h('button', { type: 'button', class: 'button is-main main-button', part: 'button main-button', click: () => go(at + 1) }, '次へ')),
    ];
  }

  function counts(claims) {
    if (!claims.length) return [];
    const known = claims.some(({ id }) => context.get(id) !== undefined);
    return [h('details', { class: 'fold', open: known && '' },
      h('summary', {}, `算定回数から答える(${claims.length}項目)`),
      h('p', { class: 'option-help' }, '電子レセプトで請求していれば、集計値がG-MISに表示されます。'),
      claims.map((item, index) => row(item, `c${index}`)))];
  }

  /** The question that an item is asked in. */
  const questionOf = (ids) => questions().findIndex(({ items: own, id }) => own.some((item) => ids.includes(item.id)) || (id === 'target' && ids.some((one) => one.startsWith('facility.'))));

  function conditions(heading, found) {
    if (!found.length) return false;
    return h('section', { class: 'lacking' }, h('h3', {}, heading), h('ul', { class: 'lacking-list' }, found.map(({ condition, met, items: ids, sources: all_ }) => {
      const to = questionOf(ids);
      return h('li', { class: met === false ? 'is-unmet' : 'is-open' },
        h('span', { class: 'lacking-mark', 'aria-hidden': 'true' }, met === false ? '✗' : '–'),
        h('div', {}, h('p', {}, unseen(met === false ? '満たしていない: ' : 'わからない: '), condition),
          h('ul', { class: 'grounds-list', 'aria-label': '根拠' }, sources(all_)),
          to >= 0 ? h('button', { type: 'button', class: 'button is-quiet is-small', click: () => go(to) }, 'この質問に戻る', unseen(`: ${condition}`)) : false));
    })));
  }

  function next() {
    const { target, function1 } = decided;
    if (target.status === 'not_target') return ['選択に間違いがなければ、この年度の報告は不要です。'];
    const steps = [];
    if (target.status === 'undecided' || function1.status === 'undecided') steps.push('まだ決まらない条件を確かめ、答えてください。');
    if (function1.status === 'lacks') steps.push('1号機能が「無し」のときは、2号機能の報告は不要です。上の★の条件がすべて満たされると「有り」になります。');
    if (target.status === 'target') {
      steps.push('残りの項目を下書きに入力し、誤りと抜けを確かめます。');
      if (function1.status === 'has') steps.push('報告した内容のうち6つを院内に掲示します(医療法施行規則 別表第八 第二 一)。');
      steps.push(`${inWords(context.deadline)}までに、G-MISなど都道府県が定める方法で報告します。このページからは報告されません。`);
    }
    return steps;
  }

  function outcome() {
    const { target, function1, function2 } = decided;
    const rows = [['報告の対象', target.status], ['1号機能', function1.status]];
    const shown = form.sections.filter(({ id }) => FUNCTIONS[id] && wanted(id));
    for (const section of shown) rows.push([section.label, function2[FUNCTIONS[section.id]].status, section.title]);
    if (target.status === 'not_target') rows.length = 1;
    const unmet = ({ because }, met) => because.filter((one) => one.met === met);
    const asked = target.status === 'not_target' ? [target] : [target, function1];
    const open = asked.flatMap((one) => (one.status === 'undecided' ? unmet(one, null) : []));
    const undecided = function1.status === 'has' ? shown.filter(({ id }) => function2[FUNCTIONS[id]].status === 'undecided') : [];
    const sentence = { target: '報告の対象です', not_target: '報告の対象外です' }[target.status] ?? '対象かどうか、まだ決まりません';
    return [
      h('h2', { tabindex: '-1', part: 'heading' }, sentence),
      h('div', { class: `verdict ${target.status === 'target' ? 'is-yes' : 'is-open'}`, part: 'result' },
        h('dl', { class: 'outcome' }, rows.map(([name, status, title]) => h('div', {},
          h('dt', {}, name, title ? h('span', { class: 'option-help' }, title) : false), h('dd', {}, pill(status)))))),
      conditions(target.status === 'not_target' ? '対象外になる理由(満たしていない条件)' : '足りない条件', asked.flatMap((one) => unmet(one, false))),
      conditions('まだ決まらない条件', open),
      undecided.length ? h('section', { class: 'lacking' }, h('h3', {}, 'まだ決まらない2号機能'), h('ul', { class: 'plain' }, undecided.map((section) => h('li', {},
        `${section.label} ${section.title}: すべての項目に答えると決まります。`,
        h('button', { type: 'button', class: 'button is-quiet is-small', click: () => go(questions().findIndex(({ id }) => id === section.id)) }, 'この質問に戻る', unseen(`: ${section.label}`)))))) : false,
      h('section', { class: 'next' }, h('h3', {}, '次にすること'), h('ol', {}, next().map((words) => h('li', {}, words)))),
      calendar(context),
      h('div', { class: 'onward' },
        h('button', { type: 'button', class: 'button is-outline', part: 'button', click: () => go(questions().length - 1) }, '前の質問'),
        context.allowed('full') && target.status !== 'not_target'
          ? h('button', { type: 'button', class: 'button is-main', part: 'button main-button', click: () => context.to('full') }, '残りの項目を入力する') : false),
      h('p', { class: 'tools' },
        h('button', { type: 'button', class: 'button is-quiet is-small', part: 'button', click: context.save }, '下書きファイルを保存する'),
        h('button', { type: 'button', class: 'button is-quiet is-small', part: 'button', click: context.restart }, '最初からやり直す')),
      h('p', { class: 'hint' }, 'ここまでの答えだけで判定した結果です。このチェッカーは、入力した内容をどこにも送らず、保存もしません。残すときは下書きファイルを保存してください。'),
    ];
  }

  function draw() {
    const list = questions();
    node.replaceChildren(...(at >= list.length ? outcome() : ask(list)).filter(Boolean));
    node.dataset.question = list[at]?.id ?? 'result';
  }

  function go(to) {
    at = Math.max(0, Math.min(to, questions().length));
    draw();
    const heading = node.querySelector('h2');
    heading.focus({ preventScroll: true });
    // Into view only where it is not: the page's own place is not lost.
    const { top } = heading.getBoundingClientRect();
    if (top < 0 || top > innerHeight / 2) node.parentNode.scrollIntoView({ block: 'start' });
  }

  draw();
  return { node, at: () => at };
}
