//! KI05 時間外対応加算の届出があるのに時間外対応が「無し」。 How both are asked on the form was inferred, hence provisional.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KI05",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "時間外対応加算の届出があり、時間外対応が「無し」です",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "時間外対応加算の届出がありますが、「自院又は連携の時間外対応」が「無し」です。",
        why: "時間外対応加算は、通常の診療時間外の対応に係る届出です。届出があれば、時間外に対応する体制もあると考えられます。",
        fix: "届出の状況と時間外の体制を、医療機関で確かめてください。どちらも実際のとおりであれば、このままで問題ありません。",
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
        about: "時間外対応加算1から4のどれかを届け出ていて、自院又は連携の時間外対応が「無し」のときに、両方が実際のとおりかを確かめます。2つの項目の聞かれ方はマニュアルの頁を確認できていないため、暫定の点検です。",
        good: &[
            Example::new("届出があり、自院で対応している", &[("f2i.addon", r#""addon1""#), ("f2i.own", r#""own""#)]),
            Example::new(
                "届出が無く、時間外対応も「無し」",
                &[("f2i.addon", r#""none""#), ("f2i.own", r#""no""#), ("f2i.partners", "")],
            ),
        ],
        bad: &[Example::new(
            "届出があり、時間外対応が「無し」",
            &[("f2i.addon", r#""addon3""#), ("f2i.own", r#""no""#), ("f2i.partners", "")],
        )],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let is_positive = |id| context.answer(id).is_positive();
    if context.is_function2_asked() && is_positive(Id::F2iAddon) == Some(true) && is_positive(Id::F2iOwn) == Some(false)
    {
        findings.raise(context).at(Id::F2iOwn).at(Id::F2iAddon);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    const OWN_NO: (&str, &str) = ("f2i.own", r#""no""#);

    #[test]
    fn every_addon_is_asked_about() {
        for addon in [r#""addon1""#, r#""addon2""#, r#""addon3""#, r#""addon4""#] {
            expect("KI05", &[OWN_NO, ("f2i.addon", addon)], 1);
        }
        expect("KI05", &[OWN_NO, ("f2i.addon", r#""none""#)], 0);
        expect("KI05", &[OWN_NO, ("f2i.addon", "")], 0);
    }

    #[test]
    fn only_an_own_structure_that_is_lacking_is_asked_about() {
        expect("KI05", &[("f2i.own", r#""willing""#)], 1);
        for own in [r#""own""#, r#""partnered""#, ""] {
            expect("KI05", &[("f2i.own", own)], 0);
        }
        assert_eq!(places("KI05", &[OWN_NO]), [["f2i.own", "f2i.addon"]]);
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        expect("KI05", &[OWN_NO, ("f1.posted", r#""no""#)], 0);
        expect("KI05", &[OWN_NO, ("facility.exclusion", r#""imperial""#)], 0);
    }
}
