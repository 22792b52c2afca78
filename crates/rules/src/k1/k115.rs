//! K115 1号機能の意向の回答が、1号機能の有無と合わない(別表第八 第六 五「当該機能を有しない場合に限る」)。

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::function2_checks::is_called_for;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "K115",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "1号機能の意向の回答が、1号機能の有無と合いません",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "1号機能が「無し」ですが、{items}が回答されていません。",
            why: "1号機能が「無し」の場合は、今後担う意向があるかどうかも報告事項です。",
            fix: "今後担う意向の「有り」か「無し」を選んでください。どちらを選んでも、1号機能の有無は変わりません。",
        },
        Text {
            message: "1号機能が「有り」ですが、{items}が回答されています。",
            why: "今後担う意向があるかどうかは、1号機能が「無し」の場合に限った報告事項です。",
            fix: "★の4項目の回答が実際のとおりであれば、意向の回答を消してください。意向の回答は報告しません。",
        },
    ],
    sources: &[Cite::restates("regulation", "別表第八 第六 五")],
    // The ordinance itself asks for it and limits it; only the shape of the question on the form was inferred.
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "1号機能を今後担う意向の有無は、1号機能が「無し」のときだけ報告します。「無し」なのに回答がないとき、「有り」なのに回答があるときにお知らせします。",
        good: &[
            Example::new("1号機能が「有り」で、意向の回答がない", &[]),
            Example::new(
                "1号機能が「無し」で、意向の回答がある",
                &[("f1.posted", r#""no""#), ("f1.willing", r#""yes""#)],
            ),
        ],
        bad: &[
            Example::new("1号機能が「無し」で、意向の回答がない", &[("f1.posted", r#""no""#)]),
            Example::new("1号機能が「有り」で、意向の回答がある", &[("f1.willing", r#""no""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_asked() {
        return;
    }
    let text = match is_called_for(context, Id::F1Willing) {
        Some(true) if context.is_missing(Id::F1Willing) => 0,
        Some(false) if context.choice(Id::F1Willing).is_some() => 1,
        _ => return,
    };
    findings.raise(context).text(text).at(Id::F1Willing);
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, says};

    const LACKS: (&str, &str) = ("f1.consultation", r#""no""#);

    #[test]
    fn it_is_asked_when_function1_is_lacking() {
        expect("K115", &[LACKS], 1);
        expect("K115", &[LACKS, ("f1.willing", r#""no""#)], 0);
        expect("K115", &[LACKS, ("f1.willing", r#""yes""#)], 0);
        assert_eq!(says("K115", &[LACKS]).0, "1号機能が「無し」ですが、「1号機能の意向」が回答されていません。");
    }

    #[test]
    fn it_is_not_asked_when_function1_is_held() {
        expect("K115", &[], 0);
        expect("K115", &[("f1.willing", r#""yes""#)], 1);
        expect("K115", &[("f1.willing", r#""no""#)], 1);
    }

    #[test]
    fn while_function1_is_undecided_nothing_is_said() {
        expect("K115", &[("f1.consultation", "")], 0);
        expect("K115", &[("f1.consultation", ""), ("f1.willing", r#""yes""#)], 0);
    }

    #[test]
    fn what_cannot_be_read_is_not_reported_twice() {
        expect("K115", &[LACKS, ("f1.willing", "1")], 0);
        expect("K115", &[("f1.willing", "1")], 0);
    }

    #[test]
    fn nothing_is_asked_of_those_that_need_not_report() {
        expect("K115", &[("facility.exclusion", r#""dental_only""#), LACKS], 0);
    }
}
