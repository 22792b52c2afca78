//! KH03 在宅医療の体制が「無し」なのに算定回数がある。 The names of the counts were inferred, hence provisional.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::function2_checks::{are_negative, counts_above_zero};
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KH03",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "在宅医療の体制が「無し」で、算定回数があります",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "「在宅医療の体制」が「無し」ですが、{items}が0より大きくなっています。",
        why: "算定した回数があるときは、在宅医療の体制もあると考えられます。ただし、算定回数は前年度の実績、体制は基準日の状況なので、両方が実際のとおりということもあります。",
        fix: "在宅医療の体制と算定回数を、医療機関で確かめてください。どちらも実際のとおりであれば、このままで問題ありません。",
    }],
    sources: &[
        Cite::our_reading("regulation", "別表第八 第四 三 イ"),
        Cite::our_reading("regulation", "別表第八 第四 三 ロ"),
        Cite::our_reading("regulation", "別表第八 第四 三 ハ"),
        Cite::our_reading("regulation", "別表第八 第四 三 ニ"),
    ],
    provisional: true,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "在宅医療の体制が「無し」で、訪問診療や往診などの算定回数が0より大きいときに、両方が実際のとおりかを確かめます。算定回数の項目の分け方はマニュアルの頁を確認できていないため、暫定の点検です。",
        good: &[
            Example::new(
                "日中だけ対応していて、算定がある",
                &[("f2ha.care", r#""daytime""#), ("f2ha.claims.visit", "40")],
            ),
            Example::new("体制が「無し」で、算定がない", &[("f2ha.care", r#""no""#), ("f2ha.claims.visit", "0")]),
        ],
        bad: &[Example::new(
            "体制が「無し」で、訪問診療の算定がある",
            &[("f2ha.care", r#""no""#), ("f2ha.claims.visit", "40")],
        )],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_function2_asked() || !are_negative(context, &[Id::F2haCare]) {
        return;
    }
    let counts = counts_above_zero(context, "f2ha");
    if !counts.is_empty() {
        findings.raise(context).at_items(counts);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    const NO: (&str, &str) = ("f2ha.care", r#""no""#);

    #[test]
    fn one_claim_of_any_kind_is_enough() {
        for count in ["visit", "house_call", "home_nursing", "nursing_order", "end_of_life"] {
            let id = format!("f2ha.claims.{count}");
            expect("KH03", &[NO, (&id, "1")], 1);
            expect("KH03", &[NO, (&id, "0")], 0);
            assert_eq!(places("KH03", &[NO, (&id, "1")]), [[id.as_str()]]);
        }
        expect("KH03", &[NO], 0);
    }

    #[test]
    fn all_counts_above_zero_stand_in_one_finding() {
        let set = [NO, ("f2ha.claims.end_of_life", "1"), ("f2ha.claims.visit", "9")];
        assert_eq!(places("KH03", &set), [["f2ha.claims.visit", "f2ha.claims.end_of_life"]]);
    }

    #[test]
    fn only_a_structure_that_is_lacking_is_asked_about() {
        let visit = ("f2ha.claims.visit", "1");
        expect("KH03", &[("f2ha.care", r#""willing""#), visit], 1);
        for care in [r#""daytime""#, r#""own_24h""#, r#""partnered_24h""#, ""] {
            expect("KH03", &[("f2ha.care", care), visit], 0);
        }
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        expect("KH03", &[NO, ("f2ha.claims.visit", "1"), ("f1.posted", r#""no""#)], 0);
        expect("KH03", &[NO, ("f2ha.claims.visit", "1"), ("facility.exclusion", r#""imperial""#)], 0);
    }
}
