//! KR08 紹介患者の月平均が1人以上10人未満。 The manual’s list of codes 2 to 4 was not legible where it was read, hence provisional.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::calculators::{ReferredBand, referred_average, referred_band};
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KR08",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "1人以上10人未満の区分の境目は、確認できていません",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "紹介患者の月平均は{0}人({1})です。1人以上10人未満の区分の境目は、このツールでは確認できていません。",
        why: "確認できたマニュアルの頁では、「1人未満」と「10人以上」のあいだの区分(コード2から4まで)の人数が省かれていました。どの区分に当たるかは、このツールでは決められません。",
        fix: "G-MISの画面で区分の人数を見て選んでください。区分は、厚生労働省のマニュアルによります。",
    }],
    sources: &[Cite::our_reading("manual", "PDF p.74")],
    provisional: true,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "紹介を受けた外来患者の月平均が1人以上10人未満のとき、どの区分に当たるかをG-MISの画面で選ぶようお知らせします。区分の境目の人数を確認できていないため、暫定の点検です。",
        good: &[
            Example::new("月平均12.5人は「10人以上」", &[]),
            Example::new("月平均0.5人は「1人未満」", &[("f2ro.referred", r#""lt1""#), ("f2ro.referred.total", "6")]),
        ],
        bad: &[Example::new("月平均8人", &[("f2ro.referred", r#""band4""#), ("f2ro.referred.total", "96")])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_function2_asked() {
        return;
    }
    let figures = (context.count(Id::F2roReferredTotal), context.count(Id::F2roReferredMonths));
    let (Some(total), Some(months)) = figures else {
        return;
    };
    if referred_band(total, months) != Ok(ReferredBand::Unknown) {
        return;
    }
    if let Ok(average) = referred_average(total, months) {
        // 「30 ÷ 12か月 = 2.5 → …」
        let (sum, rest) = average.arithmetic.split_once(" = ").unwrap_or_default();
        let (patients, _) = rest.split_once(" → ").unwrap_or_default();
        findings.raise(context).at(Id::F2roReferred).arg(patients).arg(sum);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[track_caller]
    fn average(total: &str, months: &str, times: usize) {
        expect("KR08", &[("f2ro.referred.total", total), ("f2ro.referred.months", months)], times);
    }

    #[test]
    fn it_asks_from_one_to_below_ten() {
        average("8", "9", 0);
        average("9", "9", 1);
        average("89", "9", 1);
        average("90", "9", 0);
        average("0", "9", 0);
    }

    #[test]
    fn it_wants_both_figures() {
        for (total, months) in [("", "12"), ("30", ""), ("30", "0"), ("30", "13"), ("30", "-1")] {
            average(total, months, 0);
        }
    }

    #[test]
    fn it_shows_the_average_and_points_to_the_choice() {
        let set = [("f2ro.referred.total", "30")];
        assert!(says("KR08", &set).0.starts_with("紹介患者の月平均は2.5人(30 ÷ 12か月)です。"));
        assert_eq!(places("KR08", &set), [["f2ro.referred"]]);
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        expect("KR08", &[("f2ro.referred.total", "30"), ("f1.posted", r#""no""#)], 0);
        expect("KR08", &[("f2ro.referred.total", "30"), ("facility.exclusion", r#""imperial""#)], 0);
    }
}
