// <kakari-checker>: the checker of the かかりつけ医機能報告 in other people's pages.
//
// Everything is in the shadow tree. Nothing is kept and nothing is sent: the page belongs to somebody else, so what is
// typed lives here until it is saved as a file or taken by the page through an event. No trouble of the element's own
// reaches the page as an exception; it is shown, and told on the console to the officer who looks after the page.

import { element as h, download } from './{{parts}}';
import { NoEngine, engine, refuse } from './{{engine}}';
import { SHEET } from './{{styles}}';

const NAME = 'kakari-checker';
const MODES = { quick: '対象と機能の確認', full: '報告の下書き', notice: '院内掲示' };
const COLORS = {
  primary: 'primary', on_primary: 'on-primary', background: 'background', surface: 'surface', text: 'text', link: 'link',
  border: 'border', focus: 'focus',
};
const HEX = /^#[0-9a-f]{6}$/i;

/** How the window says that nobody has caught an error. */
const CRASHES = ['error', 'unhandledrejection'];

const TROUBLE = {
  none: ['このブラウザーでは、チェッカーを動かせません', 'WebAssembly という仕組みが無いか、止められています。新しい版のブラウザーで開くか、次のページを使ってください。'],
  refused: ['このページの設定のため、チェッカーを動かせません', 'ページの管理者が、プログラムの実行を止める設定(Content Security Policy)にしています。次のページでは、同じチェッカーを使えます。'],
  broken: ['チェッカーを動かせませんでした', 'ブラウザーが古いか、機能の一部が止められているようです。新しい版のブラウザーで開くか、次のページを使ってください。'],
  missing: ['チェッカーを読み込めませんでした', '通信を確かめて、もう一度お試しください。入力した内容は、この画面に残っています。'],
};
const OFFICER = {
  none: 'WebAssembly がありません。',
  refused: "CSP の script-src に 'wasm-unsafe-eval' を加えてください。加えられないときは iframe を使えます。",
  broken: '次のエラーで止まりました。動くブラウザーは docs/hosting.md にあります。',
  missing: 'エンジンのファイルを読み込めません。配信元の CORS(Access-Control-Allow-Origin)と connect-src を確かめてください。',
};

/** Whether the browser makes sheets for shadow trees; where it does not, `dress.js` links files. */
const MAKES = (() => {
  try {
    return 'adoptedStyleSheets' in Document.prototype && Boolean(new CSSStyleSheet());
  } catch {
    return false;
  }
})();

const made = (text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
};

/** Each style sheet once for all elements of the page: the element's own, and those of the screens that come late. */
const sheets = new Map();
const styled = (file) => {
  if (!sheets.has(file)) sheets.set(file, made(file.text));
  return sheets.get(file);
};

let copying = null;

/** How many there are in the page: landmarks of the second and later ones are told apart by their number. */
let count = 0;

/** What is dialled: the number without its signs and without an extension (内線) or a word behind it. */
const dialled = (phone) => phone.normalize('NFKC').split(/[内代担]/)[0].replace(/[^\d+]/g, '');

/** What is in a file, to the letter; empty where it is no text in UTF-8. */
const asText = (bytes) => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return '';
  }
};

const near = (path) => new URL(path, import.meta.url).href;

/** Whether it is a day of the calendar, 「2026-02-01」. */
const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text ?? '') && new Date(`${text}T00:00Z`).toJSON()?.slice(0, 10) === text;

/** 「2026-02-01」 on the clock of this device. */
const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
};

/** Where there is no page (server-side rendering), there is nothing to extend, and nothing is registered. */
export class KakariChecker extends (globalThis.HTMLElement ?? Object) {
  static version = '{{version}}';
  static observedAttributes = ['edition', 'deadline', 'prefecture', 'contact', 'mode', 'lang', 'src'];

  #number = ++count;
  #root;
  #files = [SHEET];
  #dressed = Promise.resolve();
  #says = h('p', { class: 'visually-hidden', role: 'status' });
  #place = h('div', { class: 'place' });
  #troubles = h('div', { class: 'troubles' });
  #offer = h('div', { class: 'offer' });
  /** What the draft is in: the engine of `quick`, or the app. */
  #holder = null;
  #app = null;
  #form = null;
  #configuration = {};
  #handed = null;
  #catalog;
  #early = null;
  #text = null;
  #draft = null;
  #values = new Map();
  #result = null;
  #screen = null;
  #turn = 0;
  #checks = 0;
  #kept = true;
  #given = false;
  #aside = null;
  #pressed = false;
  #chosen = null;
  #from = 0;
  #contacts = new Map();
  #wrong = new Map();

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: 'open' });
    // What is typed is for nobody else: neither for a service that corrects or goes on writing, nor for one that translates.
    this.#root = h('div', {
      class: 'root notranslate', part: 'root', lang: 'ja', translate: 'no', spellcheck: 'false', writingsuggestions: 'false',
      click: this.#follow, auxclick: this.#follow,
    }, this.#troubles, this.#offer, this.#place, this.#says);
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
    for (const name of CRASHES) addEventListener(name, this.#crash);
    this.#dress();
    if (window !== window.top) this.#copy(() => {});
    if (!this.#screen) this.#begin(undefined, this.#from);
  }

  disconnectedCallback() {
    removeEventListener('beforeunload', this.#leave);
    for (const name of CRASHES) removeEventListener(name, this.#crash);
    // Where it is only moved, it is back by then.
    setTimeout(() => {
      if (this.isConnected) return;
      // What is on its way comes too late.
      this.#turn += 1;
      this.#from = this.#screen?.at() ?? 0;
      this.#end();
    });
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
    try {
      return JSON.parse(this.draftText.replace(/^\ufeff/, ''));
    } catch {
      return null;
    }
  }

  set draft(given) {
    this.#take(given);
  }

  /** The draft as the text of its file, to the letter. */
  get draftText() {
    return this.#early ?? this.#text;
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
    return asked ? this.#form.prefectures.find(({ key, label }) => key === asked || label === asked)?.key : undefined;
  }

  // Beginning ---------------------------------------------------------------------------------------------------------

  async #begin(changed, from = 0) {
    const turn = ++this.#turn;
    // Another setting is no reason to begin anew.
    this.#from = ['mode', 'draft', undefined].includes(changed) ? from : this.#screen?.at?.() ?? 0;
    this.#root.dataset.state = 'loading';
    if (!this.#form) {
      this.#place.replaceChildren(h('p', { role: 'status', class: 'loading' }, '読み込んでいます…'));
    }
    try {
      refuse();
      if (!changed || changed === 'src') await this.#configure();
      if (turn !== this.#turn) return;
      const holder = await (this.#mode === 'quick' ? this.#quick() : this.#whole());
      if (turn !== this.#turn) return;
      const isOther = this.#holder !== holder;
      if (holder.quick) this.#end();
      this.#holder = holder;
      if (this.#early !== null) this.#read(this.#early);
      else if (isOther && this.#text !== null) holder.open(this.#text, this.#given);
      this.#settle();
      await this.#show(turn);
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  /** The engine of `quick`, in whose hands a draft is an object. */
  async #quick() {
    const [module, { quick }] = await Promise.all([engine('alone'), import('./{{quick}}').catch((error) => { throw new NoEngine('missing', error); })]);
    if (this.#holder?.quick === quick) return this.#holder;
    return {
      quick, module,
      editions: () => module.Catalog.editions().map((name) => this.#formIn(module, name, true)),
      blank: (...given) => module.Draft.blank(...given).text(),
      edition: () => this.#draft.edition,
      open: (text) => {
        const draft = module.Draft.open(text);
        this.#draft?.free();
        this.#draft = draft;
        this.#values.clear();
      },
    };
  }

  /** The app, which has the draft itself. */
  async #whole() {
    this.#app ??= import('./{{form}}').then(({ form }) => form(this.#port()));
    try {
      return await this.#app;
    } catch (error) {
      this.#app = null;
      throw error instanceof NoEngine ? error : new NoEngine('missing', error);
    }
  }

  /** What the app asks of the element. */
  #port() {
    const own = this;
    return {
      makes: MAKES,
      prints: self.origin !== 'null',
      suffix: this.#number > 1 ? ` ${this.#number}` : '',
      get name() { return own.#configuration.name ? `${own.#configuration.name} ` : ''; },
      get alone() { return own.#mode === 'notice'; },
      get given() { return own.#given; },
      get returns() { return Boolean(own.#chosen); },
      shows: (step) => {
        const { steps, modes } = this.#configuration;
        if (step === 'notice') return !modes || modes.includes(step);
        return ['review', 'export'].includes(step) || !steps?.length || steps.includes(step);
      },
      contact: (step) => {
        if (!this.#contacts.has(step)) this.#contacts.set(step, this.#contact());
        return this.#contacts.get(step);
      },
      changed: (id, value) => {
        this.#text = this.#holder.text();
        this.#changed(id, value === undefined ? undefined : JSON.parse(value));
      },
      wear: (files) => this.#wear(files),
      file: (name, type, bytes) => this.#export(name, type, bytes),
      save: (name) => this.#save(name),
      open: async (file) => this.#open(await file.text()),
      copy: (button, text) => this.#copy((copy) => copy.copied(button, text, '答え')).then((words) => { if (words) this.#says.textContent = words; }),
      restart: () => this.#restart(),
      check: () => this.#check(),
      back: () => { this.#chosen = null; this.#begin('mode'); },
    };
  }

  /** Lets the app go: what was answered stays as text. */
  #end() {
    const app = this.#app;
    if (!app) return;
    [this.#app, this.#holder, this.#screen] = [null, null, null];
    app.then(({ end }) => end(), () => {});
  }

  /** What the prefecture's file says. Whatever is wrong with it, the element goes on with what is right. */
  async #configure() {
    this.#configuration = {};
    this.#catalog = undefined;
    this.#dress();
    const source = this.getAttribute('src');
    if (!source && this.#handed === null) return this.#tell('src');
    const problems = [];
    try {
      const address = new URL(this.#handed === null ? source : '', document.baseURI);
      const text = this.#handed ?? await this.#fetched(address);
      const reader = await this.#reader(text);
      const found = reader.configuration(text);
      problems.push(...found.problems.filter(({ severity }) => severity !== 'note')
        .map(({ line, column, message, fix }) => `${line}行${column}列: ${message}${fix}`));
      if (found.omitted) problems.push(`ほかに${found.omitted}件あります。`);
      this.#configuration = found.configuration;
      await this.#takeCatalog(reader, address, problems);
    } catch (error) {
      const why = error instanceof NoEngine ? OFFICER[error.reason] : `読み込めません(${error.message})`;
      problems.push(why);
    }
    this.#dress();
    this.#tell('src', problems.length ? ['設定ファイルに、使えないところがあります', ...(this.#handed === null ? [`src="${source}"`] : []), ...problems] : null);
  }

  /** What reads the file: the app where that is shown, so that nothing else is loaded, and else the engine with words. */
  async #reader(text) {
    if (this.#isForApp(text)) {
      const app = await this.#whole();
      return app.reader().catch((error) => { throw new NoEngine('missing', error); });
    }
    const whole = await engine('whole');
    return {
      configuration: (given) => whole.configuration(given),
      catalog(json) {
        const own = whole.Catalog.fromJson(json);
        return { json, print: own.fingerprint, read: new Map([[whole, own]]) };
      },
    };
  }

  /** Whether the app is what will be shown. Where only the file says so, it is looked at beforehand. */
  #isForApp(text) {
    const asked = this.#chosen ?? this.getAttribute('mode');
    if (Object.hasOwn(MODES, asked ?? '')) return asked !== 'quick';
    try {
      const [first = 'quick', ...more] = [JSON.parse(text).modes ?? []].flat();
      return ![first, ...more].includes('quick');
    } catch {
      return false;
    }
  }

  async #fetched(address) {
    const answer = await fetch(address, { credentials: 'same-origin' });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.text();
  }

  async #takeCatalog(reader, address, problems) {
    const { catalog } = this.#configuration;
    if (!catalog) return;
    try {
      const json = catalog.json ?? await (await fetch(new URL(catalog.url, address))).text();
      this.#catalog = reader.catalog(json);
    } catch (error) {
      problems.push(`catalog: ${error.message}`);
    }
  }

  /** Wears these styles over its own. */
  #wear(more) {
    const files = [SHEET, ...more];
    if (files.length === this.#files.length) return;
    this.#files = files;
    this.#dress();
  }

  /** Styles, and the colours of the file, below those that the page itself sets. */
  #dress() {
    const colors = Object.entries(this.#configuration.colors ?? {}).filter(([name, value]) => COLORS[name] && HEX.test(value));
    const rule = `:host{${colors.map(([name, value]) => `--kakari-color-${COLORS[name]}:${value}`).join(';')}}`;
    if (MAKES) {
      this.shadowRoot.adoptedStyleSheets = [...this.#files.map(styled), made(rule)];
      return;
    }
    const bare = ['お使いのブラウザーとこのページの設定の組み合わせでは、見た目を整えられません。文字だけで動いています。', `見やすい画面は、下書きチェッカーのページにあります: ${near('../')}`];
    this.#dressed = this.#dressed.then(() => import('./{{dress}}'))
      .then(({ dress }) => this.isConnected && dress(this.shadowRoot, this.#files, rule))
      .catch(() => false)
      .then((is) => {
        if (!is && this.isConnected) console.warn(`${NAME}: CSP の style-src に ${new URL(import.meta.url).origin} を加えてください(古い Safari のため)。`);
        this.#tell('styles', is || !this.isConnected ? null : bare);
      });
  }

  /** The catalogue in a given engine: the file's own, or the built-in edition of this name. */
  #catalogIn(module, edition) {
    if (!this.#catalog) return module.Catalog.builtin(edition);
    const { read: known, json } = this.#catalog;
    if (!known.has(module)) known.set(module, module.Catalog.fromJson(json));
    return known.get(module);
  }

  /** What is asked, and each item by its id: of the file's own catalogue, or of an edition. */
  #formIn(module, edition, builtin = false) {
    const catalog = builtin ? module.Catalog.builtin(edition) : this.#catalogIn(module, edition);
    const form = { ...catalog.form(), standsIn: catalog.standsInOn?.(today()) };
    form.items = new Map(form.sections.flatMap(({ groups }) => groups.flatMap(({ items }) => items)).map((item) => [item.id, item]));
    form.prefectures = form.items.get('facility.prefecture')?.options ?? [];
    return form;
  }

  /** Edition and form. What the attributes say and cannot be is told, and the default holds. */
  #settle() {
    const day = today();
    const own = this.#holder.editions();
    const editions = own.map(({ edition }) => edition);
    const current = own.find(({ window }) => day <= window.to) ?? own.at(-1);
    const asked = this.getAttribute('edition') ?? this.#configuration.edition;
    const drafts = this.#text === null ? undefined : this.#holder.edition();
    const edition = [drafts, asked].find((name) => editions.includes(name)) ?? current.edition;
    const { form: read } = this.#catalog ?? {};
    const module = this.#holder.module ?? (read ? undefined : this.#catalog?.read.keys().next().value);
    const form = this.#form = module ? this.#formIn(module, edition) : read ?? own.find((one) => one.edition === edition);
    const wrong = (name, given, fits, allowed) => this.#tell(name, given && !fits ? [`${name} の「${given}」は使えません`, allowed] : null);
    wrong('edition', asked, editions.includes(asked), `あるのは ${editions.join('、')} です。${form.label}として動いています。`);
    const mode = this.getAttribute('mode');
    wrong('mode', mode, Object.hasOwn(MODES, mode ?? ''), `あるのは ${Object.keys(MODES).join('、')} です。${this.#mode} として動いています。`);
    const deadline = this.getAttribute('deadline');
    wrong('deadline', deadline, isDay(deadline), '「2027-02-26」の形で書きます。報告期間の終わりの日を期限としています。');
    const prefecture = this.getAttribute('prefecture');
    wrong('prefecture', prefecture, this.#prefecture, '「13」か「東京都」の形で書きます。都道府県は決めずに動いています。');
    const { standsIn } = this.#catalog ? form : current;
    this.#tell('day', standsIn ? ['この日付の報告の年度がありません', standsIn, `${form.label}として動いています。`] : null);
    if (this.#text === null) this.#put(this.#blank());
  }

  // The draft ---------------------------------------------------------------------------------------------------------

  /** The text of a draft with nothing in it. */
  #blank() {
    return this.#holder.blank(this.#form.edition, this.#prefecture);
  }

  /** Puts a draft in place of the one there is; the text of a file stays as it is until something is changed. */
  #put(text, given = false) {
    this.#holder.open(text, given);
    this.#text = text;
    this.#given = given;
  }

  /** An answer. What was asked for once is not taken out of the engine again until something is changed: it may be long. */
  #get(id) {
    if (!this.#values.has(id)) this.#values.set(id, this.#draft.get(id));
    return this.#values.get(id);
  }

  /** Takes a draft from outside. What comes before the engine waits for it: there is one reader. */
  #take(given) {
    try {
      const text = typeof given === 'string' ? given : JSON.stringify(given) ?? '';
      if (!this.#holder) this.#early = text;
      else if (this.#read(text) && this.#turn) this.#begin('draft');
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** Reads the text of a draft. What is no draft is refused in words, and what was there stays. */
  #read(text) {
    this.#early = null;
    try {
      this.#put(text, true);
    } catch (error) {
      return this.#refuse(error, text.trim().startsWith('<') ? 'HTMLのようです。' : '');
    }
    this.#tell('draft');
    this.#kept = true;
    this.#aside = null;
    return true;
  }

  #refuse({ message }, what = '') {
    this.#tell('draft', ['下書きとして読めないものが渡されました', `draft: ${what}${message}`, '前の内容のまま動いています。']);
    return false;
  }

  /** Changes an answer of `quick`: `how` is a method of the draft. */
  #change(id, how, ...more) {
    const result = this.#draft[how](id, ...more);
    this.#text = this.#draft.text();
    this.#values.clear();
    this.#changed(id, this.#get(id));
    return result;
  }

  /** Tells of an answer. */
  #changed(id, value) {
    this.#kept = this.#tellChange(id, value);
    this.#check();
  }

  /** A page that keeps the draft itself says so. */
  #tellChange(id, value) {
    return this.#send('kakari-change', { id, value, draft: this.draft, text: this.#text }, true).defaultPrevented;
  }

  /** Begins with another draft, and holds the one that was there for whoever pressed by mistake. */
  #instead(text, words, { from = 0, kept = true } = {}) {
    const before = { text: this.#text, kept: this.#kept, from: this.#screen?.at?.() ?? 0 };
    this.#result = null;
    this.#put(text ?? this.#blank(), text !== null);
    const isKept = this.#tellChange(null, undefined);
    this.#kept = kept || isKept;
    const isEmpty = before.text === this.#blank() || before.text === this.#text;
    this.#aside = isEmpty ? { words } : { ...before, words };
    this.#pressed = true;
    this.#begin('draft', from);
  }

  /** What was done, said to everybody, and the way back. */
  #offered() {
    const { words, text, ...before } = this.#aside ?? {};
    const back = text !== undefined && h('button', {
      type: 'button', class: 'button is-outline is-small', part: 'button',
      click: () => this.#instead(text, '元に戻しました。', before),
    }, '元に戻す');
    this.#offer.replaceChildren(...(words ? [h('p', {}, words), back].filter(Boolean) : []));
    if (words) this.#says.textContent = words + (back ? '「元に戻す」を押すと、前の内容に戻ります。' : '');
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
    return this.#draft.decide(this.#options(this.#holder.module));
  }

  /** Checks with words, which come late. The last of several calls counts. */
  async #check() {
    const call = ++this.#checks;
    try {
      const { result: own } = this.#holder;
      const whole = own ? null : await engine('whole');
      if (call !== this.#checks) return;
      const found = own ? await own() : whole.resultText(this.#text, this.#options(whole));
      if (call !== this.#checks) return;
      if (found === undefined) throw new NoEngine('missing');
      const result = JSON.parse(found);
      const same = JSON.stringify(result) === JSON.stringify(this.#result);
      this.#result = result;
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
  #export(name, type, bytes) {
    const event = this.#send('kakari-export', { name, type, text: asText(bytes), bytes }, true);
    if (!event.defaultPrevented) download(name, type, bytes);
  }

  #leave = (event) => {
    if (this.#kept) return;
    event.preventDefault();
    // Chrome and Edge before 119 look at this alone.
    event.returnValue = true;
  };

  // What is shown -----------------------------------------------------------------------------------------------------

  async #show(turn) {
    const mode = this.#mode;
    this.#contacts.clear();
    const screen = mode === 'quick' ? this.#holder.quick(this.#context()) : this.#holder;
    this.#wear(screen.styles ?? []);
    await this.#dressed;
    if (turn !== this.#turn) return;
    const inside = this.shadowRoot.activeElement;
    if (!screen.node.isConnected) this.#place.replaceChildren(h('div', { class: 'greeting' }), screen.node);
    this.#place.firstChild.replaceChildren(...this.#greeting());
    if (mode !== 'quick') {
      await screen.show(this.#from, { deadline: this.#deadline ?? '', catalog: this.#catalog?.json ?? '', print: this.#catalog?.print ?? '' });
      if (turn !== this.#turn) return;
    }
    this.#screen = screen;
    this.#root.setAttribute('role', 'group');
    this.#root.setAttribute('aria-label', `かかりつけ医機能報告 ${MODES[mode]}`);
    this.#offered();
    // Whoever was in here still is.
    if (this.#pressed || (inside && !this.shadowRoot.activeElement)) screen.node.querySelector('h2')?.focus({ preventScroll: true });
    this.#pressed = false;
    this.#root.dataset.mode = mode;
    this.#root.dataset.state = 'ready';
    this.#tell('missing');
    this.#send('kakari-ready', { configuration: structuredClone(this.#configuration) });
    if (mode === 'full' || this.#given) this.#check();
  }

  /** What `quick` is handed. */
  #context() {
    const context = {
      form: this.#form, settings: this.#configuration, deadline: this.#deadline ?? this.#form.window.to, today: today(),
      get: (id) => this.#get(id),
      shown: (id) => this.#draft.shown(id),
      change: (...what) => this.#change(...what),
      decide: () => this.#decide(),
      ask: (what, steps) => this.#draft[what](this.#options(this.#holder.module), steps),
      tick: (id, keys, on) => this.#change(id, 'tick', this.#options(this.#holder.module), keys, on),
      readDay: async (text) => (await engine('whole')).readDay(text),
      contact: () => this.#contact() ?? false,
      save: () => this.#save(`kakari-${this.#form.edition}${this.#code()}.kakari.json`),
      allowed: (name) => !this.#configuration.modes || this.#configuration.modes.includes(name),
      from: Number(this.#from) || 0,
      to: (name) => { this.#chosen = name; this.#begin('mode'); },
      restart: () => this.#restart(),
    };
    return context;
  }

  /** Saves the draft file, or hands it to the page. */
  #save(name) {
    this.#export(name, 'application/json', new TextEncoder().encode(this.#text));
    this.#kept = true;
  }

  #restart() {
    this.#instead(null, '最初からやり直しました。');
  }

  #greeting() {
    if (this.getAttribute('lang') !== 'en') return [];
    return [h('p', { class: 'hint', lang: 'en' }, 'This checker prepares a Japanese statutory report (かかりつけ医機能報告), so its questions and findings are in Japanese. Nothing you type is sent anywhere by it.')];
  }

  /** The institution's code, which is public, in the name of a file. */
  #code() {
    const code = this.#draft.shown('facility.code');
    return /^\d{7,10}$/.test(code) ? `-${code}` : '';
  }

  /** A file that the reader opens, in place of what was typed. */
  #open(text) {
    const before = { text: this.#text, kept: this.#kept, from: this.#screen?.at?.() ?? 0 };
    if (!this.#read(text)) return;
    if (!before.kept) this.#aside = { ...before, words: '下書きファイルを開きました。' };
    this.#begin('draft');
  }

  /** What copies is loaded with the element where it is in a frame, and where it is asked for elsewhere. */
  #copy(act) {
    copying ??= import('./{{copy}}');
    return copying.then(act, () => { copying = null; });
  }

  // The page around this one -------------------------------------------------------------------------------------------

  /**
   * In a frame no link may take the frame elsewhere, and in a sandbox one may not even open a tab: what cannot be opened is
   * shown, to be copied. Nothing tells beforehand whether a tab will open.
   */
  #follow = (event) => {
    const link = event.composedPath().find(({ localName }) => localName === 'a');
    if (link?.getAttribute('href')?.startsWith('#/')) {
      // Within the app, whose address the page around has no part in. What a field does with its own link is done already.
      if (event.type === 'click' && !event.defaultPrevented) this.#holder.go?.(link.getAttribute('href'));
      return event.preventDefault();
    }
    if (!link?.href || link.download || event.button > 1 || window === window.top) return;
    event.preventDefault();
    let tab = null;
    if (/^http/.test(link.protocol)) {
      try {
        tab = window.open(link.href, '_blank');
        if (tab) tab.opener = null;
      } catch {
        // It is open, and of another origin already.
      }
    }
    if (tab) return;
    const name = { 'tel:': '電話番号', 'mailto:': 'メールアドレス' }[link.protocol];
    this.#copy((copy) => copy.lay(link, name ? link.textContent : link.href, name ?? 'アドレス', 'この枠の中からは開けません。'));
  };

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
    const own = all.filter(([key]) => ['draft', 'missing', 'day', 'styles'].includes(key));
    const settings = all.filter((one) => !own.includes(one));
    const sign = () => h('span', { class: 'finding-kind' }, '注意');
    this.#troubles.replaceChildren(
      ...own.map(([key, words_]) => box('div', sign(), about(key, words_))),
      ...(settings.length ? [box('details', h('summary', {}, sign(), `このページの設定に、使えないところが${settings.length}件あります。使えるところだけで動いています。`),
        settings.map(([key, words_]) => about(key, words_)))] : []));
  }

  /**
   * The program of the form has stopped by a fault of ours, for all elements of the page: what is on the screen stays to be
   * read, and the answers can be saved. A program of the page itself that stops is not ours.
   */
  #crash = ({ error, reason }) => {
    const what = error ?? reason;
    if (!this.#app || !(globalThis.WebAssembly && what instanceof WebAssembly.RuntimeError) || !what.stack?.includes(near('./'))) return;
    if (this.#root.dataset.state === 'crashed') return;
    this.#turn += 1;
    this.#root.dataset.state = 'crashed';
    this.#place.inert = true;
    const name = `kakari-${this.#form.edition}.kakari.json`;
    this.#offer.replaceChildren(h('section', { class: 'verdict is-open', role: 'alert' },
      h('h2', {}, 'プログラムの不具合で止まりました'),
      h('p', {}, '申し訳ありません。ここまでの答えを下書きファイルに保存し、ページを読み直してから、そのファイルを開いて続けてください。'),
      h('p', { class: 'buttons' }, h('button', { type: 'button', class: 'button', part: 'button main-button', click: () => this.#save(name) }, '下書きファイルを保存する'))));
  };

  /** Says why nothing runs, and offers the iframe and the page of the app. */
  #fail(error) {
    const reason = error instanceof NoEngine ? error.reason : 'broken';
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
  if (!globalThis.customElements) return;
  const known = customElements.get(NAME);
  if (!known) customElements.define(NAME, KakariChecker);
  else if (known !== KakariChecker && !known.told) {
    known.told = true;
    console.info(`${NAME}: 版 ${known.version ?? '不明'} が先に登録されています。版 ${KakariChecker.version} は使われません。`);
  }
}

define();
