//! K107 「その他の疾患」の名前がない。

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "K107",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "「その他の疾患」の名前がありません",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "一次診療の疾患で「その他の疾患」が選ばれていますが、疾患の名前が書かれていません。",
        why: "「その他の疾患」は、選んだうえで名前を書く欄です。名前は報告され、院内掲示にも載ります。",
        fix: "疾患の名前を書くか、「その他の疾患」を外してください。",
    }],
    sources: &[Cite::restates("guideline", "別添3 院内掲示様式(例)"), Cite::restates("regulation", "別表第八 第二 五")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "一覧にない疾患は、「その他の疾患」を選び、その名前を書きます。空白だけの名前は、書かれていないものとして扱います。",
        good: &[
            Example::new("名前がある", &[("f1.diseases", r#"["18", "other"]"#), ("f1.diseases.other", r#""痛風""#)]),
            Example::new("「その他の疾患」を選んでいない", &[("f1.diseases", r#"["18"]"#)]),
        ],
        bad: &[
            Example::new("名前がない", &[("f1.diseases", r#"["18", "other"]"#)]),
            Example::new("名前が空白だけ", &[("f1.diseases", r#"["other"]"#), ("f1.diseases.other", r#""　 ""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.holds(Id::F1Diseases, "other") {
        return;
    }
    let is_blank = context.text(Id::F1DiseasesOther).is_some_and(|text| text.trim().is_empty());
    if is_blank || context.is_missing(Id::F1DiseasesOther) {
        findings.raise(context).at(Id::F1DiseasesOther);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    const OTHER: (&str, &str) = ("f1.diseases", r#"["2", "other"]"#);

    #[test]
    fn a_name_is_wanted_and_blanks_are_no_name() {
        expect("K107", &[OTHER, ("f1.diseases.other", r#""痛風""#)], 0);
        expect("K107", &[OTHER, ("f1.diseases.other", r#""""#)], 1);
        expect("K107", &[OTHER, ("f1.diseases.other", "\"\u{3000}\\t\"")], 1);
        expect("K107", &[OTHER], 1);
    }

    #[test]
    fn it_is_silent_when_other_is_not_chosen() {
        expect("K107", &[], 0);
        expect("K107", &[("f1.diseases.other", r#""痛風""#)], 0);
    }

    #[test]
    fn a_name_that_cannot_be_read_is_not_reported_twice() {
        expect("K107", &[OTHER, ("f1.diseases.other", "5")], 0);
    }

    #[test]
    fn it_points_to_the_name() {
        assert_eq!(places("K107", &[OTHER]), [["f1.diseases.other"]]);
    }
}
