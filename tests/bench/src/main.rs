//! The native runner. `cargo xtask bench` starts it beside the runner of the peers and asks both, in turn, for one
//! measurement a line: `case NAME ROUNDS` or `batch FILE`; each answers with nanoseconds and how much it found.
//!
//! `fixtures FOLDER` writes what the peers measure on; `country FILE COUNT` writes drafts line by line; `cases FOLDER`
//! checks every case once, for Valgrind to count.

use std::error::Error;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufRead, BufReader, BufWriter, Write, stdin, stdout};
use std::path::Path;
use std::time::Instant;

use kakari_bench::cases::{self, Case};
use kakari_bench::conditions;
use kakari_bench::drafts::{self, Country};
use kakari_catalog::{Catalog, Id};
use kakari_draft::Draft;
use kakari_rules::{CheckResult, Editions, check_briefly};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => answer(),
        ["fixtures", folder] => fixtures(Path::new(folder)),
        ["cases", folder] => {
            for case in cases::all(Path::new(folder))? {
                measured(&case);
            }
            Ok(())
        }
        ["country", file, count] => country(Path::new(file), count.parse()?),
        _ => Err("fixtures FOLDER, country FILE COUNT, cases FOLDER, or nothing".into()),
    }
}

/// What Valgrind counts, by the name of this function, and what ends here for each case.
#[inline(never)]
fn measured(case: &Case) {
    black_box(case.check(&case.draft()));
}

fn fixtures(folder: &Path) -> Outcome<()> {
    fs::create_dir_all(folder)?;
    for (name, draft) in drafts::all() {
        fs::write(folder.join(format!("{name}.json")), draft.to_line())?;
    }
    let catalog = Catalog::builtin(drafts::EDITION).ok_or("the edition is not built in")?;
    let structure = kakari_schema::text(&catalog);
    fs::write(folder.join("conditions.json"), conditions::schema(&catalog, &structure)?.to_string())?;
    fs::write(folder.join("schema.json"), structure)?;
    Ok(())
}

fn country(file: &Path, count: usize) -> Outcome<()> {
    let mut out = BufWriter::new(File::create(file)?);
    for line in Country::new().take(count) {
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}

fn answer() -> Outcome<()> {
    let editions = Editions::builtin().ok_or("no editions")?;
    for line in stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split(' ').collect();
        let (nanoseconds, found) = match words.as_slice() {
            ["case", step, name, rounds] => case(&editions, step, name, rounds.parse()?)?,
            ["batch", file] => batch(&editions, Path::new(file))?,
            _ => return Err(format!("no such measurement: {line}").into()),
        };
        println!("{nanoseconds} {found}");
        stdout().flush()?;
    }
    Ok(())
}

/// `read`: the text alone; `check`: with every finding identified; `result`: written out as JSON with all words.
fn case(editions: &Editions, step: &str, name: &str, rounds: usize) -> Outcome<(u128, usize)> {
    let draft = drafts::all().into_iter().find(|(own, _)| *own == name).ok_or("no such draft")?.1;
    let (text, options) = (draft.to_line(), drafts::options());
    let catalog = editions.get(drafts::EDITION).ok_or("no such edition")?;
    let mut found = 0;
    let start = Instant::now();
    for _ in 0..rounds {
        let text = black_box(text.as_str());
        match step {
            "read" => drop(black_box(Draft::read_with(text, Id::name)?)),
            "check" => {
                found = black_box(check_briefly(&Draft::read_with(text, Id::name)?, catalog, &options)).findings.len();
            }
            "rules" => found = black_box(check_briefly(black_box(&draft), catalog, &options)).findings.len(),
            "result" => {
                let result = CheckResult::of_text(text, editions, &options);
                found = black_box(serde_json::to_string(&result)?).len();
            }
            _ => return Err("no such step".into()),
        }
    }
    Ok((start.elapsed().as_nanos(), found))
}

fn batch(editions: &Editions, file: &Path) -> Outcome<(u128, usize)> {
    let options = drafts::options();
    let mut lines = BufReader::with_capacity(1 << 20, File::open(file)?);
    let mut line = String::new();
    let mut found = 0;
    let start = Instant::now();
    while lines.read_line(&mut line)? > 0 {
        let draft = Draft::read_with(&line, Id::name)?;
        found += black_box(check_briefly(&draft, editions.of(&draft, options.today), &options)).findings.len();
        line.clear();
    }
    Ok((start.elapsed().as_nanos(), found))
}
