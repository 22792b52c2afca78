/** How to check. */
export interface CheckOptions {
  /** The day of the check, "YYYY-MM-DD". The engine has no clock. */
  today: string;
  /** The prefecture's deadline, "YYYY-MM-DD"; the last day of the window where absent. */
  deadline?: string | null;
  /** The edition to check against ("R7", "R8"); the draft's own where absent. */
  edition?: string | null;
}

/** A place in a document. */
export interface Source {
  id: string;
  place: string;
}

/** A condition that a decision looked at. */
export interface Condition {
  condition: string;
  met: boolean | null;
  items: string[];
  sources: Source[];
}

/** A decision with every condition it looked at. */
export interface Decision<Status extends string> {
  status: Status;
  because: Condition[];
}

/** Something that a rule found. */
export interface Finding {
  code: string;
  severity: 'error' | 'warning' | 'question' | 'note';
  items: string[];
  message: string;
  why: string;
  fix: string;
  sources: Source[];
  provisional: boolean;
}

/** A 2号機能. */
export type Function2Decision = Decision<'has' | 'lacks' | 'not_asked' | 'undecided'>;

/** What a check returns. `edition` is null when the text is no draft; the one finding is then KF01. */
export interface CheckResult {
  edition: string | null;
  catalog: string;
  rules: string;
  target: Decision<'target' | 'not_target' | 'undecided'>;
  function1: Decision<'has' | 'lacks' | 'undecided'>;
  function2: { i: Function2Decision; ro: Function2Decision; ha: Function2Decision; ni: Function2Decision };
  explanation_duty: Decision<'arises_on_confirmation' | 'none' | 'undecided'>;
  findings: Finding[];
}

/** What the functions throw for a call that makes no sense. `place` names the argument or option. */
export interface CheckError extends Error {
  code: 'OPTIONS' | 'DRAFT' | 'INTERNAL';
  place: string;
}

/**
 * What a `Checker` returns. `decisions` are 対象, 1号機能, 2号機能 イ・ロ・ハ・ニ and the 説明の努力義務. A finding is its code, which
 * of the texts of its rule it says, the items it is about, and the parameters of the text.
 */
export interface BriefResult {
  edition: string | null;
  decisions: string[];
  findings: [code: string, text: number, items: string[], args: string[]][];
}
