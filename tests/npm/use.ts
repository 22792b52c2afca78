// Every function, used as it is declared; and lines that must not compile.

import init, {
  Catalog, Checker, KakariError, check, checkText, explain, notice, noticeStyles, render, resultText, transcription,
  type BriefResult, type CheckOptions, type CheckResult, type Explanation, type Finding, type Form, type FormItem,
  type RenderedFinding, type Transcription,
} from '@kakari/checker';
import * as bundled from '@kakari/checker/bundler';
import * as engine from '@kakari/checker/engine';
import * as engineBundled from '@kakari/checker/engine/bundler';
import { KakariChecker } from '@kakari/checker/element';

await init();
await init(new URL('https://example.jp/kakari_bg.wasm'));
await init(fetch('kakari_bg.wasm'));
await engine.init(new Uint8Array(8));
await bundled.init();
await engineBundled.default();

const draft = { format: 'kakari-report', answers: {} };
const options: CheckOptions = { today: '2026-02-01', deadline: null };
const result: CheckResult = check(draft, options);
const status: 'target' | 'not_target' | 'undecided' = result.target.status;
const held: 'has' | 'lacks' | 'not_asked' | 'undecided' = result.function2.ni.status;
const met: boolean | null | undefined = result.function1.because[0]?.met;
const text: string = resultText('{}', { today: '2026-02-01' });
for (const finding of checkText('{}', options).findings) {
  const { code, severity, items, message, why, fix, sources, provisional }: Finding = finding;
  const grave: 'error' | 'warning' | 'question' | 'note' = severity;
  const rendered: RenderedFinding = render(finding, { edition: 'R8' });
  console.log(code, grave, items, message, why, fix, sources[0]?.place, provisional, rendered.items[0]?.label);
}

using checker = new Checker({ today: '2026-02-01', edition: 'R7' });
const brief: BriefResult = checker.check(draft);
const [code, at, items, args] = brief.findings[0]!;
const sentence: string = render([code, at, items, args]).message;
const again: BriefResult = checker.checkText('{}');

const catalog: Catalog = Catalog.builtin(Catalog.editions()[0]!);
const form: Form = catalog.form();
const item: FormItem | undefined = form.sections[0]?.groups[0]?.items[0];
const kind: 'choice' | 'multi' | 'count' | 'decimal1' | 'text' | 'partners' | 'names' | 'date' | 'flag' | undefined = item?.kind;
const names: string[] = [catalog.edition, catalog.label, catalog.fingerprint, form.window.from, item?.when?.item ?? ''];
check(draft, { today: '2026-02-01', catalog: Catalog.fromJson('{}') });
catalog.free();

const explanation: Explanation = explain('K104');
const html: string = notice(draft, { today: '2026-02-01', layout: 'applying', paper: 'A3', orientation: 'landscape', larger: true, fragment: true });
const sheet: string = notice('{}', { today: '2026-02-01', date: '2026-04-01', numbers: false }) + noticeStyles();
const rows: Transcription = transcription('{}', { today: '2026-02-01', asDraft: true });
const official: boolean | null | undefined = rows.rows[0]?.official;

const bare = engine.check(draft, options).findings[0]!;
const parameters: string[] = bare.args;
const words: string = render(bare).why;

try {
  check(draft, options);
} catch (error) {
  if (error instanceof KakariError) {
    const name: 'KakariError' = error.name;
    const place: string = error.place;
    if (error.code === 'OPTIONS') console.log(name, place, error.message);
  }
}
console.log(status, held, met, text, sentence, again, kind, names, explanation.sources[0]?.quote, html, sheet, official, parameters, words);

const element: KakariChecker = document.createElement('kakari-checker');
element.draft = text;
element.addEventListener('kakari-result', ({ detail }) => {
  const found: CheckResult = detail.result as CheckResult;
  console.log(found.function1.status, detail.deadline);
});

// @ts-expect-error the day is needed
check(draft, {});
// @ts-expect-error a day is a text
check(draft, { today: new Date() });
// @ts-expect-error a text is for checkText
check('{}', options);
// @ts-expect-error an object is for check
checkText(draft, options);
// @ts-expect-error no such option
check(draft, { today: '2026-02-01', dedline: '2026-02-27' });
// @ts-expect-error a catalogue is a Catalog
check(draft, { today: '2026-02-01', catalog: { edition: 'R7' } });
// @ts-expect-error a catalogue is not made with new
new Catalog();
// @ts-expect-error no such layout
notice(draft, { today: '2026-02-01', layout: 'wide' });
// @ts-expect-error the engine alone has no words
bare.message;
// @ts-expect-error the engine alone makes no notice
engine.notice(draft, options);
// @ts-expect-error no such outcome
if (result.target.status === 'has') console.log();
// @ts-expect-error no such kind of trouble
const wrong: KakariError['code'] = 'OTHER';
// @ts-expect-error what was found is not changed
explain('K104').severity = 'grave';
// @ts-expect-error a result has no such member
result.finding;
console.log(wrong);
