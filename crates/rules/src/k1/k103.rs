//! K103 1号機能の項目が未回答。 What stands there but cannot be read is found elsewhere (KF).

use kakari_sources::Cite;

use crate::{Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "K103",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "1号機能に回答していない項目があります",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "{items}が回答されていません。",
        why: "1号機能の有無と内容は、対象となるすべての医療機関が報告します。「無し」「該当無し」や0も、選ぶか入力してはじめて回答になります。",
        fix: "回答を選ぶか、数を入力してください。当てはまるものがないときは「無し」「該当無し」または0です。",
    }],
    sources: &[
        Cite::restates("regulation", "第30条の33の15第3項"),
        Cite::restates("regulation", "別表第八 第二"),
        Cite::derived("law", "第30条の18の4第1項第1号"),
    ],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "1号機能の各項目に回答があるかを確かめます。特記事項、「有り」のときだけ聞く人数、1号機能が「無し」のときだけ聞く意向は含みません。1号機能が「無し」でも、ほかの項目は報告します。",
        good: &[
            Example::new("すべて回答した", &[]),
            Example::new("0は回答に当たる", &[("f1.staff.outpatient_nurses", "0")]),
            Example::new("特記事項は書かなくてよい", &[("f1.remarks", "")]),
        ],
        bad: &[
            Example::new("相談の回答がない", &[("f1.consultation", "")]),
            Example::new("領域を1つも選んでいない", &[("f1.areas", "[]")]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_asked() {
        return;
    }
    for (index, _) in context.unanswered("f1") {
        findings.raise(context).at_item(index);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places};

    #[test]
    fn each_item_that_is_not_answered_is_found_on_its_own_in_form_order() {
        let set = [("f1.medication", ""), ("f1.function", ""), ("f1.staff.doctors", "")];
        assert_eq!(places("K103", &set), [["f1.function"], ["f1.staff.doctors"], ["f1.medication"]]);
    }

    #[test]
    fn an_empty_draft_lacks_every_required_item_of_function1() {
        expect("K103", &[("answers", "{}")], 17);
    }

    #[test]
    fn no_and_zero_are_answers_and_conditional_items_are_left_out() {
        expect("K103", &[("f1.generalist", r#""no""#), ("f1.generalist.fte", ""), ("f1.training.count", "")], 0);
        expect("K103", &[("f1.function", r#""no""#), ("f1.willing", ""), ("f1.staff.doctors", "0")], 0);
    }

    #[test]
    fn it_asks_also_when_function1_is_lacking() {
        expect("K103", &[("f1.function", r#""no""#), ("f1.training", "")], 1);
    }

    #[test]
    fn what_cannot_be_read_is_not_reported_twice() {
        expect("K103", &[("f1.staff.doctors", r#""二人""#), ("f1.posted", "null"), ("f1.areas", r#"["99"]"#)], 0);
    }

    #[test]
    fn nothing_is_asked_of_those_that_need_not_report() {
        expect("K103", &[("facility.exclusion", r#""advanced_hospital""#), ("answers", "{}")], 0);
    }
}
