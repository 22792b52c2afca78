//! What the tests of the form share.

use kakari_catalog::{Catalog, parse_date};
use kakari_draft::{Draft, Value};
use kakari_rules::{BASE, Options, Report, check};

use crate::{Form, Step, Visit};

/// A draft with catalogue and report.
pub(crate) struct Checked {
    pub(crate) draft: Draft,
    pub(crate) catalog: Catalog,
    pub(crate) report: Report,
}

/// The clean draft with some answers changed; an empty value removes.
#[track_caller]
pub(crate) fn checked(set: &[(&str, &str)]) -> Checked {
    let mut draft = Draft::read(BASE).expect("the base is a draft");
    for (id, json) in set {
        let value = (!json.is_empty()).then(|| Value::read(json).unwrap_or_else(|_| panic!("{id}: {json}")));
        draft.set(id, value);
    }
    Checked::new(draft)
}

/// The clean draft without any answer of a step.
#[track_caller]
pub(crate) fn without(step: Step) -> Checked {
    let catalog = Catalog::builtin("R7").expect("R7");
    let ids: Vec<_> = catalog.items_of(step.name()).map(|item| (item.id.as_str(), "")).collect();
    checked(&ids)
}

impl Checked {
    #[track_caller]
    pub(crate) fn new(draft: Draft) -> Self {
        let catalog = Catalog::builtin(draft.edition().unwrap_or("R7")).expect("a built-in edition");
        let today = parse_date("2026-02-01").expect("a day");
        let report = check(&draft, &catalog, &Options { today, deadline: None });
        Self { draft, catalog, report }
    }

    /// The form as a person sees it who has done this.
    pub(crate) fn form<'a>(&'a self, visit: Visit<'a>) -> Form<'a> {
        Form { visit, ..Form::new(&self.draft, &self.catalog, &self.report) }
    }

    /// The place of an item.
    #[track_caller]
    pub(crate) fn at(&self, id: &str) -> usize {
        self.catalog.find(id).unwrap_or_else(|| panic!("no item {id}")).0
    }
}
