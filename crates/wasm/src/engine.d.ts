// Written by the tests of crates/wasm from the Rust types.

/**
 * How to check.
 */
export type CheckOptions = {
  /**
   * The day of the check, "YYYY-MM-DD". The engine has no clock.
   */
  today: string;
  /**
   * The prefecture's deadline, "YYYY-MM-DD"; the last day of the window where absent.
   */
  deadline?: string | null;
  /**
   * The edition to check against ("R7", "R8"); the draft's own where absent.
   */
  edition?: string | null;
  /**
   * The catalogue to check against, whatever edition it is; `edition` is not looked at then.
   */
  catalog?: Catalog | null;
};

/**
 * Which catalogue to take.
 */
export type CatalogOptions = {
  /**
   * The edition to check against ("R7", "R8"); the draft's own where absent.
   */
  edition?: string | null;
  /**
   * The catalogue to check against, whatever edition it is; `edition` is not looked at then.
   */
  catalog?: Catalog | null;
};

/**
 * The result of a check, written out.
 */
export type CheckResult = {
  /**
   * The edition that the draft was checked against; `null` when the text is no draft, and the one finding is then KF01.
   */
  edition: string | null;
  /**
   * Fingerprint of the catalogue.
   */
  catalog: string;
  /**
   * Fingerprint of the rule set.
   */
  rules: string;
  /**
   * 報告の対象か
   */
  target: Decision<'target' | 'not_target' | 'undecided'>;
  /**
   * 1号機能
   */
  function1: Decision<'has' | 'lacks' | 'undecided'>;
  /**
   * 2号機能
   */
  function2: Function2Decisions;
  /**
   * 説明の努力義務
   */
  explanation_duty: Decision<'arises_on_confirmation' | 'none' | 'undecided'>;
  /**
   * By item in form order, then by code.
   */
  findings: Array<Finding>;
};

/**
 * The decisions on the 2号機能.
 */
export type Function2Decisions = {
  /**
   * イ
   */
  i: Decision<'has' | 'lacks' | 'not_asked' | 'undecided'>;
  /**
   * ロ
   */
  ro: Decision<'has' | 'lacks' | 'not_asked' | 'undecided'>;
  /**
   * ハ
   */
  ha: Decision<'has' | 'lacks' | 'not_asked' | 'undecided'>;
  /**
   * ニ
   */
  ni: Decision<'has' | 'lacks' | 'not_asked' | 'undecided'>;
};

/**
 * A decision.
 */
export type Decision<Status extends string = string> = {
  /**
   * The outcome, in one word.
   */
  status: Status;
  /**
   * Every condition that was looked at.
   */
  because: Array<Condition>;
};

/**
 * A condition of a decision.
 */
export type Condition = {
  /**
   * The condition as a sentence.
   */
  condition: string;
  /**
   * Met, not met, or not to be told yet (`null`).
   */
  met: boolean | null;
  /**
   * Ids of the items that it looked at.
   */
  items: Array<string>;
  /**
   * Where it stands.
   */
  sources: Array<Source>;
};

/**
 * A place in a document.
 */
export type Source = {
  /**
   * The document.
   */
  id: string;
  /**
   * 「第30条の18の4第1項」
   */
  place: string;
};

/**
 * A finding.
 */
export type Finding = {
  /**
   * 「K104」
   */
  code: string;
  /**
   * How grave it is.
   */
  severity: 'error' | 'warning' | 'question' | 'note';
  /**
   * Ids of the items, or names of the members of the file, that it is about.
   */
  items: Array<string>;
  /**
   * Which of the texts of its rule it says.
   */
  text: number;
  /**
   * Parameters of the text.
   */
  args: Array<string>;
  /**
   * The texts it rests on.
   */
  sources: Array<Source>;
  /**
   * 暫定
   */
  provisional: boolean;
};

/**
 * What was found and decided, without words: for those who check many drafts, or show the words when they are asked
 * for. A tenth of the size of the whole result.
 */
export type BriefResult = {
  /**
   * The edition that the draft was checked against; absent when the text is no draft.
   */
  edition: string | null;
  /**
   * The outcome of 対象, 1号機能, the four 2号機能 and the 説明の努力義務, a word each.
   */
  decisions: [string, string, string, string, string, string, string];
  /**
   * By item in form order, then by code.
   */
  findings: Array<BriefFinding>;
};

/**
 * A finding: its code, which of the texts of its rule it says, what it is about, and the parameters of the text.
 */
export type BriefFinding = [string, number, Array<string>, Array<string>];

/**
 * What a form is made from.
 */
export type Form = {
  /**
   * "R8".
   */
  edition: string;
  /**
   * 「令和8年度報告」.
   */
  label: string;
  /**
   * What is not yet sure about the edition as a whole (暫定).
   */
  provisional: string | null;
  /**
   * 基準日, "YYYY-MM-DD".
   */
  asOf: string;
  /**
   * 報告期間.
   */
  window: Days;
  /**
   * The sections in the order of the form.
   */
  sections: Array<FormSection>;
};

/**
 * A day from a day to a day, both included, "YYYY-MM-DD".
 */
export type Days = {
  /**
   * First day.
   */
  from: string;
  /**
   * Last day.
   */
  to: string;
};

/**
 * A step of the form.
 */
export type FormSection = {
  /**
   * "f2i".
   */
  id: string;
  /**
   * 「2号機能 イ」.
   */
  label: string;
  /**
   * 「通常の診療時間外の診療」.
   */
  title: string;
  /**
   * What the section is about.
   */
  help: string | null;
  /**
   * The groups in the order of the form.
   */
  groups: Array<FormGroup>;
};

/**
 * A group of items inside a section.
 */
export type FormGroup = {
  /**
   * Unique in the section.
   */
  id: string;
  /**
   * Heading.
   */
  label: string;
  /**
   * A sentence under the heading.
   */
  help: string | null;
  /**
   * The items in the order of the form.
   */
  items: Array<FormItem>;
};

/**
 * One thing that is asked.
 */
export type FormItem = {
  /**
   * The id that findings name.
   */
  id: string;
  /**
   * The member of a draft that the answer stands in.
   */
  member: 'facility' | 'answers';
  /**
   * The name of the answer in that member.
   */
  key: string;
  /**
   * Number on the ministry's form.
   */
  number: string | null;
  /**
   * Whether the number may be printed as official. It is 暫定 otherwise.
   */
  numberIsOfficial: boolean;
  /**
   * Official name.
   */
  label: string;
  /**
   * Short name for summaries.
   */
  short: string;
  /**
   * Kind of value: one option key, a list of them, a whole number, a number with one decimal, a text, a list of
   * `{name, content}`, a list of names, a day "YYYY-MM-DD", true or false.
   */
  kind: 'choice' | 'multi' | 'count' | 'decimal1' | 'text' | 'partners' | 'names' | 'date' | 'flag';
  /**
   * The answers to choose from, in the order of the form.
   */
  options: Array<FormOption>;
  /**
   * 人, 回, か月 …
   */
  unit: string | null;
  /**
   * The days that the answer is about.
   */
  period: FormPeriod | null;
  /**
   * ★: counts for 1号機能.
   */
  star: boolean;
  /**
   * Place on the 院内掲示.
   */
  posting: 'heading' | 'required' | 'optional' | null;
  /**
   * Places of 別表第八 that it covers.
   */
  law: Array<string>;
  /**
   * It is asked when another item holds one of these options, or a decision has this outcome.
   */
  when: FormCondition | null;
  /**
   * Whether it must be answered when its section is asked: no remark, working figure or conditional item.
   */
  required: boolean;
  /**
   * A remark, or a figure that another answer is worked out from and that is not itself reported.
   */
  role: 'remarks' | 'working' | null;
  /**
   * Counted from electronic claims and preprinted in G-MIS (NDBプレプリント).
   */
  preprinted: boolean;
  /**
   * Whether the answer becomes public.
   */
  published: boolean;
  /**
   * What is meant, in plain words.
   */
  help: string | null;
  /**
   * What does not have to hold, against common fears.
   */
  notNeeded: string | null;
  /**
   * 暫定: one of its facts was not seen on an official page.
   */
  provisional: boolean;
};

/**
 * The days that an answer is about.
 */
export type FormPeriod = {
  /**
   * 基準日, 暦年の実績 or 年度の実績.
   */
  kind: 'as_of' | 'calendar' | 'fiscal';
  /**
   * First day, "YYYY-MM-DD".
   */
  from: string;
  /**
   * Last day, "YYYY-MM-DD".
   */
  to: string;
  /**
   * 「令和8年1月1日〜令和8年12月31日の実績」.
   */
  words: string;
};

/**
 * When a conditional item is asked.
 */
export type FormCondition = {
  /**
   * Id of the item that decides; `null` where a decision does.
   */
  item: string | null;
  /**
   * The decision that decides; `null` where an item does.
   */
  decision: 'function1' | 'function2.i' | 'function2.ro' | 'function2.ha' | 'function2.ni' | null;
  /**
   * One of these has to hold: options of the item, or `has` and `lacks` of the decision.
   */
  is: Array<string>;
};

/**
 * One answer among several.
 */
export type FormOption = {
  /**
   * The key in a draft.
   */
  key: string;
  /**
   * The code on the ministry's form, where it may be printed as official.
   */
  code: string | null;
  /**
   * The label, to the letter where it was read.
   */
  label: string;
  /**
   * Another official wording (diseases: 告示).
   */
  formal: string | null;
  /**
   * Reading in hiragana, for a search field.
   */
  kana: string | null;
  /**
   * Heading under which the option stands.
   */
  group: string | null;
  /**
   * What the choice means.
   */
  help: string | null;
  /**
   * 主な診療領域 (diseases): option keys of `f1.areas`.
   */
  areas: Array<string>;
  /**
   * Whether it stands alone (該当無し).
   */
  exclusive: boolean;
};

/**
 * The kind of a trouble: which argument makes no sense.
 */
export type TroubleCode = "OPTIONS" | "DRAFT" | "CATALOG" | "INTERNAL";
