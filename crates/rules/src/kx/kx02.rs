//! KX02 都道府県の確認を受けたときの下書きから、2号機能の体制が変わっている(変更報告)。

use std::collections::BinaryHeap;

use kakari_catalog::{Id, Item, Kind, PeriodKey};
use kakari_sources::Cite;

use crate::comparison::is_of_another_institution;
use crate::decisions::FUNCTIONS;
use crate::{Answer, Context, Findings, InForce, Rule, Severity, Text};
#[cfg(any(test, feature = "pages"))]
use crate::{Example, Page};

pub(crate) static RULE: Rule = Rule {
    code: "KX02",
    severity: Severity::Note,
    #[cfg(feature = "prose")]
    title: "確認を受けた2号機能の体制が変わったときは、変更報告をします",
    #[cfg(feature = "prose")]
    texts: &[
        Text {
            message: "確認を受けたときの下書きから、「{0}」の{items}が変わっています。",
            why: "都道府県の確認を受けた体制に変更が生じたときは、速やかに都道府県知事に報告することになっています。",
            fix: "体制が変わったのであれば、次の年の報告を待たずに、G-MISで変更報告をしてください。書き方を直しただけの場合や、確認を受けていない機能の場合は、変更報告に当たるかどうかを都道府県に確かめてください。",
        },
        Text {
            message: "確認を受けたときの下書きとして選んだファイルは、保険医療機関番号が違うため、比べていません。",
            why: "別の医療機関の下書きと比べても、意味のある結果になりません。移転などで番号が変わっただけかどうかは、このツールでは決められません。",
            fix: "同じ医療機関の下書きかどうかを、医療機関で確かめてください。番号が変わった場合は、確認を受けた体制と見比べてください。",
        },
    ],
    sources: &[
        Cite::restates("law", "第30条の18の4第4項"),
        Cite::restates("regulation", "第30条の33の18"),
        Cite::derived("law", "第30条の18の4第2項"),
    ],
    provisional: false,
    in_force: InForce::SCHEME,
    check,
    #[cfg(any(test, feature = "pages"))]
    page: Page {
        about: "確認を受けたときの下書きを選んだときに、2号機能の体制についての回答を比べ、違う項目をイ・ロ・ハ・ニごとにお知らせします。算定回数、前年度の患者数、特記事項は比べません。「無し」の中での意向の有無の違いは、体制の変更に数えません。回答していない項目も比べません。",
        good: &[
            Example::new("体制が同じ", &[]).confirmed(&[]),
            Example::new("算定回数だけが違う", &[("f2i.claims.overtime", "132")]).confirmed(&[]),
            Example::new("意向だけが違う", &[("f2i.center", r#""willing""#)]).confirmed(&[]),
        ],
        bad: &[
            Example::new("在宅医療をやめた", &[("f2ha.care", r#""no""#)]).confirmed(&[]),
            Example::new("確認のときの下書きが別の医療機関のもの", &[])
                .confirmed(&[("facility.code", r#""0110112497""#)]),
        ],
    },
};

fn check(context: &Context, findings: &mut Findings) {
    let Some(confirmed) = context.confirmed().filter(|_| context.is_function2_asked()) else {
        return;
    };
    if is_of_another_institution(context, confirmed) {
        findings.raise(context).text(1).at(Id::FacilityCode);
        return;
    }
    for section in FUNCTIONS {
        let mut changed = changes(context, confirmed, section).peekable();
        if changed.peek().is_some() {
            let label = context.catalog.section(section).map_or(section, |section| &section.label);
            findings.raise(context).at_items(changed).arg(label);
        }
    }
}

/// The items about the structure of a 2号機能 that two drafts answer otherwise.
pub(crate) fn changes(now: &Context, before: &Context, section: &str) -> impl Iterator<Item = usize> {
    let items = now.catalog.items().iter().enumerate();
    items
        .filter(move |(_, item)| item.section == section && is_structure(item))
        .map(|(index, _)| index)
        .filter(|index| has_changed(before.answer_at(*index), now.answer_at(*index)))
}

/// Whether an item is about the structure (体制): neither a count, nor the result of a year, nor a remark.
fn is_structure(item: &Item) -> bool {
    matches!(item.kind, Kind::Choice | Kind::Multi | Kind::Partners | Kind::Names)
        && item.role.is_none()
        && item.period != Some(PeriodKey::Fiscal)
}

fn has_changed(before: &Answer, now: &Answer) -> bool {
    match (before, now) {
        // Whether there is a will (意向) changes nothing in what there is.
        (Answer::Choice(before), Answer::Choice(now)) => before.key != now.key && (before.positive || now.positive),
        (Answer::Partners(_) | Answer::Names(_) | Answer::Missing, Answer::Partners(_) | Answer::Names(_))
        | (Answer::Partners(_) | Answer::Names(_), Answer::Missing) => rows(before) != rows(now),
        _ => false,
    }
}

/// The partners, or the names, in an order of their own, without blank rows and spaces around.
fn rows<'a>(answer: &Answer<'a>) -> Vec<(&'a str, &'a str)> {
    let mut rows: Vec<_> = match answer {
        Answer::Partners(partners) => partners.iter().map(|p| (p.name.trim(), p.content.trim())).collect(),
        Answer::Names(names) => names.iter().map(|name| (name.trim(), "")).collect(),
        _ => Vec::new(),
    };
    rows.retain(|row| *row != ("", ""));
    // The heap's way of sorting has a tenth of the code of the slice's, which nothing else here needs.
    BinaryHeap::from(rows).into_sorted_vec()
}

#[cfg(test)]
mod tests {
    use crate::testing::{Compared, compared};

    type Changes<'a> = &'a [(&'a str, &'a str)];

    /// The items that are found, one list for each function.
    fn changed(before: Changes, now: Changes) -> Vec<Vec<String>> {
        compared("KX02", Compared::Confirmed, before, now).into_iter().map(|(places, _)| places).collect()
    }

    #[test]
    fn one_note_for_each_function_lists_what_changed() {
        let now = [("f2ni.acp", r#""no""#), ("f2ni.network", r#""yes""#), ("f2i.rota", r#""m2_3""#)];
        assert_eq!(changed(&[], &now), [vec!["f2i.rota"], vec!["f2ni.network", "f2ni.acp"]]);
        let found = compared("KX02", Compared::Confirmed, &[], &now);
        assert_eq!(found[0].1, "確認を受けたときの下書きから、「2号機能 イ」の「在宅当番医制」が変わっています。");
    }

    #[test]
    fn losing_and_gaining_are_changes_and_willingness_is_none() {
        for (before, now, times) in [
            ("no", "yes", 1),
            ("yes", "no", 1),
            ("yes", "willing", 1),
            ("no", "willing", 0),
            ("willing", "no", 0),
            ("yes", "yes", 0),
        ] {
            let json = |key| format!("\"{key}\"");
            let found = changed(&[("f2ni.acp", &json(before))], &[("f2ni.acp", &json(now))]);
            assert_eq!(found.len(), times, "{before} → {now}");
        }
    }

    #[test]
    fn what_is_not_answered_on_either_side_is_no_change() {
        assert!(changed(&[("f2ni.acp", "")], &[]).is_empty());
        assert!(changed(&[], &[("f2ni.acp", "")]).is_empty());
        assert!(changed(&[], &[("f2ni.acp", "1")]).is_empty());
    }

    #[test]
    fn partners_and_names_are_compared_by_what_they_say() {
        let id = "f2i.partners";
        let base = r#"[{"name": "例示病院", "content": "夜間の電話対応と受入れ"}]"#;
        let spaced = r#"[{"name": " 例示病院　", "content": "夜間の電話対応と受入れ"}, {"name": "", "content": ""}]"#;
        let other = r#"[{"name": "別の病院", "content": "夜間の電話対応と受入れ"}]"#;
        assert!(changed(&[(id, base)], &[(id, spaced)]).is_empty());
        assert_eq!(changed(&[(id, base)], &[(id, other)]), [[id]]);
        assert_eq!(changed(&[(id, base)], &[(id, "")]), [[id]]);
        assert_eq!(changed(&[(id, "")], &[(id, base)]), [[id]]);
        let names = "f2ni.facilities.names";
        assert!(changed(&[(names, r#"["い", "ろ"]"#)], &[(names, r#"["ろ", "い"]"#)]).is_empty());
        assert_eq!(changed(&[(names, r#"["い", "ろ"]"#)], &[(names, r#"["い"]"#)]), [[names]]);
        assert_eq!(changed(&[], &[(names, r#"["い"]"#)]), [[names]]);
    }

    #[test]
    fn counts_yearly_results_and_remarks_are_no_structure() {
        let now = [
            ("f2i.claims.overtime", "5"),
            ("f2ro.referred", r#""lt1""#),
            ("f2ro.referred.total", "3"),
            ("f2ha.remarks", r#""新しい記載""#),
            ("f1.medication", r#""no""#),
            ("other.checkups", r#""no""#),
        ];
        assert!(changed(&[], &now).is_empty());
    }

    #[test]
    fn the_draft_of_another_institution_is_not_compared() {
        let found = compared(
            "KX02",
            Compared::Confirmed,
            &[("facility.code", r#""0110112497""#), ("f2ni.acp", r#""no""#)],
            &[],
        );
        assert_eq!(found.len(), 1);
        assert!(found[0].1.contains("番号が違うため"), "{found:?}");
    }

    #[test]
    fn it_is_silent_where_2_is_not_asked_and_without_a_confirmed_draft() {
        let acp = ("f2ni.acp", r#""no""#);
        assert!(changed(&[], &[acp, ("f1.posted", r#""no""#)]).is_empty());
        assert!(changed(&[], &[acp, ("facility.exclusion", r#""imperial""#)]).is_empty());
        assert!(compared("KX02", Compared::LastYear, &[], &[acp]).is_empty());
    }
}
