//! What is said beside a field, on a step and in a summary.

use kakari_rules::{Finding, Place, Severity};

use crate::{Form, Step};

impl<'a> Form<'a> {
    /// Whether a finding may be set aside, because the person has compared and found it right.
    pub fn is_accepted(self, finding: &Finding) -> bool {
        let code = self.visit.accepted_code;
        let own = self.draft.get("facility.code").and_then(|value| value.as_str());
        finding.code() == "KF21" && !code.is_empty() && own == Some(code)
    }

    /// The findings that are still to be looked at.
    pub fn findings(self) -> impl Iterator<Item = &'a Finding> {
        self.report.findings.iter().filter(move |finding| !self.is_accepted(finding))
    }

    /// The findings about an item, whether shown or not. What is only worth knowing is told at the first of its items.
    pub fn findings_at(self, index: usize) -> impl Iterator<Item = &'a Finding> {
        self.findings().filter(move |finding| {
            let told = if finding.severity() == Severity::Note { 1 } else { finding.places.len() };
            finding.places.iter().take(told).any(|place| *place == Place::Item(index))
        })
    }

    /// The findings beside a field: when it was left with something in it, or its step was finished.
    pub fn shown_at(self, index: usize) -> Vec<&'a Finding> {
        let is_left = || self.visit.left.contains(&index) && self.draft.get(&self.item(index).id).is_some();
        let is_shown = self.has_finished(Step::of(self.item(index))) || is_left();
        if is_shown { self.findings_at(index).collect() } else { Vec::new() }
    }

    /// Whether the person has gone on from a step, or looked at 確認.
    pub fn has_finished(self, step: Step) -> bool {
        self.visit.finished.contains(&step) || self.visit.finished.contains(&Step::Review)
    }

    /// The findings that are worth a mark on a step: those about missing answers are its progress until it was finished.
    pub fn marks(self, step: Step) -> impl Iterator<Item = &'a Finding> {
        let is_worth = move |finding: &&Finding| match finding.places.first() {
            Some(Place::Item(index)) => {
                let item = self.item(*index);
                Step::of(item) == step && (self.draft.get(&item.id).is_some() || self.has_finished(step))
            }
            _ => false,
        };
        self.findings().filter(|finding| finding.severity() != Severity::Note).filter(is_worth)
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
