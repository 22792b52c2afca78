// The whole form, made from the catalogue: a section a screen, findings beside the fields, review, files.

import { element as h, unseen } from './{{parts}}';
import { dayField } from './{{day}}';
import { DOCUMENTS } from './{{documents}}';
import { SHEET } from './{{full-styles}}';
import { notice } from './{{notice}}';

const FUNCTION2 = ['f2i', 'f2ro', 'f2ha', 'f2ni'];
const KINDS = { error: 'エラー', warning: '注意', question: '確認', note: 'お知らせ' };
const MOST_RADIOS = 9;
const SEARCH_FROM = 30;
const PERIODS = { as_of: '基準日', calendar: '暦年の実績', fiscal: '年度の実績' };
const STATES = { empty: '未入力', begun: '途中', done: '完了', marked: '要確認', 'not-asked': '報告不要' };

const mark = (kind, words) => h('span', { class: `mark is-${kind}` }, words);
const button = (kind, words, click, more = {}) => h('button', { type: 'button', class: `button ${kind}`, part: 'button', click, ...more }, ...[words].flat());
const list = (value) => (Array.isArray(value) ? value : []);

/** Katakana are looked up as hiragana. */
const hiragana = (text) => text.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

/** What a rule rests on. */
export function grounds(sources) {
  return h('ul', { class: 'grounds-list', 'aria-label': '根拠' }, sources.map(({ id, place }) => {
    const [short, url] = DOCUMENTS[id] ?? [id, null];
    return h('li', {}, url ? h('a', { href: url, target: '_blank', rel: 'noopener' }, `${short} ${place}`, unseen('(新しいタブ)')) : `${short} ${place}`);
  }));
}

export function finding(found, id, about) {
  return h('div', { class: `finding is-${found.severity}` },
    h('div', { class: 'finding-text', id },
      h('p', { class: 'finding-message' }, h('span', { class: 'finding-kind' }, KINDS[found.severity]), found.message,
        found.provisional ? mark('provisional', '暫定') : false),
      h('p', { class: 'finding-fix' }, found.fix)),
    h('details', { class: 'finding-why' },
      h('summary', {}, '理由と根拠', about ? unseen(`: ${about} `) : false, h('span', { class: 'finding-code' }, found.code)),
      h('p', {}, found.why), grounds(found.sources)));
}

export async function full(context) {
  // The words of the catalogue are in the engine with prose.
  const whole = await context.whole();
  const form = context.formIn(whole);
  context.hold(whole);
  context.style(SHEET);
  const node = h('div', { class: 'full columns' });
  const main = h('div', { class: 'full-main' });
  const nav = h('nav', { class: 'steps', 'aria-label': `入力の手順${context.suffix}` });
  const status = h('aside', { class: 'status', 'aria-label': `判定${context.suffix}` });
  node.append(nav, main, status);

  const wanted = (id) => !context.settings.steps?.length || context.settings.steps.includes(id);
  const sections = form.sections.filter(({ id }) => wanted(id));
  const steps = [
    ...sections.map((section) => ({ id: section.id, label: section.label, section })),
    { id: 'review', label: '確認' },
    ...(context.allowed('notice') ? [{ id: 'notice', label: '院内掲示' }] : []),
    { id: 'export', label: '書き出し' },
  ];
  const seen = new Set();
  if (context.given) for (const id of form.items.keys()) seen.add(id);
  let at = Math.min(context.from, steps.length - 1);
  let open = false;
  let fields = new Map();
  let result = context.result();
  let decided = context.decide();

  const items = (section) => section.groups.flatMap((group) => group.items);
  const status2 = (id) => decided.function2[{ f2i: 'i', f2ro: 'ro', f2ha: 'ha', f2ni: 'ni' }[id]].status;

  function isAsked({ id, when }) {
    if (context.get(id) !== undefined) return true;
    if (id === 'f1.willing') return decided.function1.status === 'lacks';
    if (!when) return true;
    const given = context.get(when.item);
    return when.is.some((key) => given === key || list(given).includes(key));
  }

  const about = (id) => list(result?.findings).filter((found) => found.items.includes(id));

  function state(step) {
    if (!step.section) return null;
    if (FUNCTION2.includes(step.id) && status2(step.id) === 'not_asked') return 'not-asked';
    const asked = items(step.section).filter(isAsked);
    if (asked.some(({ id }) => seen.has(id) && about(id).some(({ severity }) => severity === 'error' || severity === 'warning'))) return 'marked';
    const needed = asked.filter(({ role, preprinted }) => !role && !preprinted);
    const answered = needed.filter(({ id }) => context.get(id) !== undefined).length;
    if (!asked.some(({ id }) => context.get(id) !== undefined)) return 'empty';
    return answered === needed.length ? 'done' : 'begun';
  }

  // Steps and status --------------------------------------------------------------------------------------------------

  // The steps stay the elements that they are: a press on one is no press on another that has taken its place.
  const toggle = h('button', { type: 'button', class: 'steps-toggle', click: () => { open = !open; drawSteps(); } }, h('span', {}), h('span', {}));
  const lines = steps.map((step, index) => {
    const words = h('span', { class: 'step-state' });
    const press = h('button', { type: 'button', 'data-step': step.id, click: () => go(index) },
      h('span', { class: 'step-mark', 'aria-hidden': 'true' }), h('span', { class: 'step-label' }, step.label), words);
    return { line: h('li', {}, press), press, words };
  });
  const listed = h('ol', {}, lines.map(({ line }) => line));
  nav.append(toggle, listed);
  if (context.back) nav.prepend(button('is-quiet is-small', '対象と機能の確認に戻る', context.back));

  function drawSteps() {
    toggle.setAttribute('aria-expanded', open ? 'true' : 'false');
    toggle.firstChild.textContent = `${at + 1}/${steps.length} ${steps[at].label}`;
    toggle.lastChild.textContent = open ? '閉じる' : '手順を開く';
    listed.className = open ? 'steps-list is-open' : 'steps-list';
    lines.forEach(({ line, press, words }, index) => {
      const is = state(steps[index]);
      line.className = `step is-${is ?? 'plain'}${index === at ? ' is-current' : ''}`;
      // What is being pressed stays, where somebody has put an element of their own around it.
      if (words.textContent !== (STATES[is] ?? '')) words.textContent = STATES[is] ?? '';
      if (index === at) press.setAttribute('aria-current', 'step');
      else press.removeAttribute('aria-current');
    });
  }

  function drawStatus() {
    const value = { target: ['対象', 'yes'], not_target: ['対象外', 'no'], has: ['有り', 'yes'], lacks: ['無し', 'no'], not_asked: ['報告不要', 'no'], undecided: ['未定', 'open'] };
    const marks = { true: ['✓', 'is-met'], false: ['✗', 'is-unmet'], null: ['–', ''] };
    const row = (label, { status: is, because }, key) => h('div', { class: 'status-row' },
      h('span', { class: 'status-label' }, label), h('span', { class: `status-value is-${value[is][1]}` }, value[is][0]),
      h('details', { class: 'status-why', 'data-row': key }, h('summary', {}, 'なぜ?', unseen(` ${label}`)),
        h('ul', { class: 'conditions' }, because.map((one) => h('li', { class: `condition ${marks[one.met][1]}` },
          h('span', { class: 'condition-mark' }, marks[one.met][0]), h('span', {}, one.condition))))));
    const opened = [...status.querySelectorAll('details[open]')].map(({ dataset }) => dataset.row);
    status.replaceChildren(h('h2', {}, '判定'), row('報告の対象', decided.target, 'target'), row('1号機能', decided.function1, 'f1'),
      ...form.sections.filter(({ id }) => FUNCTION2.includes(id)).map(({ id, label }) => row(label, decided.function2[{ f2i: 'i', f2ro: 'ro', f2ha: 'ha', f2ni: 'ni' }[id]], id)));
    for (const key of opened) status.querySelector(`[data-row="${key}"]`).open = true;
  }

  // Fields ------------------------------------------------------------------------------------------------------------

  function change(item, ...how) {
    const made = context.change(item.id, ...how);
    decided = context.decide();
    for (const own of fields.values()) own.node.hidden = !isAsked(own.item);
    drawStatus();
    drawSteps();
    return made;
  }

  const single = (item) => ['count', 'decimal1', 'text', 'date'].includes(item.kind) || (item.kind === 'choice' && item.options.length > MOST_RADIOS);

  function field(item, index) {
    const ids = { control: `c-${index}`, help: `h-${index}`, found: `f-${index}` };
    const required = item.required && !item.preprinted;
    const head = [
      item.number ? h('span', { class: 'field-number' }, item.numberIsOfficial ? false : mark('provisional', '暫定'), `No.${item.number}`) : false,
      h('span', { class: 'field-name' }, item.label),
      item.star ? mark('star', '★1号機能の要件') : false,
      required ? mark('required', '※必須') : mark('optional', item.preprinted ? '入力は任意' : '任意'),
      item.published && item.role === 'remarks' ? mark('public', '公表されます') : false,
    ];
    const help = h('div', { class: 'field-help', id: ids.help },
      item.period ? h('p', { class: 'field-period' }, h('span', { class: 'field-period-name' }, PERIODS[item.period.kind]), item.period.words) : false,
      item.help ? h('p', {}, item.help) : false,
      item.preprinted ? h('p', {}, 'G-MISに集計値が表示されます。ここでは控えとして入力できます。') : false,
      item.notNeeded ? h('p', { class: 'field-relief' }, item.notNeeded) : false);
    const found = h('div', { class: 'findings', id: ids.found });
    const inner = control(item, ids);
    const own = h(single(item) ? 'div' : 'fieldset', {
      class: 'field', 'data-id': item.id, part: 'field',
      focusout: ({ relatedTarget }) => { if (!own.contains(relatedTarget)) afterPress(() => leave(item.id)); },
    }, single(item) ? h('label', { class: 'field-label', for: ids.control }, head) : h('legend', { class: 'field-label' }, head), help, inner, found);
    own.hidden = !isAsked(item);
    const entry = { item, node: own, found, ids };
    fields.set(item.id, entry);
    showFindings(entry);
    return own;
  }

  /** At once, or when what is being pressed was let go: what is said beside a field moves all that is below it. */
  function afterPress(act) {
    if (!node.querySelector(':active')) return act();
    document.addEventListener('pointerup', () => setTimeout(act), { once: true });
  }

  function leave(id) {
    if (seen.has(id)) return;
    seen.add(id);
    const entry = fields.get(id);
    if (entry) showFindings(entry);
    drawSteps();
  }

  function showFindings({ item, node: own, found, ids }) {
    const all = seen.has(item.id) ? about(item.id) : [];
    const [notes, others] = [all.filter(({ severity }) => severity === 'note'), all.filter(({ severity }) => severity !== 'note')];
    const key = JSON.stringify(all);
    if (found.dataset.shown !== key) {
      found.dataset.shown = key;
      found.replaceChildren(...others.map((one, at_) => finding(one, `${ids.found}-${at_}`, item.short)),
        ...(notes.length ? [h('details', { class: 'notes' }, h('summary', {}, `お知らせ(${notes.length}件)`, unseen(`: ${item.short}`)), notes.map((one) => finding(one, undefined, item.short)))] : []));
      if (others.length && own.contains(context.host.shadowRoot.activeElement) === false && own.isConnected) {
        context.say(`${item.short}: ${others.map(({ message }) => message).join(' ')}`);
      }
    }
    const invalid = others.some(({ severity }) => severity === 'error');
    own.classList.toggle('is-invalid', invalid);
    const day = item.kind === 'date' ? [`${ids.control}-day`] : [];
    const described = [ids.help, ...day, ...others.map((_, at_) => `${ids.found}-${at_}`)].join(' ');
    const target = single(item) ? own.querySelector(`#${ids.control}`) : own;
    target.setAttribute('aria-describedby', described);
    if (single(item)) {
      if (invalid) target.setAttribute('aria-invalid', 'true');
      else target.removeAttribute('aria-invalid');
    }
  }

  function control(item, ids) {
    switch (item.kind) {
      case 'choice': return single(item) ? dropdown(item, ids) : radios(item, item.options.map(({ key, label, help, code }) => [key, label, help, code]));
      case 'flag': return radios(item, [[true, 'はい'], [false, 'いいえ']]);
      case 'multi': return boxes(item);
      case 'partners': return rows(item, [['name', '名称'], ['content', '連携の内容']], '連携医療機関を追加');
      case 'names': return rows(item, [[null, '名称']], '名称を追加');
      case 'count': case 'decimal1': return amount(item, ids);
      case 'date': return h('div', {}, dayField(context, ids.control, context.shown(item.id), (day) => change(item, 'set', day)));
      default: return words(item, ids);
    }
  }

  function radios(item, options) {
    const chosen = () => context.get(item.id);
    const clear = button('is-quiet is-small', ['選択を取り消す', unseen(`: ${item.short}`)], () => {
      change(item, 'set', undefined);
      own.querySelectorAll('input').forEach((input) => { input.checked = false; });
      clear.hidden = true;
      own.querySelector('input').focus();
    });
    clear.hidden = chosen() === undefined;
    const own = h('div', { class: item.kind === 'flag' ? 'options is-row' : 'options' }, options.map(([key, label, help, code]) => h('label', { class: 'option', part: 'option' },
      h('input', { type: 'radio', name: item.id, value: String(key), checked: chosen() === key && '', change: () => { change(item, 'set', key); clear.hidden = false; } }),
      h('span', { class: 'option-text' }, label, help ? h('span', { class: 'option-help' }, help) : false),
      code ? h('span', { class: 'option-code' }, `コード ${code}`) : false)), clear);
    return own;
  }

  function dropdown(item, ids) {
    const chosen = context.get(item.id);
    return h('select', { id: ids.control, class: 'select', part: 'input', change: ({ target }) => change(item, 'set', target.value || undefined) },
      h('option', { value: '' }, '選んでください'),
      item.options.map(({ key, label }) => h('option', { value: key, selected: key === chosen && '' }, label)));
  }

  function boxes(item) {
    const inputs = new Map();
    const count = h('span', { class: 'multi-count', 'aria-live': 'polite' });
    const plain = item.options.filter(({ exclusive }) => !exclusive);
    const held = () => list(context.get(item.id));
    const told = () => {
      for (const [key, input] of inputs) input.checked = held().includes(key);
      count.textContent = `${plain.filter(({ key }) => held().includes(key)).length} / ${plain.length}`;
    };
    const tick = (option, on) => {
      const keys = new Set(held());
      if (on) keys.add(option.key);
      else keys.delete(option.key);
      if (on) item.options.filter(({ exclusive }) => exclusive !== option.exclusive).forEach(({ key }) => keys.delete(key));
      const order = item.options.map(({ key }) => key);
      change(item, 'choose', order.filter((key) => keys.has(key)), order);
      told();
    };
    const ask = h('div', {});
    // 該当無し takes away what was ticked, so it asks first.
    const press = (option, input) => {
      ask.replaceChildren();
      const lost = option.exclusive && input.checked ? plain.filter(({ key }) => held().includes(key)).length : 0;
      if (!lost) return tick(option, input.checked);
      input.checked = false;
      ask.replaceChildren(h('div', { class: 'ask', role: 'alert' }, h('p', {}, `選んだ${lost}件を取り消して「${option.label}」にしますか。`),
        button('is-small', '取り消して選ぶ', () => { ask.replaceChildren(); tick(option, true); input.focus(); }),
        button('is-outline is-small', 'そのままにする', () => { ask.replaceChildren(); input.focus(); })));
      ask.querySelector('button').focus();
    };
    const box = (option) => {
      const input = h('input', { type: 'checkbox', checked: held().includes(option.key) && '', change: () => press(option, input) });
      inputs.set(option.key, input);
      return h('label', { class: 'option', part: 'option' }, input, h('span', { class: 'option-text' }, option.label, option.help ? h('span', { class: 'option-help' }, option.help) : false));
    };
    const groups = grouped(plain);
    const labels = new Map();
    const body = [...groups].map(([name, options]) => {
      const grid = h('div', { class: 'option-grid' }, options.map((option) => {
        const label = box(option);
        labels.set(option, label);
        return label;
      }));
      return h('div', { class: 'option-group' }, name ? h('div', { class: 'option-group-head' }, name) : false, grid);
    });
    const search = h('input', { class: 'input', type: 'search', part: 'input', input: () => {
      const wanted_ = search.value.trim();
      for (const [option, label] of labels) {
        label.hidden = ![option.label, option.formal ?? '', option.kana ?? ''].some((text) => text.includes(wanted_) || text.includes(hiragana(wanted_)));
      }
      for (const group of body) group.hidden = !group.querySelector('.option:not([hidden])');
    } });
    const own = h('div', {}, h('div', { class: 'multi-head' }, count,
      plain.length >= SEARCH_FROM ? h('label', { class: 'multi-search' }, h('span', {}, '探す(かな・漢字)', unseen(`: ${item.short}`)), search) : false),
    h('div', { class: 'option-none' }, item.options.filter(({ exclusive }) => exclusive).map(box)), ask, ...body);
    told();
    return own;
  }

  function grouped(options) {
    const groups = new Map();
    for (const option of options) groups.set(option.group ?? '', [...(groups.get(option.group ?? '') ?? []), option]);
    return groups;
  }

  function amount(item, ids) {
    return h('div', { class: 'number' }, h('input', {
      id: ids.control, class: 'input', part: 'input', type: 'text', inputmode: item.kind === 'decimal1' ? 'decimal' : 'numeric', autocomplete: 'off', value: context.shown(item.id),
      input: ({ target }) => change(item, 'type', target.value, item.unit ?? '', false),
      change: ({ target }) => { target.value = change(item, 'type', target.value, item.unit ?? '', true); },
    }), item.unit ? h('span', { class: 'unit' }, item.unit) : false);
  }

  function words(item, ids) {
    const type = ({ target }) => { change(item, 'set', target.value || undefined); told(); };
    const several = item.role === 'remarks' && item.member === 'answers';
    const input = several
      ? h('textarea', { id: ids.control, class: 'textarea', part: 'input', rows: '4', input: type })
      : h('input', { id: ids.control, class: `input is-text${item.id === 'facility.code' ? ' is-code' : ''}`, part: 'input', type: 'text', inputmode: item.id === 'facility.code' && 'numeric', autocomplete: 'off', input: type });
    input.value = context.shown(item.id);
    const count = h('p', { class: 'count' });
    const told = () => { count.textContent = several ? `${[...input.value].length}文字(G-MISの文字数の上限は確認できていません)` : ''; };
    told();
    return h('div', {}, input, several ? count : false);
  }

  function rows(item, parts, add) {
    const own = h('div', { class: 'rows' });
    const held = () => list(context.get(item.id));
    const draw = () => own.replaceChildren(...held().map((entry, place) => h('div', { class: parts.length > 1 ? 'row is-partner' : 'row' },
      parts.map(([name, label]) => {
        const value = name ? entry?.[name] : entry;
        return h('label', { class: 'row-part' }, h('span', {}, label, unseen(`(${place + 1}番目): ${item.short}`)), h('input', {
          class: 'input is-text', part: 'input', type: 'text', autocomplete: 'off', value: typeof value === 'string' ? value : '',
          input: ({ target }) => change(item, 'put', place, name, target.value),
        }));
      }),
      button('is-quiet is-small', ['削除', unseen(`(${place + 1}番目): ${item.short}`)], () => { change(item, 'takeOut', place); draw(); own.lastChild.focus(); }))),
    button('is-outline is-small', [add, unseen(`: ${item.short}`)], () => {
      const place = held().length;
      for (const [name] of parts) change(item, 'put', place, name, '');
      draw();
      [...own.querySelectorAll('.row')].at(-1).querySelector('input').focus();
    }));
    draw();
    return own;
  }

  // Screens -----------------------------------------------------------------------------------------------------------

  function section({ section: own }) {
    fields = new Map();
    let index = 0;
    const groups = own.groups.map((group) => h('section', { class: 'group' }, h('h3', {}, group.label),
      group.help ? h('p', { class: 'group-help' }, group.help) : false, group.items.map((item) => field(item, index++))));
    const needless = FUNCTION2.includes(own.id) && decided.function1.status !== 'has';
    const touched = items(own).some(({ id }) => context.get(id) !== undefined);
    const title = own.title && own.label !== own.title && own.id.startsWith('f') && own.id !== 'facility' ? `${own.label} ${own.title}` : own.label;
    return [
      h('h2', { tabindex: '-1', part: 'heading' }, title),
      own.help ? h('p', { class: 'lead' }, own.help) : false,
      ...(needless ? [
        h('section', { class: `verdict ${decided.function1.status === 'lacks' ? 'is-no' : 'is-open'}` },
          h('h3', {}, decided.function1.status === 'lacks' ? '2号機能の報告は不要です' : '1号機能の★の項目に答えると、ここで尋ねるかどうかが決まります'),
          h('p', {}, '2号機能は、1号機能を有する医療機関だけが報告します(医療法第30条の18の4第1項第2号)。', touched ? '入力済みの内容は、消さずに残しています。' : '')),
        h('details', { class: 'fold' }, h('summary', {}, touched ? '入力済みの内容を見る' : '先に入力しておく'), groups),
      ] : groups),
    ];
  }

  function toField(id) {
    const index = steps.findIndex((step) => step.section && items(step.section).some((item) => item.id === id));
    if (index < 0) return;
    seen.add(id);
    go(index);
    const own = fields.get(id)?.node;
    if (!own) return;
    own.closest('details')?.setAttribute('open', '');
    own.querySelector('input, select, textarea, button')?.focus();
    own.scrollIntoView({ block: 'center' });
  }

  /** Findings that say the same about several items are one. */
  function toldOnce() {
    const options = context.options(whole);
    const { findings } = new whole.Checker(options).checkText(context.text());
    const told = new Map();
    findings.forEach(([code, text, ids, args], index) => {
      const key = JSON.stringify([code, text, args]);
      if (told.has(key)) told.get(key).items.push(...ids);
      else told.set(key, { ...result.findings[index], code, text, args, items: [...ids] });
    });
    return [...told.values()].map(({ text, args, ...found }) => {
      const { message, why, fix } = whole.render({ code: found.code, text, items: found.items, args }, { edition: form.edition, catalog: options.catalog });
      return { ...found, message, why, fix };
    });
  }

  function review() {
    for (const id of form.items.keys()) seen.add(id);
    if (!result) return [h('h2', { tabindex: '-1', part: 'heading' }, '確認'), h('p', { role: 'status' }, '点検しています…')];
    const count = (...kinds) => result.findings.filter(({ severity }) => kinds.includes(severity)).length;
    const told = toldOnce();
    const errors = count('error');
    const others = count('warning', 'question');
    const line = (found) => h('li', {}, found.items.filter((id) => form.items.has(id)).map((id) => h('button', {
      type: 'button', class: 'button is-quiet is-small', click: () => toField(id),
    }, form.items.get(id).short, unseen(`を直す(${found.code})`))), finding(found, undefined, found.items.map((id) => form.items.get(id)?.short ?? id).join('、')));
    const part = (kind, heading) => {
      const found = told.filter(({ severity }) => severity === kind);
      if (!found.length) return false;
      const all = h('ul', { class: 'summary-list' }, found.map(line));
      return kind === 'note'
        ? h('details', { class: 'notes summary-part' }, h('summary', {}, `お知らせ ${found.length}件`), all)
        : h('section', { class: 'summary-part' }, heading ? h('h3', {}, heading) : false, all);
    };
    return [
      h('h2', { tabindex: '-1', part: 'heading' }, '確認'),
      h('section', { class: `summary ${errors ? 'is-error' : 'is-ready'}` },
        h('h3', {}, errors ? `直す必要のある項目が ${errors} 件あります` : 'G-MISへの転記の準備ができました'),
        h('p', {}, errors ? '直さないと、G-MISへの転記には使えません。' : '次は、院内掲示の確認と書き出しです。'),
        part('error')),
      others ? h('p', {}, `${errors ? 'ほかに、' : ''}確かめるとよい項目が ${others} 件あります。`) : false,
      part('warning', '注意(見直すとよいところ)'), part('question', '確認(機械では決められないところ)'), part('note'),
      context.calendar(),
    ];
  }

  function table() {
    const { head, rows: keyed } = whole.transcription(context.text(), { ...context.options(whole), asDraft: true });
    const all = [...head, ...keyed];
    return h('div', { class: 'answers' }, h('table', { class: 'keyed' }, h('caption', {}, 'G-MISに入力する内容(画面の順)'),
      h('thead', {}, h('tr', {}, ['項番', '項目名', '答え', ''].map((head) => (head ? h('th', { scope: 'col' }, head) : h('td', {}))))),
      // Numbers begin anew with each function, so its name stands above them.
      ...[...new Set(all.map((row) => row.function))].map((name) => h('tbody', {},
        h('tr', {}, h('th', { class: 'keyed-function', colspan: '4', scope: 'rowgroup' }, name)),
        all.filter((row) => row.function === name).map((row) => {
          const answer = [row.option, row.value, row.value && row.unit].filter(Boolean).join(' ');
          return h('tr', {}, h('td', {}, row.number), h('th', { scope: 'row' }, row.label), h('td', { class: answer ? '' : 'is-missing' }, answer || '未入力'),
            h('td', { class: 'answers-change' }, answer ? button('is-quiet is-small', ['コピー', unseen(`: ${name} ${row.number} ${row.label} ${answer.slice(0, 20)}`)], (event) => context.copy(event, row.value || row.option, '答え')) : false));
        })))));
  }

  function files() {
    const errors = list(result?.findings).some(({ severity }) => severity === 'error');
    return [
      h('h2', { tabindex: '-1', part: 'heading' }, '書き出し'),
      h('section', { class: 'card' }, h('h3', {}, '下書きファイルを保存する'), h('p', {}, 'このチェッカーは入力した内容を保存しません。続きを入力するときや、来年のために、ファイルとして残してください。'),
        h('p', {}, button('is-main', '下書きファイルを保存する', context.save))),
      h('section', { class: 'card' }, h('h3', {}, '点検の結果を保存する'), h('p', {}, '下書きの点検で見つかったことを、JSONファイルにします。'),
        h('p', {}, button('is-outline', '点検の結果を保存する', () => context.file(`kakari-${form.edition}-点検結果.json`, 'application/json', `${JSON.stringify(result)}\n`), result ? {} : { disabled: '' }))),
      h('section', { class: 'card' }, h('h3', {}, 'G-MISへ転記する'),
        errors ? h('div', { class: 'finding is-warning' }, h('p', { class: 'finding-message' }, h('span', { class: 'finding-kind' }, '注意'), 'エラーが残っています。この一覧は下書きです。')) : false,
        h('p', {}, 'G-MISの画面を見ながら、この順に入力します。このページからは報告されません。'), table()),
      h('section', { class: 'card' }, h('h3', {}, 'ほかの下書きを開く'), h('label', { class: 'open-file' }, h('span', {}, '下書きファイル'), h('input', {
        type: 'file', accept: '.json,application/json', change: async ({ target }) => { if (target.files[0]) context.open(await target.files[0].text()); },
      }))),
      h('p', { class: 'tools' }, button('is-quiet is-small', '最初からやり直す', context.restart)),
    ];
  }

  async function draw() {
    const step = steps[at];
    node.dataset.step = step.id;
    drawSteps();
    drawStatus();
    let body;
    if (step.section) body = [...section(step), step.id === 'target' ? context.calendar() : false];
    else if (step.id === 'review') body = review();
    else if (step.id === 'notice') body = [(await notice({ ...context, inside: true })).node];
    else body = files();
    if (steps[at] !== step) return;
    main.replaceChildren(...body.filter(Boolean), h('div', { class: 'onward' },
      at > 0 ? button('is-outline', '前へ', () => go(at - 1)) : h('span', {}),
      at + 1 < steps.length ? button('is-main', `次へ: ${steps[at + 1].label}`, () => go(at + 1)) : false));
  }

  async function go(to) {
    const left = steps[at];
    if (left.section) items(left.section).forEach(({ id }) => seen.add(id));
    at = to;
    open = false;
    await draw();
    const heading = main.querySelector('h2');
    heading?.focus({ preventScroll: true });
    const { top } = node.getBoundingClientRect();
    if (top < 0) node.scrollIntoView({ block: 'start' });
  }

  await draw();
  return {
    node,
    at: () => at,
    async checked(now) {
      const isNew = JSON.stringify(now) !== JSON.stringify(result);
      result = now;
      fields.forEach(showFindings);
      drawSteps();
      if (!isNew || !['review', 'export'].includes(steps[at].id)) return;
      const isInside = main.contains(context.host.shadowRoot.activeElement);
      await draw();
      if (isInside) main.querySelector('h2')?.focus({ preventScroll: true });
    },
  };
}
