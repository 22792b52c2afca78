// 院内掲示 of a draft: the sheet, what can be chosen about it, print and file.

import { element as h } from './{{parts}}';
import { SHEET as FULL } from './{{full-styles}}';
import { SHEET } from './{{notice-styles}}';

/** What the sheet is made of. Everything in it was escaped where it was made; what is not of this kind stays out. */
const TAGS = new Set(['article', 'section', 'div', 'header', 'footer', 'h1', 'h2', 'h3', 'p', 'span', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'strong', 'small', 'b', 'br', 'time', 'caption', 'colgroup', 'col']);
const ATTRIBUTES = /^(?:class|id|lang|colspan|rowspan|scope|aria-[a-z]+|role|data-[a-z-]+|datetime)$/;

function nodes(html) {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const element of [...body.querySelectorAll('*')]) {
    if (!TAGS.has(element.localName)) element.remove();
    else for (const { name } of [...element.attributes]) if (!ATTRIBUTES.test(name)) element.removeAttribute(name);
  }
  return [...body.childNodes];
}

const CHOICES = [
  ['paper', '用紙の大きさ', [['A4', 'A4'], ['A3', 'A3(文字も約1.4倍)']]],
  ['orientation', '用紙の向き', [['portrait', '縦'], ['landscape', '横']]],
  ['larger', '文字の大きさ', [[false, '標準'], [true, '大きく']]],
  ['layout', '領域と疾患', [['full', 'すべて載せて印を付ける(様式(例)のとおり)'], ['applying', '当てはまるものだけ']]],
  ['numbers', '研修修了者などの人数', [[true, '載せる'], [false, '載せない(法令が求めるのは有無だけです)']]],
];

export async function notice(context) {
  const whole = await context.whole();
  const chosen = { paper: 'A4', orientation: 'portrait', larger: false, layout: 'full', numbers: true };
  context.style(FULL);
  context.style(SHEET);
  const view = h('div', { class: 'notice-view', role: 'group', 'aria-label': '院内掲示の見本' });
  const trouble = h('div', { role: 'status' });
  const node = h('div', { class: 'notice' });
  const shadow = context.host.shadowRoot;

  const made = (fragment) => whole.notice(context.text(), { ...context.options(whole), ...chosen, fragment });

  function draw() {
    try {
      view.replaceChildren(...nodes(made(true)));
      trouble.replaceChildren();
    } catch (error) {
      trouble.replaceChildren(h('div', { class: 'finding is-warning' }, h('p', {}, `院内掲示を作れません。${error.message}`)));
    }
  }

  function save() {
    context.file(`kakari-${context.form.edition}-院内掲示.html`, 'text/html', made(false));
  }

  /** In a page of its own inside this one, so that nothing of the host page comes onto the paper. */
  async function print() {
    const frame = h('iframe', { class: 'visually-hidden', title: '印刷', 'aria-hidden': 'true', tabindex: '-1' });
    shadow.append(frame);
    const { contentWindow: inner, contentDocument: page } = frame;
    if (context.makes) {
      const styles = new inner.CSSStyleSheet();
      styles.replaceSync(SHEET.text);
      page.adoptedStyleSheets = [styles];
    } else await (await import('./{{dress}}')).dress(page.head, [SHEET]);
    page.documentElement.lang = 'ja';
    page.title = '院内掲示';
    page.body.replaceChildren(...nodes(made(true)).map((one) => page.importNode(one, true)));
    inner.addEventListener('afterprint', () => frame.remove());
    inner.print();
  }

  // A frame in a sandbox may neither print nor say that it may not.
  const mayPrint = self.origin !== 'null';
  const open = async ({ target }) => { if (target.files[0]) context.open(await target.files[0].text()); };
  const empty = !context.inside && !context.given;
  node.append(
    ...(context.inside ? [h('h2', { tabindex: '-1' }, '院内掲示')] : [h('h2', { tabindex: '-1' }, '院内掲示を作る')]),
    h('p', { class: 'lead' }, '報告した内容のうち、6つを院内に掲示します(医療法施行規則 別表第八 第二 一)。用紙は国の様式(例)にならったもので、別の様式を使うこともできます。'),
    ...(context.inside ? [] : [h('label', { class: 'open-file' }, h('span', { class: 'field-label' }, empty ? '下書きファイルを選んでください' : 'ほかの下書きファイルを選ぶ'),
      h('input', { type: 'file', accept: '.json,application/json', change: open }))]),
  );
  if (empty) {
    node.append(h('p', { class: 'hint' }, '下書きファイルは、下書きチェッカーの「書き出し」で保存した「.kakari.json」のファイルです。選んだファイルは、どこにも送られません。'));
    return { node };
  }
  node.append(
    h('div', { class: 'notice-choices' }, CHOICES.map(([name, label, options]) => h('label', { class: 'date' }, h('span', {}, label),
      h('select', { class: 'select', part: 'input', change: ({ target }) => { [chosen[name]] = options[target.selectedIndex]; draw(); } },
        options.map(([, words]) => h('option', {}, words)))))),
    trouble,
    h('div', { class: 'notice-scroll', tabindex: '0', role: 'region', 'aria-label': `院内掲示の用紙${context.suffix}` }, view),
    h('p', { class: 'buttons' },
      mayPrint ? h('button', { type: 'button', class: 'button', part: 'button main-button', click: print }, '印刷する') : false,
      h('button', { type: 'button', class: `button ${mayPrint ? 'is-outline' : ''}`, part: 'button', click: save }, 'HTMLで保存する')),
    h('p', { class: 'hint' }, mayPrint ? 'PDFにするときは、印刷の画面で「PDFに保存」を選びます。' : 'この枠の中からは印刷できません。HTMLで保存し、そのファイルを開いて印刷してください。'),
  );
  draw();
  return { node, checked: draw };
}
