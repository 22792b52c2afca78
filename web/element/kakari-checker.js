// <kakari-checker>: the checker of the かかりつけ医機能報告 in other people's pages.
//
// Everything is in the shadow tree. Nothing is kept and nothing is sent: the page belongs to somebody else, so what is
// typed lives here until it is saved as a file or taken by the page through an event. No trouble of the element's own
// reaches the page as an exception; it is shown, and told on the console to the officer who looks after the page.

import { element as h, download } from './{{parts}}';
import { NoEngine, engine } from './{{engine}}';
import { STYLES } from './{{styles}}';
import { blank, get, read, set, shown, write } from './{{draft}}';
import { calendar, quick } from './{{quick}}';

const NAME = 'kakari-checker';
const MODES = { quick: '対象と機能の確認', full: '報告の下書き', notice: '院内掲示' };
const COLORS = {
  primary: 'primary', on_primary: 'on-primary', background: 'background', surface: 'surface', text: 'text', link: 'link',
  border: 'border', focus: 'focus',
};
const LATE = { full: () => import('./{{full}}'), notice: () => import('./{{notice}}') };
const HEX = /^#[0-9a-f]{6}$/i;

const TROUBLE = {
  none: ['このブラウザーでは、チェッカーを動かせません', 'WebAssembly という仕組みが無いか、止められています。新しい版のブラウザーで開くか、次のページを使ってください。'],
  refused: ['このページの設定のため、チェッカーを動かせません', 'ページの管理者が、プログラムの実行を止める設定(Content Security Policy)にしています。次のページでは、同じチェッカーを使えます。'],
  missing: ['チェッカーを読み込めませんでした', '通信を確かめて、もう一度お試しください。入力した内容は、この画面に残っています。'],
};
const OFFICER = {
  none: 'WebAssembly がありません。',
  refused: "CSP の script-src に 'wasm-unsafe-eval' を加えてください。加えられないときは iframe を使えます。",
  missing: 'エンジンのファイルを読み込めません。配信元の CORS(Access-Control-Allow-Origin)と connect-src を確かめてください。',
};

/** Each style sheet once for all elements of the page: the element's own, and those of the screens that come late. */
const sheets = {};
const styled = (name, styles) => {
  if (!sheets[name]) {
    sheets[name] = new CSSStyleSheet();
    sheets[name].replaceSync(styles);
  }
  return sheets[name];
};

/** How many there are in the page: landmarks of the second and later ones are told apart by their number. */
let count = 0;

/** What is dialled: the number without its signs and without an extension (内線) or a word behind it. */
const dialled = (phone) => phone.normalize('NFKC').split(/[内代担]/)[0].replace(/[^\d+]/g, '');

const near = (path) => new URL(path, import.meta.url).href;

/** Whether it is a day of the calendar, 「2026-02-01」. */
const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text ?? '') && new Date(`${text}T00:00Z`).toJSON()?.slice(0, 10) === text;

/** 「2026-02-01」 on the clock of this device. */
const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
};

export class KakariChecker extends HTMLElement {
  static version = '{{version}}';
  static observedAttributes = ['edition', 'deadline', 'prefecture', 'contact', 'mode', 'lang', 'src'];

  #number = ++count;
  #root;
  #styles;
  #says = h('p', { class: 'visually-hidden', role: 'status' });
  #place = h('div', { class: 'place' });
  #troubles = h('div', { class: 'troubles' });
  #engine = null;
  #form = null;
  #configuration = {};
  #handed = null;
  #catalog;
  #text = null;
  #draft = null;
  #result = null;
  #screen = null;
  #turn = 0;
  #checks = 0;
  #kept = true;
  #given = false;
  #chosen = null;
  #from = 0;
  #wrong = new Map();

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: 'open' });
    this.#styles = [styled('own', STYLES)];
    shadow.adoptedStyleSheets = this.#styles;
    this.#root = h('div', { class: 'root', part: 'root', lang: 'ja' }, this.#troubles, this.#place, this.#says);
    shadow.append(this.#root);
  }

  connectedCallback() {
    // Set before the element was known, they hide the accessors.
    for (const name of ['configuration', 'draft']) {
      if (!Object.hasOwn(this, name)) continue;
      const early = this[name];
      delete this[name];
      this[name] = early;
    }
    addEventListener('beforeunload', this.#leave);
    if (!this.#screen) this.#begin();
  }

  disconnectedCallback() {
    removeEventListener('beforeunload', this.#leave);
  }

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === 'mode') this.#chosen = null;
    if (this.isConnected && this.#turn) this.#begin(name);
  }

  /** What is used of the configuration. Takes the text of one in place of the file of `src`; `null` goes back to that. */
  get configuration() {
    return structuredClone(this.#configuration);
  }

  set configuration(given) {
    this.#handed = typeof given === 'string' ? given : null;
    if (this.#turn) this.#begin('src');
  }

  /** The draft as an object, `null` as long as there is none. Takes an object or the text of a draft file. */
  get draft() {
    return this.#text === null ? null : JSON.parse(this.#text.replace(/^\ufeff/, ''));
  }

  set draft(given) {
    this.#take(given);
  }

  /** The draft as the text of its file, to the letter. */
  get draftText() {
    return this.#text;
  }

  /** What the last check found; `null` as long as nothing was checked. */
  get result() {
    return this.#result;
  }

  // Settings: attributes win over the configuration ------------------------------------------------------------------

  /** What is shown: what the reader went on to, or what the page asks for. */
  get #mode() {
    const { modes } = this.#configuration;
    const usual = modes && !modes.includes('quick') ? modes[0] : 'quick';
    const asked = this.#chosen ?? this.getAttribute('mode') ?? usual;
    return Object.hasOwn(MODES, asked) ? asked : usual;
  }

  get #deadline() {
    const own = this.getAttribute('deadline') ?? this.#configuration.deadline;
    return isDay(own) ? own : undefined;
  }

  get #prefecture() {
    const asked = this.getAttribute('prefecture') ?? this.#configuration.prefecture;
    return asked ? this.#prefectures().find(({ key, label }) => key === asked || label === asked)?.key : undefined;
  }

  #prefectures() {
    return this.#form?.items.get('facility.prefecture')?.options ?? [];
  }

  // Beginning ---------------------------------------------------------------------------------------------------------

  async #begin(changed) {
    const turn = ++this.#turn;
    // Another setting is no reason to begin anew.
    this.#from = ['mode', 'draft', undefined].includes(changed) ? 0 : this.#screen?.at?.() ?? 0;
    this.#root.dataset.state = 'loading';
    if (!this.#form) {
      this.#place.replaceChildren(h('p', { role: 'status', class: 'loading' }, '読み込んでいます…'));
    }
    try {
      this.#engine = await engine('alone');
      if (turn !== this.#turn) return;
      if (!changed || changed === 'src') await this.#configure();
      if (turn !== this.#turn) return;
      this.#settle();
      await this.#show(turn);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  /** What the prefecture's file says. Whatever is wrong with it, the element goes on with what is right. */
  async #configure() {
    this.#configuration = {};
    this.#catalog = undefined;
    this.#paint();
    const source = this.getAttribute('src');
    if (!source && this.#handed === null) return this.#tell('src');
    const problems = [];
    try {
      const address = new URL(this.#handed === null ? source : '', document.baseURI);
      const text = this.#handed ?? await this.#fetched(address);
      const whole = await engine('whole');
      const found = whole.configuration(text);
      problems.push(...found.problems.filter(({ severity }) => severity !== 'note')
        .map(({ line, column, message, fix }) => `${line}行${column}列: ${message}${fix}`));
      if (found.omitted) problems.push(`ほかに${found.omitted}件あります。`);
      this.#configuration = found.configuration;
      await this.#takeCatalog(whole, address, problems);
    } catch (error) {
      const why = error instanceof NoEngine ? OFFICER[error.reason] : `読み込めません(${error.message})`;
      problems.push(why);
    }
    this.#paint();
    this.#tell('src', problems.length ? ['設定ファイルに、使えないところがあります', ...(this.#handed === null ? [`src="${source}"`] : []), ...problems] : null);
  }

  async #fetched(address) {
    const answer = await fetch(address, { credentials: 'same-origin' });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.text();
  }

  async #takeCatalog(whole, address, problems) {
    const { catalog } = this.#configuration;
    if (!catalog) return;
    try {
      const json = catalog.json ?? await (await fetch(new URL(catalog.url, address))).text();
      this.#catalog = { json, read: new Map([[whole, whole.Catalog.fromJson(json)]]) };
    } catch (error) {
      problems.push(`catalog: ${error.message}`);
    }
  }

  /** The colours of the file, below those that the page itself sets. */
  #paint() {
    const colors = Object.entries(this.#configuration.colors ?? {}).filter(([name, value]) => COLORS[name] && HEX.test(value));
    const own = new CSSStyleSheet();
    own.replaceSync(`:host{${colors.map(([name, value]) => `--kakari-color-${COLORS[name]}:${value}`).join(';')}}`);
    this.shadowRoot.adoptedStyleSheets = [...this.#styles, own];
  }

  /** The catalogue in a given engine: the file's own, or the built-in edition of this name. */
  #catalogIn(module, edition) {
    if (!this.#catalog) return module.Catalog.builtin(edition);
    const { read: known, json } = this.#catalog;
    if (!known.has(module)) known.set(module, module.Catalog.fromJson(json));
    return known.get(module);
  }

  /** What is asked, and each item by its id. */
  #formIn(module, edition) {
    const form = this.#catalogIn(module, edition).form();
    form.items = new Map(form.sections.flatMap(({ groups }) => groups.flatMap(({ items }) => items)).map((item) => [item.id, item]));
    return form;
  }

  /** Edition and form. What the attributes say and cannot be is told, and the default holds. */
  #settle() {
    const editions = this.#engine.Catalog.editions();
    const own = editions.map((name) => this.#engine.Catalog.builtin(name).form());
    const current = own.find(({ window }) => today() <= window.to) ?? own.at(-1);
    const asked = this.getAttribute('edition') ?? this.#configuration.edition;
    const drafts = this.#draft?.edition;
    const edition = [drafts, asked].find((name) => editions.includes(name)) ?? current.edition;
    const form = this.#form = this.#formIn(this.#engine, edition);
    const wrong = (name, given, fits, allowed) => this.#tell(name, given && !fits ? [`${name} の「${given}」は使えません`, allowed] : null);
    wrong('edition', asked, editions.includes(asked), `あるのは ${editions.join('、')} です。${form.label}として動いています。`);
    const mode = this.getAttribute('mode');
    wrong('mode', mode, Object.hasOwn(MODES, mode ?? ''), `あるのは ${Object.keys(MODES).join('、')} です。${this.#mode} として動いています。`);
    const day = this.getAttribute('deadline');
    wrong('deadline', day, isDay(day), '「2027-02-26」の形で書きます。報告期間の終わりの日を期限としています。');
    const prefecture = this.getAttribute('prefecture');
    wrong('prefecture', prefecture, this.#prefecture, '「13」か「東京都」の形で書きます。都道府県は決めずに動いています。');
    if (!this.#draft) this.#setDraft(blank(form.edition, this.#prefecture));
  }

  // The draft ---------------------------------------------------------------------------------------------------------

  #setDraft(draft) {
    this.#draft = draft;
    this.#text = write(draft);
  }

  /** Takes a draft from outside. What is no draft is refused in words, and what was there stays. */
  #take(given) {
    let text;
    let draft;
    try {
      text = typeof given === 'string' ? given : JSON.stringify(given);
      draft = read(text);
      if (draft?.format !== 'kakari-report') throw new Error('"format": "kakari-report" がありません');
    } catch (error) {
      const what = typeof given === 'string' ? (given.trim().startsWith('<') ? 'HTMLのようです。' : '') : '';
      return this.#tell('draft', ['下書きとして読めないものが渡されました', `draft: ${what}${error.message}`, '前の内容のまま動いています。']);
    }
    this.#tell('draft');
    this.#draft = draft;
    this.#text = text;
    this.#kept = true;
    this.#given = true;
    if (this.#turn) this.#begin('draft');
  }

  /** An answer was given. */
  #answer(id, value) {
    set(this.#draft, id, value);
    this.#setDraft(this.#draft);
    const event = this.#send('kakari-change', { id, value, draft: this.draft, text: this.#text }, true);
    // A page that keeps the draft itself says so.
    this.#kept = event.defaultPrevented;
    this.#check();
  }

  /** Options of a check. */
  #options(module) {
    return {
      today: today(), deadline: this.#deadline,
      ...(this.#catalog ? { catalog: this.#catalogIn(module, this.#form.edition) } : {}),
    };
  }

  /** What is decided, at once and without words. */
  #decide() {
    return this.#engine.checkText(this.#text, this.#options(this.#engine));
  }

  /** Checks with words, which come late. The last of several calls counts. */
  async #check() {
    const call = ++this.#checks;
    try {
      const whole = await engine('whole');
      if (call !== this.#checks) return;
      const result = JSON.parse(whole.resultText(this.#text, this.#options(whole)));
      const same = JSON.stringify(result) === JSON.stringify(this.#result);
      this.#result = result;
      this.#screen?.checked?.(result);
      if (!same) this.#send('kakari-result', { result, deadline: this.#deadline ?? this.#form.window.to });
    } catch (error) {
      // `quick` decides without words; what needs them says so itself.
      console.warn(`${NAME}: 点検の文言を読み込めませんでした。`, error);
    }
  }

  #send(name, detail, cancelable = false) {
    const event = new CustomEvent(name, { detail: { mode: this.#mode, ...detail }, bubbles: true, composed: true, cancelable });
    // A listener that throws is reported by the browser as the page's own.
    this.dispatchEvent(event);
    return event;
  }

  /** Hands a file to the page, and saves it unless the page takes it. */
  #export(name, type, text) {
    const event = this.#send('kakari-export', { name, type, text }, true);
    if (!event.defaultPrevented) download(name, type, text);
  }

  #leave = (event) => {
    if (!this.#kept) event.preventDefault();
  };

  // What is shown -----------------------------------------------------------------------------------------------------

  async #show(turn) {
    const mode = this.#mode;
    const context = {
      host: this, form: this.#form, settings: this.#configuration, deadline: this.#deadline ?? this.#form.window.to,
      prefecture: this.#prefecture, today: today(),
      get: (id) => get(this.#draft, id),
      shown: (id) => shown(get(this.#draft, id)),
      text: () => this.#text,
      answer: (id, value) => this.#answer(id, value),
      decide: () => this.#decide(),
      readDay: (text) => this.#engine.readDay(text),
      result: () => this.#result,
      whole: () => engine('whole'),
      options: (module) => this.#options(module),
      formIn: (module) => this.#formIn(module, this.#form.edition),
      given: this.#given,
      suffix: this.#number > 1 ? ` ${this.#number}` : '',
      style: (name, styles) => {
        if (this.#styles.includes(styled(name, styles))) return;
        this.#styles.push(styled(name, styles));
        this.#paint();
      },
      contact: () => this.#contact() ?? false,
      calendar: () => calendar(context),
      say: (words) => { this.#says.textContent = words; },
      open: (text) => this.#take(text),
      save: () => {
        this.#export(`kakari-${this.#form.edition}${this.#code()}.kakari.json`, 'application/json', this.#text);
        this.#kept = true;
      },
      file: (name, type, text) => this.#export(name, type, text),
      allowed: (name) => !this.#configuration.modes || this.#configuration.modes.includes(name),
      from: this.#from,
      to: (name) => { this.#chosen = name; this.#begin('mode'); },
      back: this.#chosen ? () => { this.#chosen = null; this.#begin('mode'); } : null,
      restart: () => this.#restart(),
    };
    const make = mode === 'quick' ? quick : (await LATE[mode]().catch((error) => { throw new NoEngine('missing', error); }))[mode];
    const screen = await make(context);
    if (turn !== this.#turn) return;
    this.#screen = screen;
    this.#root.setAttribute('role', 'group');
    this.#root.setAttribute('aria-label', `かかりつけ医機能報告 ${MODES[mode]}`);
    const inside = this.shadowRoot.activeElement;
    this.#place.replaceChildren(...this.#greeting(), screen.node);
    // Whoever was in here still is.
    if (inside) screen.node.querySelector('h2')?.focus({ preventScroll: true });
    this.#root.dataset.mode = mode;
    this.#root.dataset.state = 'ready';
    this.#tell('missing');
    this.#send('kakari-ready', { configuration: structuredClone(this.#configuration) });
    if (mode === 'full' || this.#given) this.#check();
  }

  #greeting() {
    if (this.getAttribute('lang') !== 'en') return [];
    return [h('p', { class: 'hint', lang: 'en' }, 'This checker prepares a Japanese statutory report (かかりつけ医機能報告), so its questions and findings are in Japanese. Nothing you type is sent anywhere by it.')];
  }

  /** The institution's code, which is public, in the name of a file. */
  #code() {
    const code = get(this.#draft, 'facility.code');
    return /^\d{7,10}$/.test(code ?? '') ? `-${code}` : '';
  }

  #restart() {
    this.#result = null;
    this.#setDraft(blank(this.#form.edition, this.#prefecture));
    this.#kept = true;
    this.#send('kakari-change', { id: null, value: undefined, draft: this.draft, text: this.#text });
    this.#begin('draft');
  }

  /** Whom to ask: the attribute, or the offices of the file. */
  #contact() {
    const own = this.getAttribute('contact');
    if (own) return h('p', {}, own);
    const { contacts = [], links = [] } = this.#configuration;
    if (!contacts.length && !links.length) return null;
    const web = (address) => (/^https?:/.test(address ?? '') ? address : undefined);
    const office = ({ name, areas, phone, email, hours, url }) => h('li', {},
      web(url) ? h('a', { href: web(url), target: '_blank', rel: 'noopener' }, name ?? url) : h('strong', {}, name ?? ''),
      areas?.length ? h('span', { class: 'source-small' }, `(${areas.join('、')})`) : false,
      phone ? h('span', { class: 'office-line' }, '電話 ', h('a', { href: `tel:${dialled(phone)}` }, phone)) : false,
      email ? h('span', { class: 'office-line' }, h('a', { href: `mailto:${email}` }, email)) : false,
      hours ? h('span', { class: 'office-line' }, hours) : false);
    const list = h('ul', { class: 'offices' }, ...contacts.map(office),
      ...links.filter(({ url }) => web(url)).map(({ label, url }) => h('li', {}, h('a', { href: url, target: '_blank', rel: 'noopener' }, label ?? url))));
    if (contacts.length <= 3) return list;
    return h('details', {}, h('summary', {}, `問い合わせ先(${contacts.length}か所)`), list);
  }

  /**
   * Says what is wrong with what the page gave, or takes it back. What concerns the officer and not the reader, the
   * settings, stands folded; the draft is the reader's own.
   */
  #tell(name, words = null) {
    const known = this.#wrong.get(name);
    if ((known ?? []).join('\n') === (words ?? []).join('\n')) return;
    if (words) {
      this.#wrong.set(name, words);
      console.warn(`${NAME}: ${words.join('\n')}`);
    } else this.#wrong.delete(name);
    const about = (key, [head, ...rest]) => h('div', { 'data-about': key },
      h('p', { class: 'finding-message' }, head), rest.map((line) => h('p', {}, line)));
    const box = (kind, ...content) => h(kind, { class: 'finding is-warning', role: kind === 'div' && 'status' }, ...content);
    const all = [...this.#wrong];
    const own = all.filter(([key]) => key === 'draft' || key === 'missing');
    const settings = all.filter((one) => !own.includes(one));
    const sign = () => h('span', { class: 'finding-kind' }, '注意');
    this.#troubles.replaceChildren(
      ...own.map(([key, words_]) => box('div', sign(), about(key, words_))),
      ...(settings.length ? [box('details', h('summary', {}, sign(), `このページの設定に、使えないところが${settings.length}件あります。使えるところだけで動いています。`),
        settings.map(([key, words_]) => about(key, words_)))] : []));
  }

  /** Says why nothing runs, and offers the iframe and the page of the app. */
  #fail(error) {
    const reason = error instanceof NoEngine ? error.reason : 'missing';
    console.warn(`${NAME}: ${OFFICER[reason]}`, error);
    const [head, words] = TROUBLE[reason];
    const place = h('div', {});
    const query = new URLSearchParams({ mode: this.#mode });
    for (const name of ['edition', 'deadline', 'prefecture', 'contact']) {
      if (this.hasAttribute(name)) query.set(name, this.getAttribute(name));
    }
    const frame = () => {
      place.replaceChildren(h('iframe', {
        src: `${near('../embed.html')}?${query}`, title: 'かかりつけ医機能報告 下書きチェッカー', class: 'stand-in',
        sandbox: 'allow-scripts allow-downloads',
      }));
    };
    this.#chosen = null;
    this.#root.dataset.state = 'failed';
    const box = h('section', { class: 'verdict is-open', role: 'alert' },
      h('h2', {}, head), h('p', {}, words),
      h('p', { class: 'buttons' },
        reason === 'missing' && h('button', { type: 'button', class: 'button', click: () => this.#begin() }, 'もう一度読み込む'),
        reason === 'refused' && h('button', { type: 'button', class: 'button', click: frame }, 'この場所に開く(枠の中)'),
        h('a', { class: 'button is-outline', href: near('../'), target: '_blank', rel: 'noopener' }, '下書きチェッカーのページを開く(新しいタブ)')),
      place);
    // What is on the screen stays there: it may hold what was typed.
    if (reason === 'missing' && this.#screen) {
      this.#root.dataset.state = 'ready';
      this.#tell('missing', [head, words]);
    } else this.#place.replaceChildren(box);
  }
}

/** The element of whoever came first stays; a second copy, of this version or another, is silent but for one line. */
export function define() {
  const known = customElements.get(NAME);
  if (!known) customElements.define(NAME, KakariChecker);
  else if (known !== KakariChecker && !known.told) {
    known.told = true;
    console.info(`${NAME}: 版 ${known.version ?? '不明'} が先に登録されています。版 ${KakariChecker.version} は使われません。`);
  }
}

define();
