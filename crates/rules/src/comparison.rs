//! What rules share that compare a draft with another.

use kakari_catalog::Id;

use crate::{Context, InstitutionCode};

/// Whether both drafts name their institution and the codes (保険医療機関番号) differ. A draft without a code is taken
/// for one of the same institution: the user chose it as such.
pub(crate) fn is_of_another_institution(context: &Context, reference: &Context) -> bool {
    match (code(context), code(reference)) {
        (Some(own), Some(other)) => own != other,
        _ => false,
    }
}

/// The digits of the code; the text itself where it is none.
fn code(context: &Context) -> Option<String> {
    let text = context.text(Id::FacilityCode)?.trim();
    let code = InstitutionCode::digits(text).unwrap_or_else(|| text.to_owned());
    (!code.is_empty()).then_some(code)
}
