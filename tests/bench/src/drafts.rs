//! Drafts of edition R8, made without chance: the same bytes on every run and machine.

use kakari_catalog::{Catalog, Item, Kind, parse_date};
use kakari_draft::{Draft, Value};
use kakari_rules::{BASE, Options};

/// The edition that everything is measured on.
pub const EDITION: &str = "R8";
/// How many institutions report: hospitals and clinics in Japan, rounded.
pub const INSTITUTIONS: usize = 113_000;

/// What differs from the clean draft in the one with twelve faults. A JSON Schema of the catalogue can see each of them.
pub const FAULTS: [(&str, &str); 12] = [
    ("f1.posted", r#""maybe""#),
    ("f1.training.count", "12345678"),
    ("f1.generalist.fte", "1.55"),
    ("f1.areas", r#"["6","7","6"]"#),
    ("f1.staff.doctors", "-3"),
    ("f1.medication", "true"),
    ("f2i.rota", r#""every night""#),
    ("f2i.partners", r#"[{"name":"例示病院","content":1}]"#),
    ("f2ha.claims.visit", "2.5"),
    ("f2ni.facilities.names", r#""特別養護老人ホーム例示""#),
    ("other.police", "[]"),
    ("f2ro.discharge_rules", r#""perhaps""#),
];

/// The day of the check: inside the window of [`EDITION`].
///
/// # Panics
/// Never: the day is a day.
pub fn options() -> Options {
    Options { today: parse_date("2027-02-01").expect("a date"), deadline: None }
}

/// A filled draft without errors, warnings or questions.
///
/// # Panics
/// If the base that the rules bring along is no draft.
pub fn clean() -> Draft {
    let mut draft = Draft::read(BASE).expect("the base is a draft");
    draft.set_edition(EDITION);
    draft
}

/// The clean draft with [`FAULTS`].
pub fn faulty() -> Draft {
    let mut draft = clean();
    for (id, json) in FAULTS {
        set(&mut draft, id, json);
    }
    draft
}

/// The clean draft without every other answer.
///
/// # Panics
/// Never: the clean draft has answers.
pub fn half() -> Draft {
    let mut draft = clean();
    let ids: Vec<String> = draft.answers().expect("answers").iter().map(|(id, _)| id.to_owned()).collect();
    for id in ids.iter().skip(1).step_by(2) {
        draft.set(id, None);
    }
    draft
}

/// The three drafts by name.
pub fn all() -> [(&'static str, Draft); 3] {
    [("clean", clean()), ("faulty", faulty()), ("half", half())]
}

fn set(draft: &mut Draft, id: &str, json: &str) {
    draft.set(id, Some(Value::read(json).expect("JSON")));
}

/// A source of numbers that is the same everywhere (splitmix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that always fall the same way.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn next_number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below this one; 0 for 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next_number() % end).unwrap_or(0)
    }

    /// Happens so many times in a hundred.
    pub fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// A country of institutions, one line of JSON each. Every answer is drawn anew; 1 draft in 5 is half filled, 1 in 5
/// has faults.
#[derive(Debug)]
pub struct Country {
    catalog: Catalog,
    clean: Draft,
    dice: Dice,
}

impl Country {
    /// The one country there is.
    ///
    /// # Panics
    /// If the edition is not built in.
    pub fn new() -> Self {
        Self { catalog: Catalog::builtin(EDITION).expect("the edition"), clean: clean(), dice: Dice::new(113_000) }
    }

    fn draft(&mut self) -> Draft {
        let mut draft = self.clean.clone();
        let fate = self.dice.below(5);
        for item in self.catalog.items().iter().filter(|item| !item.is_facility()) {
            if draft.get(&item.id).is_none() {
                continue;
            }
            if fate == 0 && self.dice.happens(50) {
                draft.set(&item.id, None);
            } else if let Some(json) = drawn(&self.catalog, item, &mut self.dice) {
                set(&mut draft, &item.id, &json);
            }
        }
        if fate == 1 {
            for _ in 0..=self.dice.below(3) {
                let (id, json) = FAULTS[self.dice.below(FAULTS.len())];
                set(&mut draft, id, json);
            }
        }
        draft
    }
}

impl Default for Country {
    fn default() -> Self {
        Self::new()
    }
}

impl Iterator for Country {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        Some(self.draft().to_line())
    }
}

/// An answer drawn for an item, as JSON; `None` where the one of the clean draft stays.
fn drawn(catalog: &Catalog, item: &Item, dice: &mut Dice) -> Option<String> {
    let options = catalog.options(item);
    match item.kind {
        Kind::Choice => Some(format!("\"{}\"", options.get(dice.below(options.len()))?.key)),
        Kind::Multi => {
            let chosen: Vec<_> = options.iter().filter(|option| !option.exclusive && dice.happens(30)).collect();
            let chosen: Vec<_> = chosen.iter().map(|option| format!("\"{}\"", option.key)).collect();
            Some(format!("[{}]", chosen.join(",")))
        }
        Kind::Count => Some(dice.below(2_000).to_string()),
        Kind::Decimal1 => Some(format!("{}.{}", dice.below(10), dice.below(10))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use kakari_rules::{Severity, check};

    use super::*;

    fn report(draft: &Draft) -> kakari_rules::Report {
        check(draft, &Catalog::builtin(EDITION).expect("the edition"), &options())
    }

    #[test]
    fn the_clean_draft_is_clean() {
        let report = report(&clean());
        assert!(report.findings.iter().all(|finding| finding.severity() == Severity::Note));
    }

    #[test]
    fn each_of_the_twelve_faults_is_found() {
        let catalog = Catalog::builtin(EDITION).expect("the edition");
        let report = report(&faulty());
        for (id, _) in FAULTS {
            let found = report.findings.iter().any(|finding| {
                finding.code().starts_with("KF") && finding.places.iter().any(|place| place.id(&catalog) == id)
            });
            assert!(found, "{id}");
        }
    }

    #[test]
    fn the_country_is_the_same_every_time_and_no_two_drafts_are_alike() {
        let lines: Vec<_> = Country::new().take(50).collect();
        assert_eq!(lines, Country::new().take(50).collect::<Vec<_>>());
        assert!(lines.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
