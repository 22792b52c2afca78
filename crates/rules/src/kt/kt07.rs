//! KT07 開設・休院・再開・廃院の日付が食い違う。

use kakari_catalog::{Id, wareki};
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KT07",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "日付が食い違っています",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "{0}({1})が、{2}({3})より前になっています。",
            why: "報告の対象かどうかは、これらの日付で決まります。順序が食い違っていると判断できません。",
            fix: "2つの日付を確かめて、直してください。休院と再開をくり返したときは、いちばん新しい休院とその再開だけを入れてください。",
        },
        Text {
            message: "{0}({1})が入っていますが、{2}が入っていません。",
            why: "報告の対象かどうかは、休院日と再開日の両方で決まります。片方だけでは判断できません。",
            fix: "休院日を入れてください。休院していなければ、再開日を消してください。",
        },
    ],
    sources: &[Cite::our_reading("guideline", "第2章 留意事項")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "開設、休院、再開、廃院は、この順に起こります。順序が逆の日付と、休院日のない再開日を知らせます。同じ日は食い違いとしません。",
        good: &[
            Example::new(
                "順に起こった",
                &[
                    ("facility.opened_on", r#""2010-04-01""#),
                    ("facility.suspended_on", r#""2025-04-01""#),
                    ("facility.resumed_on", r#""2025-06-01""#),
                ],
            ),
            Example::new(
                "開設した日に廃院した",
                &[("facility.opened_on", r#""2025-04-01""#), ("facility.closed_on", r#""2025-04-01""#)],
            ),
        ],
        bad: &[
            Example::new(
                "休院の前に再開した",
                &[("facility.suspended_on", r#""2025-06-01""#), ("facility.resumed_on", r#""2025-05-01""#)],
            ),
            Example::new("休院日のない再開日", &[("facility.resumed_on", r#""2025-05-01""#)]),
            Example::new(
                "開設の前に廃院した",
                &[("facility.opened_on", r#""2025-06-01""#), ("facility.closed_on", r#""2025-05-01""#)],
            ),
        ],
    },
};

/// What comes first, and what cannot come before it.
const ORDER: [(Id, Id); 5] = [
    (Id::FacilityOpenedOn, Id::FacilitySuspendedOn),
    (Id::FacilityOpenedOn, Id::FacilityClosedOn),
    (Id::FacilitySuspendedOn, Id::FacilityResumedOn),
    (Id::FacilitySuspendedOn, Id::FacilityClosedOn),
    (Id::FacilityResumedOn, Id::FacilityClosedOn),
];

fn check(context: &Context, findings: &mut Findings) {
    let name = |id| context.catalog.item(id).short();
    for (first, then) in ORDER {
        let (Some(start), Some(end)) = (context.date(first), context.date(then)) else {
            continue;
        };
        if end < start {
            let finding = findings.raise(context).at(first).at(then);
            finding.arg(name(then)).arg(wareki::both(end)).arg(name(first)).arg(wareki::both(start));
        }
    }
    if let Some(resumed) = context.date(Id::FacilityResumedOn).filter(|_| context.is_missing(Id::FacilitySuspendedOn)) {
        let finding = findings.raise(context).at(Id::FacilitySuspendedOn).at(Id::FacilityResumedOn).text(1);
        finding.arg(name(Id::FacilityResumedOn)).arg(wareki::both(resumed)).arg(name(Id::FacilitySuspendedOn));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    const OPENED: &str = "facility.opened_on";
    const SUSPENDED: &str = "facility.suspended_on";
    const RESUMED: &str = "facility.resumed_on";
    const CLOSED: &str = "facility.closed_on";
    const MAY: &str = r#""2025-05-01""#;
    const JUNE: &str = r#""2025-06-01""#;

    #[test]
    fn each_contradiction_names_both_items() {
        for (first, then) in [(OPENED, SUSPENDED), (OPENED, CLOSED), (SUSPENDED, RESUMED), (SUSPENDED, CLOSED)] {
            assert_eq!(places("KT07", &[(first, JUNE), (then, MAY)]), [[first, then]]);
            expect("KT07", &[(first, MAY), (then, JUNE)], 0);
            expect("KT07", &[(first, MAY), (then, MAY)], 0);
        }
    }

    #[test]
    fn nothing_resumes_after_it_has_closed() {
        let since = (SUSPENDED, r#""2025-01-01""#);
        assert_eq!(places("KT07", &[since, (RESUMED, JUNE), (CLOSED, MAY)]), [[RESUMED, CLOSED]]);
        expect("KT07", &[since, (RESUMED, MAY), (CLOSED, JUNE)], 0);
    }

    #[test]
    fn a_return_without_a_suspension_is_one() {
        assert_eq!(places("KT07", &[(RESUMED, MAY)]), [[SUSPENDED, RESUMED]]);
        assert_eq!(
            says("KT07", &[(RESUMED, MAY)]).0,
            "再開日(令和7年(2025年)5月1日)が入っていますが、休院日が入っていません。"
        );
        expect("KT07", &[(SUSPENDED, MAY)], 0);
    }

    #[test]
    fn several_contradictions_are_told_one_by_one() {
        let set = [(OPENED, r#""2025-12-01""#), (SUSPENDED, JUNE), (RESUMED, MAY), (CLOSED, r#""2025-04-01""#)];
        expect("KT07", &set, 5);
    }

    #[test]
    fn the_days_are_told_in_the_japanese_calendar() {
        let message = says("KT07", &[(SUSPENDED, JUNE), (RESUMED, MAY)]).0;
        assert_eq!(message, "再開日(令和7年(2025年)5月1日)が、休院日(令和7年(2025年)6月1日)より前になっています。");
    }

    #[test]
    fn a_date_that_cannot_be_read_contradicts_nothing() {
        expect("KT07", &[(SUSPENDED, r#""5月""#), (RESUMED, MAY)], 0);
    }
}
