/** Types of <kakari-checker>. The results are those of the npm package `@kakari/checker`. */

export type KakariMode = 'quick' | 'full' | 'notice';

/** A draft as it stands in a draft file. */
export interface KakariDraft {
  format: 'kakari-report';
  version: number;
  edition?: string;
  report?: string;
  facility?: Record<string, unknown>;
  answers?: Record<string, unknown>;
  [member: string]: unknown;
}

export interface KakariSource {
  id: string;
  place: string;
}

export interface KakariDecision {
  status: string;
  because: { condition: string; met: boolean | null; items: string[]; sources: KakariSource[] }[];
}

export interface KakariFinding {
  code: string;
  severity: 'error' | 'warning' | 'question' | 'note';
  items: string[];
  message: string;
  why: string;
  fix: string;
  sources: KakariSource[];
  provisional: boolean;
}

/** What a check finds: to the letter what `kakari check --format jsonl` writes, as an object. */
export interface KakariResult {
  edition: string | null;
  catalog: string;
  rules: string;
  target: KakariDecision;
  function1: KakariDecision;
  function2: Record<'i' | 'ro' | 'ha' | 'ni', KakariDecision>;
  explanation_duty: KakariDecision;
  findings: KakariFinding[];
}

/** An answer was changed. `id` is null when everything was begun anew, and when that was taken back. With `preventDefault()` the page says that it
 * keeps the draft itself; nobody is then warned when leaving the page. */
export type KakariChangeEvent = CustomEvent<{
  mode: KakariMode;
  id: string | null;
  value: unknown;
  draft: KakariDraft;
  text: string;
}>;

/** A check came to another result than the one before. */
export type KakariResultEvent = CustomEvent<{ mode: KakariMode; result: KakariResult; deadline: string }>;

/** A file is about to be saved. With `preventDefault()` the page takes it and nothing is saved. */
export type KakariExportEvent = CustomEvent<{ mode: KakariMode; name: string; type: string; text: string }>;

/** The first screen is there. `configuration` is what was read from `src`; empty where nothing was. */
export type KakariReadyEvent = CustomEvent<{ mode: KakariMode; configuration: Record<string, unknown> }>;

export interface KakariEventMap {
  'kakari-ready': KakariReadyEvent;
  'kakari-change': KakariChangeEvent;
  'kakari-result': KakariResultEvent;
  'kakari-export': KakariExportEvent;
}

export class KakariChecker extends HTMLElement {
  static readonly version: string;
  get draft(): KakariDraft | null;
  set draft(given: KakariDraft | string);
  /** What is used of the configuration. Takes the text of one in place of the file of `src`; `null` goes back to that. */
  get configuration(): Record<string, unknown>;
  set configuration(given: string | null);
  /** The draft as the text of its file; numbers stand in it as they were typed. */
  readonly draftText: string | null;
  /** `null` as long as nothing was checked. */
  readonly result: KakariResult | null;
  addEventListener<K extends keyof KakariEventMap>(
    type: K,
    listener: (this: KakariChecker, event: KakariEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'kakari-checker': KakariChecker;
  }
  interface HTMLElementEventMap extends KakariEventMap {}
}
