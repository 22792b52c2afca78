//! KT11 変更報告の前提がわからない。 The draft does not say whether a 2号機能 was confirmed before.

use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KT11",
    severity: Severity::Question,
    #[cfg(feature = "prose")]
    title: "変更報告が必要か確かめてください",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "変更報告の下書きですが、2号機能の体制について都道府県の確認を受けているかどうかは、この下書きからはわかりません。",
        why: "変更報告が必要なのは、都道府県の確認を受けた2号機能の体制に変更が生じたときです。そのときは、速やかに報告することになっています。",
        fix: "都道府県から公表された確認の結果を見て、2号機能のどれかが確認されているか確かめてください。確認を受けていなければ、次の報告期間の定期報告で報告します。わからないときは、都道府県の担当課に問い合わせてください。",
    }],
    sources: &[
        Cite::restates("law", "第30条の18の4第4項"),
        Cite::restates("regulation", "第30条の33の18"),
        Cite::derived("regulation", "第30条の33の17"),
    ],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "変更報告は、都道府県の確認を受けた2号機能の体制に変更が生じたときの報告です。確認を受けたかどうかは、都道府県の確認の結果によります。",
        good: &[
            Example::new("定期報告", &[("report", r#""periodic""#)]),
            Example::new("報告の種類が書かれていない", &[("report", "")]),
        ],
        bad: &[Example::new("変更報告", &[("report", r#""change""#)])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if context.draft.report() == Some("change") {
        findings.raise(context).at_member("report");
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[test]
    fn only_a_change_report_asks() {
        for (report, times) in [(r#""change""#, 1), (r#""periodic""#, 0), (r#""Change""#, 0), ("1", 0), ("", 0)] {
            expect("KT11", &[("report", report)], times);
        }
        assert_eq!(places("KT11", &[("report", r#""change""#)]), [["report"]]);
    }

    #[test]
    fn it_says_who_decides() {
        assert!(says("KT11", &[("report", r#""change""#)]).1.contains("都道府県"));
    }
}
