//! KF12 同じ項目が2回以上書かれている。 The last one counts; all are kept.

use kakari_sources::Cite;

use super::{distinct, excerpt};
use crate::{Context, Findings, InForce, Place, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KF12",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "同じ項目が2回以上書かれています",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "「{0}」が、ファイルの中に2回以上書かれています。",
        why: "点検や転記に使われるのは、最後に書かれた値だけです。ほかの値もファイルの中には残ります。",
        fix: "いまの値が正しいか確かめてください。ファイルを手で書き換えたときは、いらないほうを消してください。",
    }],
    sources: &[Cite::our_reading("law", "第30条の18の4第1項")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "1つの項目が2回以上書かれたファイルも読み込みます。最後の値を回答として扱い、ほかの値も消しません。",
        good: &[Example::new("1回ずつ", &[("f1.willing", "")])],
        bad: &[Example::new("同じ項目が2回", &[("answers", r#"{"f1.function":"no","f1.function":"yes"}"#)])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let names = distinct(context.repeated().iter().map(String::as_str));
    for name in names {
        let place = match context.catalog.find(name) {
            Some((index, _)) => Place::Item(index),
            None => Place::Member(name.to_owned()),
        };
        let label = excerpt(place.label(context.catalog));
        findings.raise(context).place(place).arg(label);
    }
}

#[cfg(test)]
mod tests {
    use kakari_catalog::{Catalog, parse_date};
    use kakari_draft::Draft;

    /// Messages for a draft file, which the other helpers cannot give a member twice.
    #[track_caller]
    fn messages(members: &str) -> Vec<String> {
        let draft = Draft::read(&format!(r#"{{"format":"kakari-report",{members}}}"#)).expect("a draft");
        let catalog = Catalog::builtin("R7").expect("R7");
        let options = crate::Options { today: parse_date("2026-02-01").expect("a date"), deadline: None };
        let report = crate::check(&draft, &catalog, &options);
        report.findings.iter().filter(|f| f.code() == "KF12").map(|f| f.message(&catalog)).collect()
    }

    #[test]
    fn an_item_is_told_once_however_often_it_comes() {
        let told = messages(r#""facility":{"code":"1","code":"2","code":"3"}"#);
        assert_eq!(told, ["「保険医療機関番号」が、ファイルの中に2回以上書かれています。"]);
    }

    #[test]
    fn members_of_the_file_and_unknown_ones_are_told_too() {
        let told = messages(r#""edition":"R7","edition":"R7","memo":1,"memo":2"#);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("版(報告年度)") && told[1].contains("memo"));
    }

    #[test]
    fn the_same_name_in_two_places_is_no_repetition() {
        assert!(messages(r#""memo":1,"facility":{"memo":1},"answers":{"memo":1}"#).is_empty());
    }
}
