//! KP01 一般外来を行っていないのに、特記事項にそう書かれていない。

use kakari_catalog::{Id, Role};
use kakari_sources::Cite;

use crate::{Answer, Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KP01",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "一般外来を行っていないことが、特記事項に書かれていません",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "一般外来を行っていないと回答していますが、特記事項に「一般外来を行っていない」と書かれていません。",
        why: "医療機能情報の報告と違い、この報告には一般外来を行っていないことを示す欄がなく、報告した内容はすべて公表されます。公表を見た方が、外来を受診しに来るおそれがあります。",
        fix: "1号機能などの特記事項に「一般外来を行っていない」と書いてください。そのように案内している県があります。",
    }],
    sources: &[
        Cite::restates("ehime", "一般外来を行わない医療機関の案内"),
        Cite::derived("regulation", "第30条の33の19"),
    ],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "企業内の診療所や特別養護老人ホームの医務室など、一般外来を行っていない医療機関も報告の対象で、報告した内容は公表されます。一般外来を行っていないと回答したときに、報告する特記事項のどれかにそのことが書かれているかを確かめます。",
        good: &[
            Example::new(
                "特記事項に書いてある",
                &[("facility.general_outpatients", "false"), ("f1.remarks", r#""当院は一般外来を行っていない。""#)],
            ),
            Example::new("一般外来を行っている", &[("facility.general_outpatients", "true")]),
        ],
        bad: &[Example::new("特記事項がない", &[("facility.general_outpatients", "false")])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_asked() || context.flag(Id::FacilityGeneralOutpatients) != Some(false) {
        return;
    }
    let items = context.catalog.items().iter().enumerate();
    let mut remarks = items.filter(|(index, item)| {
        let is_of_function = item.section == "f1" || item.section.starts_with("f2");
        is_of_function && item.role == Some(Role::Remarks) && !context.asked(*index).is_left_out()
    });
    let is_said = remarks.any(|(index, _)| matches!(context.answer_at(index), Answer::Text(text) if says_so(text)));
    if !is_said {
        findings.raise(context).at(Id::FacilityGeneralOutpatients).at(Id::F1Remarks);
    }
}

/// Whether a text says that there are no general outpatients: 「一般外来を行っていない」 and its like, spaces aside.
fn says_so(text: &str) -> bool {
    const SAID: [&str; 8] = [
        "行っていない",
        "行っていません",
        "行っておらず",
        "行っておりません",
        "行わない",
        "行いません",
        "していない",
        "していません",
    ];
    let text: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    text.split("一般外来").skip(1).any(|rest| {
        let rest = rest.strip_prefix("診療").unwrap_or(rest);
        let rest = rest.strip_prefix(['を', 'は']).unwrap_or(rest);
        let rest = rest.strip_prefix("実施").unwrap_or(rest);
        SAID.iter().any(|said| rest.starts_with(said))
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    const NONE: (&str, &str) = ("facility.general_outpatients", "false");

    #[test]
    fn it_is_said_in_several_ways() {
        for text in [
            "一般外来を行っていない",
            "一般外来は行っていない。",
            "一般外来を行わない",
            "一般外来は行いません。",
            "当院は、一般 外来を　行って いません",
            "一般外来診療は行っていない",
            "一般外来を実施していない",
            "一般外来の案内はこちら。一般外来を行っていない",
        ] {
            expect("KP01", &[NONE, ("f1.remarks", &format!("\"{text}\""))], 0);
        }
    }

    #[test]
    fn other_remarks_do_not_say_it() {
        for text in ["一般外来を行っている", "一般外来", "外来を行っていない", "特になし", ""]
        {
            expect("KP01", &[NONE, ("f1.remarks", &format!("\"{text}\""))], 1);
        }
    }

    #[test]
    fn any_remark_that_is_reported_will_do() {
        let said = r#""一般外来を行っていない""#;
        for id in ["f1.remarks", "f2i.remarks", "f2ro.remarks", "f2ha.remarks", "f2ni.remarks"] {
            expect("KP01", &[NONE, (id, said)], 0);
        }
        expect("KP01", &[NONE, ("other.community", said)], 1);
        // 2号機能 is not reported then, nor are its remarks.
        expect("KP01", &[NONE, ("f1.posted", r#""no""#), ("f2i.remarks", said)], 1);
        expect("KP01", &[NONE, ("f1.posted", r#""no""#), ("f1.remarks", said)], 0);
    }

    #[test]
    fn it_is_silent_unless_it_is_answered_that_there_are_none() {
        expect("KP01", &[("facility.general_outpatients", "")], 0);
        expect("KP01", &[("facility.general_outpatients", "true")], 0);
        expect("KP01", &[NONE, ("facility.exclusion", r#""imperial""#)], 0);
        assert_eq!(places("KP01", &[NONE]), [["facility.general_outpatients", "f1.remarks"]]);
    }
}
