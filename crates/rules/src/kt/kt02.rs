//! KT02 基準日に休院していて、再開していない(ガイドライン 第2章 留意事項).

use kakari_catalog::{Id, wareki};
use kakari_sources::Cite;

use crate::decisions::{Suspension, suspension};
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KT02",
    severity: Severity::Note,
    #[cfg(feature = "prose")]
    title: "基準日に休院しているため、対象から除かれます",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "基準日の{0}に休院しているため、再開するまで報告の対象から除かれます。",
        why: "基準日に休院している医療機関は報告の対象から除かれ、再開した時点から対象になります。",
        fix: "休院日に間違いがなければ、いまは報告は不要です。{1}までに再開したときは、再開日を入れて報告してください。",
    }],
    sources: &[Cite::restates("guideline", "第2章 留意事項")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "1月1日(基準日)に休院していて、報告期間の終わりまでに再開していない医療機関は、報告の対象から除かれます。基準日に休院に入った場合も含みます。",
        good: &[
            Example::new("休院していない", &[("facility.suspended_on", "")]),
            Example::new(
                "基準日までに再開した",
                &[("facility.suspended_on", r#""2025-06-01""#), ("facility.resumed_on", r#""2026-01-01""#)],
            ),
            Example::new("基準日の翌日に休院した", &[("facility.suspended_on", r#""2026-01-02""#)]),
        ],
        bad: &[
            Example::new("前の年から休院している", &[("facility.suspended_on", r#""2025-06-01""#)]),
            Example::new("基準日に休院した", &[("facility.suspended_on", r#""2026-01-01""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if suspension(context) != Suspension::OnBaseDate {
        return;
    }
    let dates = context.catalog.dates();
    let finding = findings.raise(context).at(Id::FacilitySuspendedOn);
    finding.arg(wareki::day(dates.as_of)).arg(wareki::day(dates.window.to));
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[track_caller]
    fn times(suspended: &str, resumed: &str, times: usize) {
        let json = |day: &str| if day.is_empty() { String::new() } else { format!("\"{day}\"") };
        let (suspended, resumed) = (json(suspended), json(resumed));
        expect("KT02", &[("facility.suspended_on", &suspended), ("facility.resumed_on", &resumed)], times);
    }

    #[test]
    fn it_is_the_base_date_that_counts() {
        times("2025-12-31", "", 1);
        times("2026-01-01", "", 1);
        times("2026-01-02", "", 0);
    }

    #[test]
    fn a_return_up_to_the_end_of_the_window_ends_it() {
        times("2025-12-01", "2026-01-01", 0);
        times("2025-12-01", "2026-03-31", 0);
        times("2025-12-01", "2026-04-01", 1);
    }

    #[test]
    fn the_days_are_told_in_the_japanese_calendar() {
        let (message, fix) = says("KT02", &[("facility.suspended_on", r#""2025-12-01""#)]);
        assert!(message.contains("令和8年1月1日") && fix.contains("令和8年3月31日"), "{message}{fix}");
    }
}
