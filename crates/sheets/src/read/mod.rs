//! From a file that was filled in by hand to a draft.
//!
//! Rows are known by their 項目ID and columns by their heading, so that both may have been moved. Nothing is guessed:
//! what cannot be read is a [`Problem`] with its place, and where it can stand in a draft as it was typed it does, so
//! that the check finds it there again.

mod answer;
mod problem;
mod refused;
mod table;
mod text;
mod workbook;

use std::collections::BTreeMap;

use kakari_catalog::{Catalog, Date, Id, Item};
use kakari_documents::{Row, Transcription, TranscriptionOptions, report_of_words};
use kakari_draft::{Draft, Exact, Value};
use kakari_rules::{InstitutionCode, Options, check};

use crate::cp932::twin;
pub use problem::{Problem, Trouble};
pub use refused::Refused;
use table::{Entry, Filled, Raw};

/// The largest file that is read. A transcription has some tens of kilobytes.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;

/// How a file is to be read.
#[derive(Clone, Copy, Debug)]
pub struct ReadOptions<'a> {
    /// Today, for a file that does not say which edition it is for.
    pub today: Date,
    /// The draft that is open. A file of the same institution and edition is taken into it; what the file does not hold
    /// stays.
    pub base: Option<&'a Draft>,
    /// The catalogue to read with; by default the built-in one of the edition that the file names.
    pub catalog: Option<&'a Catalog>,
}

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Answered for the first time.
    New,
    /// Answered otherwise.
    Other,
    /// No longer answered.
    Gone,
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// The draft.
    pub draft: Draft,
    /// Whether it is the open draft with the file taken into it, and not a new one.
    pub is_merged: bool,
    /// 「令和8年度報告」
    pub edition: String,
    /// How many items the file answers.
    pub answers: usize,
    /// What differs from the open draft, in the order of the form: 項目名 and what became of it. Empty for a new draft.
    pub changes: Vec<(String, Change)>,
    /// What could not be read, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Reads a workbook or a CSV file.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Read, Refused> {
    if bytes.len() > MOST_BYTES {
        return Err(Refused::TooLarge);
    }
    let filled = if workbook::is_container(bytes) { workbook::read(bytes)? } else { text::read(bytes)? };
    if filled.entries.is_empty() {
        return Err(Refused::NothingFilled);
    }
    let named = filled.about(Transcription::EDITION).map(edition_name);
    let own = match (options.catalog, named) {
        (Some(_), _) | (None, None) => None,
        (None, Some(name)) => Some(Catalog::builtin(name).ok_or_else(|| Refused::UnknownEdition(name.to_owned()))?),
    };
    let fallback = options.base.and_then(Draft::edition).and_then(Catalog::builtin);
    let fallback = fallback.or_else(|| Catalog::builtin_for(options.today)).ok_or(Refused::NoCatalogue)?;
    let catalog = options.catalog.or(own.as_ref()).unwrap_or(&fallback);
    let mut reading = Reading { catalog, problems: Vec::new(), untouched: BTreeMap::new() };
    if named.is_none() {
        reading.problems.push(Problem::of_file(Trouble::NoEdition(catalog.label().to_owned())));
    }
    Ok(reading.run(&filled, options))
}

/// 「R8」 of 「令和8年度報告(R8)」.
fn edition_name(text: &str) -> &str {
    let text = text.trim();
    text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map_or(text, |(_, name)| name)
}

struct Reading<'a> {
    catalog: &'a Catalog,
    problems: Vec<Problem>,
    /// How the items of the open draft stand in a transcription.
    untouched: BTreeMap<String, Vec<[String; 3]>>,
}

impl Reading<'_> {
    fn run(mut self, filled: &Filled, options: &ReadOptions) -> Read {
        let entries = self.by_item(filled);
        let base = options.base.filter(|base| self.is_same(base, &entries));
        let mut draft = base.cloned().unwrap_or_else(|| Draft::new(self.catalog.edition()));
        let kind = filled.about(Transcription::REPORT).and_then(|words| report_of_words(words.trim()));
        if let Some(kind) = kind.filter(|kind| draft.report() != Some(kind)) {
            draft.set_report(kind);
        }
        if let Some(base) = base {
            self.untouched = transcribed(base, self.catalog, options.today);
        }
        let (mut answers, mut changes) = (0, Vec::new());
        for (index, item) in self.catalog.items().iter().enumerate() {
            let Some(entries) = entries.get(&item.id) else { continue };
            let is_untouched = self.untouched.get(&item.id).is_some_and(|rows| *rows == cells(item, entries));
            let old = draft.get(&item.id);
            if is_untouched {
                answers += usize::from(entries.iter().any(|entry| !entry.is_empty()));
                continue;
            }
            let new = answer::read(self.catalog, index, entries, &mut self.problems);
            answers += usize::from(new.is_some());
            if is_same_value(old, new.as_ref()) {
                continue;
            }
            let change = match (old, &new) {
                (None, _) => Change::New,
                (Some(_), Some(_)) => Change::Other,
                (Some(_), None) => Change::Gone,
            };
            if base.is_some() {
                changes.push((item.short().to_owned(), change));
            }
            draft.set(&item.id, new);
        }
        self.problems.sort_by_key(Problem::order);
        let edition = self.catalog.label().to_owned();
        Read { draft, is_merged: base.is_some(), edition, answers, changes, problems: self.problems }
    }

    /// The entries of each item; what belongs to none is a problem.
    fn by_item<'f>(&mut self, filled: &'f Filled) -> BTreeMap<String, Vec<&'f Entry>> {
        let mut entries: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
        for entry in &filled.entries {
            let id = table::narrowed(&entry.id.shown());
            let id = id.trim();
            match self.catalog.find(id) {
                Some((_, item)) => entries.entry(item.id.clone()).or_default().push(entry),
                None if id.is_empty() => self.problems.push(entry.problem(entry.first_filled(), Trouble::NoId)),
                None => {
                    let trouble = Trouble::UnknownId(table::brief(id));
                    self.problems.push(entry.problem(&entry.id, trouble));
                }
            }
        }
        entries
    }

    /// Whether the file is about the open draft: same edition, and the same code of the institution.
    fn is_same(&self, base: &Draft, entries: &BTreeMap<String, Vec<&Entry>>) -> bool {
        let code = |text: &str| InstitutionCode::digits(text.trim_start_matches(crate::csv::CODE));
        let own = base.get(Id::FacilityCode.as_str()).and_then(Value::as_str).map(code);
        let rows = entries.get(Id::FacilityCode.as_str());
        let files =
            rows.and_then(|rows| rows.iter().find(|entry| !entry.is_empty())).map(|entry| code(&entry.value.shown()));
        base.edition() == Some(self.catalog.edition()) && (files.is_none() || files == own)
    }
}

/// How each item of a draft stands in a transcription: code, option and value of its rows.
fn transcribed(draft: &Draft, catalog: &Catalog, today: Date) -> BTreeMap<String, Vec<[String; 3]>> {
    let report = check(draft, catalog, &Options { today, deadline: None });
    let options = TranscriptionOptions { made_on: today, allow_draft: true };
    let mut all: BTreeMap<String, Vec<[String; 3]>> = BTreeMap::new();
    // Allowed as a draft, it is never refused.
    if let Ok(made) = Transcription::new(draft, catalog, &report, &options) {
        for row in made.head.into_iter().chain(made.rows).chain(made.unkeyed) {
            let Row { code, option, value, id, .. } = row;
            let cells = [code.as_str(), &option, value.as_str()].map(|text| comparable(&Raw::Text(text.to_owned())));
            all.entry(id).or_default().push(cells);
        }
    }
    all
}

fn cells(item: &Item, entries: &[&Entry]) -> Vec<[String; 3]> {
    let row = |entry: &&Entry| {
        let value = comparable(&entry.value.raw);
        let is_code = item.id == Id::FacilityCode.as_str();
        let value = if is_code { value.trim_start_matches(crate::csv::CODE).to_owned() } else { value };
        [comparable(&entry.code.raw), comparable(&entry.option.raw), value]
    };
    entries.iter().map(row).collect()
}

/// A cell's content such that what writing a file does to it makes no difference: line ends, the twins of CP932, and
/// white space that stands alone.
fn comparable(raw: &Raw) -> String {
    let text = raw.shown().replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() { String::new() } else { text.chars().map(twin).collect() }
}

/// The same value, numbers by their size.
fn is_same_value(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (Some(Value::Number(one)), Some(Value::Number(other))) => Exact::of(one) == Exact::of(other),
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests;
