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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_function_gives_rise_to_it_and_one_that_is_open_leaves_it_open() {
        use Status::{ArisesOnConfirmation, Has, Lacks, NotAsked, Undecided};
        for (given, expected) in [
            ([Lacks, Lacks, Lacks, Lacks], Status::None),
            ([NotAsked, NotAsked, NotAsked, NotAsked], Status::None),
            ([Lacks, Lacks, Lacks, Has], ArisesOnConfirmation),
            ([Undecided, Has, Lacks, Lacks], ArisesOnConfirmation),
            ([Undecided, Lacks, Lacks, Lacks], Undecided),
            ([Undecided, Undecided, Undecided, Undecided], Undecided),
        ] {
            let [i, ro, ha, ni] = given.map(|status| Decision { status, because: Vec::new() });
            assert_eq!(explanation_duty(&Function2 { i, ro, ha, ni }).status, expected, "{given:?}");
        }
    }
}
