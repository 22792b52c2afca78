//! KT05 報告期間中に廃院した(ガイドライン 第2章 留意事項). Before the window: KT12.

use kakari_catalog::{Id, wareki};
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KT05",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "報告期間中に廃院しています",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "廃院日({0})が報告期間中です。報告の対象外としてよいか、都道府県に確かめてください。",
        why: "報告期間中に廃院した医療機関は、対象から除いて差し支えないとされています。対象外にするかどうかは、都道府県が決めます。",
        fix: "都道府県の担当課に、報告が必要か問い合わせてください。",
    }],
    sources: &[Cite::restates("guideline", "第2章 留意事項")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "報告期間中に廃院した医療機関は、対象から除いて差し支えないとされています。対象外にするかどうかは、ツールでは決められません。",
        good: &[
            Example::new("廃院していない", &[("facility.closed_on", "")]),
            Example::new("報告期間の後に廃院する", &[("facility.closed_on", r#""2026-04-01""#)]),
        ],
        bad: &[Example::new("報告期間中に廃院した", &[("facility.closed_on", r#""2026-02-28""#)])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let window = context.catalog.dates().window;
    if let Some(day) = context.date(Id::FacilityClosedOn).filter(|day| window.contains(*day)) {
        findings.raise(context).at(Id::FacilityClosedOn).arg(wareki::both(day));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[test]
    fn both_ends_of_the_window_count() {
        for (day, times) in [("2025-12-31", 0), ("2026-01-01", 1), ("2026-03-31", 1), ("2026-04-01", 0)] {
            expect("KT05", &[("facility.closed_on", &format!("\"{day}\""))], times);
        }
    }

    #[test]
    fn it_says_who_decides() {
        let (message, fix) = says("KT05", &[("facility.closed_on", r#""2026-02-28""#)]);
        assert!(message.contains("令和8年(2026年)2月28日") && fix.contains("都道府県"), "{message}{fix}");
    }
}
