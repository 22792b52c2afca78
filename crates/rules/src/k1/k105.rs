//! K105 総合診療専門医が「無し」なのに人数がある。

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "K105",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "総合診療専門医が「無し」なのに人数があります",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "総合診療専門医が「無し」ですが、{items}に0より大きい数が入力されています。",
        why: "総合診療専門医数は、「有り」を選んだときに記入する数です。「無し」とは両立しません。",
        fix: "総合診療専門医が勤務していれば「有り」を選び、勤務していなければ人数を消してください。",
    }],
    sources: &[Cite::restates("manual", "PDF p.62"), Cite::restates("regulation", "別表第八 第二 三")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "総合診療専門医数(常勤換算)は、有無が「有り」のときだけ記入します。「無し」のときに0が入っていても、矛盾とはみなしません。",
        good: &[
            Example::new("「無し」で人数がない", &[("f1.generalist", r#""no""#), ("f1.generalist.fte", "")]),
            Example::new("「無し」で人数が0", &[("f1.generalist", r#""no""#), ("f1.generalist.fte", "0")]),
        ],
        bad: &[Example::new("「無し」で人数がある", &[("f1.generalist", r#""no""#), ("f1.generalist.fte", "0.5")])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if context.choice(Id::F1Generalist) != Some("no") {
        return;
    }
    if context.tenths(Id::F1GeneralistFte).is_some_and(|tenths| tenths > 0) {
        findings.raise(context).at(Id::F1GeneralistFte);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    const NO: (&str, &str) = ("f1.generalist", r#""no""#);

    #[test]
    fn only_a_number_above_zero_contradicts_no() {
        expect("K105", &[NO, ("f1.generalist.fte", "0.0")], 0);
        expect("K105", &[NO, ("f1.generalist.fte", "0.1")], 1);
        expect("K105", &[NO, ("f1.generalist.fte", "")], 0);
    }

    #[test]
    fn it_is_silent_when_there_is_a_specialist_or_no_answer() {
        expect("K105", &[("f1.generalist.fte", "2")], 0);
        expect("K105", &[("f1.generalist", ""), ("f1.generalist.fte", "2")], 0);
    }

    #[test]
    fn it_points_to_the_number() {
        assert_eq!(places("K105", &[NO]), [["f1.generalist.fte"]]);
    }
}
