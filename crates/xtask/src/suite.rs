//! `cargo xtask test`: every check there is, in stages that each end with one line.

use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::str::FromStr;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::changed::{FHIR, NPM, SCHEMA, SCRIPTS, Scope};
use crate::wasm::{APP, ENGINE};
use crate::workspace::Workspace;
use crate::{lanes, size, stages};

/// A part of the suite that can be asked for alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Formatting and clippy.
    Lint,
    /// Everything that runs without a browser.
    Native,
    /// What the browser tests open, and its sizes.
    Build,
    /// The same, and real browsers.
    Browser,
    /// The npm package.
    Npm,
    /// Some of the browser tests with what `cargo xtask serve` opens.
    Trial,
}

impl FromStr for Part {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Self> {
        Ok(match name {
            "lint" => Self::Lint,
            "native" => Self::Native,
            "build" => Self::Build,
            "browser" => Self::Browser,
            "npm" => Self::Npm,
            "trial" => Self::Trial,
            _ => bail!("「{name}」はありません。lint、native、build、browser、npm、trial のどれかです。"),
        })
    }
}

impl Part {
    /// How it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lint => "lint",
            Self::Native => "native",
            Self::Build => "build",
            Self::Browser => "browser",
            Self::Npm => "npm",
            Self::Trial => "trial",
        }
    }
}

/// What is asked of the suite.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// This part alone.
    pub only: Option<Part>,
    /// What has changed since this commit alone.
    pub changed: Option<String>,
    /// With what [`Part::Build`] has left, which is not built again.
    pub built: bool,
}

/// How many checks passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    /// A check that is one thing: it holds or it does not.
    pub fn one(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed) }
    }

    /// Whether nothing failed.
    pub fn holds(self) -> bool {
        self.failed == 0
    }

    /// Counts others as well.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs the suite, or what is wanted of it. True when nothing failed.
pub fn run(workspace: &Workspace, wanted: &Wanted) -> Result<bool> {
    let scope = wanted.changed.as_ref().map(|base| Scope::since(workspace, base)).transpose()?.flatten();
    if wanted.changed.is_some() {
        say_scope(scope.as_ref());
    } else if wanted.only.is_none() {
        // Each part is this program once more, whose file is replaced while it runs.
        let program = env::current_exe().context("このプログラムの場所がわかりません")?;
        let lanes::Outcome { lines, tally } = lanes::run(&program);
        return Ok(Suite { tally, lines }.finish());
    }
    let mut suite = Suite::default();
    suite.run(workspace, wanted, scope.as_ref());
    Ok(suite.finish())
}

fn say_scope(scope: Option<&Scope>) {
    let Some(scope) = scope else {
        return println!("どこに関わるかわからない変更があるので、すべて試します。");
    };
    let list = |names: &mut dyn Iterator<Item = &String>| {
        let names: Vec<&str> = names.map(String::as_str).collect();
        if names.is_empty() { "なし".to_owned() } else { names.join("、") }
    };
    println!("試すパッケージ: {}", list(&mut scope.packages.iter()));
    println!("試すブラウザーの試験: {}", list(&mut scope.browser.iter()));
}

/// Counts as it goes, and keeps each stage's line for the end.
#[derive(Default)]
struct Suite {
    tally: Tally,
    lines: Vec<String>,
}

impl Suite {
    /// Runs what is wanted, one stage after the other; with a scope, what that names alone.
    fn run(&mut self, workspace: &Workspace, wanted: &Wanted, scope: Option<&Scope>) {
        let wants = |part| wanted.only.is_none_or(|only| only == part);
        let touches = |of: fn(&Scope) -> bool| scope.is_none_or(of);
        if wants(Part::Lint) {
            self.lint(workspace, scope);
        }
        if wants(Part::Native) {
            if touches(|scope| !scope.arguments().is_empty()) {
                self.stage("Rust の試験", || stages::native(workspace, scope));
            }
            if touches(|scope| scope.others.contains(SCHEMA)) {
                self.stage("JSON Schema の試験(ajv)", || stages::schema(workspace));
            }
        }
        let mut is_built = wanted.built;
        if (wants(Part::Build) || wants(Part::Browser)) && touches(|scope| !scope.browser.is_empty()) {
            is_built = is_built || self.build(workspace);
            // Without a build there is nothing to open; the stage above has said so.
            if is_built && wants(Part::Browser) {
                self.stage("ブラウザーの試験", || stages::browser(workspace, scope));
            }
        }
        if wants(Part::Browser) && touches(|scope| scope.others.contains(FHIR)) {
            self.stage("FHIR(LHC-Forms)", || stages::fhir(workspace, is_built));
        }
        if wants(Part::Trial) && touches(|scope| !scope.browser.is_empty()) {
            self.stage("試しの組み立ての試験", || stages::trial(workspace, is_built));
        }
        if wants(Part::Npm) && touches(|scope| scope.others.contains(NPM)) {
            self.stage("npm のパッケージ", || stages::npm(workspace, is_built));
        }
    }

    fn lint(&mut self, workspace: &Workspace, scope: Option<&Scope>) {
        self.stage("書式", || stages::formatted(workspace));
        let touched = |name: &str| scope.is_none_or(|scope| scope.packages.contains(name));
        match scope.map(Scope::arguments) {
            None => self.stage("clippy", || stages::linted(workspace, &stages::NATIVE)),
            Some(packages) if packages.is_empty() => {}
            Some(packages) => self.stage("clippy", || stages::linted(workspace, &packages)),
        }
        if touched(APP.name) || touched(ENGINE.name) {
            self.stage("clippy(WebAssembly)", || stages::linted(workspace, &stages::BROWSER));
        }
        if scope.is_none_or(|scope| scope.others.contains(SCRIPTS)) {
            self.stage("スクリプト(eslint、tsc)", || stages::scripts(workspace));
        }
    }

    /// False where it could not be built.
    fn build(&mut self, workspace: &Workspace) -> bool {
        let mut sizes = None;
        self.stage(BUILD, || {
            sizes = Some(stages::build(workspace)?);
            Ok(Tally::one(true))
        });
        let Some(sizes) = sizes else { return false };
        self.stage("大きさ", || Ok(Tally::one(size::compare(workspace, &sizes)?)));
        true
    }

    fn stage(&mut self, title: &str, body: impl FnOnce() -> Result<Tally>) {
        println!("\n── {title}");
        let start = Instant::now();
        let tally = body().unwrap_or_else(|error| {
            println!("エラー: {error:#}");
            Tally::one(false)
        });
        let mark = if tally.failed == 0 { "○" } else { "×" };
        let line = format!(
            "{mark} {title}: {} 件合格、{} 件不合格({:.1} 秒)",
            tally.passed,
            tally.failed,
            start.elapsed().as_secs_f32()
        );
        println!("{line}");
        self.tally.add(tally);
        self.lines.push(line);
    }

    fn finish(self) -> bool {
        println!("\n{SUMMARY}");
        for line in &self.lines {
            println!("{line}");
        }
        println!("{} passed, {} failed", self.tally.passed, self.tally.failed);
        self.tally.failed == 0
    }
}

/// The stage that builds what is opened and packed.
pub const BUILD: &str = "ビルド";

/// What stands above the last lines.
pub const SUMMARY: &str = "── まとめ";

/// The sum in the last line: `12 passed, 0 failed`.
pub fn total(line: &str) -> Option<Tally> {
    let (passed, failed) = line.strip_suffix(" failed")?.split_once(" passed, ")?;
    Some(Tally { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
}

/// Runs a command, shows its output, and adds up what each line says. A command that ends well without counting is
/// one check passed; one that ends badly without naming a failure is one check failed.
pub fn tally(command: &mut Command, count: fn(&str) -> Tally) -> Result<Tally> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} を動かせません", command.get_program().to_string_lossy()))?;
    let mut sum = Tally::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line.context("出力を読めません")?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            sum.add(count(&line));
        }
    }
    let success = child.wait().context("終わりを待てません")?.success();
    if !success && sum.failed == 0 {
        sum.failed = 1;
    } else if success && sum == Tally::default() {
        sum.passed = 1;
    }
    Ok(sum)
}

/// `test result: ok. 12 passed; 0 failed; …`, once for each test binary.
pub fn cargo_line(line: &str) -> Tally {
    let Some(counts) = line.strip_prefix("test result:") else {
        return Tally::default();
    };
    let number = |word| {
        let before = counts.split(word).next()?;
        before.split_whitespace().last()?.parse().ok()
    };
    Tally { passed: number("passed").unwrap_or(0), failed: number("failed").unwrap_or(0) }
}

/// `ℹ pass 12`, `ℹ fail 0`, `ℹ cancelled 0`, once at the end.
pub fn node_line(line: &str) -> Tally {
    let number = |word| {
        let rest = line.strip_prefix("ℹ ")?.strip_prefix(word)?;
        rest.trim().parse::<usize>().ok()
    };
    Tally {
        passed: number("pass ").unwrap_or(0),
        failed: number("fail ").unwrap_or(0) + number("cancelled ").unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_counts_are_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(cargo_line(line), Tally { passed: 12, failed: 3 });
        assert_eq!(cargo_line("test a ... ok"), Tally::default());
    }

    #[test]
    fn the_sum_of_a_part_is_read() {
        assert_eq!(total("12 passed, 3 failed"), Some(Tally { passed: 12, failed: 3 }));
        assert_eq!(total("test result: ok. 12 passed; 0 failed"), None);
    }

    #[test]
    fn node_counts_are_read() {
        assert_eq!(node_line("ℹ pass 7"), Tally { passed: 7, failed: 0 });
        assert_eq!(node_line("ℹ fail 2"), Tally { passed: 0, failed: 2 });
        assert_eq!(node_line("ℹ cancelled 1"), Tally { passed: 0, failed: 1 });
        assert_eq!(node_line("✔ pass 3 of them"), Tally::default());
    }
}
