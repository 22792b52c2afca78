//! The schema and the engine agree: what KF03 to KF07 find at an item, the `jsonschema` crate finds at the same place,
//! and nothing else. The same drafts go through ajv in `tests/schema`.

mod support;

use std::collections::BTreeSet;

use jsonschema::Validator;
use kakari_catalog::Catalog;
use serde_json::Value;
use support::{faults, samples, with_answers};

fn catalogs() -> Vec<Catalog> {
    Catalog::builtin_editions().rev().filter_map(Catalog::builtin).collect()
}

fn validator(catalog: &Catalog) -> Validator {
    let schema: Value = serde_json::from_str(&kakari_schema::text(catalog)).expect("JSON");
    assert!(jsonschema::draft202012::meta::is_valid(&schema), "a schema by its own schema");
    jsonschema::draft202012::new(&schema).expect("a schema")
}

/// Items and members at which the validator finds something.
fn errors(validator: &Validator, text: &str) -> BTreeSet<String> {
    let draft: Value = serde_json::from_str(text).expect("JSON");
    let place = |pointer: &str| {
        let mut steps = pointer.split('/').skip(1);
        match (steps.next().unwrap_or_default(), steps.next()) {
            ("answers", Some(id)) => id.to_owned(),
            (member, Some(id)) => format!("{member}.{id}"),
            (member, None) => member.to_owned(),
        }
    };
    validator.iter_errors(&draft).map(|error| place(error.instance_path().as_str())).collect()
}

#[test]
fn the_engine_and_the_validator_find_the_same_places_wrong() {
    let catalogs = catalogs();
    let validators: Vec<_> = catalogs.iter().map(validator).collect();
    let samples = samples(&catalogs);
    let (mut wrong, mut right) = (0, 0);
    for sample in &samples {
        assert_eq!(errors(&validators[sample.catalog], &sample.text), sample.faults, "{}", sample.text);
        if sample.faults.is_empty() { right += 1 } else { wrong += 1 }
    }
    assert!(wrong > 2000 && right > 1000, "{wrong} wrong, {right} right");
}

#[test]
fn all_tenths_pass_and_all_hundredths_below_100_do_not() {
    let catalog = &catalogs()[0];
    let validator = validator(catalog);
    for hundredths in 0..10_000 {
        let text =
            with_answers(catalog, &[("f1.generalist.fte", format!("{}.{:02}", hundredths / 100, hundredths % 100))]);
        assert_eq!(errors(&validator, &text).is_empty(), hundredths % 10 == 0, "{text}");
    }
}

#[test]
fn from_100_on_decimals_are_left_to_the_engine() {
    let catalog = &catalogs()[0];
    let text = with_answers(catalog, &[("f1.generalist.fte", "100.55".to_owned())]);
    assert_eq!(faults(catalog, &text), BTreeSet::from(["f1.generalist.fte".to_owned()]));
    assert!(errors(&validator(catalog), &text).is_empty());
}

#[test]
fn a_text_of_another_format_is_refused_by_both() {
    let validator = validator(&catalogs()[0]);
    for text in ["{}", r#"{"format":"other"}"#, "[]", "null"] {
        assert!(kakari_draft::Draft::read(text).is_err());
        assert!(!errors(&validator, text).is_empty(), "{text}");
    }
}

#[test]
fn a_draft_of_another_edition_does_not_fit() {
    let catalogs = catalogs();
    let text = with_answers(&catalogs[1], &[]);
    assert_eq!(errors(&validator(&catalogs[0]), &text), BTreeSet::from(["edition".to_owned()]));
}
