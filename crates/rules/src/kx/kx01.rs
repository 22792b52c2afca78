//! KX01 前年の下書きと比べて、数が10倍以上または10分の1以下になっている。

use kakari_catalog::{Id, Item};
use kakari_sources::Cite;

use crate::comparison::is_of_another_institution;
use crate::{Answer, Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KX01",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "前年と比べて、数が大きく変わっています",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "{items}が、前年の下書きでは{0}、今回は{1}です。",
            why: "前年の10倍以上か10分の1以下で、桁の打ち間違いや数え方の違いが考えられます。実際に大きく変わったのであれば、誤りではありません。",
            fix: "2つの数を、医療機関の記録で確かめてください。どちらも実際のとおりであれば、このままで問題ありません。",
        },
        Text {
            message: "前年の下書きとして選んだファイルは、保険医療機関番号が違うため、比べていません。",
            why: "別の医療機関の下書きと比べても、意味のある結果になりません。移転などで番号が変わっただけかどうかは、このツールでは決められません。",
            fix: "同じ医療機関の前年の下書きかどうかを、医療機関で確かめてください。番号が変わった場合は、前年の数と見比べてください。",
        },
    ],
    sources: &[Cite::our_reading("law", "第30条の18の4第6項"), Cite::our_reading("regulation", "第30条の33の15第3項")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "前年の下書きを選んだときに、1号機能と2号機能の人数や回数を前年と比べます。どちらの年も10以上で、10倍以上または10分の1以下になった項目をお知らせします。違いの大きさはこのツールで決めたもので、誤りとは限りません。保険医療機関番号が違う下書きとは比べません。",
        good: &[
            Example::new("前年の9倍", &[("f2i.claims.overtime", "90")]).last_year(&[("f2i.claims.overtime", "10")]),
            Example::new("どちらかが10より小さい", &[("f2i.claims.overtime", "90")])
                .last_year(&[("f2i.claims.overtime", "9")]),
            Example::new("前年の下書きがない", &[("f2i.claims.overtime", "1000")]),
        ],
        bad: &[
            Example::new("前年の10倍", &[("f2i.claims.overtime", "1320")]).last_year(&[("f2i.claims.overtime", "132")]),
            Example::new("前年の下書きが別の医療機関のもの", &[]).last_year(&[("facility.code", r#""0110112497""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let Some(last_year) = context.last_year().filter(|_| context.is_asked()) else {
        return;
    };
    if is_of_another_institution(context, last_year) {
        findings.raise(context).text(1).at(Id::FacilityCode);
        return;
    }
    for (index, item) in context.catalog.items().iter().enumerate() {
        if context.asked(index).is_left_out() {
            continue;
        }
        let (Some(before), Some(now)) = (number(last_year.answer_at(index)), number(context.answer_at(index))) else {
            continue;
        };
        if is_far_apart(before, now) {
            findings.raise(context).at_item(index).arg(in_words(item, before)).arg(in_words(item, now));
        }
    }
}

/// Any number in tenths.
fn number(answer: &Answer) -> Option<u64> {
    match answer {
        // An answer is at most 9,999,999, so this cannot overflow.
        Answer::Count(count) => Some(count * 10),
        Answer::Tenths(tenths) => Some(*tenths),
        _ => None,
    }
}

/// Whether one is ten times the other or more, and both are at least 10; in tenths.
fn is_far_apart(one: u64, other: u64) -> bool {
    let (less, more) = (one.min(other), one.max(other));
    less >= 100 && more >= 10 * less
}

/// 「1320回」「12.5人(常勤換算)」.
fn in_words(item: &Item, tenths: u64) -> String {
    let unit = item.unit.as_deref().unwrap_or_default();
    match tenths % 10 {
        0 => format!("{}{unit}", tenths / 10),
        tenth => format!("{}.{tenth}{unit}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Compared, compared};

    const COUNT: &str = "f2i.claims.overtime";

    #[track_caller]
    fn from_to(before: &str, now: &str, times: usize) {
        let found = compared("KX01", Compared::LastYear, &[(COUNT, before)], &[(COUNT, now)]);
        assert_eq!(found.len(), times, "{before} → {now}: {found:?}");
    }

    #[test]
    fn tenfold_is_found_both_ways_and_just_below_is_not() {
        from_to("10", "100", 1);
        from_to("10", "99", 0);
        from_to("100", "10", 1);
        from_to("100", "11", 0);
        from_to("50", "50", 0);
    }

    #[test]
    fn both_have_to_be_at_least_ten() {
        from_to("9", "9999999", 0);
        from_to("9999999", "9", 0);
        from_to("0", "1000", 0);
        from_to("10", "9999999", 1);
    }

    #[test]
    fn what_is_missing_or_unreadable_is_not_compared() {
        from_to("", "1000", 0);
        from_to("10", "", 0);
        from_to("-1", "1000", 0);
        from_to("10", r#""千""#, 0);
    }

    #[test]
    fn each_item_is_found_on_its_own_with_both_numbers() {
        let before = [(COUNT, "132"), ("f1.staff.doctors", "10"), ("f1.generalist.fte", "10.5")];
        let now = [(COUNT, "13"), ("f1.staff.doctors", "100"), ("f1.generalist.fte", "105.0")];
        let found = compared("KX01", Compared::LastYear, &before, &now);
        let found: Vec<_> = found.iter().map(|(places, message)| (places[0].as_str(), message.as_str())).collect();
        assert_eq!(
            found,
            [
                (
                    "f1.generalist.fte",
                    "「総合診療専門医数」が、前年の下書きでは10.5人(常勤換算)、今回は105人(常勤換算)です。"
                ),
                ("f1.staff.doctors", "「医師数」が、前年の下書きでは10人、今回は100人です。"),
                (COUNT, "「時間外加算等の回数」が、前年の下書きでは132回、今回は13回です。"),
            ]
        );
    }

    #[test]
    fn a_tenth_below_the_bounds_is_not_found() {
        for (before, now, times) in [("9.9", "990", 0), ("10.0", "100", 1), ("10.1", "100.9", 0), ("10.1", "101", 1)] {
            let fte = |number| [("f1.generalist.fte", number)];
            assert_eq!(compared("KX01", Compared::LastYear, &fte(before), &fte(now)).len(), times, "{before} {now}");
        }
    }

    #[test]
    fn the_draft_of_another_institution_gives_a_question_and_no_comparison() {
        let other = [("facility.code", r#""0110112497""#), (COUNT, "10")];
        let found = compared("KX01", Compared::LastYear, &other, &[(COUNT, "1000")]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, ["facility.code"]);
        assert!(found[0].1.contains("番号が違うため"), "{found:?}");
    }

    #[test]
    fn the_same_code_written_otherwise_or_missing_is_the_same_institution() {
        for code in [r#""01-1-0112489""#, r#""０１１０１１２４８９""#, r#""　0110112489""#, "", r#""  ""#] {
            let found =
                compared("KX01", Compared::LastYear, &[("facility.code", code), (COUNT, "10")], &[(COUNT, "100")]);
            assert_eq!(found.len(), 1, "{code}");
            assert_eq!(found[0].0, [COUNT]);
        }
    }

    #[test]
    fn it_is_silent_on_what_is_not_asked() {
        let lacks = [("f1.posted", r#""no""#), (COUNT, "100")];
        assert!(compared("KX01", Compared::LastYear, &[(COUNT, "10")], &lacks).is_empty());
        let excluded = [("facility.exclusion", r#""imperial""#), ("f1.staff.doctors", "100")];
        assert!(compared("KX01", Compared::LastYear, &[("f1.staff.doctors", "10")], &excluded).is_empty());
        assert!(compared("KX01", Compared::Confirmed, &[(COUNT, "10")], &[(COUNT, "100")]).is_empty());
    }
}
