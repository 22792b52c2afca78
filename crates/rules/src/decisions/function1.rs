//! Does the institution have the 1号機能?

use kakari_catalog::Id;
use kakari_sources::Cite;

use super::{Condition, Decision, Status};
use crate::Context;

/// A ★ item and what it demands.
pub(crate) struct Star {
    pub(crate) id: Id,
    pub(crate) condition: &'static str,
    pub(crate) sources: &'static [Cite],
}

/// The items that count for the 1号機能.
pub(crate) static STARS: [Star; 4] = [
    Star {
        id: Id::F1Function,
        condition: "「具体的な機能」を有している",
        sources: &[
            Cite::restates("law", "第30条の18の4第1項第1号"),
            Cite::restates("regulation", "別表第八 第一"),
            Cite::restates("guideline", "第2章 1号機能"),
        ],
    },
    Star {
        id: Id::F1Posted,
        condition: "報告事項を院内掲示で公表している",
        sources: &[Cite::restates("regulation", "別表第八 第二 一"), Cite::restates("guideline", "第2章 1号機能")],
    },
    Star {
        id: Id::F1Areas,
        condition: "17の診療領域のうち1つ以上で一次診療ができる",
        sources: &[
            Cite::restates("regulation", "別表第八 第二 四"),
            Cite::restates("guideline", "第2章 1号機能"),
            Cite::restates("qa", "Q5"),
        ],
    },
    Star {
        id: Id::F1Consultation,
        condition: "医療に関する患者からの相談に応じることができる",
        sources: &[Cite::restates("regulation", "別表第八 第二 六"), Cite::restates("guideline", "第2章 1号機能")],
    },
];

/// All four ★ items have to be met; nothing else counts.
pub fn function1(context: &Context) -> Decision {
    let because: Vec<_> = STARS
        .iter()
        .map(|star| Condition {
            text: context.explained(|| star.condition.to_owned()),
            met: context.answer(star.id).is_positive(),
            items: context.explained(|| vec![context.catalog.index(star.id)]),
            sources: star.sources,
        })
        .collect();
    let status = if because.iter().any(|condition| condition.met == Some(false)) {
        Status::Lacks
    } else if because.iter().all(|condition| condition.met == Some(true)) {
        Status::Has
    } else {
        Status::Undecided
    };
    Decision { status, because }
}
