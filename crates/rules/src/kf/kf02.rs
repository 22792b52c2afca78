//! KF02 知らない項目がある。 Kept on saving, never dropped; the name is told, the value is not.

use kakari_catalog::Kind;
use kakari_draft::Value;
use kakari_sources::Cite;

use super::{distinct, excerpt};
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KF02",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "このツールの知らない項目があります",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "「{0}」は、このツールの知らない項目です。",
            why: "知らない項目の内容は点検できず、転記用の表にも載りません。保存しても、ファイルの中にはそのまま残ります。",
            fix: "項目の名前に書き間違いがないか確かめてください。新しい版のツールで作ったファイルなら、新しい版で開いてください。",
        },
        Text {
            message: "「{0}」が、医療機関の欄ではなく回答の欄に書かれています。",
            why: "書く場所が違うため、入力されていないものとして扱われます。保存しても、ファイルの中にはそのまま残ります。",
            fix: "医療機関の欄に入力し直してください。",
        },
        Text {
            message: "{items}の一覧に、このツールの知らない項目「{0}」があります。",
            why: "連携医療機関について読み取るのは、名称と連携の内容です。ほかの項目は点検できず、転記用の表にも載りません。",
            fix: "必要なことは連携の内容に書いてください。",
        },
    ],
    sources: &[Cite::our_reading("law", "第30条の18の4第1項")],
    provisional: false,
    in_force: InForce::ALWAYS,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "台帳にない項目は、消さずにそのまま保存し、項目の名前だけを知らせます。新しい版のファイルや、手で書き換えたファイルの書き間違いに気づくためです。",
        good: &[Example::new("知っている項目だけ", &[("f2i.remarks", r#""輪番は日曜のみ""#)])],
        bad: &[
            Example::new("回答の欄に知らない項目", &[("f1.unknown", r#""yes""#)]),
            Example::new("ファイルに知らない項目", &[("memo", r#""控え""#)]),
            Example::new(
                "連携医療機関に知らない項目",
                &[("f2i.partners", r#"[{"name":"例示病院","content":"受入れ","fax":""}]"#)],
            ),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let names = distinct(context.unknown().iter().map(String::as_str));
    for name in names {
        let misplaced = name.strip_prefix("answers.").and_then(|id| context.catalog.find(id));
        let finding = findings.raise(context).at_member(name);
        match misplaced {
            Some((_, item)) => finding.text(1).arg(item.short()),
            None => finding.arg(excerpt(name)),
        };
    }
    for (index, _) in context.catalog.items().iter().enumerate().filter(|(_, item)| item.kind == Kind::Partners) {
        let entries = context.value_at(index).and_then(Value::as_array).unwrap_or_default();
        let members = entries.iter().filter_map(Value::as_object).flat_map(|entry| entry.iter().map(|(name, _)| name));
        let unknown = distinct(members.filter(|name| !matches!(*name, "name" | "content")));
        for name in unknown {
            findings.raise(context).at_item(index).text(2).arg(excerpt(name));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[test]
    fn each_unknown_member_gives_one_finding_in_the_order_of_the_alphabet() {
        let set = [("f9.b", "1"), ("f9.a", "2"), ("later", "3"), ("facility.fax", "4")];
        assert_eq!(places("KF02", &set), [["f9.a"], ["f9.b"], ["facility.fax"], ["later"]]);
    }

    #[test]
    fn the_name_is_told_and_the_value_is_not() {
        let (message, fix) = says("KF02", &[("f1.memo", r#""山田花子""#)]);
        assert_eq!(message, "「f1.memo」は、このツールの知らない項目です。");
        assert!(!fix.contains("山田"));
    }

    #[test]
    fn a_long_name_is_cut() {
        let (message, _) = says("KF02", &[(&format!("x.{}", "y".repeat(500)), "1")]);
        assert!(message.contains('…') && message.chars().count() < 80, "{message}");
    }

    #[test]
    fn a_facility_item_among_the_answers_is_told_with_its_label() {
        let (message, _) = says("KF02", &[("answers", r#"{"facility.code":"0110112489"}"#)]);
        assert_eq!(message, "「保険医療機関番号」が、医療機関の欄ではなく回答の欄に書かれています。");
    }

    #[test]
    fn a_member_of_a_partner_is_told_once_however_often_it_comes() {
        let two = r#"[{"name":"a","content":"b","fax":1},{"name":"c","content":"d","fax":2}]"#;
        assert_eq!(places("KF02", &[("f2i.partners", two)]), [["f2i.partners"]]);
        expect("KF02", &[("f2i.partners", r#"[{"name":"a","content":"b"}]"#)], 0);
    }
}
