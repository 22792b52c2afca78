//! KT10 報告期間が過ぎた(法第30条の18の4第6項、第92条).

use kakari_catalog::wareki;
use kakari_sources::Cite;

use super::awaits_periodic_report;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KT10",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "報告期間が過ぎています",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{0}の報告期間は、{1}で終わっています。",
        why: "報告がないと都道府県から催促などがあり、知事が期間を定めて報告を命じることもあります。命令に違反すると、30万円以下の過料の定めがあります。",
        fix: "まだ報告していなければ、すぐに都道府県の担当課に連絡して、報告の方法を確かめてください。すでに報告していれば、することはありません。",
    }],
    sources: &[
        Cite::restates("regulation", "第30条の33の15第3項"),
        Cite::restates("law", "第30条の18の4第6項"),
        Cite::restates("law", "第92条"),
    ],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "点検した日が、その年度の報告期間の後であることを知らせます。報告を済ませたかどうかは、ツールではわかりません。報告の対象でない医療機関と変更報告には知らせません。",
        good: &[
            Example::new("報告期間の最終日", &[]).on("2026-03-31"),
            Example::new("変更報告", &[("report", r#""change""#)]).on("2026-04-01"),
        ],
        bad: &[Example::new("報告期間の翌日", &[]).on("2026-04-01")],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let window = context.catalog.dates().window;
    if !awaits_periodic_report(context) || context.today <= window.to {
        return;
    }
    findings.raise(context).arg(context.catalog.label()).arg(wareki::day(window.to));
}

#[cfg(test)]
mod tests {
    use crate::testing::expect_on;

    #[test]
    fn it_begins_with_the_day_after_the_window() {
        for (today, times) in [("2025-12-31", 0), ("2026-03-31", 0), ("2026-04-01", 1), ("2027-01-01", 1)] {
            expect_on("KT10", &[], today, "", times);
        }
    }

    #[test]
    fn an_earlier_deadline_changes_nothing() {
        expect_on("KT10", &[], "2026-03-31", "2026-02-28", 0);
        expect_on("KT10", &[], "2026-04-01", "2026-02-28", 1);
    }

    #[test]
    fn it_is_silent_where_no_periodic_report_is_due() {
        expect_on("KT10", &[("facility.exclusion", r#""dental_only""#)], "2026-04-01", "", 0);
        expect_on("KT10", &[("facility.exclusion", "")], "2026-04-01", "", 1);
        expect_on("KT10", &[("report", r#""change""#)], "2026-04-01", "", 0);
    }
}
