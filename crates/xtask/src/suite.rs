//! `cargo xtask test`: every check there is, in stages that each end with one line.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::str::FromStr;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::size::{self, Sizes};
use crate::wasm::{self, APP, ENGINE};
use crate::workspace::Workspace;
use crate::{command, engine, npm, serve, site, tools};

/// A part of the suite that can be asked for alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Formatting and clippy.
    Lint,
    /// Everything that runs without a browser.
    Native,
    /// Build, sizes, and real browsers.
    Browser,
    /// The npm package.
    Npm,
}

impl FromStr for Part {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Self> {
        Ok(match name {
            "lint" => Self::Lint,
            "native" => Self::Native,
            "browser" => Self::Browser,
            "npm" => Self::Npm,
            _ => bail!("「{name}」はありません。lint、native、browser、npm のどれかです。"),
        })
    }
}

/// How many checks passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    /// A check that is one thing: it holds or it does not.
    fn one(passed: bool) -> Self {
        Self { passed: usize::from(passed), failed: usize::from(!passed) }
    }

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs the suite, or one part of it. True when nothing failed.
pub fn run(workspace: &Workspace, only: Option<Part>) -> bool {
    let mut suite = Suite::default();
    let wants = |part| only.is_none_or(|only| only == part);
    if wants(Part::Lint) {
        suite.stage("書式", || formatted(workspace));
        suite.stage("clippy", || linted(workspace, &NATIVE));
        suite.stage("clippy(WebAssembly)", || linted(workspace, &BROWSER));
        suite.stage("スクリプト(eslint、tsc)", || scripts(workspace));
    }
    if wants(Part::Native) {
        suite.stage("Rust の試験", || native(workspace));
        suite.stage("JSON Schema の試験(ajv)", || schema(workspace));
    }
    if wants(Part::Browser) {
        let mut sizes = None;
        suite.stage("ビルド", || {
            sizes = Some(build(workspace)?);
            Ok(Tally::one(true))
        });
        // Without a build there is nothing to measure or to open; the stage above has said so.
        if let Some(sizes) = sizes {
            suite.stage("大きさ", || Ok(Tally::one(size::compare(workspace, &sizes)?)));
            suite.stage("ブラウザーの試験", || browser(workspace));
        }
        suite.stage("FHIR(LHC-Forms)", || fhir(workspace));
    }
    if wants(Part::Npm) {
        suite.stage("npm のパッケージ", || npm(workspace));
    }
    suite.finish()
}

/// Counts as it goes, and keeps each stage's line for the end.
#[derive(Default)]
struct Suite {
    tally: Tally,
    lines: Vec<String>,
}

impl Suite {
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
        println!("\n── まとめ");
        for line in &self.lines {
            println!("{line}");
        }
        println!("{} passed, {} failed", self.tally.passed, self.tally.failed);
        self.tally.failed == 0
    }
}

fn formatted(workspace: &Workspace) -> Result<Tally> {
    tools::component(workspace, "fmt", "rustfmt")?;
    let mut cargo = workspace.cargo();
    cargo.args(["fmt", "--all", "--check"]);
    tally(&mut cargo, |_| Tally::default())
}

/// The packages that are tested on this machine, and that clippy looks at for it: all but the one whose tests the npm
/// stage runs. Then those for the browser, the app among them once more.
const NATIVE: [&str; 3] = ["--workspace", "--exclude", ENGINE.name];
const BROWSER: [&str; 8] = [
    "--package",
    APP.name,
    "--package",
    ENGINE.name,
    "--features",
    "kakari-wasm/prefecture,kakari-wasm/draft,kakari-wasm/day",
    "--target",
    wasm::TARGET,
];

fn linted(workspace: &Workspace, packages: &[&str]) -> Result<Tally> {
    tools::component(workspace, "clippy", "clippy")?;
    wasm::add_target()?;
    let mut cargo = workspace.cargo();
    cargo.args(["clippy", "--all-targets"]).args(packages).args(["--", "--deny", "warnings"]);
    tally(&mut cargo, |_| Tally::default())
}

/// The scripts of the app and the element by rules, those of the app by their types as well.
fn scripts(workspace: &Workspace) -> Result<Tally> {
    let folder = workspace.root().join("tests/scripts");
    tools::prepare_node(&folder)?;
    let (eslint, tsc) = ("node_modules/eslint/bin/eslint.js", "node_modules/typescript/bin/tsc");
    let calls: [(&str, &[&str]); 3] = [
        (eslint, &["--config", "tests/scripts/eslint.config.mjs", "web/static", "web/element"]),
        (tsc, &["--project", "tests/scripts/tsconfig.json"]),
        (tsc, &["--project", "tests/scripts/tsconfig.worker.json"]),
    ];
    let mut sum = Tally::default();
    for (program, args) in calls {
        let mut node = Command::new("node");
        let passed = node.current_dir(workspace.root()).arg(folder.join(program)).args(args).status();
        sum.add(Tally::one(passed.with_context(|| program.to_owned())?.success()));
    }
    Ok(sum)
}

fn native(workspace: &Workspace) -> Result<Tally> {
    tools::offer_office()?;
    tools::prepare_counting()?;
    tools::offer_web_servers()?;
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--no-fail-fast"]).args(NATIVE);
    tally(&mut cargo, cargo_line)
}

/// ajv against the engine, over drafts that the engine has judged.
fn schema(workspace: &Workspace) -> Result<Tally> {
    let folder = workspace.root().join("tests/schema");
    tools::prepare_node(&folder)?;
    let verdicts = workspace.scratch("schema");
    let mut cargo = workspace.cargo();
    cargo.args(["run", "--quiet", "--package", "kakari-schema", "--example", "verdicts", "--"]).arg(&verdicts);
    command::run(&mut cargo)?;
    let mut node = Command::new("node");
    node.current_dir(&folder).args(["--test", "--test-reporter=spec", "ajv.test.mjs"]).env("VERDICTS", &verdicts);
    tally(&mut node, node_line)
}

fn build(workspace: &Workspace) -> Result<Sizes> {
    let app = site::build(workspace)?;
    engine::write(workspace, &engine::build(workspace)?)?;
    Sizes::measure(&app, &engine::build_alone(workspace)?)
}

fn browser(workspace: &Workspace) -> Result<Tally> {
    tools::prepare(&workspace.e2e())?;
    tools::prepare_more_browsers()?;
    let kakari = command_line(workspace)?;
    let server = serve::open(workspace, 0)?;
    server.start().context("サーバーを始められません")?;
    let mut node = in_browser(workspace, &server.url())?;
    node.arg("--test-concurrency=2")
        .args(tests_in(&workspace.e2e())?)
        .env("ENGINE", engine::folder(workspace))
        .env("KAKARI", kakari);
    tally(&mut node, node_line)
}

/// Builds the app and measures how long its form is, against the record or to write it anew. False where it is longer.
pub fn extent(workspace: &Workspace, update: bool) -> Result<bool> {
    site::build(workspace)?;
    tools::prepare(&workspace.e2e())?;
    let server = serve::open(workspace, 0)?;
    server.start().context("サーバーを始められません")?;
    let mut node = in_browser(workspace, &server.url())?;
    node.arg("extent.test.mjs");
    if update {
        node.env("UPDATE", "1");
    }
    Ok(tally(&mut node, node_line)?.failed == 0)
}

/// Node on the browser tests, for the app at an address.
fn in_browser(workspace: &Workspace, url: &str) -> Result<Command> {
    let mut node = Command::new("node");
    node.current_dir(workspace.e2e())
        .args(["--test", "--test-reporter=spec"])
        .env("BASE_URL", url)
        .env("DIST", workspace.dist());
    if let Some(chromium) = tools::chromium() {
        node.env("CHROMIUM", chromium);
    }
    if let Some(headless) = tools::headless()? {
        node.env("HEADLESS", headless);
    }
    Ok(node)
}

/// The npm package: what TypeScript is told of it, how large it is, and what it does where it is installed.
fn npm(workspace: &Workspace) -> Result<Tally> {
    let folder = workspace.root().join("tests/npm");
    tools::prepare(&folder)?;
    let mut cargo = workspace.cargo();
    command::run(cargo.args(["build", "--package", "kakari-cli"]))?;
    let mut sum = Tally::default();
    for features in [&[][..], &["--no-default-features", "--features", "check"]] {
        let mut cargo = workspace.cargo();
        sum.add(tally(cargo.args(["test", "--package", ENGINE.name]).args(features), cargo_line)?);
    }
    let packed = npm::build(workspace)?;
    sum.add(Tally::one(npm::measure(workspace)?));
    let mut node = Command::new("node");
    node.current_dir(&folder)
        .args(["--test", "--test-concurrency=2", "--test-reporter=spec"])
        .args(tests_in(&folder)?)
        .env("TARBALL", packed)
        .env("KAKARI", workspace.target().join("debug").join(format!("kakari{}", env::consts::EXE_SUFFIX)));
    if let Some(chromium) = tools::chromium() {
        node.env("CHROMIUM", chromium);
    }
    sum.add(tally(&mut node, node_line)?);
    Ok(sum)
}

/// The command line with the app that was built inside.
fn command_line(workspace: &Workspace) -> Result<PathBuf> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--package", "kakari-cli", "--features", "embedded"]).env("KAKARI_DIST", workspace.dist());
    command::run(&mut cargo)?;
    Ok(workspace.target().join("debug").join(format!("kakari{}", env::consts::EXE_SUFFIX)))
}

/// The FHIR resources in LHC-Forms, in the browser, through the command line.
fn fhir(workspace: &Workspace) -> Result<Tally> {
    tools::prepare(&workspace.fhir())?;
    let kakari = command_line(workspace)?;
    let mut node = Command::new("node");
    node.current_dir(workspace.fhir())
        .args(["--test", "--test-reporter=spec"])
        .args(tests_in(&workspace.fhir())?)
        .env("KAKARI", kakari);
    if let Some(chromium) = tools::chromium() {
        node.env("CHROMIUM", chromium);
    }
    tally(&mut node, node_line)
}

/// Named one by one: older Node versions know no patterns.
fn tests_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let cannot_open = || format!("{} を開けません", folder.display());
    let mut tests = Vec::new();
    for entry in folder.read_dir().with_context(cannot_open)? {
        let path = entry.with_context(cannot_open)?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            tests.push(path);
        }
    }
    tests.sort();
    Ok(tests)
}

/// Runs a command, shows its output, and adds up what each line says. A command that ends well without counting is
/// one check passed; one that ends badly without naming a failure is one check failed.
fn tally(command: &mut Command, count: fn(&str) -> Tally) -> Result<Tally> {
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
fn cargo_line(line: &str) -> Tally {
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
fn node_line(line: &str) -> Tally {
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
    fn node_counts_are_read() {
        assert_eq!(node_line("ℹ pass 7"), Tally { passed: 7, failed: 0 });
        assert_eq!(node_line("ℹ fail 2"), Tally { passed: 0, failed: 2 });
        assert_eq!(node_line("ℹ cancelled 1"), Tally { passed: 0, failed: 1 });
        assert_eq!(node_line("✔ pass 3 of them"), Tally::default());
    }
}
