// ホームページに置く: makes the configuration of a prefecture (設定ファイル), shows what it looks like, and gives the lines to
// paste. Loaded when it is first opened.
//
// The fields come from the table that the reader has (crates/prefecture, through the module for spreadsheets), and the
// reader itself says what is wrong, for the very text that would be saved. Nothing is kept: what is typed is in the fields
// until it is saved as a file.

import { app, download, element, unseen } from './{{parts}}';

const NAME = 'kakari-prefecture.json';
const LEAVING = '設定をファイルに保存していません。この画面を離れると消えます。移動しますか。';
const MOST = 1024 * 1024;

// What belongs together on the screen, by the names of members. A member that is not named here comes under the last.
const SECTIONS = [
  ['基本', ['prefecture', 'name', 'edition', 'deadline']],
  ['問い合わせ先', ['contacts']],
  ['リンク', ['links']],
  ['色', ['colors']],
  ['画面', ['modes', 'steps']],
  ['くわしい設定', ['origins', 'catalog']],
];
// Written as it was found: only an editor has a use for it.
const KEPT = ['$schema'];

const styled = new Promise((resolve) => {
  document.head.append(element('link', {
    rel: 'stylesheet', href: new URL('./{{styles}}', import.meta.url), load: resolve, error: resolve,
  }));
});

// Fields ------------------------------------------------------------------------------------------------------------
//
// Each has `node`, `write()`: its value, `undefined` where there is nothing to say, `place(pointer, places)`, which says
// where problems about the pointer go, and `isEmpty()`.

let count = 0;
let changed = () => {};
// The field that is being typed in: what is wrong with half a word is not said.
let typing;

function problemsOf(field, control) {
  const node = element('div', { id: `${control.id}-problems` });
  field.show = (problems) => {
    if (typing === field) return;
    node.replaceChildren(...problems.map(finding));
    control.toggleAttribute('aria-invalid', false);
    // A button holds no value that could be wrong.
    if (control.type !== 'button' && problems.some(({ severity }) => severity === 'error')) control.setAttribute('aria-invalid', 'true');
  };
  return node;
}

const finding = ({ severity, label, message, fix }) => element(
  'div', { class: `finding is-${severity}` },
  element('p', { class: 'finding-message' }, element('span', { class: 'mark finding-kind' }, label), message),
  element('p', {}, fix),
);

// In the name of a control of an entry: which entry, once it is numbered.
const entryName = () => element('span', { class: 'visually-hidden', 'data-entry': '' });

function labelled(member, make) {
  const id = `prefecture-${count += 1}`;
  const field = {};
  const control = make(id, field);
  const problems = problemsOf(field, control);
  control.setAttribute('aria-describedby', [`${id}-help`, field.about, `${id}-problems`].filter(Boolean).join(' '));
  const done = () => {
    if (typing === field) typing = undefined;
    changed();
  };
  control.addEventListener('change', done);
  control.addEventListener('blur', () => { if (typing === field) done(); });
  return Object.assign(field, {
    node: element(
      'div', { class: 'field' },
      element('label', { class: 'field-label', for: id },
        element('span', { class: 'field-name' }, member.title),
        member.required && element('span', { class: 'mark is-required' }, '※必須'), entryName()),
      element('p', { class: 'field-help', id: `${id}-help` }, member.help + (member.control === 'lines' ? '1行に1つずつ書きます。' : '')),
      field.around ?? control,
      problems,
    ),
    focus: () => control.focus(),
    isEmpty: () => field.write() === undefined,
    place: (pointer, places) => places.set(pointer, field),
  });
}

const MAKE = {
  line: (member, value) => labelled(member, (id, field) => {
    let odd = value !== undefined && typeof value !== 'string' ? value : undefined;
    const input = element('input', {
      class: 'input is-text', id, type: member.input === 'url' ? 'text' : member.input,
      inputmode: member.input, placeholder: member.example && `例: ${member.example}`,
      input: () => {
        odd = undefined;
        typing = field;
        changed();
      },
    });
    // A catalogue that stands in the file itself has no place in a line, and stays.
    input.value = typeof value === 'string' ? value : value === undefined ? '' : '(ファイルの中に書かれています)';
    field.write = () => odd ?? (input.value === '' ? undefined : input.value);
    return input;
  }),
  day: (member, value) => labelled(member, (id, field) => {
    const words = element('p', { class: 'day', id: `${id}-day` });
    const told = () => {
      const [day, said, isDay] = app('day', input.value);
      words.textContent = said;
      words.classList.toggle('is-no-day', !isDay);
      return day || undefined;
    };
    const input = element('input', {
      class: 'input is-day', id, type: 'text', autocomplete: 'off', spellcheck: 'false',
      input: () => {
        typing = field;
        changed();
      },
    });
    if (typeof value === 'string') input.value = value;
    field.write = told;
    field.around = element('div', {}, input, words);
    field.about = words.id;
    told();
    return input;
  }),
  one: (member, value) => labelled(member, (id, field) => {
    const words = member.words.some(([key]) => key === value) || value === undefined
      ? member.words : [...member.words, [String(value), `${value}(この版にはありません)`]];
    const select = element('select', { class: 'select', id },
      element('option', { value: '' }, '指定しない'),
      words.map(([key, label]) => element('option', { value: key }, label)));
    select.value = value === undefined ? '' : String(value);
    field.write = () => select.value || undefined;
    return select;
  }),
  lines: (member, value) => labelled(member, (id, field) => {
    const area = element('textarea', {
      class: 'textarea', id, rows: 3, placeholder: member.example && `例: ${member.example}`,
      input: () => {
        typing = field;
        changed();
      },
    });
    area.value = (Array.isArray(value) ? value : []).join('\n');
    field.write = () => {
      const lines = area.value.split('\n').map((line) => line.trim()).filter(Boolean);
      return lines.length ? lines : undefined;
    };
    return area;
  }),
  color: (member, value) => labelled(member, (id, field) => {
    const input = element('input', {
      class: 'input', id, placeholder: member.usual,
      input: () => {
        typing = field;
        follow();
        changed();
      },
    });
    const well = element('input', {
      class: 'prefecture-well', type: 'color', 'aria-label': `${member.title}を選ぶ`,
      input: () => {
        input.value = well.value;
        typing = undefined;
        changed();
      },
    });
    const follow = () => {
      const [, short] = /^#([0-9a-f]{3})$/i.exec(input.value) ?? [];
      const long = short ? `#${[...short].map((digit) => digit + digit).join('')}` : input.value;
      well.value = /^#[0-9a-f]{6}$/i.test(long) ? long.toLowerCase() : member.usual;
    };
    input.value = typeof value === 'string' ? value : '';
    follow();
    field.around = element('div', { class: 'prefecture-color' }, well, input);
    field.write = () => input.value.trim() || undefined;
    return input;
  }),
  any: (member, value) => {
    const id = `prefecture-${count += 1}`;
    const field = {};
    const boxes = member.words.map(([key]) => element('input', {
      type: 'checkbox', value: key, change: () => changed(),
    }));
    for (const box of boxes) box.checked = !Array.isArray(value) || value.includes(box.value);
    const node = element('fieldset', { class: 'field', id, 'aria-describedby': `${id}-problems` },
      element('legend', { class: 'field-label' }, member.title),
      element('p', { class: 'field-help' }, member.help),
      element('div', { class: 'options prefecture-group' }, member.words.map(
        ([, label], at) => element('label', { class: 'option' }, boxes[at], element('span', { class: 'option-label' }, label)),
      )));
    node.append(problemsOf(field, node));
    return Object.assign(field, {
      node,
      focus: () => boxes[0].focus(),
      isEmpty: () => field.write() === undefined,
      write: () => {
        const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
        return chosen.length === boxes.length ? undefined : chosen;
      },
      place: (pointer, places) => places.set(pointer, field),
    });
  },
  group: (member, value) => {
    const own = typeof value === 'object' && value !== null ? value : {};
    const fields = member.members.map((inner) => [inner.name, MAKE[inner.control](inner, own[inner.name])]);
    return {
      node: element('div', { class: 'prefecture-group' }, fields.map(([, field]) => field.node)),
      focus: () => fields[0][1].focus(),
      isEmpty: () => fields.every(([, field]) => field.isEmpty()),
      write: () => {
        const made = Object.fromEntries(fields.map(([name, field]) => [name, field.write()]).filter(([, one]) => one !== undefined));
        return Object.keys(made).length ? made : undefined;
      },
      place: (pointer, places) => fields.forEach(([name, field]) => field.place(`${pointer}/${name}`, places)),
    };
  },
  each: (member, value) => {
    let entries = [];
    const list = element('div', { class: 'prefecture-each' });
    const said = element('p', { role: 'status', class: 'prefecture-said' });
    const number = () => entries.forEach(({ legend, node }, at) => {
      legend.textContent = `${member.title} ${at + 1}`;
      for (const name of node.querySelectorAll('[data-entry]')) name.textContent = `(${legend.textContent})`;
    });
    function entry(own) {
      const group = MAKE.group(member, own);
      const legend = element('legend', { class: 'field-label' });
      const made = { group, legend };
      const remove = element('button', {
        type: 'button', class: 'button is-outline is-small', click: () => take(made),
      }, '取り除く', entryName());
      made.node = element('fieldset', { class: 'prefecture-entry' }, legend, group.node, remove);
      return made;
    }
    function put(made, at) {
      entries.splice(at, 0, made);
      if (entries[at + 1]) entries[at + 1].node.before(made.node);
      else list.append(made.node);
      number();
      changed();
    }
    function take(made) {
      const at = entries.indexOf(made);
      entries.splice(at, 1);
      made.node.remove();
      number();
      const back = element('button', {
        type: 'button', class: 'button is-outline is-small',
        click: () => {
          said.replaceChildren();
          put(made, Math.min(at, entries.length));
          made.group.focus();
        },
      }, '元に戻す', unseen(`(${member.title} ${at + 1})`));
      said.replaceChildren(`${member.title} ${at + 1} を取り除きました。`, made.group.isEmpty() ? '' : back);
      changed();
      add.focus();
    }
    const id = `prefecture-${count += 1}`;
    const add = element('button', {
      type: 'button', class: 'button is-outline', id, 'aria-describedby': `${id}-problems`,
      click: () => {
        said.replaceChildren();
        put(entry(), entries.length);
        entries.at(-1).group.focus();
      },
    }, `${member.title}を足す`);
    for (const own of Array.isArray(value) ? value : []) entries.push(entry(own));
    list.append(...entries.map(({ node }) => node));
    number();
    const filled = () => entries.filter(({ group }) => !group.isEmpty());
    const field = { focus: () => add.focus(), isEmpty: () => filled().length === 0 };
    const problems = problemsOf(Object.assign(field, {
      write: () => (filled().length ? filled().map(({ group }) => group.write()) : undefined),
      place: (pointer, places) => {
        places.set(pointer, field);
        filled().forEach(({ group }, at) => group.place(`${pointer}/${at}`, places));
      },
    }), add);
    field.node = element('div', { class: 'field' },
      element('p', { class: 'field-help' }, member.help), list, said, problems, add);
    return field;
  },
};

// The lines to paste ------------------------------------------------------------------------------------------------

const escaped = (text) => text.replace(/[&"<>]/g, (sign) => ({ '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' })[sign]);
const CHECKER = 'embed/kakari-checker.js';
const FRAME = 'embed/kakari-frame.js';
const TITLE = 'かかりつけ医機能報告 下書きチェッカー';

const script = (address, hash) => `<script type="module" src="${escaped(address)}"${hash ? ` integrity="${escaped(hash)}" crossorigin="anonymous"` : ''}></script>`;

const lines = {
  element: (tool, file, mode, hashes) => [
    script(`${tool}${CHECKER}`, hashes[CHECKER]),
    `<kakari-checker mode="${mode}" src="${escaped(file)}"></kakari-checker>`,
  ].join('\n'),
  policy: (tool, file) => {
    const [own, other] = [tool, file].map((address) => {
      try {
        return new URL(address).origin;
      } catch {
        return "'self'";
      }
    });
    return [`script-src ${own} 'wasm-unsafe-eval'`, `connect-src ${[...new Set([own, other])].join(' ')}`, `frame-src ${own}`].join('; ');
  },
  frame: (tool, file, mode) => [
    `<iframe data-kakari title="${TITLE}" width="100%" height="900"`,
    `  src="${escaped(`${tool}embed.html?mode=${mode}&src=${encodeURIComponent(file)}`)}"`,
    '  sandbox="allow-scripts allow-downloads"></iframe>',
  ].join('\n'),
  height: (tool, file, mode, hashes) => script(`${tool}${FRAME}`, hashes[FRAME]),
};

// What the build says of its own files: path → hash. Nothing where it cannot be had.
const integrity = () => fetch('integrity.json').then((answer) => (answer.ok ? answer.json() : {})).then(({ files }) => files ?? {}).catch(() => ({}));

function pasting() {
  const here = new URL('./', location.href).href;
  let hashes = {};
  const input = (id, label, help, value) => {
    const made = element('input', { class: 'input is-text', id, value, 'aria-describedby': `${id}-help`, input: () => draw() });
    return [made, element('div', { class: 'field' },
      element('label', { class: 'field-label', for: id }, label), element('p', { class: 'field-help', id: `${id}-help` }, help), made)];
  };
  const [tool, toolField] = input('paste-tool', 'チェッカーを置いた場所', 'このツールを置いたアドレスです。「/」で終わります。', here);
  const [file, fileField] = input('paste-file', '設定ファイルを置いた場所', '保存した設定ファイルのアドレスです。枠(iframe)で置くときは、チェッカーと同じサーバーに置きます。', here + NAME);
  const mode = element('select', { class: 'select', id: 'paste-mode', change: () => draw() });
  const modeField = element('div', { class: 'field' }, element('label', { class: 'field-label', for: 'paste-mode' }, 'はじめに出す画面'), mode);
  const sealed = element('input', { type: 'checkbox', id: 'paste-sealed', change: () => draw() });
  const sealedField = element('div', { class: 'field', hidden: true },
    element('label', { class: 'option', for: 'paste-sealed' }, sealed,
      element('span', { class: 'option-label' }, '書き換えられたファイルを動かさない(integrity)')),
    element('p', { class: 'field-help' }, 'このツールと同じ版のファイルだけが動くようになります。チェッカーを新しい版に替えたら、行も貼り替えてください。'));
  integrity().then((known) => {
    hashes = known;
    const isKnown = typeof known[CHECKER] === 'string';
    sealedField.toggleAttribute('hidden', !isKnown);
    sealed.checked = isKnown;
    draw();
  });
  const said = element('p', { role: 'status' });
  const line = (what, heading, help) => {
    const code = element('code');
    const own = { code, what, text: '' };
    const copy = element('button', {
      type: 'button', class: 'button is-outline is-small',
      click: async () => {
        try {
          await navigator.clipboard.writeText(own.text);
          said.textContent = `${heading}をコピーしました。`;
        } catch {
          getSelection().selectAllChildren(code);
          said.textContent = 'コピーできませんでした。選んだところを、キーボードでコピーしてください。';
        }
      },
    }, 'コピー', unseen(`(${heading})`));
    const node = element('div', { class: 'prefecture-paste' }, element('h3', {}, heading), element('p', {}, help),
      element('pre', { tabindex: '0', role: 'region', 'aria-label': heading }, code), copy);
    return Object.assign(own, { node });
  };
  const shown = [
    line('element', 'ページの一部として置く行', 'ページの中に溶け込み、高さも中身に合わせて変わります。'),
    line('policy', '上の行を置くページの CSP に足すもの', 'ページで CSP(Content Security Policy)を使っているときに要ります。足せないときは、次の枠で置きます。'),
    line('frame', '枠(iframe)で置く行', 'CSP を変えられないときや、script を書けないときに使います。入力した内容は枠の中だけにあり、残すにはファイルに保存します。'),
    line('height', '枠の高さを中身に合わせる行', 'script を書けるときだけ、枠の行に足します。置くページを「置くページのオリジン」に書いてください。'),
  ];
  function draw() {
    const base = tool.value.endsWith('/') || tool.value === '' ? tool.value : `${tool.value}/`;
    const known = sealed.checked ? hashes : {};
    for (const own of shown) {
      own.text = lines[own.what](base, file.value, mode.value, known);
      own.code.textContent = own.text;
    }
  }
  return {
    node: element('div', {}, toolField, fileField, modeField, sealedField, shown.map(({ node }) => node), said),
    offer: (words) => {
      offer(mode, words);
      draw();
    },
  };
}

// The checker itself ------------------------------------------------------------------------------------------------

function trial(text) {
  const said = element('p', { role: 'status' });
  const stage = element('div', { class: 'prefecture-stage' });
  let checker;
  const mode = element('select', { class: 'select', id: 'trial-mode', change: () => checker?.setAttribute('mode', mode.value) });
  const start = element('button', {
    type: 'button', class: 'button is-outline',
    click: async () => {
      said.textContent = '読み込んでいます…';
      try {
        await import(new URL(CHECKER, document.baseURI).href);
      } catch {
        said.textContent = 'チェッカーを読み込めませんでした。通信を確かめて、もう一度押してください。';
        return;
      }
      checker = element('kakari-checker', { mode: mode.value });
      checker.configuration = text();
      stage.replaceChildren(checker);
      said.textContent = 'いまの設定で表示しました。設定を変えたら、もう一度押してください。';
    },
  }, 'いまの設定で動かしてみる');
  return {
    node: element('div', {},
      element('p', { class: 'hint' }, 'ページに置いたときと同じチェッカーが、下の枠の中で動きます。'),
      element('div', { class: 'field' }, element('label', { class: 'field-label', for: 'trial-mode' }, '画面'), mode),
      start, said, stage),
    offer: (words) => offer(mode, words),
  };
}

// Fills a list, and keeps what was chosen while it is among them.
function offer(select, words) {
  const chosen = select.value;
  select.replaceChildren(...words.map(([key, label]) => element('option', { value: key }, label)));
  if (words.some(([key]) => key === chosen)) select.value = chosen;
}

// The screen --------------------------------------------------------------------------------------------------------

// The text that was saved last, or opened, or that nothing had been written to: leaving loses nothing of it.
let saved;
let current;
const hasUnsaved = () => document.querySelector('.prefecture') !== null && current?.() !== saved;

let before;
const mayLeave = () => (before?.() ?? true) && (!hasUnsaved() || confirm(LEAVING));

addEventListener('beforeunload', (event) => {
  if (!hasUnsaved()) return;
  event.preventDefault();
  // Some browsers look at nothing but this.
  event.returnValue = '?';
});

export async function showPrefecture(place) {
  place.replaceChildren(element('p', { role: 'status' }, '読み込んでいます…'));
  const [sheets] = await Promise.all([window.kakariSheets(), styled]).catch((error) => {
    place.replaceChildren();
    throw error;
  });
  // Other screens that hold something have asked to be asked as well.
  if (window.kakariMayLeave !== mayLeave) {
    before = window.kakariMayLeave;
    window.kakariMayLeave = mayLeave;
  }
  const { fields: members, example } = sheets.configurationForm();

  const form = element('div');
  const opened = element('div', { tabindex: '-1', class: 'prefecture-opened' });
  const sample = sampleOf();
  const paste = pasting();
  const outcome = element('div', { class: 'prefecture-outcome' });
  const status = element('p', { role: 'status' });
  const contrasts = element('tbody');
  let fields = [];
  let kept = {};

  const text = () => {
    const file = {};
    for (const name of KEPT) if (typeof kept[name] === 'string') file[name] = kept[name];
    for (const [name, field] of fields) {
      const value = field.write();
      if (value !== undefined) file[name] = value;
    }
    return `${JSON.stringify(file, null, 2)}\n`;
  };
  current = text;
  const tried = trial(text);

  function read() {
    const reading = sheets.configuration(text());
    const places = new Map();
    for (const [name, field] of fields) field.place?.(`/${name}`, places);
    const own = new Map([...places.values()].map((field) => [field, []]));
    const rest = [];
    for (const problem of reading.problems) {
      let { pointer } = problem;
      while (pointer && !places.has(pointer)) pointer = pointer.slice(0, pointer.lastIndexOf('/'));
      const inside = [...places].find(([key]) => problem.pointer && !pointer && key.startsWith(`${problem.pointer}/`));
      const field = places.get(pointer) ?? inside?.[1];
      if (field) own.get(field).push(problem);
      else rest.push(problem);
    }
    for (const [field, problems] of own) field.show(problems);
    summarize(own, rest);
    contrasts.replaceChildren(...reading.contrasts.map(({ over, ground, ratio, least }) => element('tr', {},
      element('th', { scope: 'row' }, over), element('td', {}, ground), element('td', {}, `${ratio}:1`), element('td', {}, `${least}:1 以上`))));
    sample.show(reading.configuration);
    const modes = members.find(({ name }) => name === 'modes').words;
    const usable = modes.filter(([key]) => reading.configuration.modes.includes(key));
    paste.offer(usable);
    tried.offer(usable);
  }

  function summarize(own, rest) {
    const all = [...[...own].flatMap(([field, problems]) => problems.map((problem) => [problem, field])), ...rest.map((problem) => [problem])];
    const grave = all.filter(([{ severity }]) => severity !== 'note');
    const words = grave.length ? `直すところが${grave.length}か所あります。このまま保存しても、そこのほかは使われます。` : '直すところはありません。';
    if (status.textContent !== words) status.textContent = words;
    outcome.replaceChildren(element('ul', { class: 'prefecture-problems' }, grave.map(([{ label, message }, field]) => element('li', {},
      field ? element('button', { type: 'button', class: 'prefecture-to', click: () => field.focus() }, `${label}: ${message}`) : `${label}: ${message}`))));
  }

  function fill(file) {
    kept = file;
    const made = new Map(members.filter(({ name }) => !KEPT.includes(name)).map((member) => [
      member.name,
      member.control === 'fixed' ? { write: () => JSON.parse(member.json) } : MAKE[member.control](member, file[member.name]),
    ]));
    fields = [...made];
    form.replaceChildren(...SECTIONS.flatMap(([heading, names]) => [
      element('h2', {}, heading), ...names.map((name) => made.get(name).node),
      ...(names.includes('colors') ? [sample.node, contrastTable(contrasts)] : []),
    ]));
    read();
  }

  const say = (...content) => {
    opened.replaceChildren(...content);
    opened.focus();
  };

  async function open(file) {
    if (hasUnsaved() && !confirm('いまの内容はファイルに保存していません。開くと消えます。開きますか。')) return;
    if (file.size > MOST) return say('この大きさのファイルは設定ファイルではありません。1MBまでのファイルを選んでください。');
    let found;
    try {
      found = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    } catch {
      return say('文字コードがUTF-8ではないため読めません。UTF-8で保存し直してください。');
    }
    const reading = sheets.configuration(found);
    const problems = reading.problems.map((problem) => {
      const made = finding(problem);
      made.prepend(element('p', { class: 'prefecture-at' }, `${problem.line}行${problem.column}列`));
      return made;
    });
    if (!reading.isConfiguration) return say(element('p', {}, `「${file.name}」は開けませんでした。いまの内容のままです。`), ...problems);
    fill(JSON.parse(found.replace(/^\ufeff/, '')));
    saved = text();
    const many = reading.omitted ? element('p', {}, `ほかに${reading.omitted}件あります。`) : '';
    say(element('p', {}, problems.length
      ? `「${file.name}」を開きました。ファイルには、次のところがありました。下の欄に入らなかったものは、保存し直すと残りません。`
      : `「${file.name}」を開きました。直すところはありません。`), ...problems, many);
  }

  function save() {
    const made = text();
    try {
      download(NAME, 'application/json', made);
    } catch {
      savedWords.textContent = 'ファイルを作れませんでした。ほかのタブやソフトを閉じてから、もう一度試してください。';
      return;
    }
    saved = made;
    savedWords.textContent = `「${NAME}」を保存しました。このファイルをサーバーに置いてください。`;
  }

  const input = element('input', {
    type: 'file', id: 'prefecture-file', accept: '.json,application/json',
    change: async ({ target }) => {
      const [file] = target.files;
      if (file) await open(file);
      // The same file can be chosen again after it was mended.
      target.value = '';
    },
  });
  const tryExample = element('button', {
    type: 'button', class: 'button is-outline is-small',
    click: () => {
      if (hasUnsaved() && !confirm('いまの内容はファイルに保存していません。例に置き換えますか。')) return;
      fill(JSON.parse(example));
      saved = text();
      say('架空の「例示県」の例を入れました。自分の都道府県の内容に書き換えてください。');
    },
  }, '例を入れてみる');
  const savedWords = element('p', { role: 'status' });

  changed = () => {
    savedWords.textContent = '';
    read();
  };
  fill({});
  saved = text();
  place.replaceChildren(element('div', { class: 'prefecture' },
    element('p', { class: 'lead' },
      '都道府県や医師会のホームページに、このチェッカーを置けます。期限・問い合わせ先・色を書いた設定ファイルを作り、貼り付ける行をコピーします。'),
    element('p', { class: 'hint' }, '入力した内容は、この画面の中だけにあります。画面を離れると消えるので、ファイルに保存してください。どこにも送られません。'),
    element('div', { class: 'field' },
      element('label', { class: 'field-label', for: 'prefecture-file' }, '前に作った設定ファイルを開く'), input),
    tryExample, opened, form,
    element('h2', {}, '動かしてみる'), tried.node,
    element('h2', {}, '保存する'), status, outcome,
    element('button', { type: 'button', class: 'button is-main', click: save }, '設定ファイルを保存'), savedWords,
    element('h2', {}, 'ホームページに貼り付ける行'), paste.node));
}

const contrastTable = (body) => element('table', { class: 'prefecture-table' },
  element('caption', {}, '色の組み合わせの読みやすさ(使われる色のコントラスト比)'),
  element('thead', {}, element('tr', {}, ['色', '下になる色', '比', '必要な比'].map((head) => element('th', { scope: 'col' }, head)))),
  body);

// How the colours look together. Pictures of controls, which do nothing.
function sampleOf() {
  const name = element('p', { class: 'sample-name' });
  const about = element('p');
  const node = element('div', { class: 'prefecture-sample', role: 'group', 'aria-label': '色の見本' },
    name, about,
    element('div', { class: 'sample-surface' }, element('p', {}, '囲みの中の文字と', element('span', { class: 'sample-link' }, 'リンク'))),
    element('p', { class: 'sample-row' },
      element('span', { class: 'sample-button' }, '主なボタン'),
      element('span', { class: 'sample-input' }, '入力欄'),
      element('span', { class: 'sample-input sample-focus' }, '選んでいる入力欄')));
  return {
    node,
    show: ({ name: own, deadline, colors, contacts }) => {
      name.textContent = own ?? '(名前)';
      about.textContent = [deadline && `期限 ${deadline.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日')}`, contacts[0]?.name, contacts[0]?.phone].filter(Boolean).join(' ') || '期限と問い合わせ先';
      for (const role of ['background', 'surface', 'text', 'primary', 'on_primary', 'link', 'border', 'focus']) {
        if (colors) node.style.setProperty(`--sample-${role}`, colors[role]);
        else node.style.removeProperty(`--sample-${role}`);
      }
    },
  };
}
