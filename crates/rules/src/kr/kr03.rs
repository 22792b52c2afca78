//! KR03 無床診療所が自院の病床を確保していると回答している。

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KR03",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "無床診療所で、自院の病床を確保していると回答しています",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "医療機関の種類が「無床診療所」ですが、「後方支援病床」で自院の病床を確保していると回答しています。",
        why: "無床診療所には、入院していただく病床がありません。医療機関の種類か病床の回答の、どちらかが実際と違います。",
        fix: "無床診療所であれば、「他医療機関と連携して確保」か「無し」を選んでください。自院に病床があれば、医療機関の種類を直してください。",
    }],
    sources: &[Cite::derived("regulation", "別表第八 第四 二 イ"), Cite::derived("regulation", "別表第八 第五 二")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "後方支援病床は、在宅の患者さんの病状が急変したときに入院していただくための病床です。無床診療所は自院では確保できないため、自院で確保しているという回答は実際と合いません。他の医療機関と連携して確保していれば、無床診療所でも「有り」になります。",
        good: &[
            Example::new(
                "無床診療所が、連携して確保している",
                &[("facility.kind", r#""clinic""#), ("f2ro.beds", r#""partnered""#)],
            ),
            Example::new(
                "有床診療所が、自院で確保している",
                &[("facility.kind", r#""clinic_with_beds""#), ("f2ro.beds", r#""own""#), ("f2ro.partners", "")],
            ),
        ],
        bad: &[Example::new(
            "無床診療所が、自院で確保している",
            &[("facility.kind", r#""clinic""#), ("f2ro.beds", r#""own""#), ("f2ro.partners", "")],
        )],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if context.is_function2_asked()
        && context.choice(Id::FacilityKind) == Some("clinic")
        && matches!(context.choice(Id::F2roBeds), Some("own" | "own_and_partnered"))
    {
        findings.raise(context).at(Id::FacilityKind).at(Id::F2roBeds);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    const OWN: (&str, &str) = ("f2ro.beds", r#""own""#);

    #[test]
    fn only_own_beds_are_out_of_reach() {
        for (beds, times) in [("own", 1), ("own_and_partnered", 1), ("partnered", 0), ("willing", 0), ("no", 0)] {
            expect("KR03", &[("f2ro.beds", &format!("\"{beds}\""))], times);
        }
        expect("KR03", &[("f2ro.beds", "")], 0);
    }

    #[test]
    fn only_a_clinic_without_beds_is_found() {
        assert_eq!(places("KR03", &[OWN]), [["facility.kind", "f2ro.beds"]]);
        for kind in [r#""clinic_with_beds""#, r#""hospital""#, ""] {
            expect("KR03", &[OWN, ("facility.kind", kind)], 0);
        }
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        expect("KR03", &[OWN, ("f1.posted", r#""no""#)], 0);
        expect("KR03", &[OWN, ("facility.exclusion", r#""imperial""#)], 0);
    }
}
