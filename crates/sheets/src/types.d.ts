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

/** The catalogue as JSON, or what is wrong with the file. */
export type Converted =
  | { catalog: string; edition: string; label: string; fingerprint: string }
  | { problems: { line: number; column: number; message: string }[] };

/** Whose 患者説明 is wanted. */
export interface ExplanationOptions {
  /** The text of the draft file. */
  draft: string;
  /** Today, `2026-02-01`: the day of the form. */
  today: string;
  /** The prefecture's deadline. */
  deadline?: string | null;
  /** A catalogue as JSON (`catalogFromToml`); by default the built-in one of the draft's edition. */
  catalog?: string | null;
}

/** Whose transcription is wanted. */
export type KeyingOptions = ExplanationOptions;

/** Every answer in the order of the G-MIS screens: a row for each thing that is keyed or ticked. */
export interface Keying {
  /** How many errors remain. While there are any, `sign` has to be shown. */
  errors: number;
  sign: string;
  edition: string;
  provisional: string | null;
  /** `code` and `number` are empty where they are not official. */
  rows: {
    id: string; function: string; number: string; group: string; label: string; code: string; option: string;
    value: string; unit: string; period: string; certainty: '公式' | '暫定' | ''; findings: string;
  }[];
}

/** A configuration of a prefecture, what is wrong with its text, and how its colours meet. */
export interface ReadConfiguration {
  /** What is used: see `kakari_prefecture::Configuration`. */
  configuration: {
    prefecture: string | null; name: string | null; edition: string | null; deadline: string | null;
    contacts: {
      name: string; areas: string[]; phone: string | null; email: string | null; hours: string | null; url: string | null;
    }[];
    links: { label: string; url: string }[];
    colors: Record<string, string> | null;
    catalog: { url: string } | { json: string } | null;
    modes: string[]; steps: string[]; origins: string[];
  };
  problems: {
    severity: 'error' | 'warning' | 'note'; label: string; code: string; pointer: string; line: number; column: number;
    message: string; fix: string;
  }[];
  omitted: number;
  /** Whether the text is a configuration at all. */
  isConfiguration: boolean;
  contrasts: { over: string; ground: string; ratio: string; least: string }[];
}

/** The members of a configuration as fields of a form, and an example. */
export interface ConfigurationForm {
  fields: ConfigurationField[];
  example: string;
}

export type ConfigurationField = { name: string; title: string; help: string; required: boolean } & (
  | { control: 'fixed'; json: string }
  | { control: 'line'; input: string; example: string }
  | { control: 'day' }
  | { control: 'color'; usual: string }
  | { control: 'one' | 'any'; words: [string, string][] }
  | { control: 'lines'; example: string }
  | { control: 'each' | 'group'; members: ConfigurationField[] }
);
