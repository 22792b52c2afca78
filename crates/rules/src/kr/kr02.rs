//! KR02 連携の選択肢を選んでいないのに、連携医療機関が入力されている。 Nothing is deleted.

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::function2_checks::partners_unused;
use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KR02",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "連携の選択肢を選ばずに、病床の連携医療機関が入力されています",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{items}が入力されていますが、「後方支援病床」で連携の選択肢が選ばれていません。",
        why: "連携医療機関を報告するのは、病床を連携して確保しているときです。このままでは、どちらが実際なのか読み取れません。",
        fix: "連携していれば、連携の選択肢を選んでください。連携していなければ、入力した連携医療機関を消してください。",
    }],
    sources: &[Cite::derived("regulation", "別表第八 第四 五"), Cite::derived("regulation", "別表第八 第四 二 イ")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "連携医療機関の名称と連携の内容を報告するのは、病床を連携して確保しているときです。連携医療機関が入力されているのに、連携の選択肢が選ばれていないときにお知らせします。入力した内容は消しません。",
        good: &[
            Example::new(
                "連携の選択肢を選んでいる",
                &[
                    ("f2ro.beds", r#""partnered""#),
                    ("f2ro.partners", r#"[{"name": "例示病院", "content": "患者の受入れ"}]"#),
                ],
            ),
            Example::new(
                "病床を確保しておらず、連携医療機関がない",
                &[("f2ro.beds", r#""no""#), ("f2ro.partners", "")],
            ),
        ],
        bad: &[Example::new(
            "連携の選択肢を選んでいない",
            &[("f2ro.beds", r#""no""#), ("f2ro.partners", r#"[{"name": "例示病院", "content": "患者の受入れ"}]"#)],
        )],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    partners_unused(context, findings, Id::F2roPartners);
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    const ROW: (&str, &str) = ("f2ro.partners", r#"[{"name": "例示病院", "content": "患者の受入れ"}]"#);

    #[test]
    fn every_other_option_and_none_at_all_is_found() {
        for choice in [r#""own""#, r#""no""#, r#""willing""#, ""] {
            expect("KR02", &[("f2ro.beds", choice), ROW], 1);
        }
        expect("KR02", &[("f2ro.beds", r#""partnered""#), ROW], 0);
        assert_eq!(places("KR02", &[("f2ro.beds", ""), ROW]), [["f2ro.partners"]]);
    }

    #[test]
    fn rows_that_hold_nothing_are_no_partners() {
        for rows in ["", "[]", r#"[{"name": " ", "content": ""}]"#] {
            expect("KR02", &[("f2ro.beds", r#""no""#), ("f2ro.partners", rows)], 0);
        }
        expect("KR02", &[("f2ro.beds", r#""no""#), ("f2ro.partners", r#"[{"content": "電話"}]"#)], 1);
    }

    #[test]
    fn what_cannot_be_read_is_found_elsewhere() {
        expect("KR02", &[("f2ro.beds", r#""sometimes""#), ROW], 0);
        expect("KR02", &[("f2ro.beds", r#""no""#), ("f2ro.partners", "1")], 0);
    }

    #[test]
    fn it_is_silent_where_the_function_is_not_asked() {
        expect("KR02", &[("f1.posted", r#""no""#), ("f2ro.beds", r#""no""#), ROW], 0);
        expect("KR02", &[("facility.exclusion", r#""dental_only""#), ("f2ro.beds", r#""no""#), ROW], 0);
    }
}
