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
