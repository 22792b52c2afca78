//! KI04 時間外の体制がすべて「無し」なのに算定回数がある。 The choices of one of the three were inferred, hence provisional.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::function2_checks::{are_negative, counts_above_zero};
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KI04",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "時間外の体制が「無し」で、算定回数があります",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "時間外の体制の3項目がどれも「無し」ですが、{items}が0より大きくなっています。",
        why: "通常の診療時間外の診療として算定した回数があるときは、時間外の体制もあると考えられます。ただし、算定回数は前年度の実績で、体制とは対象の期間が違うため、両方が実際のとおりということもあります。",
        fix: "時間外の体制と算定回数を、医療機関で確かめてください。どちらも実際のとおりであれば、このままで問題ありません。",
    }],
    sources: &[
        Cite::our_reading("regulation", "別表第八 第四 一 イ"),
        Cite::our_reading("regulation", "別表第八 第四 一 ロ"),
    ],
    provisional: true,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "在宅当番医制、休日夜間急患センター等、自院又は連携の時間外対応の3項目がどれも「無し」で、時間外加算などの算定回数が0より大きいときに、両方が実際のとおりかを確かめます。",
        good: &[
            Example::new("輪番に参加している", &[("f2i.claims.holiday", "3")]),
            Example::new(
                "算定回数がすべて0",
                &[("answers", r#"{"f2i.rota": "no", "f2i.center": "no", "f2i.own": "no", "f2i.claims.holiday": 0}"#)],
            ),
        ],
        bad: &[Example::new(
            "体制が無く、休日加算を算定した",
            &[("f2i.rota", r#""no""#), ("f2i.own", r#""no""#), ("f2i.partners", ""), ("f2i.claims.holiday", "3")],
        )],
    },
};

const STRUCTURE: [Id; 3] = [Id::F2iRota, Id::F2iCenter, Id::F2iOwn];

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_function2_asked() || !are_negative(context, &STRUCTURE) {
        return;
    }
    let counts = counts_above_zero(context, "f2i");
    if !counts.is_empty() {
        findings.raise(context).at_items(counts);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    const NONE: [(&str, &str); 3] = [("f2i.rota", r#""no""#), ("f2i.center", r#""no""#), ("f2i.own", r#""willing""#)];

    #[track_caller]
    fn with(more: &[(&str, &str)], times: usize) {
        expect("KI04", &[&NONE, more].concat(), times);
    }

    #[test]
    fn one_claim_is_enough_and_none_is_not() {
        with(&[("f2i.claims.overtime", "1")], 1);
        with(&[("f2i.claims.overtime", "0")], 0);
        with(&[], 0);
    }

    #[test]
    fn all_counts_above_zero_stand_in_one_finding() {
        let counts = [("f2i.claims.early_night", "9"), ("f2i.claims.midnight", "0"), ("f2i.claims.overtime", "1")];
        let set = [&NONE[..], &counts].concat();
        assert_eq!(places("KI04", &set), [["f2i.claims.overtime", "f2i.claims.early_night"]]);
    }

    #[test]
    fn every_part_of_the_structure_has_to_be_answered_and_negative() {
        let claim = ("f2i.claims.overtime", "1");
        for part in ["f2i.rota", "f2i.center"] {
            with(&[claim, (part, r#""lt1""#)], 0);
            with(&[claim, (part, "")], 0);
        }
        with(&[claim, ("f2i.own", r#""own""#)], 0);
        with(&[claim, ("f2i.own", "")], 0);
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        with(&[("f2i.claims.overtime", "1"), ("f1.posted", r#""no""#)], 0);
        with(&[("f2i.claims.overtime", "1"), ("facility.exclusion", r#""imperial""#)], 0);
    }
}
