// Every function, used as it is declared; and lines that must not compile.

import init, {
  Catalog, Checker, KakariError, check, checkText, explain, notice, noticeStyles, render, resultText, transcription,
  type Answers, type BriefDecisions, type BriefResult, type CheckOptions, type CheckResult, type Draft, type DraftR8,
  type Edition, type ExplanationDutyStatus, type Explanation, type Facility, type Finding, type Form, type FormItem,
  type Function1Status, type Function2Status, type ItemId, type ItemKind, type ItemRole, type NoticeOptions, type PeriodKind,
  type Posting, type RenderedFinding, type Severity, type Status, type TargetStatus, type Transcription,
} from '@kakari/checker';
import * as bundled from '@kakari/checker/bundler';
import * as engine from '@kakari/checker/engine';
import * as engineBundled from '@kakari/checker/engine/bundler';
import {
  KakariChecker, define, type KakariAttributes, type KakariConfiguration, type KakariEventMap, type KakariMode,
  type Draft as DraftOfElement,
} from '@kakari/checker/element';

await init();
await init(new URL('https://example.jp/kakari_bg.wasm'));
await init(fetch('kakari_bg.wasm'));
await engine.init(new Uint8Array(8));
await bundled.init();
await engineBundled.default();

const draft: Draft = {
  format: 'kakari-report', version: 1, edition: 'R8', report: 'periodic',
  facility: { name: '例示クリニック', kind: 'clinic', prefecture: '13', opened_on: '2020-04-01', electronic_claims: true },
  answers: {
    'f1.function': 'yes', 'f1.areas': ['1', '17'], 'f1.training.count': 2, 'f1.generalist.fte': 0.5,
    'f2i.partners': [{ name: '例示病院', content: '受入れ' }], 'f2ni.facilities.names': ['例示苑'], 'f1.remarks': '',
  },
};
const options: CheckOptions = { today: '2026-02-01', deadline: null };
const result: CheckResult = check(draft, options);
const status: TargetStatus = result.target.status;
const held: Function2Status = result.function2.ni.status;
const outcomes: Status[] = [status, held, result.function1.status satisfies Function1Status, result.explanation_duty.status];
const met: boolean | null | undefined = result.function1.because[0]?.met;
const text: string = resultText('{}', { today: '2026-02-01' });
for (const finding of checkText('{}', options).findings) {
  const { code, severity, items, message, why, fix, sources, provisional }: Finding = finding;
  const grave: Severity = severity;
  const rendered: RenderedFinding = render(finding, { edition: 'R8' });
  console.log(code, grave, items, message, why, fix, sources[0]?.place, provisional, rendered.items[0]?.label);
}

using checker = new Checker({ today: '2026-02-01', edition: 'R7' });
const brief: BriefResult = checker.check(draft);
const [code, at, items, args] = brief.findings[0]!;
const sentence: string = render([code, at, items, args]).message;
const { target, function2: { i, ro, ha, ni }, explanationDuty }: BriefDecisions = brief.decisions;
const duty: ExplanationDutyStatus = explanationDuty;
const again: BriefResult = checker.checkText('{}');

const editions: Edition[] = Catalog.editions();
const catalog: Catalog = Catalog.builtin(editions[0]!);
const form: Form = catalog.form();
const item: FormItem | undefined = form.sections[0]?.groups[0]?.items[0];
const kind: ItemKind | undefined = item?.kind;
const posting: Posting | null | undefined = item?.posting;
const role: ItemRole | null | undefined = item?.role;
const period: PeriodKind | undefined = item?.period?.kind;
const names: string[] = [catalog.edition, catalog.label, catalog.fingerprint, form.window.from, item?.when?.item ?? ''];
check(draft, { today: '2026-02-01', catalog: Catalog.fromJson('{}') });
catalog.free();

// A draft by its ids: what a program of one's own has under other names.
const ids: Partial<Record<ItemId, string>> = { 'facility.code': 'INST_NO', 'f1.posted': 'KK_02' };
const answers: Answers = draft.answers ?? {};
const facility: Facility = draft.facility ?? {};
const posted: 'no' | 'yes' | undefined = answers['f1.posted'];
const areas: Answers['f1.areas'] = ['0'];
answers['f2i.rota'] = 'm2_3';
const later: DraftR8 = { format: 'kakari-report', edition: 'R8', answers };
// What comes out of a file or a server, a draft with members of one's own, and one for a catalogue of one's own.
check(JSON.parse('{}'), options);
const unsure: unknown = JSON.parse('{}');
check(unsure as Draft, options);
const tagged: Draft & { 'x-source': string } = { ...later, 'x-source': 'chart' };
new Checker(options).check(tagged);
const wide: Record<string, unknown> = { format: 'kakari-report', edition: 'R9' };
check(wide as Draft, { ...options, edition: result.edition });

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
console.log(outcomes, target, i, ro, ha, ni, duty, posting, role, period, ids, facility, posted, areas);
console.log(status, held, met, text, sentence, again, kind, names, explanation.sources[0]?.quote, html, sheet, official, parameters, words);

define();
const element: KakariChecker = document.createElement('kakari-checker');
const attributes: KakariAttributes = { mode: 'full', edition: 'R8', deadline: '2027-02-26', prefecture: '東京都', contact: '', lang: 'en', src: '' };
for (const name of KakariChecker.observedAttributes) element.setAttribute(name, attributes[name] ?? '');
element.draft = text;
element.draft = draft;
const given: Draft | null = element.draft satisfies DraftOfElement | null;
const found: CheckResult | null = element.result;
element.configuration = null;
const configuration: Partial<KakariConfiguration> = element.configuration;
const said = (event: KakariEventMap['kakari-result']) => {
  const result: CheckResult = event.detail.result;
  console.log(result.function1.status, event.detail.deadline);
};
element.addEventListener('kakari-result', said);
element.removeEventListener('kakari-result', said);
element.addEventListener('kakari-change', function ({ detail: { id, draft, text, mode } }) {
  const changed: ItemId | null = id;
  const shown: KakariMode = mode;
  console.log(this.draftText, changed, draft.answers?.['f1.function'], text, shown);
});
document.querySelector('kakari-checker')?.addEventListener('kakari-export', (event) => {
  event.preventDefault();
  console.log(event.detail.name, event.detail.type, event.detail.text);
});
document.body.addEventListener('kakari-ready', ({ detail }) => console.log(detail.configuration.contacts?.[0]?.phone));
element.addEventListener('click', ({ clientX }) => console.log(clientX));
console.log(given, found, configuration.colors?.on_primary, KakariChecker.version);

// @ts-expect-error a mistyped id
check({ format: 'kakari-report', answers: { 'f1.functoin': 'yes' } }, options);
// @ts-expect-error the same where the edition is said
check({ format: 'kakari-report', edition: 'R7', answers: { 'f1.functoin': 'yes' } }, options);
// @ts-expect-error an id of the institution does not stand among the answers
const misplaced: Draft = { format: 'kakari-report', answers: { 'facility.code': '0110112489' } };
// @ts-expect-error nor with its whole id in its own place
const doubled: Draft = { format: 'kakari-report', facility: { 'facility.code': '0110112489' } };
// @ts-expect-error a mistyped member of the file
const member: Draft = { format: 'kakari-report', anwsers: {} };
// @ts-expect-error no such option
const option: Draft = { format: 'kakari-report', answers: { 'f1.function': 'maybe' } };
// @ts-expect-error one of the options is no list
const single: Draft = { format: 'kakari-report', answers: { 'f1.areas': '1' } };
// @ts-expect-error a number is no text
const number: Draft = { format: 'kakari-report', answers: { 'f1.training.count': '2' } };
// @ts-expect-error a partner has no such member
const partner: Draft = { format: 'kakari-report', answers: { 'f2i.partners': [{ name: '例示病院', fax: '' }] } };
// @ts-expect-error no such edition
const edition: Draft = { format: 'kakari-report', edition: 'R6' };
// @ts-expect-error a draft says that it is one
const unnamed: Draft = { answers: {} };
// @ts-expect-error no such item
const unasked: ItemId = 'f1.functoin';
// @ts-expect-error no such severity
const grave: Severity = 'fatal';
// @ts-expect-error a finding has no such severity
if (result.findings[0]?.severity === 'eror') console.log();
// @ts-expect-error 1号機能 is no 対象
if (brief.decisions.function1 === 'target') console.log();
// @ts-expect-error decisions have names
brief.decisions[0];
// @ts-expect-error no such kind
if (kind === 'chioce') console.log();
// @ts-expect-error options are in camel case
transcription(draft, { today: '2026-02-01', as_draft: true });
// @ts-expect-error a notice is made from a draft
notice({ format: 'kakari-report', anwers: {} }, { today: '2026-02-01' });
// @ts-expect-error no such paper
const paper: NoticeOptions['paper'] = 'A5';
// @ts-expect-error no such mode
const mode: KakariMode = 'ful';
// @ts-expect-error no such attribute
const attribute: KakariAttributes = { dedline: '2027-02-26' };
// @ts-expect-error a draft is an object or a text
element.draft = 5;
// @ts-expect-error a result is not set
element.result = result;
// @ts-expect-error the text is not set
element.draftText = '';
// @ts-expect-error a change tells no result
element.addEventListener('kakari-change', ({ detail }) => console.log(detail.result));
console.log(misplaced, doubled, member, option, single, number, partner, edition, unnamed, unasked, grave, paper, mode, attribute);
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
