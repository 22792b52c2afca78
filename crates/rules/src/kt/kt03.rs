//! KT03 報告期間中に休院に入り、再開していない(ガイドラインQ&A Q8).

use kakari_catalog::{Id, wareki};
use kakari_sources::Cite;

use crate::decisions::{Suspension, suspension};
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KT03",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "報告期間中に休院しています",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "報告期間中の{0}に休院しています。報告の対象外としてよいか、都道府県に確かめてください。",
        why: "報告期間中に休院となった医療機関は、対象外として差し支えないとされています。対象外にするかどうかは、都道府県が決めます。",
        fix: "都道府県の担当課に、報告が必要か問い合わせてください。報告期間中に再開したときは報告の対象になるので、再開日を入れてください。",
    }],
    sources: &[Cite::restates("qa", "Q8"), Cite::restates("guideline", "第2章 留意事項")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "基準日より後、報告期間中に休院に入り、期間の終わりまでに再開していない医療機関は、対象外として差し支えないとされています。対象外にするかどうかは、ツールでは決められません。",
        good: &[
            Example::new("休院していない", &[("facility.suspended_on", "")]),
            Example::new(
                "報告期間中に再開した",
                &[("facility.suspended_on", r#""2026-01-15""#), ("facility.resumed_on", r#""2026-03-31""#)],
            ),
            Example::new("報告期間の後に休院する", &[("facility.suspended_on", r#""2026-04-01""#)]),
        ],
        bad: &[Example::new("報告期間中に休院した", &[("facility.suspended_on", r#""2026-01-15""#)])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if suspension(context) != Suspension::InWindow {
        return;
    }
    let day = context.date(Id::FacilitySuspendedOn).map(wareki::both).unwrap_or_default();
    findings.raise(context).at(Id::FacilitySuspendedOn).arg(day);
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[test]
    fn it_begins_after_the_base_date_and_inside_the_window() {
        for (day, times) in [("2026-01-01", 0), ("2026-01-02", 1), ("2026-03-31", 1), ("2026-04-01", 0)] {
            expect("KT03", &[("facility.suspended_on", &format!("\"{day}\""))], times);
        }
    }

    #[test]
    fn a_return_inside_the_window_ends_it() {
        for (day, times) in [("2026-03-31", 0), ("2026-04-01", 1)] {
            let resumed = format!("\"{day}\"");
            expect("KT03", &[("facility.suspended_on", r#""2026-02-01""#), ("facility.resumed_on", &resumed)], times);
        }
    }

    #[test]
    fn it_says_who_decides() {
        let (message, fix) = says("KT03", &[("facility.suspended_on", r#""2026-02-01""#)]);
        assert!(message.contains("令和8年(2026年)2月1日") && fix.contains("都道府県"), "{message}{fix}");
    }
}
