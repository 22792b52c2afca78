//! How far a draft is.

use kakari_rules::Severity;

use crate::{Form, Step};

/// How many of the items that have to be answered now are answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Answered.
    pub answered: usize,
    /// All that are asked and have to be answered.
    pub asked: usize,
}

impl Progress {
    /// Whether nothing is left to be answered.
    pub fn is_whole(self) -> bool {
        self.answered == self.asked
    }

    /// In percent, cut off; 0 where nothing has to be answered.
    pub fn percent(self) -> usize {
        (self.answered * 100).checked_div(self.asked).unwrap_or(0)
    }
}

/// Where a step stands that asks for answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// 未入力: nothing that has to be answered is.
    Empty,
    /// 途中: some of it is.
    Begun,
    /// 完了: all of it is, and nothing was found that is worth a mark.
    Done,
    /// 要確認: something was found.
    Marked,
    /// 報告不要: nothing of it is asked.
    NotAsked,
}

impl State {
    /// All.
    pub const ALL: [Self; 5] = [Self::Empty, Self::Begun, Self::Done, Self::Marked, Self::NotAsked];

    /// The word in results.
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Begun => "begun",
            Self::Done => "done",
            Self::Marked => "marked",
            Self::NotAsked => "not_asked",
        }
    }

    /// The word for a reader.
    pub fn label(self) -> &'static str {
        match self {
            Self::Empty => "未入力",
            Self::Begun => "途中",
            Self::Done => "完了",
            Self::Marked => "要確認",
            Self::NotAsked => "報告不要",
        }
    }
}

/// Where a step stands, with its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The step.
    pub step: Step,
    /// Where it stands.
    pub state: State,
    /// How much of it is answered.
    pub progress: Progress,
    /// How many findings are worth a mark.
    pub marks: usize,
}

impl Standing {
    /// The state for a reader, with what it rests on: 「途中 3/8」.
    pub fn words(&self) -> String {
        let word = self.state.label();
        match self.state {
            State::Begun => {
                [word, " ", &self.progress.answered.to_string(), "/", &self.progress.asked.to_string()].concat()
            }
            State::Marked => [word, " ", &self.marks.to_string(), "件"].concat(),
            State::Empty | State::Done | State::NotAsked => word.to_owned(),
        }
    }
}

impl Form<'_> {
    /// How much of a step is answered.
    pub fn progress(self, step: Step) -> Progress {
        let mut progress = Progress::default();
        for index in self.items_of(step).filter(|index| self.counts(*index)) {
            progress.asked += 1;
            progress.answered += usize::from(self.is_answered(index));
        }
        progress
    }

    /// How much of the whole form is answered.
    pub fn progress_of_all(self) -> Progress {
        let add = |all: Progress, own: Progress| Progress {
            answered: all.answered + own.answered,
            asked: all.asked + own.asked,
        };
        Step::ALL.into_iter().map(|step| self.progress(step)).fold(Progress::default(), add)
    }

    /// The step at which to go on: the first in which something is left to be answered, else 確認.
    pub fn resume(self) -> Step {
        Step::ALL.into_iter().find(|step| !self.progress(*step).is_whole()).unwrap_or(Step::Review)
    }

    /// Whether nothing at all of a step is asked.
    pub fn is_left_out(self, step: Step) -> bool {
        self.items_of(step).all(|index| self.asked(index).is_left_out())
    }

    /// Where a step stands; nothing for one that asks for no answers.
    pub fn standing(self, step: Step) -> Option<Standing> {
        if !step.is_section() {
            return None;
        }
        let (progress, marks) = (self.progress(step), self.marks(step).count());
        let state = if self.is_left_out(step) {
            State::NotAsked
        } else if marks > 0 {
            State::Marked
        } else if progress.is_whole() {
            State::Done
        } else if progress.answered == 0 {
            State::Empty
        } else {
            State::Begun
        };
        Some(Standing { step, state, progress, marks })
    }

    /// Where the steps stand that ask for answers, in their order.
    pub fn standings(self) -> impl Iterator<Item = Standing> {
        Step::ALL.into_iter().filter_map(move |step| self.standing(step))
    }

    /// How far the draft is as a whole.
    pub fn words(self) -> String {
        let errors = self.report.count(Severity::Error);
        let percent = self.progress_of_all().percent();
        match (errors, percent) {
            (0, _) => "準備ができました".to_owned(),
            (_, ..100) => [State::Begun.label(), " ", &percent.to_string(), "%"].concat(),
            _ => [Severity::Error.label(), &errors.to_string(), "件"].concat(),
        }
    }
}
