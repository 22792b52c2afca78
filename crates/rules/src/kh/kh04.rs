//! KH04 在宅看取りの算定があるのに、訪問診療と往診がどちらも0。 Which fees each count takes in was not seen, hence provisional.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KH04",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "在宅看取りの算定があり、訪問診療と往診が0回です",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "在宅看取りの回数が{0}回ですが、訪問診療と往診の回数がどちらも0です。",
        why: "在宅での看取りは、訪問診療か往診を行うなかで算定するのがふつうです。どの診療報酬項目を数えるかの一覧は、このツールでは確認できていません。",
        fix: "3つの回数を、医療機関の記録で確かめてください。どれも実際のとおりであれば、このままで問題ありません。",
    }],
    sources: &[
        Cite::our_reading("regulation", "別表第八 第四 三 ロ"),
        Cite::our_reading("regulation", "別表第八 第四 三 ニ"),
    ],
    provisional: true,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "在宅看取りの算定回数が0より大きく、訪問診療と往診の算定回数がどちらも0のときに、数え間違いがないかを確かめます。どの診療報酬項目を数えるかはマニュアルの頁を確認できていないため、暫定の点検です。",
        good: &[
            Example::new(
                "往診がある",
                &[("f2ha.claims.visit", "0"), ("f2ha.claims.house_call", "1"), ("f2ha.claims.end_of_life", "1")],
            ),
            Example::new(
                "往診の回数が入力されていない",
                &[("f2ha.claims.visit", "0"), ("f2ha.claims.end_of_life", "1")],
            ),
        ],
        bad: &[Example::new(
            "看取りだけがある",
            &[("f2ha.claims.visit", "0"), ("f2ha.claims.house_call", "0"), ("f2ha.claims.end_of_life", "1")],
        )],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_function2_asked() {
        return;
    }
    let (visit, house_call) = (Id::F2haClaimsVisit, Id::F2haClaimsHouseCall);
    let Some(deaths) = context.count(Id::F2haClaimsEndOfLife).filter(|count| *count > 0) else {
        return;
    };
    if context.count(visit) == Some(0) && context.count(house_call) == Some(0) {
        findings.raise(context).at(visit).at(house_call).at(Id::F2haClaimsEndOfLife).arg(deaths);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[track_caller]
    fn counts(visit: &str, house_call: &str, end_of_life: &str, times: usize) {
        let set = [
            ("f2ha.claims.visit", visit),
            ("f2ha.claims.house_call", house_call),
            ("f2ha.claims.end_of_life", end_of_life),
        ];
        expect("KH04", &set, times);
    }

    #[test]
    fn both_have_to_be_given_and_zero() {
        counts("0", "0", "1", 1);
        counts("1", "0", "1", 0);
        counts("0", "1", "1", 0);
        counts("", "0", "1", 0);
        counts("0", "", "1", 0);
    }

    #[test]
    fn without_a_claim_at_the_end_of_life_nothing_is_asked() {
        counts("0", "0", "0", 0);
        counts("0", "0", "", 0);
        counts("0", "0", "-1", 0);
    }

    #[test]
    fn it_names_the_number_and_points_to_the_three() {
        let set = [("f2ha.claims.visit", "0"), ("f2ha.claims.house_call", "0"), ("f2ha.claims.end_of_life", "3")];
        assert!(says("KH04", &set).0.starts_with("在宅看取りの回数が3回ですが"));
        assert_eq!(places("KH04", &set), [["f2ha.claims.visit", "f2ha.claims.house_call", "f2ha.claims.end_of_life"]]);
        expect("KH04", &[&set[..], &[("f1.posted", r#""no""#)]].concat(), 0);
        expect("KH04", &[&set[..], &[("facility.exclusion", r#""imperial""#)]].concat(), 0);
    }
}
