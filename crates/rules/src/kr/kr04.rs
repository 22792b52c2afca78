//! KR04 外来診療を行った月数が1から12までにない。

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KR04",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "外来診療を行った月数が1から12までの数ではありません",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "{items}が{0}か月で、1年の12か月を超えています。",
            why: "紹介患者の月平均は、前年度の延べ数を、前年度1年間に外来診療を行った月数で割って求めます。",
            fix: "前年度(4月から3月まで)に外来診療を行った月数を、1から12までの数で入力してください。",
        },
        Text {
            message: "{items}が0ですが、紹介患者の延べ数に{0}人が入力されています。",
            why: "紹介患者の月平均は、前年度の延べ数を、前年度1年間に外来診療を行った月数で割って求めます。外来診療を行った月がなければ、紹介を受けた外来患者もいません。",
            fix: "前年度(4月から3月まで)に外来診療を行った月数を入力してください。外来診療を行っていなければ、延べ数を消してください。",
        },
    ],
    sources: &[Cite::restates("manual", "PDF p.74"), Cite::restates("regulation", "別表第八 第四 二 ホ")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "紹介を受けた外来患者数の月平均を計算するもとになる月数が、1年の12か月を超えていないか、延べ数があるのに0になっていないかを確かめます。月数も延べ数も0のときは見ません。",
        good: &[
            Example::new("12か月", &[("f2ro.referred.months", "12")]),
            Example::new(
                "月数も延べ数も0",
                &[("f2ro.referred", r#""none""#), ("f2ro.referred.total", "0"), ("f2ro.referred.months", "0")],
            ),
        ],
        bad: &[
            Example::new("13か月", &[("f2ro.referred.months", "13")]),
            Example::new("0か月で、延べ数がある", &[("f2ro.referred.months", "0"), ("f2ro.referred.total", "150")]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_function2_asked() {
        return;
    }
    let Some(months) = context.count(Id::F2roReferredMonths) else {
        return;
    };
    let total = context.count(Id::F2roReferredTotal).unwrap_or_default();
    let (text, arg) = match months {
        0 if total > 0 => (1, total),
        0..=12 => return,
        _ => (0, months),
    };
    findings.raise(context).text(text).at(Id::F2roReferredMonths).arg(arg);
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[track_caller]
    fn months(months: &str, total: &str, times: usize) {
        expect("KR04", &[("f2ro.referred.months", months), ("f2ro.referred.total", total)], times);
    }

    #[test]
    fn a_year_has_twelve_months() {
        months("12", "150", 0);
        months("13", "150", 1);
        months("13", "", 1);
        months("1", "150", 0);
    }

    #[test]
    fn no_month_allows_no_patient() {
        months("0", "1", 1);
        months("0", "0", 0);
        months("0", "", 0);
        months("", "150", 0);
    }

    #[test]
    fn each_fault_has_its_own_words() {
        let set = [("f2ro.referred.months", "13")];
        assert!(says("KR04", &set).0.ends_with("が13か月で、1年の12か月を超えています。"));
        assert_eq!(places("KR04", &set), [["f2ro.referred.months"]]);
        assert!(says("KR04", &[("f2ro.referred.months", "0")]).0.contains("150人"));
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked_and_on_what_cannot_be_read() {
        expect("KR04", &[("f2ro.referred.months", "13"), ("f1.posted", r#""no""#)], 0);
        expect("KR04", &[("f2ro.referred.months", "13"), ("facility.exclusion", r#""imperial""#)], 0);
        months("-1", "150", 0);
        months(r#""十二""#, "150", 0);
        months("0", "-1", 0);
    }
}
