//! KN07 算定回数はG-MISにあらかじめ表示される(NDBプレプリント). That these are among them was not seen, hence provisional.

use kakari_sources::Cite;

use crate::function2_checks::counts_preprinted;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KN07",
    severity: Severity::Note,
    #[cfg(feature = "prose")]
    title: "ニの算定回数は、集計値があらかじめ表示されます",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{items}は、G-MISに集計値があらかじめ表示されます。",
        why: "国が前年度の電子レセプトから集計した値なので、自院で数え直す必要はありません。医療機関が確認し、必要なら修正します。",
        fix: "表示された値を、自院の記録と見比べてください。この下書きでは空欄のままでよく、控えとして入力することもできます。",
    }],
    sources: &[
        Cite::restates("guideline", "第2章 留意事項"),
        Cite::our_reading("manual", "PDF p.70"),
        Cite::derived("regulation", "別表第八 第四 四 ロ"),
        Cite::derived("regulation", "別表第八 第四 四 ハ"),
    ],
    provisional: true,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "電子レセプトで請求していれば、前年度の算定回数の集計値がG-MISにあらかじめ表示され、医療機関が確認・修正します。どの項目に表示されるかをマニュアルで確認できたのは一部だけなので、暫定のお知らせです。",
        good: &[
            Example::new("電子レセプトで請求していない", &[("facility.electronic_claims", "false")]),
            Example::new("1号機能が「無し」", &[("f1.posted", r#""no""#)]),
        ],
        bad: &[Example::new("電子レセプトで請求している", &[])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    counts_preprinted(context, findings, "f2ni");
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    #[test]
    fn one_note_lists_every_count_whether_it_is_given_or_not() {
        let ids = ["f2ni.claims.care_manager", "f2ni.claims.facility_care"];
        assert_eq!(places("KN07", &[]), [ids]);
        assert_eq!(places("KN07", &[("f2ni.claims.care_manager", "12")]), [ids]);
    }

    #[test]
    fn it_is_said_only_where_claims_are_electronic() {
        expect("KN07", &[("facility.electronic_claims", "false")], 0);
        expect("KN07", &[("facility.electronic_claims", "")], 0);
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        expect("KN07", &[("f1.posted", r#""no""#)], 0);
        expect("KN07", &[("facility.exclusion", r#""imperial""#)], 0);
        expect("KN07", &[("f1.posted", "")], 1);
    }
}
