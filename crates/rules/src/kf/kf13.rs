//! KF13 考えにくい日付。 A year of one or two digits is one of an era that was typed without its name: 0008 for 令和8年.

use kakari_catalog::{Date, wareki};
use kakari_sources::Cite;

use crate::{Answer, Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

#[cfg(feature = "prose")]
const WHY: &str = "報告の対象かどうかは日付で決まります。この日付では判断できないため、判定には使っていません。";

pub(crate) static RULE: Rule = Rule {
    code: "KF13",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "考えにくい日付です",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "{items}が{0}になっています。", why: WHY, fix: "年を確かめて、入れ直してください。"
        },
        Text {
            message: "{items}が{0}になっています。{1}のことかもしれません。",
            why: WHY,
            fix: "年を西暦の4桁か、元号を付けて入れ直してください。",
        },
    ],
    sources: &[Cite::our_reading("guideline", "第2章 留意事項")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "明治より前(1867年まで)の日付と、報告期間の年から10年を超えて先の日付は、書き誤りと考えられます。1桁か2桁の年は、元号を付けずに書いた和暦の年と考えられるので、その日付を示します。このような日付は、報告の対象かどうかの判定に使いません。",
        good: &[
            Example::new("明治の開設", &[("facility.opened_on", r#""1873-01-01""#)]),
            Example::new("先に予定した廃院", &[("facility.closed_on", r#""2027-03-31""#)]),
            Example::new("日付でない文字", &[("facility.closed_on", r#""なし""#)]),
        ],
        bad: &[
            Example::new("元号のない和暦の年", &[("facility.opened_on", r#""0008-04-01""#)]),
            Example::new("年の書き誤り", &[("facility.closed_on", r#""2206-04-01""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    for index in 0..context.catalog.items().len() {
        if let Answer::Date(day) = *context.answer_at(index)
            && !context.can_be_meant(day)
        {
            let finding = findings.raise(context).at_item(index).arg(wareki::both(day));
            if let Some(meant) = meant(context, day) {
                finding.text(1).arg(wareki::both(meant));
            }
        }
    }
}

/// The day, where its year is one of 令和, 平成 or 昭和 without the name.
fn meant(context: &Context, day: Date) -> Option<Date> {
    let own = (1..=64).contains(&day.year());
    let of = |first: i32| day.replace_year(day.year() + first - 1).ok().filter(|day| own && context.can_be_meant(*day));
    of(2019).or_else(|| of(1989)).or_else(|| of(1926))
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    const OPENED: &str = "facility.opened_on";

    #[test]
    fn it_ends_with_the_year_of_meiji_and_begins_again_ten_years_after_the_window() {
        for (day, times) in [
            ("0000-01-01", 1),
            ("0001-01-01", 1),
            ("1867-12-31", 1),
            ("1868-01-01", 0),
            ("2025-04-01", 0),
            ("2036-12-31", 0),
            ("2037-01-01", 1),
            ("9999-12-31", 1),
        ] {
            expect("KF13", &[(OPENED, &format!("{day:?}"))], times);
        }
    }

    #[test]
    fn every_day_is_looked_at() {
        for id in [OPENED, "facility.suspended_on", "facility.resumed_on", "facility.closed_on"] {
            assert_eq!(places("KF13", &[(id, r#""0009-01-20""#)]), [[id]]);
            expect("KF13", &[(id, "")], 0);
        }
    }

    #[test]
    fn the_day_of_the_era_that_may_be_meant_is_said() {
        for (day, words) in [
            ("0008-04-01", "西暦8年4月1日になっています。令和8年(2026年)4月1日のことかもしれません。"),
            ("0009-01-20", "西暦9年1月20日になっています。令和9年(2027年)1月20日のことかもしれません。"),
            ("0001-04-01", "西暦1年4月1日になっています。平成31年(2019年)4月1日のことかもしれません。"),
            ("0030-04-01", "西暦30年4月1日になっています。平成30年(2018年)4月1日のことかもしれません。"),
            ("0060-04-01", "西暦60年4月1日になっています。昭和60年(1985年)4月1日のことかもしれません。"),
            ("0065-04-01", "西暦65年4月1日になっています。"),
            ("0206-04-01", "西暦206年4月1日になっています。"),
            ("1026-04-01", "1026年4月1日になっています。"),
            ("2062-04-01", "令和44年(2062年)4月1日になっています。"),
        ] {
            assert_eq!(says("KF13", &[(OPENED, &format!("{day:?}"))]).0, format!("「開設日」が{words}"));
        }
    }

    #[test]
    fn a_day_that_cannot_be_meant_contradicts_nothing() {
        let set = [(OPENED, r#""2025-06-01""#), ("facility.closed_on", r#""0008-04-01""#)];
        expect("KF13", &set, 1);
        expect("KT07", &set, 0);
        expect("KT12", &set, 0);
    }
}
