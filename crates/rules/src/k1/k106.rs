//! K106 研修の修了者の有無と人数が合わない。 How the number is entered in G-MIS was not seen, hence provisional.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "K106",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "研修の修了者の有無と人数が合いません",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "研修の修了者が「有り」ですが、{items}が入力されていないか、0です。",
            why: "修了者がいる場合は、その人数も報告事項です。G-MISでの人数の入れ方は、このツールでは確認できていません。",
            fix: "修了者の人数を入力してください。修了者がいなければ「無し」を選んでください。",
        },
        Text {
            message: "研修の修了者が「無し」ですが、{items}に0より大きい数が入力されています。",
            why: "「無し」と人数のどちらが実際なのか読み取れません。修了者がいることは1号機能の要件ではなく、どちらでも1号機能の有無は変わりません。",
            fix: "修了者がいれば「有り」を選び、いなければ人数を消してください。",
        },
    ],
    sources: &[Cite::restates("regulation", "別表第八 第二 二"), Cite::derived("guideline", "第2章 1号機能")],
    provisional: true,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "かかりつけ医機能に関する研修の修了者の有無と、修了者数が合っているかを確かめます。人数の入れ方はマニュアルの頁を確認できていないため、暫定の点検です。",
        good: &[
            Example::new("「有り」で人数がある", &[("f1.training.count", "1")]),
            Example::new("「無し」で人数がない", &[("f1.training", r#""no""#), ("f1.training.count", "")]),
        ],
        bad: &[
            Example::new("「有り」で人数がない", &[("f1.training.count", "")]),
            Example::new("「無し」で人数がある", &[("f1.training", r#""no""#), ("f1.training.count", "1")]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let count = context.count(Id::F1TrainingCount);
    let text = match context.choice(Id::F1Training) {
        Some("yes") if context.is_missing(Id::F1TrainingCount) || count == Some(0) => 0,
        Some("no") if count.is_some_and(|count| count > 0) => 1,
        _ => return,
    };
    findings.raise(context).text(text).at(Id::F1TrainingCount);
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    const NO: (&str, &str) = ("f1.training", r#""no""#);

    #[test]
    fn yes_wants_a_number_above_zero() {
        expect("K106", &[("f1.training.count", "1")], 0);
        expect("K106", &[("f1.training.count", "0")], 1);
        expect("K106", &[("f1.training.count", "")], 1);
    }

    #[test]
    fn no_wants_no_number_or_zero() {
        expect("K106", &[NO, ("f1.training.count", "")], 0);
        expect("K106", &[NO, ("f1.training.count", "0")], 0);
        expect("K106", &[NO, ("f1.training.count", "1")], 1);
    }

    #[test]
    fn without_an_answer_or_with_an_unreadable_number_it_is_silent() {
        expect("K106", &[("f1.training", ""), ("f1.training.count", "1")], 0);
        expect("K106", &[("f1.training.count", "-1")], 0);
    }

    #[test]
    fn both_directions_have_their_own_words() {
        assert!(says("K106", &[("f1.training.count", "")]).0.contains("「有り」ですが"));
        assert!(says("K106", &[NO]).0.contains("「無し」ですが"));
        assert_eq!(places("K106", &[NO]), [["f1.training.count"]]);
    }
}
