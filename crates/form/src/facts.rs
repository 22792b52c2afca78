//! What of an item was not seen on an official page (暫定).

use kakari_catalog::{Catalog, Kind};

/// The provisional facts (暫定) of the item at a place in the catalogue, by name. The codes of its options are such a fact of
/// their own: an institution's own fields have none.
pub fn provisional_facts(catalog: &Catalog, index: usize) -> Vec<&'static str> {
    let item = &catalog.items()[index];
    let provisional = item.facts.known().filter(|(.., fact)| fact.grade.is_provisional());
    let mut names: Vec<_> = provisional.map(|(_, name, _)| name).collect();
    if has_unknown_codes(catalog, index) {
        names.push("選択肢のコード");
    }
    names
}

/// Whether the code of an option has not been seen on an official page.
fn has_unknown_codes(catalog: &Catalog, index: usize) -> bool {
    let item = &catalog.items()[index];
    matches!(item.kind, Kind::Choice | Kind::Multi)
        && !item.is_facility()
        && catalog.options_at(index).iter().any(|option| item.official_code(option).is_none())
}

#[cfg(test)]
mod tests {
    use kakari_catalog::Catalog;

    use super::{has_unknown_codes, provisional_facts};

    #[test]
    fn an_item_has_a_provisional_fact_where_the_least_known_of_them_is_one() {
        for edition in Catalog::builtin_editions() {
            let catalog = Catalog::builtin(edition).expect("a built-in edition");
            for (index, item) in catalog.items().iter().enumerate() {
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
