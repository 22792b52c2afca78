//! KT08 報告期間の前である(規則第30条の33の15第3項).

use kakari_catalog::wareki;
use kakari_sources::Cite;

use super::awaits_periodic_report;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KT08",
    severity: Severity::Note,
    #[cfg(feature = "prose")]
    title: "報告期間の前です",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "報告期間は{0}からです。いまは準備の期間です。",
        why: "報告は1年に1回、1月1日から3月31日までの間に行うと定められています。",
        fix: "{1}時点の体制などを確かめながら、下書きを作っておけます。G-MISのアカウントがあるか、早めに確かめてください。",
    }],
    sources: &[Cite::restates("regulation", "第30条の33の15第3項")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "点検した日が報告期間の前であることを知らせます。報告の対象でない医療機関と変更報告には知らせません。",
        good: &[
            Example::new("報告期間の初日", &[]).on("2026-01-01"),
            Example::new("変更報告", &[("report", r#""change""#)]).on("2025-12-31"),
        ],
        bad: &[Example::new("報告期間の前日", &[]).on("2025-12-31")],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let dates = context.catalog.dates();
    if !awaits_periodic_report(context) || context.today >= dates.window.from {
        return;
    }
    findings.raise(context).arg(wareki::day(dates.window.from)).arg(wareki::day(dates.as_of));
}

#[cfg(test)]
mod tests {
    use crate::testing::expect_on;

    #[test]
    fn it_ends_with_the_first_day_of_the_window() {
        for (today, times) in [("2025-06-01", 1), ("2025-12-31", 1), ("2026-01-01", 0), ("2026-04-01", 0)] {
            expect_on("KT08", &[], today, "", times);
        }
    }

    #[test]
    fn it_is_silent_where_no_periodic_report_is_due() {
        expect_on("KT08", &[("facility.exclusion", r#""imperial""#)], "2025-12-31", "", 0);
        expect_on("KT08", &[("facility.exclusion", "")], "2025-12-31", "", 1);
        expect_on("KT08", &[("report", r#""change""#)], "2025-12-31", "", 0);
    }
}
