//! KF26 保険医療機関番号がない。 Needed for 番号照合 in G-MIS.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KF26",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "保険医療機関番号が入力されていません",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{items}が入力されていません。",
        why: "G-MISでは、報告のはじめに保険医療機関番号を照合します。番号が手元にないと、報告を始められません。",
        fix: "通知書などで番号を確かめて、10桁(都道府県番号2桁、点数表番号1桁、医療機関コード7桁)で入力してください。",
    }],
    sources: &[Cite::derived("manual-gmis", "PDF p.9")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "G-MISの画面では、報告の種類を選んだあと、保険医療機関番号を照合してから入力に進みます。番号がなくても下書きは作れますが、報告の前に必要になります。報告の対象外の医療機関には知らせません。",
        good: &[
            Example::new("番号がある", &[("facility.code", r#""0110112489""#)]),
            Example::new("報告の対象外", &[("facility.code", ""), ("facility.exclusion", r#""imperial""#)]),
        ],
        bad: &[
            Example::new("番号がない", &[("facility.code", "")]),
            Example::new("空白だけ", &[("facility.code", r#"" ""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let is_blank = context.text(Id::FacilityCode).is_some_and(|code| code.trim().is_empty());
    if context.is_asked() && (is_blank || context.is_missing(Id::FacilityCode)) {
        findings.raise(context).at(Id::FacilityCode);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::expect;

    #[test]
    fn a_code_that_is_given_is_left_to_other_rules() {
        for (json, times) in
            [("", 1), (r#""""#, 1), (r#""　""#, 1), (r#""1""#, 0), (r#""x""#, 0), ("1", 0), ("null", 0)]
        {
            expect("KF26", &[("facility.code", json)], times);
        }
    }

    #[test]
    fn an_institution_that_is_not_asked_needs_none() {
        expect("KF26", &[("facility.code", ""), ("facility.exclusion", "")], 1);
        expect("KF26", &[("facility.code", ""), ("facility.exclusion", r#""dental_only""#)], 0);
    }
}
