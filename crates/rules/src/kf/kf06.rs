//! KF06 小数点以下の桁が多い。 What is too much is cut off, not rounded (マニュアル PDF p.62).

use kakari_sources::Cite;

use crate::context::Fault;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KF06",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "小数点以下の桁が多すぎます",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{items}の「{0}」は、小数点以下の桁が多すぎます。",
        why: "人数や回数は整数で、常勤換算は小数点以下第2位を切り捨てて第1位までで報告します。四捨五入はしません。",
        fix: "切り捨てた「{1}」にしてください。",
    }],
    sources: &[Cite::restates("manual", "PDF p.62")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "総合診療専門医数(常勤換算)は、小数点以下第2位を切り捨て、第1位まで記入します。人数・回数の項目は整数です。",
        good: &[
            Example::new("第1位までの常勤換算", &[("f1.generalist.fte", "1.9")]),
            Example::new("末尾の0は桁に数えない", &[("f1.generalist.fte", "1.90")]),
        ],
        bad: &[
            Example::new("第2位まである常勤換算", &[("f1.generalist.fte", "1.99")]),
            Example::new("整数の項目に小数", &[("f1.staff.doctors", "2.5")]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    for (item, fault) in context.faults() {
        if let Fault::TooManyDecimals(typed, cut) = fault {
            findings.raise(context).at_item(*item).arg(typed).arg(cut);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    #[test]
    fn the_fix_cuts_off_and_does_not_round() {
        let (message, fix) = says("KF06", &[("f1.generalist.fte", "1.99")]);
        assert_eq!(message, "「総合診療専門医数」の「1.99」は、小数点以下の桁が多すぎます。");
        assert_eq!(fix, "切り捨てた「1.9」にしてください。");
    }

    #[test]
    fn one_decimal_is_allowed_where_the_item_takes_one() {
        expect("KF06", &[("f1.generalist.fte", "0.1")], 0);
        expect("KF06", &[("f1.generalist.fte", "0.10")], 0);
        expect("KF06", &[("f1.generalist.fte", "0.11")], 1);
    }

    #[test]
    fn no_decimal_is_allowed_in_a_count() {
        expect("KF06", &[("f1.staff.doctors", "2.0")], 0);
        expect("KF06", &[("f1.staff.doctors", "2.1")], 1);
        expect("KF06", &[("f1.staff.doctors", "21e-1")], 1);
    }
}
