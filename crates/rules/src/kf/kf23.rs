//! KF23 医科の番号でない。 The third digit (点数表番号) is not 1.

use kakari_catalog::Id;
use kakari_sources::Cite;

use super::institution_code;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KF23",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "医科の保険医療機関番号ではありません",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "{items}の3桁目(点数表番号)が{0}で、{1}の番号です。",
            why: "かかりつけ医機能報告は病院・診療所の報告で、医科の番号では3桁目が1になります。",
            fix: "同じ所に歯科、薬局、訪問看護の番号があるときは、取り違えていないか確かめて、医科の番号を入れてください。",
        },
        Text {
            message: "{items}の3桁目(点数表番号)が{0}で、どの点数表の番号でもありません。",
            why: "点数表番号は、医科が1、歯科が3、調剤が4、訪問看護が6です。ほかの番号は公開されている一覧に見当たりません。",
            fix: "通知書などと見比べて、番号を確かめてください。",
        },
    ],
    sources: &[Cite::our_reading("public-lists", "検証番号の検証(105,421件)")],
    provisional: true,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "保険医療機関番号の3桁目は点数表番号で、医科は1です。歯科(3)、調剤(4)、訪問看護(6)の番号を取り違えていないかを見ます。対象外の区分で「歯科医業のみ」を選んでいれば、歯科の番号でもかまいません。",
        good: &[
            Example::new("医科の番号", &[("facility.code", r#""0110112489""#)]),
            Example::new(
                "歯科医業のみで歯科の番号",
                &[("facility.code", r#""0130112485""#), ("facility.exclusion", r#""dental_only""#)],
            ),
        ],
        bad: &[
            Example::new("歯科の番号", &[("facility.code", r#""0130112485""#)]),
            Example::new("知られていない点数表番号", &[("facility.code", r#""0190112481""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let Some(code) = institution_code(context) else {
        return;
    };
    let table = code.fee_table();
    let kind = match table {
        1 => return,
        3 if context.holds(Id::FacilityExclusion, "dental_only") => return,
        3 => Some("歯科"),
        4 => Some("調剤(薬局)"),
        6 => Some("訪問看護"),
        _ => None,
    };
    let finding = findings.raise(context).at(Id::FacilityCode).arg(table);
    match kind {
        Some(kind) => finding.arg(kind),
        None => finding.text(1),
    };
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[test]
    fn only_a_medical_code_is_silent() {
        for table in 0..=9 {
            let code = format!("\"01{table}0112489\"");
            expect("KF23", &[("facility.code", &code)], usize::from(table != 1));
        }
    }

    #[test]
    fn a_dental_code_is_right_for_those_that_do_dentistry_alone() {
        let dental = ("facility.code", r#""0130112489""#);
        expect("KF23", &[dental, ("facility.exclusion", r#""dental_only""#)], 0);
        expect("KF23", &[("facility.code", r#""0140112489""#), ("facility.exclusion", r#""dental_only""#)], 1);
    }

    #[test]
    fn the_known_tables_are_named() {
        for (table, name) in [(3, "歯科"), (4, "調剤"), (6, "訪問看護")] {
            let (message, _) = says("KF23", &[("facility.code", &format!("\"01{table}0112489\""))]);
            assert!(message.contains(&format!("{table}で、{name}")), "{message}");
        }
        assert!(says("KF23", &[("facility.code", r#""0120112489""#)]).0.contains("どの点数表の番号でもありません"));
    }

    #[test]
    fn a_code_that_is_not_ten_digits_is_left_to_another_rule() {
        expect("KF23", &[("facility.code", r#""013011248""#)], 0);
        expect("KF23", &[("facility.code", "")], 0);
    }
}
