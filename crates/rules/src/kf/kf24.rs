//! KF24 名称または種類がない。

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KF24",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "医療機関の名称または種類がありません",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "医療機関の名称が入力されていません。",
            why: "名称がないと、どの病院・診療所の報告かわかりません。院内掲示や患者説明の書面にも名称が載ります。",
            fix: "病院・診療所の名称を入力してください。",
        },
        Text {
            message: "病院・診療所の種類が選ばれていません。",
            why: "病院か、有床診療所か、無床診療所かによって、点検する内容が変わります。",
            fix: "病院、有床診療所、無床診療所のどれかを選んでください。",
        },
    ],
    sources: &[Cite::our_reading("law", "第30条の18の4第1項")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "報告する医療機関の名称と、病院・有床診療所・無床診療所の別は、点検にも書面にも必要です。空白だけの名称は、入力されていないものとして扱います。",
        good: &[Example::new("名称と種類がある", &[("facility.kind", r#""hospital""#)])],
        bad: &[
            Example::new("名称がない", &[("facility.name", "")]),
            Example::new("種類がない", &[("facility.kind", "")]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let is_blank = context.text(Id::FacilityName).is_some_and(|name| name.trim().is_empty());
    if is_blank || context.is_missing(Id::FacilityName) {
        findings.raise(context).at(Id::FacilityName);
    }
    if context.is_missing(Id::FacilityKind) {
        findings.raise(context).at(Id::FacilityKind).text(1);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    #[test]
    fn each_missing_field_gives_one_finding() {
        assert_eq!(places("KF24", &[("facility", "")]), [["facility.name"], ["facility.kind"]]);
    }

    #[test]
    fn a_blank_name_is_a_missing_one() {
        for name in [r#""""#, r#"" ""#, r#""　\n""#] {
            expect("KF24", &[("facility.name", name)], 1);
        }
        expect("KF24", &[("facility.name", r#""あ""#)], 0);
    }

    #[test]
    fn a_value_that_cannot_be_read_is_not_reported_twice() {
        expect("KF24", &[("facility.name", "1"), ("facility.kind", r#""pharmacy""#)], 0);
    }
}
