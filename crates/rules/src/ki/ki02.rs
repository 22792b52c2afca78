//! KI02 連携の選択肢を選んでいないのに、連携医療機関が入力されている。 Nothing is deleted.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::function2_checks::partners_unused;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KI02",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "連携の選択肢を選ばずに、時間外の連携医療機関が入力されています",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{items}が入力されていますが、「自院又は連携の時間外対応」で連携の選択肢が選ばれていません。",
        why: "連携医療機関を報告するのは、時間外の体制を連携して確保しているときです。このままでは、どちらが実際なのか読み取れません。",
        fix: "連携していれば、連携の選択肢を選んでください。連携していなければ、入力した連携医療機関を消してください。",
    }],
    sources: &[Cite::derived("regulation", "別表第八 第四 五"), Cite::derived("regulation", "別表第八 第四 一 イ")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "連携医療機関の名称と連携の内容を報告するのは、時間外の体制を連携して確保しているときです。連携医療機関が入力されているのに、連携の選択肢が選ばれていないときにお知らせします。入力した内容は消しません。",
        good: &[
            Example::new(
                "連携の選択肢を選んでいる",
                &[
                    ("f2i.own", r#""partnered""#),
                    ("f2i.partners", r#"[{"name": "例示病院", "content": "患者の受入れ"}]"#),
                ],
            ),
            Example::new(
                "自院だけで対応していて、連携医療機関がない",
                &[("f2i.own", r#""own""#), ("f2i.partners", "")],
            ),
        ],
        bad: &[Example::new(
            "連携の選択肢を選んでいない",
            &[("f2i.own", r#""own""#), ("f2i.partners", r#"[{"name": "例示病院", "content": "患者の受入れ"}]"#)],
        )],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    partners_unused(context, findings, Id::F2iPartners);
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    const ROW: (&str, &str) = ("f2i.partners", r#"[{"name": "例示病院", "content": "患者の受入れ"}]"#);

    #[test]
    fn every_other_option_and_none_at_all_is_found() {
        for choice in [r#""own""#, r#""no""#, r#""willing""#, ""] {
            expect("KI02", &[("f2i.own", choice), ROW], 1);
        }
        expect("KI02", &[("f2i.own", r#""partnered""#), ROW], 0);
        assert_eq!(places("KI02", &[("f2i.own", ""), ROW]), [["f2i.partners"]]);
    }

    #[test]
    fn rows_that_hold_nothing_are_no_partners() {
        for rows in ["", "[]", r#"[{"name": " ", "content": ""}]"#] {
            expect("KI02", &[("f2i.own", r#""no""#), ("f2i.partners", rows)], 0);
        }
        expect("KI02", &[("f2i.own", r#""no""#), ("f2i.partners", r#"[{"content": "電話"}]"#)], 1);
    }

    #[test]
    fn what_cannot_be_read_is_found_elsewhere() {
        expect("KI02", &[("f2i.own", r#""sometimes""#), ROW], 0);
        expect("KI02", &[("f2i.own", r#""no""#), ("f2i.partners", "1")], 0);
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        expect("KI02", &[("f1.posted", r#""no""#), ("f2i.own", r#""no""#), ROW], 0);
        expect("KI02", &[("facility.exclusion", r#""dental_only""#), ("f2i.own", r#""no""#), ROW], 0);
    }
}
