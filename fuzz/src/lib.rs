//! What is fuzzed, whoever throws the dice: libFuzzer through `fuzz_targets`, or the test `fuzz_smoke` of the bench
//! crate, which has no nightly tools and takes this file as a module.

#![allow(clippy::missing_panics_doc, reason = "a panic is what a fuzzer looks for")]

use std::sync::LazyLock;

use kakari_catalog::load::load;
use kakari_catalog::{Catalog, Date, parse_date};
use kakari_draft::{Draft, Refusal, Value};
use kakari_rules::{CheckResult, Editions, Options, check, check_briefly};

static EDITIONS: LazyLock<Editions> = LazyLock::new(|| Editions::builtin().expect("the built-in editions"));

/// Days about which something changes.
static DAYS: LazyLock<Vec<Date>> = LazyLock::new(|| {
    let days = ["2025-12-31", "2026-02-01", "2026-03-31", "2026-11-22", "2027-01-01", "2027-03-31", "2028-01-01"];
    days.into_iter().filter_map(parse_date).collect()
});

/// The reader: it agrees with `serde_json` about what is JSON, and what it reads survives writing and reading again.
pub fn read(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let value = Value::read(text);
    let theirs = serde_json::from_str::<serde_json::Value>(text);
    // A number beyond all measure is one for us and may not be for them.
    if value.is_ok() != theirs.is_ok() {
        let beyond = theirs.is_err_and(|error| error.to_string().starts_with("number out of range"));
        assert!(beyond, "{value:?}");
    }
    if let Ok(value) = value {
        let written = serde_json::to_string(&value).expect("values can be written");
        assert_eq!(Value::read(&written).expect("what is written can be read"), value);
    }
    match Draft::read(text) {
        Ok(draft) => {
            assert_eq!(Draft::read(&draft.to_text()).as_ref(), Ok(&draft));
            assert_eq!(Draft::read(&draft.to_line()).as_ref(), Ok(&draft));
        }
        Err(error) => {
            assert!(error.line > 0 && error.column > 0);
            assert!(error.refusal != Refusal::NotThisFormat || !text.is_empty());
        }
    }
}

/// The check: the same twice, briefly and at length, and it can be written out. The first byte chooses the day.
pub fn checked(bytes: &[u8]) {
    let Some((day, rest)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let today = DAYS[usize::from(*day) % DAYS.len()];
    let deadline = DAYS.get(usize::from(*day >> 4)).copied();
    let options = Options { today, deadline };
    let result = CheckResult::of_text(text, &EDITIONS, &options);
    assert!(serde_json::to_string(&result).is_ok());
    let Ok(draft) = Draft::read(text) else { return };
    let catalog = EDITIONS.of(&draft, today);
    let (long, brief) = (check(&draft, catalog, &options), check_briefly(&draft, catalog, &options));
    let found = |report: &kakari_rules::Report| -> Vec<_> {
        let findings = report.findings.iter();
        findings.map(|finding| (finding.code(), finding.text(), finding.places.clone(), finding.args.clone())).collect()
    };
    assert_eq!(found(&long), found(&brief));
    assert_eq!(long.target.status, brief.target.status);
    assert_eq!(long.function1.status, brief.function1.status);
    assert_eq!(long.function2.all().map(|(_, own)| own.status), brief.function2.all().map(|(_, own)| own.status));
    assert_eq!(long.explanation_duty.status, brief.explanation_duty.status);
}

/// The loader: a catalogue that a check can be run against, or mistakes with their places.
pub fn loaded(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match load(text) {
        Ok(catalog) => use_catalog(&catalog),
        Err(errors) => assert!(!errors.is_empty() && errors.iter().all(|error| !error.to_string().is_empty())),
    }
}

/// The configuration of a prefecture: whatever the text, something to use and problems with places in the text.
pub fn configured(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let reading = kakari_prefecture::read(text, &EDITIONS);
    assert!(serde_json::to_string(&reading).is_ok());
    let own = &reading.configuration;
    let addresses =
        own.links.iter().map(|link| &link.url).chain(own.contacts.iter().filter_map(|one| one.url.as_ref()));
    for address in addresses {
        assert!(address.get(..8).is_some_and(|begin| begin.eq_ignore_ascii_case("https://")), "{address}");
    }
    let lines = text.strip_prefix('\u{feff}').unwrap_or(text).split('\n').map(|line| line.chars().count());
    let lines: Vec<_> = lines.collect();
    for problem in &reading.problems {
        assert!(problem.column > 0 && problem.column <= lines[problem.line - 1] + 1, "{problem}");
        assert!(!problem.message.is_empty() && !problem.fix.is_empty());
    }
    if !reading.is_configuration() {
        assert_eq!(*own, kakari_prefecture::Configuration::default());
    }
}

fn use_catalog(catalog: &Catalog) {
    let draft = Draft::read(kakari_rules::BASE).expect("the base");
    for today in DAYS.iter() {
        let report = check(&draft, catalog, &Options { today: *today, deadline: None });
        assert!(serde_json::to_string(&CheckResult::new(&report, catalog)).is_ok());
    }
}
