//! KF10 版がわからない。 The edition of the report, or the version of the file format; the file is kept as it is.

use kakari_catalog::Catalog;
use kakari_draft::{Exact, VERSION, Value};
use kakari_sources::Cite;

use super::{excerpt, kf03};
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KF10",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "版がわかりません",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "版「{0}」は、このツールの知らない報告年度です。",
            why: "基準日や実績の期間は報告年度ごとに違うため、年度がわからないと正しく点検できません。いまは{1}として点検しています。",
            fix: "報告年度を選び直してください。新しい年度のファイルなら、新しい版のツールで開いてください。",
        },
        Text {
            message: "版(報告年度)が書かれていません。",
            why: "基準日や実績の期間は報告年度ごとに違うため、年度がわからないと正しく点検できません。いまは{0}として点検しています。",
            fix: "報告年度を選んでください。",
        },
        Text {
            message: "このファイルは、新しい版のツールで作られています。",
            why: "新しい書き方の部分は、このツールでは読み取れないことがあります。ファイルの中身はそのまま残ります。",
            fix: "このツールを新しい版にしてから、開き直してください。",
        },
    ],
    sources: &[Cite::derived("regulation", "第30条の33の15第3項"), Cite::our_reading("law", "第30条の18の4第1項")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "報告は1年に1回で、年度ごとに基準日や期間が違います。下書きファイルには、どの年度の報告かと、ファイルの書き方の版が書かれています。知らない版でもファイルは読み込み、中身は変えません。",
        good: &[
            Example::new("令和7年度報告", &[("edition", r#""R7""#)]),
            Example::new("ファイルの書き方の版が書かれていない", &[("version", "")]),
        ],
        bad: &[
            Example::new("知らない年度", &[("edition", r#""R99""#)]),
            Example::new("年度が書かれていない", &[("edition", "")]),
            Example::new("新しい書き方", &[("version", "2")]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let root = context.draft.root();
    if let Some(version) = root.get("version").filter(|version| kf03::is_version(version))
        && version.as_number().is_some_and(|number| Exact::of(number).is_above(VERSION))
    {
        findings.raise(context).at_member("version").text(2);
    }
    let label = context.catalog.label();
    let Some(edition) = root.get("edition") else {
        findings.raise(context).at_member("edition").text(1).arg(label);
        return;
    };
    let Some(edition) = Value::as_str(edition) else {
        return;
    };
    if edition != context.catalog.edition() && !Catalog::builtin_editions().any(|known| known == edition) {
        findings.raise(context).at_member("edition").arg(excerpt(edition)).arg(label);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[test]
    fn the_builtin_editions_are_known_to_the_letter() {
        for (edition, times) in [("R7", 0), ("R8", 0), ("R6", 1), ("r7", 1), ("R7 ", 1), ("Ｒ７", 1), ("", 1)] {
            expect("KF10", &[("edition", &format!("\"{edition}\""))], times);
        }
    }

    #[test]
    fn a_missing_edition_has_its_own_text() {
        assert_eq!(says("KF10", &[("edition", "")]).0, "版(報告年度)が書かれていません。");
        assert_eq!(places("KF10", &[("edition", "")]), [["edition"]]);
    }

    #[test]
    fn an_edition_of_the_wrong_kind_is_left_to_another_rule() {
        expect("KF10", &[("edition", "7")], 0);
        expect("KF03", &[("edition", "7")], 1);
    }

    #[test]
    fn a_version_is_newer_only_above_the_one_that_is_known() {
        for (version, times) in
            [("1", 0), ("1.0", 0), ("2", 1), ("1e400", 1), ("0", 0), ("1.5", 0), (r#""2""#, 0), ("", 0)]
        {
            expect("KF10", &[("version", version)], times);
        }
    }

    #[test]
    fn the_edition_of_the_loaded_catalogue_is_known() {
        use kakari_draft::Draft;
        let draft = Draft::read(r#"{"format":"kakari-report","edition":"R8"}"#).expect("a draft");
        let catalog = kakari_catalog::Catalog::builtin("R7").expect("R7");
        let today = catalog.dates().as_of;
        let report = crate::check(&draft, &catalog, &crate::Options { today, deadline: None });
        assert!(report.findings.iter().all(|finding| finding.code() != "KF10"));
    }
}
