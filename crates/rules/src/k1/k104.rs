//! K104 総合診療専門医が「有り」なのに人数がない。

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "K104",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "総合診療専門医数がありません",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "総合診療専門医が「有り」ですが、{items}が入力されていないか、0です。",
        why: "「有り」を選んだときは、総合診療専門医の数を常勤換算で記入することになっています。",
        fix: "常勤換算の人数を小数点以下第1位まで(第2位は切り捨て)入力してください。勤務していないときは「無し」を選んでください。",
    }],
    sources: &[Cite::restates("manual", "PDF p.62"), Cite::restates("regulation", "別表第八 第二 三")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "総合診療専門医の有無が「有り」のときは、総合診療専門医数(常勤換算)を0より大きい数で記入します。非常勤の医師だけのときも、0.1のように換算した数になります。",
        good: &[
            Example::new("人数がある", &[("f1.generalist.fte", "0.1")]),
            Example::new("「無し」で人数がない", &[("f1.generalist", r#""no""#), ("f1.generalist.fte", "")]),
        ],
        bad: &[
            Example::new("人数がない", &[("f1.generalist.fte", "")]),
            Example::new("人数が0", &[("f1.generalist.fte", "0")]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if context.choice(Id::F1Generalist) != Some("yes") {
        return;
    }
    if context.is_missing(Id::F1GeneralistFte) || context.tenths(Id::F1GeneralistFte) == Some(0) {
        findings.raise(context).at(Id::F1GeneralistFte);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    #[test]
    fn the_number_must_be_above_zero() {
        expect("K104", &[("f1.generalist.fte", "0.1")], 0);
        expect("K104", &[("f1.generalist.fte", "0.0")], 1);
        expect("K104", &[("f1.generalist.fte", "0.09")], 1);
    }

    #[test]
    fn it_asks_only_when_there_is_a_specialist() {
        expect("K104", &[("f1.generalist", r#""no""#), ("f1.generalist.fte", "")], 0);
        expect("K104", &[("f1.generalist", ""), ("f1.generalist.fte", "")], 0);
    }

    #[test]
    fn a_value_that_cannot_be_read_is_not_reported_twice() {
        expect("K104", &[("f1.generalist.fte", r#""一""#)], 0);
    }

    #[test]
    fn it_points_to_the_number() {
        assert_eq!(places("K104", &[("f1.generalist.fte", "")]), [["f1.generalist.fte"]]);
    }
}
