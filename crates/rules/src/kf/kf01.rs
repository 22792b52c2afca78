//! KF01 下書きファイルとして読めない。 The only refusal: it comes from reading, not from checking.

use kakari_draft::{ReadError, Refusal};
use kakari_sources::Cite;

#[cfg(any(test, feature = "pages"))]
use crate::Page;
use crate::{Finding, InForce, Rule, Severity, Text};

pub(crate) static RULE: Rule = Rule {
    code: "KF01",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "下書きファイルとして読めません",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "ファイルが{0}行{1}列で途切れています。",
            why: "最後まで書かれていないファイルからは、回答を正しく読み取れません。",
            fix: "保存し直したファイルか、控えのファイルを開いてください。いま開いている下書きはそのまま残っています。",
        },
        Text {
            message: "{0}行{1}列に、JSONとして読めない文字があります。",
            why: "下書きファイルはJSONという書式の文書です。ほかの書式のファイルからは回答を読み取れません。",
            fix: "名前が「.kakari.json」で終わるファイルを選んでください。手で書き換えたときは、その行を確かめてください。",
        },
        Text {
            message: "{0}行{1}列で、括弧の入れ子が深すぎます。",
            why: "下書きファイルがこのような形になることはなく、壊れたファイルか別のファイルだと考えられます。",
            fix: "名前が「.kakari.json」で終わるファイルを選んでください。",
        },
        Text {
            message: "かかりつけ医機能報告の下書きファイルではありません({0}行{1}列)。",
            why: "下書きファイルには、はじめに「format」が「kakari-report」であると書かれています。",
            fix: "名前が「.kakari.json」で終わるファイルを選んでください。",
        },
    ],
    sources: &[Cite::our_reading("law", "第30条の18の4第1項")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check: |_, _| {},
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "下書きファイルはUTF-8のJSONで、「format」が「kakari-report」です。読み込みを断るのはこの場合だけで、内容の誤りはすべて指摘として示し、ファイルの中身は失いません。",
        good: &[],
        bad: &[],
    },
};

pub(crate) fn finding(error: &ReadError) -> Finding {
    let text = match error.refusal {
        Refusal::Incomplete => 0,
        Refusal::NotJson => 1,
        Refusal::TooDeep => 2,
        Refusal::NotThisFormat => 3,
    };
    Finding::with_args(&RULE, text, vec![error.line.to_string(), error.column.to_string()])
}

#[cfg(test)]
mod tests {
    use kakari_catalog::Catalog;
    use kakari_draft::Draft;

    #[track_caller]
    fn says(text: &str, message: &str) {
        let catalog = Catalog::builtin("R7").expect("R7");
        let error = Draft::read(text).expect_err("refused");
        assert_eq!(super::finding(&error).message(&catalog), message);
    }

    #[test]
    fn the_place_is_named() {
        says("{\"format\": \"kakari-report\"", "ファイルが1行26列で途切れています。");
        says("{\n<html>", "2行1列に、JSONとして読めない文字があります。");
        says("[1]", "かかりつけ医機能報告の下書きファイルではありません(1行1列)。");
    }
}
