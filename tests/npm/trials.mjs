// Calls that make no sense and drafts that are none, for every place in which the package runs. Served to the browser as it is.

const TODAY = { today: '2026-02-01' };
const HOSTILE = '{"format":"kakari-report","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"answers":{"__proto__":{"polluted":1},"constructor":"x","toString":1,"hasOwnProperty":null}}';

/** What comes of a call: what was thrown, or the codes of the findings. */
function outcome({ KakariError }, call) {
  try {
    const value = call();
    return value?.findings ? [...new Set(value.findings.map((finding) => finding.code ?? finding[0]))].sort().join(' ') : String(value);
  } catch (error) {
    if (!(error instanceof KakariError) || !(error instanceof Error)) return `not a KakariError: ${error}`;
    if (error.name !== 'KakariError' || !/[ぁ-ん]/.test(error.message) || !error.stack) return `odd: ${error.stack}`;
    return `${error.code} ${error.place}`;
  }
}

/** The trials with what comes of them. `draft` is one without errors, `faulty` one with. */
export function trials(kakari, { draft, faulty, edition }) {
  const { check, checkText, resultText, Checker, Catalog, explain, render, notice, transcription } = kakari;
  const cyclic = {};
  cyclic.self = cyclic;
  const nested = (depth) => Array.from({ length: depth }).reduce((inner) => [inner], []);
  const long = 'あ'.repeat(10 * 1024 * 1024 / 3);
  const freed = Catalog.builtin('R7');
  freed.free();
  const withCatalog = (change) => {
    const file = JSON.parse(edition);
    change(file);
    return () => Catalog.fromJson(JSON.stringify(file)).edition;
  };
  const list = {
    'check: a string': () => check('{}', TODAY),
    'check: a number': () => check(12, TODAY),
    'check: null': () => check(null, TODAY),
    'check: an array': () => check([], TODAY),
    'check: an empty object': () => check({}, TODAY),
    'check: undefined': () => check(undefined, TODAY),
    'check: a function': () => check(() => {}, TODAY),
    'check: a symbol': () => check(Symbol('x'), TODAY),
    'check: a big integer': () => check({ format: 'kakari-report', answers: { 'f1.staff.doctors': 1n } }, TODAY),
    'check: a cyclic object': () => check(cyclic, TODAY),
    'check: a getter that throws': () => check({ get format() { throw new Error('no'); } }, TODAY),
    'check: a proxy that throws': () => check(new Proxy({}, { ownKeys() { throw 'no'; } }), TODAY),
    'check: toJSON that throws': () => check({ toJSON() { throw null; } }, TODAY),
    'check: 200 lists in one another': () => check(nested(200), TODAY),
    'check: 10 MB in an answer': () => check({ ...draft, answers: { ...draft.answers, 'f1.remarks': long } }, TODAY).findings.length > 0,
    'checkText: 10 MB': () => checkText(long, TODAY),
    'checkText: an object': () => checkText({}, TODAY),
    'checkText: names of the prototype': () => checkText(HOSTILE, TODAY).findings.some(({ code }) => code === 'KF02') && {}.polluted === undefined,
    'check: names of the prototype': () => check(JSON.parse(HOSTILE), TODAY).findings.some(({ code }) => code === 'KF02') && {}.polluted === undefined,
    'checkText: a page that says 404': () => checkText('<!doctype html><title>404</title>', TODAY),
    'options: undefined': () => check(draft),
    'options: null': () => check(draft, null),
    'options: a number': () => check(draft, 5),
    'options: empty': () => check(draft, {}),
    'options: today as a date': () => check(draft, { today: new Date(0) }),
    'options: today in other words': () => check(draft, { today: '2026/02/01' }),
    'options: no such day': () => check(draft, { today: '2026-02-30' }),
    'options: deadline in words': () => check(draft, { ...TODAY, deadline: 'soon' }),
    'options: an edition that does not exist': () => check(draft, { ...TODAY, edition: 'R99' }),
    'options: an edition by number': () => check(draft, { ...TODAY, edition: 7 }),
    'options: a catalogue as text': () => check(draft, { ...TODAY, catalog: '{}' }),
    'options: a catalogue that is none': () => check(draft, { ...TODAY, catalog: { edition: 'R7' } }),
    'options: a catalogue that pretends': () => check(draft, { ...TODAY, catalog: { share: () => ({}) } }),
    'options: a catalogue that was freed': () => check(draft, { ...TODAY, catalog: freed }),
    'options: a getter that throws': () => check(draft, { get today() { throw new Error('no'); } }),
    'Checker: an edition that does not exist': () => new Checker({ ...TODAY, edition: 'R99' }),
    'Checker: without options': () => new Checker(),
    'Checker: called as a function': () => Checker(TODAY),
    'Checker: text that is no draft': () => new Checker(TODAY).checkText('<html>'),
    'Catalog: made with new': () => new Catalog(),
    'Catalog: no such edition': () => Catalog.builtin('R99'),
    'Catalog: an edition by number': () => Catalog.builtin(7),
    'Catalog: no text': () => Catalog.fromJson({}),
    'Catalog: a page that says 404': () => Catalog.fromJson('<!doctype html>'),
    'Catalog: empty': () => Catalog.fromJson('{}'),
    'Catalog: an unknown kind': withCatalog((file) => { file.item[3].kind = 'colour'; }),
    'Catalog: an unknown member': withCatalog((file) => { file.section[1].colour = 'red'; }),
    'Catalog: an item is missing': withCatalog((file) => { file.item.splice(40, 1); }),
    'Catalog: as it is': withCatalog(() => {}),
    'Catalog: used after it was freed': () => freed.form(),
    'Catalog: freed twice': () => freed.free(),
  };
  if (render) {
    Object.assign(list, {
      'resultText: an array of bytes': () => resultText(new Uint8Array(2), TODAY),
      'explain: no such code': () => explain('K999'),
      'explain: a number': () => explain(104),
      'render: null': () => render(null),
      'render: an object that is no finding': () => render({}),
      'render: a text that the rule does not have': () => render({ code: 'K104', text: 99, items: [], args: [] }),
      'render: an unknown code': () => render(['K999', 0, [], []]),
      'notice: text that is no draft': () => notice('<html>', TODAY),
      'notice: an empty object': () => notice({}, TODAY),
      'notice: undefined': () => notice(undefined, TODAY),
      'notice: an unknown layout': () => notice(draft, { ...TODAY, layout: 'wide' }),
      'notice: a word where true or false belongs': () => notice(draft, { ...TODAY, numbers: 'yes' }),
      'transcription: errors remain': () => transcription(faulty, TODAY),
      'transcription: an edition that does not exist': () => transcription(draft, { ...TODAY, edition: 'R99' }),
      'Catalog: an option that the checks need is missing': withCatalog((file) => {
        const set = file.option_set.find(({ id }) => id === 'D');
        set.options = set.options.filter(({ key }) => key !== 'in_house_only');
      }),
    });
  }
  const all = Object.entries(list).map(([name, call]) => [name, outcome(kakari, call)]);
  // And it goes on working.
  return Object.fromEntries([...all, ['after all of this', outcome(kakari, () => check(draft, TODAY).function1.status)]]);
}
