//! KT12 報告期間の前に廃院している。 There is no institution that could report.

use kakari_catalog::{Id, wareki};
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KT12",
    severity: Severity::Note,
    #[cfg(feature = "prose")]
    title: "報告期間の前に廃院しています",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "報告期間の前({0})に廃院しているため、{1}の対象ではありません。",
        why: "報告は、報告期間に開設している病院・診療所の管理者が行います。廃院していれば、報告する医療機関がありません。",
        fix: "廃院日に間違いがなければ、報告は不要です。",
    }],
    sources: &[Cite::derived("law", "第30条の18の4第1項"), Cite::derived("regulation", "第30条の33の15第3項")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "報告期間の前に廃院した医療機関は、報告の対象ではありません。報告期間中の廃院は、別の点検(KT05)で扱います。",
        good: &[
            Example::new("廃院していない", &[("facility.closed_on", "")]),
            Example::new("報告期間の初日に廃院した", &[("facility.closed_on", r#""2026-01-01""#)]),
        ],
        bad: &[Example::new("報告期間の前日に廃院した", &[("facility.closed_on", r#""2025-12-31""#)])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let window = context.catalog.dates().window;
    if let Some(day) = context.date(Id::FacilityClosedOn).filter(|day| *day < window.from) {
        findings.raise(context).at(Id::FacilityClosedOn).arg(wareki::both(day)).arg(context.catalog.label());
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[test]
    fn it_ends_with_the_first_day_of_the_window() {
        for (day, times) in [("2020-01-01", 1), ("2025-12-31", 1), ("2026-01-01", 0), ("2026-04-01", 0)] {
            expect("KT12", &[("facility.closed_on", &format!("\"{day}\""))], times);
        }
    }

    #[test]
    fn the_day_and_the_report_are_told() {
        let (message, _) = says("KT12", &[("facility.closed_on", r#""2025-12-31""#)]);
        assert_eq!(
            message,
            "報告期間の前(令和7年(2025年)12月31日)に廃院しているため、令和7年度報告の対象ではありません。"
        );
    }
}
