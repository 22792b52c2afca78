//! KR05 紹介を受けた外来患者数の区分が、延べ数と月数から計算した月平均と合わない。 Only the bounds that the manual names are
//! looked at: none, one, ten.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::calculators::{ReferredBand, referred_average, referred_band};
use crate::{Answer, Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KR05",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "紹介患者の月平均と、選んだ区分が合いません",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{items}で「{1}」が選ばれていますが、延べ数と月数からは「{0}」になります。",
        why: "月平均は、前年度に紹介を受けた外来患者の延べ数(在宅の患者さんを除く)を、外来診療を行った月数で割って求めます。割るのは12ではなく、外来診療を行った月数です。",
        fix: "延べ数と月数が正しければ、区分を選び直してください。区分が正しければ、延べ数と月数を確かめてください。",
    }],
    sources: &[Cite::restates("manual", "PDF p.74"), Cite::restates("regulation", "別表第八 第四 二 ホ")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "紹介を受けた外来患者の延べ数と外来診療を行った月数から月平均を計算し、選んだ区分と比べます。マニュアルで境目がわかっている「無し」「1人未満」「10人以上」について確かめ、1人以上10人未満の3つの区分のどれに当たるかは見ません。",
        good: &[
            Example::new("150人を12か月で割ると12.5人で、「10人以上」", &[]),
            Example::new(
                "96人を9か月で割ると10.6人で、「10人以上」",
                &[("f2ro.referred.total", "96"), ("f2ro.referred.months", "9")],
            ),
            Example::new("延べ数が入力されていない", &[("f2ro.referred", r#""lt1""#), ("f2ro.referred.total", "")]),
        ],
        bad: &[
            Example::new("月平均8人で「10人以上」", &[("f2ro.referred.total", "96")]),
            Example::new("月平均12.5人で「1人未満」", &[("f2ro.referred", r#""lt1""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_function2_asked() {
        return;
    }
    let figures = (context.count(Id::F2roReferredTotal), context.count(Id::F2roReferredMonths));
    let (Answer::Choice(chosen), (Some(total), Some(months))) = (context.answer(Id::F2roReferred), figures) else {
        return;
    };
    let Ok(band) = referred_band(total, months) else {
        return;
    };
    let fits = match band {
        ReferredBand::Decided(key) => chosen.key == key,
        ReferredBand::Unknown => !matches!(chosen.key.as_str(), "none" | "lt1" | "ge10"),
    };
    if let (false, Ok(average)) = (fits, referred_average(total, months)) {
        findings.raise(context).at(Id::F2roReferred).arg(average.arithmetic).arg(&chosen.label);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[track_caller]
    fn chosen(key: &str, total: &str, months: &str, times: usize) {
        let key = format!("\"{key}\"");
        let set = [("f2ro.referred", key.as_str()), ("f2ro.referred.total", total), ("f2ro.referred.months", months)];
        expect("KR05", &set, times);
    }

    #[test]
    fn the_known_bounds_are_kept_from_both_sides() {
        for (total, band) in [("0", "none"), ("1", "lt1"), ("8", "lt1"), ("90", "ge10"), ("9999999", "ge10")] {
            for key in ["none", "lt1", "band2", "band3", "band4", "ge10"] {
                chosen(key, total, "9", usize::from(key != band));
            }
        }
    }

    #[test]
    fn between_one_and_ten_any_of_the_three_unknown_bands_may_be_right() {
        for total in ["9", "89"] {
            for (key, times) in [("band2", 0), ("band3", 0), ("band4", 0), ("none", 1), ("lt1", 1), ("ge10", 1)] {
                chosen(key, total, "9", times);
            }
        }
    }

    #[test]
    fn without_both_figures_nothing_is_compared() {
        for (total, months) in [("", "12"), ("1", ""), ("1", "0"), ("1", "13"), ("-1", "12"), ("", "")] {
            chosen("ge10", total, months, 0);
        }
        expect("KR05", &[("f2ro.referred", "")], 0);
    }

    #[test]
    fn it_shows_the_arithmetic() {
        let set = [("f2ro.referred.total", "96"), ("f2ro.referred.months", "12"), ("f2ro.referred", r#""lt1""#)];
        assert!(says("KR05", &set).0.contains("96 ÷ 12か月 = 8 → 1人以上10人未満"));
        assert_eq!(places("KR05", &set), [["f2ro.referred"]]);
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        expect("KR05", &[("f2ro.referred", r#""lt1""#), ("f1.posted", r#""no""#)], 0);
        expect("KR05", &[("f2ro.referred", r#""lt1""#), ("facility.exclusion", r#""imperial""#)], 0);
    }
}
