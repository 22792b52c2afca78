//! From a file that was filled in by hand to a draft.
//!
//! Rows are known by their 項目ID and columns by their heading, so that both may have been moved. Nothing is guessed:
//! what cannot be read is a [`Problem`] with its place, and where it can stand in a draft as it was typed it does, so
//! that the check finds it there again.

mod answer;
mod look_alike;
mod lost;
mod number;
mod problem;
mod refused;
mod table;
mod text;
mod workbook;

use std::collections::{BTreeMap, BTreeSet};

use kakari_catalog::{Catalog, Date, Id, Item};
use kakari_documents::{Row, Transcription, TranscriptionOptions, report_of_words};
use kakari_draft::{Draft, Exact, Value};
use kakari_rules::{Options, check};

use crate::cp932::twin;
use answer::{Answer, institution_code};
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
    let mut reading =
        Reading { catalog, problems: filled.problems.clone(), untouched: BTreeMap::new(), unclear: BTreeSet::new() };
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
    /// The items that two tables answer otherwise, where nothing says which of them is meant.
    unclear: BTreeSet<String>,
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
            let is_untouched = entries.iter().all(|entry| entry.is_plain())
                && self.untouched.get(&item.id).is_some_and(|rows| *rows == cells(item, entries));
            if is_untouched {
                answers += usize::from(entries.iter().any(|entry| !entry.is_empty()));
                continue;
            }
            let old = draft.get(&item.id);
            let answer = if self.unclear.contains(&item.id) {
                Answer::Unclear(None)
            } else {
                answer::read(self.catalog, index, entries, old, &mut self.problems)
            };
            let new = match answer {
                Answer::Is(new) => {
                    answers += usize::from(new.is_some());
                    new
                }
                Answer::Unclear(part) => {
                    answers += usize::from(part.is_some());
                    joined(old, part)
                }
            };
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
            let id = entry.id();
            match self.catalog.find(&id) {
                Some((_, item)) => entries.entry(item.id.clone()).or_default().push(entry),
                None if id.is_empty() => self.problems.push(entry.problem(entry.first_filled(), Trouble::NoId)),
                None => self.problems.push(entry.id_problem(Trouble::UnknownId(table::brief(&id)))),
            }
        }
        self.settle_copies(filled, &mut entries);
        entries
    }

    /// Leaves each item the rows of one table. A table that is copied in the same file is told, and where it answers an
    /// item otherwise, its name decides (「1号機能 (2)」), or the item is not read.
    fn settle_copies<'f>(&mut self, filled: &'f Filled, entries: &mut BTreeMap<String, Vec<&'f Entry>>) {
        // By the table that is left out and the one that is read: the items on which they differ, and whether they are read.
        let mut copies: BTreeMap<(usize, usize), (Vec<String>, bool)> = BTreeMap::new();
        for item in self.catalog.items() {
            let Some(rows) = entries.get_mut(&item.id) else { continue };
            let tables: BTreeSet<usize> = rows.iter().map(|entry| entry.table).collect();
            if tables.len() < 2 {
                continue;
            }
            let name = |table: usize| filled.tables[table].name();
            let is_copy =
                |table: usize, of: usize| name(table).len() > name(of).len() && name(table).contains(name(of));
            let originals = tables.iter().filter(|table| !tables.iter().any(|other| is_copy(**table, *other)));
            let Some(&read) = originals.clone().next() else { continue };
            let of = |table: usize| rows.iter().copied().filter(move |entry| entry.table == table).collect::<Vec<_>>();
            let own = cells(item, &of(read));
            for &table in tables.iter().filter(|table| **table != read) {
                let others = cells(item, &of(table));
                let (differing, is_settled) = copies.entry((table, read)).or_insert((Vec::new(), true));
                if others == own {
                    continue;
                }
                differing.push(item.short().to_owned());
                let is_empty = |cells: &[[String; 3]]| cells.iter().flatten().all(String::is_empty);
                // Whoever filled in the copy alone meant the copy.
                if !is_copy(table, read) || is_empty(&own) {
                    *is_settled = false;
                }
            }
            let is_open = copies.iter().any(|((_, of), (differing, is_settled))| {
                *of == read && !is_settled && differing.iter().any(|name| name == item.short())
            });
            if is_open {
                self.unclear.insert(item.id.clone());
            }
            rows.retain(|entry| entry.table == read);
        }
        for ((table, of), (differing, is_settled)) in copies {
            let (table, of) = (&filled.tables[table], &filled.tables[of]);
            let trouble = Trouble::Copied { of: of.in_words(table), differing, is_settled };
            self.problems.push(table.problem(trouble));
        }
    }

    /// Whether the file is about the open draft: same edition, and the same code of the institution.
    fn is_same(&self, base: &Draft, entries: &BTreeMap<String, Vec<&Entry>>) -> bool {
        let own = base.get(Id::FacilityCode.as_str()).and_then(Value::as_str).map(institution_code);
        let rows = entries.get(Id::FacilityCode.as_str());
        let file = rows.and_then(|rows| rows.iter().find(|entry| entry.value.holds()));
        let file = file.map(|entry| institution_code(&entry.value.shown()));
        base.edition() == Some(self.catalog.edition()) && (file.is_none() || file == own)
    }
}

/// What stays of an answer when rows of it could not be read: a list keeps what it had beside what was read.
fn joined(old: Option<&Value>, part: Option<Value>) -> Option<Value> {
    match (old, part) {
        (Some(Value::Array(old)), Some(Value::Array(part))) => {
            let mut all = old.clone();
            all.extend(part.into_iter().filter(|value| !old.contains(value)));
            Some(Value::Array(all))
        }
        (Some(old), _) => Some(old.clone()),
        (None, part) => part,
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
        let value = if is_code { bare_code(&value) } else { value };
        [comparable(&entry.code.raw), comparable(&entry.option.raw), value]
    };
    entries.iter().map(row).collect()
}

/// The code of the institution, with the zero that a spreadsheet has dropped.
fn bare_code(text: &str) -> String {
    let text = text.trim_start_matches(crate::csv::CODE);
    let is_cut = text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    institution_code(text).filter(|_| is_cut).unwrap_or_else(|| text.to_owned())
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
#[cfg(test)]
mod trials;
