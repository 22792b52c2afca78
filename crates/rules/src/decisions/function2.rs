//! Does the institution have each of the 2号機能?

use kakari_sources::Cite;

use super::{Condition, Decision, Status};
use crate::{Answer, Context};

/// The four decisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function2 {
    /// イ 通常の診療時間外の診療
    pub i: Decision,
    /// ロ 入退院時の支援
    pub ro: Decision,
    /// ハ 在宅医療の提供
    pub ha: Decision,
    /// ニ 介護サービス等と連携した医療提供
    pub ni: Decision,
}

impl Function2 {
    /// The decisions in the order of the law, each with its section.
    pub fn all(&self) -> [(&'static str, &Decision); 4] {
        let [i, ro, ha, ni] = FUNCTIONS;
        [(i, &self.i), (ro, &self.ro), (ha, &self.ha), (ni, &self.ni)]
    }
}

/// The sections of the 2号機能 in the order of the law.
pub const FUNCTIONS: [&str; 4] = ["f2i", "f2ro", "f2ha", "f2ni"];

const HAS_FUNCTION1: &[Cite] =
    &[Cite::restates("law", "第30条の18の4第1項第2号"), Cite::restates("guideline", "第2章 2号機能")];
const ANY_ITEM: &[Cite] =
    &[Cite::restates("guideline", "第2章 2号機能"), Cite::restates("regulation", "第30条の33の16第2項")];

/// Asked only of those that have the 1号機能; one item that is carried out or has results is enough.
pub fn function2(context: &Context, function1: Status) -> Function2 {
    let [i, ro, ha, ni] = FUNCTIONS.map(|section| decide(context, function1, section));
    Function2 { i, ro, ha, ni }
}

fn decide(context: &Context, function1: Status, section: &str) -> Decision {
    let mut because = vec![Condition {
        text: context.explained(|| "1号機能を有している".to_owned()),
        met: match function1 {
            Status::Has => Some(true),
            Status::Lacks => Some(false),
            _ => None,
        },
        items: context.explained(|| super::STARS.iter().map(|star| context.catalog.index(star.id)).collect()),
        sources: HAS_FUNCTION1,
    }];
    because.extend(
        context
            .catalog
            .places_of(section)
            .iter()
            .map(|index| (*index, &context.catalog.items()[*index]))
            .filter(|(_, item)| item.is_required())
            .map(|(index, item)| Condition {
                text: context.explained(|| format!("「{}」を実施している、または実績がある", item.short())),
                met: context.answer_at(index).is_positive(),
                items: context.explained(|| vec![index]),
                sources: ANY_ITEM,
            }),
    );
    let items = &because[1..];
    let status = match function1 {
        Status::Lacks => Status::NotAsked,
        Status::Has if items.iter().any(|condition| condition.met == Some(true)) => Status::Has,
        Status::Has if items.iter().all(|condition| condition.met == Some(false)) => Status::Lacks,
        _ => Status::Undecided,
    };
    Decision { status, because }
}

/// Whether any item of the section is answered in any way.
pub(crate) fn is_touched(context: &Context, section: &str) -> bool {
    context.catalog.places_of(section).iter().any(|index| !matches!(context.answer_at(*index), Answer::Missing))
}

#[cfg(test)]
mod tests {
    use crate::Status::{Has, Lacks, NotAsked, Undecided};
    use crate::testing::{draft, report};
    use crate::{BASE, Status};

    /// Every item of ニ that has to be answered, negative.
    const NONE: [(&str, &str); 9] = [
        ("f2ni.opinion", r#""no""#),
        ("f2ni.conference", r#""no""#),
        ("f2ni.community", r#""no""#),
        ("f2ni.home_guidance", r#""no""#),
        ("f2ni.claims.care_manager", "0"),
        ("f2ni.facilities", r#""no""#),
        ("f2ni.claims.facility_care", "0"),
        ("f2ni.network", r#""no""#),
        ("f2ni.acp", r#""no""#),
    ];

    #[track_caller]
    fn decides(changes: &[(&str, &str)], expected: Status) {
        let untouched = |(id, _): &(&str, &str)| changes.iter().all(|(own, _)| own != id);
        let set: Vec<_> = NONE.into_iter().filter(untouched).chain(changes.iter().copied()).collect();
        let (_, report) = report(&draft(BASE, &set), "2026-02-01", "");
        assert_eq!(report.function2.ni.status, expected, "{changes:?}");
    }

    #[test]
    fn one_item_that_is_carried_out_is_enough() {
        decides(&[("f2ni.acp", r#""yes""#)], Has);
        decides(&[("f2ni.claims.care_manager", "1")], Has);
        decides(&[("f2ni.acp", r#""yes""#), ("f2ni.network", "")], Has);
    }

    #[test]
    fn it_is_lacking_once_every_item_is_answered_and_negative() {
        decides(&[], Lacks);
        decides(&[("f2ni.acp", "")], Undecided);
        decides(&[("f2ni.claims.facility_care", "")], Undecided);
    }

    #[test]
    fn it_is_not_asked_of_those_that_lack_1_and_open_while_1_is() {
        decides(&[("f1.posted", r#""no""#), ("f2ni.acp", r#""yes""#)], NotAsked);
        decides(&[("f1.posted", ""), ("f2ni.acp", r#""yes""#)], Undecided);
        decides(&[("f1.posted", "")], Undecided);
    }
}
