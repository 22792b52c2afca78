//! `cargo xtask test`: every check there is, in stages that each end with one line.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::str::FromStr;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::changed::{FHIR, NPM, SCHEMA, SCRIPTS, Scope};
use crate::size::{self, Sizes};
use crate::wasm::{self, APP, ENGINE};
use crate::workspace::Workspace;
use crate::{command, engine, lanes, npm, serve, site, tools, trial as trying_out};

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
            _ => bail!("「{name}」はありません。lint、native、build、browser、npm のどれかです。"),
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
                self.stage("Rust の試験", || native(workspace, scope));
            }
            if touches(|scope| scope.others.contains(SCHEMA)) {
                self.stage("JSON Schema の試験(ajv)", || schema(workspace));
            }
        }
        let mut is_built = wanted.built;
        if (wants(Part::Build) || wants(Part::Browser)) && touches(|scope| !scope.browser.is_empty()) {
            is_built = is_built || self.build(workspace);
            // Without a build there is nothing to open; the stage above has said so.
            if is_built && wants(Part::Browser) {
                self.stage("ブラウザーの試験", || browser(workspace, scope));
                self.stage("試しの組み立ての試験", || trial(workspace));
            }
        }
        if wants(Part::Browser) && touches(|scope| scope.others.contains(FHIR)) {
            self.stage("FHIR(LHC-Forms)", || fhir(workspace, is_built));
        }
        if wants(Part::Npm) && touches(|scope| scope.others.contains(NPM)) {
            self.stage("npm のパッケージ", || npm(workspace, is_built));
        }
    }

    fn lint(&mut self, workspace: &Workspace, scope: Option<&Scope>) {
        self.stage("書式", || formatted(workspace));
        let touched = |name: &str| scope.is_none_or(|scope| scope.packages.contains(name));
        match scope.map(Scope::arguments) {
            None => self.stage("clippy", || linted(workspace, &NATIVE)),
            Some(packages) if packages.is_empty() => {}
            Some(packages) => self.stage("clippy", || linted(workspace, &packages)),
        }
        if touched(APP.name) || touched(ENGINE.name) {
            self.stage("clippy(WebAssembly)", || linted(workspace, &BROWSER));
        }
        if scope.is_none_or(|scope| scope.others.contains(SCRIPTS)) {
            self.stage("スクリプト(eslint、tsc)", || scripts(workspace));
        }
    }

    /// False where it could not be built.
    fn build(&mut self, workspace: &Workspace) -> bool {
        let mut sizes = None;
        self.stage(BUILD, || {
            sizes = Some(build(workspace)?);
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

fn native(workspace: &Workspace, scope: Option<&Scope>) -> Result<Tally> {
    tools::offer_office()?;
    tools::prepare_counting()?;
    tools::offer_web_servers()?;
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--no-fail-fast"]);
    match scope {
        None => cargo.args(NATIVE),
        Some(scope) => cargo.args(scope.arguments()),
    };
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
    let sizes = Sizes::measure(&app, &engine::build_alone(workspace)?)?;
    build_command_line(workspace)?;
    Ok(sizes)
}

fn browser(workspace: &Workspace, scope: Option<&Scope>) -> Result<Tally> {
    tools::prepare_more_browsers()?;
    let mut tests = tests_in(&workspace.e2e())?;
    if let Some(scope) = scope {
        tests.retain(|path| path.file_name().is_some_and(|name| scope.browser.contains(&*name.to_string_lossy())));
    }
    open_in_browsers(workspace, &workspace.dist(), &tests)
}

/// The ways that are tried with the build of `cargo xtask serve` as well: chunks, the form, spreadsheets, the element.
const TRIAL_TESTS: [&str; 4] = ["late.test.mjs", "asked.test.mjs", "sheets.test.mjs", "element-form.test.mjs"];

/// The build for trying out is the same program.
fn trial(workspace: &Workspace) -> Result<Tally> {
    let folder = trying_out::build(workspace)?;
    let tests: Vec<_> = TRIAL_TESTS.iter().map(|name| workspace.e2e().join(name)).collect();
    open_in_browsers(workspace, &folder, &tests)
}

/// Runs browser tests over what stands in a folder.
fn open_in_browsers(workspace: &Workspace, dist: &Path, tests: &[PathBuf]) -> Result<Tally> {
    tools::prepare(&workspace.e2e())?;
    let server = serve::open(dist, 0)?;
    server.start().context("サーバーを始められません")?;
    let mut node = in_browser(workspace, dist, &server.url())?;
    node.arg("--test-concurrency=2")
        .args(tests)
        .env("ENGINE", engine::folder(workspace))
        .env("KAKARI", command_line(workspace));
    tally(&mut node, node_line)
}

/// Builds the app and measures how long its form is, against the record or to write it anew. False where it is longer.
pub fn extent(workspace: &Workspace, update: bool) -> Result<bool> {
    site::build(workspace)?;
    tools::prepare(&workspace.e2e())?;
    let server = serve::open(&workspace.dist(), 0)?;
    server.start().context("サーバーを始められません")?;
    let mut node = in_browser(workspace, &workspace.dist(), &server.url())?;
    node.arg("extent.test.mjs");
    if update {
        node.env("UPDATE", "1");
    }
    Ok(tally(&mut node, node_line)?.failed == 0)
}

/// Node on the browser tests, for what stands in a folder, at an address.
fn in_browser(workspace: &Workspace, dist: &Path, url: &str) -> Result<Command> {
    let mut node = Command::new("node");
    node.current_dir(workspace.e2e()).args(["--test", "--test-reporter=spec"]).env("BASE_URL", url).env("DIST", dist);
    if let Some(chromium) = tools::chromium() {
        node.env("CHROMIUM", chromium);
    }
    if let Some(headless) = tools::headless()? {
        node.env("HEADLESS", headless);
    }
    Ok(node)
}

/// The npm package: what TypeScript is told of it, how large it is, and what it does where it is installed.
fn npm(workspace: &Workspace, is_built: bool) -> Result<Tally> {
    let folder = workspace.root().join("tests/npm");
    tools::prepare(&folder)?;
    if !is_built {
        site::build(workspace)?;
        build_command_line(workspace)?;
    }
    let mut sum = Tally::default();
    for features in [&[][..], &["--no-default-features", "--features", "check"]] {
        let mut cargo = workspace.cargo();
        sum.add(tally(cargo.args(["test", "--package", ENGINE.name]).args(features), cargo_line)?);
    }
    let packed = npm::build(workspace, npm::built_element(workspace)?)?;
    sum.add(Tally::one(npm::measure(workspace)?));
    let mut node = Command::new("node");
    node.current_dir(&folder)
        .args(["--test", "--test-concurrency=2", "--test-reporter=spec"])
        .args(tests_in(&folder)?)
        .env("TARBALL", packed)
        .env("KAKARI", command_line(workspace));
    if let Some(chromium) = tools::chromium() {
        node.env("CHROMIUM", chromium);
    }
    sum.add(tally(&mut node, node_line)?);
    Ok(sum)
}

/// Where the command line with the app inside stands, out of the way of what cargo builds beside it.
fn command_line(workspace: &Workspace) -> PathBuf {
    workspace.scratch("cli").join(format!("kakari{}", env::consts::EXE_SUFFIX))
}

/// Builds the command line with the app that was built inside.
fn build_command_line(workspace: &Workspace) -> Result<()> {
    let list = fs::read_to_string(workspace.dist().join("files.json")).context("dist/files.json を読めません")?;
    let entry = list.split('"').find(|path| path.contains("/app-")).context("dist/files.json にアプリがありません")?;
    let file = command_line(workspace);
    for _ in 0..3 {
        let mut cargo = workspace.cargo();
        cargo.args(["build", "--package", "kakari-cli", "--features", "embedded"]).env("KAKARI_DIST", workspace.dist());
        command::run(&mut cargo)?;
        let built = workspace.target().join("debug").join(file.file_name().unwrap_or_default());
        let program = fs::read(&built).with_context(|| format!("{} を読めません", built.display()))?;
        // Tests in Rust, beside us, may have put a program without the app in its place.
        if program.windows(entry.len()).any(|bytes| bytes == entry.as_bytes()) {
            fs::create_dir_all(workspace.scratch("cli")).context("target/xtask/cli を作れません")?;
            // A running one cannot be written to, but its name can be taken.
            let new = file.with_extension("new");
            return fs::copy(&built, &new)
                .and_then(|_| fs::rename(&new, &file))
                .with_context(|| format!("{} を置けません", file.display()));
        }
    }
    bail!("kakari にアプリが入りません")
}

/// The FHIR resources in LHC-Forms, in the browser, through the command line.
fn fhir(workspace: &Workspace, is_built: bool) -> Result<Tally> {
    tools::prepare(&workspace.fhir())?;
    let kakari = if is_built {
        command_line(workspace)
    } else {
        command::run(workspace.cargo().args(["build", "--package", "kakari-cli"]))?;
        workspace.target().join("debug").join(format!("kakari{}", env::consts::EXE_SUFFIX))
    };
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
