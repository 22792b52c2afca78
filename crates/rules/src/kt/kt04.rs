//! KT04 基準日に休院していたが、報告期間中に再開した(ガイドライン 第2章 留意事項).

use kakari_catalog::{Id, wareki};
use kakari_sources::Cite;

use crate::decisions::{Suspension, suspension};
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KT04",
    severity: Severity::Note,
    #[cfg(feature = "prose")]
    title: "再開した時点から報告の対象です",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{0}に再開したため、その時点から報告の対象です。",
        why: "基準日に休院していても、再開した時点から報告の対象になります。",
        fix: "都道府県の期限までに報告してください。期限が近いときは、都道府県の担当課に相談してください。",
    }],
    sources: &[Cite::restates("guideline", "第2章 留意事項")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "基準日に休院していた医療機関も、報告期間中に再開すれば、再開した時点から報告の対象になります。",
        good: &[
            Example::new("休院していない", &[("facility.suspended_on", "")]),
            Example::new("再開していない", &[("facility.suspended_on", r#""2025-06-01""#)]),
        ],
        bad: &[Example::new(
            "報告期間中に再開した",
            &[("facility.suspended_on", r#""2025-06-01""#), ("facility.resumed_on", r#""2026-01-15""#)],
        )],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if suspension(context) != Suspension::Resumed {
        return;
    }
    let day = context.date(Id::FacilityResumedOn).map(wareki::both).unwrap_or_default();
    findings.raise(context).at(Id::FacilityResumedOn).arg(day);
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[test]
    fn the_return_lies_after_the_base_date_and_inside_the_window() {
        for (day, times) in [("2026-01-01", 0), ("2026-01-02", 1), ("2026-03-31", 1), ("2026-04-01", 0)] {
            let resumed = format!("\"{day}\"");
            expect("KT04", &[("facility.suspended_on", r#""2025-06-01""#), ("facility.resumed_on", &resumed)], times);
        }
    }

    #[test]
    fn a_suspension_after_the_base_date_is_another_matter() {
        let set = [("facility.suspended_on", r#""2026-01-02""#), ("facility.resumed_on", r#""2026-02-01""#)];
        expect("KT04", &set, 0);
    }

    #[test]
    fn the_day_is_told() {
        let set = [("facility.suspended_on", r#""2025-06-01""#), ("facility.resumed_on", r#""2026-02-01""#)];
        assert_eq!(says("KT04", &set).0, "令和8年(2026年)2月1日に再開したため、その時点から報告の対象です。");
    }
}
