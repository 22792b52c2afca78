//! KP04 院内掲示をしているのに、掲示に必要な事項が未回答(別表第八 第二 一)。

use kakari_catalog::{Id, Item, Posting};
use kakari_sources::Cite;

use crate::{Answer, Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KP04",
    severity: Severity::Warning,
    #[cfg(feature = "prose")]
    title: "院内掲示に必要な事項が回答されていません",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "院内掲示が「有り」ですが、掲示に必要な{items}が回答されていません。",
        why: "院内に掲示するのは、具体的な機能、研修の修了者の有無、総合診療専門医の有無、一次診療の領域、一次診療の疾患、患者からの相談の6つです。回答がないと、掲示が報告のとおりかを確かめられません。",
        fix: "掲示している内容のとおりに回答してください。回答がそろうと、この下書きから掲示する紙を作れます(画面では「院内掲示」)。",
    }],
    sources: &[Cite::restates("regulation", "別表第八 第二 一"), Cite::restates("guideline", "第2章 1号機能")],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "院内掲示が「有り」のときに、法令が掲示の対象としている6つの事項に回答があるかを確かめます。疾患で「その他」を選んだときは、その内容も見ます。人数は掲示の対象ではないため見ません。",
        good: &[
            Example::new("6つの事項に回答がある", &[]),
            Example::new("院内掲示が「無し」", &[("f1.posted", r#""no""#), ("f1.training", "")]),
            Example::new("人数は掲示の対象ではない", &[("f1.training.count", "")]),
        ],
        bad: &[
            Example::new("研修の修了者の回答がない", &[("f1.training", ""), ("f1.training.count", "")]),
            Example::new("領域と相談の回答がない", &[("f1.areas", "[]"), ("f1.consultation", "")]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_asked() || !context.holds(Id::F1Posted, "yes") {
        return;
    }
    let items = context.catalog.items().iter().enumerate();
    let mut missing = items
        .filter(|(index, item)| has_to_be_posted(item) && context.asked(*index).is_asked())
        .filter(|(index, _)| is_unanswered(context.answer_at(*index)))
        .map(|(index, _)| index)
        .peekable();
    if missing.peek().is_some() {
        findings.raise(context).at_items(missing);
    }
}

/// One of the six matters of the ordinance, which the heading or the sheet states.
fn has_to_be_posted(item: &Item) -> bool {
    matches!(item.posting, Some(Posting::Heading | Posting::Required))
}

fn is_unanswered(answer: &Answer) -> bool {
    match answer {
        Answer::Missing => true,
        Answer::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    #[test]
    fn each_of_the_six_matters_is_wanted_and_nothing_else() {
        for id in ["f1.function", "f1.training", "f1.generalist", "f1.areas", "f1.diseases", "f1.consultation"] {
            assert_eq!(places("KP04", &[(id, "")]), [[id]]);
        }
        for id in ["f1.staff.doctors", "f1.training.count", "f1.generalist.fte", "f1.medication", "f1.diseases.other"] {
            expect("KP04", &[(id, "")], 0);
        }
    }

    #[test]
    fn the_other_disease_is_wanted_where_it_is_chosen() {
        let other = ("f1.diseases", r#"["2", "other"]"#);
        expect("KP04", &[other], 1);
        expect("KP04", &[other, ("f1.diseases.other", r#""　""#)], 1);
        expect("KP04", &[other, ("f1.diseases.other", r#""痛風""#)], 0);
    }

    #[test]
    fn all_stand_in_one_finding() {
        let set = [("f1.consultation", ""), ("f1.areas", "")];
        assert_eq!(places("KP04", &set), [["f1.areas", "f1.consultation"]]);
        assert_eq!(
            says("KP04", &set).0,
            "院内掲示が「有り」ですが、掲示に必要な「一次診療の領域」、「患者からの相談」が回答されていません。"
        );
    }

    #[test]
    fn it_is_silent_unless_it_is_posted() {
        expect("KP04", &[("f1.posted", r#""no""#), ("f1.areas", "")], 0);
        expect("KP04", &[("f1.posted", ""), ("f1.areas", "")], 0);
        expect("KP04", &[("f1.areas", r#"["99"]"#)], 0);
        expect("KP04", &[("facility.exclusion", r#""imperial""#), ("f1.areas", "")], 0);
    }
}
