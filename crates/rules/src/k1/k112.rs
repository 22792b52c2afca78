//! K112 院内処方のみなのに電子処方箋が「有り」。

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "K112",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "「院内処方のみ」で電子処方箋が「有り」です",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "「服薬の一元管理」が「無し(院内処方のみ)」ですが、「電子処方箋」が「有り」です。",
        why: "院内処方のみであれば、処方箋は発行しません。発行できる体制だけがある場合など、両方が実際のとおりということもありえます。",
        fix: "処方箋を発行しているかを、医療機関で確かめてください。発行していれば、「服薬の一元管理」でほかの選択肢を選びます。どの段階で「有り」とするかは、厚生労働省のマニュアルによります。",
    }],
    sources: &[Cite::our_reading("manual", "PDF p.66"), Cite::our_reading("regulation", "別表第八 第二 九")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "服薬の一元管理の「無し(院内処方のみ)」は、処方箋を発行していない場合の選択肢と読めます。電子処方箋を発行できる体制が「有り」のときに、両方が実際のとおりかを確かめます。",
        good: &[
            Example::new(
                "電子処方箋が「無し」",
                &[("f1.medication", r#""in_house_only""#), ("f1.dx.e_prescription", r#""no""#)],
            ),
            Example::new("服薬の一元管理が「無し(意向無し)」", &[("f1.medication", r#""no""#)]),
        ],
        bad: &[Example::new("院内処方のみで電子処方箋が「有り」", &[("f1.medication", r#""in_house_only""#)])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if context.holds(Id::F1Medication, "in_house_only") && context.holds(Id::F1DxEPrescription, "yes") {
        findings.raise(context).at(Id::F1DxEPrescription).at(Id::F1Medication);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    const IN_HOUSE: (&str, &str) = ("f1.medication", r#""in_house_only""#);

    #[test]
    fn only_both_together_are_asked_about() {
        expect("K112", &[IN_HOUSE], 1);
        for answer in [r#""no""#, r#""willing""#, ""] {
            expect("K112", &[IN_HOUSE, ("f1.dx.e_prescription", answer)], 0);
        }
        for answer in [r#""no""#, r#""willing""#, r#""yes""#, ""] {
            expect("K112", &[("f1.medication", answer)], 0);
        }
    }

    #[test]
    fn it_points_to_both() {
        assert_eq!(places("K112", &[IN_HOUSE]), [["f1.dx.e_prescription", "f1.medication"]]);
    }
}
