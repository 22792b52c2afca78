//! What a form knows about a draft, whoever shows it: which steps there are and where each stands, what is asked, shown and
//! to be answered, what is said beside a field, and in which words.
//!
//! Everything here is a pure function of draft, catalogue and [`Report`]. What a person has done so far ([`Visit`]) is handed
//! in: who keeps it is a host.

mod facts;
mod field;
mod finding;
mod layout;
mod options;
mod progress;
pub mod quick;
mod step;
#[cfg(test)]
mod testing;

use kakari_catalog::{Catalog, Id, Item};
use kakari_draft::{Draft, Value};
use kakari_rules::Report;

pub use facts::provisional_facts;
pub use field::{Need, NotHeld, because, condition_in_words, period_name, remaining, target_in_words, terms_of};
pub use finding::told_once;
pub use layout::{Block, help_in_parts, period_of_group};
pub use options::{begins_with, is_sought, ticked};
pub use progress::{Progress, Standing, State};
pub use step::Step;

/// What a person has done with a form so far, as far as it bears on what is said.
#[derive(Clone, Copy, Debug, Default)]
pub struct Visit<'a> {
    /// The steps that the person has gone on from. 確認 stands for all: everything is shown there.
    pub finished: &'a [Step],
    /// The fields that the person has left, by their places in the catalogue.
    pub left: &'a [usize],
    /// The 保険医療機関番号 that the person has compared and found right although its check digit does not fit (KF21).
    pub accepted_code: &'a str,
}

impl Visit<'static> {
    /// That of somebody who is told everything, such as the reader of a check.
    pub const WHOLE: Self = Self { finished: &[Step::Review], left: &[], accepted_code: "" };
}

/// A draft for an edition with nothing in it but the prefecture, where its key is known.
pub fn blank(edition: &str, prefecture: Option<String>) -> Draft {
    let mut draft = Draft::new(edition);
    if let Some(key) = prefecture {
        draft.set(Id::FacilityPrefecture.as_str(), Some(Value::String(key)));
    }
    draft
}

/// A draft in a form.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// The draft.
    pub draft: &'a Draft,
    /// The catalogue that it is checked against.
    pub catalog: &'a Catalog,
    /// The result of the check.
    pub report: &'a Report,
    /// What the person has done.
    pub visit: Visit<'a>,
}

impl<'a> Form<'a> {
    /// A draft as a reader of its check sees it.
    pub fn new(draft: &'a Draft, catalog: &'a Catalog, report: &'a Report) -> Self {
        Self { draft, catalog, report, visit: Visit::WHOLE }
    }

    /// The item at a place in the catalogue.
    pub fn item(&self, index: usize) -> &'a Item {
        &self.catalog.items()[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_draft_has_its_edition_and_the_prefecture_that_is_known_and_nothing_else() {
        for (prefecture, facility) in [(None, "{}"), (Some("13"), r#"{"prefecture":"13"}"#)] {
            let draft = blank("R8", prefecture.map(str::to_owned));
            assert_eq!(draft.edition(), Some("R8"));
            let text: String = draft.to_text().split_whitespace().collect();
            assert!(
                text.contains(&[r#""facility":"#, facility].concat()) && text.contains(r#""answers":{}"#),
                "{text}"
            );
        }
    }
}
