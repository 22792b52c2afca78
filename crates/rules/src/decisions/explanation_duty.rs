//! Will the 説明の努力義務 (医療法第6条の4の2) arise?

use kakari_sources::Cite;

use super::{Condition, Decision, Function2, Status};

const DUTY: &[Cite] = &[Cite::restates("law", "第6条の4の2第1項"), Cite::restates("qa", "Q21")];

const NAMES: [&str; 4] = [
    "2号機能 イ(通常の診療時間外の診療)を有している",
    "2号機能 ロ(入退院時の支援)を有している",
    "2号機能 ハ(在宅医療の提供)を有している",
    "2号機能 ニ(介護サービス等と連携した医療提供)を有している",
];

/// It arises when the prefecture has confirmed any of the 2号機能; 1号 alone does not give rise to it.
pub fn explanation_duty(function2: &Function2) -> Decision {
    let because: Vec<_> = function2
        .all()
        .into_iter()
        .zip(NAMES)
        .map(|((_, decision), name)| Condition {
            text: name.to_owned(),
            met: match decision.status {
                Status::Has => Some(true),
                Status::Undecided => None,
                _ => Some(false),
            },
            items: decision.because.iter().skip(1).flat_map(|condition| condition.items.iter().copied()).collect(),
            sources: DUTY,
        })
        .collect();
    let status = if because.iter().any(|condition| condition.met == Some(true)) {
        Status::ArisesOnConfirmation
    } else if because.iter().all(|condition| condition.met == Some(false)) {
        Status::None
    } else {
        Status::Undecided
    };
    Decision { status, because }
}
