//! How much a first visit loads, and how large the engine is, against limits and against the last record.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::site::{self, Site};
use crate::wasm::Bound;
use crate::workspace::Workspace;
use crate::{engine, pack};

/// How far a sum may grow before somebody has to look: 1 part in this many.
const TOLERANCE: usize = 100;

/// `size.toml`: what was agreed and what was last measured. All numbers are bytes after gzip -9.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    limits: Sums,
    recorded: Sums,
    chunks: BTreeMap<String, usize>,
    files: BTreeMap<String, usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sums {
    first_load: usize,
    engine: usize,
    quick: usize,
    full: usize,
    tables: usize,
}

/// One file as it is sent.
struct Row {
    kind: String,
    raw: usize,
    packed: usize,
}

/// What was measured.
pub struct Sizes {
    first_load: Vec<Row>,
    engine: Row,
    /// What the element loads in another page before `quick` runs, its engine included.
    quick: Row,
    /// The same before `full` can be used.
    full: Row,
    /// What is loaded when a spreadsheet is asked for.
    tables: Row,
    /// The chunks of the program, each with all files that it needs.
    chunks: Vec<Row>,
    /// For information: no visit waits for them.
    pages: Row,
}

/// Builds, measures, and compares with the record or writes it anew. False where something is too large.
pub fn run(workspace: &Workspace, update: bool) -> Result<bool> {
    let sizes = Sizes::measure(&site::build(workspace)?, &engine::build_alone(workspace)?)?;
    if update {
        let record = sizes.record(read(workspace)?.limits);
        fs::write(path(workspace), record.to_toml()).context("size.toml を書けません")?;
        println!("crates/xtask/size.toml を書き直しました。");
    }
    compare(workspace, &sizes)
}

/// Prints the table, and one line for each sum that is too large. False where there is one.
pub fn compare(workspace: &Workspace, sizes: &Sizes) -> Result<bool> {
    let record = read(workspace)?;
    print!("{}", sizes.table(&record));
    let faults = record.faults(sizes.sums(), &sizes.packed_chunks());
    for fault in &faults {
        println!("{fault}");
    }
    Ok(faults.is_empty())
}

/// Prints how large the modules of the npm package are. False where the engine alone is above its limit.
pub fn compare_package(workspace: &Workspace, whole: &[u8], engine: &[u8]) -> Result<bool> {
    let limit = read(workspace)?.limits.engine;
    let engine = Row::of("npm エンジン", engine)?;
    print!("{}", line(["バイト", "そのまま", "gzip -9", "記録", "上限"]));
    print!("{}{}", Row::of("npm すべて", whole)?.line(None, None), engine.line(None, Some(limit)));
    if engine.packed > limit {
        println!("npm のエンジンが上限を {} バイト超えています。", engine.packed - limit);
    }
    Ok(engine.packed <= limit)
}

fn path(workspace: &Workspace) -> PathBuf {
    workspace.root().join("crates/xtask/size.toml")
}

fn read(workspace: &Workspace) -> Result<Record> {
    let text = fs::read_to_string(path(workspace)).context("crates/xtask/size.toml を読めません")?;
    toml::from_str(&text).context("crates/xtask/size.toml")
}

impl Sizes {
    /// Measures what was built.
    pub fn measure(site: &Site, engine: &Bound) -> Result<Self> {
        let row = Row::of;
        let mut first_load: Vec<Row> = Vec::new();
        for (kind, path) in &site.first_load {
            let content = site.files.get(path).map_or(&[][..], Vec::as_slice);
            let file = row(kind, content)?;
            match first_load.iter_mut().find(|known| known.kind == *kind) {
                Some(known) => {
                    known.raw += file.raw;
                    known.packed += file.packed;
                }
                None => first_load.push(file),
            }
        }
        let sum = |kind: &str, paths: &[String]| -> Result<Row> {
            let mut sum = Row { kind: kind.to_owned(), raw: 0, packed: 0 };
            for path in paths {
                let file = row("", site.files.get(path).map_or(&[][..], Vec::as_slice))?;
                sum.raw += file.raw;
                sum.packed += file.packed;
            }
            Ok(sum)
        };
        let pages = sum("説明のページ", &site.pages)?;
        let tables = sum("表の部品", site.chunks.get("tables").map_or(&[][..], Vec::as_slice))?;
        let chunks = site.chunks.iter().map(|(name, paths)| sum(name, paths)).collect::<Result<_>>()?;
        let quick = sum("要素(quick)", &site.quick)?;
        let full = sum("要素(full)", &site.full)?;
        Ok(Self { first_load, engine: row("エンジン単体", &engine.wasm)?, quick, full, tables, chunks, pages })
    }

    fn sums(&self) -> Sums {
        Sums {
            first_load: self.first_load.iter().map(|row| row.packed).sum(),
            engine: self.engine.packed,
            quick: self.quick.packed,
            full: self.full.packed,
            tables: self.tables.packed,
        }
    }

    fn packed_chunks(&self) -> BTreeMap<String, usize> {
        self.chunks.iter().map(|row| (row.kind.clone(), row.packed)).collect()
    }

    fn record(&self, limits: Sums) -> Record {
        Record {
            limits,
            recorded: self.sums(),
            chunks: self.packed_chunks(),
            files: self.first_load.iter().map(|row| (row.kind.clone(), row.packed)).collect(),
        }
    }

    fn table(&self, record: &Record) -> String {
        let total = Row {
            kind: "初回の合計".to_owned(),
            raw: self.first_load.iter().map(|row| row.raw).sum(),
            packed: self.sums().first_load,
        };
        let mut table = line(["バイト", "そのまま", "gzip -9", "記録", "上限"]);
        for row in &self.first_load {
            let known = record.files.get(&row.kind).copied();
            table.push_str(&row.line(known, None));
        }
        let (recorded, limits) = (record.recorded, record.limits);
        table.push_str(&total.line(Some(recorded.first_load), Some(limits.first_load)));
        table.push_str(&self.engine.line(Some(recorded.engine), Some(limits.engine)));
        table.push_str(&self.quick.line(Some(recorded.quick), Some(limits.quick)));
        table.push_str(&self.full.line(Some(recorded.full), Some(limits.full)));
        table.push_str(&self.tables.line(Some(recorded.tables), Some(limits.tables)));
        for chunk in &self.chunks {
            let row = Row { kind: format!("部品 {}", chunk.kind), ..*chunk };
            table.push_str(&row.line(record.chunks.get(&chunk.kind).copied(), None));
        }
        table.push_str(&self.pages.line(None, None));
        table
    }
}

impl Row {
    fn of(kind: &str, content: &[u8]) -> Result<Self> {
        Ok(Self { kind: kind.to_owned(), raw: content.len(), packed: pack::gzip(content)?.len() })
    }

    fn line(&self, recorded: Option<usize>, limit: Option<usize>) -> String {
        let number = |value: Option<usize>| value.map_or("-".to_owned(), |value| value.to_string());
        line([&self.kind, &self.raw.to_string(), &self.packed.to_string(), &number(recorded), &number(limit)])
    }
}

/// A line of the table; a Japanese character is as wide as two others.
fn line(cells: [&str; 5]) -> String {
    let mut line = String::new();
    for (place, cell) in cells.into_iter().enumerate() {
        let width: usize = cell.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        let gap = " ".repeat(if place == 0 { 16 } else { 12 }.max(width) - width);
        let (before, after) = if place == 0 { ("", gap.as_str()) } else { (gap.as_str(), "") };
        line.push_str(before);
        line.push_str(cell);
        line.push_str(after);
    }
    line.push('\n');
    line
}

impl Record {
    /// A sentence for each sum above its limit or too far above its record.
    fn faults(&self, now: Sums, chunks: &BTreeMap<String, usize>) -> Vec<String> {
        let sums = [
            ("初回の合計", now.first_load, self.recorded.first_load, self.limits.first_load),
            ("エンジン単体", now.engine, self.recorded.engine, self.limits.engine),
            ("要素(quick)", now.quick, self.recorded.quick, self.limits.quick),
            ("要素(full)", now.full, self.recorded.full, self.limits.full),
            ("表の部品", now.tables, self.recorded.tables, self.limits.tables),
        ];
        let mut faults = Vec::new();
        for (title, now, recorded, limit) in sums {
            if now > limit {
                faults.push(format!("{title}が上限を {} バイト超えています。", now - limit));
            }
            faults.extend(grown(title, now, recorded));
        }
        for (name, now) in chunks {
            faults.extend(grown(&format!("部品 {name} "), *now, self.chunks.get(name).copied().unwrap_or_default()));
        }
        faults
    }

    fn to_toml(&self) -> String {
        let sums = |sums: Sums| {
            let Sums { first_load, engine, quick, full, tables } = sums;
            format!("first_load = {first_load}\nengine = {engine}\nquick = {quick}\nfull = {full}\ntables = {tables}\n")
        };
        let mut text = format!(
            "# Bytes after gzip -9. `cargo xtask size` fails above a limit, or more than 1 % above a recorded sum;\n\
             # `cargo xtask size --update` writes this file anew.\n\n\
             [limits]\n{}\n[recorded]\n{}\n\
             # For the eye: where the first load grew.\n[files]\n",
            sums(self.limits),
            sums(self.recorded)
        );
        let lines = |text: &mut String, rows: &BTreeMap<String, usize>| {
            for (kind, packed) in rows {
                // Writing to a String cannot fail.
                let _ = writeln!(text, "\"{kind}\" = {packed}");
            }
        };
        lines(&mut text, &self.files);
        text.push_str("\n# What is loaded later, each with all files that it needs.\n[chunks]\n");
        lines(&mut text, &self.chunks);
        text
    }
}

/// A sentence where a sum is too far above its record.
fn grown(title: &str, now: usize, recorded: usize) -> Option<String> {
    (now > recorded + recorded / TOLERANCE).then(|| {
        format!(
            "{title}が記録より {} バイト増えています。必要な増加なら cargo xtask size --update で記録してください。",
            now - recorded
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        Record {
            limits: Sums { first_load: 2000, engine: 900, quick: 900, full: 900, tables: 900 },
            recorded: Sums { first_load: 1000, engine: 900, quick: 900, full: 900, tables: 900 },
            chunks: BTreeMap::from([("late".to_owned(), 100)]),
            files: BTreeMap::from([("マニフェスト".to_owned(), 10)]),
        }
    }

    #[test]
    fn one_percent_more_is_let_through_and_one_byte_above_is_not() {
        let at = |first_load| {
            record()
                .faults(Sums { first_load, engine: 900, quick: 900, full: 900, tables: 900 }, &BTreeMap::new())
                .len()
        };
        assert_eq!((at(1010), at(1011)), (0, 1));
    }

    #[test]
    fn one_byte_above_the_limit_is_too_much() {
        let at = |engine| {
            record().faults(Sums { first_load: 1, engine, quick: 900, full: 900, tables: 900 }, &BTreeMap::new()).len()
        };
        assert_eq!((at(900), at(901)), (0, 1));
    }

    #[test]
    fn a_chunk_may_grow_by_one_percent_and_a_new_one_has_to_be_recorded() {
        let small = Sums { first_load: 1, engine: 1, quick: 1, full: 1, tables: 1 };
        let of = |name: &str, now| record().faults(small, &BTreeMap::from([(name.to_owned(), now)])).len();
        assert_eq!((of("late", 101), of("late", 102), of("new", 1)), (0, 1, 1));
    }

    #[test]
    fn a_record_reads_back_as_it_was_written() -> Result<()> {
        let back: Record = toml::from_str(&record().to_toml())?;
        assert_eq!(back.limits, record().limits);
        assert_eq!(back.recorded, record().recorded);
        assert_eq!((back.files, back.chunks), (record().files, record().chunks));
        Ok(())
    }
}
