//! What a check returns, in the one shape that the command line, WebAssembly, the app and the element share.
//!
//! The members stand in the order of the specification, and nothing in them depends on the surface: written as JSON by
//! the same writer, the same draft, day and catalogue give the same bytes everywhere.

use kakari_catalog::{Catalog, Date, Id};
use kakari_draft::{Draft, ReadError};
use kakari_sources::Cite;
use serde::Serialize;

use crate::{
    Condition, Decision, FINGERPRINT, Finding, Function2, Options, Report, Severity, Status, check, check_briefly,
    refused,
};

/// The result of a check, written out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct CheckResult {
    /// The edition that the draft was checked against; `null` when the text is no draft, and the one finding is then KF01.
    pub edition: Option<String>,
    /// Fingerprint of the catalogue.
    pub catalog: String,
    /// Fingerprint of the rule set.
    pub rules: &'static str,
    /// 報告の対象か
    #[cfg_attr(feature = "types", ts(type = "Decision<TargetStatus>"))]
    pub target: DecisionResult,
    /// 1号機能
    #[cfg_attr(feature = "types", ts(type = "Decision<Function1Status>"))]
    pub function1: DecisionResult,
    /// 2号機能
    pub function2: Function2Result,
    /// 説明の努力義務
    #[cfg_attr(feature = "types", ts(type = "Decision<ExplanationDutyStatus>"))]
    pub explanation_duty: DecisionResult,
    /// By item in form order, then by code.
    pub findings: Vec<FindingResult>,
}

/// The decisions on the 2号機能.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "Function2Decisions"))]
pub struct Function2Result {
    /// イ
    #[cfg_attr(feature = "types", ts(type = "Decision<Function2Status>"))]
    pub i: DecisionResult,
    /// ロ
    #[cfg_attr(feature = "types", ts(type = "Decision<Function2Status>"))]
    pub ro: DecisionResult,
    /// ハ
    #[cfg_attr(feature = "types", ts(type = "Decision<Function2Status>"))]
    pub ha: DecisionResult,
    /// ニ
    #[cfg_attr(feature = "types", ts(type = "Decision<Function2Status>"))]
    pub ni: DecisionResult,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "Decision"))]
pub struct DecisionResult {
    /// The outcome, in one word.
    #[cfg_attr(feature = "types", ts(type = "Outcome"))]
    pub status: Status,
    /// Every condition that was looked at.
    pub because: Vec<ConditionResult>,
}

/// A condition of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "Condition"))]
pub struct ConditionResult {
    /// The condition as a sentence.
    pub condition: String,
    /// Met, not met, or not to be told yet (`null`).
    pub met: Option<bool>,
    /// Ids of the items that it looked at.
    #[cfg_attr(feature = "types", ts(type = "Array<ItemId>"))]
    pub items: Vec<String>,
    /// Where it stands.
    pub sources: Vec<SourceResult>,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "Finding"))]
pub struct FindingResult {
    /// 「K104」
    pub code: &'static str,
    /// How grave it is.
    #[cfg_attr(feature = "types", ts(type = "Severity"))]
    pub severity: Severity,
    /// Ids of the items, or names of the members of the file, that it is about.
    pub items: Vec<String>,
    /// What is wrong.
    #[cfg(feature = "prose")]
    pub message: String,
    /// Why it matters.
    #[cfg(feature = "prose")]
    pub why: String,
    /// What to do.
    #[cfg(feature = "prose")]
    pub fix: String,
    /// Which of the texts of its rule it says.
    #[cfg(not(feature = "prose"))]
    pub text: usize,
    /// Parameters of the text.
    #[cfg(not(feature = "prose"))]
    pub args: Vec<String>,
    /// The texts it rests on.
    pub sources: Vec<SourceResult>,
    /// 暫定
    pub provisional: bool,
}

/// What was found and decided, without words: for those who check many drafts, or show the words when they are asked
/// for. A tenth of the size of the whole result.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "BriefResult"))]
pub struct BriefResult<'a> {
    /// The edition that the draft was checked against; absent when the text is no draft.
    pub edition: Option<&'a str>,
    /// What is decided.
    pub decisions: BriefDecisions,
    /// By item in form order, then by code.
    pub findings: Vec<BriefFinding<'a>>,
}

/// The outcome of every decision, a word each.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct BriefDecisions {
    /// 報告の対象か
    #[cfg_attr(feature = "types", ts(type = "TargetStatus"))]
    pub target: Status,
    /// 1号機能
    #[cfg_attr(feature = "types", ts(type = "Function1Status"))]
    pub function1: Status,
    /// 2号機能
    pub function2: BriefFunction2,
    /// 説明の努力義務
    #[cfg_attr(feature = "types", ts(type = "ExplanationDutyStatus"))]
    pub explanation_duty: Status,
}

/// The outcome of the decisions on the 2号機能.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct BriefFunction2 {
    /// イ
    #[cfg_attr(feature = "types", ts(type = "Function2Status"))]
    pub i: Status,
    /// ロ
    #[cfg_attr(feature = "types", ts(type = "Function2Status"))]
    pub ro: Status,
    /// ハ
    #[cfg_attr(feature = "types", ts(type = "Function2Status"))]
    pub ha: Status,
    /// ニ
    #[cfg_attr(feature = "types", ts(type = "Function2Status"))]
    pub ni: Status,
}

/// A finding: its code, which of the texts of its rule it says, what it is about, and the parameters of the text.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "BriefFinding"))]
pub struct BriefFinding<'a>(&'static str, usize, Vec<&'a str>, &'a [String]);

impl BriefResult<'_> {
    /// Reads a text, checks it against the edition that it names, or against this one, and hands on what comes out.
    pub fn of_text<T>(
        text: &str,
        (editions, catalog): (&Editions, Option<&Catalog>),
        options: &Options,
        then: impl FnOnce(&BriefResult) -> T,
    ) -> T {
        let (edition, catalog, report) = match Draft::read_with(text, Id::name) {
            Ok(draft) => {
                let catalog = catalog.unwrap_or_else(|| editions.of(&draft, options.today));
                (Some(catalog.edition()), catalog, check_briefly(&draft, catalog, options))
            }
            Err(error) => (None, catalog.unwrap_or_else(|| editions.on(options.today)), refused(&error)),
        };
        let findings = report.findings.iter().map(|finding| BriefFinding::new(finding, catalog)).collect();
        then(&BriefResult { edition, decisions: BriefDecisions::of(&report), findings })
    }
}

impl BriefDecisions {
    fn of(report: &Report) -> Self {
        let Function2 { i, ro, ha, ni } = &report.function2;
        Self {
            target: report.target.status,
            function1: report.function1.status,
            function2: BriefFunction2 { i: i.status, ro: ro.status, ha: ha.status, ni: ni.status },
            explanation_duty: report.explanation_duty.status,
        }
    }
}

impl<'a> BriefFinding<'a> {
    fn new(finding: &'a Finding, catalog: &'a Catalog) -> Self {
        let places = finding.places.iter().map(|place| place.id(catalog)).collect();
        Self(finding.code(), finding.text(), places, &finding.args)
    }
}

/// A place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS), ts(rename = "Source"))]
pub struct SourceResult {
    /// The document.
    pub id: &'static str,
    /// 「第30条の18の4第1項」
    pub place: &'static str,
}

impl CheckResult {
    /// Writes a report out.
    pub fn new(report: &Report, catalog: &Catalog) -> Self {
        let decision = |decision| DecisionResult::new(decision, catalog);
        let function2 = &report.function2;
        Self {
            edition: Some(catalog.edition().to_owned()),
            catalog: catalog.fingerprint().to_owned(),
            rules: FINGERPRINT,
            target: decision(&report.target),
            function1: decision(&report.function1),
            function2: Function2Result {
                i: decision(&function2.i),
                ro: decision(&function2.ro),
                ha: decision(&function2.ha),
                ni: decision(&function2.ni),
            },
            explanation_duty: decision(&report.explanation_duty),
            findings: report.findings.iter().map(|finding| FindingResult::new(finding, catalog)).collect(),
        }
    }

    /// The result for a text that is no draft: nothing is decided, and the one finding (KF01) names line and column. The
    /// catalogue is the one that a draft would have been checked against.
    pub fn refused(error: &ReadError, catalog: &Catalog) -> Self {
        Self { edition: None, ..Self::new(&refused(error), catalog) }
    }

    /// Reads a text and checks it against the edition that it names.
    pub fn of_text(text: &str, editions: &Editions, options: &Options) -> Self {
        match Draft::read_with(text, Id::name) {
            Ok(draft) => Self::of_draft(&draft, editions.of(&draft, options.today), *options),
            Err(error) => Self::refused(&error, editions.on(options.today)),
        }
    }

    /// Reads a text and checks it against this catalogue, whatever edition it names.
    pub fn of_text_in(text: &str, catalog: &Catalog, options: &Options) -> Self {
        match Draft::read_with(text, Id::name) {
            Ok(draft) => Self::of_draft(&draft, catalog, *options),
            Err(error) => Self::refused(&error, catalog),
        }
    }

    fn of_draft(draft: &Draft, catalog: &Catalog, options: Options) -> Self {
        Self::new(&check(draft, catalog, &options), catalog)
    }

    /// Whether the text was no draft, so that nothing was checked.
    pub fn is_refused(&self) -> bool {
        self.edition.is_none()
    }

    /// Whether an error was found.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

impl DecisionResult {
    fn new(decision: &Decision, catalog: &Catalog) -> Self {
        let because = decision.because.iter().map(|condition| ConditionResult::new(condition, catalog)).collect();
        Self { status: decision.status, because }
    }
}

impl ConditionResult {
    fn new(condition: &Condition, catalog: &Catalog) -> Self {
        let items = catalog.items();
        Self {
            condition: condition.text.clone(),
            met: condition.met,
            items: condition.items.iter().filter_map(|at| items.get(*at)).map(|item| item.id.clone()).collect(),
            sources: sources(condition.sources),
        }
    }
}

impl FindingResult {
    fn new(finding: &Finding, catalog: &Catalog) -> Self {
        Self {
            code: finding.code(),
            severity: finding.severity(),
            items: finding.places.iter().map(|place| place.id(catalog).to_owned()).collect(),
            #[cfg(feature = "prose")]
            message: finding.message(catalog),
            #[cfg(feature = "prose")]
            why: finding.why(catalog),
            #[cfg(feature = "prose")]
            fix: finding.fix(catalog),
            #[cfg(not(feature = "prose"))]
            text: finding.text(),
            #[cfg(not(feature = "prose"))]
            args: finding.args.clone(),
            sources: sources(finding.rule.sources),
            provisional: finding.rule.provisional,
        }
    }
}

fn sources(cites: &[Cite]) -> Vec<SourceResult> {
    cites.iter().map(|cite| SourceResult { id: cite.id, place: cite.place }).collect()
}

/// The editions that drafts are checked against, read once. Choosing one is the same on every surface.
#[derive(Clone, Debug)]
pub struct Editions {
    first: Catalog,
    later: Vec<Catalog>,
}

impl Editions {
    /// The built-in editions. `None` only if this program was built from a broken catalogue.
    pub fn builtin() -> Option<Self> {
        let mut all = Catalog::builtin_editions().filter_map(Catalog::builtin);
        let first = all.next()?;
        Some(Self { first, later: all.collect() })
    }

    /// All editions, oldest first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Catalog> {
        std::iter::once(&self.first).chain(&self.later)
    }

    /// The edition of this name.
    pub fn get(&self, edition: &str) -> Option<&Catalog> {
        self.all().find(|catalog| catalog.edition() == edition)
    }

    /// The edition whose reporting window is open on that day, or the next one, or the last there is.
    pub fn on(&self, day: Date) -> &Catalog {
        let mut all = self.all();
        let last = self.later.last().unwrap_or(&self.first);
        all.find(|catalog| day <= catalog.dates().window.to).unwrap_or(last)
    }

    /// The edition that a draft names; where it names none that is known, that of the day (and KF10 says so).
    pub fn of(&self, draft: &Draft, today: Date) -> &Catalog {
        draft.edition().and_then(|name| self.get(name)).unwrap_or_else(|| self.on(today))
    }
}

#[cfg(test)]
mod tests {
    use kakari_catalog::parse_date;
    use serde_json::{Value, json};

    use super::*;
    use crate::{BASE, testing};

    fn options() -> Options {
        Options { today: parse_date("2026-02-01").expect("a date"), deadline: None }
    }

    fn result(text: &str) -> CheckResult {
        CheckResult::of_text(text, &Editions::builtin().expect("editions"), &options())
    }

    #[test]
    fn the_members_stand_in_the_order_of_the_specification() {
        let text = serde_json::to_string(&result(BASE)).expect("JSON");
        let mut rest = text.as_str();
        for name in ["edition", "catalog", "rules", "target", "function1", "function2", "explanation_duty", "findings"]
        {
            let at = rest.find(&format!("\"{name}\":")).unwrap_or_else(|| panic!("{name} in order"));
            rest = &rest[at + 1..];
        }
    }

    #[test]
    fn a_finding_and_a_decision_have_the_shape_of_the_specification() {
        let draft = testing::draft(BASE, &[("f1.generalist.fte", "")]);
        let result = serde_json::to_value(result(&draft.to_line())).expect("JSON");
        let finding = result["findings"].as_array().expect("a list").iter().find(|f| f["code"] == "K104");
        assert_eq!(
            finding.expect("K104"),
            &json!({
                "code": "K104",
                "severity": "error",
                "items": ["f1.generalist.fte"],
                "message": "総合診療専門医が「有り」ですが、「総合診療専門医数」が入力されていないか、0です。",
                "why": "「有り」を選んだときは、総合診療専門医の数を常勤換算で記入することになっています。",
                "fix": "常勤換算の人数を小数点以下第1位まで(第2位は切り捨て)入力してください。勤務していないときは「無し」を選んでください。",
                "sources": [
                    {"id": "manual", "place": "PDF p.62"},
                    {"id": "regulation", "place": "別表第八 第二 三"}
                ],
                "provisional": false
            })
        );
        assert_eq!(result["edition"], "R7");
        assert_eq!(result["rules"], FINGERPRINT);
        assert_eq!(result["target"]["status"], "target");
        assert_eq!(
            result["target"]["because"][0],
            json!({
                "condition": "特定機能病院、歯科医業のみの病院・診療所、刑事施設等の中の病院・診療所、皇室用財産である病院・診療所のいずれでもない",
                "met": true,
                "items": ["facility.exclusion"],
                "sources": [{"id": "regulation", "place": "第30条の33の15第1項"}]
            })
        );
        for function in ["i", "ro", "ha", "ni"] {
            assert!(result["function2"][function]["because"].is_array(), "{function}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_null() {
        let draft = testing::draft(BASE, &[("facility.exclusion", "")]);
        let result = serde_json::to_value(result(&draft.to_line())).expect("JSON");
        assert_eq!(result["target"]["status"], "undecided");
        assert_eq!(result["target"]["because"][0]["met"], Value::Null);
    }

    #[test]
    fn a_text_that_is_no_draft_is_refused_in_the_same_shape() {
        let result = result("{\n<html>");
        assert!(result.is_refused() && result.has_errors());
        let undecided = json!({"status": "undecided", "because": []});
        let catalog = Catalog::builtin("R7").expect("R7");
        assert_eq!(
            serde_json::to_value(&result).expect("JSON"),
            json!({
                "edition": null,
                "catalog": catalog.fingerprint(),
                "rules": FINGERPRINT,
                "target": undecided,
                "function1": undecided,
                "function2": {"i": undecided, "ro": undecided, "ha": undecided, "ni": undecided},
                "explanation_duty": undecided,
                "findings": [{
                    "code": "KF01",
                    "severity": "error",
                    "items": [],
                    "message": "2行1列に、JSONとして読めない文字があります。",
                    "why": result.findings[0].why,
                    "fix": result.findings[0].fix,
                    "sources": [{"id": "law", "place": "第30条の18の4第1項"}],
                    "provisional": false
                }]
            })
        );
    }

    #[test]
    fn the_edition_is_the_drafts_own_or_that_of_the_day() {
        let editions = Editions::builtin().expect("editions");
        let of = |draft: &Draft, day| editions.of(draft, parse_date(day).expect("a date")).edition().to_owned();
        assert_eq!(of(&Draft::new("R8"), "2026-02-01"), "R8");
        assert_eq!(of(&Draft::new("R99"), "2026-02-01"), "R7");
        for day in ["2025-06-01", "2026-03-31", "2026-04-01", "2028-01-01"] {
            let day = parse_date(day).expect("a date");
            assert_eq!(editions.on(day).edition(), Catalog::builtin_for(day).expect("an edition").edition());
        }
    }
}
