//! Checks that several of the 2号機能 have in common. The words, sources and examples stand in the file of each rule.

use kakari_catalog::{Id, PeriodKey};

use crate::asked::are_electronic;
use crate::{Answer, Asked, Context, Findings};

/// Whether a conditional item is asked, by its condition in the catalogue; not while what decides is unanswered. `None`
/// where it cannot be told.
pub(crate) fn is_called_for(context: &Context, id: Id) -> Option<bool> {
    let asked = context.asked(context.catalog.index(id));
    (asked != Asked::Open).then(|| asked.is_asked())
}

/// KI01, KR01, KH01: 連携 is chosen and no partner is given (first text), or partners without name or content (second
/// text, with their rows).
pub(crate) fn partners_missing(context: &Context, findings: &mut Findings, id: Id) {
    if !context.is_function2_asked() || is_called_for(context, id) != Some(true) {
        return;
    }
    let (Answer::Missing | Answer::Partners(_)) = context.answer(id) else {
        return;
    };
    let partners = context.partners(id);
    if partners.iter().all(crate::Partner::is_blank) {
        findings.raise(context).at(id);
        return;
    }
    let rows = partners.iter().enumerate().filter(|(_, partner)| !partner.is_complete());
    let rows: Vec<_> = rows.map(|(row, _)| format!("{}番目", row + 1)).collect();
    if !rows.is_empty() {
        findings.raise(context).text(1).at(id).arg(rows.join("、"));
    }
}

/// KI02, KR02, KH02: partners are given and 連携 is not chosen.
pub(crate) fn partners_unused(context: &Context, findings: &mut Findings, id: Id) {
    if !context.is_function2_asked() || is_called_for(context, id) != Some(false) {
        return;
    }
    if !context.partners(id).iter().all(crate::Partner::is_blank) {
        findings.raise(context).at(id);
    }
}

/// KI06, KR06, KH06, KN06: no electronic claims (電子レセプト), hence no preprint, and claim counts that are not given. The
/// parameter is the period to count.
pub(crate) fn counts_by_hand(context: &Context, findings: &mut Findings, section: &str) {
    if !context.is_function2_asked() || are_electronic(context.flag(Id::FacilityElectronicClaims)) {
        return;
    }
    let mut missing = counts(context, section).filter(|index| *context.answer_at(*index) == Answer::Missing).peekable();
    if missing.peek().is_some() {
        let period = context.catalog.period_in_words(PeriodKey::Fiscal);
        findings.raise(context).at_items(missing).arg(period);
    }
}

/// KI07, KR07, KH07, KN07: claim counts that G-MIS will preprint.
pub(crate) fn counts_preprinted(context: &Context, findings: &mut Findings, section: &str) {
    if !context.is_function2_asked() || context.flag(Id::FacilityElectronicClaims) != Some(true) {
        return;
    }
    let mut counts = counts(context, section).peekable();
    if counts.peek().is_some() {
        findings.raise(context).at_items(counts);
    }
}

/// The claim counts (算定回数) of a section that are above 0.
pub(crate) fn counts_above_zero(context: &Context, section: &str) -> Vec<usize> {
    counts(context, section).filter(|index| context.answer_at(*index).is_positive() == Some(true)).collect()
}

/// Whether every one of these items is answered and negative.
pub(crate) fn are_negative(context: &Context, ids: &[Id]) -> bool {
    ids.iter().all(|id| context.answer(*id).is_positive() == Some(false))
}

fn counts<'s>(context: &'s Context, section: &str) -> impl Iterator<Item = usize> + use<'s> {
    let items = context.catalog.items();
    context.catalog.places_of(section).iter().copied().filter(|index| items[*index].preprinted)
}
