//! The checks of the かかりつけ医機能報告.
//!
//! [`check`] is a pure function of draft, catalogue and date: no clock, no IO, no panic. Each rule stands in a file of
//! its own under the folder of its family (`kf` file and values, `kt` target and time, `k1` 1号機能, `ki` `kr` `kh` `kn`
//! 2号機能 イ to ニ, `kx` across the report, `kp` publication), and has one line in [`registry`]. The decisions (target, 1号,
//! 2号, 説明の努力義務) with every condition they look at are in [`decisions`].

// Without prose, the rules keep the imports and helpers of their texts.
#![cfg_attr(not(feature = "prose"), allow(unused_imports, dead_code))]

mod asked;
pub mod calculators;
mod comparison;
mod context;
#[cfg(any(test, feature = "pages"))]
pub mod coverage;
mod cp932;
pub mod decisions;
mod finding;
mod function2_checks;
mod in_force;
mod institution_code;
mod k1;
mod kf;
mod kh;
mod ki;
mod kn;
mod kp;
mod kr;
mod kt;
mod kx;
mod place;
pub mod registry;
mod result;
mod rule;
#[cfg(test)]
mod testing;
mod width;
#[cfg(test)]
mod wording;

use kakari_catalog::{Catalog, Date};
use kakari_draft::{Draft, ReadError};

pub use asked::{Asked, is_preprinted};
pub use context::{Answer, Context, Partner};
pub use decisions::{Condition, Decision, Function2, Status};
pub use finding::{Finding, Findings};
pub use in_force::InForce;
pub use institution_code::{CheckDigit, InstitutionCode};
pub use place::Place;
pub use result::{
    BriefDecisions, BriefFinding, BriefFunction2, BriefResult, CheckResult, ConditionResult, DecisionResult, Editions,
    FindingResult, Function2Result, SourceResult,
};
pub use rule::{BASE, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
pub use rule::{Changes, Example, Page};

/// Identifies the rule set: two builds with the same fingerprint find the same.
pub const FINGERPRINT: &str = env!("KAKARI_RULES");

/// The day of the check and the prefecture's deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The day for which the draft is checked.
    pub today: Date,
    /// The prefecture's deadline inside the window; the last day of the window where absent.
    pub deadline: Option<Date>,
}

/// Other drafts of the same institution that a draft is compared with.
#[derive(Clone, Copy, Debug, Default)]
pub struct References<'a> {
    /// Last year's draft.
    pub last_year: Option<&'a Draft>,
    /// The draft of the report whose 2号機能 the prefecture confirmed (都道府県の確認).
    pub confirmed: Option<&'a Draft>,
}

/// The result of a check.
#[derive(Clone, Debug)]
pub struct Report {
    /// Is the institution a target of the report (かかりつけ医機能報告対象病院等)?
    pub target: Decision,
    /// Does it have the 1号機能?
    pub function1: Decision,
    /// Does it have each of the 2号機能?
    pub function2: Function2,
    /// Will the 説明の努力義務 arise?
    pub explanation_duty: Decision,
    /// By item in form order, then by code.
    pub findings: Vec<Finding>,
    asked: Vec<Asked>,
}

impl Report {
    /// Whether the item at this place in the catalogue is asked.
    pub fn asked(&self, index: usize) -> Asked {
        self.asked.get(index).copied().unwrap_or(Asked::Open)
    }

    /// Whether nothing stands against keying the report into G-MIS.
    pub fn is_ready(&self) -> bool {
        !self.findings.iter().any(|finding| finding.severity() == Severity::Error)
    }

    /// How many findings there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity() == severity).count()
    }
}

/// Checks a draft.
pub fn check(draft: &Draft, catalog: &Catalog, options: &Options) -> Report {
    check_against(draft, catalog, options, &References::default())
}

/// Checks a draft for its findings and the outcome of the decisions, whose conditions are left out: [`Decision::because`]
/// is empty. Takes half the time.
pub fn check_briefly(draft: &Draft, catalog: &Catalog, options: &Options) -> Report {
    let mut report = run(Context::new(draft, catalog, options).without_explanations());
    let Report { target, function1, function2: Function2 { i, ro, ha, ni }, explanation_duty, .. } = &mut report;
    for decision in [target, function1, i, ro, ha, ni, explanation_duty] {
        decision.because.clear();
    }
    report
}

/// Checks a draft and compares it with others of the same institution.
pub fn check_against<'a>(
    draft: &'a Draft,
    catalog: &'a Catalog,
    options: &Options,
    references: &References<'a>,
) -> Report {
    run(Context::new(draft, catalog, options).against(references))
}

/// The items about the structure (体制) of the 2号機能 that a draft answers otherwise than the one that the prefecture
/// confirmed, by their places in the catalogue: what KX02 looks at.
pub fn structure_changes(draft: &Draft, confirmed: &Draft, catalog: &Catalog) -> Vec<usize> {
    let options = Options { today: catalog.dates().as_of, deadline: None };
    let (now, before) = (Context::new(draft, catalog, &options), Context::new(confirmed, catalog, &options));
    let sections = decisions::FUNCTIONS.into_iter();
    sections.flat_map(|section| kx::kx02::changes(&now, &before, section).collect::<Vec<_>>()).collect()
}

/// What is decided about a draft, and why. No rule looks at it, and it is not worked out what is asked:
/// [`Report::findings`] is empty.
pub fn decide(draft: &Draft, catalog: &Catalog, options: &Options) -> Report {
    decided(&Context::new(draft, catalog, options))
}

fn decided(context: &Context) -> Report {
    let target = decisions::target(context);
    let function1 = decisions::function1(context);
    let function2 = decisions::function2(context, function1.status);
    let explanation_duty = decisions::explanation_duty(&function2);
    Report { target, function1, function2, explanation_duty, findings: Vec::new(), asked: Vec::new() }
}

fn run(mut context: Context) -> Report {
    let mut report = decided(&context);
    let function2 = report.function2.all().map(|(_, decision)| decision.status);
    context.set_decisions(report.target.status, report.function1.status, function2);
    let mut findings = Findings::default();
    for rule in registry::in_force_on(context.catalog.dates().window.from) {
        findings.run(rule, &context);
    }
    report.findings = findings.sorted(context.catalog);
    report.asked = context.into_asked();
    report
}

/// The report on a text that is no draft: nothing is decided, and the one finding (KF01) says why.
fn refused(error: &ReadError) -> Report {
    let open = || Decision { status: Status::Undecided, because: Vec::new() };
    Report {
        target: open(),
        function1: open(),
        function2: Function2 { i: open(), ro: open(), ha: open(), ni: open() },
        explanation_duty: open(),
        findings: vec![refusal(error)],
        asked: Vec::new(),
    }
}

/// The finding for a text that is no draft.
pub fn refusal(error: &ReadError) -> Finding {
    kf::kf01::finding(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{draft, report};

    #[test]
    fn a_report_is_ready_as_soon_as_nothing_is_an_error() {
        let of = |set: &[(&str, &str)]| report(&draft(BASE, set), "2026-02-01", "").1;
        let clean = of(&[]);
        assert!(clean.is_ready());
        assert_eq!((clean.count(Severity::Error), clean.count(Severity::Warning)), (0, 0));
        assert_eq!(clean.count(Severity::Note), clean.findings.len());
        let warned = of(&[("facility.phone", r#""000""#)]);
        assert!(warned.is_ready());
        assert_eq!((warned.count(Severity::Error), warned.count(Severity::Warning)), (0, 1));
        let wrong =
            of(&[("facility.phone", r#""000""#), ("f1.staff.doctors", "-1"), ("f1.staff.outpatient_nurses", "-1")]);
        assert!(!wrong.is_ready());
        assert_eq!((wrong.count(Severity::Error), wrong.count(Severity::Warning)), (2, 1));
    }

    #[test]
    fn what_is_decided_alone_is_what_a_check_decides() {
        let catalog = Catalog::builtin("R7").expect("R7");
        let options = Options { today: kakari_catalog::parse_date("2026-02-01").expect("a day"), deadline: None };
        for set in [&[("f1.posted", r#""no""#)][..], &[("f2ni.acp", "")], &[("facility.type", "")]] {
            let draft = draft(BASE, set);
            let (whole, alone) = (check(&draft, &catalog, &options), decide(&draft, &catalog, &options));
            assert!(alone.findings.is_empty());
            assert_eq!((&whole.target, &whole.function1), (&alone.target, &alone.function1));
            assert_eq!((&whole.function2, &whole.explanation_duty), (&alone.function2, &alone.explanation_duty));
        }
    }

    #[test]
    fn a_brief_check_finds_and_decides_the_same_and_explains_nothing() {
        let draft = draft(BASE, &[("f1.posted", r#""no""#), ("f2ni.acp", "")]);
        let catalog = Catalog::builtin("R7").expect("R7");
        let options = Options { today: kakari_catalog::parse_date("2026-02-01").expect("a day"), deadline: None };
        let (long, brief) = (check(&draft, &catalog, &options), check_briefly(&draft, &catalog, &options));
        let codes = |report: &Report| report.findings.iter().map(Finding::code).collect::<Vec<_>>();
        assert_eq!(codes(&long), codes(&brief));
        for ((_, long), (_, brief)) in long.function2.all().into_iter().zip(brief.function2.all()) {
            assert_eq!(long.status, brief.status);
            assert!(!long.because.is_empty() && brief.because.is_empty());
        }
        assert_eq!((long.function1.status, long.target.status), (brief.function1.status, brief.target.status));
        let context = Context::new(&draft, &catalog, &options);
        assert_eq!(context.explained(|| "said"), "said");
        assert_eq!(context.without_explanations().explained(|| "said"), "");
    }
}
