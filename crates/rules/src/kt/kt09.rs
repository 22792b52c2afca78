//! KT09 都道府県の期限が過ぎたか、近い。

use kakari_catalog::wareki;
use kakari_sources::Cite;

use super::awaits_periodic_report;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

/// From how many days on a deadline is no longer near.
const NEAR: i64 = 14;

const WHY: &str = "法令の報告期間は{2}までですが、都道府県がそれより早い期限を定めていることがあります。";

pub(crate) static RULE: Rule = Rule {
    code: "KT09",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "報告の期限が過ぎたか、近づいています",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "都道府県の報告の期限({0})を過ぎています。",
            why: "法令の報告期間は{2}まで続いているので、いまからでも報告できます。報告がないと、都道府県から催促などがあります。",
            fix: "まだ報告していなければ、早めに報告してください。G-MISで入力できないときは、都道府県の担当課に相談してください。",
        },
        Text {
            message: "報告の期限({0})まで、あと{1}日です。",
            why: WHY,
            fix: "まだ報告していなければ、期限までにG-MISで報告してください。期限は、都道府県の案内でも確かめてください。",
        },
        Text {
            message: "報告の期限は、本日({0})までです。",
            why: WHY,
            fix: "まだ報告していなければ、本日中にG-MISで報告してください。間に合わないときは、都道府県の担当課に相談してください。",
        },
    ],
    sources: &[Cite::derived("regulation", "第30条の33の15第3項")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "都道府県の期限(設定がなければ報告期間の終わりの3月31日)まで14日を切ったときと、期限を過ぎて報告期間の終わりまでの間に知らせます。報告の対象でない医療機関と変更報告には知らせません。",
        good: &[
            Example::new("14日前", &[]).on("2026-02-14").due("2026-02-28"),
            Example::new("報告期間の後", &[]).on("2026-04-01").due("2026-02-28"),
            Example::new("変更報告", &[("report", r#""change""#)]).on("2026-02-28").due("2026-02-28"),
        ],
        bad: &[
            Example::new("13日前", &[]).on("2026-02-15").due("2026-02-28"),
            Example::new("期限の日", &[]).on("2026-02-28").due("2026-02-28"),
            Example::new("期限の翌日", &[]).on("2026-03-01").due("2026-02-28"),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let window = context.catalog.dates().window;
    if !awaits_periodic_report(context) || context.today > window.to {
        return;
    }
    let left = (context.deadline - context.today).whole_days();
    let text = match left {
        ..0 => 0,
        0 => 2,
        1..NEAR => 1,
        NEAR.. => return,
    };
    let finding = findings.raise(context).text(text);
    finding.arg(wareki::both(context.deadline)).arg(left).arg(wareki::day(window.to));
}

#[cfg(test)]
mod tests {
    use crate::testing::{draft, expect_on, report};

    #[track_caller]
    fn message(today: &str, deadline: &str) -> String {
        let (catalog, report) = report(&draft(crate::BASE, &[]), today, deadline);
        let finding = report.findings.iter().find(|finding| finding.code() == "KT09").expect("a finding");
        finding.message(&catalog)
    }

    #[test]
    fn fewer_than_fourteen_days_are_near() {
        for (today, times) in [("2026-02-14", 0), ("2026-02-15", 1), ("2026-02-27", 1), ("2026-02-28", 1)] {
            expect_on("KT09", &[], today, "2026-02-28", times);
        }
        assert_eq!(message("2026-02-15", "2026-02-28"), "報告の期限(令和8年(2026年)2月28日)まで、あと13日です。");
        assert_eq!(message("2026-02-27", "2026-02-28"), "報告の期限(令和8年(2026年)2月28日)まで、あと1日です。");
    }

    #[test]
    fn the_day_itself_and_the_days_after_have_their_own_texts() {
        assert_eq!(message("2026-02-28", "2026-02-28"), "報告の期限は、本日(令和8年(2026年)2月28日)までです。");
        assert_eq!(message("2026-03-01", "2026-02-28"), "都道府県の報告の期限(令和8年(2026年)2月28日)を過ぎています。");
        assert_eq!(message("2026-03-31", "2026-02-28"), "都道府県の報告の期限(令和8年(2026年)2月28日)を過ぎています。");
    }

    #[test]
    fn without_a_deadline_the_window_has_one() {
        for (today, times) in [("2026-03-17", 0), ("2026-03-18", 1), ("2026-03-31", 1), ("2026-04-01", 0)] {
            expect_on("KT09", &[], today, "", times);
        }
    }

    #[test]
    fn a_deadline_outside_the_window_is_none() {
        for deadline in ["2025-12-31", "2026-04-01", "2027-03-01"] {
            expect_on("KT09", &[], "2026-02-01", deadline, 0);
            expect_on("KT09", &[], "2026-03-18", deadline, 1);
        }
    }

    #[test]
    fn before_the_window_a_deadline_may_be_near_already() {
        expect_on("KT09", &[], "2025-12-28", "2026-01-10", 1);
        expect_on("KT08", &[], "2025-12-28", "2026-01-10", 1);
        expect_on("KT09", &[], "2025-12-27", "2026-01-10", 0);
    }

    #[test]
    fn it_is_silent_where_no_periodic_report_is_due() {
        expect_on("KT09", &[("facility.exclusion", r#""imperial""#)], "2026-02-28", "2026-02-28", 0);
        expect_on("KT09", &[("report", r#""change""#)], "2026-02-28", "2026-02-28", 0);
    }
}
