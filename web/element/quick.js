// 対象ですか → 1号機能 ★ → どの2号機能: one question a screen, and at the end what is decided, why, and what comes next.
//
// Which questions there are, what they ask for, what is decided and in which words, is the engine's; here is only how it looks.

import { element as h, inWords, unseen } from './{{parts}}';
import { dayField } from './{{day}}';
import { WORDS } from './{{words}}';

const LOOKS = { target: 'is-yes', not_target: 'is-no', has: 'is-yes', lacks: 'is-no', not_asked: 'is-no', undecided: 'is-open' };

export const help = (id) => WORDS.items[id] ?? [null, null, {}];

/** 「医療法施行規則 別表第八 第二 一」, with the way to the text. */
export function sources(all) {
  return all.map(({ id, place }) => {
    const [short, url] = WORDS.documents[id] ?? [id, null];
    const words = `${short} ${place}`;
    return h('li', {}, url ? h('a', { href: url, target: '_blank', rel: 'noopener' }, words, unseen('(新しいタブ)')) : words);
  });
}

/** Whom to ask, and until when. */
export function calendar(context) {
  const row = (term, ...words) => h('div', {}, h('dt', {}, term), h('dd', {}, ...words));
  const contact = context.contact();
  const { form, settings } = context;
  return h('section', { class: 'calendar', part: 'calendar' },
    h('h3', {}, `${settings.name ? `${settings.name} ` : ''}${form.label}の期限`),
    h('dl', {},
      row('期限', inWords(context.deadline), h('strong', {}, context.ask('outcome', []).remaining)),
      row('報告期間', `${inWords(form.window.from)}〜${inWords(form.window.to)}`),
      contact && row('問い合わせ先', contact)),
    form.provisional ? h('p', { class: 'hint' }, h('span', { class: 'mark is-provisional' }, '暫定'), ` ${form.provisional}`) : false);
}

export function quick(context) {
  const { form } = context;
  const node = h('div', { class: 'quick' });
  let at = context.from;
  const named = (ids) => ids.map((id) => form.items.get(id));

  const wanted = context.settings.steps ?? [];

  /** The questions that are still to be asked, as far as is decided now. */
  const asked = () => context.ask('questions', wanted).map((question) => ({
    ...question,
    section: question.isFunction2 && form.sections.find(({ id }) => id === question.id),
    items: named(question.items), counts: named(question.counts), dates: named(question.dates),
  }));
  let questions = asked();

  function after(result) {
    questions = asked();
    return result;
  }

  const change = (...what) => after(context.change(...what));

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
    let before = [];
    const tick = ({ key, exclusive }, on) => {
      const was = list();
      // Who takes 該当無し back has again what it excluded.
      after(exclusive && !on && before.length ? context.tick(item.id, before, true) : context.tick(item.id, [key], on));
      if (exclusive) before = on ? was : [];
      const now = list();
      for (const [own, input] of inputs) input.checked = now.includes(own);
    };
    const box = (option) => {
      const input = h('input', { type: 'checkbox', checked: list().includes(option.key) && '', change: () => tick(option, input.checked) });
      inputs.set(option.key, input);
      return h('label', { class: 'option', part: 'option' }, input, words(option, item));
    };
    const [alone, others] = [true, false].map((is) => item.options.filter(({ exclusive }) => exclusive === is));
    return h('div', {}, h('div', { class: 'option-none' }, alone.map(box)), h('div', { class: 'option-grid' }, others.map(box)));
  }

  function dates(own) {
    if (!own.length) return false;
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
    for (const item of [...question.items, ...question.counts]) {
      if (context.get(item.id) === undefined) change(item.id, 'set', item.kind === 'choice' ? item.options[0].key : 0);
    }
    draw();
    node.querySelector('.main-button')?.focus();
  }

  // Screens -----------------------------------------------------------------------------------------------------------

  const live = () => {
    const line = node.querySelector('.so-far');
    const words = questions[at]?.soFar ?? '';
    if (line && line.textContent !== words) line.textContent = words;
  };

  function ask(question) {
    const [item] = question.items;
    const [explained, relief] = question.section ? [question.section.help] : [item.help ?? help(item.id)[0], item.notNeeded ?? help(item.id)[1]];
    const title = question.section ? question.section.title : item.label;
    const heading = h('h2', { tabindex: '-1', part: 'heading', id: 'question' }, question.section ? `${title}を行っていますか` : title);
    const body = question.section
      ? h('div', { class: 'ask-rows', role: 'group', 'aria-labelledby': 'question' },
        ...question.items.map(row), ...counts(question.counts))
      : h('div', { role: item.kind === 'multi' ? 'group' : 'radiogroup', 'aria-labelledby': 'question' },
        item.kind === 'multi' ? boxes(item) : radios(item, live), dates(question.dates));
    return [
      h('p', { class: 'progress', part: 'progress' }, `${form.label} ${question.part}`, h('span', {}, `質問 ${at + 1} / ${questions.length}`),
        h('progress', { max: questions.length, value: at, 'aria-label': '答えた質問' })),
      heading,
      explained ? h('p', { class: 'explained' }, explained) : false,
      question.section ? h('p', { class: 'explained' }, '1つでも実施または実績があれば、この機能は「有り」です。当てはまるものから答えてください。') : false,
      relief ? h('p', { class: 'relief' }, relief) : false,
      body,
      h('p', { class: 'so-far', 'aria-live': 'polite' }, question.soFar),
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
  const questionOf = (ids) => questions.findIndex(({ items, counts: claims, dates: days }) => [...items, ...claims, ...days].some(({ id }) => ids.includes(id)));

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

  function outcome() {
    const { target, function1 } = context.decide();
    const { sentence, decided, next } = context.ask('outcome', wanted);
    const unmet = ({ because }, met) => because.filter((one) => one.met === met);
    const deciding = target.status === 'not_target' ? [target] : [target, function1];
    const open = deciding.flatMap((one) => (one.status === 'undecided' ? unmet(one, null) : []));
    const undecided = function1.status === 'has' ? decided.filter(({ id, status }) => status === 'undecided' && questions.some((one) => one.id === id && one.section)) : [];
    return [
      h('h2', { tabindex: '-1', part: 'heading' }, sentence),
      h('div', { class: `verdict ${target.status === 'target' ? 'is-yes' : 'is-open'}`, part: 'result' },
        h('dl', { class: 'outcome' }, decided.map(({ label, title, status, words: said }) => h('div', {},
          h('dt', {}, label, title ? h('span', { class: 'option-help' }, title) : false),
          h('dd', {}, h('span', { class: `status-value ${LOOKS[status]}` }, said)))))),
      conditions(target.status === 'not_target' ? '対象外になる理由(満たしていない条件)' : '足りない条件', deciding.flatMap((one) => unmet(one, false))),
      conditions('まだ決まらない条件', open),
      undecided.length ? h('section', { class: 'lacking' }, h('h3', {}, 'まだ決まらない2号機能'), h('ul', { class: 'plain' }, undecided.map(({ id, label, title }) => h('li', {},
        `${label} ${title}: すべての項目に答えると決まります。`,
        h('button', { type: 'button', class: 'button is-quiet is-small', click: () => go(questions.findIndex((one) => one.id === id)) }, 'この質問に戻る', unseen(`: ${label}`)))))) : false,
      h('section', { class: 'next' }, h('h3', {}, '次にすること'), h('ol', {}, next.map((words) => h('li', {}, words)))),
      calendar(context),
      h('div', { class: 'onward' },
        h('button', { type: 'button', class: 'button is-outline', part: 'button', click: () => go(questions.length - 1) }, '前の質問'),
        context.allowed('full') && target.status !== 'not_target'
          ? h('button', { type: 'button', class: 'button is-main', part: 'button main-button', click: () => context.to('full') }, '残りの項目を入力する') : false),
      h('p', { class: 'tools' },
        h('button', { type: 'button', class: 'button is-quiet is-small', part: 'button', click: context.save }, '下書きファイルを保存する'),
        h('button', { type: 'button', class: 'button is-quiet is-small', part: 'button', click: context.restart }, '最初からやり直す')),
      h('p', { class: 'hint' }, 'ここまでの答えだけで判定した結果です。このチェッカーは、入力した内容をどこにも送らず、保存もしません。残すときは下書きファイルを保存してください。'),
    ];
  }

  function draw() {
    node.replaceChildren(...(at >= questions.length ? outcome() : ask(questions[at])).filter(Boolean));
    node.dataset.question = questions[at]?.id ?? 'result';
  }

  function go(to) {
    at = Math.max(0, Math.min(to, questions.length));
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
