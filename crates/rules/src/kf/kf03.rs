//! KF03 値の種類が違う。 Names what is expected in words; the value itself is not told.

use kakari_catalog::Kind;
use kakari_draft::{Exact, Value};
use kakari_sources::Cite;

use crate::context::Fault;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KF03",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "値の種類が違います",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "{items}の値の種類が違います。ここに入るのは、{0}です。",
            why: "種類の違う値は回答として読み取れず、点検も転記もできません。",
            fix: "{0}を入れ直してください。回答が決まっていないときは、空のままにしてください。",
        },
        Text {
            message: "{items}が、数ではなく文字として書かれています。ここに入るのは、{0}です。",
            why: "文字として書かれた数字は数として読み取れず、点検も転記もできません。",
            fix: "画面で数字を入れ直すか、ファイルの中で数字を囲んでいる引用符を外してください。",
        },
        Text {
            message: "{items}に、数として読めない書き方(「約」や「人」などの文字、先頭の0など)があります。ここに入るのは、{0}です。",
            why: "数として読み取れない値では、点検も転記もできません。",
            fix: "数字だけを書いてください。単位は要りません。",
        },
        Text {
            message: "{items}が、{0}になっていません。",
            why: "この形でない欄からは、何も読み取れません。ファイルが壊れたか、書き換えられたと考えられます。",
            fix: "控えのファイルがあれば開いてください。なければ画面で入力し直してください。いま書かれている内容は、別の名前でファイルに残します。",
        },
    ],
    sources: &[Cite::our_reading("law", "第30条の18の4第1項")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "項目ごとに、入る値の種類が決まっています。数の項目に文字が、一覧の項目に1つだけの値が書かれているといった場合に知らせます。未回答の項目は、何も書かないのが正しい形です。",
        good: &[
            Example::new("数の項目に数", &[("f1.staff.doctors", "2")]),
            Example::new("未回答", &[("f1.staff.doctors", "")]),
        ],
        bad: &[
            Example::new("数の項目に文字", &[("f1.staff.doctors", r#""2""#)]),
            Example::new("一覧の項目に1つだけの値", &[("f1.areas", r#""6""#)]),
            Example::new("日付でない文字", &[("facility.opened_on", r#""令和2年4月1日""#)]),
            Example::new("報告の種類が文字でない", &[("report", "1")]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let root = context.draft.root();
    let expected = |name: &str, value: &Value| match name {
        "version" => (!is_version(value)).then_some("1から始まる整数"),
        "edition" => value.as_str().is_none().then_some("版の名前(「R8」など)"),
        "report" => value.as_str().is_none().then_some("定期報告か変更報告かを表す文字"),
        "facility" | "answers" => value.as_object().is_none().then_some("項目と値の組"),
        _ => None,
    };
    for name in ["version", "edition", "report", "facility", "answers"] {
        if let Some(expected) = root.get(name).and_then(|value| expected(name, value)) {
            let text = if matches!(name, "facility" | "answers") { 3 } else { 0 };
            findings.raise(context).at_member(name).arg(expected).text(text);
        }
    }
    for (index, fault) in context.faults() {
        if *fault != Fault::WrongKind {
            continue;
        }
        let item = &context.catalog.items()[*index];
        let is_number = matches!(item.kind, Kind::Count | Kind::Decimal1);
        let text = context.value_at(*index).and_then(Value::as_str).filter(|_| is_number);
        let finding = findings.raise(context).at_item(*index).arg(in_words(item.kind));
        if let Some(text) = text {
            finding.text(if is_bare_number(text) { 1 } else { 2 });
        }
    }
}

/// Whether it can be a version: a whole number from 1.
pub(super) fn is_version(value: &Value) -> bool {
    value.as_number().map(Exact::of).is_some_and(|v| !v.is_negative() && !v.is_zero() && v.decimals() == 0)
}

/// Whether a text would be a number of the file, were it not for the quotation marks around it.
fn is_bare_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && is_digits(fraction) && (whole == "0" || !whole.starts_with('0'))
}

fn in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Choice => "選択肢のキー(1つ)",
        Kind::Multi => "選択肢のキーの一覧",
        Kind::Count => "整数",
        Kind::Decimal1 => "小数第1位までの数",
        Kind::Text => "文字",
        Kind::Partners => "連携医療機関の名称と連携の内容の一覧",
        Kind::Names => "名称の一覧",
        Kind::Date => "実際にある日付(「2026-04-01」の形)",
        Kind::Flag => "はい・いいえ(trueかfalse)",
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[test]
    fn each_kind_says_what_is_expected() {
        for (id, wrong, expected) in [
            ("f1.function", "true", "選択肢のキー(1つ)"),
            ("f1.areas", r#""6""#, "選択肢のキーの一覧"),
            ("f1.areas", "[6]", "選択肢のキーの一覧"),
            ("f1.staff.doctors", "[]", "整数"),
            ("f1.generalist.fte", "{}", "小数第1位までの数"),
            ("f1.remarks", "1", "文字"),
            ("f2i.partners", r#"["例示病院"]"#, "連携医療機関の名称と連携の内容の一覧"),
            ("f2i.partners", r#"[{"name":1}]"#, "連携医療機関の名称と連携の内容の一覧"),
            ("f2ni.facilities.names", r#""例示苑""#, "名称の一覧"),
            ("facility.opened_on", r#""2026-02-30""#, "実際にある日付(「2026-04-01」の形)"),
            ("facility.electronic_claims", r#""yes""#, "はい・いいえ(trueかfalse)"),
        ] {
            let (message, _) = says("KF03", &[(id, wrong)]);
            assert!(message.ends_with(&format!("ここに入るのは、{expected}です。")), "{id}: {message}");
        }
    }

    #[test]
    fn a_number_that_was_typed_as_text_is_told_apart() {
        let is_put_in_again = |id, wrong| says("KF03", &[(id, wrong)]).1.contains("を入れ直してください");
        assert!(!is_put_in_again("f1.staff.doctors", r#""約2""#));
        assert!(is_put_in_again("f1.staff.doctors", "[]"));
        assert!(is_put_in_again("f1.areas", r#""6""#));
    }

    #[test]
    fn quotation_marks_are_named_where_they_are_all_that_is_wrong() {
        let about_quotes = |wrong: &str| {
            let (message, fix) = says("KF03", &[("f1.staff.doctors", wrong)]);
            assert_eq!(fix.contains("引用符"), !message.contains("読めない書き方"), "{wrong}");
            fix.contains("引用符")
        };
        for wrong in [r#""2""#, r#""0""#, r#""1.5""#, r#""-3""#, r#""120""#] {
            assert!(about_quotes(wrong), "{wrong}");
        }
        for wrong in
            [r#""12人""#, r#""012""#, r#""約12""#, r#""二""#, r#""1,234""#, r#""12 ""#, r#""1.""#, r#""""#, r#""１２""#]
        {
            assert!(!about_quotes(wrong), "{wrong}");
        }
    }

    #[test]
    fn null_is_no_answer_of_any_kind() {
        for id in ["f1.function", "f1.areas", "f1.staff.doctors", "f1.remarks", "facility.general_outpatients"] {
            expect("KF03", &[(id, "null")], 1);
        }
    }

    #[test]
    fn digits_written_as_text_are_of_the_wrong_kind() {
        let (message, fix) = says("KF03", &[("f1.staff.doctors", r#""2""#)]);
        assert_eq!(message, "「医師数」が、数ではなく文字として書かれています。ここに入るのは、整数です。");
        assert!(fix.contains("引用符"));
        expect("KF03", &[("f1.staff.doctors", "2")], 0);
    }

    #[test]
    fn the_members_of_the_file_have_their_kinds_too() {
        for (name, wrong) in
            [("version", r#""1""#), ("edition", "7"), ("report", "null"), ("facility", "[]"), ("answers", "3")]
        {
            assert_eq!(places("KF03", &[(name, wrong)]), [[name]]);
        }
        for version in ["0", "-1", "1.5", "true"] {
            expect("KF03", &[("version", version)], 1);
        }
        for version in ["1", "1.0", "2", "1e400"] {
            expect("KF03", &[("version", version)], 0);
        }
    }

    #[test]
    fn half_a_draft_is_no_fault_of_kind() {
        expect("KF03", &[("version", ""), ("edition", ""), ("report", ""), ("facility", ""), ("answers", "")], 0);
    }
}
