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
    pub fn progress(&self, step: Step) -> Progress {
        let mut progress = Progress::default();
        for index in self.items_of(step).iter().filter(|index| self.counts(**index)) {
            progress.asked += 1;
            progress.answered += usize::from(self.is_answered(*index));
        }
        progress
    }

    /// How much of the whole form is answered.
    pub fn progress_of_all(&self) -> Progress {
        self.progress_of(&Step::ALL)
    }

    /// How much of some steps is answered, where no others are shown.
    pub fn progress_of(&self, steps: &[Step]) -> Progress {
        let add = |all: Progress, own: Progress| Progress {
            answered: all.answered + own.answered,
            asked: all.asked + own.asked,
        };
        steps.iter().map(|step| self.progress(*step)).fold(Progress::default(), add)
    }

    /// The step at which to go on: the first in which something is left to be answered, else 確認.
    pub fn resume(&self) -> Step {
        Step::ALL.into_iter().find(|step| !self.progress(*step).is_whole()).unwrap_or(Step::Review)
    }

    /// Whether nothing at all of a step is asked.
    pub fn is_left_out(&self, step: Step) -> bool {
        self.items_of(step).iter().all(|index| self.asked(*index).is_left_out())
    }

    /// Where a step stands; nothing for one that asks for no answers.
    pub fn standing(&self, step: Step) -> Option<Standing> {
        if !step.is_section() {
            return None;
        }
        let (progress, marks) = (self.progress(step), self.marks(step).len());
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
    pub fn standings(&self) -> Vec<Standing> {
        Step::ALL.into_iter().filter_map(|step| self.standing(step)).collect()
    }

    /// How far the draft is as a whole.
    pub fn words(&self) -> String {
        let errors = self.report.count(Severity::Error);
        let percent = self.progress_of_all().percent();
        match (errors, percent) {
            (0, _) => "準備ができました".to_owned(),
            (_, ..100) => [State::Begun.label(), " ", &percent.to_string(), "%"].concat(),
            _ => [Severity::Error.label(), &errors.to_string(), "件"].concat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use kakari_draft::Draft;

    use super::{Progress, State};
    use crate::testing::{Checked, checked, without};
    use crate::{Step, Visit};

    fn sections() -> impl Iterator<Item = Step> {
        Step::ALL.into_iter().filter(|step| step.is_section())
    }

    fn visit(finished: &[Step]) -> Visit<'_> {
        Visit { finished, ..Visit::default() }
    }

    #[track_caller]
    fn state(checked: &Checked, step: Step, finished: &[Step]) -> State {
        checked.form(visit(finished)).standing(step).expect("a step that asks").state
    }

    #[test]
    fn a_step_without_answers_is_empty_and_one_with_all_is_done() {
        let base = checked(&[]);
        for step in sections() {
            assert_eq!(state(&base, step, &[Step::Review]), State::Done, "{step:?}");
            assert_eq!(state(&without(step), step, &[]), State::Empty, "{step:?}");
        }
    }

    #[test]
    fn a_step_with_some_answers_is_begun() {
        for (step, change) in [
            (Step::Target, ("facility.general_outpatients", "")),
            (Step::Facility, ("facility.electronic_claims", "")),
            (Step::F1, ("f1.medication", "")),
            (Step::F2i, ("f2i.partners", "")),
            (Step::F2ro, ("f2ro.referred", "")),
            // ハ asks for one thing alone, until its answer asks for another.
            (Step::F2ha, ("f2ha.care", r#""partnered_24h""#)),
            (Step::F2ni, ("f2ni.acp", "")),
            (Step::Other, ("other.recurrent", "")),
        ] {
            let begun = checked(&[change]);
            for own in sections() {
                let expected = if own == step { State::Begun } else { State::Done };
                assert_eq!(state(&begun, own, &[]), expected, "{step:?} {own:?}");
            }
        }
    }

    #[test]
    fn what_is_wrong_with_an_answer_marks_its_step_at_once() {
        for (step, id, wrong) in [
            (Step::Target, "facility.exclusion", "7"),
            (Step::Facility, "facility.phone", r#""000""#),
            (Step::F1, "f1.staff.doctors", "-1"),
            (Step::F2i, "f2i.rota", r#""zz""#),
            (Step::F2ro, "f2ro.referred", "[]"),
            (Step::F2ha, "f2ha.claims.visit", "1.5"),
            (Step::F2ni, "f2ni.acp", "true"),
            (Step::Other, "other.checkups", r#""maybe""#),
        ] {
            let wrong = checked(&[(id, wrong)]);
            assert_eq!(state(&wrong, step, &[]), State::Marked, "{step:?}");
            for other in sections().filter(|own| *own != step) {
                assert_ne!(state(&wrong, other, &[]), State::Marked, "{step:?} {other:?}");
            }
        }
    }

    #[test]
    fn what_is_missing_marks_a_step_once_it_was_finished() {
        for step in [Step::F1, Step::F2ni, Step::Other] {
            let empty = without(step);
            for (finished, expected) in [
                (&[][..], State::Empty),
                (&[Step::Facility], State::Empty),
                (&[step], State::Marked),
                (&[Step::Review], State::Marked),
            ] {
                assert_eq!(state(&empty, step, finished), expected, "{step:?} {finished:?}");
            }
        }
    }

    #[test]
    fn a_step_of_which_nothing_is_asked_says_so() {
        for (set, left_out) in [
            (&[("f1.posted", r#""no""#)], &[Step::F2i, Step::F2ro, Step::F2ha, Step::F2ni][..]),
            (
                &[("facility.exclusion", r#""dental_only""#)],
                &[Step::F1, Step::F2i, Step::F2ro, Step::F2ha, Step::F2ni, Step::Other],
            ),
            (&[("f1.posted", "")], &[]),
        ] {
            for step in sections() {
                let is_left_out = left_out.contains(&step);
                let checked = checked(set);
                assert_eq!(state(&checked, step, &[]) == State::NotAsked, is_left_out, "{set:?} {step:?}");
                assert_eq!(checked.form(Visit::default()).is_left_out(step), is_left_out, "{set:?} {step:?}");
            }
        }
    }

    #[test]
    fn steps_that_ask_nothing_stand_nowhere() {
        let base = checked(&[]);
        let standings: Vec<_> = base.form(Visit::WHOLE).standings().iter().map(|own| own.step).collect();
        assert_eq!(standings, sections().collect::<Vec<_>>());
        assert!(base.form(Visit::WHOLE).standing(Step::Review).is_none());
    }

    #[test]
    fn counts_that_are_preprinted_are_not_counted_and_those_made_by_hand_are() {
        let asked = |claims: &str| {
            let checked = checked(&[("facility.electronic_claims", claims), ("f2i.claims.overtime", "1")]);
            checked.form(Visit::default()).progress(Step::F2i)
        };
        assert_eq!(asked("true"), Progress { answered: 5, asked: 5 });
        assert_eq!(asked("false"), Progress { answered: 6, asked: 9 });
    }

    #[test]
    fn progress_is_added_up_and_says_where_to_go_on() {
        let of = |checked: &Checked| {
            let form = checked.form(Visit::default());
            (form.progress_of_all().percent(), form.resume(), form.words())
        };
        assert_eq!(of(&Checked::new(Draft::new("R7"))), (0, Step::Target, "途中 0%".to_owned()));
        assert_eq!(of(&checked(&[])), (100, Step::Review, "準備ができました".to_owned()));
        let (percent, step, words) = of(&checked(&[("f2ni.acp", ""), ("f1.staff.doctors", "-1")]));
        assert!((90..100).contains(&percent), "{percent}");
        assert_eq!((step, words), (Step::F2ni, format!("途中 {percent}%")));
        assert_eq!(of(&checked(&[("f1.staff.doctors", "-1")])).2, "エラー1件");
        assert_eq!(Progress::default().percent(), 0);
        assert!(Progress::default().is_whole());
        // Where others are not shown, they are not missed.
        let lacking = checked(&[("f2ni.acp", "")]);
        let form = lacking.form(Visit::default());
        assert_eq!(form.progress_of(&[Step::F1, Step::Review]).percent(), 100);
        assert_eq!(form.progress_of(&[Step::F2ni]), form.progress(Step::F2ni));
        assert_eq!(form.progress_of(&[]), Progress::default());
    }

    #[test]
    fn the_words_of_a_state_say_what_it_rests_on() {
        let words =
            |set: &[(&str, &str)], step| checked(set).form(Visit::default()).standing(step).expect("one").words();
        assert_eq!(words(&[], Step::F1), "完了");
        assert_eq!(words(&[("f2ni.acp", "")], Step::F2ni), "途中 6/7");
        assert_eq!(words(&[("f1.staff.doctors", "-1"), ("f1.posted", "7")], Step::F1), "要確認 2件");
        assert_eq!(words(&[("f1.posted", r#""no""#)], Step::F2i), "報告不要");
        assert_eq!(without(Step::Other).form(Visit::default()).standing(Step::Other).expect("one").words(), "未入力");
        let mut keys: Vec<_> = State::ALL.into_iter().map(State::key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), State::ALL.len());
    }
}
