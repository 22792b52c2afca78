//! KH05 医師が1人で、自院だけで24時間対応と回答している。 How 医師数 is counted was not seen, hence provisional.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KH05",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "医師が1人で、自院だけで24時間対応しています",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "「在宅医療の体制」が「自院で24時間対応」ですが、医師数が1人です。",
        why: "1人の医師で24時間対応している場合もありますが、ほかの医療機関と連携している場合は別の選択肢になり、連携医療機関も報告します。医師数の数え方は、このツールでは確認できていません。",
        fix: "自院だけで24時間対応しているかを、医療機関で確かめてください。実際のとおりであれば、このままで問題ありません。",
    }],
    sources: &[
        Cite::our_reading("regulation", "別表第八 第四 三 イ"),
        Cite::our_reading("regulation", "別表第八 第五 三"),
        Cite::our_reading("guideline", "第2章 2号機能"),
    ],
    provisional: true,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "在宅医療の体制が「自院で24時間対応」で、医師数が1人のときに、ほかの医療機関との連携による24時間対応ではないかを確かめます。医師数の数え方はマニュアルの頁を確認できていないため、暫定の点検です。",
        good: &[
            Example::new("医師が2人", &[("f2ha.care", r#""own_24h""#), ("f1.staff.doctors", "2")]),
            Example::new("医師が1人で、日中のみ", &[("f2ha.care", r#""daytime""#), ("f1.staff.doctors", "1")]),
        ],
        bad: &[Example::new(
            "医師が1人で、自院で24時間対応",
            &[("f2ha.care", r#""own_24h""#), ("f1.staff.doctors", "1")],
        )],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if context.is_function2_asked()
        && context.choice(Id::F2haCare) == Some("own_24h")
        && context.count(Id::F1StaffDoctors) == Some(1)
    {
        findings.raise(context).at(Id::F1StaffDoctors).at(Id::F2haCare);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    const OWN: (&str, &str) = ("f2ha.care", r#""own_24h""#);
    const ONE: (&str, &str) = ("f1.staff.doctors", "1");

    #[test]
    fn exactly_one_doctor_is_asked_about() {
        expect("KH05", &[OWN, ONE], 1);
        for doctors in ["0", "2", "", "-1"] {
            expect("KH05", &[OWN, ("f1.staff.doctors", doctors)], 0);
        }
    }

    #[test]
    fn only_round_the_clock_by_itself_is_asked_about() {
        for care in ["no", "willing", "daytime", "partnered_24h"] {
            expect("KH05", &[ONE, ("f2ha.care", &format!("\"{care}\""))], 0);
        }
        assert_eq!(places("KH05", &[OWN, ONE]), [["f1.staff.doctors", "f2ha.care"]]);
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        expect("KH05", &[OWN, ONE, ("f1.posted", r#""no""#)], 0);
        expect("KH05", &[OWN, ONE, ("facility.exclusion", r#""imperial""#)], 0);
    }
}
