//! The decisions, each with every condition it looked at.

mod explanation_duty;
mod function1;
mod function2;
mod target;

use kakari_sources::Cite;
use serde::{Serialize, Serializer};

pub use explanation_duty::explanation_duty;
pub(crate) use function1::STARS;
pub use function1::function1;
pub(crate) use function2::is_touched;
pub use function2::{FUNCTIONS, Function2, function2};
pub use target::target;
pub(crate) use target::{Suspension, suspension};

/// The outcome of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// 報告の対象
    Target,
    /// 報告の対象外
    NotTarget,
    /// 有り
    Has,
    /// 無し
    Lacks,
    /// Not asked, because 1号機能 is lacking.
    NotAsked,
    /// 努力義務 arises when the prefecture has confirmed a 2号機能.
    ArisesOnConfirmation,
    /// No 努力義務.
    None,
    /// Cannot be told yet.
    Undecided,
}

impl Status {
    /// What 報告の対象か comes out as.
    pub const OF_TARGET: [Self; 3] = [Self::Target, Self::NotTarget, Self::Undecided];
    /// What 1号機能 comes out as.
    pub const OF_FUNCTION1: [Self; 3] = [Self::Has, Self::Lacks, Self::Undecided];
    /// What a 2号機能 comes out as.
    pub const OF_FUNCTION2: [Self; 4] = [Self::Has, Self::Lacks, Self::NotAsked, Self::Undecided];
    /// What the 説明の努力義務 comes out as.
    pub const OF_EXPLANATION_DUTY: [Self; 3] = [Self::ArisesOnConfirmation, Self::None, Self::Undecided];

    /// The word in results.
    pub fn key(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::NotTarget => "not_target",
            Self::Has => "has",
            Self::Lacks => "lacks",
            Self::NotAsked => "not_asked",
            Self::ArisesOnConfirmation => "arises_on_confirmation",
            Self::None => "none",
            Self::Undecided => "undecided",
        }
    }

    /// The word for a reader.
    pub fn label(self) -> &'static str {
        match self {
            Self::Target => "対象",
            Self::NotTarget => "対象外",
            Self::Has => "有り",
            Self::Lacks => "無し",
            Self::NotAsked => "報告不要",
            Self::ArisesOnConfirmation => "確認後に生じます",
            Self::None => "生じません",
            Self::Undecided => "未定",
        }
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// A condition that a decision looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The condition, as a sentence that is true when it is met.
    pub text: String,
    /// Met, not met, or not to be told yet.
    pub met: Option<bool>,
    /// Places in [`kakari_catalog::Catalog::items`] that it looked at.
    pub items: Vec<usize>,
    /// Where it stands.
    pub sources: &'static [Cite],
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The outcome.
    pub status: Status,
    /// Every condition that was looked at, in the order of the law.
    pub because: Vec<Condition>,
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::{registry, testing};

    #[test]
    fn every_decision_comes_out_as_one_of_its_own_outcomes_and_each_of_them_occurs() {
        let mut seen = [HashSet::new(), HashSet::new(), HashSet::new(), HashSet::new()];
        for example in registry::RULES.iter().flat_map(|rule| rule.page.good.iter().chain(rule.page.bad)) {
            let (_, report) = testing::example_report(example, |_| {});
            seen[0].insert(report.target.status);
            seen[1].insert(report.function1.status);
            seen[2].extend(report.function2.all().map(|(_, decision)| decision.status));
            seen[3].insert(report.explanation_duty.status);
        }
        assert_eq!(seen[0], HashSet::from(Status::OF_TARGET));
        assert_eq!(seen[1], HashSet::from(Status::OF_FUNCTION1));
        assert_eq!(seen[2], HashSet::from(Status::OF_FUNCTION2));
        assert_eq!(seen[3], HashSet::from(Status::OF_EXPLANATION_DUTY));
    }
}
