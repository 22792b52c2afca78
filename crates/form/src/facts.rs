//! What is known of an item and how well (確度): the facts that the catalogue has from a document, and which of them were
//! not seen on an official page (暫定).

use kakari_catalog::{Catalog, Fact, Item, Kind};

/// The facts of an item by name, in the order of the catalogue. A test holds that none is left out.
pub fn facts_of(item: &Item) -> Vec<(&'static str, &Fact)> {
    let facts = &item.facts;
    let list = [
        ("項番", facts.number.as_ref()),
        ("項目名", Some(&facts.label)),
        ("選択肢・単位", facts.input.as_ref()),
        ("対象期間", facts.period.as_ref()),
    ];
    list.into_iter().filter_map(|(name, fact)| Some((name, fact?))).collect()
}

/// The provisional facts (暫定) of the item at a place in the catalogue, by name. The codes of its options are such a fact of
/// their own: an institution's own fields have none.
pub fn provisional_facts(catalog: &Catalog, index: usize) -> Vec<&'static str> {
    let item = &catalog.items()[index];
    let is_provisional = |(name, fact): (&'static str, &Fact)| fact.grade.is_provisional().then_some(name);
    let mut names: Vec<_> = facts_of(item).into_iter().filter_map(is_provisional).collect();
    if has_unknown_codes(catalog, index) {
        names.push("選択肢のコード");
    }
    names
}

/// Whether the code of an option has not been seen on an official page.
pub fn has_unknown_codes(catalog: &Catalog, index: usize) -> bool {
    let item = &catalog.items()[index];
    matches!(item.kind, Kind::Choice | Kind::Multi)
        && !item.is_facility()
        && catalog.options_at(index).iter().any(|option| item.official_code(option).is_none())
}

#[cfg(test)]
mod tests {
    use kakari_catalog::Catalog;

    use super::{facts_of, has_unknown_codes, provisional_facts};

    #[test]
    fn every_fact_of_every_item_is_named_and_the_least_known_decides_whether_any_is_provisional() {
        for edition in Catalog::builtin_editions() {
            let catalog = Catalog::builtin(edition).expect("a built-in edition");
            for (index, item) in catalog.items().iter().enumerate() {
                let worst = facts_of(item).iter().map(|(_, fact)| fact.grade).max();
                assert_eq!(worst, Some(item.grade()), "{}", item.id);
                let names = provisional_facts(&catalog, index);
                let has_codes = names.last() == Some(&"選択肢のコード");
                assert_eq!(has_codes, has_unknown_codes(&catalog, index));
                assert_eq!(names.len() > usize::from(has_codes), item.grade().is_provisional(), "{}", item.id);
            }
        }
    }

    #[test]
    fn codes_that_were_not_seen_are_a_provisional_fact_but_not_of_the_institutions_own_fields() {
        let catalog = Catalog::builtin("R7").expect("R7");
        let at = |id: &str| catalog.find(id).expect("an item").0;
        for (id, expected) in [("facility.kind", false), ("f1.remarks", false), ("f2ro.referred", true)] {
            assert_eq!(has_unknown_codes(&catalog, at(id)), expected, "{id}");
        }
    }
}
