//! KH01 連携して確保しているのに、連携医療機関の名称または連携の内容がない(別表第八 第四 五)。

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::function2_checks::partners_missing;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KH01",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "在宅医療の連携医療機関の名称または連携の内容がありません",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "在宅医療の24時間対応を連携して行うと回答していますが、{items}が入力されていません。",
            why: "在宅医療の体制を連携して確保するときは、連携する病院・診療所の名称と連携の内容も報告事項です。",
            fix: "連携する病院・診療所の名称と連携の内容を入力してください。連携していなければ、「在宅医療の体制」で別の選択肢を選んでください。",
        },
        Text {
            message: "{items}の{0}に、名称または連携の内容が入力されていません。",
            why: "連携する病院・診療所の名称と連携の内容は、どちらも報告事項です。",
            fix: "足りないほうを入力してください。使わない行は消してください。",
        },
    ],
    sources: &[
        Cite::restates("regulation", "別表第八 第四 五"),
        Cite::restates("law", "第30条の18の4第1項第3号"),
        Cite::derived("regulation", "別表第八 第五 三"),
    ],
    // The ordinance itself asks for name and content; only the shape of the question on the form was inferred.
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "「在宅医療の体制」で連携の選択肢を選んだときに、連携する病院・診療所の名称と連携の内容が、行ごとにそろっているかを確かめます。空白だけの入力は、入力に数えません。1号機能が「無し」のときは見ません。",
        good: &[
            Example::new(
                "名称と連携の内容がある",
                &[
                    ("f2ha.care", r#""partnered_24h""#),
                    ("f2ha.partners", r#"[{"name": "例示病院", "content": "患者の受入れ"}]"#),
                ],
            ),
            Example::new(
                "自院で日中だけ対応していて、連携医療機関がない",
                &[("f2ha.care", r#""daytime""#), ("f2ha.partners", "")],
            ),
        ],
        bad: &[
            Example::new("連携医療機関がない", &[("f2ha.care", r#""partnered_24h""#), ("f2ha.partners", "")]),
            Example::new(
                "2番目の連携の内容がない",
                &[
                    ("f2ha.care", r#""partnered_24h""#),
                    (
                        "f2ha.partners",
                        r#"[{"name": "例示病院", "content": "患者の受入れ"}, {"name": "例示医院", "content": " "}]"#,
                    ),
                ],
            ),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    partners_missing(context, findings, Id::F2haPartners);
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    const CHOSEN: (&str, &str) = ("f2ha.care", r#""partnered_24h""#);

    #[track_caller]
    fn with(partners: &str, times: usize) {
        expect("KH01", &[CHOSEN, ("f2ha.partners", partners)], times);
    }

    #[test]
    fn at_least_one_partner_is_wanted() {
        with("", 1);
        with("[]", 1);
        with(r#"[{"name": "", "content": "　"}]"#, 1);
        with(r#"[{"name": "例示病院", "content": "患者の受入れ"}]"#, 0);
        assert_eq!(places("KH01", &[CHOSEN, ("f2ha.partners", "")]), [["f2ha.partners"]]);
    }

    #[test]
    fn every_row_wants_name_and_content_and_is_named_by_its_number() {
        with(r#"[{"name": "例示病院"}]"#, 1);
        with(r#"[{"name": "　", "content": "患者の受入れ"}]"#, 1);
        let rows = r#"[{"name": "い"}, {"name": "ろ", "content": "は"}, {"content": "に"}]"#;
        let (message, _) = says("KH01", &[CHOSEN, ("f2ha.partners", rows)]);
        assert_eq!(message, "「在宅医療の連携医療機関」の1番目、3番目に、名称または連携の内容が入力されていません。");
    }

    #[test]
    fn without_partnership_none_is_wanted() {
        for choice in [r#""own_24h""#, r#""daytime""#, r#""no""#, r#""willing""#, ""] {
            expect("KH01", &[("f2ha.care", choice), ("f2ha.partners", "")], 0);
        }
    }

    #[test]
    fn what_cannot_be_read_is_found_elsewhere() {
        with(r#""例示病院""#, 0);
        expect("KH01", &[("f2ha.care", "1"), ("f2ha.partners", "")], 0);
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        for silent in [("f1.posted", r#""no""#), ("facility.exclusion", r#""imperial""#)] {
            expect("KH01", &[silent, CHOSEN, ("f2ha.partners", "")], 0);
        }
        expect("KH01", &[("f1.posted", ""), CHOSEN, ("f2ha.partners", "")], 1);
    }
}
