/** How a transcription is written. */
export interface WriteOptions {
  /** The text of the draft file. */
  draft: string;
  /** The day on which the file is made, `2026-02-01`. */
  today: string;
  /** The prefecture's deadline. */
  deadline?: string | null;
  /** A catalogue as JSON (`catalogFromToml`); by default the built-in one of the draft's edition. */
  catalog?: string | null;
  format: 'xlsx' | 'csv-excel' | 'csv-cp932' | 'csv';
  /** Write although errors remain; the file then says 下書き. */
  asDraft?: boolean;
  /** Put 〓 where CP932 cannot hold a character. */
  replace?: boolean;
}

/** The file, or why there is none: errors remain, CP932 cannot hold some characters, or a text is too long for a cell. */
export type Written =
  | { name: string; mime: string; isDraft: boolean; bytes: Uint8Array }
  | { errors: number }
  | { unmappable: { item: string; id: string; row: number; column: string; characters: string[] }[] }
  | { failed: string };

/** How a file is read. */
export interface ReadOptions {
  /** Today, for a file that does not name its edition. */
  today: string;
  /** The text of the open draft. A file of the same institution and edition is taken into it. */
  base?: string | null;
  /** A catalogue as JSON; by default the built-in one of the edition that the file names. */
  catalog?: string | null;
}

/** The draft and what could not be read, or why the file is not read. */
export type Read =
  | {
      draft: string;
      /** Whether it is the open draft with the file taken into it. */
      isMerged: boolean;
      edition: string;
      /** How many items the file answers. */
      answers: number;
      /** What differs from the open draft. */
      changes: { item: string; change: 'new' | 'other' | 'gone' }[];
      problems: { place: string; item: string; message: string; fix: string; isLeftOut: boolean }[];
    }
  | { refused: { message: string; fix: string } };

/** Whose next year's draft is wanted. */
export interface KeyingOptions {
  /** The text of the draft file. */
  draft: string;
  /** Today, `2026-02-01`. */
  today: string;
  /** The prefecture's deadline. */
  deadline?: string | null;
  /** A catalogue as JSON (`catalogFromToml`); by default the built-in one of the draft's edition. */
  catalog?: string | null;
}

/** Next year's draft, or why there is none. `unplaced` counts what its edition has no place for. */
export type CarriedOver =
  | { draft: string; label: string; carried: number; emptied: number; unplaced: number }
  | { refused: string };

/** What two drafts answer otherwise. An empty text is no answer. */
export interface Differences {
  /** Names of the editions. */
  before: string;
  now: string;
  /** What differs between the editions: name, before, now. */
  edition: [string, string, string][];
  sections: {
    label: string;
    rows: {
      id: string; section: string; label: string; before: string; now: string; isFigure: boolean; isStructure: boolean;
    }[];
  }[];
  /** How many items of the structure of a 2号機能 differ. */
  structure: number;
  /** What stands in the draft and has no place in its edition: name and value. */
  unplaced: [string, string][];
  /** Place and wording of the law about 変更報告. */
  quotes: [string, string][];
}
