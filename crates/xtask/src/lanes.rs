//! The whole suite on a machine with more than one core: its parts in two lanes side by side, each a process of its own, so
//! that what one of them prints stands together.
//!
//! While the browser tests wait for pages, timers and files, clippy and the tests in Rust have the cores.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, pipe};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use anyhow::{Context, Result};

use crate::suite::{BUILD, Part, SUMMARY, Tally, total};

/// What the parts have come to: the line of each stage in the order of the parts, and the sum.
pub struct Outcome {
    /// Lines of the summary.
    pub lines: Vec<String>,
    /// All checks.
    pub tally: Tally,
}

/// Runs all parts. What is built in the first lane is what the second one packs.
pub fn run(program: &Path) -> Outcome {
    let console = Console::default();
    let reports = Mutex::new(BTreeMap::new());
    let is_built = OnceLock::new();
    let ask = |part: Part, more: &[&str]| {
        let report = Report::of(program, part, more, &console);
        let has_built = report.has_built();
        reports.lock().unwrap_or_else(PoisonError::into_inner).insert(part, report);
        has_built
    };
    thread::scope(|scope| {
        scope.spawn(|| {
            // The other lane waits for it. Without a build there is nothing to open or to pack; that it failed is said.
            if *is_built.get_or_init(|| ask(Part::Build, &[])) {
                ask(Part::Browser, &["--built"]);
            }
        });
        scope.spawn(|| {
            ask(Part::Lint, &[]);
            // Both put a command line into one place, the build one with the app inside: tests in Rust are about one
            // without it.
            let is_built = *is_built.wait();
            ask(Part::Native, &[]);
            if is_built {
                ask(Part::Npm, &["--built"]);
                ask(Part::Trial, &["--built"]);
            }
        });
    });
    let mut outcome = Outcome { lines: Vec::new(), tally: Tally::default() };
    for report in reports.into_inner().unwrap_or_else(PoisonError::into_inner).into_values() {
        outcome.lines.extend(report.lines);
        outcome.tally.add(report.tally);
    }
    outcome
}

/// What one part has come to.
struct Report {
    lines: Vec<String>,
    tally: Tally,
}

impl Report {
    fn of(program: &Path, part: Part, more: &[&str], console: &Console) -> Self {
        let report = Self::run(program, part, more, console);
        console.end(part);
        report.unwrap_or_else(|error| Self::lost(&format!("{}: {error:#}", part.name())))
    }

    /// Whether there is an app to open, whatever its size.
    fn has_built(&self) -> bool {
        self.lines.iter().any(|line| line.starts_with(&format!("○ {BUILD}:")))
    }

    fn lost(why: &str) -> Self {
        Self { lines: vec![format!("× {why}")], tally: Tally::one(false) }
    }

    /// Runs a part and reads what it says in the end.
    fn run(program: &Path, part: Part, more: &[&str], console: &Console) -> Result<Self> {
        let (output, input) = pipe().context("パイプを作れません")?;
        let mut command = Command::new(program);
        command.args(["test", "--only", part.name()]).args(more).stdin(Stdio::null());
        command.stdout(input.try_clone().context("パイプを作れません")?).stderr(input);
        let mut child = command.spawn().with_context(|| format!("{} を動かせません", program.display()))?;
        // It holds the other end of the pipe, which has to be closed for the output to end.
        drop(command);
        let (mut lines, mut tally, mut is_summary) = (Vec::new(), None, false);
        for line in BufReader::new(output).split(b'\n') {
            let line = line.context("出力を読めません")?;
            let line = String::from_utf8_lossy(&line).into_owned();
            is_summary |= line == SUMMARY;
            match total(&line) {
                _ if !is_summary => console.line(part, line),
                Some(sum) => tally = Some(sum),
                None if line != SUMMARY => lines.push(line),
                None => {}
            }
        }
        child.wait().context("終わりを待てません")?;
        let tally = tally.context("最後まで動きませんでした")?;
        Ok(Self { lines, tally })
    }
}

/// Shows one part as it goes; what others print meanwhile follows when that one has ended.
#[derive(Default)]
struct Console(Mutex<Screen>);

#[derive(Default)]
struct Screen {
    shown: Option<Part>,
    /// What waits, and whether it is all.
    waiting: BTreeMap<Part, (Vec<String>, bool)>,
}

impl Console {
    fn line(&self, part: Part, line: String) {
        let mut screen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if *screen.shown.get_or_insert(part) == part {
            println!("{line}");
        } else {
            screen.waiting.entry(part).or_default().0.push(line);
        }
    }

    fn end(&self, part: Part) {
        let mut screen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for line in screen.end(part) {
            println!("{line}");
        }
    }
}

impl Screen {
    /// A part has ended: gives what may be shown now.
    fn end(&mut self, part: Part) -> Vec<String> {
        if self.shown.is_some_and(|shown| shown != part) {
            self.waiting.entry(part).or_default().1 = true;
            return Vec::new();
        }
        self.shown = None;
        let mut now = Vec::new();
        while self.shown.is_none()
            && let Some((next, (lines, is_all))) = self.waiting.pop_first()
        {
            now.extend(lines);
            self.shown = (!is_all).then_some(next);
        }
        now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_part_prints_stands_together() {
        let mut screen = Screen { shown: Some(Part::Lint), waiting: BTreeMap::new() };
        screen.waiting.insert(Part::Build, (vec!["b1".to_owned()], false));
        assert!(screen.end(Part::Build).is_empty());
        screen.waiting.insert(Part::Browser, (vec!["c1".to_owned()], false));
        // What has ended comes whole, what goes on from where it is.
        assert_eq!(screen.end(Part::Lint), ["b1", "c1"]);
        assert_eq!(screen.shown, Some(Part::Browser));
        assert!(screen.end(Part::Browser).is_empty());
        assert_eq!((screen.shown, screen.waiting.len()), (None, 0));
    }
}
