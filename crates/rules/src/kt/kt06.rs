//! KT06 報告期間中に開設した(ガイドライン 第2章 留意事項).

use kakari_catalog::{Id, wareki};
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KT06",
    severity: Severity::Note,
    #[cfg(feature = "prose")]
    title: "新しく開設したため、次の年度から対象です",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "開設日({0})が報告期間中のため、次の年度の報告から対象です。",
            why: "報告期間中に新しく開設した医療機関は、次の年度から報告の対象として扱われます。",
            fix: "開設日に間違いがなければ、{1}は不要です。次の年度の報告期間に報告してください。",
        },
        Text {
            message: "開設日({0})が報告期間より後のため、{1}の対象ではありません。",
            why: "報告は、開設した後の年度から対象になります。",
            fix: "開設日と、下書きの報告年度を確かめてください。",
        },
    ],
    sources: &[Cite::restates("guideline", "第2章 留意事項")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "報告期間(1月1日から3月31日まで)に新しく開設した医療機関は、次の年度の報告から対象になります。",
        good: &[
            Example::new("報告期間の前に開設した", &[("facility.opened_on", r#""2025-12-31""#)]),
            Example::new("開設日を入れていない", &[("facility.opened_on", "")]),
        ],
        bad: &[
            Example::new("報告期間中に開設した", &[("facility.opened_on", r#""2026-02-01""#)]),
            Example::new("報告期間の初日に開設した", &[("facility.opened_on", r#""2026-01-01""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let window = context.catalog.dates().window;
    let Some(day) = context.date(Id::FacilityOpenedOn).filter(|day| *day >= window.from) else {
        return;
    };
    let finding = findings.raise(context).at(Id::FacilityOpenedOn).text(usize::from(day > window.to));
    finding.arg(wareki::both(day)).arg(context.catalog.label());
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[test]
    fn it_begins_with_the_first_day_of_the_window() {
        for (day, times) in [("2025-12-31", 0), ("2026-01-01", 1), ("2026-03-31", 1), ("2026-04-01", 1)] {
            expect("KT06", &[("facility.opened_on", &format!("\"{day}\""))], times);
        }
    }

    #[test]
    fn after_the_window_the_text_is_another() {
        assert!(says("KT06", &[("facility.opened_on", r#""2026-03-31""#)]).0.contains("次の年度の報告から"));
        let (message, _) = says("KT06", &[("facility.opened_on", r#""2026-04-01""#)]);
        assert_eq!(message, "開設日(令和8年(2026年)4月1日)が報告期間より後のため、令和7年度報告の対象ではありません。");
    }
}
