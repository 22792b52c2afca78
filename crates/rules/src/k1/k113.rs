//! K113 1号機能が「有り」なのに2号機能の項目が未回答。

use kakari_sources::Cite;

use crate::decisions::FUNCTIONS;
use crate::{Asked, Context, Findings, InForce, Rule, Severity, Status, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "K113",
    severity: Severity::Error,
    #[cfg(feature = "prose")]
    title: "2号機能に回答していない項目があります",
    #[cfg(feature = "prose")]
    texts: &[Text {
        message: "「{0}」で、{items}が回答されていません。",
        why: "1号機能が「有り」の場合は、2号機能の有無と内容も報告します。「無し」や0も、選ぶか入力してはじめて回答になります。",
        fix: "回答を選ぶか、数を入力してください。行っていないものは「無し」または0です。電子レセプトで請求していない場合は、算定回数も自院で数えて入力します。",
    }],
    sources: &[
        Cite::restates("law", "第30条の18の4第1項第2号"),
        Cite::restates("regulation", "第30条の33の15第3項"),
        Cite::restates("regulation", "別表第八 第四"),
        Cite::restates("manual", "PDF p.7"),
        Cite::derived("guideline", "第2章 留意事項"),
    ],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "1号機能が「有り」のときに、2号機能のイ・ロ・ハ・ニそれぞれに未回答の項目がないかを確かめます。電子レセプトで請求していれば算定回数はG-MISにあらかじめ表示されるため、「電子レセプトで請求していない」と回答したときだけ算定回数も見ます。特記事項、計算のもとの数、条件つきの項目は見ません。",
        good: &[
            Example::new("すべて回答した", &[]),
            Example::new("算定回数は、あらかじめ表示される", &[("f2i.claims.overtime", "")]),
            Example::new("1号機能が「無し」", &[("f1.posted", r#""no""#), ("f2ni.acp", "")]),
        ],
        bad: &[
            Example::new("ACPの回答がない", &[("f2ni.acp", "")]),
            Example::new("イの2項目に回答がない", &[("f2i.rota", ""), ("f2i.center", "")]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    if !context.is_asked() || context.function1() != Status::Has {
        return;
    }
    for section in FUNCTIONS {
        let mut items = context
            .unanswered(section)
            .map(|(index, _)| index)
            .filter(|index| context.asked(*index) == Asked::Yes)
            .peekable();
        if items.peek().is_none() {
            continue;
        }
        let label = context.catalog.section(section).map_or(section, |section| &section.label);
        let finding = findings.raise(context).arg(label);
        items.fold(finding, crate::finding::Draftsman::at_item);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{expect, places, says};

    const BY_HAND: (&str, &str) = ("facility.electronic_claims", "false");
    const LACKING: (&str, &str) = ("f1.posted", r#""no""#);

    #[test]
    fn one_finding_for_each_function_lists_its_items_in_form_order() {
        let set = [("f2ni.acp", ""), ("f2ni.opinion", ""), ("f2i.own", ""), ("f2ha.care", ""), ("f2ro.beds", "")];
        assert_eq!(
            places("K113", &set),
            [vec!["f2i.own"], vec!["f2ro.beds"], vec!["f2ha.care"], vec!["f2ni.opinion", "f2ni.acp"]]
        );
        let (message, _) = says("K113", &[("f2ni.acp", ""), ("f2ni.opinion", "")]);
        assert_eq!(message, "「2号機能 ニ」で、「主治医意見書の作成」、「ACP(人生会議)」が回答されていません。");
    }

    #[test]
    fn claim_counts_are_asked_for_only_when_none_will_be_preprinted() {
        expect("K113", &[("facility.electronic_claims", "true")], 0);
        expect("K113", &[("facility.electronic_claims", "")], 0);
        expect("K113", &[BY_HAND], 4);
        assert_eq!(
            places("K113", &[BY_HAND])[0],
            ["f2i.claims.overtime", "f2i.claims.midnight", "f2i.claims.holiday", "f2i.claims.early_night"]
        );
        let ha = ["visit", "house_call", "home_nursing", "nursing_order", "end_of_life"];
        let ha = ha.map(|name| format!("f2ha.claims.{name}"));
        let mut set = vec![BY_HAND];
        set.extend(ha.iter().map(|id| (id.as_str(), "0")));
        expect("K113", &set, 3);
    }

    #[test]
    fn remarks_working_figures_and_conditional_items_are_left_out() {
        expect("K113", &[("f2ro.referred.total", ""), ("f2ro.referred.months", ""), ("f2i.partners", "")], 0);
    }

    #[test]
    fn it_asks_only_when_function1_is_held() {
        expect("K113", &[("f2ni.acp", "")], 1);
        expect("K113", &[LACKING, ("f2ni.acp", "")], 0);
        expect("K113", &[("f1.posted", ""), ("f2ni.acp", "")], 0);
        expect("K113", &[("facility.exclusion", r#""imperial""#), ("f2ni.acp", "")], 0);
    }

    #[test]
    fn what_cannot_be_read_is_not_reported_twice() {
        expect("K113", &[("f2ni.acp", r#""sometimes""#)], 0);
    }
}
