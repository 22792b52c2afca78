//! That the rules hold on every day: for each day of three years exactly one edition applies, and the whole of the rule set
//! with it.

use std::collections::{BTreeMap, HashSet};

use kakari_catalog::{Catalog, Date, parse_date};
use kakari_draft::Draft;
use kakari_rules::{BASE, Options, Severity, check, registry};

/// Each family with how many rules it has at least, so that none gets lost unseen.
const FAMILIES: [(&str, usize); 9] =
    [("K1", 16), ("KF", 19), ("KH", 7), ("KI", 7), ("KN", 5), ("KP", 3), ("KR", 8), ("KT", 12), ("KX", 5)];

fn date(text: &str) -> Date {
    parse_date(text).expect("a date")
}

fn days() -> impl Iterator<Item = Date> {
    std::iter::successors(Some(date("2026-01-01")), |day| day.next_day()).take_while(|day| *day <= date("2028-12-31"))
}

fn editions() -> Vec<Catalog> {
    Catalog::builtin_editions().map(|name| Catalog::builtin(name).expect("a built-in edition")).collect()
}

#[test]
fn on_every_day_exactly_one_edition_applies() {
    let editions = editions();
    let mut count = 0;
    for day in days() {
        let open: Vec<_> = editions.iter().filter(|edition| edition.dates().window.contains(day)).collect();
        assert!(open.len() <= 1, "{day}: the windows of {} editions are open", open.len());
        // The one whose window is open, or the next one, or the last there is.
        let expected = editions.iter().find(|edition| day <= edition.dates().window.to).or(editions.last());
        let chosen = Catalog::builtin_for(day).expect("an edition");
        assert_eq!(expected.map(Catalog::edition), Some(chosen.edition()), "{day}");
        assert!(open.iter().all(|edition| edition.edition() == chosen.edition()), "{day}");
        count += 1;
    }
    assert_eq!(count, 365 + 365 + 366);
}

#[test]
fn on_every_day_no_rule_is_missing_or_doubled() {
    for day in days() {
        let edition = Catalog::builtin_for(day).expect("an edition");
        let mut codes = HashSet::new();
        let mut families: BTreeMap<&str, usize> = BTreeMap::new();
        for rule in registry::in_force_on(edition.dates().window.from) {
            assert!(codes.insert(rule.code), "{day}: {} stands twice", rule.code);
            *families.entry(&rule.code[..2]).or_default() += 1;
        }
        for (family, least) in FAMILIES {
            let rules = families.remove(family).unwrap_or_default();
            assert!(rules >= least, "{day}: {family} has {rules} of {least} rules");
        }
        assert!(families.is_empty(), "{day}: unknown families: {families:?}");
    }
}

#[test]
fn before_the_scheme_was_in_force_nothing_but_the_file_is_checked() {
    let families = |day| registry::in_force_on(date(day)).map(|rule| &rule.code[..2]).collect::<HashSet<_>>();
    assert_eq!(families("2025-03-31"), HashSet::from(["KF"]));
    assert_eq!(families("2025-04-01"), FAMILIES.iter().map(|(family, _)| *family).collect());
}

#[test]
fn what_rests_on_the_answers_alone_is_the_same_on_every_day() {
    // Only KT may look at the day. Every other rule finds the same whenever a draft is checked.
    let draft = Draft::read(BASE).expect("the clean draft");
    let catalog = Catalog::builtin("R7").expect("R7");
    let on = |today| {
        let report = check(&draft, &catalog, &Options { today, deadline: None });
        let found = report.findings.iter().filter(|finding| !finding.code().starts_with("KT"));
        found.map(|finding| (finding.code(), finding.severity())).collect::<Vec<_>>()
    };
    let first = on(date("2026-01-01"));
    assert!(first.iter().all(|(_, severity)| *severity == Severity::Note), "{first:?}");
    for day in days() {
        assert_eq!(on(day), first, "{day}");
    }
}

#[test]
fn the_clean_draft_is_clean_in_every_edition() {
    for catalog in editions() {
        let mut draft = Draft::read(BASE).expect("the clean draft");
        draft.set_edition(catalog.edition());
        let today = catalog.dates().window.from.saturating_add(time::Duration::days(31));
        let report = check(&draft, &catalog, &Options { today, deadline: None });
        let found = report.findings.iter().filter(|finding| finding.severity() != Severity::Note);
        let found: Vec<_> = found.map(kakari_rules::Finding::code).collect();
        assert!(found.is_empty(), "{}: {found:?}", catalog.edition());
    }
}
