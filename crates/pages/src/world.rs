//! What the pages are made of: the editions, and what the rules find in their examples and in drafts made to provoke them.

use std::collections::{BTreeMap, BTreeSet};

use kakari_catalog::{Catalog, Kind, parse_date};
use kakari_draft::{Draft, Value};
use kakari_rules::registry::RULES;
use kakari_rules::{BASE, Changes, Example, Finding, Options, Place, References, Report, Rule, check_against};

/// The rules that look at every item alike.
const GENERIC: [&str; 11] = ["KF02", "KF03", "KF04", "KF05", "KF06", "KF07", "KF08", "KF09", "KF10", "KF11", "KF12"];

/// Files that are no drafts, for the one rule whose findings come from reading and not from checking.
const REFUSED: [(&str, &str); 3] = [
    ("途中で切れたファイル", "{\"format\": \"kakari-report\","),
    ("ふつうの文章のファイル", "かかりつけ医機能報告"),
    ("ほかの書式のファイル", "{\"format\": \"other\"}"),
];

/// Everything there is to write about.
pub(crate) struct World {
    /// The built-in editions, oldest first.
    pub(crate) editions: Vec<Catalog>,
    base: Draft,
    /// Item id → codes of the rules that can point to it, those that look at every item aside.
    seen: BTreeMap<String, BTreeSet<&'static str>>,
}

/// What comes out of an example.
pub(crate) struct Outcome {
    catalog: Catalog,
    findings: Vec<Finding>,
}

impl Outcome {
    /// What is said, and what to do about it.
    pub(crate) fn words(&self) -> impl Iterator<Item = (String, String)> {
        self.findings.iter().map(|finding| (finding.message(&self.catalog), finding.fix(&self.catalog)))
    }
}

impl World {
    /// Reads the editions and lets the rules run. `None` only where a built-in file is damaged.
    pub(crate) fn new() -> Option<Self> {
        let editions: Vec<_> = Catalog::builtin_editions().map(Catalog::builtin).collect::<Option<_>>()?;
        if editions.is_empty() {
            return None;
        }
        let mut world = Self { editions, base: Draft::read(BASE).ok()?, seen: BTreeMap::new() };
        world.look();
        Some(world)
    }

    /// The edition whose words the pages use: the newest.
    pub(crate) fn catalog(&self) -> &Catalog {
        // There is at least one, see `new`.
        &self.editions[self.editions.len() - 1]
    }

    /// Whether the rule looks at every item, not at some.
    pub(crate) fn is_generic(rule: &Rule) -> bool {
        GENERIC.contains(&rule.code)
    }

    /// The rules that can point to an item, by code.
    pub(crate) fn rules_of<'a>(&'a self, id: &str) -> impl Iterator<Item = &'static Rule> + use<'a> {
        let codes = self.seen.get(id);
        RULES.iter().copied().filter(move |rule| codes.is_some_and(|codes| codes.contains(rule.code)))
    }

    /// The items that a rule can point to, in the order of the form.
    pub(crate) fn items_of<'a>(&'a self, rule: &'a Rule) -> impl Iterator<Item = &'a kakari_catalog::Item> {
        let is_seen = |id: &str| self.seen.get(id).is_some_and(|codes| codes.contains(rule.code));
        self.catalog().items().iter().filter(move |item| is_seen(&item.id))
    }

    /// Whether a rule, other than those that look at every item, changes an item in its examples. Most often it looks at
    /// that answer too, without pointing to it.
    pub(crate) fn is_in_examples(rule: &Rule, id: &str) -> bool {
        let changes = |example: &Example| {
            let sets = [Some(example.set), example.last_year, example.confirmed];
            sets.into_iter().flatten().flatten().any(|(own, _)| *own == id)
        };
        !Self::is_generic(rule) && rule.page.good.iter().chain(rule.page.bad).any(changes)
    }

    /// What a rule says about one of its examples.
    pub(crate) fn outcome(&self, rule: &Rule, example: &Example) -> Outcome {
        let (catalog, report) = self.report(example);
        let findings = report.findings.into_iter().filter(|finding| finding.code() == rule.code).collect();
        Outcome { catalog, findings }
    }

    /// Files that cannot be read as drafts: what they are, what stands in them, and what is said.
    pub(crate) fn refused(&self) -> impl Iterator<Item = (&'static str, &'static str, Outcome)> {
        REFUSED.into_iter().map(|(title, text)| {
            let findings = Draft::read(text).err().map(|error| kakari_rules::refusal(&error)).into_iter().collect();
            (title, text, Outcome { catalog: self.catalog().clone(), findings })
        })
    }

    /// Every bad example of every rule, and for every item an answer left out, a contact in a text and a number ten
    /// times as great as last year: the same as the test of `kakari_rules::coverage` does.
    fn look(&mut self) {
        for rule in RULES {
            for example in rule.page.bad {
                let (catalog, report) = self.report(example);
                self.add(&catalog, &report);
            }
        }
        let provoking: Vec<_> =
            self.catalog().items().iter().map(|item| (item.id.clone(), objectionable(item.kind))).collect();
        for (id, value) in provoking {
            self.provoke(&id, "", None);
            if let Some((value, last_year)) = value {
                self.provoke(&id, value, last_year);
            }
        }
    }

    fn provoke(&mut self, id: &str, value: &str, last_year: Option<&str>) {
        let changed = |json| self.changed(&[(id, json)]);
        let (draft, last_year) = (changed(value), last_year.map(changed));
        let references = References { last_year: last_year.as_ref(), confirmed: None };
        let (catalog, report) = self.check(&draft, "2026-02-01", "", &references);
        self.add(&catalog, &report);
    }

    fn add(&mut self, catalog: &Catalog, report: &Report) {
        for finding in &report.findings {
            for place in finding.places.iter().filter(|place| matches!(place, Place::Item(_))) {
                self.seen.entry(place.id(catalog).to_owned()).or_default().insert(finding.code());
            }
        }
        for codes in self.seen.values_mut() {
            codes.retain(|code| !GENERIC.contains(code));
        }
    }

    fn report(&self, example: &Example) -> (Catalog, Report) {
        let compared = |set: Option<Changes>| set.map(|set| self.changed(set));
        let (last_year, confirmed) = (compared(example.last_year), compared(example.confirmed));
        let references = References { last_year: last_year.as_ref(), confirmed: confirmed.as_ref() };
        self.check(&self.changed(example.set), example.today, example.deadline, &references)
    }

    fn check(&self, draft: &Draft, today: &str, deadline: &str, references: &References) -> (Catalog, Report) {
        // A draft without a known edition is checked as one of the first, which the examples are changes of.
        let named = self.editions.iter().find(|catalog| Some(catalog.edition()) == draft.edition());
        let catalog = named.unwrap_or(&self.editions[0]).clone();
        let today = parse_date(today).unwrap_or(catalog.dates().as_of);
        let options = Options { today, deadline: parse_date(deadline) };
        let report = check_against(draft, &catalog, &options, references);
        (catalog, report)
    }

    /// The clean draft with changes; one that cannot be made (the tests see that there is none) is left out.
    fn changed(&self, set: &[(&str, &str)]) -> Draft {
        let mut draft = self.base.clone();
        for (id, json) in set {
            let value = if json.is_empty() { None } else { Value::read(json).ok() };
            if id.contains('.') {
                draft.set(id, value);
                continue;
            }
            let mut root = draft.root().clone();
            match value {
                Some(value) => root.set(id, value),
                None => root.remove(id),
            }
            if let Some(made) = serde_json::to_string(&root).ok().and_then(|text| Draft::read(&text).ok()) {
                draft = made;
            }
        }
        draft
    }
}

/// A value that rules with an eye for its kind object to, and the one of last year where that is why.
fn objectionable(kind: Kind) -> Option<(&'static str, Option<&'static str>)> {
    match kind {
        Kind::Text => Some((r#""011-000-0000""#, None)),
        Kind::Names => Some((r#"["011-000-0000"]"#, None)),
        Kind::Partners => Some((r#"[{"name": "011-000-0000", "content": "電話"}]"#, None)),
        Kind::Count | Kind::Decimal1 => Some(("100", Some("10"))),
        Kind::Choice | Kind::Multi | Kind::Date | Kind::Flag => None,
    }
}

#[cfg(test)]
mod tests {
    use kakari_catalog::Id;
    use kakari_rules::coverage::UNCHECKED;

    use super::*;

    #[test]
    fn every_item_has_a_rule_or_the_reason_why_not() {
        let world = World::new().expect("built-in data");
        for id in Id::ALL {
            let is_listed = UNCHECKED.iter().any(|(own, _)| own == id);
            assert_ne!(world.rules_of(id.as_str()).next().is_some(), is_listed, "{}", id.as_str());
        }
    }

    #[test]
    fn an_example_comes_out_as_the_registry_says() {
        let world = World::new().expect("built-in data");
        for rule in RULES {
            for (examples, times) in [(rule.page.good, 0), (rule.page.bad, 1)] {
                for example in examples {
                    assert_eq!(world.outcome(rule, example).words().count(), times, "{} {}", rule.code, example.title);
                }
            }
        }
        assert!(world.refused().all(|(_, _, outcome)| outcome.words().count() == 1));
    }
}
