//! K116 院内掲示に必要な6つの事項(別表第八 第二 一).

use kakari_catalog::Id;
use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Status, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "K116",
    severity: Severity::Note,
    #[cfg(feature = "prose")]
    title: "院内掲示に載せる6つの事項",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "院内に掲示する事項は、具体的な機能、研修の修了者の有無、総合診療専門医の有無、一次診療の領域、一次診療の疾患、患者からの相談の6つです。",
        why: "1号機能が「有り」になるには、この6つを院内に掲示して公表していることが必要です。",
        fix: "この下書きから、掲示する紙を作れます(画面では「院内掲示」)。国の様式は例なので、自院で作った様式でもかまいません。人数、情報基盤、服薬、2号機能は、掲示しなくても要件を満たします。",
    }],
    sources: &[
        Cite::restates("regulation", "別表第八 第二 一"),
        Cite::restates("guideline", "第2章 1号機能"),
        Cite::restates("guideline", "別添3 院内掲示様式(例)"),
    ],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "1号機能が「有り」のときに、院内に掲示する事項をお知らせします。法令で掲示の対象になるのは、別表第八の第一の機能と、第二の二から六までの事項です。",
        good: &[
            Example::new("1号機能が「無し」", &[("f1.posted", r#""no""#)]),
            Example::new("1号機能の有無がまだ決まらない", &[("f1.posted", "")]),
        ],
        bad: &[Example::new("1号機能が「有り」", &[])],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if context.is_asked() && context.function1() == Status::Has {
        findings.raise(context).at(Id::F1Posted);
    }
}

#[cfg(test)]
mod tests {
    use kakari_catalog::{Catalog, Posting};

    use crate::testing::{expect, says};

    #[test]
    fn it_is_said_when_function1_is_held_and_only_then() {
        expect("K116", &[], 1);
        expect("K116", &[("f1.consultation", r#""no""#)], 0);
        expect("K116", &[("f1.consultation", "")], 0);
        expect("K116", &[("facility.exclusion", r#""advanced_hospital""#)], 0);
    }

    #[test]
    fn it_names_every_item_that_has_to_be_posted_and_no_other() {
        let (message, _) = says("K116", &[]);
        let catalog = Catalog::builtin("R7").expect("R7");
        let posted = |item: &&kakari_catalog::Item| {
            item.when.is_none() && matches!(item.posting, Some(Posting::Heading | Posting::Required))
        };
        let items: Vec<_> = catalog.items().iter().filter(posted).collect();
        assert_eq!(items.len(), 6);
        for item in items {
            let name = item.short().trim_end_matches("の有無");
            assert!(message.contains(name), "{name}: {message}");
        }
    }
}
