//! KX05 この報告を先に済ませると、医療機能情報の定期報告で取り込める。

use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KX05",
    severity: Severity::Note,
    #[cfg(feature = "prose")]
    title: "医療機能情報の定期報告より先に、この報告をします",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "この報告を先に済ませると、医療機能情報の定期報告で、入力した内容を取り込めます。",
        why: "この報告と医療機能情報の定期報告は別の制度で、どちらも必要です。先に医療機能情報の定期報告を済ませると、この取り込みは使えません。",
        fix: "G-MISでは、先にかかりつけ医機能報告を済ませ、続けて医療機能情報の定期報告をしてください。",
    }],
    sources: &[Cite::restates("iwate", "報告の順序の案内"), Cite::derived("law", "第6条の3第1項")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "報告の対象となる医療機関に、年1回の報告の順序をお知らせします。県の案内によるものです。変更報告のときはお知らせしません。",
        good: &[
            Example::new("報告の対象外", &[("facility.exclusion", r#""advanced_hospital""#)]),
            Example::new("変更報告", &[("report", r#""change""#)]),
        ],
        bad: &[Example::new("年1回の報告", &[])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if context.is_asked() && context.draft.report() != Some("change") {
        findings.raise(context).at_member("report");
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    #[test]
    fn it_is_said_to_everyone_who_is_asked_for_the_yearly_report() {
        expect("KX05", &[], 1);
        expect("KX05", &[("report", "")], 1);
        expect("KX05", &[("answers", "{}"), ("facility.exclusion", "")], 1);
        expect("KX05", &[("report", r#""change""#)], 0);
        expect("KX05", &[("facility.exclusion", r#""imperial""#)], 0);
        assert_eq!(places("KX05", &[]), [["report"]]);
    }
}
