//! What is said beside a field, on a step and in a summary.

use kakari_rules::{Finding, Place, Severity};

use crate::{Form, Step};

impl<'a> Form<'a> {
    /// The findings that are still to be looked at: not that of a check digit which the person has found right.
    pub fn findings(&self) -> impl Iterator<Item = &'a Finding> + use<'a> {
        let code = self.visit.accepted_code;
        let own = self.draft.get("facility.code").and_then(|value| value.as_str());
        let is_accepted = !code.is_empty() && own == Some(code);
        self.report.findings.iter().filter(move |finding| !(is_accepted && finding.code() == "KF21"))
    }

    /// The findings about an item, whether shown or not. What is only worth knowing is told at the first of its items.
    pub fn findings_at(&self, index: usize) -> Vec<&'a Finding> {
        let is_told = |finding: &&Finding| {
            let told = if finding.severity() == Severity::Note { 1 } else { finding.places.len() };
            finding.places.iter().take(told).any(|place| *place == Place::Item(index))
        };
        self.findings().filter(is_told).collect()
    }

    /// The findings beside a field: when it was left with something in it, or its step was finished.
    pub fn shown_at(&self, index: usize) -> Vec<&'a Finding> {
        let item = self.item(index);
        let is_left = || self.visit.left.contains(&index) && self.draft.get(&item.id).is_some();
        if self.has_finished(Step::of(item)) || is_left() { self.findings_at(index) } else { Vec::new() }
    }

    /// Whether the person has gone on from a step, or looked at 確認.
    pub fn has_finished(&self, step: Step) -> bool {
        self.visit.finished.contains(&step) || self.visit.finished.contains(&Step::Review)
    }

    /// The findings that are worth a mark on a step: those about missing answers are its progress until it was finished.
    pub fn marks(&self, step: Step) -> Vec<&'a Finding> {
        let is_worth = |finding: &&Finding| match finding.places.first() {
            Some(Place::Item(index)) if finding.severity() != Severity::Note => {
                let item = self.item(*index);
                Step::of(item) == step && (self.draft.get(&item.id).is_some() || self.has_finished(step))
            }
            _ => false,
        };
        self.findings().filter(is_worth).collect()
    }
}

/// Findings of a summary: those that say the same about different items are one, with all their places.
pub fn told_once<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<Finding> {
    let mut told: Vec<Finding> = Vec::new();
    for finding in findings {
        match told.iter_mut().find(|own| own.says_the_same_as(finding)) {
            Some(own) => own.places.extend(finding.places.iter().cloned()),
            None => told.push(finding.clone()),
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use kakari_rules::{Finding, Severity};

    use super::told_once;
    use crate::testing::{Checked, checked, without};
    use crate::{Step, Visit};

    fn codes<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<&'static str> {
        findings.into_iter().map(Finding::code).collect()
    }

    #[track_caller]
    fn beside(checked: &Checked, id: &str, finished: &[Step], left: &[&str]) -> Vec<&'static str> {
        let left: Vec<_> = left.iter().map(|id| checked.at(id)).collect();
        let visit = Visit { finished, left: &left, accepted_code: "" };
        codes(checked.form(visit).shown_at(checked.at(id)))
    }

    #[test]
    fn a_finding_is_shown_beside_a_field_that_was_left_answered_or_whose_step_was_finished() {
        let wrong = checked(&[("f1.staff.doctors", "-1")]);
        let id = "f1.staff.doctors";
        assert_eq!(beside(&wrong, id, &[], &[]), [""; 0]);
        assert_eq!(beside(&wrong, id, &[], &["f1.posted"]), [""; 0]);
        assert_eq!(beside(&wrong, id, &[], &[id]), ["KF05"]);
        assert_eq!(beside(&wrong, id, &[Step::Target], &[]), [""; 0]);
        assert_eq!(beside(&wrong, id, &[Step::F1], &[]), ["KF05"]);
        assert_eq!(beside(&wrong, id, &[Step::Review], &[]), ["KF05"]);
        assert_eq!(beside(&wrong, "f1.consultation", &[Step::Review], &[]), [""; 0]);
        // One that was left without an answer is told when the step is over.
        let missing = checked(&[(id, "")]);
        assert_eq!(beside(&missing, id, &[], &[id]), [""; 0]);
        assert_eq!(beside(&missing, id, &[Step::F1], &[]), ["K103"]);
    }

    #[test]
    fn what_is_only_worth_knowing_is_told_at_the_first_of_its_items_and_marks_no_step() {
        let checked = checked(&[("f2i.claims.overtime", "1"), ("f2i.claims.midnight", "1")]);
        let form = checked.form(Visit::WHOLE);
        let is_note = |finding: &&Finding| finding.severity() == Severity::Note;
        let at = |id| codes(form.findings_at(checked.at(id)).into_iter().filter(is_note));
        assert_eq!(at("f2i.claims.overtime"), ["KI07"]);
        assert_eq!(at("f2i.claims.midnight"), [""; 0]);
        assert!(form.findings().any(|finding| finding.severity() == Severity::Note));
        assert_eq!(codes(form.marks(Step::F2i)), [""; 0]);
    }

    #[test]
    fn what_has_to_be_done_is_told_at_each_of_its_items() {
        let checked = checked(&[("facility.electronic_claims", "false")]);
        let form = checked.form(Visit::WHOLE);
        for id in ["f2i.claims.overtime", "f2i.claims.midnight", "f2i.claims.holiday"] {
            assert_eq!(codes(form.findings_at(checked.at(id))), ["K113", "KI06"], "{id}");
        }
        assert_eq!(codes(form.marks(Step::F2i)), ["K113", "KI06"]);
    }

    #[test]
    fn a_code_that_was_found_right_is_told_no_more_until_it_is_another() {
        let checked = checked(&[("facility.code", r#""0110112488""#)]);
        let told = |accepted_code| codes(checked.form(Visit { accepted_code, ..Visit::WHOLE }).marks(Step::Facility));
        assert_eq!(told(""), ["KF21"]);
        assert_eq!(told("0110112489"), ["KF21"]);
        assert_eq!(told("0110112488"), [""; 0]);
    }

    #[test]
    fn a_summary_tells_once_what_is_the_same_about_several_items() {
        let checked = without(Step::Other);
        let form = checked.form(Visit::WHOLE);
        let all: Vec<_> = form.findings().collect();
        let told = told_once(all.iter().copied());
        assert!(told.len() <= all.len() && !told.is_empty());
        let places = |findings: &mut dyn Iterator<Item = &Finding>| findings.map(|own| own.places.len()).sum::<usize>();
        assert_eq!(places(&mut told.iter()), places(&mut all.iter().copied()));
        for (place, one) in told.iter().enumerate() {
            assert!(told[..place].iter().all(|other| !other.says_the_same_as(one)), "{}", one.code());
        }
        let several = super::told_once([all[0], all[0]].into_iter());
        assert_eq!((several.len(), several[0].places.len()), (1, 2 * all[0].places.len()));
    }
}
