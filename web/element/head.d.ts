/** What `<kakari-checker>` may have as attributes. All may be absent; those of the configuration count then. */
export interface KakariAttributes {
  /** What is shown; `quick` where absent. */
  mode?: KakariMode;
  /** The edition of a new draft; that of the day where absent. */
  edition?: EditionName;
  /** The prefecture's deadline, "YYYY-MM-DD"; the last day of the window where absent. */
  deadline?: string;
  /** The prefecture of a new draft, by its code or its name. */
  prefecture?: string;
  /** Whom to ask, in words. */
  contact?: string;
  /** "en" says in English what the Japanese checker is for. */
  lang?: string;
  /** Address of the configuration. */
  src?: string;
}

/** What all events tell. */
export interface KakariDetail {
  /** What is shown. */
  mode: KakariMode;
}

/** The first screen is there. */
export interface KakariReadyDetail extends KakariDetail {
  /** What is used of the configuration; empty where there is none. */
  configuration: Partial<KakariConfiguration>;
}

/** An answer was changed. With `preventDefault()` the page says that it keeps the draft itself; nobody is then warned when leaving the page. */
export interface KakariChangeDetail extends KakariDetail {
  /** The item; `null` when everything was begun anew, and when something was taken back. */
  id: ItemId | null;
  /** Its answer now; `undefined` where it has none. */
  value: unknown;
  /** The draft. */
  draft: Draft;
  /** The draft as the text of its file. */
  text: string;
}

/** A check came to another result than the one before. */
export interface KakariResultDetail extends KakariDetail {
  /** What `kakari check --format jsonl` writes, as an object. */
  result: CheckResult;
  /** The deadline that counts, "YYYY-MM-DD". */
  deadline: string;
}

/** A file is about to be saved. With `preventDefault()` the page takes it and nothing is saved. */
export interface KakariExportDetail extends KakariDetail {
  /** Name of the file. */
  name: string;
  /** Media type. */
  type: string;
  /** What is in it, where it is text in UTF-8; empty for an Excel file, a picture and a CSV in シフトJIS. */
  text: string;
  /** What is in it. */
  bytes: Uint8Array;
}

/** The events by name. They bubble out of the element. */
export interface KakariEventMap {
  'kakari-ready': CustomEvent<KakariReadyDetail>;
  'kakari-change': CustomEvent<KakariChangeDetail>;
  'kakari-result': CustomEvent<KakariResultDetail>;
  'kakari-export': CustomEvent<KakariExportDetail>;
}

/** `<kakari-checker>`. */
export declare class KakariChecker extends HTMLElement {
  static readonly version: string;
  static readonly observedAttributes: Array<keyof KakariAttributes>;
  /** The draft; `null` as long as there is none. Takes the text of a draft file as well. What is no draft is refused on the screen. */
  get draft(): Draft | null;
  set draft(given: Draft | string);
  /** The draft as the text of its file; numbers stand in it as they were typed. */
  get draftText(): string | null;
  /** What is used of the configuration. Takes the text of one in place of the file of `src`; `null` goes back to that. */
  get configuration(): Partial<KakariConfiguration>;
  set configuration(given: string | null);
  /** What the last check found; `null` as long as nothing was checked. */
  get result(): CheckResult | null;
  addEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: KakariChecker, event: HTMLElementEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<Name extends keyof HTMLElementEventMap>(
    type: Name,
    listener: (this: KakariChecker, event: HTMLElementEventMap[Name]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

/** Registers the element, which importing it does already. */
export declare function define(): void;

declare global {
  interface HTMLElementTagNameMap {
    'kakari-checker': KakariChecker;
  }
  interface HTMLElementEventMap extends KakariEventMap {}
}

